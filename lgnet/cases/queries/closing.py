"""What the page of a closed case says of its closing."""

from typing import Any

from django.utils import timezone

from ..models import Case
from ..rules_follow_ups import next_mark
from . import follow_ups
from .outcomes import outcomes_now


def closing_of(case: Case) -> dict[str, Any]:
    """Return what was achieved, and the next time somebody asks again; nothing of one that runs."""
    if case.closed_at is None:
        return {"outcomes": [], "next_follow_up": None}
    coming = None
    if follow_ups.to_ask_again().filter(pk=case.pk).exists():
        coming = next_mark(
            follow_ups.closed_on(case),
            done=follow_ups.marks_done(case),
            today=timezone.localdate(),
        )
    return {"outcomes": list(outcomes_now(case).values()), "next_follow_up": coming}
