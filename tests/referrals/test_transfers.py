"""From Perugia to Bologna: nobody by name before a yes; after revoking, nothing new either way."""

import pytest
from django.urls import reverse

from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.notifications.models import Notice
from lgnet.people.actions.record_requests import revoke_excerpt
from lgnet.people.enums import ContactKind, NameKind
from lgnet.people.models import ContactPoint, PersonName, SharedExcerpt
from lgnet.referrals.access import ReferralRefused
from lgnet.referrals.actions.transfers import accept_transfer, answer_transfer
from lgnet.referrals.enums import FactKind
from lgnet.referrals.jobs import tell_everywhere
from lgnet.referrals.models import ReceivedTransfer, Referral
from tests.factories.network import make_user
from tests.factories.people import make_person
from tests.factories.referrals import make_referral
from tests.factories.sharing import answer as consent

pytestmark = pytest.mark.django_db
WORDS = ("Zubayda", "Qureshi", "Farid", "3331112223", "333 111 2223", "1988")


@pytest.fixture
def known(perugia):
    """Somebody whom Perugia knows well."""
    with scope(city_id=perugia.pk):
        person = make_person(
            "Zubayda",
            names=((NameKind.FAMILY, "Qureshi"),),
            language="urd",
            language_answer="known",
        )
        PersonName.objects.create(
            person=person, kind=NameKind.NICKNAME, text="Farid", script="Latn", position=5
        )
        ContactPoint.objects.create(
            person=person, kind=ContactKind.PHONE, value="+393331112223", created_by=make_user()
        )
    return person


@pytest.fixture
def sent(known, desk, perugia, bologna):
    with scope(city_id=perugia.pk, user_id=desk.user.pk):
        return make_referral(
            person=known,
            city=bologna,
            fields=("called", "names", "languages", "contacts"),
            urgency=("children",),
            by=desk.user,
            from_organisation=desk.member.organisation,
        )


def received(bologna):
    with scope(city_id=bologna.pk):
        return ReceivedTransfer.objects.get()


def everything_bologna_answers(client, transfer):
    """Return the text of all pages on which a word of Perugia's could show."""
    addresses = [
        "/",
        reverse("referrals:list"),
        reverse("referrals:done"),
        reverse("referrals:done") + "?show=cities",
        reverse("referrals:transfer", args=[transfer.pk]),
        reverse("referrals:detail", args=[transfer.referral_id]),
        reverse("people:search"),
        reverse("people:record_requests"),
        reverse("people:record_requests") + "?show=answered",
        reverse("people:excerpt", args=[transfer.referral_id]),
        reverse("people:received", args=[transfer.referral_id]),
        reverse("notifications:notices"),
    ]
    if transfer.person_id:
        addresses.append(reverse("people:detail", args=[transfer.person_id]))
    found = {address: (client.get(address).content.decode(), "") for address in addresses}
    for word in WORDS:
        # A search repeats what was typed.
        searched = client.post(reverse("people:search"), {"q": word}, follow=True)
        found[f"search {word}"] = (searched.content.decode(), word)
    return found


def words_in(found):
    return {
        (address, word)
        for address, (text, typed) in found.items()
        for word in WORDS
        if word in text and word != typed
    }


def test_before_a_yes_no_page_of_bologna_has_an_identifying_word(sent, bolognese, bologna):
    tell_everywhere()
    transfer = received(bologna)
    pages = everything_bologna_answers(bolognese, transfer)
    assert words_in(pages) == set()
    page = pages[reverse("referrals:transfer", args=[transfer.pk])][0]
    assert "Perugia" in page
    with scope(city_id=bologna.pk, user_id=bolognese.user.pk):
        assert Notice.objects.get().kind == "referrals.transfer"
        assert not SharedExcerpt.objects.exists()
    # Nor does a declined one leave any behind.
    bolognese.post(
        reverse("referrals:transfer_answer", args=[transfer.pk]),
        {"kind": "declined", "reason": "full"},
    )
    assert words_in(everything_bologna_answers(bolognese, transfer)) == set()


def test_with_the_yes_comes_who_it_is_and_revoking_takes_it_back(
    sent, bolognese, bologna, perugia, desk
):
    transfer = received(bologna)
    answer = reverse("referrals:transfer_answer", args=[transfer.pk])
    bolognese.post(answer, {"kind": "accepted"})
    transfer = received(bologna)
    excerpt = bolognese.get(reverse("people:excerpt", args=[sent.pk])).content.decode()
    assert "Qureshi" in excerpt
    assert "333 111 2223" in excerpt
    with scope(city_id=perugia.pk):
        assert Referral.objects.get(pk=sent.pk).state == FactKind.ACCEPTED
    tell_everywhere()
    with scope(city_id=perugia.pk, user_id=desk.user.pk):
        assert Notice.objects.get().kind == "referrals.accepted"
    # Perugia takes it back.
    desk.post(reverse("referrals:withdraw", args=[sent.pk]))
    pages = everything_bologna_answers(bolognese, transfer)
    assert words_in(pages) == set()
    with scope(city_id=bologna.pk):
        assert SharedExcerpt.objects.get().content is None


