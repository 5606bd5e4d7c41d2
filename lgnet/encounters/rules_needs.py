"""Which services answer which need: pure facts over our codes (``directory/data/services.csv``)."""

from collections.abc import Iterable

from .enums import NeedKind

ANSWERS: dict[NeedKind, frozenset[str]] = {
    NeedKind.SLEEP: frozenset(
        {
            "emergency_dormitory", "dormitory", "semi_residential_community",
            "residential_community", "protected_housing", "self_managed_housing",
            "solidarity_cohousing", "protected_refuge", "housing_first",
        }
    ),
    NeedKind.FOOD: frozenset({"food", "canteen"}),
    NeedKind.WASH: frozenset({"hygiene", "clothing"}),
    NeedKind.HEALTH: frozenset(
        {"medicines", "outpatient_health", "therapy_custody", "psychological_support"}
    ),
    NeedKind.SAFETY: frozenset({"protected_refuge"}),
    NeedKind.DOCUMENTS: frozenset({"paperwork", "registered_address", "postal_address"}),
    NeedKind.LEGAL: frozenset({"legal_protection"}),
    NeedKind.WORK: frozenset({"job_orientation", "job_placement"}),
    NeedKind.LANGUAGE: frozenset({"language_course"}),
    NeedKind.CHILDREN: frozenset({"childcare", "educational_support"}),
    NeedKind.TALK: frozenset({"outreach", "psychological_support", "social_club"}),
}  # fmt: skip


def answered_by(kind: NeedKind, codes: Iterable[str]) -> str:
    """Return the first of the services that answers a need of this kind, empty where none does."""
    wanted = ANSWERS.get(kind, frozenset())
    return next((code for code in codes if code in wanted), "")
