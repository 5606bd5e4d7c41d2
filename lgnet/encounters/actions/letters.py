"""Writing letters, and keeping templates and the head of the paper."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.encounters.models import Letter, Letterhead, LetterTemplate
from lgnet.encounters.rules_letters import (
    FIELDS,
    LONGEST_TEXT,
    fields_in,
    has_loose_brace,
    unknown_fields,
)
from lgnet.kernel.pictures import Picture
from lgnet.people.models import Person


class WrittenOtherwise(Exception):
    """The same letter was sent again with other words; ``saved`` is the one there is."""

    def __init__(self, saved: Letter) -> None:
        super().__init__()
        self.saved = saved


class ReplacedAlready(Exception):
    """Another letter has already taken this one's place."""


@transaction.atomic
def write_letter(
    *,
    id: UUID,
    person: Person,
    title: str,
    text: str,
    head: Letterhead | None,
    by: Any,
    replaces: Letter | None = None,
) -> Letter:
    """Keep a letter, and return it; the same ``id`` keeps it once.

    Raises ValidationError by field, WrittenOtherwise, and ReplacedAlready.
    """
    check_letter(title=title, text=text)
    known = Letter.objects.filter(pk=id).order_by("pk").first()
    if known is not None:
        if (known.person_id, known.title, known.text) != (person.pk, title, text):
            raise WrittenOtherwise(known)
        return known
    if replaces is not None:
        # Two who write in place of the same letter: the second waits here, then is told.
        Letter.objects.select_for_update(of=("self",)).order_by().get(pk=replaces.pk)
        if Letter.objects.filter(replaces=replaces).order_by().exists():
            raise ReplacedAlready
    letter = Letter.objects.create(
        id=id, person=person, title=title, text=text, head=head, replaces=replaces, recorded_by=by
    )
    record(verb="encounters.letter_written", target=letter)
    return letter


@transaction.atomic
def take_letter_back(*, letter_id: UUID, by: Any) -> None:
    """Take back a letter one has just written; raises Letter.DoesNotExist, ReplacedAlready."""
    letter = (
        Letter.objects.select_for_update(of=("self",)).order_by().get(pk=letter_id, recorded_by=by)
    )
    if Letter.objects.filter(replaces=letter).order_by().exists():
        raise ReplacedAlready
    record(verb="encounters.letter_retracted", target=letter)
    letter.delete()


@transaction.atomic
def keep_template(
    *, id: UUID, name: str, text: str, is_active: bool, by: Any, code: str = ""
) -> LetterTemplate:
    """Add a template or change it, and return it. Raises ValidationError by field."""
    check_template(text)
    row = LetterTemplate.objects.filter(pk=id).order_by().first()
    if row is None and code:
        row = LetterTemplate.objects.filter(code=code).order_by().first()
    if row is None:
        row = LetterTemplate(id=id, code=code, recorded_by=by)
    row.name, row.text, row.is_active = name, text, is_active
    row.save()
    record(verb="encounters.template_kept", target=row)
    return row


@transaction.atomic
def set_letterhead(
    *, id: UUID, name: str, lines: str, logo: Picture | None, keeps_logo: bool, by: Any
) -> Letterhead:
    """Set the head of the paper from now on, and return it; letters already written keep theirs.

    ``keeps_logo``: the picture of the head before stays where no new one is given.
    """
    known = Letterhead.objects.filter(pk=id).order_by().first()
    if known is not None:
        return known
    before = Letterhead.objects.order_by("-recorded_at", "-pk").first()
    image = logo.image if logo else None
    if image is None and keeps_logo and before is not None:
        image = bytes(before.logo) if before.logo else None
    head = Letterhead.objects.create(id=id, name=name, lines=lines, logo=image, recorded_by=by)
    record(verb="encounters.letterhead_set", target=head)
    return head


def check_template(text: str) -> None:
    """Raise ValidationError beside ``text`` for a field that does not exist, or a loose brace."""
    wrong = unknown_fields(text)
    if wrong:
        words = _("There is no field %(wrong)s. You can use: %(fields)s.") % {
            "wrong": ", ".join(f"{{{name}}}" for name in wrong),
            "fields": ", ".join(f"{{{name}}}" for name in FIELDS),
        }
        raise ValidationError({"text": words})
    if has_loose_brace(text):
        raise ValidationError(
            {"text": _("A brace is open or closed alone. Write fields like this: {data}.")}
        )


def check_letter(*, title: str, text: str) -> None:
    """Raise ValidationError by field for a letter that is empty, too long, or not filled."""
    if not title.strip():
        raise ValidationError({"title": _("Give the letter a title.")})
    if not text.strip():
        raise ValidationError({"text": _("The letter is empty.")})
    if len(text) > LONGEST_TEXT:
        raise ValidationError(
            {
                "text": _("The letter has %(long)s signs. There is room for %(most)s.")
                % {"long": len(text), "most": LONGEST_TEXT}
            }
        )
    left = [name for name in fields_in(text) if name in FIELDS]
    if left:
        words = _("Write the words instead of %(fields)s.") % {
            "fields": ", ".join(f"{{{name}}}" for name in left)
        }
        raise ValidationError({"text": words})