@pytest.mark.parametrize("side", ["perugia_revokes", "bologna_cuts"])
def test_after_revoking_perugia_sees_no_more_than_its_own_past(
    sent, bolognese, bologna, perugia, desk, side
):
    transfer = received(bologna)
    answer = reverse("referrals:transfer_answer", args=[transfer.pk])
    bolognese.post(answer, {"kind": "accepted"})
    if side == "perugia_revokes":
        with scope(city_id=perugia.pk, user_id=desk.user.pk):
            revoke_excerpt(received_id=sent.pk, by=desk.user)
    else:
        bolognese.post(reverse("referrals:transfer_cut", args=[transfer.pk]))
    address = reverse("referrals:detail", args=[sent.pk])
    before = desk.get(address).content.decode()
    bolognese.post(answer, {"kind": "not_attended"})
    bolognese.post(answer, {"kind": "attended"})
    assert received(bologna).state == FactKind.ATTENDED
    tell_everywhere()
    with scope(city_id=perugia.pk):
        referral = Referral.objects.get(pk=sent.pk)
        assert referral.state == FactKind.ACCEPTED
        assert [fact.kind for fact in referral.facts.all()] == ["sent", "accepted"]
    after = desk.get(address).content.decode()
    assert "lg-badge lg-ok" in before
    assert ("The person came" in after) == ("The person came" in before)
    assert "attended" not in after


def test_a_transfer_that_is_not_revoked_tells_perugia_that_the_person_came(
    sent, bolognese, bologna, perugia
):
    answer = reverse("referrals:transfer_answer", args=[received(bologna).pk])
    bolognese.post(answer, {"kind": "accepted"})
    bolognese.post(answer, {"kind": "attended"})
    with scope(city_id=perugia.pk):
        assert Referral.objects.get(pk=sent.pk).state == FactKind.ATTENDED


def test_accepting_twice_records_one_person(sent, bologna):
    transfer, user = received(bologna), make_user()
    person_id, request_id = uuid7(), uuid7()
    with scope(city_id=bologna.pk, user_id=user.pk):
        for _time in range(2):
            accept_transfer(
                transfer_id=transfer.pk, person_id=person_id, request_id=request_id, by=user
            )
        assert SharedExcerpt.objects.count() == 1


def test_after_the_term_or_a_withdrawal_bologna_cannot_accept(sent, bologna, perugia, desk, later):
    transfer, user = received(bologna), make_user()

    def accept():
        with scope(city_id=bologna.pk, user_id=user.pk):
            accept_transfer(transfer_id=transfer.pk, person_id=uuid7(), request_id=uuid7(), by=user)

    desk.post(reverse("referrals:withdraw", args=[sent.pk]))
    with pytest.raises(ReferralRefused):
        accept()
    with scope(city_id=bologna.pk):
        assert ReceivedTransfer.objects.get().person is None
        assert not SharedExcerpt.objects.exists()


def test_silence_of_bologna_releases(sent, bologna, perugia, later, desk):
    transfer = received(bologna)
    later(hours=73)
    assert tell_everywhere() == 1
    assert received(bologna).state == FactKind.RELEASED
    with scope(city_id=bologna.pk), pytest.raises(ReferralRefused):
        answer_transfer(transfer_id=transfer.pk, kind=FactKind.SEEN, by=make_user())
    with scope(city_id=perugia.pk, user_id=desk.user.pk):
        assert Notice.objects.get().kind == "referrals.silent"


def test_who_said_no_to_other_cities_is_sent_to_none(known, perugia, bologna):
    with scope(city_id=perugia.pk):
        consent(known, by=make_user(), purpose="cross_city", is_given=False, expires_on=None)
        with pytest.raises(ReferralRefused):
            make_referral(person=known, city=bologna)


def test_a_third_city_and_a_refuge_see_nothing(sent, sign_in, bologna, palermo):
    stranger = sign_in(Role.CASE_MANAGER, palermo)
    transfer = received(bologna)
    assert stranger.get(reverse("referrals:transfer", args=[transfer.pk])).status_code == 404
    assert stranger.get(reverse("referrals:detail", args=[sent.pk])).status_code == 404
