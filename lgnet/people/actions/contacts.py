"""How a person can be reached without harm."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from lgnet.people.enums import ContactKind, Safety
from lgnet.people.models import ContactPoint
from lgnet.people.phones import NotAPhone, read_phone
from lgnet.people.rules import clean_name

from .details import add_detail, change_detail, end_detail

LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A way to reach a person, as told. A shared one is read and heard by others."""

    kind: ContactKind
    value: str
    is_shared: bool = False
    call_safety: Safety = Safety.UNKNOWN
    message_safety: Safety = Safety.UNKNOWN
    note: str = ""


def add_contact_point(*, id: UUID, person_id: UUID, by: Any, contact: Contact) -> ContactPoint:
    """Record a way to reach a person. Raises what ``add_detail`` raises."""
    row: ContactPoint = add_detail(
        ContactPoint, id=id, person_id=person_id, by=by, told=_told(contact)
    )
    return row


def change_contact_point(*, id: UUID, by: Any, version: str, contact: Contact) -> ContactPoint:
    """Change a way to reach a person. Raises what ``change_detail`` raises."""
    row: ContactPoint = change_detail(
        ContactPoint, id=id, by=by, version=version, told=_told(contact)
    )
    return row


def end_contact_point(*, id: UUID, by: Any) -> None:
    """End a way to reach a person; it stays, marked, so that nobody calls it again."""
    end_detail(ContactPoint, id=id, by=by)


def kept_value(kind: ContactKind, typed: str) -> str:
    """Return a number or address as it is kept; raises ValidationError."""
    text = clean_name(typed)
    if kind == ContactKind.PHONE:
        try:
            return read_phone(text).e164
        except NotAPhone:
            raise ValidationError(
                _("This cannot be called: check the digits, and the country's prefix.")
            ) from None
    if not text:
        raise ValidationError(_("Write the number or the address."))
    if len(text) > LONGEST_VALUE:
        raise ValidationError(_("This is too long: 200 characters at most."))
    if kind == ContactKind.EMAIL:
        validate_email(text)
    return text


def _told(contact: Contact) -> dict[str, Any]:
    try:
        value = kept_value(contact.kind, contact.value)
    except ValidationError as problem:
        raise ValidationError({"value": problem.messages}) from None
    return {
        "kind": contact.kind,
        "value": value,
        "is_shared": contact.is_shared,
        "call_safety": contact.call_safety,
        "message_safety": contact.message_safety,
        "note": clean_name(contact.note) or None,
    }
