"""Answering needs: each answer is a fact of its own, the newest one counts."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.directory.models import Offer, Service
from lgnet.encounters.enums import AnswerKind, NeedKind, NotNow
from lgnet.encounters.models import Need, NeedAnswer, ServiceGiven
from lgnet.encounters.rules_needs import answered_by
from lgnet.housing.queries.requests import open_request_with
from lgnet.kernel.ids import derived_uuid

LONGEST_SENT_TO, LONGEST_ANSWER_NOTE = 120, 1000


class AnsweredOtherwise(Exception):
    """An answer was sent again with other contents."""


class NoRequest(Exception):
    """Nobody has asked for a place for this person."""


@transaction.atomic
def answer_need(
    *,
    id: UUID,
    need: Need,
    kind: AnswerKind,
    by: Any,
    service: Service | None = None,
    offer: Offer | None = None,
    sent_to: str = "",
    reason: str = "",
    note: str = "",
) -> NeedAnswer:
    """Say what became of a need, and return the answer; the same ``id`` says it once.

    A service given stands in the contact as well. A place that was asked for is the person's open
    request. Raises ValidationError by field, NoRequest where no place was asked for, and
    AnsweredOtherwise where the same ``id`` said something else.
    """
    _check(kind, service=service, offer=offer, sent_to=sent_to, reason=reason, note=note)
    known = NeedAnswer.objects.filter(pk=id).order_by("pk").first()
    request = None
    if kind == AnswerKind.PLACE and known is None:
        person_id = need.encounter.person_id
        request = open_request_with([person_id]) if person_id else None
        if request is None:
            raise NoRequest
    wanted = NeedAnswer(
        id=id,
        need=need,
        kind=kind,
        service=service if kind == AnswerKind.SERVICE else None,
        offer=offer if kind == AnswerKind.REFERRAL else None,
        sent_to=sent_to.strip() if kind == AnswerKind.REFERRAL else "",
        request=request,
        reason=reason if kind == AnswerKind.NOT_NOW else "",
        note=note.strip() or None,
        recorded_by=by,
    )
    if known is not None:
        if not _says_the_same(known, wanted):
            raise AnsweredOtherwise
        return known
    wanted.save(force_insert=True)
    if kind == AnswerKind.SERVICE and service is not None:
        ServiceGiven.objects.get_or_create(
            encounter_id=need.encounter_id, service=service, defaults={"given_by": by}
        )
    record(
        verb="encounters.answered",
        target=need.encounter,
        need=str(need.pk),
        kind=str(kind),
    )
    return wanted


@transaction.atomic
def take_answer_back(*, answer_id: UUID, by: Any) -> None:
    """Take back an answer given in haste; history keeps it. Raises NeedAnswer.DoesNotExist."""
    answer = NeedAnswer.objects.select_related("need__encounter").order_by().get(pk=answer_id)
    record(verb="encounters.answer_retracted", target=answer.need.encounter)
    answer.delete()


def answer_by_services(
    needs: Iterable[Need], services: Iterable[Service], *, by: Any, at: dt.datetime
) -> None:
    """Answer the needs that what was given is for; the others wait."""
    given = {service.code: service for service in services}
    answers = []
    for need in needs:
        code = answered_by(NeedKind(need.kind), given)
        if code:
            answers.append(
                NeedAnswer(
                    id=derived_uuid("answer", need.pk, code),
                    need=need,
                    kind=AnswerKind.SERVICE,
                    service=given[code],
                    recorded_at=at or timezone.now(),
                    recorded_by=by,
                )
            )
    NeedAnswer.objects.bulk_create(answers)


def _says_the_same(known: NeedAnswer, wanted: NeedAnswer) -> bool:
    fields = ("need_id", "kind", "service_id", "offer_id", "sent_to", "reason", "note")
    return all(getattr(known, field) == getattr(wanted, field) for field in fields)


def _check(
    kind: str,
    *,
    service: Service | None,
    offer: Offer | None,
    sent_to: str,
    reason: str,
    note: str,
) -> None:
    wrong: dict[str, str] = {}
    if kind not in AnswerKind.values:
        wrong["kind"] = _("Say what became of this need.")
    if kind == AnswerKind.SERVICE and service is None:
        wrong["service"] = _("Say what was given.")
    if kind == AnswerKind.REFERRAL and offer is None and not sent_to.strip():
        wrong["sent_to"] = _("Say where you sent this person.")
    if kind == AnswerKind.NOT_NOW and reason not in NotNow.values:
        wrong["reason"] = _("Say why not: reasons are counted, so that something changes.")
    if len(sent_to) > LONGEST_SENT_TO:
        wrong["sent_to"] = _("This is too long: 120 characters at most.")
    if len(note) > LONGEST_ANSWER_NOTE:
        wrong["note"] = _("The note is too long: 1000 characters at most.")
    if wrong:
        raise ValidationError(wrong)
