"""Reference rows of the network: cities, programmes, editions, from the files in ``data``."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from lgnet.kernel.bulk import Written, upsert
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.tenancy import scope
from lgnet.network.models import (
    City,
    CityEdition,
    Edition,
    FundingCondition,
    FundingLine,
    Programme,
)

DATA = Path(__file__).resolve().parents[1] / "data"

# The edition whose cities are active; column name in cities.csv -> code and name.
CURRENT = "lgnet2"
EDITIONS = {
    "lgnet_ea": ("lgnet-ea", "LgNet Emergency Assistance"),
    "lgnet2": ("lgnet2", "LgNet2"),
    "lgnet3": ("lgnet3", "LgNet3"),
}
PROGRAMME = ("fami", "Asylum, Migration and Integration Fund")
FUNDING_LINES = {
    "lgnet-ea": ("fami-2014-2020-ea", "FAMI 2014-2020, emergency assistance"),
    "lgnet2": ("fami-2014-2020", "FAMI 2014-2020"),
    "lgnet3": ("fami-2021-2027", "FAMI 2021-2027"),
}

# What every line of the fund asks, after its regulations' target group: people of third countries.
# The direction ends these and adds its own as each call for proposals says.
CONDITIONS = (
    (
        "third_country",
        "Ha la cittadinanza di un Paese fuori dall'Unione europea, o è apolide",
        "Is a national of a country outside the European Union, or stateless",
        "مواطن من بلد خارج الاتحاد الأوروبي أو عديم الجنسية",
    ),
    (
        "present",
        "Vive o si trova nel territorio della città",
        "Lives or is present in the city",
        "يعيش أو يوجد في المدينة",
    ),
    (
        "margin",
        "È in una condizione di vulnerabilità o di marginalità",
        "Is in a situation of vulnerability or at the margins",
        "في وضع هشاشة أو تهميش",
    ),
    (
        "not_received",
        "Non ha un posto nel sistema ordinario di accoglienza",
        "Has no place in the ordinary reception system",
        "ليس له مكان في نظام الاستقبال المعتاد",
    ),
)


def city_id(cadastral_code: str) -> object:
    """Return the identifier of a city, the same in every installation."""
    return derived_uuid("city", cadastral_code)


def funding_line_id(code: str = FUNDING_LINES[CURRENT][0]) -> UUID:
    """Return the identifier of a funding line, the current edition's where none is named."""
    return derived_uuid("funding-line", code)


def load_cities() -> Written:
    """Write the cities with their boundaries."""
    with (DATA / "city_boundaries.geojson").open(encoding="utf-8") as file:
        shapes = json.load(file)["features"]
    boundaries = {shape["properties"]["cadastral"]: shape["geometry"] for shape in shapes}
    return upsert(
        City,
        [
            City(
                id=city_id(row["cadastral_code"]),
                name=row["name"],
                cadastral_code=row["cadastral_code"],
                istat_code=row["istat_code"],
                region_istat=row["region_istat"],
                region_name=row["region"],
                nuts3=row["nuts3"],
                is_active=row[CURRENT] == "1",
                boundary=boundaries[row["cadastral_code"]],
            )
            for row in city_rows()
        ],
        # Which cities take part is decided by people once the network runs.
        keep=["is_active"],
    )


def load_programmes() -> Written:
    """Write the programme, its editions, funding lines and each city's part in them."""
    programme = Programme(
        id=derived_uuid("programme", PROGRAMME[0]), code=PROGRAMME[0], name=PROGRAMME[1]
    )
    editions = {
        column: Edition(id=derived_uuid("edition", code), programme=programme, code=code, name=name)
        for column, (code, name) in EDITIONS.items()
    }
    lines = [
        FundingLine(
            id=funding_line_id(code),
            edition_id=derived_uuid("edition", edition),
            code=code,
            name=name,
        )
        for edition, (code, name) in FUNDING_LINES.items()
    ]
    parts = [
        CityEdition(
            id=derived_uuid("city-edition", row["cadastral_code"], edition.code),
            edition=edition,
            city_id=city_id(row["cadastral_code"]),
            runs_taking_charge=True,
            runs_housing=True,
            runs_community=True,
        )
        for row in city_rows()
        for column, edition in editions.items()
        if row[column] == "1"
    ]
    kept = ["starts_on", "ends_on", "name"]
    return (
        upsert(Programme, [programme], keep=["name"])
        + upsert(Edition, editions.values(), keep=kept)
        + upsert(FundingLine, lines, keep=["name"])
        + _load_conditions(lines)
        + upsert(
            CityEdition,
            parts,
            keep=["represented_by", "runs_taking_charge", "runs_housing", "runs_community"],
        )
    )


def _load_conditions(lines: Sequence[FundingLine]) -> Written:
    """Write what lines ask to begin with; what the direction changed since stays as it is."""
    rows = [
        FundingCondition(
            id=derived_uuid("funding-condition", line.code, code),
            line=line,
            position=place,
            text_it=it,
            text_en=en,
            text_ar=ar,
        )
        for line in lines
        for place, (code, it, en, ar) in enumerate(CONDITIONS)
    ]
    known = set(FundingCondition.objects.values_list("pk", flat=True))
    new = [row for row in rows if row.pk not in known]
    # The national direction alone writes here; the database holds to that.
    with scope(city_id=None):
        return upsert(FundingCondition, new)


def city_rows() -> list[dict[str, str]]:
    """Return the rows of cities.csv."""
    with (DATA / "cities.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
