"""Why a verb of the desk cannot be done now. Each message is for the person at the screen."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from lgnet.encounters.models import Visit


class DeskRefused(Exception):
    """A verb cannot be done as things stand; ``str()`` says why, in plain words."""


class SentOtherwise(DeskRefused):
    """A form was sent again with other contents; the first one stands."""

    def __init__(self) -> None:
        super().__init__(_("This was saved already, with other contents. Look at what was saved."))


class CalledByOther(DeskRefused):
    """A colleague has the ticket; ``visit`` says who, and where."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        super().__init__(
            _("%(name)s called number %(number)s at %(time)s, to %(room)s.")
            % {
                "name": visit.called_by.full_name if visit.called_by else _("A colleague"),
                "number": visit.number,
                "time": formats.time_format(timezone.localtime(visit.called_at), "H:i"),
                "room": visit.room.name if visit.room else _("another room"),
            }
        )


class MovedOn(DeskRefused):
    """The ticket has moved on since the page was loaded."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        super().__init__(
            _("Number %(number)s has moved on: %(state)s.")
            % {"number": visit.number, "state": visit.get_state_display()}
        )


class NobodyWaits(DeskRefused):
    """There is nobody to call."""

    def __init__(self) -> None:
        super().__init__(_("Nobody is waiting."))


class NotBooked(DeskRefused):
    """An appointment cannot be at this time; ``field`` is what to change."""

    def __init__(self, words: str, *, field: str = "starts_at") -> None:
        self.field = field
        super().__init__(words)
