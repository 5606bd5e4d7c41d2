"""The end of some cases of the demo: what was achieved, answers, and asking again."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from lgnet.accounts.models import User
from lgnet.cases.actions.bulk import load_tallies
from lgnet.cases.actions.follow_ups import record_follow_up
from lgnet.cases.actions.help import answer_help, ask_help
from lgnet.cases.actions.outcomes import Said, change_outcomes
from lgnet.cases.enums import (
    Achieved,
    Area,
    Contact,
    Helpful,
    LivesNow,
    Mark,
    Outcome,
    WantsHelp,
    WorksNow,
)
from lgnet.cases.models import Case, HelpTally
from lgnet.cases.queries.cases import closed_cases
from lgnet.cases.queries.follow_ups import due_cases, follow_ups_of
from lgnet.cases.queries.help import help_asked_of
from lgnet.cases.queries.outcomes import newest_of
from lgnet.housing.enums import Destination
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.nights import add_months
from lgnet.kernel.tenancy import required_scope

CASES = 6
HOUSED = (
    Said(Area.HOUSING, Achieved.REACHED, Destination.HOME, "Contratto di quattro anni."),
    Said(Area.WORK, Achieved.PARTLY, note="Lavora nei fine settimana."),
    Said(Area.SCHOOL, Achieved.NO_AIM),
)
OTHERS = (
    Said(Area.HOUSING, Achieved.NOT_REACHED, Destination.HOSTED),
    Said(Area.DOCUMENTS, Achieved.REACHED),
    Said(Area.LANGUAGE, Achieved.PARTLY, note="Ha finito il corso A2."),
    Said(Area.HEALTH, Achieved.NOT_KNOWN),
)
# Of each of the quarters before this one.
TALLIES = ({Helpful.VERY: 11, Helpful.SOMEWHAT: 8, Helpful.LITTLE: 6}, {Helpful.VERY: 9})


def load_demo_closings(*, worker_id: UUID, on: dt.date) -> int:
    """Say what a worker's last closed cases achieved; return how many. Once there, the same."""
    by = User.objects.get(pk=worker_id)
    newest = closed_cases().filter(responsible_id=worker_id).order_by("-closed_at", "-pk")
    cases = [case for case in newest[:CASES] if case.outcome != Outcome.DIED]
    for number, case in enumerate(cases):
        _say(case, HOUSED if case.outcome == Outcome.HOUSED else OTHERS, by)
        if number % 3 == 0:
            _ask(case, by)
    _follow_up(worker_id, on, by)
    _tallies(on)
    return len(cases)


def _say(case: Case, said: Sequence[Said], by: User) -> None:
    known = derived_uuid("demo", "outcomes", case.pk)
    change_outcomes(id=known, case=case, seen=newest_of(case), said=said, by=by)


def _ask(case: Case, by: User) -> None:
    if help_asked_of(case) is None:
        asked = ask_help(case=case, by=by)
        answer_help(asked=asked, value=Helpful.VERY, is_anonymous=False)


def _follow_up(worker_id: UUID, on: dt.date, by: User) -> None:
    """Write down what was found with the first who is due; the others wait in the list."""
    due = due_cases(on).filter(responsible_id=worker_id).order_by("closed_at", "pk").first()
    if due is None or follow_ups_of(due).exists():
        return
    record_follow_up(
        id=derived_uuid("demo", "follow-up", due.pk, due.mark),
        case=due,
        mark=Mark(due.mark),
        contact=Contact.REACHED,
        lives=LivesNow.TOLD,
        destination=Destination.HOSTED,
        works=WorksNow.SOMETIMES,
        wants_help=WantsHelp.NO,
        note="Sta da un cugino; risponde volentieri il sabato.",
        by=by,
    )


def _tallies(on: dt.date) -> None:
    """Count some answers without a name in the quarters that are over."""
    begins, rows = dt.date(on.year, (on.month - 1) // 3 * 3 + 1, 1), []
    for back, counts in enumerate(TALLIES, start=1):
        quarter = add_months(begins, -3 * back)
        for value in Helpful:
            known = derived_uuid("demo", "tally", *_cell(), quarter, value.value)
            count = counts.get(value, 0)
            rows.append(HelpTally(id=known, quarter_on=quarter, value=value, count=count))
    load_tallies(rows)


def _cell() -> tuple[UUID | None, UUID]:
    found = required_scope("the demo")
    return found.city_id, found.compartment_id
