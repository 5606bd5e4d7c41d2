"""National helplines against trafficking and violence: data with their source, and a city's own."""

import csv
import functools
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.utils.translation import get_language

from .models import ProtectionPolicy

DATA = Path(__file__).parent / "data" / "helplines.csv"
FIRST_LANGUAGE = "it"


@dataclass(frozen=True, slots=True)
class Helpline:
    """A number to call, what it is and when it answers; ``source``: who publishes it."""

    number: str
    name: str
    about: str
    source: str = ""

    @property
    def url(self) -> str:
        """Return the address by which a phone calls it."""
        return f"tel:{quote(self.number.replace(' ', ''))}"


def helplines(policy: ProtectionPolicy | None = None) -> list[Helpline]:
    """Return the numbers in the language in use, a city's own last."""
    language = (get_language() or FIRST_LANGUAGE).partition("-")[0]
    found = [
        Helpline(
            row["number"],
            row.get(f"name_{language}") or row["name_it"],
            row.get(f"about_{language}") or row["about_it"],
            row["source"],
        )
        for row in _rows()
    ]
    if policy is not None and policy.local_number:
        found.append(Helpline(policy.local_number, policy.local_name, ""))
    return found


@functools.cache
def _rows() -> tuple[dict[str, str], ...]:
    with DATA.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
