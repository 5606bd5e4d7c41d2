"""Reference rows of the directory: services by our codes, from the file in ``data``."""

import csv
from pathlib import Path

from lgnet.directory.models import Service
from lgnet.kernel.bulk import Written, upsert
from lgnet.kernel.ids import derived_uuid

FILE = Path(__file__).resolve().parents[1] / "data" / "services.csv"


def load_services() -> Written:
    """Write the services."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return upsert(
        Service,
        [
            Service(
                id=derived_uuid("service", row["code"]),
                group=row["group"],
                code=row["code"],
                label_it=row["label_it"],
                label_en=row["label_en"],
            )
            for row in rows
        ],
    )
