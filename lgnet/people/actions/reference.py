"""Reference rows of people: citizenships, from the ANPR table in ``data``."""

import csv
from pathlib import Path

from lgnet.kernel.bulk import Written, upsert
from lgnet.kernel.ids import derived_uuid
from lgnet.people.models import Country

FILE = Path(__file__).resolve().parents[1] / "data" / "countries.csv"

# "Being determined" and "not attributable": missing answers, which stand in their own field.
NO_ANSWERS = ("997", "998")


def load_countries() -> Written:
    """Write the citizenships; a state that ended stays, marked as past."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if row["citizenship"] == "S" and row["istat_code"] not in NO_ANSWERS
        ]
    return upsert(
        Country,
        [
            Country(
                id=derived_uuid("country", row["istat_code"]),
                istat_code=row["istat_code"],
                iso3=row["iso3"],
                cadastral_code=row["cadastral_code"],
                name_it=row["name_it"],
                name_en=row["name_en"],
                is_current=not row["valid_to"],
            )
            for row in rows
        ],
    )
