"""Why something about a family cannot be done now. Each message is for the person at the screen."""

import datetime as dt
from uuid import UUID

from django.utils import formats
from django.utils.translation import gettext as _

from lgnet.people.models import Person


class FamilyRefused(Exception):
    """A verb about a family cannot be done as things stand; ``str()`` says why.

    ``field`` names what of the form it is about, where it is about one thing.
    """

    field: str | None = None


class SamePerson(FamilyRefused):
    field = "who"

    def __init__(self) -> None:
        super().__init__(_("This is the same person. Choose somebody else."))


class AlreadyTogether(FamilyRefused):
    """Both are in the household already; ``household_id`` is where."""

    def __init__(self, person: Person, household_id: UUID) -> None:
        self.household_id = household_id
        super().__init__(
            _("%(name)s is in this family already. Change their place on the family's page.")
            % {"name": person.known_as}
        )


class InAnotherHousehold(FamilyRefused):
    """The person lives in another household; saying that they moved takes them out of it."""

    def __init__(self, person: Person) -> None:
        self.person = person
        super().__init__(
            _("%(name)s is in another family. If they have moved, tick the box below and save.")
            % {"name": person.known_as}
        )


class DayToCome(FamilyRefused):
    field = "day"

    def __init__(self) -> None:
        super().__init__(_("This day is still to come. Give the day on which it happened."))


class DayTooEarly(FamilyRefused):
    """The day lies before the person's time there began."""

    field = "day"

    def __init__(self, person: Person, since: dt.date) -> None:
        super().__init__(
            _("%(name)s has been in this family since %(day)s. Give that day or a later one.")
            % {"name": person.known_as, "day": _day(since)}
        )


class DayTaken(FamilyRefused):
    """The person's earlier time in a household had not ended on that day."""

    field = "day"

    def __init__(self, person: Person, until: dt.date) -> None:
        super().__init__(
            _("%(name)s was in a family until %(day)s. Give that day or a later one.")
            % {"name": person.known_as, "day": _day(until)}
        )


class NotThere(FamilyRefused):
    """The person is not, or no longer, where the page showed them."""

    def __init__(self) -> None:
        super().__init__(
            _("This family has changed meanwhile. Look at it again; nothing of yours was saved.")
        )


class NobodyGoes(FamilyRefused):
    field = "people"

    def __init__(self) -> None:
        super().__init__(_("Choose who it is about."))


class NobodyStays(FamilyRefused):
    field = "people"

    def __init__(self) -> None:
        super().__init__(_("Nobody would stay. To part a family, leave somebody out."))


class AlreadyAnswers(FamilyRefused):
    """The same adult answers for the minor already."""

    field = "who"

    def __init__(self, name: str) -> None:
        super().__init__(_("%(name)s answers for this person already.") % {"name": name})


class GuardianshipEnded(FamilyRefused):
    def __init__(self, on: dt.date) -> None:
        super().__init__(_("This has already ended, on %(day)s.") % {"day": _day(on)})


class GuardianDayTooEarly(FamilyRefused):
    field = "day"

    def __init__(self, since: dt.date) -> None:
        super().__init__(
            _("This began on %(day)s. Give that day or a later one.") % {"day": _day(since)}
        )


class NoPath(FamilyRefused):
    """The steps are for minors who are alone, and for those who grew up on the way."""

    def __init__(self) -> None:
        super().__init__(
            _("The steps are no longer needed here: an adult answers, or the person is of age.")
        )


def _day(day: dt.date) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT")
