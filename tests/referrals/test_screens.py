"""The four steps, who sees what of a referral, what stands on a person's page, the figures."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from lgnet.encounters.actions.answers import answer_need
from lgnet.encounters.models import Need, NeedAnswer
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people.models import Person, PersonAccess
from lgnet.referrals.actions.answering import answer_referral
from lgnet.referrals.enums import FactKind
from lgnet.referrals.models import Referral, ReferralPolicy
from lgnet.referrals.queries.reading import newest_of
from tests.factories.directory import make_offer, make_site
from tests.factories.encounters import make_encounter
from tests.factories.network import make_user
from tests.factories.people import make_person
from tests.factories.referrals import EMAIL, make_referral
from tests.factories.sharing import answer as consent
from tests.factories.sharing import step_outside

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def person(perugia):
    with scope(city_id=perugia.pk):
        return make_person("Zubayda", names=("Zubayda Qureshi",))


@pytest.fixture
def offer(perugia):
    with scope(city_id=perugia.pk):
        return make_offer(site=make_site(name="Mensa di via Roma", languages=["urd"]))


def step(name, person, **more):
    told = {"person": str(person.pk), "service": "canteen", **more}
    return f"{reverse(name)}?" + "&".join(f"{key}={value}" for key, value in told.items())


def typed(**more):
    return {"id": str(uuid7()), "fields_told": ["called", "languages"], "email": EMAIL, **more}


def test_the_four_steps_send_once(desk, person, offer, perugia):
    first = desk.get(f"{reverse('referrals:new')}?person={person.pk}", headers=ENGLISH)
    assert first.status_code == 200
    second = desk.get(step("referrals:choose", person), headers=ENGLISH).content.decode()
    assert "Mensa di via Roma" in second
    assert "Not said today" in second
    assert "Urdu" in second
    address = step("referrals:tell", person, offer=offer.pk)
    third = desk.get(address, headers=ENGLISH).content.decode()
    assert "Public task" in third
    assert "Only with the person" in third
    sent = typed(urgency=["children"])
    check = desk.post(address, {**sent, "step": "check"}, headers=ENGLISH)
    assert check.status_code == 200
    assert "Check, then send" in check.content.decode()
    with scope(city_id=perugia.pk):
        assert not Referral.objects.exists(), "looking at it sends nothing"
    again = desk.post(address, {**sent, "step": "change"}, headers=ENGLISH).content.decode()
    assert f'value="{sent["id"]}"' in again
    for _time in range(2):
        assert desk.post(address, {**sent, "step": "send"}).status_code == 302
    with scope(city_id=perugia.pk):
        referral = Referral.objects.get()
        assert referral.given == {"called": "public_task", "languages": "public_task"}
        assert referral.urgency == ["children"]
    assert len(mail.outbox) == 1
    side = reverse("encounters:person_side", args=[person.pk])
    assert side in desk.get(reverse("people:detail", args=[person.pk])).content.decode()
    assert "Referred for" in desk.get(side, headers=ENGLISH).content.decode()
    with scope(city_id=perugia.pk):
        assert newest_of(person, most=1) == [(referral, FactKind.SENT)]
        # Silence counts before any job has written it down.
        with time_machine.travel(referral.due_at + dt.timedelta(seconds=1), tick=False):
            assert newest_of(person, most=1) == [(referral, FactKind.RELEASED)]


WRONG = {
    "nothing is ticked": {"fields_told": []},
    "what needs an agreement": {"fields_told": ["called", "names"]},
    "words that are not ticked": {"note": "Cerca un pasto caldo"},
    "no address for the link": {"email": ""},
    "what is no field": {"fields_told": ["called", "diagnosis"]},
}


@pytest.mark.parametrize("fields", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("last", ["check", "send"])
def test_what_may_not_be_told_is_refused_and_what_was_typed_stays(
    desk, person, offer, perugia, fields, last
):
    told = typed(step=last, urgency=["health"], **fields)
    answer = desk.post(step("referrals:tell", person, offer=offer.pk), told)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert told.get("note", "") in text
    assert 'value="health" id="id_urgency_3" checked' in text or "checked" in text
    with scope(city_id=perugia.pk):
        assert not Referral.objects.exists()
    assert not mail.outbox


def test_with_the_persons_yes_the_name_may_be_told(desk, person, offer, perugia):
    with scope(city_id=perugia.pk):
        consent(person, offer.site.organisation, by=make_user())
    told = typed(step="send", fields_told=["called", "names"])
    assert desk.post(step("referrals:tell", person, offer=offer.pk), told).status_code == 302
    with scope(city_id=perugia.pk):
        assert Referral.objects.get().given["names"] == "consent"


def test_who_is_outside_the_joint_service_reads_what_was_ticked_and_no_more(
    sign_in, person, perugia, desk
):
    partner = sign_in(Role.CASE_MANAGER, perugia)
    ngo = step_outside(partner)
    with scope(city_id=perugia.pk):
        offer = make_offer(site=make_site(organisation=ngo))
        referral = make_referral(
            person=person,
            offer=offer,
            by=desk.user,
            from_organisation=desk.member.organisation,
        )
    assert partner.get(reverse("people:detail", args=[person.pk])).status_code == 404
    address = reverse("referrals:detail", args=[referral.pk])
    page = partner.get(address).content.decode()
    assert "Zubayda" in page
    assert "Qureshi" not in page
    inbox = partner.get(reverse("referrals:list")).content.decode()
    assert "Zubayda" in inbox[: inbox.index('id="theirs"')]
    # Whoever it was not sent to, and did not send it, answers for nobody.
    answer = reverse("referrals:answer", args=[referral.pk])
    assert desk.post(answer, {"kind": "accepted"}).status_code == 403
    assert partner.post(answer, {"kind": "declined"}).status_code == 422
    assert partner.post(answer, {"kind": "declined", "reason": "area"}).status_code == 302
    assert partner.post(reverse("referrals:withdraw", args=[referral.pk])).status_code == 403
    # Another outsider sees nothing of it.
    stranger = sign_in(Role.CASE_MANAGER, perugia)
    step_outside(stranger)
    assert stranger.get(address).status_code == 404


def test_the_record_itself_opens_only_where_it_was_ticked(sign_in, person, perugia, desk):
    partner = sign_in(Role.CASE_MANAGER, perugia)
    ngo = step_outside(partner)
    with scope(city_id=perugia.pk):
        consent(person, ngo, by=make_user())
        PersonAccess.objects.filter(audience_id=ngo.pk).delete()
        offer = make_offer(site=make_site(organisation=ngo))
        for fields in (("called",), ("called", "record")):
            referral = make_referral(person=person, offer=offer, fields=fields)
            answer_referral(referral_id=referral.pk, kind=FactKind.ACCEPTED, by=None)
            with scope(city_id=perugia.pk, audiences=frozenset({ngo.pk})):
                assert Person.objects.exists() == ("record" in fields)


def test_an_answer_can_be_taken_back_at_once(sign_in, perugia, desk):
    with scope(city_id=perugia.pk):
        offer = make_offer(site=make_site(organisation=desk.member.organisation))
        referral = make_referral(offer=offer)
    answer = desk.post(
        reverse("referrals:answer", args=[referral.pk]),
        {"kind": "declined", "reason": "full"},
        follow=True,
    ).content.decode()
    offer_id = answer.split("/undo/")[1].split("/")[0]
    desk.post(reverse("ui:undo", args=[offer_id]))
    with scope(city_id=perugia.pk):
        assert Referral.objects.get(pk=referral.pk).state == FactKind.SEEN


def test_a_need_is_answered_by_its_referral_until_that_is_withdrawn(desk, person, offer, perugia):
    with scope(city_id=perugia.pk):
        need = Need.objects.create(encounter=make_encounter(person=person), kind="food")
    page = desk.get(reverse("encounters:answer", args=[need.pk])).content.decode()
    assert f"need={need.pk}" in page
    address = step("referrals:tell", person, offer=offer.pk, need=need.pk)
    desk.post(address, typed(step="send"))
    with scope(city_id=perugia.pk):
        answer = NeedAnswer.objects.get(need=need)
        assert (answer.kind, answer.offer_id) == ("referral", offer.pk)
        referral = Referral.objects.get()
        assert referral.need_id == need.pk
    desk.post(reverse("referrals:withdraw", args=[referral.pk]))
    with scope(city_id=perugia.pk):
        assert not NeedAnswer.objects.filter(need=need).exists()


def test_a_need_of_somebody_else_is_left_alone(desk, person, offer, perugia):
    with scope(city_id=perugia.pk):
        need = Need.objects.create(encounter=make_encounter(person=make_person()), kind="food")
        answer_need(id=uuid7(), need=need, kind="not_now", reason="closed", by=None)
    desk.post(step("referrals:tell", person, offer=offer.pk, need=need.pk), typed(step="send"))
    with scope(city_id=perugia.pk):
        assert NeedAnswer.objects.get(need=need).kind == "not_now"


def test_figures_of_partners_and_the_hours_of_the_city(sign_in, perugia, offer):
    manager = sign_in(Role.CITY_MANAGER, perugia)
    now = timezone.now()
    with scope(city_id=perugia.pk):
        for hours, kind, reason in ((2, "accepted", ""), (6, "declined", "full"), (0, "", "")):
            sent_at = now - dt.timedelta(hours=100)
            referral = make_referral(offer=offer, at=sent_at)
            if kind:
                answer_referral(
                    referral_id=referral.pk,
                    kind=FactKind(kind),
                    reason=reason,
                    by=None,
                    at=sent_at + dt.timedelta(hours=hours),
                )
    response = manager.get(reverse("referrals:figures"), headers=ENGLISH)
    (line,) = response.context["lines"]
    one = line["one"]
    assert (one.sent, one.accepted, one.declined, one.silent) == (3, 1, 1, 1)
    assert one.median_hours == pytest.approx(4)
    assert "No place or no time for now: 1" in response.content.decode()
    assert manager.get(reverse("referrals:list")).status_code == 403
    policy = reverse("referrals:policy")
    assert manager.post(policy, {"answer_hours": "0"}).status_code == 422
    assert manager.post(policy, {"answer_hours": "24"}).status_code == 302
    with scope(city_id=perugia.pk):
        assert ReferralPolicy.objects.get().answer_hours == 24
        referral = make_referral(offer=offer)
        assert referral.due_at - referral.sent_at == dt.timedelta(hours=24)


def test_the_sender_can_send_a_new_link_and_the_old_one_is_over(desk, person, offer, perugia):
    desk.post(step("referrals:tell", person, offer=offer.pk), typed(step="send"))
    with scope(city_id=perugia.pk):
        referral = Referral.objects.get()
    address = reverse("referrals:link_again", args=[referral.pk])
    assert desk.post(address, {"email": "nonsense"}).status_code == 422
    assert desk.post(address, {"email": "altro@ente.example"}).status_code == 302
    assert [one.to for one in mail.outbox] == [[EMAIL], ["altro@ente.example"]]
