"""The pages of a case's team: adding, standing in, handing over, answering, withdrawing."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from lgnet.cases.actions.handovers import offer_case
from lgnet.cases.actions.team import add_member
from lgnet.cases.models import Case, CaseMember, Handover
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests import budget
from tests.factories.cases import make_case, make_manager
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(sign_in, torino):
    client = sign_in(Role.CASE_MANAGER, torino)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def body(response):
    return response.content.decode()


def url(name, pk):
    return reverse(f"cases:{name}", args=[pk])


def offered(city, to, by=None):
    """Let a colleague offer a case, and return the handover."""
    with scope(city_id=city.pk):
        by = by or make_manager()
        case = make_case(by=by)
        return offer_case(id=uuid7(), case=case, to_user_id=to.pk, still_open="Permesso", by=by)


def test_add_who_stands_in_and_end_it(torino, manager):
    with scope(city_id=torino.pk):
        case, other = make_case(by=manager.user), make_manager()
    day = timezone.localdate()
    sent = {"id": uuid7(), "user": other.pk, "part": "substitute", "from_on": day, "does": "Tutto"}
    refused = manager.post(url("team", case.pk), sent)
    assert refused.status_code == 422
    assert "Write the last day" in body(refused) and "Tutto" in body(refused), "nothing is lost"
    sent["last_on"] = day + dt.timedelta(days=3)
    for _ in range(2):
        assert manager.post(url("team", case.pk), sent).status_code == 302, "twice is once"
    with scope(city_id=torino.pk):
        member = CaseMember.objects.get(case=case)
    assert other.full_name in body(manager.get(url("case_detail", case.pk)))
    clash = manager.post(url("team", case.pk), sent | {"id": uuid7()})
    assert (clash.status_code == 422 and "on these days" in body(clash)) or "stands in" in body(
        clash
    )
    assert manager.get(url("member_end", member.pk)).status_code == 200
    assert "over" in body(manager.post(url("member_end", member.pk), follow=True))


def test_the_substitute_finds_the_case_under_mine(torino, manager):
    with scope(city_id=torino.pk):
        case = make_case(make_person("Sostituita"))
        day = timezone.localdate()
        values = {"case": case, "user_id": manager.user.pk, "part": "substitute", "by": None}
        add_member(id=uuid7(), from_on=day, last_on=day, **values)
    assert "Sostituita" in body(manager.get(reverse("cases:cases"), {"show": "mine"}))


def test_hand_over_and_withdraw(torino, manager):
    with scope(city_id=torino.pk):
        case, other = make_case(by=manager.user), make_manager()
    sent = {"id": uuid7(), "user": other.pk, "promised": "Chiamare"}
    refused = manager.post(url("handover_new", case.pk), sent)
    assert refused.status_code == 422 and "Chiamare" in body(refused)
    sent["still_open"] = "Permesso"
    for _ in range(2):
        assert manager.post(url("handover_new", case.pk), sent).status_code == 302, "twice is once"
    again = manager.post(url("handover_new", case.pk), sent | {"id": uuid7()})
    assert again.status_code == 409 and "already offered" in body(again)
    assert "Permesso" in body(manager.get(url("team", case.pk)))
    with scope(city_id=torino.pk):
        handover = Handover.objects.get(case=case)
    assert manager.get(url("handover_answer", handover.pk)).status_code == 404, "not asked"
    assert manager.post(url("handover_withdraw", handover.pk)).status_code == 302
    assert "Withdrawn" in body(manager.get(url("team", case.pk)))


def test_accept(torino, manager):
    handover = offered(torino, manager.user)
    answer = url("handover_answer", handover.pk)
    assert answer in body(manager.get(url("case_detail", handover.case_id)))
    listed = body(manager.get(reverse("cases:cases"), {"show": "handed"}))
    assert url("case_detail", handover.case_id) in listed
    for _ in range(2):
        assert manager.post(answer, {"answer": "accepted"}).status_code == 302
    late = manager.post(answer, {"answer": "declined", "reason": "Troppi"})
    assert late.status_code == 409
    assert "already been answered" in body(late) and "Troppi" in body(late)
    with scope(city_id=torino.pk):
        assert Case.objects.get(pk=handover.case_id).responsible == manager.user


def test_decline_with_a_reason(torino, manager):
    handover = offered(torino, manager.user)
    answer = url("handover_answer", handover.pk)
    assert manager.post(answer, {"answer": "declined"}).status_code == 422
    assert manager.post(answer, {"answer": "declined", "reason": "Troppi"}).status_code == 302
    assert "Troppi" in body(manager.get(url("team", handover.case_id)))


def test_a_colleagues_case_is_not_handed_over(torino, manager):
    with scope(city_id=torino.pk):
        case, other = make_case(), make_manager()
    page = body(manager.get(url("team", case.pk)))
    assert url("handover_new", case.pk) not in page
    sent = {"id": uuid7(), "user": other.pk, "still_open": "x"}
    assert manager.post(url("handover_new", case.pk), sent).status_code == 409


def test_a_city_manager_hands_over_and_reads_no_note(torino, sign_in):
    with scope(city_id=torino.pk):
        asked = make_manager()
    handover = offered(torino, asked)
    chief = sign_in(Role.CITY_MANAGER, torino)
    chief.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    seen = body(chief.get(url("team", handover.case_id)))
    assert asked.full_name in seen and "Permesso" not in seen
    assert chief.post(url("handover_withdraw", handover.pk)).status_code == 302


def test_another_citys_team_is_not_there(palermo, manager):
    with scope(city_id=palermo.pk):
        to = make_manager()
    handover = offered(palermo, to)
    for name, pk in (
        ("team", handover.case_id),
        ("handover_new", handover.case_id),
        ("handover_answer", handover.pk),
        ("handover_withdraw", handover.pk),
    ):
        assert manager.get(url(name, pk)).status_code == 404, name


def test_more_members_and_handovers_cost_nothing(torino, manager):
    with scope(city_id=torino.pk):
        case = make_case(by=manager.user)

    def fill(count):
        with scope(city_id=torino.pk):
            for number in range(count):
                to = make_manager()
                add_member(
                    id=uuid7(),
                    case=case,
                    user_id=to.pk,
                    part="helper",
                    from_on=timezone.localdate(),
                    last_on=None,
                    by=manager.user,
                )
                Handover.objects.create(
                    case=case,
                    to_user=to,
                    still_open=str(number),
                    state="withdrawn",
                    answered_at=timezone.now(),
                )

    fill(2)
    few = budget.count(manager, url("team", case.pk))
    fill(10)
    assert budget.count(manager, url("team", case.pk)) == few
