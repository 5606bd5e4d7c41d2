"""Why the directory cannot be changed so; each message is for who keeps it."""

from django.utils import formats
from django.utils.translation import gettext as _


class DirectoryRefused(Exception):
    """A verb cannot be done as things stand; ``str()`` says why, in plain words."""


class ChangedMeanwhile(DirectoryRefused):
    """Somebody else has changed the same thing since the form was opened."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else has changed this meanwhile. Look at it and save again."))


class SavedOtherwise(DirectoryRefused):
    """The same form was sent before, with other contents."""

    def __init__(self) -> None:
        super().__init__(_("This form was already sent, with something else in it."))


class OutsideCity(DirectoryRefused):
    """The position is not in the city."""

    def __init__(self, city: str) -> None:
        super().__init__(
            _(
                "This position is outside %(city)s. Check latitude and longitude, or leave both"
                " empty."
            )
            % {"city": city}
        )


class NotOfThisCity(DirectoryRefused):
    """An organisation or a neighbourhood of another city."""

    def __init__(self) -> None:
        super().__init__(_("Organisation and neighbourhood must be of this city."))


class NeverInDirectory(DirectoryRefused):
    """A protected refuge stands in no directory."""

    def __init__(self) -> None:
        super().__init__(
            _("A protected refuge never stands in the directory: its address protects people.")
        )


class DaysShared(DirectoryRefused):
    """Two seasons of one thing, or two codes of one service, would hold on one day."""


class SeasonsShareDays(DaysShared):
    """Another season of the same hours holds on some of these days."""

    def __init__(self) -> None:
        super().__init__(_("Another season already holds on some of these days."))


class CodesShareDays(DaysShared):
    """The service has another code in the same nomenclature on some of these days."""

    def __init__(self) -> None:
        super().__init__(
            _("This service already has a code in this nomenclature on some of these days.")
        )


class DayPassed(DirectoryRefused):
    """What is free is said of today or of a day to come soon."""

    def __init__(self) -> None:
        super().__init__(_("What is free can be said of today and tomorrow only."))


class MoreThanRoom(DirectoryRefused):
    """More is free than there is room for."""

    def __init__(self, capacity: int) -> None:
        super().__init__(
            _("There is room for %(count)s people a day: no more than that can be free.")
            % {"count": formats.number_format(capacity)}
        )
