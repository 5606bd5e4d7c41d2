"""A person's answers: recorded, withdrawn, and what each opens or closes at once."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.kernel.conflicts import Conflict
from lgnet.network.models import Organisation
from lgnet.people.access import (
    SharingRefused,
    answers_in,
    check_asked,
    check_audience,
    same_question,
)
from lgnet.people.consent_texts import VERSIONS
from lgnet.people.enums import (
    AccessReason,
    Explained,
    GivingBasis,
    Purpose,
    RecordRequestState,
)
from lgnet.people.languages import LANGUAGES
from lgnet.people.models import Consent, ReceivedRequest
from lgnet.people.rules_legal import LEGAL_BASES, WrongExpiry, check_expiry, end_of

from .match_tokens import renew_match_tokens
from .record_requests import revoke_excerpt
from .sharing import end_sharing, locked_person, share_person


@transaction.atomic
def record_consent(
    *,
    id: UUID,
    person_id: UUID,
    by: Any,
    purpose: Purpose,
    is_given: bool,
    text_version: str,
    language: str,
    explained: Explained,
    recipient: Organisation | None = None,
    expires_on: dt.date | None = None,
) -> Consent:
    """Record what a person answered to one question, and return the consent.

    A yes to sharing opens the record to the recipient, to the end of ``expires_on`` (Italy). Each
    answer takes the place of the earlier one to the same question: a no ends what a yes opened,
    a new yes sets the new term. A form sent twice makes one answer, and never revives one that
    was withdrawn meanwhile. Raises ValidationError by field, SharingRefused for a purpose nobody
    is asked about, Conflict where the identifier holds another answer, Person.DoesNotExist.
    """
    check_asked(purpose)
    today = timezone.localdate()
    expires_on = expires_on if is_given else None
    _check(purpose, recipient, language, text_version)
    if is_given:
        _check_term(purpose, expires_on, today)
    person = locked_person(person_id)
    consent = Consent(
        id=id,
        person=person,
        purpose=purpose,
        recipient=recipient,
        is_given=is_given,
        text_version=text_version,
        language=language,
        explained=explained,
        expires_on=expires_on,
        given_by=by,
    )
    known = Consent.objects.filter(pk=id).order_by("pk").first()
    if known is not None:
        return _same(known, consent)
    _close_standing(consent, by=by, is_withdrawn=not is_given)
    consent.save(force_insert=True)
    told: dict[str, Any] = {
        "person": person.pk,
        "purpose": purpose,
        "recipient": consent.recipient_id,
    }
    if is_given:
        record(verb="people.consent_given", target=consent, **told, until=expires_on)
    else:
        record(verb="people.consent_refused", target=consent, **told)
    if purpose == Purpose.CROSS_CITY:
        _tell_network(consent)
    if is_given and recipient is not None:
        share_person(
            person=person,
            audience_id=recipient.pk,
            reason=AccessReason.CONSENT,
            source_id=consent.pk,
            until_at=end_of(expires_on),
            by=by,
        )
    return consent


@transaction.atomic
def withdraw_consent(*, consent_id: UUID, by: Any) -> Consent:
    """Withdraw a yes at the person's word, and return the consent; what it opened closes at once.

    Every yes to the same question goes with it. There is no way back: a person who changes
    their mind again is asked again. A no, or a yes withdrawn before, stays as it is. Raises
    Consent.DoesNotExist.
    """
    consent: Consent = Consent.objects.order_by().get(pk=consent_id)
    locked_person(consent.person_id)
    consent.refresh_from_db()
    if not consent.is_given or consent.withdrawn_at is not None:
        return consent
    _close_standing(consent, by=by, is_withdrawn=True)
    record(
        verb="people.consent_withdrawn",
        target=consent,
        person=consent.person_id,
        purpose=consent.purpose,
        recipient=consent.recipient_id,
    )
    if consent.purpose == Purpose.CROSS_CITY:
        _tell_network(consent)
    return consent


@transaction.atomic
def retract_consent(*, consent_id: UUID, by: Any) -> bool:
    """Take an answer back that was recorded by mistake a moment ago; return whether it was done.

    Only who recorded it may, and only the one answer to its question: nothing the person said
    before comes to life again by it. History keeps what was written.
    """
    consent = Consent.objects.filter(pk=consent_id, given_by=by).order_by("pk").first()
    if consent is None:
        return False
    locked_person(consent.person_id)
    if consent.withdrawn_at is not None or same_question(consent).count() != 1:
        return False
    record(verb="people.consent_retracted", target=consent, person=consent.person_id)
    consent.delete()
    # Last: it may be the reason why ``by`` sees the person at all.
    end_sharing(source_id=consent_id, by=by)
    if consent.purpose == Purpose.CROSS_CITY:
        renew_match_tokens(consent.person_id)
    return True


def _close_standing(consent: Consent, *, by: Any, is_withdrawn: bool) -> None:
    """End what answers to the same question opened; a yes that stood is withdrawn.

    What is written comes first: with the last right to see the person gone, ``by`` would not
    find the answer any more.
    """
    answers = answers_in(
        same_question(consent).order_by("-given_at", "-pk").select_for_update(of=("self",)),
        today=timezone.localdate(),
    )
    for answer in answers:
        if is_withdrawn and answer.is_standing:
            row = consent if answer.consent.pk == consent.pk else answer.consent
            row.withdrawn_at, row.withdrawn_by = timezone.now(), by
            row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    for answer in answers:
        end_sharing(source_id=answer.consent.pk, by=by)


def _tell_network(consent: Consent) -> None:
    """Let other cities notice the person, or no more; a no takes back what was told on a yes.

    An excerpt goes whole: what rests on other grounds too can be asked for again.
    """
    renew_match_tokens(consent.person_id)
    if consent.is_given and consent.withdrawn_at is None:
        return
    told = ReceivedRequest.objects.filter(
        person_id=consent.person_id, state=RecordRequestState.ACCEPTED, revoked_at__isnull=True
    )
    for received in told.order_by("pk"):
        if GivingBasis.CONSENT in received.given.values():
            revoke_excerpt(received_id=received.pk, by=consent.withdrawn_by or consent.given_by)


def _same(known: Consent, sent: Consent) -> Consent:
    fields = ("person_id", "purpose", "recipient_id", "is_given", "language", "explained")
    if any(getattr(known, field) != getattr(sent, field) for field in fields):
        raise Conflict(f"consent {known.pk} says something else")
    return known


def _check(
    purpose: Purpose, recipient: Organisation | None, language: str, text_version: str
) -> None:
    """Raise ValidationError, by field, for what no answer can hold."""
    wrong: dict[str, str] = {}
    if LEGAL_BASES[purpose].names_recipient:
        if recipient is None:
            wrong["recipient"] = _("Choose the organisation that the person was asked about.")
        else:
            try:
                check_audience(recipient.pk)
            except SharingRefused as refused:
                wrong["recipient"] = str(refused)
    elif recipient is not None:
        wrong["recipient"] = _("This question names no organisation.")
    if language not in LANGUAGES:
        wrong["language"] = _("Choose a language of the list.")
    if text_version not in VERSIONS:
        wrong["text_version"] = _("There is no such text.")
    if wrong:
        raise ValidationError(wrong)


def _check_term(purpose: Purpose, expires_on: dt.date | None, today: dt.date) -> None:
    try:
        check_expiry(purpose, expires_on, today=today)
    except WrongExpiry as problem:
        raise ValidationError({"expires_on": expiry_problem(problem)}) from None


def expiry_problem(problem: WrongExpiry) -> str:
    """Return in plain words why a last day cannot be."""
    return {
        "missing": _("Say until when the person agrees."),
        "past": _("This day has passed."),
        "too_long": _("This is too long: two years at most. Then the person is asked again."),
    }[problem.reason]
