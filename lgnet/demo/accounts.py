"""The demo's staff: invented, one password for all, known to everyone who reads this.

Torino and Palermo have every role of the table, refuge included, and a desk of an organisation
outside the joint service; other cities those that the work of each night needs; the national
bodies theirs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from lgnet.kernel.ids import derived_uuid
from lgnet.network.enums import CITY_ROLES, Role

from .organisations import ANCI, CITTALIA, MINISTRY, DemoOrganisation, national_bodies, partner
from .organisations import organisations as organisations_of
from .profiles import PROFILES

PASSWORD = "citta-in-prova"  # noqa: S105  (shown to whoever starts the demo)
DOMAIN = "demo.lgnet.example"
WHOLE_CITIES = ("Torino", "Palermo")

_DESKS = {
    Role.OUTREACH_WORKER: "strada",
    Role.DESK_OPERATOR: "sportello",
    Role.CASE_MANAGER: "casi",
    Role.HOUSING_COORDINATOR: "alloggi",
    Role.REFUGE_COORDINATOR: "rifugio",
    Role.COMMUNITY_ANIMATOR: "comunita",
    Role.CHECK_IN_VOLUNTEER: "volontari",
    Role.RECEPTION_VOLUNTEER: "accoglienza",
    Role.CITY_MANAGER: "responsabile",
    Role.DATA_PROTECTION_OFFICER: "privacy",
    Role.NATIONAL_ANALYST: "analisi",
    Role.NATIONAL_COORDINATOR: "coordinamento",
    Role.EDITOR: "redazione",
}
_EVERYWHERE = (
    Role.OUTREACH_WORKER,
    Role.DESK_OPERATOR,
    Role.CASE_MANAGER,
    Role.HOUSING_COORDINATOR,
    Role.CITY_MANAGER,
)
# Whose work the non-profit organisations do; the rest is the representative's.
_NGO_ROLES = {
    Role.OUTREACH_WORKER: 1,
    Role.REFUGE_COORDINATOR: 1,
    Role.COMMUNITY_ANIMATOR: 2,
    Role.CHECK_IN_VOLUNTEER: 3,
    Role.RECEPTION_VOLUNTEER: 2,
}
_NATIONAL = {
    Role.NATIONAL_ANALYST: CITTALIA,
    Role.NATIONAL_COORDINATOR: MINISTRY,
    Role.EDITOR: ANCI,
}
_GIVEN = (
    "Anna", "Bruno", "Carla", "Dario", "Elisa", "Fabio", "Giulia", "Hamid", "Irene", "Jasmine",
    "Khaled", "Lucia", "Marco", "Nadia", "Omar", "Paola", "Quirino", "Rita", "Samira", "Tommaso",
    "Ugo", "Vera", "Walter", "Xenia", "Youssef", "Zoe",
)  # fmt: skip
_FAMILY = (
    "Esempio", "Prova", "Racconto", "Nuvola", "Sogno", "Bozza", "Fiaba", "Modello", "Leggenda",
    "Schizzo", "Novella",
)  # fmt: skip


# Who works at the desk of an organisation outside the joint service.
_PARTNERS = {"L219": "Alba Esempio", "G273": "Sole Prova"}


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A demo sign-in; ``code`` is the city's cadastral code, None for the nation."""

    email: str
    full_name: str
    role: Role
    city: str
    code: str | None
    organisation: DemoOrganisation

    @property
    def label(self) -> str:
        """Return what the switcher calls it: the role, and an organisation from outside."""
        role = str(self.role.label)
        return role if self.organisation.is_joint else f"{role} · {self.organisation.name}"

    @property
    def user_id(self) -> UUID:
        return derived_uuid("demo", "user", self.email)

    @property
    def membership_id(self) -> UUID:
        return derived_uuid("demo", "membership", self.email)


def accounts() -> list[DemoAccount]:
    """Return every demo account: cities with all roles first, then the nation, then the rest."""
    names = _names()
    made = []
    order = sorted(PROFILES, key=lambda code: PROFILES[code].name not in WHOLE_CITIES)
    whole, rest = order[: len(WHOLE_CITIES)], order[len(WHOLE_CITIES) :]
    for code in whole:
        made += [*_of_city(code, CITY_ROLES, names), *_of_partner(code)]
    national = {body.name: body for body in national_bodies()}
    for role, body in _NATIONAL.items():
        email = f"{_DESKS[role]}@{DOMAIN}"
        made.append(DemoAccount(email, next(names), role, "", None, national[body]))
    for code in rest:
        roles = (*_EVERYWHERE, *([Role.REFUGE_COORDINATOR] if PROFILES[code].has_refuge else []))
        made += _of_city(code, roles, names)
    return made


def _of_city(code: str, roles: tuple[Role, ...], names: Iterator[str]) -> list[DemoAccount]:
    profile = PROFILES[code]
    bodies = organisations_of(code)
    made = []
    for role in roles:
        body = bodies[min(_NGO_ROLES.get(role, 0), len(bodies) - 1)]
        copies = 2 if role == Role.CASE_MANAGER and profile.has_second_case_manager else 1
        for number in range(copies):
            desk = f"{_DESKS[role]}{number + 1 if number else ''}"
            email = f"{desk}.{profile.slug}@{DOMAIN}"
            made.append(DemoAccount(email, next(names), role, profile.name, code, body))
    return made


def _of_partner(code: str) -> list[DemoAccount]:
    body, profile = partner(code), PROFILES[code]
    if body is None:
        return []
    email = f"partner.{profile.slug}@{DOMAIN}"
    role = Role.DESK_OPERATOR
    return [DemoAccount(email, _PARTNERS[code], role, profile.name, code, body)]


def _names() -> Iterator[str]:
    number = 0
    while True:
        given = _GIVEN[number % len(_GIVEN)]
        yield f"{given} {_FAMILY[number % len(_FAMILY)]}"
        number += 1
