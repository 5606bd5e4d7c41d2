"""Co-housing: hosts, house agreements, trials of living together, the mediation log, reminders."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from lgnet.housing.actions.cohousing import agree_on_house, answer_trial, set_trial
from lgnet.housing.actions.home_refusals import HomeRefused, OtherKindOfHouse
from lgnet.housing.actions.refusals import StayEnded
from lgnet.housing.actions.stays import end_stay
from lgnet.housing.enums import EndReason, StructureKind
from lgnet.housing.jobs_homes import remind_everywhere
from lgnet.housing.models import Host, HouseAgreement, Mediation, Stay
from lgnet.housing.rules_homes import next_meeting
from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import ITALY, tonight
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.notifications.models import Notice
from lgnet.people.frames import frame_for
from tests import budget
from tests.factories.housing import make_places, make_stay, make_structure
from tests.factories.people import make_person
from tests.pages import page, send

pytestmark = pytest.mark.django_db


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
        house = make_structure(StructureKind.SOLIDARITY_COHOUSING, name="Casa Bianchi")
        person = make_person("Amina", language="ara", language_answer=Answer.KNOWN)
        return make_stay(place=make_places(2, structure=house)[0], person=person)


def url(name, *arguments):
    return reverse(f"housing:{name}", args=arguments)


def test_a_host_and_an_agreement(coordinator, stay, inside):
    house, today = stay.structure_id, timezone.localdate()
    host = {"kind": "family", "name": "Famiglia  Bianchi", "languages": "Italiano", "offers": ""}
    send(coordinator, url("host", house), {"name": "Bianchi"}, 422)
    for _ in range(2):
        send(coordinator, url("host", house), host)
    send(coordinator, url("host", house), host | {"contact": "+39 011 000000"})
    with inside():
        assert (Host.objects.get().name, Host.objects.get().kind) == ("Famiglia Bianchi", "family")
    assert "Famiglia Bianchi" in page(coordinator, url("cohousing"))

    address = url("stay_agreement", stay.pk)
    told = {
        "id": str(uuid7()),
        "text": "Si cena insieme.",
        "agreed_on": today.isoformat(),
        "review_on": today.isoformat(),
    }
    wrong = send(coordinator, address, told, 422).content.decode()
    assert "It was agreed on" in wrong and "Si cena insieme." in wrong
    tomorrow = told | {"agreed_on": (today + dt.timedelta(days=1)).isoformat(), "review_on": ""}
    assert "not come yet" in send(coordinator, address, tomorrow, 422).content.decode()
    told |= {
        "agreed_on": (today - dt.timedelta(days=30)).isoformat(),
        "review_on": today.isoformat(),
    }
    for _ in range(2):
        answer = send(coordinator, address, told)
    with inside():
        agreement = HouseAgreement.objects.get()
    paper = page(coordinator, answer.url)
    assert answer.url == url("agreement_print", agreement.pk)
    assert 'class="hs-paper" lang="ar" dir="rtl"' in paper and "Si cena insieme." in paper
    assert "Amina" not in paper, "a page that a person served looks at names nobody"

    detail = url("stay_detail", stay.pk)
    assert "Look at it again" in page(coordinator, detail)
    assert "Look at the agreement again" in page(coordinator, url("cohousing"))
    # A new one takes its place; the old one stays to be read.
    assert "Si cena insieme." in page(coordinator, address)
    later = {"id": str(uuid7()), "text": "Anche il pranzo.", "agreed_on": today.isoformat()}
    send(coordinator, address, later)
    assert "Look at the agreement again" not in page(coordinator, url("cohousing"))
    with inside():
        assert HouseAgreement.objects.count() == 2
    for one in (address, detail, url("cohousing"), url("cohouse", house), answer.url):
        assert budget.count(coordinator, one) <= budget.MOST_A_PAGE, one


def test_a_trial_of_living_together(coordinator, stay, inside):
    address, result = url("stay_trial", stay.pk), url("trial_result", stay.pk)
    first = stay.started_on
    assert (
        "There is no trial" in send(coordinator, result, {"result": "ends"}, 409).content.decode()
    )
    wrong = send(coordinator, address, {"until": first.isoformat()}, 422).content.decode()
    assert "Their first night is" in wrong and f'value="{first.isoformat()}"' in wrong
    until = first + dt.timedelta(days=30)
    send(coordinator, address, {"until": until.isoformat()})
    assert "On trial" in page(coordinator, url("stay_detail", stay.pk))
    send(coordinator, result, {}, 422)
    assert send(coordinator, result, {"result": "goes_on"}).url == url("stay_detail", stay.pk)
    assert "They stay together" in page(coordinator, url("stay_detail", stay.pk))
    # Another day opens the question again.
    send(coordinator, address, {"until": (until + dt.timedelta(days=9)).isoformat()})
    with inside():
        assert Stay.objects.get(pk=stay.pk).trial_result is None
    # Its end offers the departure, and ends nothing by itself.
    assert send(coordinator, result, {"result": "ends"}).url == url("stay_end", stay.pk)
    with inside():
        kept = Stay.objects.get(pk=stay.pk)
        assert (kept.trial_result, kept.ended_on) == ("ends", None)
        elsewhere = make_stay(person=make_person("Bruno"))
        with pytest.raises(OtherKindOfHouse):
            set_trial(stay=elsewhere, until=until, by=coordinator.user)
        end_stay(stay=stay, on=tonight(), reason=EndReason.OTHER, by=coordinator.user)
        with pytest.raises(StayEnded):
            answer_trial(stay=stay, result="goes_on", by=coordinator.user)
        with pytest.raises(StayEnded):
            agree_on_house(
                id=uuid7(),
                stay=stay,
                text="Silenzio.",
                agreed_on=tonight(),
                review_on=None,
                by=coordinator.user,
            )
        assert not issubclass(StayEnded, HomeRefused)
    trial = {"until": until.isoformat()}
    assert "not in co-housing" not in page(coordinator, address)
    send(coordinator, url("stay_trial", elsewhere.pk), trial, 409)


def test_the_mediation_log(coordinator, stay, inside):
    address = url("cohouse", stay.structure_id)
    now, today = timezone.now().astimezone(ITALY), timezone.localdate()

    def meeting(days, next_on, about):
        moment = (now + dt.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")
        told = {"id": str(uuid7()), "met_at": moment, "about": about, "agreed": "Turni."}
        return told | {"next_on": next_on.isoformat() if next_on else ""}

    to_come = send(coordinator, address, meeting(1, None, "La cucina."), 422).content.decode()
    assert "not come yet" in to_come and "La cucina." in to_come
    before = meeting(-9, today - dt.timedelta(days=9), "La cucina.")
    assert "This meeting was on" in send(coordinator, address, before, 422).content.decode()
    first = meeting(-9, today, "La cucina.")
    for _ in range(2):
        send(coordinator, address, first)
    with inside():
        assert Mediation.objects.get().agreed == "Turni."
    assert "A meeting is due" in page(coordinator, address)
    assert "agreed for" in page(coordinator, url("cohousing"))
    # A meeting between does not undo what was agreed; that of the day does.
    send(coordinator, address, meeting(-2, None, "Il rumore."))
    assert "A meeting is due" in page(coordinator, address)
    send(coordinator, address, meeting(0, None, "Come va."))
    seen = page(coordinator, address)
    assert "A meeting is due" not in seen and "Il rumore." in seen and "Amina" in seen
    day = dt.date
    assert next_meeting(met=[], agreed=[]) is None
    assert next_meeting(met=[day(2026, 1, 5)], agreed=[day(2026, 2, 1), None]) == day(2026, 2, 1)


def test_what_is_due_is_told_once(coordinator, stay, inside):
    today, before = timezone.localdate(), tonight() - dt.timedelta(days=30)
    with inside():
        agree_on_house(
            id=uuid7(),
            stay=stay,
            text="Si cena insieme.",
            agreed_on=today - dt.timedelta(days=30),
            review_on=today,
            by=coordinator.user,
        )
        Mediation.objects.create(
            structure=stay.structure,
            met_at=timezone.now() - dt.timedelta(days=9),
            about="La cucina.",
            next_on=today,
        )
        other = make_places(structure=stay.structure)[0]
        tried = make_stay(place=other, person=make_person("Bruno"), started_on=before)
        set_trial(stay=tried, until=today, by=coordinator.user)
    for _ in range(2):
        remind_everywhere()
    with inside():
        kinds = Notice.objects.filter(user_id=coordinator.user.pk).values_list("kind", flat=True)
        assert sorted(kinds) == [
            "housing.meeting_due",
            "housing.review_due",
            "housing.trial_over",
        ]
    assert "do they stay together?" in page(coordinator, reverse("notifications:notices"))


def test_which_language_frames_a_paper():
    assert frame_for("ara", reads=["ita"]).direction == "rtl"
    assert frame_for("ful", reads=["eng"]).code == "en"
    assert frame_for(None, reads=[]).code == "it"
