"""Housing first: contract, visits, who still has a home, a team's look at the principles."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from lgnet.housing import queries
from lgnet.housing.actions.home_refusals import OtherKindOfHouse
from lgnet.housing.actions.stays import end_stay, record_arrival
from lgnet.housing.actions.tenancies import keep_tenancy
from lgnet.housing.enums import EndReason, StructureKind
from lgnet.housing.enums_homes import Retained
from lgnet.housing.enums_house import Destination
from lgnet.housing.models import PrincipleCheck, SupportVisit, Tenancy
from lgnet.housing.queries.tenancies import retention
from lgnet.housing.rules_homes import Lived, retained
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import ITALY, add_months, tonight
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people.actions.links import decide_pair
from lgnet.people.enums import Verdict
from tests import budget
from tests.factories.housing import make_places, make_stay, make_structure
from tests.factories.people import make_person
from tests.pages import page, send

FLAT, SHELTER = StructureKind.HOUSING_FIRST, StructureKind.EMERGENCY
DAY = dt.date


@pytest.fixture
def coordinator(sign_in, torino):
    return sign_in(Role.HOUSING_COORDINATOR, torino)


@pytest.fixture
def inside(torino, coordinator):
    def enter():
        return scope(city_id=torino.pk, user_id=coordinator.user.pk)

    return enter


@pytest.fixture
def stay(inside):
    with inside():
        place = make_places(structure=make_structure(FLAT, name="Via Tigli"))[0]
        return make_stay(place=place, person=make_person("Amina"))


def url(name, *arguments):
    return reverse(f"housing:{name}", args=arguments)


@pytest.mark.django_db
def test_a_contract_and_visits(coordinator, stay, inside):
    address, detail = url("stay_home", stay.pk), url("stay_detail", stay.pk)
    assert "Write down the contract" in page(coordinator, detail)
    told = {
        "starts_on": "2026-01-01",
        "ends_on": "2026-01-01",
        "rent": "420.50",
        "person_share": "120",
        "landlord": "Rossi",
    }
    wrong = send(coordinator, address, told, 422).content.decode()
    assert "The contract starts on" in wrong and "420.50" in wrong and "Rossi" in wrong
    told |= {"ends_on": "", "person_share": "420.51"}
    wrong = send(coordinator, address, told, 422).content.decode()
    assert "cannot pay more than the rent" in wrong and "420.51" in wrong
    told |= {"person_share": "120.00"}
    for _ in range(2):
        send(coordinator, address, told)
    told |= {"person_share": "0"}
    send(coordinator, address, told)
    assert "420.50" in page(coordinator, address)
    with inside():
        kept = Tenancy.objects.get()
        assert (kept.rent, kept.person_share, kept.ends_on) == (Decimal("420.50"), 0, None)

    address, now = url("stay_visits", stay.pk), timezone.now().astimezone(ITALY)
    visit = {
        "id": str(uuid7()),
        "visited_at": (now + dt.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
        "kind": "home",
        "minutes": "45",
        "note": "Sta bene.",
    }
    wrong = send(coordinator, address, visit, 422).content.decode()
    assert "has not come yet" in wrong and "Sta bene." in wrong
    visit["visited_at"] = (now - dt.timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    for _ in range(2):
        send(coordinator, address, visit)
    with inside():
        assert SupportVisit.objects.get().note == "Sta bene."
    listed = page(coordinator, address)
    assert "The last one was 3 days ago" in listed and "45 minutes" in listed
    seen = page(coordinator, detail)
    assert "Rossi" in seen and "3 days ago" in seen and "1 visit" in seen
    for one in (address, detail, url("stay_home", stay.pk), url("housing_first")):
        assert budget.count(coordinator, one) <= budget.MOST_A_PAGE, one


@pytest.mark.django_db
def test_a_house_with_a_term_has_no_contract(coordinator, inside):
    with inside():
        stay = make_stay(person=make_person("Bruno"))
    told = {"starts_on": "2026-01-01", "rent": "400", "person_share": "1", "landlord": "Verdi"}
    answer = send(coordinator, url("stay_home", stay.pk), told, 409).content.decode()
    assert "This is only for: Housing first flat" in answer and "Verdi" in answer
    for name in ("stay_home", "stay_visits", "stay_trial", "stay_agreement"):
        assert coordinator.get(url(name, stay.pk)).url == url("stay_detail", stay.pk)
    assert 'id="home"' not in page(coordinator, url("stay_detail", stay.pk))
    with inside():
        with pytest.raises(OtherKindOfHouse):
            keep_tenancy(
                stay=stay,
                starts_on=DAY(2026, 1, 1),
                ends_on=None,
                rent=Decimal(1),
                person_share=Decimal(0),
                landlord="",
                by=coordinator.user,
            )
        assert not Tenancy.objects.exists()


@pytest.mark.django_db
def test_looks_at_the_principles(coordinator, stay, inside):
    address, today = url("principles", stay.structure_id), timezone.localdate()
    told = {"checked_on": today.isoformat(), "choice_kept": "yes", "separate_note": "Due colleghe."}
    assert "Due colleghe." in send(coordinator, address, told, 422).content.decode()
    told["separate_kept"] = "partly"
    tomorrow = told | {"checked_on": (today + dt.timedelta(days=1)).isoformat()}
    assert "not come yet" in send(coordinator, address, tomorrow, 422).content.decode()
    send(coordinator, address, {"checked_on": today.isoformat()}, 409)
    before = today - dt.timedelta(days=90)
    send(coordinator, address, told | {"checked_on": before.isoformat()})
    send(coordinator, address, told)
    again = told | {"checked_on": before.isoformat(), "choice_kept": "no"}
    assert "There is a look of this day" in send(coordinator, address, again, 422).content.decode()
    send(coordinator, f"{address}?on={before}", again | {"separate_kept": "", "separate_note": ""})
    with inside():
        kept = PrincipleCheck.objects.order_by("checked_on", "principle")
        assert [(one.checked_on, one.principle, one.kept) for one in kept] == [
            (before, "choice", "no"),
            (today, "choice", "yes"),
            (today, "separate", "partly"),
        ]
    shown = page(coordinator, address)
    assert "not looked at" in shown and shown.index("Due colleghe.") > 0
    assert page(coordinator, f"{address}?on=yesterday", 404)


HOME, OTHER = Destination.HOME, Destination.HOSTED


@pytest.mark.parametrize(
    ("stays", "expected"),
    [
        ([Lived(FLAT, DAY(2025, 8, 31))], Retained.IN_FLAT),
        ([Lived(FLAT, DAY(2025, 9, 2))], Retained.TOO_EARLY),
        # The night of 28 February 2026 is the one that counts.
        ([Lived(FLAT, DAY(2025, 8, 31), DAY(2026, 3, 1), "rules_broken")], Retained.IN_FLAT),
        ([Lived(FLAT, DAY(2025, 8, 31), DAY(2026, 2, 28), "own_home")], Retained.OWN_HOME),
        ([Lived(FLAT, DAY(2025, 8, 1), DAY(2025, 9, 1), "other", HOME)], Retained.OWN_HOME),
        # What was told of it weighs more than the reason.
        ([Lived(FLAT, DAY(2025, 8, 1), DAY(2025, 9, 1), "own_home", OTHER)], Retained.WITHOUT),
        ([Lived(FLAT, DAY(2025, 8, 1), DAY(2025, 9, 1), "left_untold")], Retained.UNKNOWN),
        ([Lived(FLAT, DAY(2025, 8, 1), DAY(2025, 9, 1), "family_or_friends")], Retained.UNKNOWN),
        ([Lived(FLAT, DAY(2025, 8, 1), DAY(2025, 9, 1), "other_structure")], Retained.WITHOUT),
        (
            [
                Lived(FLAT, DAY(2025, 8, 1), DAY(2025, 9, 1), "other_structure"),
                Lived(FLAT, DAY(2025, 9, 1)),
            ],
            Retained.IN_FLAT,
        ),
        (
            [
                Lived(FLAT, DAY(2025, 8, 1), DAY(2025, 9, 1), "own_home", HOME),
                Lived(SHELTER, DAY(2026, 1, 10)),
            ],
            Retained.WITHOUT,
        ),
        # What came before they moved in tells nothing.
        (
            [
                Lived(SHELTER, DAY(2025, 1, 1), DAY(2025, 8, 1), "own_home", HOME),
                Lived(FLAT, DAY(2025, 8, 1), DAY(2025, 9, 1), "unknown"),
            ],
            Retained.UNKNOWN,
        ),
    ],
)
def test_who_still_has_a_home(stays, expected):
    assert retained(stays, months=6, tonight=DAY(2026, 3, 1)) == expected


@pytest.mark.django_db
def test_each_number_opens_its_list(coordinator, stay, inside):
    night = tonight()
    with inside():
        flat, shelter = make_structure(FLAT), make_structure()
        places = iter([*make_places(6, structure=flat)])

        def moved_in(name, months, left_after=None, reason=EndReason.OWN_HOME, person=None):
            made = make_stay(
                place=next(places),
                person=person or make_person(name),
                started_on=add_months(night, -months),
            )
            record_arrival(stay=made, by=coordinator.user)
            if left_after is not None:
                last = made.started_on + dt.timedelta(days=left_after)
                with time_machine.travel(dt.datetime.combine(last, dt.time(9), tzinfo=ITALY)):
                    end_stay(stay=made, on=last, reason=reason, by=coordinator.user)
            return made

        still = moved_in("Samira", 13)
        home = moved_in("Bruno", 7, left_after=30)
        moved_in("Carlo", 25, left_after=40, reason=EndReason.LEFT_UNTOLD)
        moved_in("Dina", 25, left_after=0, reason=EndReason.NEVER_CAME)
        # Bruno's other record slept in the shelter six months after: he had no home by then.
        twin = make_person("Bruno B.")
        make_stay(
            place=make_places(structure=shelter)[0],
            person=twin,
            started_on=night - dt.timedelta(days=40),
        )
        record_arrival(stay=queries.stays().get(person=twin), by=coordinator.user)
        counted = {
            line.months: {answer.value: len(ids) for answer, ids in line.stays.items() if ids}
            for line in retention(night)
        }
        assert counted == {
            6: {"in_flat": 1, "own_home": 1, "unknown": 1},
            12: {"in_flat": 1, "unknown": 1, "too_early": 1},
            24: {"unknown": 1, "too_early": 2},
        }
        decide_pair(
            one_id=home.person_id,
            other_id=twin.pk,
            verdict=Verdict.SAME,
            by=coordinator.user,
            seen="",
        )
        line = retention(night)[0]
        assert line.stays[Retained.IN_FLAT] == [still.pk]
        assert (line.stays[Retained.OWN_HOME], line.stays[Retained.WITHOUT]) == ([], [home.pk])
    table = page(coordinator, url("housing_first"))
    assert "?months=12&amp;answer=in_flat" in table and "Samira" in table
    listed = page(coordinator, url("retention_list") + "?months=12&answer=in_flat")
    assert "Samira" in listed and "Carlo" not in listed
    assert "Carlo" in page(coordinator, url("retention_list") + "?months=24&answer=unknown")
    assert "After 6 months" in page(coordinator, url("retention_list") + "?months=x&answer=y")
