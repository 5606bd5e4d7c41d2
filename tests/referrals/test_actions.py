"""Sending, answering, silence; and what the database itself refuses."""

import datetime as dt
import itertools

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.notifications.models import Notice
from lgnet.people.models import Person, PersonAccess
from lgnet.referrals import rules
from lgnet.referrals.access import ReferralRefused
from lgnet.referrals.actions.answering import answer_referral
from lgnet.referrals.actions.facts import add_fact
from lgnet.referrals.actions.releasing import release_silent
from lgnet.referrals.actions.sending import send_again, take_up, withdraw_referral
from lgnet.referrals.enums import FactKind
from lgnet.referrals.models import Referral, ReferralFact
from lgnet.referrals.queries.reading import told_now
from tests.factories.directory import make_offer, make_site
from tests.factories.network import make_member, make_organisation, make_user
from tests.factories.people import make_person
from tests.factories.referrals import make_referral
from tests.factories.sharing import answer as consent

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(perugia):
    with scope(city_id=perugia.pk):
        yield perugia


@pytest.fixture
def ngo(here):
    return make_organisation(here, is_joint=False)


def kinds(referral):
    return [fact.kind for fact in referral.facts.order_by("position")]


def test_each_fact_stands_and_the_newest_counts(here):
    referral = make_referral()
    user = make_user()
    answer_referral(referral_id=referral.pk, kind=FactKind.SEEN, by=user)
    answer_referral(referral_id=referral.pk, kind=FactKind.ACCEPTED, by=user, words="Giovedì")
    answer_referral(referral_id=referral.pk, kind=FactKind.ATTENDED, by=user)
    referral.refresh_from_db()
    assert referral.state == FactKind.ATTENDED
    assert kinds(referral) == ["sent", "seen", "accepted", "attended"]
    assert referral.facts.get(kind="accepted").words == "Giovedì"


def test_the_same_answer_twice_is_one_fact(here):
    referral = make_referral()
    for _time in range(2):
        answer_referral(referral_id=referral.pk, kind=FactKind.DECLINED, by=None, reason="full")
    assert kinds(referral) == ["sent", "declined"]


def test_silence_releases_without_any_job_and_the_job_tells_once(here, later):
    sender = make_member(role=Role.DESK_OPERATOR, city=here)
    referral = make_referral(by=sender.user, from_organisation=sender.organisation)
    later(hours=73)
    refused = pytest.raises(ReferralRefused, match="time to answer is over")
    with translation.override("en"), refused:
        answer_referral(referral_id=referral.pk, kind=FactKind.ACCEPTED, by=None)
    assert kinds(referral) == ["sent"]
    assert release_silent() == 1
    assert release_silent() == 0
    referral.refresh_from_db()
    assert kinds(referral) == ["sent", "released"]
    with scope(city_id=here.pk, user_id=sender.user_id):
        assert Notice.objects.get().kind == "referrals.silent"
    take_up(referral_id=referral.pk, by=sender.user)
    assert kinds(referral) == ["sent", "released", "closed"]


def test_what_silence_released_can_be_taken_up_before_the_job_ran(here, later):
    referral = make_referral()
    later(hours=80)
    take_up(referral_id=referral.pk, by=make_user())
    assert kinds(referral) == ["sent", "released", "closed"]


def test_a_no_comes_back_to_who_sent_or_to_their_colleagues(here):
    gone = make_member(role=Role.DESK_OPERATOR, city=here)
    colleague = make_member(role=Role.DESK_OPERATOR, city=here)
    colleague.organisation = gone.organisation
    colleague.save()
    referral = make_referral(by=gone.user, from_organisation=gone.organisation)
    gone.is_active = False
    gone.save()
    answer_referral(referral_id=referral.pk, kind=FactKind.DECLINED, by=None, reason="area")
    with scope(city_id=here.pk, user_id=colleague.user_id):
        assert Notice.objects.get().kind == "referrals.declined"
    with scope(city_id=here.pk, user_id=gone.user_id):
        assert not Notice.objects.exists()


def test_the_record_opens_with_the_yes_and_closes_when_it_is_withdrawn(here, ngo):
    person = make_person("Amal")
    consent(person, ngo, by=make_user())
    PersonAccess.objects.filter(audience_id=ngo.pk).delete()
    referral = make_referral(
        person=person,
        offer=make_offer(site=make_site(organisation=ngo)),
        fields=("called", "record"),
    )

    def is_seen():
        with scope(city_id=here.pk, audiences=frozenset({ngo.pk})):
            return Person.objects.filter(pk=person.pk).exists()

    assert not is_seen()
    worker = make_user()
    with scope(city_id=here.pk, user_id=worker.pk, audiences=frozenset({ngo.pk})):
        answer_referral(referral_id=referral.pk, kind=FactKind.ACCEPTED, by=worker)
    assert is_seen()
    withdraw_referral(referral_id=referral.pk, by=worker)
    assert not is_seen()


