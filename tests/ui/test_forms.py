"""Fields: tied to their help and errors, three ways of no answer, dates known in part."""

import datetime as dt
import re

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from lgnet.kernel.answers import Answer
from lgnet.ui.answered import Answered, AnsweredField
from lgnet.ui.forms import ChipRadioSelect, DateField, NameField
from lgnet.ui.gallery import GalleryForm
from lgnet.ui.partial_dates import PartialDate, PartialDateField, partial_date, period_of, years_ago

THIS_YEAR = dt.date.today().year


class SexForm(forms.Form):
    sex = AnsweredField(forms.ChoiceField(choices=[("", ""), ("female", "F")]), label="Sex")


class BirthForm(forms.Form):
    birth = AnsweredField(PartialDateField(), label="Birth")


def test_a_field_is_tied_to_its_help_and_its_error():
    class OneForm(forms.Form):
        name = NameField(label="Name", help_text="Help")

    page = str(OneForm({"name": ""})["name"].as_field_group())
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'id="id_name_helptext"' in page
    assert 'id="id_name_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'label for="id_name"' in page


def test_every_kind_of_field_renders_with_each_id_once():
    page = str(GalleryForm())
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for target in re.findall(r'<label for="([^"]+)"', page):
        assert target in ids
    assert "style=" not in page


def test_the_error_summary_links_to_controls_that_exist():
    form = GalleryForm({})
    page = str(form)
    links = re.findall(r'href="#([^"]+)"', page)
    assert links
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert set(links) <= set(ids)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, Answered(None, Answer.NOT_ASKED)),
        ({"sex_value": "female"}, Answered("female", Answer.KNOWN)),
        ({"sex_value": "female", "sex_answer": "not_asked"}, Answered("female", Answer.KNOWN)),
        ({"sex_value": "", "sex_answer": "declined"}, Answered(None, Answer.DECLINED)),
        ({"sex_answer": "unknown"}, Answered(None, Answer.UNKNOWN)),
        ({"sex_answer": "known"}, Answered(None, Answer.NOT_ASKED)),
    ],
)
def test_three_ways_of_having_no_answer(data, expected):
    form = SexForm(data)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["sex"] == expected


@pytest.mark.parametrize(
    "data",
    [
        {"sex_value": "female", "sex_answer": "declined"},
        {"sex_value": "robot"},
        {"sex_answer": "maybe"},
    ],
)
def test_a_contradiction_is_refused(data):
    assert not SexForm(data).is_valid()


def test_an_answer_shows_again_as_it_was():
    page = str(SexForm(initial={"sex": Answered(None, Answer.DECLINED)})["sex"])
    assert re.search(r'value="declined"[^>]*checked', page)
    page = str(SexForm(initial={"sex": Answered("female", Answer.KNOWN)})["sex"])
    assert re.search(r'<option value="female" selected', page)
    assert "checked" not in page


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("3", "7", "1990", ""), PartialDate(dt.date(1990, 7, 3), "exact")),
        (("", "7", "1990", ""), PartialDate(dt.date(1990, 7, 1), "month")),
        (("", "", "1990", ""), PartialDate(dt.date(1990, 1, 1), "year")),
        (("", "", "", "30"), PartialDate(dt.date(THIS_YEAR - 30, 1, 1), "estimated")),
    ],
)
def test_a_date_known_in_part(parts, expected):
    names = [f"birth_value_{part}" for part in ("day", "month", "year", "age")]
    data = dict(zip(names, parts, strict=True))
    form = BirthForm(data)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["birth"] == Answered(expected, Answer.KNOWN)


@pytest.mark.parametrize(
    "parts",
    [
        {"birth_value_day": "3", "birth_value_month": "7"},
        {"birth_value_day": "31", "birth_value_month": "2", "birth_value_year": "1990"},
        {"birth_value_day": "3", "birth_value_year": "1990"},
        {"birth_value_year": "2999"},
        {"birth_value_year": "12"},
        {"birth_value_day": "x", "birth_value_year": "1990"},
        {"birth_value_age": "30", "birth_value_year": "1990"},
        {"birth_value_age": "111"},
    ],
)
def test_a_date_that_is_none_is_refused(parts):
    assert not BirthForm(parts).is_valid()


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2030, 12, 31)),
    st.booleans(),
    st.booleans(),
)
def test_a_partial_date_lies_in_the_period_it_means(day, has_month, has_day):
    found = partial_date(
        day=day.day if has_month and has_day else None,
        month=day.month if has_month else None,
        year=day.year,
    )
    first, last = period_of(found)
    assert first <= day <= last
    assert first == found.first_day


@given(st.integers(0, 110), st.dates(dt.date(2020, 1, 1), dt.date(2060, 12, 31)))
def test_about_how_old_means_a_whole_year(years, today):
    first, last = period_of(years_ago(years, today=today))
    assert first.year == last.year == today.year - years


def test_a_partial_date_shows_again_as_it_was():
    widget = PartialDateField().widget
    assert widget.decompress(PartialDate(dt.date(1990, 7, 3), "exact")) == [3, 7, 1990, None]
    assert widget.decompress(years_ago(30, today=dt.date.today())) == [None, None, None, 30]


def test_a_name_keeps_its_script_and_loses_stray_spaces():
    assert NameField().clean("  Amina   أمينة ") == "Amina أمينة"


def test_chips_and_dates_are_plain_controls():
    class OneForm(forms.Form):
        when = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=ChipRadioSelect)
        on = DateField()

    page = str(OneForm(initial={"on": dt.date(2026, 3, 5), "when": "b"}))
    assert 'type="date" name="on" value="2026-03-05"' in page
    assert page.count('type="radio"') == 2
    assert page.count(">B<") == 1
