"""Why a change of a case's team cannot be made. Each message is for the person at the screen."""

from django.utils.translation import gettext as _

from lgnet.cases.models import CaseRequest, Handover

from .refusals import CaseRefused


class TeamRefused(CaseRefused):
    """A change of the team is refused; ``field`` says beside what the message stands."""

    field: str | None = None


class NotAColleague(TeamRefused):
    """The person named does not work with cases in this city."""

    field = "user"

    def __init__(self) -> None:
        super().__init__(_("Choose a colleague who works with cases in this city."))


class AnswersAlready(TeamRefused):
    """Who answers for a case is part of it already."""

    field = "user"

    def __init__(self) -> None:
        super().__init__(_("This colleague already answers for the case."))


class DaysWrong(TeamRefused):
    """The days do not fit."""

    field = "last_on"


class DaysTaken(TeamRefused):
    """The days overlap what is there."""

    field = "from_on"


class CaseIsClosed(TeamRefused):
    """Nobody takes over a case that is over."""

    def __init__(self) -> None:
        super().__init__(_("This case is closed. Open it again first."))


class HandoverWaits(TeamRefused):
    """One handover of a case at a time."""

    def __init__(self, waiting: Handover) -> None:
        self.waiting = waiting
        super().__init__(
            _("This case is already offered to %(name)s. Withdraw that first.")
            % {"name": waiting.to_user.full_name}
        )


class NotYours(TeamRefused):
    """Only some may do this: who answers for the case, who was asked, or a manager."""


class AnsweredAlready(TeamRefused):
    """A colleague was faster, or the same person in another window."""

    def __init__(self, handover: Handover) -> None:
        self.handover = handover
        super().__init__(
            _("This handover has already been answered: %(state)s.")
            % {"state": handover.get_state_display()}
        )


class ResponsibleChanged(TeamRefused):
    """Somebody else answers for the case than when it was offered."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else answers for this case by now. Ask them first."))


class WhyMissing(TeamRefused):
    """The other side has to read why."""

    field = "reason"

    def __init__(self) -> None:
        super().__init__(_("Write why in a few words."))


class RequestWaits(TeamRefused):
    """One move of a case waits at a time."""

    def __init__(self, waiting: CaseRequest) -> None:
        self.waiting = waiting
        asked_by = waiting.recorded_by
        super().__init__(
            _("%(name)s already asked for something here: that is decided first.")
            % {"name": asked_by.full_name if asked_by else _("Someone")}
        )


class RequestDecided(TeamRefused):
    """A colleague was faster."""

    def __init__(self, request: CaseRequest) -> None:
        super().__init__(
            _("This has already been decided: %(state)s.") % {"state": request.get_state_display()}
        )
