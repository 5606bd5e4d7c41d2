"""Why an extension cannot be asked, decided or carried out now, in words for who tries."""

import datetime as dt

from django.utils import formats
from django.utils.translation import gettext as _

from lgnet.housing.models import Extension

from .refusals import HousingRefused


class NoTerm(HousingRefused):
    """The kind of structure has no time limit, so nothing is to be extended."""

    def __init__(self) -> None:
        super().__init__(_("This stay has no time limit. No extension is needed."))


class ExtensionWaits(HousingRefused):
    """An extension of this stay waits for its answer already; ``extension`` is it."""

    def __init__(self, extension: Extension) -> None:
        self.extension = extension
        super().__init__(
            _("%(name)s has already asked for an extension until %(day)s. It waits for its answer.")
            % {"name": extension.asked_by.full_name, "day": _day(extension.until_on)}
        )


class WrongUntil(HousingRefused):
    """The day lies within the term, or too far beyond it."""

    def __init__(self, first: dt.date, last: dt.date) -> None:
        super().__init__(
            _(
                "Choose a day from %(first)s to %(last)s. An extension goes at most six months"
                " further; who needs longer asks again then."
            )
            % {"first": _day(first), "last": _day(last)}
        )


class ExtensionOvertaken(HousingRefused):
    """The day asked for has passed, or is within what is allowed by now."""

    def __init__(self, extension: Extension) -> None:
        super().__init__(
            _("Until %(day)s no approval is needed any more. Refuse it, or let it be withdrawn.")
            % {"day": _day(extension.until_on)}
        )


class OwnExtension(HousingRefused):
    """Who asked does not decide: two people look at each extension."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "You asked for this extension yourself. A second person decides, so that two"
                " pairs of eyes look at it. They find it in their list."
            )
        )


class ExtensionDecided(HousingRefused):
    """The extension has had its answer; ``extension`` says which."""

    def __init__(self, extension: Extension) -> None:
        self.extension = extension
        super().__init__(
            _("This extension has had its answer: %(state)s.")
            % {"state": extension.get_state_display()}
        )


class NextInTheWay(HousingRefused):
    """From ``night`` on the place is not free: ``words`` say for whom or why."""

    def __init__(self, night: dt.date, words: str) -> None:
        self.night = night
        self.words = words
        super().__init__(words)


def _day(day: dt.date) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT")
