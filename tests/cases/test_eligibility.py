"""What is found about funding lines: facts with reasons, apart from everything else."""

import ast
import itertools
from pathlib import Path

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

import lgnet
from lgnet.audit.models import AuditEvent
from lgnet.cases.actions import refusals
from lgnet.cases.actions.cases import close_case
from lgnet.cases.actions.eligibility import find_eligibility
from lgnet.cases.enums import Outcome
from lgnet.cases.enums_eligibility import Conclusion, Met
from lgnet.cases.models import EligibilityFinding
from lgnet.cases.models.eligibility import Ground
from lgnet.cases.queries.eligibility import findings_now
from lgnet.cases.rules_eligibility import needs_reason
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.actions.conditions import ConditionRepeated, add_condition, end_condition
from lgnet.network.actions.reference import FUNDING_LINES, funding_line_id
from lgnet.network.enums import Role
from lgnet.network.models import FundingCondition, FundingLine
from tests.factories.cases import make_case, make_manager

pytestmark = pytest.mark.django_db
LINE = FUNDING_LINES["lgnet2"][0]
ENGLISH = {"accept-language": "en"}


@given(st.lists(st.sampled_from(Met), max_size=6))
def test_what_follows_needs_no_reason_and_nothing_else_goes_without(met):
    assert needs_reason(Conclusion.MEETS, met) == any(one != Met.YES for one in met)
    assert needs_reason(Conclusion.NOT_MET, met) == (Met.NO not in met)
    assert not needs_reason(Conclusion.UNCLEAR, met)


@pytest.fixture
def line(db):
    return FundingLine.objects.get(pk=funding_line_id())


def find(case, line, by, **more):
    facts = {
        "id": uuid7(),
        "seen": None,
        "conclusion": Conclusion.MEETS,
        "grounds": [Ground("Vive in città", Met.YES)],
    }
    return find_eligibility(**{**facts, "case": case, "line": line, "by": by, **more})


