"""What is told of a person: taken when it is sent, read in words, and only while it may be."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lgnet.people.catalogue import (
    Line,
    household_of,
    members_of,
    profile_of,
    profile_words,
    sections_of,
    snapshot,
    written,
)
from lgnet.people.enums import RecordPart
from lgnet.people.models import Person

from .enums import SharedField, SharingBasis
from .rules_sharing import readable

# Where each field lies in a snapshot of people: its part, and what of it; None is the whole part.
_PLACES: dict[str, tuple[RecordPart, tuple[str, ...]]] = {
    SharedField.CALLED: (RecordPart.IDENTITY, ("known_as",)),
    SharedField.NAMES: (RecordPart.IDENTITY, ("names",)),
    SharedField.BIRTH: (RecordPart.IDENTITY, ("birth",)),
    SharedField.SEX: (RecordPart.IDENTITY, ("sex",)),
    SharedField.CITIZENSHIP: (RecordPart.IDENTITY, ("citizenships",)),
    SharedField.LANGUAGES: (RecordPart.LANGUAGES, ("preferred", "interpreter", "languages")),
    SharedField.CONTACTS: (RecordPart.CONTACTS, ("points",)),
}
_FAMILY, _NOTE = "family", "note"


@dataclass(frozen=True, slots=True)
class Told:
    """A field in words, with the ground on which it is told."""

    field: SharedField
    basis: SharingBasis
    lines: list[Line]

    @property
    def label(self) -> str:
        """Return what the field is called."""
        return str(self.field.label)


def taken(person: Person, fields: Collection[str], *, note: str = "") -> dict[str, Any]:
    """Return the chosen fields of a person as they are now; nothing else of them is in it."""
    parts = {_PLACES[field][0] for field in fields if field in _PLACES}
    content: dict[str, Any] = _only(snapshot(person, sorted(parts)), fields)
    if SharedField.FAMILY in fields:
        content[_FAMILY] = family_size(person)
    if SharedField.NOTE in fields and note:
        content[_NOTE] = note
    return content


def parts_of(fields: Collection[str]) -> list[str]:
    """Return the parts of people's record that the fields belong to."""
    found = {_PLACES[field][0] for field in fields if field in _PLACES}
    return [part for part in RecordPart.values if part in found]


def for_other_city(person: Person, fields: Collection[str]) -> str:
    """Return the chosen fields as the text that people's excerpts hold."""
    parts = parts_of(fields)
    return written(_only(snapshot(person, parts), fields))


def kept(content: Mapping[str, Any]) -> str:
    """Return what was taken as the text that is sealed."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def told(content: str | None, given: Mapping[str, str], *, has_consent: bool) -> list[Told]:
    """Return what may be read now of what was told, in words, field by field."""
    if not content:
        return []
    found: dict[str, Any] = json.loads(content)
    return [
        Told(field, SharingBasis(given[field]), _lines(found, field))
        for field in SharedField
        if field in readable(given, has_consent=has_consent) and field != SharedField.RECORD
    ]


def preview(person: Person, fields: Iterable[str]) -> dict[str, list[Line]]:
    """Return what each field would tell now, in words."""
    wanted = list(fields)
    content = taken(person, wanted)
    return {field: _lines(content, field) for field in wanted}


def without_identity(person: Person, *, today: Any) -> dict[str, Any]:
    """Return who a person is without identity, with the size of the family."""
    return profile_of(person, today=today) | {"people": family_size(person)}


def nameless_words(profile: Mapping[str, Any]) -> list[str]:
    """Return a profile without identity in words."""
    words = profile_words({key: profile[key] for key in profile if key != "people"})
    if profile.get("people", 1) > 1:
        words.append(_("a family of %(count)s") % {"count": profile["people"]})
    return words


def family_size(person: Person) -> int:
    """Return how many people live together with a person today, the person among them."""
    household = household_of(person)
    if household is None:
        return 1
    return max(1, members_of(household).filter(until_on__isnull=True).count())


def _only(content: dict[str, dict[str, Any]], fields: Collection[str]) -> dict[str, Any]:
    """Empty what was not chosen: parts of people's snapshots hold more than one field."""
    chosen = {
        (place[0].value, name)
        for field, place in _PLACES.items()
        if field in fields
        for name in place[1]
    }
    return {
        part: {
            name: value if (part, name) in chosen else _empty(value)
            for name, value in values.items()
        }
        for part, values in content.items()
    }


def _empty(value: Any) -> Any:
    if isinstance(value, list):
        return []
    # A choice is a text, too.
    return "" if isinstance(value, str) else None


def _lines(content: Mapping[str, Any], field: str) -> list[Line]:
    if field == SharedField.FAMILY:
        return [Line("", str(content[_FAMILY]))] if _FAMILY in content else []
    if field == SharedField.NOTE:
        return [Line("", content[_NOTE])] if content.get(_NOTE) else []
    if field not in _PLACES:
        return []
    part = _PLACES[field][0]
    if part not in content:
        return []
    only = _only({part.value: content[part]}, [field])
    sections = sections_of(json.dumps(only), [part])
    return [line for section in sections for line in section.lines if line.value]
