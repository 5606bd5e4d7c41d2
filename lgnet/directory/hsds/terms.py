"""How what is ours and not HSDS's own stands in it: attributes with terms of two taxonomies."""

from typing import Any
from uuid import UUID

from lgnet.directory.enums import ForWhom
from lgnet.kernel.ids import derived_uuid

SERVICES = "LgNet services"
RULES = "LgNet rules"
# Terms of RULES, and the fact of an offer that each stands for.
FACTS: dict[str, tuple[str, Any]] = {
    "women_only": ("sexes", ForWhom.WOMEN.value),
    "men_only": ("sexes", ForWhom.MEN.value),
    "no_families": ("takes_families", False),
    "by_appointment": ("is_by_appointment", True),
}
ORDINARY, EXCEPTION, CLOSED = "ordinary", "exception", "closed"


def attribute(
    service_id: str, taxonomy: str, code: str, name: str, value: str | None = None
) -> dict[str, Any]:
    """Return an attribute of a service."""
    found = {
        "id": str(derived_uuid("hsds", "attribute", service_id, taxonomy, code)),
        "link_id": service_id,
        "link_entity": "service",
        "taxonomy_term_id": str(derived_uuid("hsds", "term", taxonomy, code)),
        "taxonomy_term": {
            "id": str(derived_uuid("hsds", "term", taxonomy, code)),
            "code": code,
            "name": name,
            "description": name,
            "taxonomy": taxonomy,
        },
    }
    return found if value is None else {**found, "value": value}


def codes_of(row: dict[str, Any]) -> list[tuple[str, str]]:
    """Return (taxonomy, code) of the attributes of a service, or of a site."""
    found = []
    for one in row.get("attributes") or []:
        term = one.get("taxonomy_term") or {}
        if term.get("code"):
            found.append((str(term.get("taxonomy") or ""), str(term["code"])))
    return found


def our_id(kind: str, text: str) -> UUID:
    """Return the identifier of a row of ours: theirs where it is a UUID, else one made of it."""
    try:
        return UUID(text)
    except ValueError:
        return derived_uuid("hsds", kind, text)
