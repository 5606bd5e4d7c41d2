"""Why houses, rooms and places cannot be changed now; each message is for who keeps them."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lgnet.housing.models import Place

from .refusals import HousingRefused

if TYPE_CHECKING:
    from .in_use import InUse


class MustMove(HousingRefused):
    """People have these places on these nights; nobody is moved. ``rows`` say who and until when.

    They carry identifiers, never names: whoever shows them asks who may see whom.
    """

    def __init__(self, rows: Sequence["InUse"]) -> None:
        self.rows = list(rows)
        count = len({row.place_id for row in rows})
        super().__init__(
            ngettext(
                "%(count)s place is taken on these nights. Nobody is moved: move who is there,"
                " or change the days.",
                "%(count)s places are taken on these nights. Nobody is moved: move who is there,"
                " or change the days.",
                count,
            )
            % {"count": count}
        )


class AlreadyClosed(HousingRefused):
    """Some of these places are closed on some of these nights for another reason."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.places = list(places)
        words = ", ".join(f"{place.unit.name} {place.label}" for place in places)
        super().__init__(
            _("Already closed on some of these nights: %(places)s. Change that closure instead.")
            % {"places": words}
        )


class NothingToClose(HousingRefused):
    """None of the chosen places is free on these nights."""

    def __init__(self) -> None:
        super().__init__(_("None of these places is free on these nights: none was closed."))


class NightPassed(HousingRefused):
    """A closure cannot begin in the past, nor end before tonight."""

    def __init__(self) -> None:
        super().__init__(_("This night has passed. Choose tonight or a later one."))


class FollowsSeasons(HousingRefused):
    """A closure between seasons changes with the seasons alone."""

    def __init__(self) -> None:
        super().__init__(_("These places are closed between seasons. Change the seasons instead."))


class SeasonsOverlap(HousingRefused):
    """Two seasons of a house share nights."""

    def __init__(self, day: dt.date) -> None:
        super().__init__(
            _("Two seasons share the night of %(day)s.")
            % {"day": formats.date_format(day, "SHORT_DATE_FORMAT")}
        )


class KindFixed(HousingRefused):
    """The kind or the programme of a house in which people live cannot change."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "People live in this house. Its kind and its programme decide how long they may"
                " stay, so both can change only when nobody has a stay here."
            )
        )


class WrongCell(HousingRefused):
    """A refuge belongs inside its own compartment, every other house outside."""

    def __init__(self) -> None:
        super().__init__(_("A house of this kind cannot be kept here."))


class HouseChangedMeanwhile(HousingRefused):
    """Somebody else saved the house since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else changed this house meanwhile. Open it again and look first.")
        )


class NameTaken(HousingRefused):
    """Another unit of the house, or another place of the unit, has this name."""

    def __init__(self) -> None:
        super().__init__(_("This name is taken here. Choose another one."))


class WasUsed(HousingRefused):
    """People slept here, or will: what was used is closed, never taken away."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This was used, so it cannot be taken away: its nights would be lost. Close it, or"
                " say until when it is there."
            )
        )


class TooManyPhotos(HousingRefused):
    """A house keeps so many photos and no more."""

    def __init__(self, most: int) -> None:
        super().__init__(
            _("A house keeps %(count)s photos at most. Take one away first.") % {"count": most}
        )


class RulesNeedAnotherLanguage(HousingRefused):
    """A translation was meant, and this language already says what the newest version says."""

    def __init__(self) -> None:
        super().__init__(
            _("This language already has the newest version. A change is a new version.")
        )


class WrongDays(HousingRefused):
    """A day of an inspection or a defect lies where it cannot."""

    def __init__(self) -> None:
        super().__init__(_("What was done lies in the past, or today."))
