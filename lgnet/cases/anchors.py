"""What each step of a domain means, in words: our own, the first version of the instrument.

The steps are 1 to 5, from "cannot go on without help now" to "goes well without us". They
describe a person's situation; they are never added up, and nobody is ranked by them. A change of
words is a new version: what was said with older words keeps them.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from .enums_plan import LifeArea

CURRENT = 1

_FIRST: Mapping[LifeArea, tuple[Any, ...]] = {
    LifeArea.INCOME: (
        _("No income at all"),
        _("Only alms or odd coins"),
        _("Something comes in, not enough for the month"),
        _("Enough for the basics, nothing left over"),
        _("Enough, also for what is unforeseen"),
    ),
    LifeArea.WORK: (
        _("Not able to work now, or exploited"),
        _("Looks for work and finds none"),
        _("Odd jobs, without a contract"),
        _("A contract that ends soon, or few hours"),
        _("Steady work with a contract, or no need to work"),
    ),
    LifeArea.HOUSING: (
        _("Sleeps in the street or in a place not meant for it"),
        _("A bed for tonight, nothing after"),
        _("A place for some months, with others deciding"),
        _("A home that may be lost, or hard to pay"),
        _("A home that lasts and can be paid"),
    ),
    LifeArea.FOOD: (
        _("Often does not eat for a day"),
        _("Eats at soup kitchens alone"),
        _("Eats every day, with help"),
        _("Buys and cooks most of the time"),
        _("Eats well and chooses what"),
    ),
    LifeArea.CHILDREN: (
        _("The children are in danger or out of school"),
        _("They go to school now and then"),
        _("At school, but the days are hard to manage"),
        _("School and care work with some help"),
        _("School and care go well"),
    ),
    LifeArea.LANGUAGE: (
        _("No common language, cannot read"),
        _("Single words of Italian"),
        _("Gets by in a shop or on a bus"),
        _("Speaks at the office and at school, with effort"),
        _("Speaks, reads and fills in forms alone"),
    ),
    LifeArea.LEGAL: (
        _("No paper, and does not know what is possible"),
        _("A request is to be made or was refused"),
        _("Waiting for an answer, with a receipt"),
        _("A permit, to be renewed soon"),
        _("A stay that is safe for years"),
    ),
    LifeArea.HEALTH: (
        _("Ill or hurt, and nobody takes care"),
        _("Goes to the emergency room only"),
        _("Has a doctor, does not manage the treatment"),
        _("Treated, with some help to keep it up"),
        _("Well, or follows the treatment alone"),
    ),
    LifeArea.MENTAL: (
        _("A danger to themselves or to others"),
        _("Suffers every day and nobody helps"),
        _("Suffers often, somebody has begun to help"),
        _("Better, with somebody to talk to"),
        _("At ease most of the time"),
    ),
    LifeArea.SUBSTANCES: (
        _("Use puts life at risk"),
        _("Uses every day and it decides the day"),
        _("Uses, and wants it to change"),
        _("Has stopped or uses little, with help"),
        _("No use, or none that does harm"),
    ),
    LifeArea.FAMILY: (
        _("Alone, or hurt by who is near"),
        _("Contacts that do more harm than good"),
        _("Somebody far away, or from time to time"),
        _("A few people to count on"),
        _("People near who help and are helped"),
    ),
    LifeArea.MOBILITY: (
        _("Cannot move, or does not leave the place"),
        _("Only where somebody goes along"),
        _("On foot and along known ways"),
        _("Gets around the city, the ticket is a problem"),
        _("Goes wherever is needed"),
    ),
    LifeArea.COMMUNITY: (
        _("Knows nobody and is afraid of people"),
        _("Knows other people in the same need only"),
        _("Comes along when somebody invites"),
        _("Takes part in something regularly"),
        _("Takes part and brings others"),
    ),
    LifeArea.SAFETY: (
        _("In danger now"),
        _("Threatened or controlled by somebody"),
        _("Afraid in some places or of some people"),
        _("Safe, with somebody keeping watch"),
        _("Safe and not afraid"),
    ),
}

ANCHORS: Mapping[int, Mapping[LifeArea, tuple[Any, ...]]] = {CURRENT: _FIRST}
