"""Answering a referral, at a desk of this city or through a secure link."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.referrals.enums import Decline, FactKind
from lgnet.referrals.models import Referral
from lgnet.referrals.rules import ANSWERS, OUTCOMES

from .facts import add_fact
from .telling import tell_sender

LONGEST_WORDS = 500


@transaction.atomic
def answer_referral(
    *,
    referral_id: UUID,
    kind: FactKind,
    by: Any,
    reason: str = "",
    words: str = "",
    is_by_link: bool = False,
    at: dt.datetime | None = None,
) -> Referral:
    """Say what becomes of a referral, and tell who sent it; the same again changes nothing.

    ``at``: when it happened, now unless said.

    Raises ValidationError by field, ReferralRefused where it is too late, Referral.DoesNotExist.
    """
    check_answer(kind, reason=reason, words=words)
    referral = add_fact(
        referral_id=referral_id,
        kind=kind,
        by=by,
        reason=reason if kind == FactKind.DECLINED else "",
        words=words,
        is_by_link=is_by_link,
        at=at,
    )
    tell_sender(referral)
    return referral


def check_answer(kind: str, *, reason: str, words: str = "") -> None:
    """Raise ValidationError by field for what is no answer."""
    wrong: dict[str, str] = {}
    if kind not in (*ANSWERS, *OUTCOMES):
        wrong["kind"] = _("Say what becomes of it.")
    if kind == FactKind.DECLINED and reason not in Decline.values:
        wrong["reason"] = _("Say why not: reasons are counted, so that something changes.")
    if len(words) > LONGEST_WORDS:
        wrong["words"] = _("This is too long: 500 characters at most.")
    if wrong:
        raise ValidationError(wrong)


def note_reading(referral: Referral) -> None:
    """Put in the audit that somebody opened a referral by its link."""
    record(verb="referrals.opened_by_link", target=referral, person=referral.person_id)
