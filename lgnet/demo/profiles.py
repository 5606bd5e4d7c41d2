"""What is particular to each city of the demo: its size, its climate, who arrives there.

Weights are plausible, not statistics. Cities are keyed on the cadastral code.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

NEIGHBOURHOODS = Path(__file__).parent / "data" / "neighbourhoods.tsv"

# How the arrivals mix where nothing else is said.
_EVERYWHERE = {
    "bangladesh": 8,
    "pakistan": 7,
    "afghanistan": 5,
    "nigeria": 9,
    "ghana": 4,
    "senegal": 6,
    "gambia": 5,
    "mali": 4,
    "eritrea": 3,
    "ethiopia": 2,
    "somalia": 4,
    "sudan": 3,
    "egypt": 6,
    "tunisia": 6,
    "morocco": 10,
    "syria": 2,
    "iraq": 2,
    "kurdish": 3,
    "ukraine": 4,
    "georgia": 3,
    "albania": 3,
    "romania": 1,
    "peru": 2,
    "china": 1,
    "sri_lanka": 1,
    "tamil": 1,
    "india": 3,
}


@dataclass(frozen=True, slots=True)
class Profile:
    """One city of the demo.

    ``weight`` is its share of all people in thousandths; ``fullness`` the share of emergency
    places given before the house keeps the rest for the night; ``more`` the communities met
    more often here than elsewhere, by factor.
    """

    name: str
    slug: str
    weight: int
    is_northern: bool
    fullness: float
    more: dict[str, float]
    has_refuge: bool = False
    has_second_case_manager: bool = False

    @property
    def mix(self) -> dict[str, float]:
        """Return community code -> weight of its arrivals."""
        return {code: weight * self.more.get(code, 1.0) for code, weight in _EVERYWHERE.items()}


PROFILES = {
    "L219": Profile(
        "Torino", "torino", 140, True, 0.92,
        {"morocco": 2, "nigeria": 1.8, "egypt": 1.5, "somalia": 2, "senegal": 1.5, "peru": 2,
         "romania": 3, "china": 2},
        True, True,
    ),
    "F205": Profile(
        "Milano", "milano", 160, True, 0.95,
        {"egypt": 3, "peru": 4, "china": 4, "bangladesh": 1.5, "sri_lanka": 4, "eritrea": 3},
        True, True,
    ),
    "H501": Profile(
        "Roma", "roma", 170, False, 0.94,
        {"bangladesh": 2.5, "eritrea": 4, "ethiopia": 4, "somalia": 2, "sudan": 3, "peru": 3,
         "romania": 4, "china": 3, "india": 2},
        True, True,
    ),
    "F839": Profile(
        "Napoli", "napoli", 90, False, 0.93,
        {"sri_lanka": 8, "tamil": 4, "ukraine": 3, "ghana": 2, "bangladesh": 2, "nigeria": 1.5},
        True, True,
    ),
    "G273": Profile(
        "Palermo", "palermo", 80, False, 0.89,
        {"gambia": 3, "tunisia": 3, "bangladesh": 2, "ghana": 3, "mali": 2, "tamil": 6},
        True, True,
    ),
    "A944": Profile(
        "Bologna", "bologna", 70, True, 0.93,
        {"pakistan": 2.5, "bangladesh": 2, "morocco": 1.6, "ukraine": 2},
        True, True,
    ),
    "D969": Profile(
        "Genova", "genova", 60, True, 0.90,
        {"morocco": 2, "senegal": 2.5, "peru": 4, "albania": 3, "bangladesh": 1.5}, True,
    ),
    "D612": Profile(
        "Firenze", "firenze", 60, False, 0.91,
        {"china": 5, "albania": 3, "peru": 3, "senegal": 2, "somalia": 2.5, "romania": 2}, True,
    ),
    "L424": Profile(
        "Trieste", "trieste", 50, True, 0.95,
        {"afghanistan": 9, "pakistan": 6, "kurdish": 5, "bangladesh": 2, "iraq": 3, "syria": 3},
    ),
    "A952": Profile(
        "Bolzano", "bolzano", 30, True, 0.92,
        {"afghanistan": 4, "pakistan": 4, "iraq": 5, "kurdish": 3, "albania": 2},
    ),
    "B963": Profile(
        "Caserta", "caserta", 25, False, 0.87,
        {"ghana": 5, "nigeria": 3, "ukraine": 3, "india": 2, "senegal": 2},
    ),
    "L049": Profile(
        "Taranto", "taranto", 20, False, 0.88,
        {"mali": 3, "gambia": 2, "georgia": 4, "somalia": 2},
    ),
    "E472": Profile("Latina", "latina", 20, False, 0.88, {"india": 12, "bangladesh": 2}),
    "G478": Profile("Perugia", "perugia", 20, False, 0.88, {"albania": 4, "ukraine": 3}),
    "I452": Profile("Sassari", "sassari", 18, False, 0.86, {"nigeria": 3, "senegal": 4}),
    "G942": Profile("Potenza", "potenza", 12, False, 0.86, {"georgia": 4, "gambia": 2}),
}  # fmt: skip


@cache
def neighbourhoods() -> dict[str, tuple[str, ...]]:
    """Return city name -> its neighbourhoods, in the order of the file."""
    found: dict[str, list[str]] = {}
    with NEIGHBOURHOODS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            found.setdefault(row["city"], []).append(row["neighbourhood"])
    return {city: tuple(names) for city, names in found.items()}


def shares(people: int) -> dict[str, int]:
    """Return cadastral code -> how many of ``people`` live there: largest remainders.

    Raises ValueError for fewer people than cities.
    """
    if people < len(PROFILES):
        raise ValueError(f"The demo needs at least {len(PROFILES)} people, one a city.")
    rest = people - len(PROFILES)
    whole = sum(profile.weight for profile in PROFILES.values())
    exact = {code: rest * profile.weight / whole for code, profile in PROFILES.items()}
    given = {code: int(value) for code, value in exact.items()}
    left = rest - sum(given.values())
    by_remainder = sorted(exact, key=lambda code: (given[code] - exact[code], code))
    for code in by_remainder[:left]:
        given[code] += 1
    return {code: 1 + given[code] for code in PROFILES}
