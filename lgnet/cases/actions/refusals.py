"""Why a verb of cases cannot be done now. Each message is for the person at the screen."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from lgnet.cases.models import Case


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


class NotResponsible(CaseRefused):
    """The person named does not manage cases in this city."""

    def __init__(self) -> None:
        super().__init__(_("Choose someone who manages cases in this city."))
