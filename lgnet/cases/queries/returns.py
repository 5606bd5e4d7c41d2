"""Reads of who comes back: nothing is stored, so a closing taken back leaves no wrong link."""

import datetime as dt

from django.utils import timezone

from lgnet.people.models import Person

from ..enums import CaseState
from ..models import Case
from ..rules import is_return
from .supervision import policy_here


def case_returned_from(case: Case) -> Case | None:
    """Return the person's earlier case where ``case`` is a return, or None."""
    return _earlier(case.person, before=case.opened_at, but=case)


def case_to_return_from(person: Person) -> Case | None:
    """Return the case that makes one opened now a return, or None."""
    return _earlier(person, before=timezone.now())


def _earlier(person: Person, *, before: dt.datetime, but: Case | None = None) -> Case | None:
    found = Case.objects.filter(person=person, state=CaseState.CLOSED, closed_at__lte=before)
    if but is not None:
        found = found.exclude(pk=but.pk)
    last = found.order_by("-closed_at", "-id").first()
    if last is None or last.closed_at is None:
        return None
    months = policy_here().return_months
    is_near = is_return(closed_at=last.closed_at, opened_at=before, months=months)
    return last if is_near else None
