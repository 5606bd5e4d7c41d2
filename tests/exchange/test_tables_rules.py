"""Reading, guessing and judging: what each part makes of what people write. No database."""

import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lgnet.exchange.enums import RowState, Target, Trouble
from lgnet.exchange.tables import births, headings
from lgnet.exchange.tables.doubles import Doubles
from lgnet.exchange.tables.fingerprints import fingerprint_of
from lgnet.exchange.tables.judging import REFUSING, Reading, judge
from lgnet.exchange.tables.vocabulary import vocabulary_of
from lgnet.kernel.answers import Answer
from lgnet.kernel.reading.text_files import decoded, guessed_separator, read_text
from lgnet.kernel.reading.workbooks import read_workbook, text_of
from lgnet.people.models import Country

TODAY = dt.date(2026, 11, 22)
MOROCCO = Country(name_it="Marocco", name_en="Morocco", iso3="MAR", istat_code="436")
NIGERIA = Country(name_it="Nigeria", name_en="Nigeria", iso3="NGA", istat_code="443")
NIGER = Country(name_it="Niger", name_en="Niger", iso3="NER", istat_code="442")
NOBODYS = Country(name_it="Apolide", name_en="Stateless", iso3="", istat_code="999")
WORDS = vocabulary_of([MOROCCO, NIGERIA, NIGER, NOBODYS])
ALL = dict(enumerate(Target))


def reading(*targets, **options):
    columns = dict(enumerate(targets))
    return Reading(columns=columns, vocabulary=WORDS, today=TODAY, **options)


def judged(*cells, by, **options):
    return judge(cells, reading(*by, **options))


def codes(found):
    return [code for _column, code in found.troubles]


# Files.


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_encoding_and_separator_are_found(encoding, separator):
    text = separator.join(("Nome", "Cognome", "Città")) + "\r\n" + separator.join(("Zoë", "Ò", "é"))
    sheet = read_text(text.encode(encoding))
    assert sheet.separator == separator
    assert sheet.rows == [["Nome", "Cognome", "Città"], ["Zoë", "Ò", "é"]]


def test_excel_on_windows_is_understood():
    sheet = read_text("Nome;Città\nZoë;Forlì €\n".encode("cp1252"))
    assert (sheet.encoding, sheet.rows[1]) == ("cp1252", ["Zoë", "Forlì €"])


def test_an_encoding_can_be_chosen():
    assert decoded("Олена".encode("cp1251"), "cp1251") == ("Олена", "cp1251")


def test_a_told_separator_counts_and_rows_keep_their_numbers():
    sheet = read_text(b"sep=,\r\na;b,c\r\nd;e,f\r\n")
    assert sheet.rows == [[], ["a;b", "c"], ["d;e", "f"]]


def test_commas_in_texts_do_not_mislead():
    text = "Nome;Nota\nAnna;uno, due, tre\nAda;quattro, cinque, sei\n"
    assert guessed_separator(text) == ";"


def test_lines_within_a_cell_and_marks_within_it():
    assert read_text(b'a;b\n"x\ny";z\n').rows[1] == ["x\ny", "z"]
    assert read_text(b'a;b\n"x "y" z";w\n').rows[1][1] == "w"


def test_a_long_cell_is_cut_and_told():
    sheet = read_text(b"a;b\n" + b"x" * 3000 + b";y\n")
    assert len(sheet.rows[1][0]) == 2000
    assert sheet.cut == [(2, 0)]


def test_a_workbook_is_read_as_a_person_would_type_it():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Nome", "Nato", "Tel", "Si", "Num"])
    sheet.append(["Anna", dt.date(1990, 3, 25), 393331234567, True, 12.0])
    sheet.append([])
    sheet.append(["=SUM(A1:A2)", dt.datetime(1990, 1, 1, 10, 30), 1.5, False, None])
    book.create_sheet("Altro").append(["x"])
    hidden = book.create_sheet("Nascosto")
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    found = read_workbook(out.getvalue())
    assert found.rows == [
        ["Nome", "Nato", "Tel", "Si", "Num"],
        ["Anna", "1990-03-25", "393331234567", "TRUE", "12"],
        [],
        ["=SUM(A1:A2)", "1990-01-01 10:30:00", "1.5", "FALSE"],
    ]
    assert found.others == 1
    assert read_workbook(out.getvalue(), sheet=2).rows == [["x"]]


