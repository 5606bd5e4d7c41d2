"""Consent withdrawn in one browser is refused in the other; keeping to oneself, opening again."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from lgnet.audit.models import AuditEvent
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people.access import SharingRefused, answers_of
from lgnet.people.actions.consents import retract_consent, withdraw_consent
from lgnet.people.actions.sharing import restrict_person
from lgnet.people.consent_texts import CURRENT
from lgnet.people.enums import Explained
from lgnet.people.models import Consent, Person, PersonAccess
from lgnet.people.rules_legal import ConsentState
from tests.factories.cases import make_case
from tests.factories.encounters import make_encounter
from tests.factories.housing import make_places, make_request, make_stay
from tests.factories.network import make_organisation, make_user
from tests.factories.people import make_person
from tests.factories.sharing import answer, step_outside

NAME = "Zulaikha Riservata"


@pytest.fixture
def desk(sign_in, torino):
    return sign_in(Role.DESK_OPERATOR, torino)


@pytest.fixture
def someone(torino) -> Person:
    with scope(city_id=torino.pk):
        return make_person(NAME, language="fra", language_answer="known")


def page_of(person) -> str:
    return reverse("people:detail", args=[person.pk])


def sees(client, person) -> bool:
    status = client.get(page_of(person)).status_code
    assert status in (200, 404)
    return status == 200


# Two browsers -------------------------------------------------------------------------------


def agree(desk, person, organisation) -> None:
    """Record a yes as the desk does: the form, then its check."""
    until = timezone.localdate() + dt.timedelta(days=60)
    sent = {
        "id": str(uuid7()),
        "text_version": CURRENT,
        "recipient": str(organisation.pk),
        "language": "fra",
        "explained": Explained.INTERPRETER,
        "answer": "yes",
        "expires_on": until.isoformat(),
    }
    form = reverse("people:consent_new", args=[person.pk, "sharing"])
    body = desk.post(form, sent).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', body))
    assert desk.post(form, hidden).status_code == 302


def withdraw(desk, person) -> None:
    """Withdraw as the desk does: the link of the page, then the button."""
    body = desk.get(reverse("people:sharing", args=[person.pk])).content.decode()
    (url,) = re.findall(r'href="([^"]+/withdraw/)"', body)
    assert desk.get(url).status_code == 200
    assert desk.post(url).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_withdrawn_in_one_browser_is_refused_in_the_other(sign_in, torino, desk, someone):
    """Really committed in between, so nothing that one request saw serves the next."""
    manager, coordinator = (
        sign_in(Role.CASE_MANAGER, torino),
        sign_in(Role.HOUSING_COORDINATOR, torino),
    )
    faro = step_outside(manager)
    coordinator.member.organisation = faro
    with scope(city_id=torino.pk):
        coordinator.member.save()
        encounter = make_encounter(someone, recorded_by=manager.user)
        (place,) = make_places()
        stay = make_stay(place=place, person=someone)
        asked = make_request(someone, by=manager.user)
        case = make_case(someone)
    typed = {"known_as": "Zulaikha"}
    pages = {
        manager: [
            page_of(someone),
            reverse("people:edit", args=[someone.pk]),
            reverse("people:sharing", args=[someone.pk]),
            reverse("encounters:detail", args=[encounter.pk]),
            f"{reverse('encounters:new')}?person={someone.pk}",
            reverse("cases:case_detail", args=[case.pk]),
            reverse("housing:request_detail", args=[asked.pk]),
            f"{reverse('housing:request_new')}?person={someone.pk}",
        ],
        coordinator: [
            reverse("housing:stay_detail", args=[stay.pk]),
            reverse("housing:stay_end", args=[stay.pk]),
        ],
    }
    posts = {
        manager: [
            reverse("people:edit", args=[someone.pk]),
            reverse("people:restrict", args=[someone.pk]),
            reverse("cases:case_close", args=[case.pk]),
            reverse("housing:request_withdraw", args=[asked.pk]),
        ],
        coordinator: [
            reverse("housing:stay_end", args=[stay.pk]),
            reverse("housing:place_give", args=[asked.pk]),
            reverse("housing:request_refuse", args=[asked.pk]),
        ],
    }
    lists = {
        manager: ["people:search", "encounters:list", "housing:requests"],
        coordinator: ["housing:board", "housing:stays", "housing:requests"],
    }
    named = str(someone.pk), "Riservata"

    def statuses() -> set[int]:
        return {c.get(url).status_code for c, urls in pages.items() for url in urls}

    def lists_naming() -> list[str]:
        return [
            name
            for client, names in lists.items()
            for name in names
            if any(word in client.get(reverse(name)).content.decode() for word in named)
        ]

    def candidates() -> str:
        return manager.post(reverse("people:candidates"), typed).content.decode()

    assert statuses() == {404}
    agree(desk, someone, faro)
    assert statuses() == {200}
    assert lists_naming() == [name for names in lists.values() for name in names]
    assert "Riservata" in candidates()

    withdraw(desk, someone)
    assert statuses() == {404}
    assert {c.post(url).status_code for c, urls in posts.items() for url in urls} == {404}
    assert lists_naming() == []
    assert "Riservata" not in candidates()
    board = coordinator.get(reverse("housing:board"), headers={"HX-Request": "true"})
    assert "hs-expected" in board.content.decode()
    assert sees(desk, someone)


@pytest.mark.django_db
def test_the_undo_of_one_who_was_shut_out_does_nothing(sign_in, torino, desk, someone):
    partner = sign_in(Role.CASE_MANAGER, torino)
    faro = step_outside(partner)
    with scope(city_id=torino.pk):
        consent = answer(someone, faro, by=desk.user)
    contact = {
        "id": str(uuid7()),
        "who": str(someone.pk),
        "setting": "desk",
        "new_person": str(uuid7()),
        "language": "",
        "q": "",
    }
    saved = partner.post(reverse("encounters:new"), contact, follow=True).content.decode()
    (offer,) = re.findall(r"/undo/([0-9a-f-]{36})/", saved)
    with scope(city_id=torino.pk):
        withdraw_consent(consent_id=consent.pk, by=desk.user)
    assert partner.post(reverse("ui:undo", args=[offer])).status_code in (302, 404, 409)
    with scope(city_id=torino.pk):
        from lgnet.encounters.models import Encounter

        assert Encounter.objects.filter(pk=contact["id"]).exists()


@pytest.mark.django_db
def test_a_draft_about_one_who_was_shut_out_names_nobody(sign_in, torino, desk, someone):
    partner = sign_in(Role.OUTREACH_WORKER, torino)
    faro = step_outside(partner)
    with scope(city_id=torino.pk):
        consent = answer(someone, faro, by=desk.user)
    fields = {"_fields": ["who", "note"], "who": str(someone.pk), "note": "Torna domani"}
    kept = reverse("ui:save_draft", args=["encounters.contact:new"])
    assert partner.post(kept, fields).status_code == 200
    form = reverse("encounters:new")
    assert "Riservata" in partner.get(form).content.decode()
    with scope(city_id=torino.pk):
        withdraw_consent(consent_id=consent.pk, by=desk.user)
    body = partner.get(form).content.decode()
    assert "Torna domani" in body
    assert "Riservata" not in body


@pytest.mark.django_db
def test_who_withdraws_at_the_partners_desk_leaves_the_partners_sight(sign_in, torino, someone):
    partner = sign_in(Role.DESK_OPERATOR, torino)
    faro = step_outside(partner)
    with scope(city_id=torino.pk):
        consent = answer(someone, faro, by=make_user())
    url = reverse("people:consent_withdraw", args=[consent.pk])
    response = partner.post(url)
    assert (response.status_code, response["Location"]) == (302, reverse("people:search"))
    assert not sees(partner, someone)
    assert partner.post(url).status_code == 404


@pytest.mark.django_db
def test_who_says_no_at_the_partners_desk_leaves_the_partners_sight(sign_in, torino, someone):
    partner = sign_in(Role.DESK_OPERATOR, torino)
    faro, ponte = step_outside(partner), make_organisation(torino, is_joint=False)
    with scope(city_id=torino.pk):
        answer(someone, faro, by=make_user())
    own = frozenset({faro.pk})
    with scope(city_id=torino.pk, user_id=partner.user.pk, audiences=own):
        answer(someone, ponte, by=partner.user, is_given=False)
        assert Person.objects.filter(pk=someone.pk).exists()
        answer(someone, faro, by=partner.user, is_given=False)
        assert not Person.objects.filter(pk=someone.pk).exists()
    with scope(city_id=torino.pk):
        states = [one.state for one in answers_of(someone) if one.consent.recipient_id == faro.pk]
        assert states == [ConsentState.REFUSED, ConsentState.WITHDRAWN]


@pytest.mark.django_db
def test_a_slip_at_the_partners_desk_leaves_no_trace_that_stands(sign_in, torino, someone):
    """Taking back the very answer by which one sees the person."""
    partner = sign_in(Role.DESK_OPERATOR, torino)
    faro = step_outside(partner)
    with scope(city_id=torino.pk):
        consent = answer(someone, faro, by=partner.user)
    own = frozenset({faro.pk})
    with scope(city_id=torino.pk, user_id=partner.user.pk, audiences=own):
        assert retract_consent(consent_id=consent.pk, by=partner.user)
    with scope(city_id=torino.pk):
        assert not Consent.objects.exists()
    assert not sees(partner, someone)


@pytest.mark.django_db
def test_withdrawing_offers_no_way_back(desk, torino, someone):
    with scope(city_id=torino.pk):
        consent = answer(someone, make_organisation(torino, is_joint=False), by=desk.user)
    url = reverse("people:consent_withdraw", args=[consent.pk])
    body = desk.post(url, follow=True).content.decode()
    assert "/undo/" not in body


# One organisation, and all again -------------------------------------------------------------


@pytest.mark.django_db
def test_a_record_kept_to_one_organisation_is_closed_to_the_rest(sign_in, torino, desk, someone):
    other = sign_in(Role.CASE_MANAGER, torino)
    colleague = sign_in(Role.CASE_MANAGER, torino)
    colleague.member.organisation = desk.member.organisation
    with scope(city_id=torino.pk):
        colleague.member.save()
    assert desk.post(reverse("people:restrict", args=[someone.pk])).status_code == 302
    assert [sees(client, someone) for client in (desk, colleague, other)] == [True, True, False]
    reopen = reverse("people:reopen", args=[someone.pk])
    assert other.post(reopen).status_code == 404
    assert desk.get(reopen).status_code == 200
    assert not sees(other, someone), "looking at the question opens nothing"
    assert colleague.post(reopen).status_code == 302
    assert [sees(client, someone) for client in (desk, colleague, other)] == [True] * 3
    with scope(city_id=torino.pk):
        verbs = AuditEvent.objects.filter(target_id=str(someone.pk)).order_by("at", "id")
        told = [
            verb
            for verb in verbs.values_list("verb", flat=True)
            if "viewed" not in verb and verb != "network.not_found"
        ]
        assert told == ["people.restricted", "people.opened"]
        assert PersonAccess.objects.filter(person=someone).count() == 1


@pytest.mark.django_db
def test_keeping_to_oneself_can_be_undone_for_a_while(sign_in, torino, desk, someone):
    other = sign_in(Role.CASE_MANAGER, torino)
    restrict = reverse("people:restrict", args=[someone.pk])
    body = desk.post(restrict, follow=True).content.decode()
    (offer,) = re.findall(r"/undo/([0-9a-f-]{36})/", body)
    assert not sees(other, someone)
    desk.post(reverse("ui:undo", args=[offer]))
    assert sees(other, someone)


@pytest.mark.django_db
def test_keeping_to_oneself_leaves_what_the_person_agreed_to(sign_in, torino, desk, someone):
    partner = sign_in(Role.DESK_OPERATOR, torino)
    faro = step_outside(partner)
    with scope(city_id=torino.pk):
        answer(someone, faro, by=desk.user)
    desk.post(reverse("people:restrict", args=[someone.pk]))
    assert sees(partner, someone)


@pytest.mark.django_db
def test_who_was_shown_a_person_cannot_shut_the_others_out(sign_in, torino, desk, someone):
    partner = sign_in(Role.DESK_OPERATOR, torino)
    faro = step_outside(partner)
    with scope(city_id=torino.pk):
        answer(someone, faro, by=desk.user)
    for name in ("people:restrict", "people:reopen"):
        assert partner.post(reverse(name, args=[someone.pk])).status_code == 302
    assert sees(desk, someone)
    with scope(city_id=torino.pk), pytest.raises(SharingRefused):
        restrict_person(person_id=someone.pk, organisation=faro, by=partner.user)


@pytest.mark.django_db
def test_a_kept_record_can_be_shared_with_one_of_the_joint_service(sign_in, torino, desk, someone):
    other, third = sign_in(Role.CASE_MANAGER, torino), sign_in(Role.CASE_MANAGER, torino)
    desk.post(reverse("people:restrict", args=[someone.pk]))
    agree(desk, someone, other.member.organisation)
    assert [sees(client, someone) for client in (other, third)] == [True, False]


# What the pages tell --------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_persons_page_tells_who_may_see_it(sign_in, torino, desk, someone):
    faro = make_organisation(torino, is_joint=False, name="Cooperativa <Faro>")
    with scope(city_id=torino.pk):
        answer(someone, faro, by=desk.user)
    body = desk.get(page_of(someone), headers={"accept-language": "en"}).content.decode()
    assert "Who may see this" in body
    assert "The joint service of the city" in body
    assert "Cooperativa &lt;Faro&gt;" in body
    assert reverse("people:sharing", args=[someone.pk]) in body
    worker = sign_in(Role.OUTREACH_WORKER, torino).get(page_of(someone)).content.decode()
    assert "Cooperativa &lt;Faro&gt;" in worker
    assert reverse("people:sharing", args=[someone.pk]) not in worker


@pytest.mark.django_db
def test_the_person_is_told_which_organisations_looked(sign_in, torino, desk, someone):
    reader = sign_in(Role.CASE_MANAGER, torino)
    for _time in range(3):
        assert sees(reader, someone)
    url = reverse("people:sharing", args=[someone.pk])
    body = desk.get(url, headers={"accept-language": "en"}).content.decode()
    looked = body.split('id="sharing-readings"')[1].split("</section>")[0]
    assert f"{reader.member.organisation.name}</bdi>: 3 times" in looked
    assert reader.user.full_name not in looked


@pytest.mark.django_db
def test_ten_more_answers_add_no_query(desk, torino, someone):
    from tests.budget import count

    url = reverse("people:sharing", args=[someone.pk])
    outsiders = [make_organisation(torino, is_joint=False) for _ in range(11)]
    with scope(city_id=torino.pk):
        answer(someone, outsiders[0], by=desk.user)
    few = {address: count(desk, address) for address in (url, page_of(someone))}
    with scope(city_id=torino.pk):
        for organisation in outsiders[1:]:
            answer(someone, organisation, by=desk.user)
    assert {address: count(desk, address) for address in few} == few
