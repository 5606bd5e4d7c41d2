"""XLSForm: what comes in, and what is said of every row that does not."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lgnet.forms.enums import RowTrouble
from lgnet.forms.models import CityForm
from lgnet.forms.rules_xlsform import read_xlsform
from lgnet.forms.xlsforms import grouped, opened, read_file, sealed
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests.factories.forms import make_city_form
from tests.pages import send

HEAD = ["type", "name", "label", "required", "relevant", "constraint", "appearance"]
CHOICES = [["list_name", "name", "label"], ["yn", "y", "Sì"], ["yn", "n", "No"]]


def read(*survey, choices=CHOICES, head=HEAD, **more):
    return read_xlsform({"survey": [head, *survey], "choices": choices, **more})


def troubles(found):
    return [(one.sheet, one.row, one.trouble) for one in found.told]


def book(**sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def test_a_common_form_comes_in_whole():
    found = read(
        ["begin_group", "casa", "Casa"],
        ["select_one yn", "casa_sua", "Ha una casa?", "yes"],
        ["select_multiple yn", "quali", "Quali?", "", "${casa_sua} = 'y'"],
        ["integer", "eta", "Età", "", "selected(${quali}, 'n')", ". >= 0 and . <= 120"],
        ["end_group"],
        ["text", "note", "Note", "", "${eta} > 17 or ${casa_sua} != 'y'", "", "multiline"],
        ["note", "fine", "Grazie"],
        settings=[["form_title"], ["Colloquio"]],
    )
    assert found.told == []
    assert found.title == {"it": "Colloquio"}
    assert [section.code for section in found.definition.sections] == ["casa", "questions"]
    one = found.definition.field
    assert (one("casa_sua").type, one("casa_sua").required_at) == ("one_choice", "closing")
    assert one("quali").shown.conditions[0].operator == "is"
    assert one("eta").shown.conditions[0].operator == "has"
    assert (one("eta").low, one("eta").high) == ("0", "120")
    assert (one("note").type, str(one("note").shown.joint)) == ("long_text", "any")
    assert not one("fine").is_question


def test_texts_in_several_languages_and_our_own_columns():
    head = ["type", "name", "label::Italiano (it)", "label::English (en)", "label::Klingon (tlh)"]
    found = read(
        ["text", "a", "Uno", "One", "wa'", "sensitive", "care", "local"],
        head=[*head, "privacy", "purpose", "national"],
    )
    field = found.definition.field("a")
    assert field.label == {"it": "Uno", "en": "One"}
    assert found.definition.languages == ("it", "en")
    assert (field.privacy, field.purpose, field.national) == ("sensitive", "care", "-")


def test_a_loop_is_left_out_row_by_row_and_what_follows_comes_in():
    found = read(
        ["text", "prima", "Prima"],
        ["begin_repeat", "figli", "Figli"],
        ["text", "nome", "Nome"],
        ["begin_group", "g", "G"],
        ["integer", "eta", "Età"],
        ["end_group"],
        ["end_repeat"],
        ["text", "dopo", "Dopo"],
    )
    assert troubles(found) == [
        ("survey", 3, RowTrouble.LOOP),
        ("survey", 4, RowTrouble.LOOP),
        ("survey", 6, RowTrouble.LOOP),
    ]
    assert [one.code for one in found.definition.all_fields()] == ["prima", "dopo"]


@pytest.mark.parametrize(
    ("row", "trouble", "taken"),
    [
        (["geopoint", "a", "Dove"], RowTrouble.UNKNOWN_TYPE, 0),
        (["calculate", "a", ""], RowTrouble.MACHINE, 0),
        (["deviceid", "a", ""], RowTrouble.MACHINE, 0),
        (["text", "", "Nome"], RowTrouble.NO_NAME, 0),
        (["text", "Età-anni", "Età"], RowTrouble.BAD_NAME, 1),
        (["text", "a", ""], RowTrouble.NO_LABEL, 1),
        (["select_one nowhere", "a", "A"], RowTrouble.NO_LIST, 0),
        (["select_one", "a", "A"], RowTrouble.NO_LIST, 0),
        (["text", "a", "A", "", "${later} = 'y'"], RowTrouble.CONDITION, 1),
        (["text", "a", "A", "", "if(${a}, 1, 2)"], RowTrouble.CONDITION, 1),
        (["text", "a", "A", "", "", "regex(., '[0-9]')"], RowTrouble.CONSTRAINT, 1),
        (["end_group"], RowTrouble.NOT_OPENED, 0),
        (["begin_group", "g", "G"], RowTrouble.NOT_CLOSED, 0),
        (["", "a", "A"], RowTrouble.UNKNOWN_TYPE, 0),
    ],
)
def test_each_row_that_is_not_as_it_was_is_told(row, trouble, taken):
    found = read(row)
    assert troubles(found) == [("survey", 2, trouble)]
    assert found.taken == taken


def test_a_name_twice_and_a_group_in_a_group_are_told():
    found = read(
        ["begin group", "g", "G"],
        ["text", "a", "A"],
        ["begin group", "h", "H"],
        ["text", "a", "A"],
        ["text", "b", "B"],
        ["end group"],
        ["end group"],
    )
    assert troubles(found) == [
        ("survey", 4, RowTrouble.NESTED),
        ("survey", 5, RowTrouble.SAME_NAME),
    ]
    assert [s.code for s in found.definition.sections] == ["g", "h"]


def test_missing_sheets_and_columns_are_told():
    assert troubles(read_xlsform({})) == [("survey", 0, RowTrouble.NO_SURVEY)]
    wrong = read_xlsform({"survey": [["tipo", "nome"], ["text", "a"]]})
    assert troubles(wrong) == [("survey", 1, RowTrouble.NO_COLUMN)]
    found = read_xlsform({"survey": [HEAD, ["select_one yn", "a", "A"], ["text", "b", "B"]]})
    assert troubles(found) == [
        ("survey", 2, RowTrouble.NO_LIST),
        ("choices", 0, RowTrouble.NO_CHOICES),
    ]
    assert found.taken == 1


def test_2000_rows_come_in_as_far_as_they_fit_and_the_rest_is_one_line_of_the_report():
    found = read(*[["text", f"d{n}", f"Domanda {n}"] for n in range(2000)])
    assert (found.rows, found.taken) == (2000, 400)
    (group,) = grouped(found.told)
    assert (group.rows, group.leaves_out) == ("402–2001", True)


def test_a_list_with_too_many_answers_is_left_out():
    many = [["list_name", "name", "label"], *[["l", f"n{n}", f"N{n}"] for n in range(200)]]
    found = read(["select_one l", "a", "A"], choices=many)
    assert troubles(found) == [("survey", 2, RowTrouble.TOO_MANY_OPTIONS)]


def test_what_a_report_carries_cannot_be_made_elsewhere():
    text = sealed(read(["text", "a", "A"]))
    assert opened(text)[0].field("a").label == {"it": "A"}
    assert opened(text[:-2]) is None
    assert opened("{}") is None


# Through the page.


@pytest.fixture
def manager(torino, sign_in):
    return sign_in(Role.CITY_MANAGER, torino)


def bring(client, data, status=200, name="modulo.xlsx"):
    file = SimpleUploadedFile(name, data)
    return send(client, reverse("forms:import"), {"file": file}, status).content.decode()


def hidden(text, name):
    return text.split(f'name="{name}" value="')[1].split('"')[0]


@pytest.mark.django_db
def test_nothing_is_kept_before_somebody_says_so(manager, torino):
    survey = [HEAD, ["text", "a", "Prima"], ["geopoint", "b", "Dove"], ["begin_repeat", "r", "R"]]
    text = bring(manager, book(survey=survey, settings=[["form_title"], ["Visita a casa"]]))
    for words in (
        "We have no such kind of question",
        "Loops (repeat) do not exist",
        "never closed",
    ):
        assert words in text
    with scope(city_id=torino.pk):
        assert not CityForm.objects.exists()
    data = {name: hidden(text, name) for name in ("id", "content")}
    data |= {"kind": "instrument", "title_it": "Visita a casa", "code": "visita_a_casa"}
    assert hidden(text, "code") == "visita_a_casa"
    send(manager, reverse("forms:import"), data)
    with scope(city_id=torino.pk):
        form = CityForm.objects.get()
        assert [one.code for one in form.definition.all_fields()] == ["a"]
        assert (form.title, form.recorded_by) == ({"it": "Visita a casa"}, manager.user)


@pytest.mark.django_db
def test_a_taken_code_keeps_the_report_open(manager, torino):
    with scope(city_id=torino.pk):
        make_city_form(code="visita")
    text = bring(manager, book(survey=[HEAD, ["text", "a", "Prima"]]))
    data = {name: hidden(text, name) for name in ("id", "content")}
    data |= {"kind": "instrument", "title_it": "Visita", "code": "visita"}
    again = send(manager, reverse("forms:import"), data, 422).content.decode()
    assert "This code is already taken" in again
    assert hidden(again, "content") == data["content"]
    lost = send(manager, reverse("forms:import"), {**data, "content": "x"}, 422).content.decode()
    assert "Choose the file again" in lost


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"type,name,label\ntext,a,A\n", "This file cannot be read"),
        (b"PK\x03\x04 broken", "The file is damaged"),
        (b"", "The file holds nothing"),
    ],
)
def test_what_is_no_workbook_is_refused_in_a_sentence(manager, data, words):
    assert words in bring(manager, data, 422)


@pytest.mark.django_db
def test_a_workbook_without_questions_says_which_sheet_is_missing(manager):
    text = bring(manager, book(Foglio1=[["nome"], ["Amina"]]))
    assert "The sheet “survey” is missing" in text
    assert "No question can be taken over" in text


def test_a_real_workbook_is_read_in_its_own_process():
    found = read_file(book(Survey=[HEAD, ["text", "a", "Prima"]], choices=CHOICES))
    assert found.taken == 1
    assert found.told == []
