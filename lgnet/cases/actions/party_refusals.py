"""Why somebody cannot join a case, or a case cannot go on through them."""

from django.utils.translation import gettext as _

from lgnet.cases.models import Case
from lgnet.people.models import Person

from .refusals import CaseRefused


class InAnotherCase(CaseRefused):
    """The person is in a running case already; ``case`` is None where who asks may not see it."""

    def __init__(self, person: Person, case: Case | None) -> None:
        self.case = case
        super().__init__(
            _("%(name)s is in another running case: they leave that one first.")
            % {"name": person.known_as}
        )


class MemberElsewhere(CaseRefused):
    """Somebody of a closed case is in a running one since: the closed one cannot run with them."""

    def __init__(self, person: Person) -> None:
        super().__init__(
            _("%(name)s is in another running case. Write that they left this one, then reopen it.")
            % {"name": person.known_as}
        )


class NotInCase(CaseRefused):
    """Somebody changed who is in the case meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("A colleague changed who is in this case. Look again, then choose."))


class NotAnAdult(CaseRefused):
    """A case goes through an adult; a minor alone has a path of their own."""

    def __init__(self) -> None:
        super().__init__(_("They may be a minor. Choose an adult, or close the case."))
