"""Whatever happens to handovers in any order: one waits at most, and one answers for the case."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from lgnet.cases.actions import team_refusals as refusals
from lgnet.cases.actions.cases import close_case
from lgnet.cases.actions.handovers import answer_handover, offer_case
from lgnet.cases.actions.states import reopen_case
from lgnet.cases.enums_team import HandoverState as S
from lgnet.cases.models import Case, Handover
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.models import City
from tests.factories.cases import make_case, make_manager

workers = st.integers(0, 2)


class Handing(RuleBasedStateMachine):
    """The model: who answers, who is offered the case by whom, and whether it runs.

    Managers and substitutes are left out here: three equal colleagues, of whom one answers.
    """

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.city_id = City.objects.get(name="Torino").pk
        with self.inside():
            self.staff = [make_manager() for _ in range(3)]
            self.case = make_case(by=self.staff[0])
        self.answers = 0
        # Whom the case is offered to; the last offer made, answered or not.
        self.waits_for: int | None = None
        self.last = None
        self.is_open = True
        self.count = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def inside(self):
        return scope(city_id=self.city_id)

    def happens(self, may, deed):
        """Do a deed, and see that it is refused exactly where the model says so."""
        with self.inside():
            if may:
                return deed()
            with pytest.raises(refusals.TeamRefused), transaction.atomic():
                deed()
        return None

    @rule(by=workers, to=workers)
    def offers(self, by, to):
        may = self.is_open and by == self.answers and to != by and self.waits_for is None
        made = self.happens(
            may,
            lambda: offer_case(
                id=uuid7(),
                case=self.case,
                to_user_id=self.staff[to].pk,
                still_open="x",
                by=self.staff[by],
            ),
        )
        if made:
            self.last, self.waits_for, self.count = made, to, self.count + 1

    @rule(by=workers, answer=st.sampled_from([S.ACCEPTED, S.DECLINED, S.WITHDRAWN]))
    def answers_it(self, by, answer):
        if self.last is None:
            return
        if self.waits_for is None:
            self.last_is_over(by, answer)
            return
        may = by == (self.answers if answer == S.WITHDRAWN else self.waits_for)
        self.happens(may, lambda: self.answer(by, answer))
        if may:
            self.answers = self.waits_for if answer == S.ACCEPTED else self.answers
            self.waits_for = None

    def last_is_over(self, by, answer):
        """The same answer by the same colleague is no error; another one is."""
        with self.inside():
            row = Handover.objects.get(pk=self.last.pk)
        same = row.state == answer and row.answered_by_id == self.staff[by].pk
        self.happens(same, lambda: self.answer(by, answer))

    def answer(self, by, answer):
        return answer_handover(
            handover=self.last, answer=answer, by=self.staff[by], reason="perché"
        )

    @rule()
    def closes_or_takes_back(self):
        with self.inside():
            if self.is_open:
                close_case(case=self.case, outcome="housed", by=self.staff[self.answers])
            else:
                reopen_case(case=self.case, by=self.staff[self.answers])
        self.is_open = not self.is_open
        self.waits_for = None

    @invariant()
    def the_database_agrees(self):
        with self.inside():
            case = Case.objects.get(pk=self.case.pk)
            waiting = list(Handover.objects.filter(case=case, state=S.WAITING).order_by("pk"))
            count = Handover.objects.filter(case=case).count()
        assert case.responsible_id == self.staff[self.answers].pk
        found = [self.staff.index(one.to_user) for one in waiting]
        assert found == ([] if self.waits_for is None else [self.waits_for])
        assert count == self.count


@pytest.mark.django_db
def test_any_order(torino):
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Handing,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