def test_a_finding_is_a_fact_and_the_newest_counts(in_torino, line):
    by = make_manager()
    case = make_case(by=by)
    first = find(case, line, by, conclusion=Conclusion.UNCLEAR)
    again = find(case, line, by, id=first.pk, conclusion=Conclusion.NOT_MET, reason="x")
    assert again.conclusion == Conclusion.UNCLEAR, "the same sent twice"
    second = find(case, line, by, seen=first.pk, grounds=[Ground("Vive in città", Met.YES)])
    assert findings_now(case)[line.pk] == second
    assert second.grounds == [Ground("Vive in città", Met.YES)]
    assert AuditEvent.objects.filter(verb="cases.eligibility_found").count() == 2
    for change in (
        lambda: EligibilityFinding.objects.filter(pk=first.pk).update(conclusion="meets"),
        lambda: EligibilityFinding.objects.filter(pk=first.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_two_workers_overwrite_nothing(in_torino, line):
    by = make_manager()
    case = make_case(by=by)
    find(case, line, by)
    with pytest.raises(refusals.FindingChanged):
        find(case, line, by, conclusion=Conclusion.NOT_MET, reason="Altro")
    assert EligibilityFinding.objects.count() == 1


def test_a_conclusion_that_does_not_follow_has_a_reason(in_torino, line):
    by = make_manager()
    case = make_case(by=by)
    declined = [Ground("Vive in città", Met.DECLINED)]
    with pytest.raises(refusals.ReasonMissing):
        find(case, line, by, grounds=declined)
    kept = find(case, line, by, grounds=declined, reason="Ha mostrato i documenti a una collega")
    assert EligibilityFinding.objects.get(pk=kept.pk).reason.startswith("Ha mostrato")


def test_a_closed_case_is_not_evidence_again(in_torino, line):
    by = make_manager()
    case = make_case(by=by)
    find(case, line, by)
    close_case(case=case, outcome=Outcome.OTHER, by=by)
    with pytest.raises(refusals.IsClosed):
        find(case, line, by)


def test_nothing_outside_the_case_knows_of_findings():
    """Help never depends on papers: no search, list, place, service or figure reads a finding."""
    root = Path(lgnet.__file__).parent
    reading = []
    for path in root.rglob("*.py"):
        inside = path.relative_to(root).parts
        if inside[0] in ("cases", "demo") or "migrations" in inside:
            continue
        names = {
            name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in [getattr(node, "module", "") or "", *(one.name for one in node.names)]
        }
        if any("eligib" in name.lower() and "directory" not in inside for name in names):
            reading.append("/".join(inside))
    assert reading == []


# The pages -------------------------------------------------------------------------------------


@pytest.fixture
def worker(sign_in, torino):
    return sign_in(Role.CASE_MANAGER, torino)


@pytest.fixture
def case(worker, torino):
    with scope(city_id=torino.pk, user_id=worker.user.pk):
        return make_case(by=worker.user)


def address(case):
    return reverse("cases:eligibility_find", args=[case.pk, LINE])


def fields(page):
    """Return what the page would send if nobody touched anything."""
    form = page.context["form"]
    return {
        name: form[name].value() or ""
        for name in form.fields
        if form[name].value() is not None or form.fields[name].widget.is_hidden
    }


def test_from_nobody_looked_to_found_and_found_again(worker, case):
    page = worker.get(reverse("cases:eligibility", args=[case.pk]), headers=ENGLISH)
    assert "Nobody has looked at it yet." in page.content.decode()
    sent = fields(worker.get(address(case)))
    conditions = [f"condition-{one.pk}" for one in FundingCondition.objects.filter(line__code=LINE)]
    answers = dict(zip(conditions, itertools.repeat("yes"), strict=False))
    answer = worker.post(address(case), {**sent, **answers, "conclusion": "meets"})
    assert answer.status_code == 302
    page = worker.get(reverse("cases:eligibility", args=[case.pk]), headers=ENGLISH)
    assert "Meets the conditions" in page.content.decode()
    again = worker.get(address(case))
    assert {fields(again)[name] for name in conditions} == {"yes"}, "as they stood last"


def test_what_does_not_follow_asks_why_and_loses_nothing(worker, case):
    sent = fields(worker.get(address(case)))
    told = {**sent, "conclusion": "not_met", "evidence": "Passaporto"}
    answer = worker.post(address(case), told, headers=ENGLISH)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "say why" in text and "Passaporto" in text


def test_a_stale_page_shows_what_the_colleague_found(worker, case, torino, line):
    sent = fields(worker.get(address(case)))
    with scope(city_id=torino.pk, user_id=worker.user.pk):
        find(case, line, worker.user, reason="Lo dice la questura")
    told = {**sent, "conclusion": "unclear", "reason": "Da rivedere"}
    answer = worker.post(address(case), told, headers=ENGLISH)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Lo dice la questura" in text and "Da rivedere" in text
    resent = {**told, "seen": answer.context["form"]["seen"].value()}
    assert worker.post(address(case), resent).status_code == 302


def test_a_condition_that_ends_while_a_page_is_open_was_still_asked(worker, case, torino):
    page = worker.get(address(case))
    condition = FundingCondition.objects.filter(line__code=LINE).order_by("position").first()
    with scope(city_id=None):
        end_condition(condition=condition, by=worker.user)
    told = {**fields(page), f"condition-{condition.pk}": "no", "conclusion": "not_met"}
    assert worker.post(address(case), told).status_code == 302
    with scope(city_id=torino.pk):
        (kept,) = EligibilityFinding.objects.all()
        assert Ground(condition.text_it, Met.NO) in kept.grounds
    assert condition.text_it not in worker.get(address(case)).content.decode()


# What lines ask --------------------------------------------------------------------------------


def test_a_condition_is_never_reworded_and_is_asked_once(line, sign_in, torino):
    by = sign_in(Role.NATIONAL_COORDINATOR, torino).user
    with scope(city_id=torino.pk), pytest.raises(DatabaseError), transaction.atomic():
        add_condition(id=uuid7(), line=line, it="Di una città sola", by=by)
    with scope(city_id=None, user_id=by.pk):
        never_reworded(line, by)


def never_reworded(line, by):
    made = add_condition(id=uuid7(), line=line, it="Ha un figlio minore", by=by)
    assert add_condition(id=made.pk, line=line, it="Altro", by=by).text_it == "Ha un figlio minore"
    with pytest.raises(ConditionRepeated):
        add_condition(id=uuid7(), line=line, it="Ha un figlio minore", by=by)
    with pytest.raises(DatabaseError), transaction.atomic():
        FundingCondition.objects.filter(pk=made.pk).update(text_it="Altro")
    ended = end_condition(condition=made, by=by)
    assert end_condition(condition=made, by=by).ended_at == ended.ended_at
    assert add_condition(id=uuid7(), line=line, it="Ha un figlio minore", by=by).pk != made.pk


def test_the_direction_adds_and_ends_conditions(sign_in, torino, line):
    coordinator = sign_in(Role.NATIONAL_COORDINATOR, torino)
    page = reverse("network:funding")
    assert coordinator.get(page).status_code == 200
    empty = coordinator.post(page, {"id": uuid7()}, headers=ENGLISH)
    assert empty.status_code == 422
    told = {"id": uuid7(), "line": line.pk, "it": "È in città da un mese", "en": "", "ar": ""}
    assert coordinator.post(page, told).status_code == 302
    twice = coordinator.post(page, {**told, "id": uuid7()}, headers=ENGLISH)
    assert twice.status_code == 422 and "asks this already" in twice.content.decode()
    made = FundingCondition.objects.get(pk=told["id"])
    coordinator.post(reverse("network:condition_end", args=[made.pk]))
    made.refresh_from_db()
    assert made.ended_by == coordinator.user
