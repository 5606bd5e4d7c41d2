"""A night in the street: out, met, given, promised, looked for, back with a report."""

import datetime as dt
import re
import threading

import pytest
import time_machine
from django.db import connections
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from lgnet.demo.actions.street import load_demo_street
from lgnet.encounters.actions.kit import move
from lgnet.encounters.actions.shifts import begin_shift, end_alert, open_alert, plan_shift
from lgnet.encounters.actions.street import Extras, record_street_contact
from lgnet.encounters.actions.street_refusals import NotEnough, StreetRefused
from lgnet.encounters.enums import NeedKind
from lgnet.encounters.enums_outreach import AlertKind, MovementKind
from lgnet.encounters.jobs_outreach import tell_shifts
from lgnet.encounters.models import Encounter, KitItem, KitMovement, Promise, Shift, Sighting
from lgnet.encounters.queries.clock import moments_of, with_moments
from lgnet.encounters.queries.outreach import promises_due
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.notifications.models import Notice
from lgnet.people.models import Person
from tests.encounters.pages import ENGLISH, page
from tests.factories.network import make_user
from tests.factories.outreach import (
    make_danger,
    make_item,
    make_member,
    make_promise,
    make_shift,
    make_sighting,
    make_stop,
    make_unit,
    make_wish,
)
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

NIGHT = dt.datetime(2026, 11, 23, 21, 30, tzinfo=dt.UTC)


def at(name, *args):
    return reverse(f"encounters:{name}", args=args)


def test_a_night_from_going_out_to_the_report(sign_in, torino):
    with time_machine.travel(NIGHT) as clock:
        outreach = sign_in(Role.OUTREACH_WORKER, torino)
        with scope(city_id=torino.pk):
            shift = make_shift(area="Porta Nuova")
            stop = make_stop(shift, place="Piazza Carlo Felice")
            blankets = make_item(name="Coperte", on_hand=2)
            make_danger(place="Parco Dora", words="Cani sciolti")
            unwanted = make_person(known_as="Senzanome")
            make_wish(unwanted)
            make_promise(unwanted, words="Promessa vietata")
            made = make_promise(make_person(known_as="Bilal"), words="Scarpe numero 42")
            seen = make_sighting(
                place="Sotto i portici", call_back="333 000", told_at=NIGHT - dt.timedelta(hours=5)
            )
            gone = make_sighting(place="Al ponte")
        tonight_page = page(outreach, at("tonight"))
        for word in (
            "Porta Nuova",
            "Parco Dora",
            "Scarpe numero 42",
            "Sotto i portici",
            "Al ponte",
        ):
            assert word in tonight_page
        assert "Senzanome" not in tonight_page
        assert "Promessa vietata" not in tonight_page
        outreach.post(at("shift_move", shift.pk), {"to": "begin"})
        outreach.post(at("stop_tick", stop.pk))
        outreach.post(at("sighting_look", gone.pk), {"to": "nobody", "back": "tonight"})

        # After midnight it is still the same night.
        clock.move_to(NIGHT + dt.timedelta(hours=3))
        form = {
            "id": str(uuid7()),
            "new_person": str(uuid7()),
            "who": "new",
            "known_as": "Zanna",
            "needs": ["sleep", "food"],
            "seen": ["health"],
            "latitude": "45.0703",
            "longitude": "7.6869",
            "sighting": str(seen.pk),
            f"item_{blankets.pk.hex}": "2",
            "first_aid": ["wound"],
            "promise_words": "Guanti",
            "promise_on": "2026-11-24",
        }
        for _again in range(2):
            answer = outreach.post(at("street_contact"), form, headers=ENGLISH)
            assert answer.status_code == 302, answer.content.decode()
        with scope(city_id=torino.pk):
            met = Encounter.objects.get()
            assert met.shift_id == shift.pk
            assert met.needs.get(heard="seen").kind == "health"
            assert met.latitude is not None
            seen.refresh_from_db()
            assert (seen.state, seen.encounter_id, seen.call_back) == ("met", met.pk, "")
            blankets.refresh_from_db()
            assert blankets.on_hand == 0
            assert Promise.objects.get(encounter=met).due_on == dt.date(2026, 11, 24)
            row = with_moments(Person.objects.filter(pk=met.person_id)).get()
            assert moments_of(row)["sighting"] == seen.told_at
        # None is left: said in words, with what was typed kept.
        more = form | {"id": str(uuid7()), "who": "anonymous", "sighting": "", "note": "Tenuta"}
        refused = outreach.post(at("street_contact"), more, headers=ENGLISH)
        assert refused.status_code == 422
        assert "There are not so many: Coperte, 0 left." in refused.content.decode()
        assert "Tenuta" in refused.content.decode()
        kept = more | {f"item_{blankets.pk.hex}": "", "promise_words": "", "promise_on": ""}
        kept |= {"promise": str(made.pk), "id": str(uuid7()), "first_aid": []}
        assert outreach.post(at("street_contact"), kept).status_code == 302

        outreach.post(at("shift_move", shift.pk), {"to": "end", "note": "Tutto calmo"})
        report = page(outreach, at("shift", shift.pk))
        with scope(city_id=torino.pk):
            assert Encounter.objects.filter(shift=shift).count() == 2
            made.refresh_from_db()
            assert made.kept_at is not None
        text = " ".join(re.sub(r"<[^>]+>", " ", report).split())
        for words in ("Contacts 2 People met 2", "Coperte : 2", "nobody met 1", "Tutto calmo"):
            assert words in text
        assert "Zanna" not in report

        # Undone: the sighting waits again, the blankets are back.
        from lgnet.encounters.actions.contacts import retract_encounter

        with scope(city_id=torino.pk):
            retract_encounter(encounter_id=met.pk, by=None)
            seen.refresh_from_db()
            blankets.refresh_from_db()
            assert (seen.state, seen.ended_at, blankets.on_hand) == ("open", None, 2)
            moved = KitMovement.objects.filter(item=blankets).aggregate(sum=Sum("change"))
            assert moved["sum"] == 0


