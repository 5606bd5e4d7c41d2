"""What each role may do: one table that a data-protection officer can review.

After the table of actors in the field's rules. Every right holds in the member's own city and
compartment only; row-level security keeps the rest away whatever this table says.
"""

from .enums import Role

STREET = frozenset(
    {
        "people.view",
        "people.edit",
        "directory.view",
        "encounters.view",
        "encounters.record",
        "outreach.work",
        "referrals.view",
        "referrals.send",
        "referrals.answer",
        "housing.board",
        "housing.request",
        "housing.refuge_request",
    }
)

ROLES: dict[Role, frozenset[str]] = {
    Role.OUTREACH_WORKER: STREET | {"outreach.plan"},
    # A list of people is brought in by who answers for the city, or by who knows the people on it
    # and can say whom a row means; nobody needs that in the street or to follow a case.
    Role.DESK_OPERATOR: STREET
    | {
        "directory.edit",
        "desk.reception",
        "desk.queue",
        "desk.appointments",
        "desk.letters",
        "desk.papers",
        "desk.manage",
        "people.import",
        "people.papers",
        "people.consent",
        "people.merge",
        "people.cross_city",
        "cases.view",
    },
    Role.CASE_MANAGER: STREET
    | {
        "desk.queue",
        "desk.appointments",
        "desk.letters",
        "desk.papers",
        "people.papers",
        "people.consent",
        "people.minors",
        "people.merge",
        "people.cross_city",
        "cases.view",
        "cases.manage",
        "cases.documents",
        "cases.team",
        "cases.forms",
        "cases.vulnerability",
        # Which files one sees says the list of each, and nothing else (docs/adr/0015).
        "cases.restricted",
        "housing.extend",
    },
    Role.HOUSING_COORDINATOR: frozenset(
        {
            "people.view",
            "directory.view",
            "referrals.view",
            "referrals.answer",
            "housing.board",
            "housing.structures",
            "housing.request",
            "housing.refuge_request",
            "housing.place",
            "housing.extend",
            "housing.decide",
            "housing.homes",
            "housing.night",
        }
    ),
    # In the refuge's compartment: its own people, places and stays, and nothing else.
    Role.REFUGE_COORDINATOR: frozenset(
        {
            "people.view",
            "people.edit",
            "people.minors",
            "people.papers",
            "housing.board",
            "housing.structures",
            "housing.request",
            "housing.place",
            "housing.extend",
            "housing.decide",
            "housing.night",
            "housing.refuge_answer",
        }
    ),
    Role.COMMUNITY_ANIMATOR: frozenset({"directory.view"}),
    # Tonight's guests at the door: what they are called, their place, a tick; no dossier.
    Role.CHECK_IN_VOLUNTEER: frozenset({"housing.night"}),
    # At the door of a desk: what people are called and their number in the queue; no dossier.
    Role.RECEPTION_VOLUNTEER: frozenset({"desk.reception"}),
    Role.CITY_MANAGER: frozenset(
        {
            "desk.manage",
            "outreach.work",
            "outreach.plan",
            "people.view",
            "people.import",
            "directory.view",
            "directory.edit",
            "forms.edit",
            "encounters.view",
            "encounters.policy",
            "referrals.manage",
            "housing.board",
            "housing.structures",
            "housing.decide",
            "cases.view",
            "cases.team",
            "cases.supervise",
            "network.team",
            "monitoring.city",
        }
    ),
    Role.DATA_PROTECTION_OFFICER: frozenset({"audit.view", "network.team"}),
    Role.NATIONAL_ANALYST: frozenset({"monitoring.network", "forms.coverage"}),
    Role.NATIONAL_COORDINATOR: frozenset(
        {
            "monitoring.network",
            "forms.edit",
            "forms.dictionary",
            "forms.coverage",
            "funding.conditions",
        }
    ),
    Role.EDITOR: frozenset(),
}


def permissions_of(role: str) -> frozenset[str]:
    """Return what a role may do; an unknown role may do nothing."""
    return ROLES.get(Role(role), frozenset()) if role in Role.values else frozenset()
