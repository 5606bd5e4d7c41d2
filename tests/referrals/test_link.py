"""A body without account answers by its link: on a page that says nothing to anybody else."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.notifications.models import Notice
from lgnet.people.actions.consents import withdraw_consent
from lgnet.referrals.actions.links import find_link, send_link
from lgnet.referrals.actions.releasing import release_silent
from lgnet.referrals.actions.sending import withdraw_referral
from lgnet.referrals.enums import FactKind
from lgnet.referrals.models import Referral, ReferralLink
from tests.factories.directory import make_offer, make_site
from tests.factories.network import make_user
from tests.factories.people import make_person
from tests.factories.referrals import BASE, EMAIL, make_referral
from tests.factories.sharing import answer as consent

pytestmark = pytest.mark.django_db
WORDS = ("Zubayda", "Qureshi")


@pytest.fixture(autouse=True)
def nobody_tried_before():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def sent(desk, perugia):
    """Somebody sent by the desk to a body without account."""
    with scope(city_id=perugia.pk):
        person = make_person("Zubayda", names=("Zubayda Qureshi",))
        offer = make_offer("canteen", site=make_site(email=EMAIL))
        return make_referral(
            offer=offer,
            is_by_link=True,
            person=person,
            by=desk.user,
            from_organisation=desk.member.organisation,
        )


def link_in_mail(number=-1):
    return re.search(r"http://testserver(/\S+)", mail.outbox[number].body).group(1)


def state(referral, city):
    with scope(city_id=city.pk):
        return Referral.objects.get(pk=referral.pk).state


def press(client, address, kind, **fields):
    return client.post(address, {"kind": kind, **fields})


def test_a_no_by_link_comes_back_to_the_desk_within_its_term(sent, desk, perugia):
    body, address = Client(), link_in_mail()
    door = body.get(address)
    assert door.status_code == 200
    assert not any(word in door.content.decode() for word in WORDS)
    assert state(sent, perugia) == FactKind.SENT, "looking at a link in an e-mail opens nothing"
    page = press(body, address, "open")
    assert "Zubayda" in page.content.decode()
    assert "Qureshi" not in page.content.decode(), "that was not ticked"
    assert state(sent, perugia) == FactKind.SEEN
    wrong = press(body, address, "declined", words="Siamo pieni")
    assert wrong.status_code == 422
    assert "Siamo pieni" in wrong.content.decode()
    assert press(body, address, "declined", reason="full", words="Siamo pieni").status_code == 200
    with scope(city_id=perugia.pk, user_id=desk.user.pk):
        notice = Notice.objects.get()
        assert notice.kind == "referrals.declined"
    mine = desk.get(reverse("referrals:list")).content.decode()
    ours = mine[: mine.index('id="theirs"')]
    assert "Zubayda" in ours
    shown = desk.get(reverse("referrals:detail", args=[sent.pk])).content.decode()
    assert "Siamo pieni" in shown
    # Taken up: it waits for nobody any more.
    desk.post(reverse("referrals:take_up", args=[sent.pk]))
    assert "Zubayda" not in desk.get(reverse("referrals:list")).content.decode()
    assert "Zubayda" in desk.get(reverse("referrals:done")).content.decode()


def test_a_silent_one_releases_itself_and_the_desk_is_told(sent, desk, perugia, later):
    address = link_in_mail()
    later(hours=73)
    # No job has run: the link is closed, and it is the desk's turn.
    assert press(Client(), address, "open").status_code == 410
    # Three days on, the session is over.
    desk.force_login(desk.user)
    mine = desk.get(reverse("referrals:list")).content.decode()
    assert "Zubayda" in mine[: mine.index('id="theirs"')]
    with scope(city_id=perugia.pk):
        assert release_silent() == 1
    with scope(city_id=perugia.pk, user_id=desk.user.pk):
        assert Notice.objects.get().kind == "referrals.silent"


def test_accepted_by_link_and_who_came_by_the_same_link(sent, perugia, later):
    body, address = Client(), link_in_mail()
    press(body, address, "open")
    press(body, address, "accepted", words="Giovedì alle 9")
    later(days=10)
    page = press(body, address, "open")
    assert page.status_code == 200
    press(body, address, "attended")
    assert state(sent, perugia) == FactKind.ATTENDED
    later(days=40)
    assert press(body, address, "open").status_code == 410


def used(sent, city):
    press(Client(), link_in_mail(), "declined", reason="full")


def withdrawn(sent, city):
    with scope(city_id=city.pk):
        withdraw_referral(referral_id=sent.pk, by=make_user())


def renewed(sent, city):
    with scope(city_id=city.pk):
        referral = Referral.objects.get(pk=sent.pk)
        send_link(referral=referral, email=EMAIL, by=None, base_url=BASE)


@pytest.mark.parametrize("end", [used, withdrawn, renewed])
def test_links_that_open_nothing_answer_alike(sent, perugia, end):
    address = link_in_mail(0)
    door = Client().get(address)
    end(sent, perugia)
    body = Client()
    body.get(address)
    over = press(body, address, "open")
    unknown_address = reverse("referrals:link", args=["nothing.at-all"])
    unknown = press(body, unknown_address, "open")
    assert over.status_code == unknown.status_code == 410

    def told(response, address):
        text = response.content.decode().replace(address, "")
        return re.sub(r'value="[A-Za-z0-9]{64}"', "", text)

    assert told(over, address) == told(unknown, unknown_address)
    after = Client().get(address)
    assert told(after, address) == told(door, address), "the door says the same of every link"


def test_a_forged_token_asks_the_database_nothing(sent, django_assert_num_queries):
    token = link_in_mail().rstrip("/").rsplit("/", 1)[-1]
    assert find_link(token) is not None
    with django_assert_num_queries(0):
        assert find_link(token[:-1] + "x") is None


def test_no_copy_and_no_token_is_kept(sent, perugia):
    address = link_in_mail()
    token = address.rstrip("/").rsplit("/", 1)[-1]
    page = press(Client(), address, "open")
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "same-origin"
    with scope(city_id=perugia.pk):
        link = ReferralLink.objects.get()
        assert len(bytes(link.token_hash)) == 32
        values = [str(getattr(link, field.attname)) for field in link._meta.local_fields]
    assert not any(token in value or token.split(".")[0] in value for value in values)
    assert not any(word.lower() in address.lower() for word in WORDS)


def test_who_tries_too_often_has_to_wait(db):
    body, address = Client(), reverse("referrals:link", args=["nothing.at-all"])
    answers = [press(body, address, "open").status_code for _try in range(31)]
    assert answers[:30] == [410] * 30
    assert answers[30] == 429


def test_what_was_told_on_consent_closes_on_the_page_too(desk, perugia):
    with scope(city_id=perugia.pk):
        person = make_person("Zubayda", names=("Zubayda Qureshi",))
        offer = make_offer(site=make_site())
        yes = consent(person, offer.site.organisation, by=make_user())
        make_referral(offer=offer, is_by_link=True, person=person, fields=("called", "names"))
    body, address = Client(), link_in_mail()
    assert "Qureshi" in press(body, address, "open").content.decode()
    with scope(city_id=perugia.pk):
        withdraw_consent(consent_id=yes.pk, by=make_user())
    assert "Qureshi" not in press(body, address, "open").content.decode()


def test_a_link_opens_for_who_is_signed_in_elsewhere_too(sent, sign_in, bologna, perugia):
    other = sign_in(Role.DESK_OPERATOR, bologna)
    assert "Zubayda" in press(other, link_in_mail(), "open").content.decode()
    assert state(sent, perugia) == FactKind.SEEN
