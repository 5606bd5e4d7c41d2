"""Which fields an object of HSDS 3 has, of which type, and which it must have.

Written from the specification (Human Services Data Specification 3.0 to 3.2, Open Referral,
CC BY-SA 4.0; its profile Open Referral UK adds no field to the objects used here): names, types,
formats and closed lists of the objects that we write and read. Other fields of the standard are
let through unread; a field that is not of the standard is a fault. A test compares them with the
published schemas.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Field:
    """Type of a field: text, number, list or object; its format; the values it may have."""

    type: str = "text"
    must: bool = False
    format: str = ""
    values: tuple[str, ...] = ()


_ID = Field(must=True)
_TEXT, _LINK = Field(), Field(format="uri")
_DATE, _TIME = Field(format="date"), Field(format="time")
_LIST = Field("list")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

OBJECTS: dict[str, dict[str, Field]] = {
    "organization": {
        "id": _ID,
        "name": Field(must=True),
        "alternate_name": _TEXT,
        "description": Field(must=True),
        "email": Field(format="email"),
        "website": _LINK,
        "legal_status": _TEXT,
        "parent_organization_id": _TEXT,
        "uri": _LINK,
        "tax_status": _TEXT,
        "tax_id": _TEXT,
        "year_incorporated": Field("number"),
        "logo": _TEXT,
        "funding": _LIST,
        "programs": _LIST,
        "organization_identifiers": _LIST,
        "additional_websites": _LIST,
        "phones": _LIST,
        "locations": _LIST,
        "contacts": _LIST,
        "attributes": _LIST,
    },
    "service": {
        "id": _ID,
        "organization_id": Field(must=True),
        "program_id": _TEXT,
        "name": Field(must=True),
        "alternate_name": _TEXT,
        "description": _TEXT,
        "url": _LINK,
        "email": Field(format="email"),
        "status": Field(must=True, values=("active", "inactive", "defunct", "temporarily closed")),
        "interpretation_services": _TEXT,
        "application_process": _TEXT,
        "fees_description": _TEXT,
        "accreditations": _TEXT,
        "eligibility_description": _TEXT,
        "minimum_age": Field("number"),
        "maximum_age": Field("number"),
        "assured_date": _DATE,
        "assurer_email": Field(format="email"),
        "alert": _TEXT,
        "last_modified": _TEXT,
        "languages": _LIST,
        "phones": _LIST,
        "schedules": _LIST,
        "service_areas": _LIST,
        "contacts": _LIST,
        "cost_options": _LIST,
        "required_documents": _LIST,
        "attributes": _LIST,
        "capacities": _LIST,
        "wait_time": _TEXT,
        "fees": _TEXT,
        "licenses": _TEXT,
        "funding": _LIST,
        "service_at_locations": _LIST,
        "organization": Field("object"),
        "program": Field("object"),
    },
    "location": {
        "id": _ID,
        "location_type": Field(must=True, values=("physical", "postal", "virtual")),
        "url": _LINK,
        "organization_id": _TEXT,
        "name": _TEXT,
        "alternate_name": _TEXT,
        "description": _TEXT,
        "transportation": _TEXT,
        "latitude": Field("number"),
        "longitude": Field("number"),
        "external_identifier": _TEXT,
        "external_identifier_type": _TEXT,
        "languages": _LIST,
        "addresses": _LIST,
        "contacts": _LIST,
        "accessibility": _LIST,
        "phones": _LIST,
        "schedules": _LIST,
        "attributes": _LIST,
    },
    "service_at_location": {
        "id": _ID,
        "service_id": Field(must=True),
        "location_id": Field(must=True),
        "location": Field("object"),
        "description": _TEXT,
        "contacts": _LIST,
        "phones": _LIST,
        "schedules": _LIST,
        "service_areas": _LIST,
        "attributes": _LIST,
    },
    "schedule": {
        "id": _ID,
        "service_id": _TEXT,
        "location_id": _TEXT,
        "service_at_location_id": _TEXT,
        "valid_from": _DATE,
        "valid_to": _DATE,
        "dtstart": _DATE,
        "timezone": Field("number"),
        "until": _DATE,
        "count": Field("number"),
        "wkst": Field(values=DAYS),
        "freq": Field(values=("WEEKLY", "MONTHLY")),
        "interval": Field("number"),
        "byday": _TEXT,
        "byweekno": _TEXT,
        "bymonthday": _TEXT,
        "byyearday": _TEXT,
        "description": _TEXT,
        "opens_at": _TIME,
        "closes_at": _TIME,
        "schedule_link": _LINK,
        "attending_type": _TEXT,
        "notes": _TEXT,
        "attributes": _LIST,
    },
    "address": {
        "id": _ID,
        "location_id": _TEXT,
        "attention": _TEXT,
        "address_1": Field(must=True),
        "address_2": _TEXT,
        "city": Field(must=True),
        "region": _TEXT,
        "state_province": Field(must=True),
        "postal_code": Field(must=True),
        "country": Field(must=True, format="country"),
        "address_type": Field(must=True, values=("physical", "postal", "virtual")),
        "attributes": _LIST,
    },
    "phone": {
        "id": _ID,
        "location_id": _TEXT,
        "service_id": _TEXT,
        "organization_id": _TEXT,
        "contact_id": _TEXT,
        "service_at_location_id": _TEXT,
        "number": Field(must=True),
        "extension": Field("number"),
        "type": _TEXT,
        "description": _TEXT,
        "languages": _LIST,
        "attributes": _LIST,
    },
    "language": {
        "id": _ID,
        "service_id": _TEXT,
        "location_id": _TEXT,
        "phone_id": _TEXT,
        "name": _TEXT,
        "code": _TEXT,
        "note": _TEXT,
        "attributes": _LIST,
    },
    "accessibility": {
        "id": _ID,
        "location_id": _TEXT,
        "description": _TEXT,
        "details": _TEXT,
        "url": _LINK,
        "attributes": _LIST,
    },
    "attribute": {
        "id": _ID,
        "link_id": Field(must=True),
        "taxonomy_term_id": _TEXT,
        "link_type": _TEXT,
        "link_entity": Field(must=True),
        "value": _TEXT,
        "label": _TEXT,
        "taxonomy_term": Field("object"),
    },
    "taxonomy_term": {
        "id": _ID,
        "code": _TEXT,
        "name": Field(must=True),
        "description": Field(must=True),
        "parent_id": _TEXT,
        "taxonomy": _TEXT,
        "taxonomy_detail": Field("object"),
        "language": _TEXT,
        "taxonomy_id": _TEXT,
        "term_uri": _LINK,
    },
}
for _fields in OBJECTS.values():
    _fields["metadata"] = _LIST
# The object that stands in a list of that name.
ELEMENTS = {
    "addresses": "address",
    "phones": "phone",
    "languages": "language",
    "accessibility": "accessibility",
    "schedules": "schedule",
    "attributes": "attribute",
}


def faults(kind: str, row: Any, path: str = "") -> list[str]:
    """Return what is wrong with an object, by the field rules; each fault names its field."""
    if not isinstance(row, Mapping):
        return [f"{path or kind}: not an object"]
    told: list[str] = []
    rules = OBJECTS[kind]
    for name in row:
        if name not in rules:
            told.append(f"{path}{name}: not a field of {kind}")
    for name, rule in rules.items():
        value, where = row.get(name), f"{path}{name}"
        if value is None:
            if rule.must:
                told.append(f"{where}: missing")
            continue
        told += [f"{where}: {fault}" for fault in _value_faults(rule, value)]
        if rule.type == "list" and isinstance(value, list) and name in ELEMENTS:
            for number, one in enumerate(value):
                told += faults(ELEMENTS[name], one, f"{where}[{number}].")
        if name == "taxonomy_term" and isinstance(value, Mapping):
            told += faults("taxonomy_term", value, f"{where}.")
    return told


def _value_faults(rule: Field, value: Any) -> list[str]:
    if rule.type == "number":
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return [] if is_number else ["not a number"]
    wanted: Any = {"text": str, "list": list, "object": Mapping}[rule.type]
    if not isinstance(value, wanted):
        return [f"not {'an' if rule.type == 'object' else 'a'} {rule.type}"]
    if rule.values and value not in rule.values:
        return [f"none of {', '.join(rule.values)}"]
    if rule.format and not _FORMATS[rule.format](value):
        return [f"no {rule.format}"]
    return []


def _is_date(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) and dt.date.fromisoformat(text))
    except ValueError:
        return False


def _is_time(text: str) -> bool:
    try:
        return dt.time.fromisoformat(text) is not None and text.count(":") >= 1
    except ValueError:
        return False


def _is_uri(text: str) -> bool:
    try:
        return urlsplit(text).scheme in ("http", "https")
    except ValueError:
        return False


_FORMATS = {
    "date": _is_date,
    "time": _is_time,
    "uri": _is_uri,
    "email": lambda text: bool(re.fullmatch(r"[^@\s]+@[^@\s]+", text)),
    "country": lambda text: bool(re.fullmatch(r"[A-Z]{2}", text)),
}
