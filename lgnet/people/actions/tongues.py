"""What else a person speaks and is: languages, and further citizenships."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lgnet.people.enums import Ability
from lgnet.people.models import Country, Person, PersonCitizenship, PersonLanguage

from .details import add_detail, change_detail, end_detail

_CODE = re.compile(r"[a-z]{3}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """How well a person speaks, understands and reads a language (ISO 639-3); None: not asked."""

    language: str
    speaks: Ability | None = None
    understands: Ability | None = None
    reads: Ability | None = None


@transaction.atomic
def add_language(*, id: UUID, person_id: UUID, by: Any, tongue: Tongue) -> PersonLanguage:
    """Record a language of a person, once. Raises what ``add_detail`` raises."""
    told = _told(tongue)
    _once(PersonLanguage, id=id, person_id=person_id, language=tongue.language)
    row: PersonLanguage = add_detail(PersonLanguage, id=id, person_id=person_id, by=by, told=told)
    return row


@transaction.atomic
def change_language(*, id: UUID, by: Any, version: str, tongue: Tongue) -> PersonLanguage:
    """Change what is known of a language. Raises what ``change_detail`` raises."""
    told = _told(tongue)
    own = PersonLanguage.objects.filter(pk=id).order_by().values_list("person_id", flat=True)
    for person_id in own:
        _once(PersonLanguage, id=id, person_id=person_id, language=tongue.language)
    row: PersonLanguage = change_detail(PersonLanguage, id=id, by=by, version=version, told=told)
    return row


def remove_language(*, id: UUID, by: Any) -> None:
    """Remove a language; the history keeps it."""
    end_detail(PersonLanguage, id=id, by=by)


@transaction.atomic
def add_citizenship(*, id: UUID, person_id: UUID, by: Any, country: Country) -> PersonCitizenship:
    """Record a citizenship beside the first one. Raises what ``add_detail`` raises."""
    _once(PersonCitizenship, id=id, person_id=person_id, country=country)
    if Person.objects.filter(pk=person_id, citizenship=country).exists():
        raise ValidationError({"country": _("This citizenship is recorded already.")})
    row: PersonCitizenship = add_detail(
        PersonCitizenship, id=id, person_id=person_id, by=by, told={"country_id": country.pk}
    )
    return row


def remove_citizenship(*, id: UUID, by: Any) -> None:
    """Remove a further citizenship; the history keeps it."""
    end_detail(PersonCitizenship, id=id, by=by)


def _told(tongue: Tongue) -> dict[str, Any]:
    if not _CODE.match(tongue.language):
        raise ValidationError({"language": _("Choose a language of the list.")})
    return {
        "language": tongue.language,
        "speaks": tongue.speaks,
        "understands": tongue.understands,
        "reads": tongue.reads,
    }


def _once(model: Any, *, id: UUID, person_id: UUID, **what: Any) -> None:
    """Refuse a language or citizenship that another row holds, under the person's lock."""
    Person.objects.select_for_update(of=("self",)).order_by().filter(pk=person_id).first()
    if model.objects.filter(person_id=person_id, **what).exclude(pk=id).exists():
        (field,) = what
        raise ValidationError({field: _("This is recorded already: change it there.")})
