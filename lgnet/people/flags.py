"""What must be seen before anything else on a person's page: short warnings beside the name."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lgnet.kernel.answers import Answer

from .details import contact_points_of
from .enums import ContactKind, Interpreter, Safety
from .kin import is_unaccompanied
from .models import Person
from .wording import interpreter_words


@dataclass(frozen=True, slots=True)
class Flag:
    """A badge: ``kind`` is one of the components' (stop, warn, info), ``words`` are short."""

    kind: str
    words: str


def flags_of(person: Person, *, face: Person) -> Iterator[Flag]:
    """Yield what is to be known of a person at first sight, the gravest first.

    ``face`` is the person with the values of records read together: a minor by either is one.
    """
    if person.may_be_minor or face.may_be_minor:
        # Whether a minor is alone does not depend on who looks.
        yield _alone_or_minor(person)
    yield from _dangerous_calls(person)
    if person.interpreter_answer == Answer.KNOWN and person.interpreter != Interpreter.NO:
        words = _("Interpreter: %(need)s") % {"need": interpreter_words(person)}
        yield Flag("info", words)


def _alone_or_minor(person: Person) -> Flag:
    if is_unaccompanied(person):
        return Flag("stop", _("Minor, perhaps alone"))
    return Flag("warn", _("Minor"))


def _dangerous_calls(person: Person) -> Iterator[Flag]:
    """Yield what harms where somebody reaches for the phone at once."""
    phones = [
        row
        for row in contact_points_of(person)
        if row.ended_at is None and row.kind == ContactKind.PHONE
    ]
    if any(row.call_safety == Safety.NO for row in phones):
        yield Flag("stop", _("Do not call"))
    if any(row.message_safety == Safety.NO for row in phones):
        yield Flag("stop", _("Leave no message"))
