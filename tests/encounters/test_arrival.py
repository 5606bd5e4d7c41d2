"""The server's sequence: two devices, late replays, clocks that are wrong, hands that meddle."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from lgnet.encounters.actions.answers import answer_need
from lgnet.encounters.actions.contacts import attach_person, record_encounter
from lgnet.encounters.enums import AnswerKind, NeedKind, NotNow, Setting
from lgnet.encounters.models import Encounter, Need, NeedAnswer
from lgnet.encounters.queries.contacts import encounters_listed, encounters_with
from lgnet.encounters.queries.needs import with_answers
from lgnet.kernel.ids import uuid7
from lgnet.kernel.keyset import page_by_arrival
from tests.encounters.pages import LIST, contact_in, page
from tests.factories.network import make_user
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
GONE = "01a20a90-0000-7000-8000-000000000001"


@pytest.fixture
def by(in_torino):
    return make_user()


def contact(by, *, hours_ago=0.0, **fields) -> Encounter:
    told = {
        "id": uuid7(),
        "by": by,
        "setting": Setting.STREET,
        "happened_at": timezone.now() - dt.timedelta(hours=hours_ago),
        **fields,
    }
    return record_encounter(**told)


def test_two_devices_replay_out_of_order_and_the_server_orders(by):
    # The second device was offline longest and its identifiers are the oldest.
    early, late = uuid7(), uuid7()
    first = contact(by, id=late, hours_ago=1)
    second = contact(by, id=early, hours_ago=5)
    third = contact(by, hours_ago=3)
    assert first.sequence < second.sequence < third.sequence
    assert list(encounters_listed()) == [third, second, first]
    # What the devices said is kept.
    assert second.happened_at < third.happened_at < first.happened_at


def test_the_same_key_twice_has_one_sequence(by):
    key = uuid7()
    first = contact(by, id=key)
    between = contact(by)
    again = contact(by, id=key)
    assert again.sequence == first.sequence < between.sequence


def test_a_clock_that_is_days_wrong_changes_no_order(by):
    right = contact(by)
    wrong = contact(by, hours_ago=24 * 9)
    after = contact(by)
    assert list(encounters_listed()) == [after, wrong, right]


def test_a_persons_story_keeps_the_moments_that_were_said(by):
    amina = make_person("Amina")
    now_met = contact(by, person=amina)
    told_late = contact(by, person=amina, hours_ago=30)
    assert list(encounters_with(amina, most=5)) == [now_met, told_late]


def test_nobody_chooses_or_changes_the_number(by):
    first = contact(by)
    meddled = Encounter.objects.create(
        setting=Setting.DESK, happened_at=timezone.now(), recorded_by=by, sequence=1
    )
    assert meddled.sequence > first.sequence
    for change in (
        lambda: Encounter.objects.filter(pk=first.pk).update(sequence=10**9),
        lambda: connection.cursor().execute(
            "UPDATE encounters_encounter SET sequence = -1 WHERE id = %s", [first.pk]
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    attach_person(encounter_id=first.pk, person=make_person("Omar"), by=by)
    assert Encounter.objects.get(pk=first.pk).sequence == first.sequence


def test_rows_written_at_once_are_numbered_too(by):
    need = {"setting": Setting.DESK, "happened_at": timezone.now(), "recorded_by": by}
    made = Encounter.objects.bulk_create([Encounter(**need), Encounter(**need)])
    assert 0 < made[0].sequence < made[1].sequence


def test_of_two_answers_in_one_instant_the_last_to_arrive_counts(by):
    contact(by, needs=[NeedKind.WORK])
    need, older_id = Need.objects.get(), uuid7()
    answer_need(id=uuid7(), need=need, kind=AnswerKind.REFERRAL, sent_to="Patronato", by=by)
    answer_need(id=older_id, need=need, kind=AnswerKind.NOT_NOW, reason=NotNow.CLOSED, by=by)
    NeedAnswer.objects.update(recorded_at=timezone.now())
    assert with_answers().get().answer == AnswerKind.NOT_NOW


def test_pages_lose_and_repeat_nothing_while_late_contacts_arrive(by):
    made = [contact(by, hours_ago=hour % 7) for hour in range(7)]
    first = page_by_arrival(encounters_listed(), size=3)
    contact(by, hours_ago=48)
    second = page_by_arrival(encounters_listed(), older_than=first.older, size=3)
    third = page_by_arrival(encounters_listed(), older_than=second.older, size=3)
    assert [*first.rows, *second.rows, *third.rows] == made[::-1]
    back = page_by_arrival(encounters_listed(), newer_than=second.newer, size=3)
    assert back.rows == first.rows
    assert third.older == ""
    assert back.newer


@pytest.mark.parametrize("key", ["x", "2024-01-01T00:00:00+00:00~1", GONE, "\x00"])
def test_a_key_of_nothing_is_the_first_page(by, key):
    made = contact(by)
    assert page_by_arrival(encounters_listed(), older_than=key).rows == [made]


def test_the_list_shows_the_night_that_was_said(outreach, torino):
    contact_in(torino, happened_at=dt.datetime(2026, 3, 5, 21, tzinfo=dt.UTC))
    shown = page(outreach, LIST)
    assert dt.date(2026, 3, 5).strftime("%-d %B %Y") in shown or "March 5, 2026" in shown
