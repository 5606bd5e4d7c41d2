"""The question at the end (R.2.9): asking it, and keeping the answer with or without a name."""

from django.db import models, transaction
from django.db.models import F, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.cases.enums import Outcome
from lgnet.cases.enums_outcomes import Helpful
from lgnet.cases.models import Case, HelpAnswer, HelpAsked, HelpTally, HelpToken
from lgnet.cases.rules_help import quarter_of

from .refusals import AlreadyAsked, CannotAsk, NotClosed


@transaction.atomic
def ask_help(*, case: Case, by: object) -> HelpAsked:
    """Put down that the person is asked now, and return it; handed over again it is the same.

    Raises NotClosed, CannotAsk, AlreadyAsked once the answer is given.
    """
    current = Case.objects.select_for_update().get(pk=case.pk)
    if current.closed_at is None:
        raise NotClosed
    if current.outcome == Outcome.DIED:
        raise CannotAsk(_("This person has died."))
    known = HelpAsked.objects.filter(case=current, closed_at=current.closed_at)
    asked = known.order_by("pk").first()
    if asked is not None:
        if not HelpToken.objects.filter(asked=asked).exists():
            raise AlreadyAsked
        return asked
    asked = HelpAsked.objects.create(case=current, closed_at=current.closed_at, recorded_by=by)
    HelpToken.objects.create(asked=asked)
    record(verb="cases.help_asked", target=current)
    return asked


@transaction.atomic
def answer_help(*, asked: HelpAsked, value: Helpful, is_anonymous: bool) -> bool:
    """Keep an answer, once; return False where there was one already.

    An anonymous one leaves nothing in the audit either: next to what was asked when, it would
    say who answered what.
    """
    chosen = Helpful(value)
    # Whoever deletes the token answers; who comes second finds none.
    used, _each = HelpToken.objects.filter(asked=asked).delete()
    if not used:
        return False
    if is_anonymous:
        _count(chosen)
    else:
        HelpAnswer.objects.create(asked=asked, value=chosen)
        record(verb="cases.help_answered", target=asked, case=asked.case_id)
    return True


def _count(value: Helpful) -> None:
    quarter = quarter_of(timezone.localdate())
    rows = HelpTally.objects.filter(quarter_on=quarter)
    HelpTally.objects.bulk_create(
        [HelpTally(quarter_on=quarter, value=each) for each in Helpful.values],
        ignore_conflicts=True,
    )
    # In one order, so that two answers in the same moment wait for each other.
    list(rows.select_for_update().order_by("value"))
    # Every row is written anew: PostgreSQL keeps which transaction wrote a row last, and that one
    # also used up a token.
    one_more = models.Case(When(value=value.value, then=Value(1)), default=Value(0))
    rows.update(count=F("count") + one_more)
