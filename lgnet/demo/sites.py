"""The demo's sites: who gives what in a city, when. All of them invented."""

import datetime as dt
from dataclasses import dataclass

ALL, WORKDAYS, WEEKEND = range(7), range(5), (5, 6)
Times = tuple[tuple[range | tuple[int, ...], str], ...]  # days, "12:00-14:00"


@dataclass(frozen=True, slots=True)
class DemoOffer:
    """A service at a site, by our code."""

    service: str
    description: str
    sexes: str = "any"
    youngest: int | None = None
    capacity: int | None = None
    is_by_appointment: bool = False
    hours: Times = ()  # of its own


@dataclass(frozen=True, slots=True)
class DemoSite:
    """A site: its name before the neighbourhood's, languages, hours, offers."""

    title: str
    languages: tuple[str, ...]
    hours: Times
    offers: tuple[DemoOffer, ...]
    ramadan: str = ""
    confirmed_days_ago: int = 10


SITES = (
    DemoSite(
        "Mensa Esempio",
        ("ita", "ara", "fra"),
        ((ALL, "11:30-13:30"), (WORKDAYS, "18:30-20:00")),
        (
            DemoOffer("canteen", "Pranzo tutti i giorni, cena nei giorni feriali", capacity=120),
            DemoOffer("food", "Pacchi alimentari", hours=(((2, 5), "15:00-17:00"),)),
        ),
        ramadan="18:00-22:00",
    ),
    DemoSite(
        "Docce Prova",
        ("ita", "eng"),
        ((WORKDAYS, "08:00-12:00"),),
        (
            DemoOffer("hygiene", "Doccia, sapone e asciugamano", capacity=40),
            DemoOffer(
                "clothing", "Vestiti puliti per donne", sexes="women", hours=(((1,), "9:00-12:00"),)
            ),
        ),
        confirmed_days_ago=41,
    ),
    DemoSite(
        "Sportello Esempio",
        ("ita", "eng", "fra", "ara", "ben"),
        ((WORKDAYS, "09:00-13:00"), ((1, 3), "14:00-17:00")),
        (
            DemoOffer("information", "Orientamento, senza appuntamento"),
            DemoOffer("legal_protection", "Avvocata, su appuntamento", is_by_appointment=True),
            DemoOffer("paperwork", "Aiuto con moduli e domande"),
        ),
    ),
    DemoSite(
        "Centro diurno Racconto",
        ("ita", "spa"),
        ((ALL, "09:00-18:00"),),
        (
            DemoOffer("day_centre", "Un posto caldo, caffè, prese per il telefono", capacity=60),
            DemoOffer("language_course", "Italiano per chi comincia", hours=(((0, 2), "10-12"),)),
        ),
    ),
    DemoSite(
        "Accoglienza notturna Prova",
        ("ita", "eng", "ara"),
        ((ALL, "20:00-08:00"),),
        (
            DemoOffer(
                "emergency_dormitory", "Si entra dalle 20", youngest=18, capacity=30, sexes="men"
            ),
        ),
    ),
    DemoSite(
        "Ambulatorio Esempio",
        ("ita", "eng", "fra"),
        (((0, 2, 4), "15:00-19:00"),),
        (DemoOffer("outpatient_health", "Medico di base, senza documenti"),),
        confirmed_days_ago=33,
    ),
)
# Ramadan 1448 begins and ends about here.
RAMADAN = (dt.date(2027, 2, 8), dt.date(2027, 3, 9))
