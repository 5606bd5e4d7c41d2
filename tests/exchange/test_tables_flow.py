"""The way of a table: brought, its columns named, tried out, decided, written, taken back."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from lgnet.encounters.enums import Setting
from lgnet.encounters.models import Encounter
from lgnet.exchange import queries
from lgnet.exchange.actions.tables.columns import explain_words, name_columns
from lgnet.exchange.actions.tables.deciding import SURE, decide_open_rows, decide_rows
from lgnet.exchange.actions.tables.dry_run import begin_dry_run, judge_chunk
from lgnet.exchange.actions.tables.refusals import NotPossible
from lgnet.exchange.actions.tables.staging import stage_table
from lgnet.exchange.actions.tables.sweeping import KEPT, discard_table, sweep_cell
from lgnet.exchange.actions.tables.taking_back import take_back
from lgnet.exchange.actions.tables.writing import bring_in, start_writing
from lgnet.exchange.enums import RowDecision, RowState, TableState, Target
from lgnet.exchange.models import ImportedPerson, StagedRow, TableImport
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.people.catalogue import Asked, find_alike
from lgnet.people.models import ContactPoint, Person, PersonName, SearchKey
from tests.factories.network import make_user
from tests.factories.people import make_person

LIST = """N.;Cognome;Nome;Sesso;Data di nascita;Cittadinanza;Telefono;Codice fiscale
1;Rossi;Anna;F;25/03/1990;marocchina;333 1234567;
2;Diallo;Mamadou;M;1/2/1988;Guinea;;
3;;;;;;;
4;Begum;Rahima;donna;1995;Bangladesh;;
"""


@pytest.fixture
def by(in_torino):
    return make_user()


@pytest.fixture
def stage(by):
    """Return a function: a text to its import, columns named as guessed and rows judged."""

    def enter(text, *, judged=True, **options):
        data = text if isinstance(text, bytes) else text.encode()
        table = stage_table(id=uuid7(), data=data, by=by, **options)
        return judge_again(table, by) if judged else table

    return enter


def judge_again(table, by, **changes):
    columns = {int(c): Target(t) for c, t in table.columns.items()}
    told = {
        "columns": columns,
        "heading_row": table.heading_row,
        "is_day_first": table.is_day_first,
    }
    name_columns(table_id=table.pk, by=by, **(told | changes))
    return dry_run(table)


def dry_run(table):
    run = begin_dry_run(table_id=table.pk)
    while judge_chunk(run=run, most=3):
        pass
    return TableImport.objects.get(pk=table.pk)


def write(table, by):
    start_writing(table_id=table.pk, by=by)
    return bring_in(table_id=table.pk, by=by)


def find(asked):
    numbers = (asked,) if asked.isdigit() else ()
    return find_alike(Asked(names=() if numbers else (asked,), numbers=numbers), most=3)


def rows(table):
    return {row.number: row for row in queries.rows_of(table)}


def test_a_list_is_read_judged_and_brought_in(stage, by):
    table = stage(LIST)
    assert table.state == TableState.JUDGED
    assert {n: row.state for n, row in rows(table).items()} == {
        2: RowState.FINE,
        3: RowState.FINE,
        4: RowState.REFUSED,
        5: RowState.FINE,
    }
    table = write(table, by)
    assert table.state == TableState.WRITTEN
    assert table.outcome | {"gone": 0} == {
        "made": 3,
        "linked": 0,
        "met_before": 0,
        "left": 1,
        "gone": 0,
        "stayed": 0,
    }
    anna = Person.objects.get(sex="female", birth_year=1990)
    assert anna.known_as == "Anna Rossi"
    assert anna.birth_date.isoformat() == "1990-03-25"
    assert anna.citizenship.iso3 == "MAR"
    assert anna.created_by == by
    names = PersonName.objects.filter(person=anna).order_by("position")
    assert [(name.kind, name.text) for name in names] == [("given", "Anna"), ("family", "Rossi")]
    (phone,) = ContactPoint.objects.filter(person=anna)
    assert phone.value == "+393331234567"
    assert list(StagedRow.objects.filter(table=table).values_list("number", flat=True)) == [4]


def test_people_brought_in_are_found_by_name_and_phone(stage, by):
    write(stage(LIST), by)
    for asked in ("anna rosi", "3331234567", "begum rahima"):
        assert find(asked), asked


def test_the_same_file_again_makes_nobody_new(stage, by):
    write(stage(LIST), by)
    again = stage(LIST)
    assert {row.state for row in rows(again).values()} == {RowState.KNOWN, RowState.REFUSED}
    assert write(again, by).outcome["made"] == 0
    assert Person.objects.count() == 3


def test_two_dry_runs_of_one_file_make_everybody_once(stage, by):
    """Both were looked at before either was written."""
    one, other = stage(LIST), stage(LIST)
    assert write(one, by).outcome["made"] == 3
    assert write(other, by).outcome == {
        "made": 0,
        "linked": 0,
        "met_before": 3,
        "left": 1,
        "gone": 0,
        "stayed": 0,
    }
    assert Person.objects.count() == 3


def test_writing_twice_writes_once(stage, by):
    table = write(stage(LIST), by)
    assert bring_in(table_id=table.pk, by=by).outcome["made"] == 3
    with pytest.raises(NotPossible):
        start_writing(table_id=table.pk, by=by)
    assert Person.objects.count() == 3


def test_a_form_sent_twice_is_one_import(by):
    key = uuid7()
    for _again in range(2):
        stage_table(id=key, data=LIST.encode(), by=by)
    assert TableImport.objects.count() == 1
    assert StagedRow.objects.count() == 5


def test_a_row_changed_since_is_shown_beside_whom_it_became(stage, by):
    write(stage(LIST), by)
    changed = stage(LIST.replace("Mamadou", "Mamadou Saliou"))
    row = rows(changed)[3]
    assert (row.state, row.decision) == (RowState.UNSURE, RowDecision.OPEN)
    assert row.troubles[-1] == [None, "known_changed"]
    mamadou = Person.objects.get(birth_year=1988)
    assert row.candidates[0][0] == str(mamadou.pk)
    assert decide_open_rows(table_id=changed.pk, how=SURE, by=by) == 1
    assert write(changed, by).outcome["linked"] == 3
    assert Person.objects.get(pk=mamadou.pk).known_as == "Mamadou Diallo"


def test_who_is_recorded_here_already_is_found(stage, by):
    birth = {"birth_date": dt.date(1990, 3, 25), "birth_precision": "exact"}
    anna = make_person("Anna Rossi", **birth, birth_answer="known")
    table = stage(LIST)
    row = rows(table)[2]
    assert (row.state, row.decision) == (RowState.UNSURE, RowDecision.OPEN)
    assert row.candidates[0][0] == str(anna.pk)
    assert row.candidates[0][3] is True
    decide_rows(table_id=table.pk, decisions={2: (RowDecision.EXISTING, anna.pk)}, by=by)
    assert write(table, by).outcome["linked"] == 1
    assert Person.objects.count() == 3


def test_nobody_is_chosen_whom_the_dry_run_did_not_find(stage, by):
    stranger = make_person("Qualcun altro")
    table = stage(LIST)
    decisions = {2: (RowDecision.EXISTING, stranger.pk), 4: (RowDecision.NEW, None)}
    assert decide_rows(table_id=table.pk, decisions=decisions, by=by) == 0


def test_undecided_rows_are_left_out(stage, by):
    make_person("Anna Rossi")
    table = write(stage(LIST), by)
    assert table.outcome["left"] == 2
    assert table.outcome["made"] == 2


def test_who_may_not_be_seen_is_not_told(stage, by, torino):
    """Brought in by one organisation alone: for another the same rows are new."""
    one, other = uuid.uuid4(), uuid.uuid4()
    with scope(city_id=torino.pk, user_id=by.pk, audiences=frozenset({one})):
        write(stage(LIST), by)
        assert Person.objects.count() == 3
    with scope(city_id=torino.pk, user_id=by.pk, audiences=frozenset({other})):
        table = stage(LIST)
        assert {row.state for row in rows(table).values()} == {RowState.FINE, RowState.REFUSED}
        assert write(table, by).outcome["made"] == 3
        assert Person.objects.count() == 3


def test_rows_repeated_in_the_file(stage, by):
    text = (
        "Cognome;Nome;Data di nascita;Codice fiscale\n"
        "Rossi;Anna;25/03/1990;\n"
        "Rossi;Anna;25/03/1990;\n"
        "Anna;Rossi;25/03/1990;\n"
        "Bianchi;Ada;1970;\n"
    )
    table = stage(text)
    found = rows(table)
    assert (found[3].decision, found[3].twice_of) == (RowDecision.LEAVE, 2)
    assert (found[4].decision, found[4].twice_of) == (RowDecision.OPEN, 2)
    decide_rows(table_id=table.pk, decisions={3: (RowDecision.NEW, None)}, by=by)
    assert write(table, by).outcome["made"] == 3
    again = stage(text)
    assert rows(again)[2].state == RowState.KNOWN
    assert rows(again)[3].decision == RowDecision.LEAVE


def test_a_number_stands_once_in_a_list(stage):
    table = stage("ID;Nome;Cognome\n7;Anna;Rossi\n7;Ada;Bianchi\n")
    row = rows(table)[3]
    assert (row.state, row.decision, row.twice_of) == (RowState.REFUSED, RowDecision.LEAVE, 2)


def test_columns_are_remembered_for_the_same_headings(stage, by):
    text = "Sigla;Chi;Paese\nA;Anna Rossi;xyz\n"
    table = stage(text, judged=False)
    assert table.columns == {"2": "citizenship"}
    judge_again(table, by, columns={1: Target.KNOWN_AS, 2: Target.CITIZENSHIP}, is_day_first=False)
    explain_words(table_id=table.pk, meanings={(Target.CITIZENSHIP, "xyz"): "436"}, by=by)
    again = stage(text, judged=False)
    assert again.columns == {"1": "known_as", "2": "citizenship"}
    assert not again.is_day_first
    assert again.meaning_of_words() == {"citizenship|xyz": "436"}


def test_words_that_are_explained_are_recorded(stage, by):
    table = stage("Nome;Cognome;Sesso\nAnna;Rossi;zzz\nAda;Bianchi;F\n")
    assert table.words_unknown() == [("sex", "zzz", 1)]
    assert rows(table)[2].state == RowState.WARNING
    explain_words(table_id=table.pk, meanings={(Target.SEX, "zzz"): "other"}, by=by)
    table = dry_run(table)
    assert table.words_unknown() == []
    write(table, by)
    assert set(Person.objects.values_list("sex", flat=True)) == {"other", "female"}


def test_a_list_without_headings(stage, by):
    table = stage("Anna;Rossi;25/03/1990\nAda;Bianchi;3/4/1980\n", judged=False)
    assert table.heading_row == 0
    judge_again(table, by, columns={0: Target.GIVEN, 1: Target.FAMILY, 2: Target.BIRTH_DATE})
    assert len(rows(table)) == 2


def test_taking_back_leaves_what_others_work_with(stage, by):
    table = write(stage(LIST), by)
    met = Person.objects.get(birth_year=1988)
    Encounter.objects.create(person=met, setting=Setting.DESK, happened_at=timezone.now())
    changed = Person.objects.get(birth_year=1995)
    changed.known_as = "Rahima"
    changed.save()
    table = take_back(table_id=table.pk, by=by)
    assert (table.outcome["gone"], table.outcome["stayed"]) == (1, 2)
    assert set(Person.objects.values_list("pk", flat=True)) == {met.pk, changed.pk}
    assert StagedRow.objects.count() == 0
    assert take_back(table_id=table.pk, by=by).outcome["gone"] == 1


def test_brought_in_taken_back_and_brought_in_again(stage, by):
    first = write(stage(LIST), by)
    ids = set(Person.objects.values_list("pk", flat=True))
    take_back(table_id=first.pk, by=by)
    assert not Person.objects.exists()
    assert not ImportedPerson.objects.exists()
    assert not SearchKey.objects.exists()
    write(stage(LIST), by)
    assert set(Person.objects.values_list("pk", flat=True)) == ids


def test_rows_go_after_a_week(stage, by):
    waiting, done = stage(LIST), write(stage(LIST), by)
    now = timezone.now()
    assert sweep_cell(now=now) == 0
    assert sweep_cell(now=now + KEPT + dt.timedelta(minutes=1)) == 2
    assert not TableImport.objects.filter(pk=waiting.pk).exists()
    assert TableImport.objects.get(pk=done.pk).emptied_at is not None
    assert StagedRow.objects.count() == 0
    assert Person.objects.count() == 3


def test_a_discarded_list_leaves_nothing(stage, by):
    table = stage(LIST)
    discard_table(table_id=table.pk, by=by)
    assert not TableImport.objects.exists()
    assert not StagedRow.objects.exists()
    done = write(stage(LIST), by)
    with pytest.raises(NotPossible):
        discard_table(table_id=done.pk, by=by)


def test_nothing_of_a_list_lies_open_in_the_database(stage, by):
    """Every table is searched, as text and as bytes, for what the list says."""
    words = ("Zubeidat", "Olkusz", "AA1234567", "3331234567", "Qwxlist")
    text = (
        "Cognome;Nome;Passaporto;Telefono;Data di nascita;Sesso\n"
        "Olkusz;Zubeidat;AA1234567;333 1234567;25/03/1990;Qwxlist\n"
        "Olkusz;Zubeidat;;;01/04/1971;F\n"
    )
    table = stage(text, source="Qwxlist")
    assert planted(words) == []
    write(table, by)
    assert planted(words) == []


def planted(words):
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace ="
            " 'public'::regnamespace AND has_table_privilege(oid, 'SELECT') ORDER BY 1"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{name}" t')
            whole = "\n".join(row for (row,) in cursor.fetchall()).lower()
            for word in words:
                if word.lower() in whole or word.encode().hex() in whole:
                    found.append((name, word))
    return found
