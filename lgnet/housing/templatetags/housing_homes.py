"""What a home of housing first or co-housing adds to the page of its stay."""

from typing import Any

from django import template
from django.utils import timezone

from lgnet.housing import rules_homes
from lgnet.housing.enums import StructureKind
from lgnet.housing.queries import cohousing, tenancies
from lgnet.network.access import can

register = template.Library()


@register.inclusion_tag("housing/_stay_home.html", takes_context=True)
def stay_home(context: Any, stay: Any) -> dict[str, Any]:
    """Required: a stay with its structure. Why: one line on the stay's page; nothing elsewhere.

    One query in a housing first flat and in co-housing, none in any other house.
    """
    told: dict[str, Any] = {"stay": stay, "part": "", "today": timezone.localdate()}
    if not can(context["request"].membership, "housing.homes"):
        return told
    kind = stay.structure.kind
    if kind == StructureKind.HOUSING_FIRST:
        tenancy, summary = tenancies.home_of(stay)
        last = summary.visited_at
        days = rules_homes.days_since(
            timezone.localdate(last) if last else None, today=told["today"]
        )
        told |= {"part": "home", "tenancy": tenancy, "visited_at": last, "days": days}
        told["count"] = summary.visit_count
    elif kind == StructureKind.SOLIDARITY_COHOUSING:
        host, together = cohousing.life_together(stay)
        told |= {"part": "cohousing", "host": host, "together": together}
    return told
