"""Why a verb of housing cannot be done now. Each message is for the person at the screen."""

from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lgnet.housing.models import Place, PlacementRequest, Stay


class HousingRefused(Exception):
    """A verb cannot be done as things stand; ``str()`` says why, in plain words."""


class AlreadyAsked(HousingRefused):
    """The person has an open request already."""

    def __init__(self, request: PlacementRequest) -> None:
        self.request = request
        asked_by = request.asked_by
        super().__init__(
            _(
                "%(name)s asked for a place for %(person)s on %(day)s. That request still waits"
                " for an answer."
            )
            % {
                "name": asked_by.full_name if asked_by else _("Someone"),
                "person": request.person.known_as,
                "day": _day(timezone.localtime(request.asked_at)),
            }
        )


class RequestAnswered(HousingRefused):
    """The request has had its answer: place given, refused or withdrawn."""

    def __init__(self, request: PlacementRequest) -> None:
        self.request = request
        super().__init__(
            _("This request has already been answered: %(state)s.")
            % {"state": request.get_state_display()}
        )


class NightsPassed(HousingRefused):
    """The nights a place was asked for are over."""

    def __init__(self, request: PlacementRequest) -> None:
        super().__init__(
            _("The place was needed until %(day)s, and that has passed. Ask again from tonight.")
            % {"day": _day(request.until_on)}
        )


class PartyNotWhole(HousingRefused):
    """Somebody of the party would be left without a place; ``names`` are those who are named."""

    def __init__(self, *, names: list[str], unnamed: int) -> None:
        if names:
            words = _("No place was chosen for %(names)s.") % {"names": ", ".join(names)}
        else:
            words = ngettext(
                "%(count)s person of this party is not named yet, and would have no place. Name"
                " them first, or take the whole unit.",
                "%(count)s people of this party are not named yet, and would have no place. Name"
                " them first, or take the whole unit.",
                unnamed,
            ) % {"count": unnamed}
        super().__init__(words)


class AlreadyInParty(HousingRefused):
    """The person is part of the request already."""

    def __init__(self) -> None:
        super().__init__(_("This person is part of the request already."))


class PlaceTaken(HousingRefused):
    """Someone else has the place on these nights; ``next_place`` is another free one, or None."""

    def __init__(self, place: Place, next_place: Place | None) -> None:
        self.place = place
        self.next_place = next_place
        if next_place is None:
            words = _("%(place)s is taken by now, and no other place is free.") % {
                "place": place_words(place)
            }
        else:
            words = _("%(place)s is taken by now. Still free: %(next)s.") % {
                "place": place_words(place),
                "next": place_words(next_place),
            }
        super().__init__(words)


class PlaceToCheck(HousingRefused):
    """The last stay here is over its time and nobody ended it; ``next_place`` as in PlaceTaken."""

    def __init__(self, place: Place, next_place: Place | None) -> None:
        self.place = place
        self.next_place = next_place
        super().__init__(
            _(
                "%(place)s is to be checked: the last stay there is over its time limit, and"
                " nobody recorded that the person left. End that stay first."
            )
            % {"place": place_words(place)}
        )


class PlaceClosed(HousingRefused):
    """The place, or its structure, is not open on the first night."""

    def __init__(self, place: Place) -> None:
        self.place = place
        super().__init__(
            _("%(place)s is not open on the first night.") % {"place": place_words(place)}
        )


class PersonHasPlace(HousingRefused):
    """The person sleeps somewhere on these nights already; ``stay`` says where."""

    def __init__(self, stay: Stay | None) -> None:
        self.stay = stay
        if stay is None:
            words = _("This person already has a place on these nights.")
        else:
            words = _(
                "This person already has a place since %(day)s: %(structure)s. End that stay first."
            ) % {"day": _day(stay.started_on), "structure": stay.structure.name}
        super().__init__(words)


class MinorAlone(HousingRefused):
    """A person who may be a minor needs an adult of their family beside them."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This person may be under 18. A minor without their family is never placed with"
                " adults: follow the path for unaccompanied minors. If an adult of their family"
                " sleeps here too, say so below."
            )
        )


class MinorBesideStrangers(HousingRefused):
    """A family with minors would share a room with people they do not know."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Others sleep in this room, and somebody of this family may be under 18. Choose"
                " another room, take the whole room, or say below that the family accepts it."
            )
        )


class TermSpent(HousingRefused):
    """The person's time in this programme is over, and no extension was approved."""

    def __init__(self, place: Place, counts_from: Any, due_on: Any) -> None:
        self.place = place
        super().__init__(
            _(
                "The time limit counts from %(first)s and ended on %(due)s. A further night needs"
                " an approved extension."
            )
            % {"first": _day(counts_from), "due": _day(due_on)}
        )


class LaterStayCounts(HousingRefused):
    """They have a later place of the same programme, whose term counts from its own first night."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "They have a later place already, and its time limit would have to count from"
                " this night. Take that place back first, then give both again."
            )
        )


class UnitTooSmall(HousingRefused):
    """The party is larger than the free places of the unit."""

    def __init__(self, *, people: int, places: int) -> None:
        super().__init__(
            _("%(people)s people need a place, and %(places)s are free there.")
            % {"people": people, "places": places}
        )


class AlreadyHeld(HousingRefused):
    """The request has a hold already; ``hold`` is it."""

    def __init__(self, hold: Any) -> None:
        self.hold = hold
        super().__init__(
            _("Places are held for this request until %(time)s. Give them back first.")
            % {"time": formats.date_format(timezone.localtime(hold.expires_at), "TIME_FORMAT")}
        )


class HoldEnded(HousingRefused):
    """The hold ran out, was given back or became a stay; ``hold`` is it."""

    def __init__(self, hold: Any) -> None:
        self.hold = hold
        ended = hold.expires_at if hold.ended_at is None else hold.ended_at
        super().__init__(
            _("This hold has ended (%(time)s). The request still waits: choose a place again.")
            % {"time": formats.date_format(timezone.localtime(ended), "SHORT_DATETIME_FORMAT")}
        )


class OtherStructure(HousingRefused):
    """A move stays within the structure; elsewhere is a new stay."""

    def __init__(self, place: Place) -> None:
        self.place = place
        super().__init__(
            _("%(place)s is in another house. End this stay, then give a place there.")
            % {"place": place_words(place)}
        )


class WrongDay(HousingRefused):
    """The day lies before the first night, or in the days to come."""

    def __init__(self, stay: Stay) -> None:
        super().__init__(
            _("The day must lie between the first night, %(day)s, and today.")
            % {"day": _day(stay.started_on)}
        )


class StayEnded(HousingRefused):
    """The stay ended on another day than the one given now."""

    def __init__(self, stay: Stay) -> None:
        super().__init__(_("This stay ended on %(day)s.") % {"day": _day(stay.ended_on)})


class NightsGivenAgain(HousingRefused):
    """The nights a stay had are no longer free, so it cannot be reopened."""

    def __init__(self) -> None:
        super().__init__(
            _("The place or the person has another stay by now. Give a new place instead.")
        )


def place_words(place: Place) -> str:
    """Return a place as it is spoken of: structure, unit, label."""
    return f"{place.unit.structure.name}, {place.unit.name}, {place.label}"


def _day(day: Any) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT")
