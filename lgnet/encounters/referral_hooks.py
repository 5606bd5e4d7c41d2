"""A referral sent for a need is the need's answer, as long as it is not withdrawn."""

from typing import Any

from lgnet.kernel.ids import derived_uuid
from lgnet.referrals import registry
from lgnet.referrals.models import Referral

from .actions.answers import answer_need, take_answer_back
from .enums import AnswerKind
from .models import NeedAnswer
from .queries.needs import need_of


def register() -> None:
    """Listen to referrals that answer a need."""
    registry.register(sent=note_answer, withdrawn=take_back)


def note_answer(referral: Referral, by: Any) -> None:
    """Answer the need that a referral names, if it was heard from this person."""
    need = need_of(referral.need_id) if referral.need_id else None
    if need is None or need.encounter.person_id != referral.person_id:
        return
    answer_need(
        id=derived_uuid("answer-by-referral", referral.pk, referral.position),
        need=need,
        kind=AnswerKind.REFERRAL,
        by=by,
        offer=referral.offer,
        sent_to=referral.to_city.name if referral.to_city else "",
    )


def take_back(referral: Referral, by: Any) -> None:
    """Let the need wait again."""
    ids = [
        derived_uuid("answer-by-referral", referral.pk, position)
        for position in range(1, referral.position + 1)
    ]
    for answer in NeedAnswer.objects.filter(pk__in=ids).order_by("pk"):
        take_answer_back(answer_id=answer.pk, by=by)
