"""SQL typed by hand, as the application's role: nobody sleeps past the term, whoever writes."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from psycopg.types.range import DateRange

from lgnet.housing import rules
from lgnet.housing.enums import StructureKind
from lgnet.housing.models import Occupancy
from lgnet.kernel.nights import add_months, tonight
from lgnet.kernel.tenancy import required_scope, scope
from lgnet.network.models import Edition, FundingLine, Programme
from tests.factories.housing import make_places, make_stay, make_structure
from tests.factories.network import make_user
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
TERM, NIGHTS = "housing_stay_within_term", "housing_nights_within_term"
CARRY = 30


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount == 1, "row-level security hides what is to be tried"


def refuse(constraint, statement, *values):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        sql(statement, *values)
    assert refused.value.__cause__.diag.constraint_name == constraint, statement


def line(number):
    """Return a funding line of a programme, made where the test's database lacks it."""
    found = FundingLine.objects.filter(edition__programme__isnull=False).order_by("pk").first()
    if number == 1:
        return found
    programme = Programme.objects.create(code="other", name="Other")
    edition = Edition.objects.create(programme=programme, code="other-1", name="Other 1")
    return FundingLine.objects.create(edition=edition, code="other-1-a", name="Other 1 A")


def a_house(kind=StructureKind.EMERGENCY, funding_line=None):
    return make_structure(kind=kind, funding_line=funding_line)


STAY = (
    "INSERT INTO housing_stay (id, city_id, compartment_id, person_id, structure_id, started_on,"
    " clock_started_on, due_on, ended_on, end_reason, destination_answer, given_at, ended_at)"
    " SELECT %s, %s, lgnet_compartment(), %s, %s, %s, %s, %s, %s, %s, 'not_asked', now(),"
    " CASE WHEN %s THEN now() END"
)


def new_stay(person, house, first, *, clock=None, due=None, ended=None):
    """Return the statement and the values of a stay written by hand, one month unless told."""
    due = due or add_months(first, 1)
    values = [uuid.uuid4(), required_scope().city_id, person.pk, house.pk, first, clock or first]
    return STAY, *values, due, ended, "other" if ended else None, ended is not None


def test_nights_stay_within_their_stay(in_torino):
    place, other_place = make_places(2)
    stay = make_stay(place=place, started_on=tonight() - 10 * DAY)
    elsewhere, other = make_places()[0], make_person()
    change = "UPDATE housing_occupancy SET nights = %s WHERE stay_id = %s"
    first, due = stay.started_on, stay.due_on
    for nights in (
        DateRange(first, due + DAY),
        DateRange(first, None),
        DateRange(due, due + 40 * DAY),
        DateRange(first - DAY, due),
    ):
        refuse(NIGHTS, change, nights, stay.pk)
    move = "UPDATE housing_occupancy SET {} = %s WHERE stay_id = %s"
    refuse(NIGHTS, move.format("person_id"), other.pk, stay.pk)
    refuse(NIGHTS, move.format("place_id"), elsewhere.pk, stay.pk)
    insert = (
        "INSERT INTO housing_occupancy (id, city_id, compartment_id, place_id, person_id, stay_id,"
        " kind, nights) SELECT gen_random_uuid(), city_id, compartment_id, %s, %s, stay_id, 'stay',"
        " %s FROM housing_occupancy WHERE stay_id = %s"
    )
    after = DateRange(due, due + 5 * DAY)
    refuse(NIGHTS, insert, other_place.pk, stay.person_id, after, stay.pk)
    refuse(NIGHTS, insert, other_place.pk, other.pk, DateRange(first, due), stay.pk)
    # What is within is free to change.
    sql(change, DateRange(first, due - 10 * DAY), stay.pk)
    sql(insert, other_place.pk, stay.person_id, DateRange(due - 10 * DAY, due), stay.pk)