def test_a_number_is_written_as_people_write_it():
    assert [text_of(v) for v in (1e20, 0.1, float("inf"), -3)] == ["1e+20", "0.1", "inf", "-3"]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))), min_size=2
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_a_program_writes_is_what_is_read(rows):
    import csv

    width = max(map(len, rows))
    rows = [["Nome", *(["x"] * (width - 1))], *(row + [""] * (width - len(row)) for row in rows)]
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    found = read_text(out.getvalue().encode("utf-8-sig"), separator=";").rows
    assert [row + [""] * (width - len(row)) for row in found] == [
        [cell if any(c.strip() for c in row[i:]) else "" for i, cell in enumerate(row)]
        for row in rows
    ]


# Headings.


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("Cognome", Target.FAMILY),
        ("NOME", Target.GIVEN),
        ("Nome e Cognome", Target.FULL),
        ("First name", Target.GIVEN),
        ("Data di nascita (gg/mm/aaaa)", Target.BIRTH_DATE),
        ("D.O.B.", None),
        ("DOB", Target.BIRTH_DATE),
        ("Luogo di nascita", None),
        ("Comune di nascita", None),
        ("Nazionalità", Target.CITIZENSHIP),
        ("Cod. Fiscale", Target.CODICE_FISCALE),
        ("C.F.", Target.CODICE_FISCALE),
        ("Tel.", Target.PHONE),
        ("Telefono madre", None),
        ("Scadenza permesso di soggiorno", None),
        ("Sesso (M/F)", Target.SEX),
        ("Età", Target.AGE),
        ("Note", None),
        ("", None),
    ],
)
def test_a_heading_says_what_it_is(heading, target):
    assert headings.meant(heading) == target


def test_one_answer_comes_from_one_column():
    found = headings.guessed(["Nome", "Cognome", "Nome", "Telefono", "Cellulare", "Note"])
    assert found == {0: Target.GIVEN, 1: Target.FAMILY, 3: Target.PHONE, 4: Target.PHONE}


def test_a_name_alone_is_the_whole_name():
    assert headings.guessed(["Nome", "Età"])[0] == Target.FULL


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ([["Nome", "Cognome"], ["Anna", "Rossi"]], 1),
        ([["Elenco ospiti 2026"], [], ["Nome", "Cognome", "Sesso"], ["Anna", "Rossi", "F"]], 3),
        ([["Anna", "25/03/1990"], ["Ada", "1970"]], 0),
        ([["Chi", "Da dove"], ["Anna", "Roma"]], 1),
        ([[], []], 0),
    ],
)
def test_where_the_headings_stand(rows, number):
    assert headings.heading_row(rows) == number


def test_columns_are_remembered_whatever_the_case_and_accents():
    key = headings.headings_key(["Età", "NOME "], secret="s")
    assert key == headings.headings_key(["eta", "nome"], secret="s")
    assert key != headings.headings_key(["eta", "nome"], secret="t")


# Births.


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("25/03/1990", "1990-03-25", "exact"),
        ("25.3.90", "1990-03-25", "exact"),
        ("1990-03-25", "1990-03-25", "exact"),
        ("1990-03-25 00:00:00", "1990-03-25", "exact"),
        ("19900325", "1990-03-25", "exact"),
        ("25 marzo 1990", "1990-03-25", "exact"),
        ("March 25, 1990", "1990-03-25", "exact"),
        ("٢٥/٠٣/١٩٩٠", "1990-03-25", "exact"),
        ("marzo 1990", "1990-03-01", "month"),
        ("03/1990", "1990-03-01", "month"),
        ("1990", "1990-01-01", "year"),
        ("32957", "1990-03-25", "exact"),
        ("29/02/2000", "2000-02-29", "exact"),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(text, day, precision):
    birth = births.read_date(text, day_first=True, today=TODAY).birth
    assert (birth.first_day.isoformat(), birth.precision) == (day, precision)


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("29/02/2001", Trouble.NO_SUCH_DAY),
        ("31/04/1990", Trouble.NO_SUCH_DAY),
        ("2030-01-01", Trouble.FUTURE),
        ("01/01/1890", Trouble.TOO_OLD),
        ("ieri", Trouble.BAD_DATE),
        ("25 foo 1990", Trouble.BAD_DATE),
        ("1/2/3/4", Trouble.BAD_DATE),
    ],
)
def test_what_is_no_date_is_left(text, trouble):
    found = births.read_date(text, day_first=True, today=TODAY)
    assert (found.birth, found.troubles) == (None, (trouble,))


