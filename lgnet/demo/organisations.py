"""The demo's organisations: municipalities and national bodies are real, the others invented."""

from dataclasses import dataclass
from uuid import UUID

from lgnet.kernel.ids import derived_uuid
from lgnet.network.models import Organisation

from .profiles import PROFILES, Profile

Kind = Organisation.Kind

# Whom the city's social-services company stands for, instead of the municipality.
_COMPANIES = {"A952": "Azienda Servizi Sociali di Bolzano"}
_FORMS = ("Associazione Esempio", "Cooperativa Prova", "Fondazione Racconto")
_WORDS = (
    "Ponte", "Lanterna", "Girasole", "Approdo", "Sentiero", "Melograno", "Aquilone", "Faro",
    "Bussola", "Mandorlo", "Veranda", "Tandem", "Zattera", "Quercia", "Finestra", "Mosaico",
    "Alveare", "Cometa", "Orto", "Trama", "Ancora", "Rondine", "Ginestra", "Cortile", "Fontana",
    "Telaio", "Sorgente", "Pergola", "Vela", "Soglia", "Coperta", "Gomitolo", "Portico", "Nido",
    "Aurora", "Ginepro", "Fienile", "Mulino",
)  # fmt: skip
# An organisation of the city that does not work in its joint service: it sees whom it was shown.
_PARTNERS = {"L219": "Ambulatorio Esempio Betulla", "G273": "Ambulatorio Prova Gelsomino"}
MINISTRY = "Ministero dell'Interno"
ANCI = "ANCI"
CITTALIA = "Fondazione Cittalia"


@dataclass(frozen=True, slots=True)
class DemoOrganisation:
    """An organisation; ``code`` is its city's cadastral code, None for a national body."""

    name: str
    kind: Kind
    code: str | None
    # Works in the joint service of its city, and so sees its people.
    is_joint: bool = True

    @property
    def id(self) -> UUID:
        return derived_uuid("demo", "organisation", self.code or "", self.name)


def organisations(code: str) -> list[DemoOrganisation]:
    """Return who works in a city; the first represents it in the network."""
    profile = PROFILES[code]
    company = _COMPANIES.get(code)
    first = (
        DemoOrganisation(company, Kind.SOCIAL_SERVICES_COMPANY, code)
        if company
        else DemoOrganisation(f"Comune di {profile.name}", Kind.MUNICIPALITY, code)
    )
    made = [first]
    if company:
        made.append(DemoOrganisation(f"Comune di {profile.name}", Kind.MUNICIPALITY, code))
    for number in range(_ngos(profile)):
        word = _WORDS[_first_word(code) + number]
        made.append(DemoOrganisation(f"{_FORMS[number]} {word}", Kind.NGO, code))
    return made


def partner(code: str) -> DemoOrganisation | None:
    """Return the organisation outside the joint service of a city, where the demo has one."""
    name = _PARTNERS.get(code)
    return DemoOrganisation(name, Kind.NGO, code, is_joint=False) if name else None


def national_bodies() -> list[DemoOrganisation]:
    """Return the bodies that direct the network."""
    return [DemoOrganisation(name, Kind.NATIONAL_BODY, None) for name in (MINISTRY, ANCI, CITTALIA)]


def houses_run_by(code: str) -> list[DemoOrganisation]:
    """Return who runs houses in a city: its non-profit organisations."""
    return [item for item in organisations(code) if item.kind == Kind.NGO]


def _ngos(profile: Profile) -> int:
    if profile.weight >= 60:
        return 3
    return 2 if profile.weight >= 25 else 1


def _first_word(code: str) -> int:
    before = list(PROFILES).index(code)
    return sum(_ngos(profile) for profile in list(PROFILES.values())[:before])