def test_what_was_told_on_consent_closes_with_it(here, ngo):
    person = make_person("Amal", names=("Amal Haddad",))
    given_yes = consent(person, ngo, by=make_user())
    referral = make_referral(
        person=person,
        offer=make_offer(site=make_site(organisation=ngo)),
        fields=("called", "names"),
    )
    referral.refresh_from_db()
    assert [one.field for one in told_now(referral)] == ["called", "names"]
    from lgnet.people.actions.consents import withdraw_consent

    withdraw_consent(consent_id=given_yes.pk, by=make_user())
    assert [one.field for one in told_now(referral)] == ["called"]


def test_only_what_was_ticked_lies_in_the_row(here):
    person = make_person("Amal", names=("Zubayda Qureshi",), sex="female", sex_answer="known")
    referral = make_referral(person=person, fields=("called",))
    referral.refresh_from_db()
    assert "Amal" in referral.content
    assert "Zubayda" not in referral.content
    assert "female" not in referral.content


def test_a_withdrawal_can_be_taken_back_within_the_term_only(here, later):
    referral = make_referral()
    withdraw_referral(referral_id=referral.pk, by=make_user())
    send_again(referral_id=referral.pk, by=make_user())
    withdraw_referral(referral_id=referral.pk, by=make_user())
    later(hours=100)
    with pytest.raises(ReferralRefused):
        send_again(referral_id=referral.pk, by=make_user())


def test_a_link_that_does_not_leave_sends_nothing(here, monkeypatch):
    def fails(*_args, **_options):
        raise ConnectionRefusedError

    monkeypatch.setattr("lgnet.referrals.actions.links.send_mail", fails)
    with pytest.raises(ReferralRefused), transaction.atomic():
        make_referral(is_by_link=True)
    assert not Referral.objects.exists()


def test_the_email_names_nobody_and_nothing(here):
    make_referral(is_by_link=True, person=make_person("Zubayda"), note="", fields=("called",))
    (sent,) = mail.outbox
    text = f"{sent.subject} {sent.body}".lower()
    for word in ("zubayda", "canteen", "mensa", "pasto", "migran", "senza dimora", "lgnet"):
        assert word not in text


# What the database refuses, whoever writes.


def forged(referral, **fields):
    """Insert a fact past the actions."""
    first = {
        "referral": referral,
        "position": 2,
        "kind": "accepted",
        "previous_position": 1,
        "previous": "sent",
        "due_at": referral.due_at,
        "recorded_at": referral.sent_at,
    }
    with transaction.atomic():
        fact = ReferralFact.objects.create(**first | fields)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return fact


FORGERIES = {
    "a pair that may not be": {"kind": "attended"},
    "another past than there was": {"previous": "seen", "kind": "accepted"},
    "a number left out": {"position": 3, "previous_position": 2, "previous": "seen"},
    "a second beginning": {
        "position": 1,
        "previous_position": None,
        "previous": "",
        "kind": "sent",
    },
    "a no without a reason": {"kind": "declined"},
    "a reason without a no": {"reason": "full"},
    "a yes after the term": {"recorded_at": timezone.now() + dt.timedelta(days=9)},
    "silence before the term": {"kind": "released"},
    "another term than the referral's": {"due_at": timezone.now() + dt.timedelta(days=9)},
}


@pytest.mark.parametrize("fields", FORGERIES.values(), ids=FORGERIES)
def test_the_database_refuses(here, fields):
    referral = make_referral()
    with pytest.raises(IntegrityError):
        forged(referral, **fields)
    assert forged(referral).kind == "accepted"


def test_the_database_refuses_a_state_no_fact_says(here):
    referral = make_referral()
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(state="accepted")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("verb", ["change", "delete"])
def test_the_application_can_neither_change_nor_delete_a_fact(here, verb):
    make_referral()
    facts = ReferralFact.objects.all()
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        facts.update(kind="accepted") if verb == "change" else facts.delete()


STEPS = st.lists(
    st.tuples(st.sampled_from(list(FactKind)), st.sampled_from([0, 0, 0, 30, 80])), max_size=7
)


@given(STEPS)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_actions_and_database_agree_with_the_rules(here, steps):
    """Whatever is tried in whatever order, the rules say what happens, and the database agrees."""
    referral, passed = make_referral(), 0
    real = timezone.now
    last = FactKind.SENT
    for kind, hours in steps:
        passed += hours
        moment = referral.sent_at + dt.timedelta(hours=passed, seconds=1)
        timezone.now = lambda moment=moment: moment
        try:
            may = rules.may_follow(last, kind, due=referral.due_at, now=moment)
            reason = "full" if kind == FactKind.DECLINED else ""
            try:
                add_fact(referral_id=referral.pk, kind=kind, by=None, reason=reason)
                assert may or kind == last
                last = kind
            except ReferralRefused:
                assert not may and kind != last
        finally:
            timezone.now = real
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    referral.refresh_from_db()
    assert referral.state == last
    found = [START_FACT, *kinds(referral)]
    assert all(pair in rules.PAIRS for pair in itertools.pairwise(found))


START_FACT = rules.START
