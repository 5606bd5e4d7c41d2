"""Names with a long tail: the demo's pools first, then names made of their sounds.

How often a name is met falls with its rank (Zipf), as in registers: a few are everywhere, most
are rare. Pools alone would be a few hundred names, and would flatter every method.
"""

import itertools
import random
from dataclasses import dataclass
from functools import cache

from lgnet.demo.names import NameEntry, pool

# Language of the pool, citizenship, share of the people.
LANGUAGES = (
    ("arabic", "MAR", 14),
    ("arabic", "TUN", 7),
    ("arabic", "EGY", 9),
    ("bengali", "BGD", 10),
    ("bambara", "MLI", 6),
    ("senegambian", "SEN", 8),
    ("senegambian", "GMB", 5),
    ("nigerian", "NGA", 9),
    ("ghanaian", "GHA", 4),
    ("urdu", "PAK", 8),
    ("punjabi", "IND", 4),
    ("amharic", "ETH", 3),
    ("tigrinya", "ERI", 4),
    ("somali", "SOM", 5),
    ("ukrainian", "UKR", 5),
    ("romanian", "ROU", 6),
    ("georgian", "GEO", 3),
    ("chinese", "CHN", 3),
    ("peruvian", "PER", 4),
    ("albanian", "ALB", 5),
)
_TAIL = {"m": 1_500, "f": 1_500, "family": 6_000}
# Of so many people in a hundred the name comes from the pool, not the tail.
_FROM_POOL = {"m": 65, "f": 65, "family": 45}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A name in Latin letters, in another usual spelling, and in its own script if it has one."""

    latin: str
    other_latin: str
    native: str


def draw(rng: random.Random, language: str, part: str) -> Drawn:
    """Return a name: ``part`` is m, f or family."""
    entries, tail = _names(language, part)
    chosen, weights = entries if rng.randrange(100) < _FROM_POOL[part] else tail
    return rng.choices(chosen, cum_weights=weights)[0]


@cache
def _names(language: str, part: str) -> tuple[tuple[list[Drawn], list[float]], ...]:
    names = pool(language)
    known: tuple[NameEntry, ...] = {"m": names.male, "f": names.female, "family": names.family}[
        part
    ]
    entries = [Drawn(n.latin, n.latin_alt or n.latin, n.native) for n in known]
    return _ranked(entries), _ranked(_tail(language, part, [n.latin for n in known]))


def _ranked(names: list[Drawn]) -> tuple[list[Drawn], list[float]]:
    return names, list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(names))))


def _tail(language: str, part: str, known: list[str]) -> list[Drawn]:
    """Return names made of the sounds of known ones: each letter follows the two before it."""
    rng = random.Random(f"{language} {part}")
    after: dict[str, list[str]] = {}
    for name in known:
        text = f"^^{name.lower()}$"
        for here in range(len(text) - 2):
            after.setdefault(text[here : here + 2], []).append(text[here + 2])
    made: dict[str, Drawn] = {}
    # Short names run dry sooner: the tail is then as long as it gets.
    for _ in range(_TAIL[part] * 8):
        if len(made) == _TAIL[part]:
            break
        text = "^^"
        while not text.endswith("$") and len(text) < 14:
            text += rng.choice(after[text[-2:]])
        name = text.strip("^$ ").capitalize()
        if len(name) > 3 + rng.randrange(3):
            made.setdefault(name, Drawn(name, name, ""))
        elif rng.randrange(10) == 0:
            both = rng.choice(known) + rng.choice(known).lower()
            made.setdefault(both, Drawn(both, both, ""))
    return list(made.values())
