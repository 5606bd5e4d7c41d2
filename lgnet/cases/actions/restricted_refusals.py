"""Why something of a protected file is refused. Each message is for who reads the file, or for
anybody: none tells whether there is a file."""

from django.utils.translation import gettext as _

from .refusals import CaseRefused


class SaysNothing(CaseRefused):
    """An entry of no words and no kind."""

    def __init__(self) -> None:
        super().__init__(_("Write some words, or choose what it is about."))


class NotHolder(CaseRefused):
    """Only who holds a file lets in and ends."""

    def __init__(self) -> None:
        super().__init__(_("Only who holds this file lets others in, or takes them off the list."))


class CannotRead(CaseRefused):
    """The colleague named may not keep protected files in this city."""

    def __init__(self) -> None:
        super().__init__(_("Choose a colleague who may keep protected files."))


class ReadsAlready(CaseRefused):
    """The colleague is on the list."""

    def __init__(self) -> None:
        super().__init__(_("This colleague is on the list already."))


class DayPast(CaseRefused):
    """The last day lies behind us."""

    def __init__(self) -> None:
        super().__init__(_("This day is over. Choose today or a later day."))


class LastHolder(CaseRefused):
    """Somebody always answers for a file."""

    def __init__(self) -> None:
        super().__init__(_("Somebody has to hold this file. Let another colleague hold it first."))


class NobodyNamed(CaseRefused):
    """The city has named nobody, or who was named no longer answers."""

    def __init__(self) -> None:
        super().__init__(_("The city has not named whom to ask. Call one of the numbers."))


class IsTheContact(CaseRefused):
    """Nobody asks themselves."""

    def __init__(self) -> None:
        super().__init__(_("The city has named you: there is nobody else to ask here."))


class NotSent(CaseRefused):
    """The referral did not leave; ``str()`` says why."""
