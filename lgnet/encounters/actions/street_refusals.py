"""Why a verb of the street cannot be done now. Each message is for the person at the screen."""

from django.utils.translation import gettext as _


class StreetRefused(Exception):
    """A verb cannot be done as things stand; ``str()`` says why, in plain words."""


class NotEnough(StreetRefused):
    """There is less of an item than would be given."""

    def __init__(self, name: str, on_hand: int) -> None:
        super().__init__(
            _("There are not so many: %(name)s, %(count)s left.") % {"name": name, "count": on_hand}
        )


class SentOtherwise(StreetRefused):
    """A form was sent again with other contents; the first one stands."""

    def __init__(self) -> None:
        super().__init__(_("This was saved already, with other contents. Look at what was saved."))


class ShiftChangedMeanwhile(StreetRefused):
    """Somebody else changed the shift since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else changed this shift meanwhile. Look at it first, then save again.")
        )
