"""Protected files: who reads, who lets in, what PostgreSQL alone refuses, who goes along."""

import datetime as dt
import re

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from lgnet.audit.models import AuditEvent
from lgnet.cases.actions import restricted_refusals as refusals
from lgnet.cases.actions.refusals import AlreadyWritten
from lgnet.cases.actions.restricted import let_in, record_in, take_off, write_entry
from lgnet.cases.models import RestrictedEntry, RestrictedFile, RestrictedReader
from lgnet.cases.queries import restricted as queries
from lgnet.cases.rules_restricted import may_end, reads_on, says_something
from lgnet.kernel import vault
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import Membership
from lgnet.network.roles import ROLES
from lgnet.notifications.models import Notice
from lgnet.people.models import Person
from tests.factories.cases import make_case, make_manager
from tests.factories.network import make_member
from tests.factories.restricted import REASON, WORDS, as_user, make_file

pytestmark = pytest.mark.django_db
TABLES = ("cases_restrictedfile", "cases_restrictedentry", "cases_restrictedreader")


@pytest.fixture
def by(in_torino):
    return make_manager()


@pytest.fixture
def other(in_torino):
    return make_manager()


def counts():
    """Return how many rows of each table SQL typed by hand shows in the open scope."""
    found = []
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found.append(cursor.fetchone()[0])
    return found