def test_an_alert_opens_extra_shifts_and_leaves_units_that_are_out(torino):
    with time_machine.travel(NIGHT), scope(city_id=torino.pk):
        by, van, bike = make_user(), make_unit(), make_unit(kind="bike")
        make_shift(van, starts_at=NIGHT, ends_at=NIGHT + dt.timedelta(hours=4))
        alert = {
            "id": uuid7(),
            "kind": AlertKind.COLD,
            "words": "",
            "from_on": tonight(),
            "until_on": tonight() + dt.timedelta(days=1),
            "units": [van, bike],
            "area": "Tutta la città",
            "starts": dt.time(22),
            "ends": dt.time(4),
            "by": by,
        }
        opened, _again = open_alert(**alert), open_alert(**alert)
        extra = Shift.objects.filter(alert=opened)
        assert sorted(extra.values_list("unit_id", "night_on")) == sorted(
            [
                (bike.pk, dt.date(2026, 11, 23)),
                (bike.pk, dt.date(2026, 11, 24)),
                (van.pk, dt.date(2026, 11, 24)),
            ]
        )
        first = extra.filter(unit=bike).order_by("starts_at").first()
        begin_shift(shift_id=first.pk, by=by)
        end_alert(alert_id=opened.pk, by=by)
        assert list(extra.filter(cancelled_at=None)) == [first]
        with pytest.raises(StreetRefused, match="out at that time"):
            plan_shift(
                id=uuid7(),
                unit=van,
                area="Due volte",
                starts_at=NIGHT + dt.timedelta(hours=3),
                ends_at=NIGHT + dt.timedelta(hours=6),
                by=by,
            )


def test_the_next_shift_is_told_once(torino):
    with scope(city_id=torino.pk):
        member = make_member()
        make_promise(due_on=tonight() - dt.timedelta(days=1))
        make_promise(due_on=tonight() + dt.timedelta(days=1))
        make_sighting()
        for _again in range(2):
            assert tell_shifts() == 1
        user = member.user_id
    with scope(city_id=torino.pk, user_id=user):
        assert Notice.objects.get().arguments == {"promises": 1, "sightings": 1}


def test_a_wish_ends_on_its_last_night_and_the_promise_comes_back(torino):
    with scope(city_id=torino.pk):
        promised = make_promise()
        wish = make_wish(promised.person, until_on=tonight())
        assert not promises_due(tonight()).exists()
        assert list(promises_due(tonight() + dt.timedelta(days=1))) == [promised]
        wish.ended_at = timezone.now()
        wish.save()
        assert list(promises_due(tonight())) == [promised]


def test_the_night_of_the_demo_is_loaded_once(torino):
    with scope(city_id=torino.pk):
        make_person()
        worker = make_user()
        assert load_demo_street("TO", worker_id=worker.pk) == 6
        assert load_demo_street("TO", worker_id=worker.pk) == 0
        assert Shift.objects.get().begun_at is not None
        assert Promise.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_give_the_last_blanket_at_once_and_one_is_told(torino):
    with scope(city_id=torino.pk):
        by, item = make_user(), make_item(on_hand=0)
        move(id=uuid7(), item_id=item.pk, kind=MovementKind.STOCKED, quantity=1, by=by)
    found: list[str] = []
    together = threading.Barrier(2)

    def give() -> None:
        try:
            together.wait()
            with scope(city_id=torino.pk):
                record_street_contact(
                    id=uuid7(),
                    by=by,
                    happened_at=timezone.now(),
                    needs=[NeedKind.SLEEP],
                    extras=Extras(items={item.pk: 1}),
                )
            found.append("given")
        except NotEnough:
            found.append("told")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=give) for _each in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(found) == ["given", "told"]
    with scope(city_id=torino.pk):
        assert KitItem.objects.get().on_hand == 0
        # Whole or not at all: who was refused left no contact.
        assert Encounter.objects.count() == 1
        assert Sighting.objects.count() == 0
