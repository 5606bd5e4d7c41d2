"""Why the register of a night cannot take something; each message is for who stands at the door."""

import datetime as dt

from django.utils import formats
from django.utils.translation import gettext as _

from lgnet.housing.models import Stay

from .refusals import HousingRefused


class NotYetExpected(HousingRefused):
    """The first night has not come: the place may be somebody else's until then."""

    def __init__(self, stay: Stay) -> None:
        super().__init__(
            _(
                "Their first night is %(day)s, so the place may be somebody else's until then."
                " To let them in earlier, give them a place from tonight."
            )
            % {"day": _day(stay.started_on)}
        )


class NightClosed(HousingRefused):
    """The register of this night is no longer, or not yet, kept at the door."""

    def __init__(self, night: dt.date) -> None:
        super().__init__(
            _("The register of %(day)s is closed at the door. Tell the coordinator.")
            % {"day": _day(night)}
        )


class NotHere(HousingRefused):
    """The person has no place in this house on this night."""

    def __init__(self) -> None:
        super().__init__(
            _("This person no longer has a place here for this night. Tell the coordinator.")
        )


class HasNotArrived(HousingRefused):
    """There is no arrival to take back, or it is too old to be one made by mistake."""

    def __init__(self) -> None:
        super().__init__(_("This arrival can no longer be taken back."))


class OtherHouse(HousingRefused):
    """Guest and house, or guest and house rules, do not belong together."""

    def __init__(self) -> None:
        super().__init__(_("This belongs to another house."))


def _day(day: dt.date) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT")