def refused(statement, *values):
    """Return whether the database refuses a statement of the application's role."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.rowcount == 0
    except DatabaseError:
        return True


# Who reads.


def test_sql_by_hand_shows_a_file_to_its_list_alone(torino, by, other):
    third = make_manager()
    make_file(by=by, readers=[other])
    with as_user(by):
        assert counts() == [1, 1, 2]
    with as_user(other):
        assert counts() == [1, 1, 2]
        assert RestrictedEntry.objects.get().text == WORDS
    for role in (None, Role.CITY_MANAGER, Role.DATA_PROTECTION_OFFICER, Role.DESK_OPERATOR):
        who = third if role is None else make_member(role=role, city=torino).user
        with as_user(who):
            assert counts() == [0, 0, 0], role
    # In the city's scope with nobody's name: what jobs and commands see.
    assert counts() == [0, 0, 0]


def test_without_context_or_with_a_forged_one_there_is_nothing(by):
    make_file(by=by)
    with as_user(by), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lgnet.context')")
        signed = cursor.fetchone()[0]
        assert counts() == [1, 1, 1]
        for value in ("", signed.replace(str(by.pk), str(uuid7())), signed[:-1], signed + "0"):
            cursor.execute("SELECT set_config('lgnet.context', %s, true)", [value])
            assert counts() == [0, 0, 0]


def test_another_city_sees_nothing(torino, palermo, by):
    make_file(by=by)
    with scope(city_id=palermo.pk, user_id=by.pk):
        assert counts() == [0, 0, 0]


def test_a_list_ends_by_its_day_and_at_once(by, other):
    file = make_file(by=by)
    today = timezone.localdate()
    with as_user(by):
        row = let_in(id=uuid7(), file=file, user_id=other.pk, by=by, reason="Ferie", last_on=today)
        assert row.until_on == today + dt.timedelta(days=1)
    with as_user(other):
        assert counts() == [1, 1, 2]
    with as_user(by):
        assert take_off(file=file, reader_id=row.pk, by=by).ended_by == by
        assert take_off(file=file, reader_id=row.pk, by=by).ended_at, "twice is once"
    with as_user(other):
        assert counts() == [0, 0, 0]


def test_a_day_that_is_over_shuts_the_file_and_can_be_given_anew(by, other):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    file = make_file(by=by)
    with as_user(by):
        RestrictedReader.objects.create(
            file=file, user=other, until_on=yesterday, reason="Ferie", recorded_by=by
        )
    with as_user(other):
        assert counts() == [0, 0, 0]
    with as_user(by):
        let_in(id=uuid7(), file=file, user_id=other.pk, by=by, reason="Di nuovo")
    with as_user(other):
        assert counts() == [1, 1, 3]


# Writing.


def test_words_or_a_kind_are_enough_and_the_same_form_writes_once(by):
    case, known = make_case(by=by), uuid7()
    with as_user(by):
        with pytest.raises(refusals.SaysNothing):
            write_entry(id=known, case=case, by=by, text="  ")
        entry = write_entry(id=known, case=case, by=by, harm="gender")
        assert write_entry(id=known, case=case, by=by, harm="gender").pk == entry.pk
        with pytest.raises(AlreadyWritten):
            write_entry(id=known, case=case, by=by, text="altro")
        assert (entry.text, entry.told_day, entry.teller, counts()[0]) == ("", None, "", 1)


def test_a_correction_is_a_new_entry_and_nothing_is_changed(by):
    file = make_file(by=by)
    with as_user(by):
        first = RestrictedEntry.objects.get()
        write_entry(id=uuid7(), case=file.case, by=by, file=file, text="Il cugino", corrects=first)
        rows = RestrictedEntry.objects.filter(pk=first.pk)
        for deed in (lambda: rows.update(harm=None), lambda: rows.order_by().delete()):
            with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
                deed()
        assert [one.text for one in queries.entries_of(file).order_by("recorded_at", "pk")] == [
            WORDS,
            "Il cugino",
        ]


def test_the_words_lie_sealed_under_the_files_own_key(by):
    file = make_file(by=by)
    with as_user(by), connection.cursor() as cursor:
        cursor.execute("SELECT text, harm, teller FROM cases_restrictedentry")
        text, harm, teller = (bytes(value) for value in cursor.fetchone())
        assert WORDS.encode() not in text and b"traff" not in harm and b"Efua" not in teller
        entry = RestrictedEntry.objects.get()
        place = f"cases_restrictedentry|text|{entry.pk}"
        person = Person.objects.get(pk=file.person_id)
        where = {"city_id": person.city_id, "compartment_id": person.compartment_id}
        key = vault.opened_key(bytes(person.data_key), owner=person.pk, **where)
        with pytest.raises(vault.Unreadable):
            vault.unseal(text, key=key, place=place)


def test_who_is_on_no_list_begins_another_file_and_learns_nothing(by, other):
    file = make_file(by=by)
    with as_user(other):
        entry = write_entry(id=uuid7(), case=file.case, by=other, text="Altre parole")
        assert entry.file_id != file.pk
        assert [one.pk for one in queries.files_about(file.case, [file.person])] == [entry.file_id]
    with as_user(by):
        assert [one.pk for one in queries.files_about(file.case, [file.person])] == [file.pk]


def test_the_identifier_of_anothers_form_makes_ones_own_file(by, other):
    """The same form's id, sent by somebody else, answers nothing of the other's."""
    case, known = make_case(by=by), uuid7()
    with as_user(by):
        first = write_entry(id=known, case=case, by=by, text="Uno")
    with as_user(other):
        second = write_entry(id=known, case=case, by=other, text="Uno")
    assert first.pk != second.pk and first.file_id != second.file_id


# Letting in.


def test_who_reads_without_holding_lets_nobody_in(by, other):
    third = make_manager()
    file = make_file(by=by, readers=[other])
    with as_user(other):
        with pytest.raises(refusals.NotHolder):
            let_in(id=uuid7(), file=file, user_id=third.pk, by=other, reason="x")
        with pytest.raises(refusals.NotHolder):
            take_off(file=file, reader_id=file.readers.get(user=by).pk, by=other)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            RestrictedReader.objects.create(file=file, user=third, reason="x", recorded_by=other)


def test_nobody_lets_in_themselves_the_wrong_or_twice(torino, by, other):
    file = make_file(by=by)
    desk = make_member(role=Role.DESK_OPERATOR, city=torino).user
    boss = make_member(role=Role.CITY_MANAGER, city=torino).user
    with as_user(by):
        for who in (by, desk, boss):
            with pytest.raises(refusals.CannotRead):
                let_in(id=uuid7(), file=file, user_id=who.pk, by=by, reason="x")
        past = timezone.localdate() - dt.timedelta(days=1)
        with pytest.raises(refusals.DayPast):
            let_in(id=uuid7(), file=file, user_id=other.pk, by=by, reason="x", last_on=past)
        known = uuid7()
        for _ in range(2):
            let_in(id=known, file=file, user_id=other.pk, by=by, reason=REASON)
        with pytest.raises(refusals.ReadsAlready):
            let_in(id=uuid7(), file=file, user_id=other.pk, by=by, reason="x")
    with as_user(other):
        notice = Notice.objects.get()
        assert notice.kind == "cases.restricted_let_in"


def test_one_who_holds_it_stays_and_two_can_part(by, other):
    file = make_file(by=by)
    with as_user(by):
        own = file.readers.get(user=by)
        with pytest.raises(refusals.LastHolder):
            take_off(file=file, reader_id=own.pk, by=by)
        let_in(id=uuid7(), file=file, user_id=other.pk, by=by, reason="Con me", is_holder=True)
        take_off(file=file, reader_id=own.pk, by=by)
        assert counts() == [0, 0, 0], "who went sees it no more"
    with as_user(other):
        assert counts() == [1, 1, 2]


# What the database holds by itself.


def test_sql_gets_nobody_on_a_list(by, other):
    """Even where the identifier of the file were known."""
    file = make_file(by=by)
    insert = (
        "INSERT INTO cases_restrictedreader (id, city_id, compartment_id, recorded_at, file_id,"
        " user_id, is_opening, is_holder, reason, recorded_by_id)"
        " VALUES (%s, %s, %s, now(), %s, %s, %s, %s, %s, %s)"
    )
    cell = (file.city_id, file.compartment_id)
    with as_user(other):
        for is_opening, author in ((True, other), (False, other), (False, by)):
            row = (uuid7(), *cell, file.pk, other.pk, is_opening, is_opening, b"x", author.pk)
            assert refused(insert, *row)
        assert refused("UPDATE cases_restrictedreader SET user_id = %s", other.pk)
        assert refused("UPDATE cases_restrictedfile SET recorded_by_id = %s", other.pk)
        assert refused("DELETE FROM cases_restrictedreader")
        assert counts() == [0, 0, 0]


def test_the_database_keeps_one_who_holds_a_file(by):
    file = make_file(by=by)
    with as_user(by):
        with pytest.raises(IntegrityError, match="Somebody holds"), transaction.atomic():
            file.readers.update(ended_at=timezone.now(), ended_by=by)
        with pytest.raises(IntegrityError, match="Somebody holds"), transaction.atomic():
            RestrictedFile(case=file.case, person_id=file.person_id, recorded_by=by).save(
                force_insert=True
            )
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_rows_of_a_list_only_end(by, other):
    file = make_file(by=by, readers=[other])
    with as_user(by):
        rows = RestrictedReader.objects.filter(file=file, user=other)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(is_holder=True)
        rows.update(ended_at=timezone.now(), ended_by=by)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(ended_at=None, ended_by=None)


# Audit.


def test_looks_stand_where_only_readers_look(torino, by, other):
    file = make_file(by=by, readers=[other])
    with as_user(other):
        record_in(file, verb="cases.restricted_read")
        looks = queries.looks_at(file)
    assert [one.verb.removeprefix("cases.restricted_") for one in looks] == [
        "read",
        "let_in",
        "written",
        "opened",
    ]
    assert looks[0].actor_id == other.pk
    for event in AuditEvent.objects.filter(verb__contains="restricted"):
        pytest.fail(f"the city's log tells of {event.verb}")
    told = AuditEvent.objects.values_list("target_id", "detail")
    assert not [one for one in told if str(file.pk) in f"{one}"]


# Whom nobody reads any more; and who goes along.


def test_a_file_whose_only_reader_left_is_counted_without_a_name(by, other):
    assert queries.unread_count() == 0
    make_file(by=by)
    assert queries.unread_count() == 0
    Membership.objects.filter(user=by).update(is_active=False)
    assert queries.unread_count() == 1


def test_a_reader_whose_role_changed_no_longer_counts(by, other):
    file = make_file(by=by, readers=[other])
    Membership.objects.filter(user=by).update(is_active=False)
    assert queries.unread_count() == 0
    Membership.objects.filter(user=other).update(role=Role.DESK_OPERATOR)
    assert queries.unread_count() == 1 and file


def test_the_database_counts_the_roles_that_may_keep_files(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'cases_restricted_unread'")
        named = re.search(r"m\.role IN \(([^)]*)\)", cursor.fetchone()[0]).group(1)
    holding = {role.value for role in Role if "cases.restricted" in ROLES[role]}
    assert set(re.findall(r"\w+", named)) == holding


def test_who_is_erased_takes_the_file_along(by):
    file = make_file(by=by)
    # Whoever erases: nobody of the list.
    Person.objects.filter(pk=file.person_id).update(data_key=b"")
    with as_user(by):
        assert RestrictedFile.objects.get().data_key == b""
        assert queries.files_about(file.case, [file.person]) == []
        with pytest.raises(vault.Unreadable):
            str(RestrictedEntry.objects.select_related("file").get().text)
    assert queries.unread_count() == 0


# Rules.


@pytest.mark.parametrize(
    ("until", "is_ended", "reads"), [(None, False, True), (4, False, True), (3, False, False)]
)
def test_who_reads_on_a_day(until, is_ended, reads):
    day = dt.date(2026, 3, 3)
    until_on = None if until is None else dt.date(2026, 3, until)
    assert reads_on(day, until_on=until_on, is_ended=is_ended) is reads
    assert reads_on(day, until_on=until_on, is_ended=True) is False


def test_what_is_enough_and_who_stays():
    assert says_something(text="x", harm=None) and says_something(text=" ", harm="other")
    assert not says_something(text=" \n", harm=None)
    assert may_end("a", ["a", "b"]) and may_end("c", ["a"]) and not may_end("a", ["a"])
