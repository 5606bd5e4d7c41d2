"""Warnings of a stay's end: given by the calendar, told to the person by somebody."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.housing import rules_terms
from lgnet.housing.models import Stay, StayWarning
from lgnet.housing.queries import terms

from .term_notices import TERM_NEAR, TERM_OVER, Circle

# A stay that ran over so long ago is known; the list of overdue stays goes on naming it.
JUST_OVER_DAYS = 7


@transaction.atomic
def give_warnings(*, night: dt.date) -> int:
    """Give every warning reached by ``night`` in the open cell once; return how many were new.

    Of several reached together (a job that did not run, an import) the last one is given. A person
    warned of the same end in an earlier stay of the term is not warned of it again.
    """
    stays = list(terms.stays_to_warn(night))
    facts = terms.term_facts(stay.pk for stay in stays)
    before = terms.warned_before(stays)
    found: list[tuple[Stay, int]] = []
    for stay in stays:
        months = facts[stay.pk].months
        if months is None:
            continue
        day = rules_terms.warning_reached(
            counts_from=stay.clock_started_on, months=months, due=stay.due_on, tonight=night
        )
        same_end = (stay.person_id, stay.clock_started_on, stay.due_on)
        warned = [told for *end, told in before if tuple(end) == same_end]
        if day is not None and not any(told >= day for told in warned):
            found.append((stay, day))
    StayWarning.objects.bulk_create(
        [
            StayWarning(stay=stay, day=day, due_on=stay.due_on, given_at=timezone.now())
            for stay, day in found
        ],
        ignore_conflicts=True,
    )
    over = list(terms.stays_just_over(night, JUST_OVER_DAYS))
    if found or over:
        circle = Circle()
        for stay, day in found:
            once = f"{TERM_NEAR}:{stay.pk}:{day}:{stay.due_on}"
            circle.tell(stay, TERM_NEAR, once=once, day=day, due=stay.due_on)
        for stay in over:
            circle.tell(
                stay, TERM_OVER, once=f"{TERM_OVER}:{stay.pk}:{stay.due_on}", due=stay.due_on
            )
    return len(found)


@transaction.atomic
def tell_person(*, stay: Stay, by: Any) -> int:
    """Write down that the person was told today of the end of their stay; return of how many.

    Nothing left to tell changes nothing.
    """
    waiting = StayWarning.objects.filter(stay=stay, told_at__isnull=True)
    told = waiting.update(told_at=timezone.now(), told_by=by)
    if told:
        record(verb="housing.warning_told", target=stay, person=stay.person_id)
    return told
