"""Reads of the life in a house: rules signed, visitors, incidents, belongings."""

from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lgnet.housing import rules_nights
from lgnet.housing.enums_house import Presence
from lgnet.housing.models import (
    Belonging,
    HouseRules,
    HousingStructure,
    Incident,
    NightMark,
    RulesSignature,
    Stay,
    Visitor,
)
from lgnet.people.models import Person, PersonLanguage


def current_rules(structure: HousingStructure) -> dict[str, HouseRules]:
    """Return the newest version of a house's rules by language (ISO 639-3)."""
    rows = HouseRules.objects.filter(structure=structure)
    newest = rows.order_by("language", "-version").distinct("language")
    return {rules.language: rules for rules in newest}


def reading_languages(person: Person) -> list[str]:
    """Return the languages a person reads, well before a little."""
    rows = PersonLanguage.objects.filter(person=person).order_by("language", "id")
    return rules_nights.reading_order(dict(rows.values_list("language", "reads")))


def with_summary(stays: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate what the life in the house comes to, for a stay's page.

    ``kept_things``, ``visitors_inside``, ``incident_count`` and ``absent_nights`` are numbers;
    ``signed_version`` is the newest version of the rules signed, ``rules_version`` the house's
    newest; None where there is none.
    """
    signed = RulesSignature.objects.filter(stay=OuterRef("pk")).order_by()
    newest = HouseRules.objects.filter(structure=OuterRef("structure_id")).order_by()
    return stays.annotate(
        kept_things=_count(Belonging.objects.filter(returned_at__isnull=True)),
        visitors_inside=_count(Visitor.objects.filter(left_at__isnull=True)),
        incident_count=_count(Incident.objects),
        absent_nights=_count(NightMark.objects.filter(presence=Presence.ABSENT)),
        signed_version=Subquery(
            signed.values("stay").annotate(most=Max("rules__version")).values("most")
        ),
        rules_version=Subquery(
            newest.values("structure").annotate(most=Max("version")).values("most")
        ),
    )


def _count(rows: Any) -> Any:
    """Return how many of the rows belong to the stay outside."""
    mine = rows.filter(stay=OuterRef("pk")).order_by()
    counted = mine.values("stay").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def signatures_of(stay: Stay) -> QuerySet[RulesSignature]:
    """Return the house rules a guest signed, the last first."""
    return (
        RulesSignature.objects.filter(stay=stay)
        .select_related("rules", "recorded_by")
        .order_by("-signed_on", "-id")
    )


def visitors_of(stay: Stay) -> QuerySet[Visitor]:
    """Return who came to see a guest, the last first."""
    return Visitor.objects.filter(stay=stay).order_by("-came_at", "-id")


def belongings_of(stay: Stay) -> QuerySet[Belonging]:
    """Return what a guest gave into keeping: what is still kept first."""
    return Belonging.objects.filter(stay=stay).order_by("-returned_at", "recorded_at", "id")


def kept_belongings(stay: Stay) -> list[Belonging]:
    """Return what the house still keeps for a guest."""
    return list(belongings_of(stay).filter(returned_at__isnull=True))


def incidents() -> QuerySet[Incident]:
    """Return the incidents of nobody, and of guests one may see; with house and guest."""
    seen = Q(stay__isnull=True) | Q(stay__in=Stay.objects.order_by().values("pk"))
    return Incident.objects.filter(seen).select_related("structure", "stay__person", "recorded_by")


def incidents_of(stay: Stay) -> QuerySet[Incident]:
    """Return the incidents of a guest, the last first."""
    return incidents().filter(stay=stay).order_by("-happened_at", "-id")
