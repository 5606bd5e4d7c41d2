"""Writes of the shell: drafts kept and thrown away, undo offered and taken."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Draft, UndoOffer

# A draft is one form's text; a longer one is no draft.
MAX_FIELDS = 200
MAX_CHARACTERS = 100_000
# Never kept, whatever a page sends.
NEVER_KEPT = ("password", "secret", "token", "otp")


class DraftTooLarge(ValueError):
    """The fields exceed what a draft may hold."""


class UndoRefused(Exception):
    """The action can no longer be taken back; the message says why, in plain words."""


@transaction.atomic
def save_draft(
    *, form_key: str, fields: dict[str, list[str]], by: Any, page_made_at: dt.datetime
) -> dt.datetime | None:
    """Keep the changed fields of a form, merged into what was kept, and return the moment.

    ``fields`` maps names to their list of values, as a form sends them. Fields whose names look
    like secrets are left out. A page made before the draft was thrown away adds nothing: its
    form has been sent, and what arrives late would come back as a ghost; returns None then.
    Raises DraftTooLarge.
    """
    kept = {name: values for name, values in fields.items() if not _is_secret(name)}
    now = timezone.now()
    drafts = Draft.objects.select_for_update()
    draft, is_new = drafts.get_or_create(
        user_id=by.pk, form_key=form_key, defaults={"saved_at": now}
    )
    if not is_new and not draft.fields and page_made_at < draft.saved_at:
        return None
    draft.fields = {**draft.fields, **kept}
    size = sum(len(name) + sum(map(len, values)) for name, values in draft.fields.items())
    if len(draft.fields) > MAX_FIELDS or size > MAX_CHARACTERS:
        raise DraftTooLarge(form_key)
    draft.saved_at = now
    draft.save()
    return now


@transaction.atomic
def discard_draft(*, form_key: str, by: Any) -> None:
    """Throw away what was kept of a form. An empty draft stays a day, to refuse late arrivals."""
    now = timezone.now()
    Draft.objects.update_or_create(
        user_id=by.pk, form_key=form_key, defaults={"kept": None, "saved_at": now}
    )
    yesterday = now - dt.timedelta(days=1)
    Draft.objects.filter(user_id=by.pk, kept__isnull=True, saved_at__lt=yesterday).delete()


def make_undo_offer(
    *, action: str, arguments: dict[str, str], by: Any, expires_at: dt.datetime
) -> UndoOffer:
    """Keep an offer to take an action back, and return it."""
    return UndoOffer.objects.create(
        user_id=by.pk, action=action, arguments=arguments, expires_at=expires_at
    )


@transaction.atomic
def take_undo(
    *, offer_id: UUID, by: Any, way_back_of: Callable[[str], Callable[..., None]]
) -> None:
    """Take an action back, exactly once. Raises UndoRefused, and whatever ``way_back_of`` raises.

    Two clicks at once: the row is locked, so the second finds it taken.
    """
    offers = UndoOffer.objects.select_for_update()
    offer = offers.filter(pk=offer_id, user_id=by.pk).order_by("pk").first()
    if offer is None:
        raise UndoRefused(_("There is nothing to undo here."))
    if offer.taken_at is not None:
        raise UndoRefused(_("This has already been undone."))
    if offer.expires_at < timezone.now():
        raise UndoRefused(_("It is too late to undo this. Change it by hand."))
    way_back_of(offer.action)(by=by, **offer.arguments)
    offer.taken_at = timezone.now()
    offer.save(update_fields=["taken_at"])


def keep_language(*, code: str, by: Any) -> None:
    """Remember the language in which a user reads the pages."""
    by.language = code
    by.save(update_fields=["language"])


def _is_secret(name: str) -> bool:
    return name == "code" or any(word in name.lower() for word in NEVER_KEPT)
