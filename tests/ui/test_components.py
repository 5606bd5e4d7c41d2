"""Components refuse to be used half, escape what they are given, and stand in the gallery."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import timezone, translation

import lgnet.ui
from lgnet.ui.required import MissingArgument
from lgnet.ui.templatetags.ui import register

FOLDER = Path(lgnet.ui.__file__).parent / "templates" / "ui"
GALLERY = (FOLDER / "gallery.html").read_text(encoding="utf-8")
# Tags that belong to the frame or to other components, shown by what uses them.
SHOWN_BY_OTHERS = {"undo_id", "first_id"}


def render(source: str, **context) -> str:
    return Template("{% load i18n ui %}" + source).render(Context(context))


@pytest.mark.parametrize("name", sorted({*register.tags, *register.filters} - SHOWN_BY_OTHERS))
def test_every_component_stands_in_the_gallery(name):
    assert re.search(rf"({{%\s*{name}\b|\|{name}\b)", GALLERY)


@pytest.mark.parametrize(
    "path", sorted((FOLDER / "components").glob("*.html")), ids=lambda p: p.stem
)
def test_every_component_says_what_it_needs_and_why(path):
    opening = path.read_text(encoding="utf-8").split("{% endcomment %}")[0]
    assert re.search(r"(Required|Optional): .*Why: ", opening)
    assert path.stem in register.tags


@pytest.mark.parametrize(
    "source",
    [
        "{% badge 'ok' '' %}",
        "{% badge 'green' 'Free' %}",
        "{% badge 'ok' nothing %}",
        "{% icon 'it-unicorn' %}",
        "{% page_header title='' %}{% endpage_header %}",
        "{% table %}{% endtable %}",
        "{% table caption='People' %}{% endtable %}",
        "{% table caption='People' colour='red' %}{% column 'A' %}{% endtable %}",
        "{% column 'A' %}",
        "{% table caption='P' %}{% column 'A' %}{% row %}{% endrow %}{% endtable %}",
        "{% table caption='P' %}{% column 'A' %}{% row %}{% cell %}{% endcell %}{% cell %}"
        "{% endcell %}{% endrow %}{% endtable %}",
        "{% empty title='Nobody' %}{% endempty %}",
        "{% alert kind='ok' %} {% endalert %}",
        "{% task label='Health' state='half' %}",
        "{% tile value='' label='Free' %}",
        "{% moment '12:00' %}",
        "{% form_errors nothing %}",
        "{% action url='' label='Go' %}",
    ],
)
def test_a_component_used_half_fails_loudly(source):
    with pytest.raises(MissingArgument if "unicorn" not in source else ValueError):
        render(source, nothing=None)


@pytest.mark.parametrize(
    "source",
    ["{% action label='Go' %}", "{% page_header %}{% endpage_header %}", "{% tile value='1' %}"],
)
def test_a_forgotten_argument_fails_at_once(source):
    with pytest.raises(TemplateSyntaxError):
        render(source)


def test_what_people_typed_is_isolated_and_escaped():
    assert render("{{ name|bdi }}", name="<b>") == "<bdi>&lt;b&gt;</bdi>"
    assert "&lt;b&gt;" in render("{% badge 'ok' name %}", name="<b>")
    assert "&lt;b&gt;" in render("{% page_header title=name %}{% endpage_header %}", name="<b>")
    assert "&lt;b&gt;" in render("{% action url='#' label=name %}", name="<b>")


def test_a_cell_carries_its_columns_name_for_the_card_shape():
    page = render(
        "{% table caption='People' %}{% column 'Name' %}{% column 'Nights' numeric=True %}"
        "{% row id='r1' %}{% cell heading=True %}Amina{% endcell %}"
        "{% cell %}3{% endcell %}{% endrow %}"
        "{% endtable %}"
    )
    assert '<th scope="row">Amina</th>' in page
    assert '<td data-label="Nights" class="lg-number">3</td>' in page
    assert '<th scope="col" class="lg-number">Nights</th>' in page
    assert "<caption>People</caption>" in page


@pytest.mark.parametrize(
    ("language", "number", "day"),
    [
        ("it", "1.234.567", "05/03/2026"),
        ("en", "1,234,567", "5 Mar 2026"),
        ("ar", "1,234,567", "05/03/2026"),
    ],
)
def test_numbers_and_days_follow_the_language_and_stay_left_to_right(language, number, day):
    with translation.override(language):
        assert f'dir="ltr">{number}<' in render("{% number 1234567 %}")
        on = dt.date(2026, 3, 5)
        assert f'<time datetime="2026-03-05" dir="ltr">{day}</time>' == render("{% day d %}", d=on)


def test_a_moment_is_local_and_today_shows_the_hour_alone():
    at = dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC)
    with translation.override("it"):
        assert "02/07/2026 00:30" in render("{% moment at %}", at=at)
        now = timezone.now()
        expected = timezone.localtime(now).strftime(">%H:%M<")
        assert expected in render("{% moment at is_relative_day=True %}", at=now)


def test_a_missing_figure_is_said_in_words():
    with translation.override("en"):
        assert "no figure" in render("{% number n %}", n=None)


def test_a_phone_is_a_link_that_calls():
    assert (
        render("{% phone '+39 011 000' %}") == '<a href="tel:+39011000" dir="ltr">+39 011 000</a>'
    )