def test_the_order_of_day_and_month_is_seen_in_the_column():
    assert births.order_of(["03/25/1990", "01/02/1980"]).day_first is False
    assert births.order_of(["25/03/1990"]) == births.Order(True, True, False)
    assert births.order_of(["01/02/1980"]) == births.Order(True, False, False)
    assert births.order_of(["25/03/1990", "03/25/1990"]).is_mixed


def test_the_order_counts_where_a_date_could_be_two():
    for day_first, month in ((True, 4), (False, 3)):
        found = births.read_date("03/04/1990", day_first=day_first, today=TODAY)
        assert found.birth.first_day.month == month


@settings(max_examples=200, deadline=None)
@given(st.dates(dt.date(1920, 1, 1), TODAY), st.sampled_from(["/", "-", "."]), st.booleans())
def test_every_day_is_read_back(day, mark, day_first):
    order = (day.day, day.month) if day_first else (day.month, day.day)
    text = mark.join(map(str, (*order, day.year)))
    assert births.read_date(text, day_first=day_first, today=TODAY).birth.first_day == day


# Rows.


def test_a_row_says_all_it_says():
    found = judged(
        *("Amina", "El Idrissi", "donna", "marocchina", "arabo", "333 1234567 / 011 5613232"),
        by=(
            *(Target.GIVEN, Target.FAMILY, Target.SEX, Target.CITIZENSHIP, Target.LANGUAGE),
            Target.PHONE,
        ),
    )
    assert found.state == RowState.FINE
    assert found.profile.known_as == "Amina El Idrissi"
    assert found.profile.citizenship is MOROCCO
    assert found.profile.language == "ara"
    assert found.phones == ("+393331234567", "+390115613232")


@pytest.mark.parametrize(
    ("word", "country"),
    [
        *(("Nigeria", NIGERIA), ("nigeriano", NIGERIA), ("NIGERIANA", NIGERIA), ("NGA", NIGERIA)),
        *(("nigerina", NIGER), ("Marocco", MOROCCO), ("moroccan", MOROCCO), ("436", MOROCCO)),
        *(("ma", MOROCCO), ("apolide", NOBODYS), ("Atlantide", None)),
    ],
)
def test_a_citizenship_is_understood(word, country):
    assert WORDS.citizenship(word) is country


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("", Answer.NOT_ASKED),
        ("-", Answer.NOT_ASKED),
        ("?", Answer.UNKNOWN),
        ("non dichiara", Answer.DECLINED),
        ("N.D.", Answer.UNKNOWN),
    ],
)
def test_what_is_missing_says_why(text, answer):
    assert judged("Anna", text, by=(Target.GIVEN, Target.SEX)).profile.sex == answer


def test_a_word_nobody_knows_is_asked_about_and_then_known():
    by = (Target.GIVEN, Target.SEX)
    found = judged("Anna", "Zzz", by=by)
    assert codes(found) == [Trouble.UNKNOWN_WORD.value]
    assert found.unknown == [(Target.SEX, "zzz")]
    said = judged("Anna", "Zzz", by=by, meanings={(Target.SEX, "zzz"): "female"})
    assert (said.profile.sex, said.troubles) == ("female", [])


