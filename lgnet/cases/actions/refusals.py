"""Why a verb of cases cannot be done now. Each message is for the person at the screen."""

from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from lgnet.cases.models import Case, FormAnswers


class CaseRefused(Exception):
    """A verb cannot be done as things stand; ``str()`` says why, in plain words."""


class AlreadyOpen(CaseRefused):
    """The person has an open case in this city."""

    def __init__(self, case: Case) -> None:
        self.case = case
        opened_by = case.opened_by
        super().__init__(
            _("%(name)s opened a case for this person on %(day)s.")
            % {
                "name": opened_by.full_name if opened_by else _("Someone"),
                "day": formats.date_format(timezone.localtime(case.opened_at), "SHORT_DATE_FORMAT"),
            }
        )


class AlreadyClosed(CaseRefused):
    """The case was closed with another outcome."""

    def __init__(self, case: Case) -> None:
        self.case = case
        super().__init__(
            _("This case has already been closed: %(outcome)s.")
            % {"outcome": case.get_outcome_display()}
        )


class CannotMove(CaseRefused):
    """The state of the case has changed, or was another from the start."""

    def __init__(self, case: Case) -> None:
        super().__init__(
            _("The state of this case is “%(state)s” now. Choose again what happens.")
            % {"state": case.get_state_display()}
        )


class ReasonMissing(CaseRefused):
    """The next colleague has to read why."""

    def __init__(self) -> None:
        super().__init__(_("Write why in a few words."))


class ApprovalNeeded(CaseRefused):
    """The city decided that a second person approves this move."""

    def __init__(self) -> None:
        super().__init__(_("A second person has to approve this."))


class NotResponsible(CaseRefused):
    """The person named does not manage cases in this city."""

    def __init__(self) -> None:
        super().__init__(_("Choose someone who manages cases in this city."))


class TooManyDocuments(CaseRefused):
    """A case keeps so many papers and no more."""

    def __init__(self, most: int) -> None:
        super().__init__(
            _("A case keeps %(count)s papers at most. Destroy one first.") % {"count": most}
        )


class ChangedMeanwhile(CaseRefused):
    """Somebody else changed the same goal or action; ``current`` is how it stands now."""

    def __init__(self, current: Any) -> None:
        self.current = current
        super().__init__(_("Somebody else changed this meanwhile. Look at both, then decide."))


class NotClosed(CaseRefused):
    """What is said at the end needs an end."""

    def __init__(self) -> None:
        super().__init__(_("This case is not closed."))


class OutcomesChanged(CaseRefused):
    """A colleague said something else since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            _("A colleague changed this meanwhile. Compare, then save again what is right.")
        )


class AlreadyAsked(CaseRefused):
    """The question has been answered; nobody answers twice."""

    def __init__(self) -> None:
        super().__init__(_("The question has already been asked."))


class CannotAsk(CaseRefused):
    """There is nobody to ask, or nobody may be asked."""


class AlreadyFollowedUp(CaseRefused):
    """A colleague wrote down what was found at this mark."""

    def __init__(self, day: str, name: str) -> None:
        super().__init__(
            _("%(name)s wrote this down on %(day)s. It is below; nothing of yours was saved.")
            % {"name": name or _("Someone"), "day": day}
        )


class PlanChanged(CaseRefused):
    """What was printed is no longer what stands."""

    def __init__(self) -> None:
        super().__init__(
            _("The plan was changed after it was printed. Print it again, and sign that.")
        )


class NothingToSign(CaseRefused):
    """A plan without a goal is no plan."""

    def __init__(self) -> None:
        super().__init__(_("There is nothing to sign yet: write down a goal first."))


class AlreadyWritten(CaseRefused):
    """The same form was sent before, with other words."""

    def __init__(self) -> None:
        super().__init__(
            _("This was written down before, in other words. Open the page again to add to it.")
        )


class AlreadyFinished(CaseRefused):
    """What is finished stays as it was said; a new assessment says it anew."""

    def __init__(self) -> None:
        super().__init__(_("This assessment is finished. Begin a new one."))


class AnswersStale(CaseRefused):
    """Somebody wrote to the same form meanwhile; ``row`` is how it stands."""

    def __init__(self, row: FormAnswers) -> None:
        self.row = row
        super().__init__(
            _("%(name)s wrote in this form while it was open here. Nothing was overwritten.")
            % {"name": row.changed_by.full_name if row.changed_by else _("Someone")}
        )


class AnswersElsewhere(CaseRefused):
    """What is written to belongs to another form or case."""

    def __init__(self) -> None:
        super().__init__(_("This belongs to another form. Open the form again from the list."))


class FindingChanged(CaseRefused):
    """A colleague found something about the line while the page was open."""

    def __init__(self) -> None:
        super().__init__(_("A colleague found something meanwhile. Look at both, then save again."))


class IsClosed(CaseRefused):
    """What is asked of a running case, of one that is closed."""

    def __init__(self) -> None:
        super().__init__(_("This case is closed. Reopen it first."))