def test_a_stay_keeps_its_clock_and_its_end(in_torino):
    stay = make_stay(started_on=tonight() - 100 * DAY)
    change = "UPDATE housing_stay SET {} = %s WHERE id = %s"
    later = stay.started_on + 30 * DAY
    refuse(TERM, change.format("due_on"), stay.due_on + DAY, stay.pk)
    refuse(TERM, change.format("due_on"), None, stay.pk)
    refuse(TERM, change.format("due_on"), stay.due_on - DAY, stay.pk)
    refuse(TERM, change.format("started_on"), later, stay.pk)
    for moved in ("clock_started_on = %s", "clock_started_on = %s, started_on = %s"):
        values = [later] * moved.count("%s")
        with pytest.raises(IntegrityError), transaction.atomic():
            sql(f"UPDATE housing_stay SET {moved} WHERE id = %s", *values, stay.pk)
    cohousing = a_house(StructureKind.SOLIDARITY_COHOUSING)
    # Counting from earlier is allowed, and ends earlier.
    refuse(TERM, change.format("clock_started_on"), stay.started_on - DAY, stay.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        # A house without a cap, and nights that stay where they are: not this person's any more.
        sql(change.format("structure_id"), cohousing.pk, stay.pk)
        sql(
            "UPDATE housing_occupancy SET nights = %s WHERE stay_id = %s",
            DateRange(stay.started_on, None),
            stay.pk,
        )


def test_nobody_who_writes_stays_writes_the_policy(in_torino):
    for statement in (
        "UPDATE housing_staypolicy SET months = 12",
        "DELETE FROM housing_staypolicy",
        "INSERT INTO housing_staypolicy (id, kind, carry_days)"
        " SELECT gen_random_uuid(), 'transitional', 30",
        "ALTER TABLE housing_stay DISABLE TRIGGER housing_stay_within_term",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            sql(statement)


ASK = (
    "INSERT INTO housing_extension (id, city_id, compartment_id, stay_id, until_on, reason,"
    " exit_plan, state, asked_at, asked_by_id, decided_at, decided_by_id)"
    " SELECT %s, city_id, compartment_id, id, due_on + 60, 'papers', '\\x00', %s, now(), %s,"
    " CASE WHEN %s THEN now() END, %s FROM housing_stay WHERE id = %s"
)


def test_two_people_extend_and_what_they_approved_is_final(torino):
    one, two = make_user(), make_user()
    with scope(city_id=torino.pk):
        stay = make_stay(started_on=tonight() - 100 * DAY)
    key, longer = uuid.uuid4(), "UPDATE housing_stay SET due_on = due_on + 60 WHERE id = %s"
    decide = (
        "UPDATE housing_extension SET state = 'approved', decided_at = now(), decided_by_id = %s"
        " WHERE id = %s"
    )
    with scope(city_id=torino.pk):
        both = (uuid.uuid4(), "approved", one.pk, True, one.pk, stay.pk)
        refuse("housing_extension_decided_by_another", ASK, *both)
    with scope(city_id=torino.pk, user_id=one.pk):
        hand = "housing_extension_own_hand"
        refuse(hand, ASK, uuid.uuid4(), "asked", two.pk, False, None, stay.pk)
        refuse(hand, ASK, uuid.uuid4(), "approved", two.pk, True, one.pk, stay.pk)
        refuse(hand, ASK, uuid.uuid4(), "approved", one.pk, True, two.pk, stay.pk)
        sql(ASK, key, "asked", one.pk, False, None, stay.pk)
        refuse("housing_extension_decided_by_another", decide, one.pk, key)
        refuse(hand, decide, two.pk, key)
        refuse(TERM, longer, stay.pk)
    with scope(city_id=torino.pk, user_id=two.pk):
        refuse(hand, "UPDATE housing_extension SET asked_by_id = %s WHERE id = %s", two.pk, key)
        sql(decide, two.pk, key)
        final = "housing_extension_is_final"
        for change in (
            "until_on = until_on + 30",
            "state = 'asked', decided_at = NULL, decided_by_id = NULL",
            f"stay_id = '{make_stay().pk}'",
        ):
            refuse(final, f"UPDATE housing_extension SET {change} WHERE id = %s", key)
        refuse(final, "DELETE FROM housing_extension WHERE id = %s", key)
        refuse(TERM, "UPDATE housing_stay SET due_on = due_on + 61 WHERE id = %s", stay.pk)
        sql(longer, stay.pk)
        nights = DateRange(stay.started_on, stay.due_on + 60 * DAY)
        sql("UPDATE housing_occupancy SET nights = %s WHERE stay_id = %s", nights, stay.pk)


@pytest.mark.parametrize("gap", [0, 29, 30, 31])
def test_the_term_is_carried_to_the_next_house_of_the_programme(in_torino, gap):
    here, there = (a_house(funding_line=line(1)) for _ in range(2))
    person, first = make_person(), dt.date(2026, 1, 10)
    left = dt.date(2026, 5, 10)
    sql(*new_stay(person, here, first, due=add_months(first, 6), ended=left))
    again = left + gap * DAY
    if gap > CARRY:
        sql(*new_stay(person, there, again, due=add_months(again, 6)))
        return
    refuse(TERM, *new_stay(person, there, again))
    refuse(TERM, *new_stay(person, there, again, clock=first, due=add_months(first, 6) + DAY))
    # Nor by the line of another programme, given to the house later.
    sql(*new_stay(person, there, again, clock=first, due=add_months(first, 6)))
    refuse(
        "housing_kind_fixed_in_use",
        "UPDATE housing_housingstructure SET funding_line_id = %s WHERE id = %s",
        line(2).pk,
        there.pk,
    )


def test_an_earlier_stay_written_afterwards_takes_the_later_one_along(in_torino):
    here, there = (a_house(funding_line=line(1)) for _ in range(2))
    person, later = make_person(), dt.date(2026, 6, 1)
    sql(*new_stay(person, there, later, due=add_months(later, 6)))
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(*new_stay(person, here, later - 40 * DAY, ended=later - 20 * DAY))
    sql(*new_stay(person, here, later - 90 * DAY, ended=later - 31 * DAY))


def test_a_house_does_not_change_its_term_while_people_sleep_there(in_torino):
    stay = make_stay()
    for kind in (StructureKind.HOUSING_FIRST, StructureKind.TRANSITIONAL):
        change = "UPDATE housing_housingstructure SET kind = %s WHERE id = %s"
        refuse("housing_kind_fixed_in_use", change, kind.value, stay.structure_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("DELETE FROM housing_stay WHERE id = %s", stay.pk)
    # Nobody there: the house may become another.
    sql(
        "UPDATE housing_housingstructure SET kind = %s WHERE id = %s",
        StructureKind.TRANSITIONAL.value,
        a_house().pk,
    )


def test_housing_first_has_no_end(in_torino):
    place = make_places(structure=a_house(StructureKind.HOUSING_FIRST))[0]
    stay = make_stay(place=place)
    assert stay.due_on is None
    assert Occupancy.objects.get(stay=stay).nights.upper is None


def test_the_database_and_the_rule_count_the_same(in_torino):
    """Every day from 2019 to 2042, with terms of 1 to 18 months."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d::date, m, housing_due_on(m, d::date, %s)"
            " FROM generate_series('2019-01-01'::date, '2042-12-31', '1 day') AS d,"
            " unnest(ARRAY[1, 2, 6, 11, 12, 18]) AS m",
            [uuid.uuid4()],
        )
        rows = cursor.fetchall()
    assert len(rows) > 50_000
    wrong = [row for row in rows if rules.due_on(months=row[1], counts_from=row[0]) != row[2]]
    assert wrong == []