@pytest.mark.parametrize(
    ("cells", "trouble"),
    [
        (("", ""), Trouble.NO_NAME),
        (("sconosciuto", "-"), Trouble.NO_NAME),
        (("A" * 201, "x"), Trouble.NAME_TOO_LONG),
        (("#REF!", ""), Trouble.NO_NAME),
    ],
)
def test_a_row_without_a_name_is_refused(cells, trouble):
    found = judged(*cells, by=(Target.GIVEN, Target.FAMILY))
    assert trouble.value in codes(found)
    assert found.state == RowState.REFUSED


def test_a_formula_stays_text_and_is_told():
    found = judged("=cmd|' /C calc'!A0", by=(Target.KNOWN_AS,))
    assert found.profile.known_as == "=cmd|' /C calc'!A0"
    assert codes(found) == [Trouble.FORMULA.value]


def test_a_phone_may_begin_with_plus():
    assert judged("Anna", "+39 333 1234567", by=(Target.GIVEN, Target.PHONE)).troubles == []


def test_a_code_that_contradicts_is_told_and_kept():
    found = judged(
        *("Anna", "F", "25/03/1990", "CCCFBA85D03L219P"),
        by=(Target.GIVEN, Target.SEX, Target.BIRTH_DATE, Target.CODICE_FISCALE),
    )
    assert codes(found) == ["birth_differs", "sex_differs"]
    assert found.numbers == (("codice_fiscale", "CCCFBA85D03L219P"),)
    assert found.state == RowState.WARNING


def test_a_number_in_the_wrong_column_finds_its_kind():
    found = judged("Anna", "STP 0101234567890", by=(Target.GIVEN, Target.CODICE_FISCALE))
    assert found.numbers == (("stp", "STP0101234567890"),)


def test_date_year_and_age_that_disagree():
    by = (Target.GIVEN, Target.BIRTH_DATE, Target.AGE)
    assert judged("Anna", "25/03/1990", "36", by=by).troubles == []
    assert codes(judged("Anna", "25/03/1990", "12", by=by)) == [Trouble.BIRTH_TWICE.value]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=len(ALL) + 2))
def test_no_row_breaks_the_judge(cells):
    """Whatever stands in a row, it is judged, and refused only for a reason that refuses."""
    found = judge(cells, Reading(columns=ALL, vocabulary=WORDS, today=TODAY, width=len(ALL)))
    assert found.is_refused == bool({Trouble(c) for c in codes(found) if c in Trouble} & REFUSING)
    if not found.is_refused:
        assert 0 < len(found.profile.known_as) <= 200
        assert all(len(text) <= 200 for _kind, text in found.profile.names())


def test_rows_that_repeat_are_met():
    doubles, by = Doubles(), (Target.GIVEN, Target.FAMILY, Target.BIRTH_DATE, Target.EXTERNAL)
    rows = [
        ("Anna", "Rossi", "25/03/1990", ""),
        ("Anna", "Rossi", "25/03/1990", ""),
        ("ROSSI", "anna", "25/03/1990", ""),
        ("Anna", "Rossi", "26/03/1990", "7"),
        ("Ada", "Neri", "", "7"),
        ("Anna", "Rossi", "", ""),
    ]
    found = [doubles.meet(number, judged(*row, by=by)) for number, row in enumerate(rows, 1)]
    told = [double and (double.row, double.by_number, double.is_whole) for double in found]
    assert told == [None, (1, False, True), (1, False, False), None, (4, True, False), None]


def test_a_row_is_known_again_by_its_number_or_by_all_it_says():
    by = (Target.GIVEN, Target.EXTERNAL)
    one, changed = judged("Anna", "7", by=by), judged("Ada", "7", by=by)
    options = {"audience": "city", "source": "Caritas", "secret": "s"}
    assert fingerprint_of(one, **options) == fingerprint_of(changed, **options)
    for other in ({"audience": "org"}, {"source": "Comune"}, {"secret": "t"}):
        assert fingerprint_of(one, **options) != fingerprint_of(one, **(options | other))
    plain = judged("Anna", "", by=by)
    assert fingerprint_of(plain, **options) != fingerprint_of(judged("Ada", "", by=by), **options)
