"""Reminders leave once, after what says so is written, whatever dies in between."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from lgnet.encounters.actions.reminders import remind
from lgnet.encounters.jobs_desk import remind_everywhere
from lgnet.encounters.models import Appointment, Reminder
from lgnet.encounters.rules_desk import HANGS_AFTER
from lgnet.encounters.sending import NotKnown, NotTaken
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.notifications.models import Notice
from tests.encounters.pages import ENGLISH
from tests.factories.desk import make_appointment, make_reminder
from tests.factories.people import make_person

# A message leaves after a commit: only a real one will do.
pytestmark = pytest.mark.django_db(transaction=True)
LEFT: list[str] = []
ENDING: list[BaseException] = []


class Died(BaseException):
    """The process is gone."""


def backend(*, channel, to, text):
    """Take a message, unless an ending stands ready; what is written by then can be looked at."""
    LEFT.append(to)
    if ENDING:
        raise ENDING.pop()


@pytest.fixture(autouse=True)
def _backends(settings):
    LEFT.clear()
    ENDING.clear()
    settings.REMINDER_BACKENDS = {"sms": f"{__name__}.backend"}


@pytest.fixture
def booked(torino):
    """An appointment of tomorrow with somebody who may be written to."""
    with scope(city_id=torino.pk):
        person = make_person("Amina")
        person.contact_points.create(
            kind="phone", value="+393331234567", message_safety="yes", call_safety="yes"
        )
        begin = timezone.now() + dt.timedelta(hours=20)
        span = (begin, begin + dt.timedelta(minutes=30))
        return make_appointment(person=person, span=span).pk


def once(city, appointment_id, **how) -> str:
    with scope(city_id=city.pk):
        tried = remind(appointment=Appointment.objects.get(pk=appointment_id), **how)
    return tried.outcome


def told(city, client) -> list[str]:
    with scope(city_id=city.pk, user_id=client.user.pk):
        return [one.kind for one in Notice.objects.order_by("made_at", "pk")]


def outcomes(city) -> list[str]:
    with scope(city_id=city.pk):
        return [one.outcome for one in Reminder.objects.order_by("recorded_at", "pk")]


def test_nothing_leaves_before_it_is_written_nor_when_it_is_not(torino, booked):
    with pytest.raises(ZeroDivisionError), scope(city_id=torino.pk):
        remind(appointment=Appointment.objects.get(pk=booked))
        assert LEFT == []
        raise ZeroDivisionError
    assert LEFT == [] and outcomes(torino) == []
    assert once(torino, booked) == "sending"
    assert outcomes(torino) == ["sent"] and len(LEFT) == 1
    assert once(torino, booked, is_again=True) == "sent"
    assert len(LEFT) == 1


def test_a_backend_that_dies_sends_nothing_twice(torino, booked):
    ENDING.append(Died())
    with pytest.raises(Died):
        once(torino, booked)
    assert outcomes(torino) == ["sending"] and len(LEFT) == 1
    # At once, it may still be on its way; the job and the worker leave it alone.
    assert once(torino, booked, is_again=True) == "sending"
    assert remind_everywhere() == 0
    with time_machine.travel(timezone.now() + HANGS_AFTER, tick=False):
        assert remind_everywhere() == 0
        assert outcomes(torino) == ["unsure"]
        assert once(torino, booked) == "unsure"
        assert len(LEFT) == 1
        # Somebody decides that twice does less harm than never.
        assert once(torino, booked, is_again=True) == "sending"
    assert outcomes(torino) == ["unsure", "sent"] and len(LEFT) == 2


@pytest.mark.parametrize(
    ("ending", "outcome"),
    [(NotTaken(), "failed"), (NotKnown(), "unsure"), (ValueError("broken"), "sending")],
)
def test_what_the_service_outside_says_is_kept(torino, booked, ending, outcome, caplog):
    ENDING.append(ending)
    assert once(torino, booked) == "sending"
    assert outcomes(torino) == [outcome]
    assert "3331234567" not in caplog.text
    again = once(torino, booked)
    assert again == {"failed": "sending"}.get(outcome, outcome)
    assert len(LEFT) == (2 if outcome == "failed" else 1)


@pytest.mark.parametrize(
    ("ending", "kind"),
    [(NotTaken(), "encounters.reminder_failed"), (NotKnown(), "encounters.reminder_unsure")],
)
def test_who_made_the_appointment_is_told_once(sign_in, torino, booked, ending, kind):
    maker = sign_in(Role.DESK_OPERATOR, torino)
    with scope(city_id=torino.pk):
        Appointment.objects.filter(pk=booked).update(recorded_by=maker.user)
    ENDING.append(ending)
    once(torino, booked)
    assert told(torino, maker) == [kind]


def test_a_reminder_that_hangs_is_told_to_who_made_the_appointment(sign_in, torino, booked):
    maker = sign_in(Role.DESK_OPERATOR, torino)
    with scope(city_id=torino.pk):
        Appointment.objects.filter(pk=booked).update(recorded_by=maker.user)
    ENDING.append(Died())
    with pytest.raises(Died):
        once(torino, booked)
    assert told(torino, maker) == []
    for _time in range(2):
        with time_machine.travel(timezone.now() + HANGS_AFTER, tick=False):
            remind_everywhere()
    assert told(torino, maker) == ["encounters.reminder_unsure"]
    with scope(city_id=torino.pk, user_id=maker.user.pk):
        notice = Notice.objects.get()
    assert (notice.url_name, notice.url_args) == (
        "encounters:appointment",
        {"appointment_id": str(booked)},
    )
    assert maker.get(reverse(notice.url_name, args=[booked])).status_code == 200
    assert (
        "Nobody knows"
        in maker.get(reverse("notifications:notices"), headers=ENGLISH).content.decode()
    )


def test_the_job_sends_each_once_and_says_how_many_left(torino, palermo, booked):
    with scope(city_id=palermo.pk):
        make_appointment()
    assert remind_everywhere() == 1
    assert remind_everywhere() == 0
    assert len(LEFT) == 1


def test_two_on_their_way_are_refused_by_the_database(torino, booked):
    with scope(city_id=torino.pk):
        found = Appointment.objects.get(pk=booked)
        make_reminder(found, outcome="sending", channel="sms")
        with pytest.raises(IntegrityError), transaction.atomic():
            make_reminder(found, outcome="sent", channel="sms")


def test_the_worker_reads_what_became_of_it_and_decides(sign_in, torino, booked):
    worker = sign_in(Role.DESK_OPERATOR, torino)
    url = reverse("encounters:appointment_remind", args=[booked])
    ENDING.append(NotKnown())
    told = worker.post(url, headers=ENGLISH, follow=True).content.decode()
    assert "Nobody knows whether the last message left" in told and 'name="again"' in told
    worker.post(url)
    assert len(LEFT) == 1
    told = worker.post(url, {"again": "1"}, headers=ENGLISH, follow=True).content.decode()
    assert len(LEFT) == 2 and "Sent" in told and 'name="again"' not in told
