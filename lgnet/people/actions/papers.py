"""Numbers that papers give a person, and residence titles."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lgnet.kernel.answers import Answer
from lgnet.people.enums import IdentifierScheme, TitleDocument
from lgnet.people.identifiers import LONGEST_NUMBER, check_number
from lgnet.people.models import Country, Identifier, ResidenceTitle
from lgnet.people.remarks import Remark
from lgnet.people.residence import ground_choices, kind_choices

from .details import add_detail, change_detail, end_detail

LONGEST_TITLE_NUMBER = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A number of one scheme, as it stands on a paper. It need not be right to be kept."""

    scheme: IdentifierScheme
    number: str
    issuer: Country | None = None
    valid_from_on: dt.date | None = None
    valid_until_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A residence title as told; ``kind`` is an official code, or why there is none."""

    kind: str | Answer = Answer.NOT_ASKED
    ground: str = ""
    document: TitleDocument | None = None
    number: str = ""
    issued_on: dt.date | None = None
    expires_on: dt.date | None = None


def add_identifier(*, id: UUID, person_id: UUID, by: Any, numbered: Numbered) -> Identifier:
    """Record a number of a person. Raises what ``add_detail`` raises.

    Nothing is refused for not passing a check, nor for standing on somebody else's record.
    """
    row: Identifier = add_detail(
        Identifier, id=id, person_id=person_id, by=by, told=_told_of_number(numbered)
    )
    return row


def change_identifier(*, id: UUID, by: Any, version: str, numbered: Numbered) -> Identifier:
    """Change a number of a person. Raises what ``change_detail`` raises."""
    row: Identifier = change_detail(
        Identifier, id=id, by=by, version=version, told=_told_of_number(numbered)
    )
    return row


def end_identifier(*, id: UUID, by: Any) -> None:
    """End a number: it serves no more, or was wrong. It stays with its dates."""
    end_detail(Identifier, id=id, by=by)


def add_title(*, id: UUID, person_id: UUID, by: Any, title: Title) -> ResidenceTitle:
    """Record a residence title. Raises what ``add_detail`` raises."""
    row: ResidenceTitle = add_detail(
        ResidenceTitle, id=id, person_id=person_id, by=by, told=_told_of_title(title)
    )
    return row


def change_title(*, id: UUID, by: Any, version: str, title: Title) -> ResidenceTitle:
    """Change a residence title. Raises what ``change_detail`` raises."""
    row: ResidenceTitle = change_detail(
        ResidenceTitle, id=id, by=by, version=version, told=_told_of_title(title)
    )
    return row


def end_title(*, id: UUID, by: Any) -> None:
    """End a residence title, such as one replaced by the next."""
    end_detail(ResidenceTitle, id=id, by=by)


def _told_of_number(numbered: Numbered) -> dict[str, Any]:
    checked = check_number(numbered.scheme, numbered.number)
    wrong: dict[str, str] = {}
    if not checked.number:
        wrong["number"] = _("Write the number.")
    elif len(checked.number) > LONGEST_NUMBER:
        wrong["number"] = _("This is too long for a number: 60 characters at most.")
    _check_days(wrong, "valid_until_on", numbered.valid_from_on, numbered.valid_until_on)
    if wrong:
        raise ValidationError(wrong)
    return {
        "scheme": numbered.scheme,
        "value": checked.number,
        "issuer_id": numbered.issuer.pk if numbered.issuer else None,
        "valid_from_on": numbered.valid_from_on,
        "valid_until_on": numbered.valid_until_on,
    }


def _told_of_title(title: Title) -> dict[str, Any]:
    wrong: dict[str, str] = {}
    number = check_number(IdentifierScheme.RESIDENCE_PERMIT, title.number).number
    is_known = not isinstance(title.kind, Answer)
    if is_known and title.kind not in dict(kind_choices()):
        wrong["kind"] = _("Choose a kind of the list.")
    if title.ground and title.ground not in dict(ground_choices()):
        wrong["ground"] = _("Choose a ground of the list.")
    if len(number) > LONGEST_TITLE_NUMBER:
        wrong["number"] = _("This is too long for a number: 40 characters at most.")
    _check_days(wrong, "expires_on", title.issued_on, title.expires_on)
    if wrong:
        raise ValidationError(wrong)
    return {
        "kind": title.kind if is_known else None,
        "kind_answer": Answer.KNOWN if is_known else title.kind,
        "ground": title.ground or None,
        "document": title.document,
        "number": number or None,
        "issued_on": title.issued_on,
        "expires_on": title.expires_on,
    }


def _check_days(
    wrong: dict[str, str], field: str, first: dt.date | None, last: dt.date | None
) -> None:
    if first is not None and last is not None and last < first:
        wrong[field] = str(Remark.DATES_TURNED.label)
