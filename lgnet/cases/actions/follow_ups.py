"""Writing down what was found when somebody asked again after a closing."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.cases.enums import CaseState
from lgnet.cases.enums_outcomes import Contact, LivesNow, Mark, WantsHelp, WorksNow
from lgnet.cases.models import Case, CaseFollowUp
from lgnet.cases.queries import follow_ups as queries
from lgnet.cases.rules_follow_ups import has_begun

from .refusals import AlreadyFollowedUp, CannotAsk, NotClosed


@transaction.atomic
def record_follow_up(
    *,
    id: UUID,
    case: Case,
    mark: Mark,
    contact: Contact,
    by: Any,
    lives: LivesNow | None = None,
    destination: int | None = None,
    works: WorksNow | None = None,
    wants_help: WantsHelp | None = None,
    note: str = "",
) -> CaseFollowUp:
    """Write down what was found at a mark, once, and return it; the same ``id`` again writes none.

    Raises NotClosed, CannotAsk where this person is not to be asked (now), AlreadyFollowedUp.
    """
    current = Case.objects.select_for_update().get(pk=case.pk)
    known = CaseFollowUp.objects.filter(pk=id).order_by("pk").first()
    if known is not None and known.case_id == current.pk:
        return known
    if known is not None or not _has_begun(current, mark):
        raise CannotAsk(_("It is too early for this."))
    there = queries.follow_ups_of(current).filter(closed_at=current.closed_at, mark=mark).first()
    if there is not None:
        day = formats.date_format(timezone.localtime(there.recorded_at), "SHORT_DATE_FORMAT")
        raise AlreadyFollowedUp(day, there.recorded_by.full_name if there.recorded_by else "")
    if not queries.to_ask_again().filter(pk=current.pk).exists():
        raise CannotAsk(_("This person came back, or wants no more contact: nobody asks again."))
    is_reached = contact == Contact.REACHED
    found = CaseFollowUp.objects.create(
        id=id,
        case=current,
        person=current.person,
        closed_at=current.closed_at,
        mark=mark,
        contact=contact,
        lives=lives if is_reached else None,
        destination=destination if is_reached else None,
        works=works if is_reached else None,
        wants_help=wants_help if is_reached else None,
        note=note,
        recorded_by=by,
    )
    record(verb="cases.followed_up", target=current, mark=mark.value, contact=contact.value)
    return found


def _has_begun(case: Case, mark: Mark) -> bool:
    """Return whether the mark's day has come. Raises NotClosed."""
    if case.state != CaseState.CLOSED:
        raise NotClosed
    return has_begun(queries.closed_on(case), mark, today=timezone.localdate())
