"""Why something about a home cannot be written down.

``field`` names the answer that is wrong, as the forms call it; None where it is the whole.
"""

import datetime as dt

from django.utils import formats
from django.utils.translation import gettext as _

from lgnet.housing.models import HousingStructure

from .refusals import HousingRefused


class HomeRefused(HousingRefused):
    """Something about a home cannot be written down so."""

    field: str | None = None

    def __init__(self, words: str, *, field: str | None = None) -> None:
        self.field = field
        super().__init__(words)


class OtherKindOfHouse(HomeRefused):
    """The house is of a kind that has no such thing."""

    def __init__(self, structure: HousingStructure, wanted: str) -> None:
        self.structure = structure
        super().__init__(
            _("%(house)s is: %(kind)s. This is only for: %(wanted)s.")
            % {
                "house": structure.name,
                "kind": structure.get_kind_display(),
                "wanted": wanted,
            }
        )


def check_not_to_come(day: dt.date, *, today: dt.date, field: str) -> None:
    """Raise HomeRefused for a day to come."""
    if day > today:
        raise HomeRefused(_("This day has not come yet."), field=field)


def check_later(day: dt.date | None, *, than: dt.date, field: str, words: str = "") -> None:
    """Raise HomeRefused for a day that is not later than another; none is no fault."""
    if day is not None and day <= than:
        told = words or _("This must be later than %(day)s.")
        shown = formats.date_format(than, "SHORT_DATE_FORMAT")
        raise HomeRefused(told % {"day": shown}, field=field)
