"""Any number of names a person, each with its kind, its script and who wrote it."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lgnet.people.enums import NameKind
from lgnet.people.models import Person, PersonName
from lgnet.people.rules import LONGEST_NAME, clean_name
from lgnet.people.search_keys import script_of

from .details import add_detail, change_detail, end_detail, next_position


@transaction.atomic
def add_name(*, id: UUID, person_id: UUID, by: Any, kind: NameKind, text: str) -> PersonName:
    """Record a name beside those there are. Raises what ``add_detail`` raises."""
    told = _told(kind, text)
    # The next place is free only while nobody else writes this person's names.
    Person.objects.select_for_update(of=("self",)).order_by().filter(pk=person_id).first()
    name: PersonName = add_detail(
        PersonName,
        id=id,
        person_id=person_id,
        by=by,
        told=told,
        script=script_of(told["text"]),
        position=next_position(person_id),
    )
    return name


def change_name(*, id: UUID, by: Any, version: str, kind: NameKind, text: str) -> PersonName:
    """Change a name. Raises what ``change_detail`` raises."""
    told = _told(kind, text)
    script = script_of(told["text"])
    name: PersonName = change_detail(
        PersonName, id=id, by=by, version=version, told=told, script=script
    )
    return name


def remove_name(*, id: UUID, by: Any) -> None:
    """Remove a name; the history keeps it. What we call the person always stays."""
    end_detail(PersonName, id=id, by=by)


def _told(kind: NameKind, text: str) -> dict[str, Any]:
    kept = clean_name(text)
    if not kept:
        raise ValidationError({"text": _("Write the name.")})
    if len(kept) > LONGEST_NAME:
        raise ValidationError({"text": _("This is too long for a name: 200 characters at most.")})
    return {"kind": kind, "text": kept}
