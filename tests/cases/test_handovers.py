"""Handing a case over: who offers, who answers, what the database holds, who is told."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lgnet.cases.actions import team_refusals as refusals
from lgnet.cases.actions.cases import close_case
from lgnet.cases.actions.handovers import answer_handover, offer_case
from lgnet.cases.enums_team import HandoverState as S
from lgnet.cases.models import Case, Handover
from lgnet.cases.queries.team import cases_handed_to, cases_in_hand
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City, Membership
from lgnet.notifications.models import Notice
from tests.factories.cases import make_case, make_manager
from tests.factories.network import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(in_torino):
    return make_manager()


def offer(case, to, by, **fields):
    sent = {"id": uuid7(), "case": case, "to_user_id": to.pk, "still_open": "Permesso", "by": by}
    return offer_case(**sent | fields)


def told(user, city_id):
    """Read a user's notices as they would."""
    with scope(city_id=city_id, user_id=user.pk):
        return sorted(one.kind for one in Notice.objects.filter(user_id=user.pk).order_by("pk"))


def test_the_old_one_answers_until_the_new_one_accepts(by):
    case, new = make_case(by=by), make_manager()
    city_id = case.city_id
    handover = offer(case, new, by, promised="Chiamare lunedì")
    assert told(new, city_id) == ["cases.handover_offered"]
    assert cases_in_hand(by.pk).exists() and not cases_in_hand(new.pk).exists()
    assert [one.pk for one in cases_handed_to(new.pk).order_by("pk")] == [case.pk]
    for _ in range(2):
        answer_handover(handover=handover, answer=S.ACCEPTED, by=new)
    assert cases_in_hand(new.pk).exists() and not cases_in_hand(by.pk).exists()
    assert not cases_handed_to(new.pk).exists()
    assert told(new, city_id) == [], "what is answered waits no more"
    assert told(by, city_id) == ["cases.handover_accepted"]


def test_declined_comes_back_with_the_reason(by):
    case, new = make_case(by=by), make_manager()
    handover = offer(case, new, by)
    with pytest.raises(refusals.WhyMissing):
        answer_handover(handover=handover, answer=S.DECLINED, by=new, reason=" ")
    done = answer_handover(handover=handover, answer=S.DECLINED, by=new, reason="Troppi casi")
    done.refresh_from_db()
    assert (done.state, done.answer_reason) == (S.DECLINED, "Troppi casi")
    assert Case.objects.get(pk=case.pk).responsible == by
    offer(case, make_manager(), by)


def test_only_who_was_asked_answers_and_only_who_asked_withdraws(by):
    case, new, other = make_case(by=by), make_manager(), make_manager()
    handover = offer(case, new, by)
    for answer, user in ((S.ACCEPTED, by), (S.DECLINED, other), (S.WITHDRAWN, other)):
        with pytest.raises(refusals.NotYours):
            answer_handover(handover=handover, answer=answer, by=user, reason="x")
    answer_handover(handover=handover, answer=S.WITHDRAWN, by=by)
    with pytest.raises(refusals.AnsweredAlready):
        answer_handover(handover=handover, answer=S.ACCEPTED, by=new)


def test_who_may_offer(by):
    case, other = make_case(by=by), make_manager()
    with pytest.raises(refusals.NotYours):
        offer(case, make_manager(), other)
    city = City.objects.get(pk=case.city_id)
    chief = make_member(role=Role.CITY_MANAGER, city=city).user
    with pytest.raises(refusals.NotAColleague):
        offer(case, chief, by)
    with pytest.raises(refusals.AnswersAlready):
        offer(case, by, chief)
    handover = offer(case, other, chief)
    with pytest.raises(refusals.HandoverWaits):
        offer(case, make_manager(), by)
    answer_handover(handover=handover, answer=S.WITHDRAWN, by=by)
    Membership.objects.filter(user=by).update(is_active=False)
    found = offer(case, other, other)
    answer_handover(handover=found, answer=S.ACCEPTED, by=other)
    assert Case.objects.get(pk=case.pk).responsible == other, "nobody's case is taken by anybody"


def test_the_same_id_offers_once_and_closing_takes_the_offer_back(by):
    case, new, known = make_case(by=by), make_manager(), uuid7()
    handover = [offer(case, new, by, id=known) for _ in range(2)][-1]
    close_case(case=case, outcome="housed", by=by)
    handover.refresh_from_db()
    assert handover.state == S.WITHDRAWN
    with pytest.raises(refusals.CaseIsClosed):
        offer(case, new, by)


def test_who_left_meanwhile_accepts_nothing(by):
    case, new = make_case(by=by), make_manager()
    handover = offer(case, new, by)
    Membership.objects.filter(user=new).update(is_active=False)
    with pytest.raises(refusals.NotAColleague):
        answer_handover(handover=handover, answer=S.ACCEPTED, by=new)


def test_somebody_else_answers_by_now(by):
    case, new = make_case(by=by), make_manager()
    handover = offer(case, new, by)
    Case.objects.filter(pk=case.pk).update(responsible=make_manager())
    with pytest.raises(refusals.ResponsibleChanged):
        answer_handover(handover=handover, answer=S.ACCEPTED, by=new)


def test_the_database_holds_one_waiting_offer_and_whole_answers(by):
    case, new, other = make_case(by=by), make_manager(), make_manager()
    handover = offer(case, new, by)
    now = timezone.now()
    rows = Handover.objects.filter(pk=handover.pk)
    wrong = {
        "cases_handover_is_answered": {"state": "accepted"},
        "cases_handover_declined_why": {
            "state": "declined",
            "answered_at": now,
            "answered_by": new,
        },
        "cases_handover_to_another": {"from_user": new},
    }
    for held, values in wrong.items():
        with pytest.raises(IntegrityError, match=held), transaction.atomic():
            rows.update(**values)
    with pytest.raises(IntegrityError, match="cases_handover_is_answered"), transaction.atomic():
        rows.update(state="accepted", answered_at=now, answered_by=other)
    with pytest.raises(IntegrityError, match="cases_one_handover_waits"), transaction.atomic():
        Handover.objects.create(case=case, to_user=other, still_open="x")
