"""A directory in HSDS 3 is brought in: good rows go in, every other one with its reason.

Nothing is taken away: what the file does not name stays as it is. Our own export, read again,
changes nothing.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.directory.actions.hours import (
    Line,
    add_exception,
    add_season,
    change_season,
    set_week,
)
from lgnet.directory.actions.offers import add_offer, change_offer
from lgnet.directory.actions.refusals import DirectoryRefused
from lgnet.directory.actions.sites import add_site, change_site
from lgnet.directory.enums import SeasonKind
from lgnet.directory.models import HoursException, HoursSeason, Offer, Service, Site
from lgnet.directory.queries.sites import service_codes
from lgnet.kernel.languages import LANGUAGES
from lgnet.network.models import City
from lgnet.network.queries import neighbourhoods_of, organisations_of

from .fields import DAYS, faults
from .terms import CLOSED, EXCEPTION, FACTS, RULES, SERVICES, codes_of, our_id

LARGEST = 5_000_000
MOST_ROWS = 20_000
LISTS = {
    "organizations": "organization",
    "services": "service",
    "locations": "location",
    "service_at_locations": "service_at_location",
    "schedules": "schedule",
}


class NotADirectory(DirectoryRefused):
    """A file that is no HSDS at all; nothing of it was read."""

    def __init__(self) -> None:
        super().__init__(_("This file is not a directory in HSDS (JSON)."))


class RowRefused(DirectoryRefused):
    """One row of a file cannot go in."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that did not go in, and why."""

    kind: str
    id: str
    reason: str


@dataclass(slots=True)
class Report:
    """How many rows were taken, and which were not."""

    taken: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    refused: list[Refused] = field(default_factory=list)


def read_text(content: bytes) -> dict[str, list[Any]]:
    """Return the lists of a file; raises NotADirectory."""
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
        # What cannot be written as UTF-8 cannot be stored.
        json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as problem:
        raise NotADirectory from problem
    if not isinstance(data, dict) or b"\\u0000" in content or b"\0" in content:
        raise NotADirectory
    found = {name: data.get(name, []) for name in LISTS}
    if not any(found.values()) or any(not isinstance(rows, list) for rows in found.values()):
        raise NotADirectory
    if sum(map(len, found.values())) > MOST_ROWS:
        raise NotADirectory
    return found


@transaction.atomic
def bring_in(content: bytes, *, city: City, by: Any) -> Report:
    """Bring a directory in; raises NotADirectory, or returns what became of each row."""
    reading = _Reading(read_text(content), city, by)
    reading.run()
    record(
        verb="directory.imported",
        kind="directory.site",
        taken=dict(reading.report.taken),
        refused=len(reading.report.refused),
    )
    return reading.report


class _Reading:
    """One file on its way in: rows by their identifier in the file."""

    def __init__(self, data: dict[str, list[Any]], city: City, by: Any) -> None:
        self.data, self.city, self.by = data, city, by
        self.report = Report()
        self.known = {one.pk: one for one in organisations_of(city)}
        self.by_name = {one.name.casefold(): one for one in self.known.values()}
        self.areas = {one.name.casefold(): one for one in neighbourhoods_of(city)}
        self.services = {one.code: one for one in Service.objects.order_by("code")}
        self.codes = {(one.scheme, one.code): one.service for one in service_codes()}
        self.organisations: dict[str, Any] = {}
        self.described: dict[str, dict[str, Any]] = {}
        self.sites: dict[str, Site] = {}
        self.offers: dict[str, Offer] = {}

    def run(self) -> None:
        """Read the lists in the order in which they need each other."""
        self._each("organizations", self._organisation)
        self._each("services", self._service)
        self._each("locations", self._location)
        self._each("service_at_locations", self._offer)
        self._schedules()

    def _each(self, name: str, take: Any) -> None:
        for row in self.data[name]:
            self._try(name, row, take)

    def _try(self, name: str, row: Any, take: Any) -> None:
        kind = LISTS[name]
        wrong = faults(kind, row)
        if wrong:
            self._refuse(kind, row, "; ".join(wrong[:5]))
            return
        try:
            with transaction.atomic():
                take(row)
        except DirectoryRefused as refused:
            self._refuse(kind, row, str(refused))
        except ValidationError as problem:
            self._refuse(kind, row, _sentence(problem))
        except (DatabaseError, ValueError, ArithmeticError):
            self._refuse(kind, row, _("The values of this row contradict each other."))
        else:
            self.report.taken[kind] += 1

    def _refuse(self, kind: str, row: Any, reason: str) -> None:
        own = str(row.get("id", "")) if isinstance(row, dict) else ""
        self.report.refused.append(Refused(kind, own[:80], reason[:500]))

    def _organisation(self, row: dict[str, Any]) -> None:
        found = self.known.get(our_id("organization", row["id"]))
        found = found or self.by_name.get(row["name"].strip().casefold())
        if found is None:
            raise RowRefused(
                _("The organisation “%(name)s” is not one of this city.")
                % {"name": row["name"][:160]}
            )
        self.organisations[row["id"]] = found

    def _service(self, row: dict[str, Any]) -> None:
        self._our_service(row)
        self.described[row["id"]] = row

    def _our_service(self, row: dict[str, Any]) -> Service:
        for taxonomy, code in codes_of(row):
            found = self.services.get(code) if taxonomy == SERVICES else None
            found = found or self.codes.get((taxonomy, code))
            if found is not None:
                return found
        raise RowRefused(_("No code says which of our services this is."))

    def _location(self, row: dict[str, Any]) -> None:
        organisation = self.organisations.get(row.get("organization_id", ""))
        if organisation is None:
            raise RowRefused(_("Its organisation is not in the file, or was refused."))
        address: dict[str, Any] = next(iter(row.get("addresses") or []), {})
        told = _values(row)
        access = {one.get("description") for one in row.get("accessibility") or []}
        facts = {
            "name": row.get("name") or "",
            "organisation": organisation,
            "address": address.get("address_1") or "",
            "neighbourhood": self.areas.get((address.get("address_2") or "").casefold()),
            "latitude": _degrees(row.get("latitude")),
            "longitude": _degrees(row.get("longitude")),
            "languages": _languages(row),
            "phone": next((one["number"] for one in row.get("phones") or []), ""),
            "email": told.get("email", ""),
            "website": row.get("url") or "",
            "is_step_free": "step-free" in access if access else None,
            "opened_on": _day(told.get("opened_on")),
            "closed_on": _day(told.get("closed_on")),
        }
        own = our_id("location", row["id"])
        Site(pk=own, **facts).clean_fields(exclude=["recorded_by", "confirmed_by", "city"])
        site = Site.objects.filter(pk=own).order_by("pk").first()
        if site is None:
            site = add_site(id=own, facts=facts, by=self.by)
        else:
            change_site(site=site, facts=facts, version=None, by=self.by)
        self.sites[row["id"]] = site

    def _offer(self, row: dict[str, Any]) -> None:
        site = self.sites.get(row["location_id"])
        service = self.described.get(row["service_id"])
        if site is None or service is None:
            raise RowRefused(_("Its location or its service is not in the file, or was refused."))
        told = _values(service)
        facts: dict[str, Any] = {
            "service": self._our_service(service),
            "description": row.get("description") or service.get("description") or "",
            "eligibility": service.get("eligibility_description") or "",
            "sexes": "any",
            "youngest": _age(service.get("minimum_age")),
            "oldest": _age(service.get("maximum_age")),
            "takes_families": True,
            "languages": _languages(service),
            "is_by_appointment": False,
            "capacity": int(told["capacity_a_day"]) if "capacity_a_day" in told else None,
            "closed_on": _day(told.get("closed_on")),
        }
        for taxonomy, code in codes_of(service):
            if taxonomy == RULES and code in FACTS:
                name, value = FACTS[code]
                facts[name] = value
        own = our_id("service_at_location", row["id"])
        Offer(pk=own, site=site, **facts).clean_fields(exclude=["recorded_by", "city"])
        offer = Offer.objects.select_related("service").filter(pk=own).order_by("pk").first()
        if offer is None:
            offer = add_offer(id=own, site=site, facts=facts, by=self.by)
        elif offer.site_id != site.pk:
            raise RowRefused(_("This offer is at another site here."))
        else:
            change_offer(offer=offer, facts=facts, version=None, by=self.by)
        self.offers[row["id"]] = offer

    def _schedules(self) -> None:
        """Weeks and seasons are of several rows: they are sorted by owner and days first."""
        weeks: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        for row in self.data["schedules"]:
            wrong = faults("schedule", row)
            if wrong:
                self._refuse("schedule", row, "; ".join(wrong[:5]))
            elif row.get("description") in (EXCEPTION, CLOSED):
                self._try("schedules", row, self._exception)
            else:
                key = (
                    row.get("location_id") or "",
                    row.get("service_at_location_id") or "",
                    row.get("valid_from") or "",
                    row.get("valid_to") or "",
                )
                weeks[key].append(row)
        for rows in weeks.values():
            self._try_week(rows)

    def _try_week(self, rows: list[dict[str, Any]]) -> None:
        """A week goes in whole or not at all: half of one would tell of closed days."""
        before = len(self.report.refused)
        self._try("schedules", rows[0], lambda _row: self._week(rows))
        if len(self.report.refused) > before:
            reason = self.report.refused[-1].reason
            for row in rows[1:]:
                self._refuse("schedule", row, reason)
        else:
            self.report.taken["schedule"] += len(rows) - 1

    def _owner(self, row: dict[str, Any]) -> tuple[Site, Offer | None]:
        offer = self.offers.get(row.get("service_at_location_id") or "")
        if offer is not None:
            return offer.site, offer
        site = self.sites.get(row.get("location_id") or "")
        if site is None:
            raise RowRefused(_("Its location is not in the file, or was refused."))
        return site, None

    def _week(self, rows: list[dict[str, Any]]) -> None:
        first = rows[0]
        site, offer = self._owner(first)
        lines = [line for row in rows for line in _lines(row)]
        if not first.get("valid_from") and not first.get("valid_to"):
            set_week(site=site, offer=offer, lines=lines, by=self.by)
            return
        if not first.get("valid_from") or not first.get("valid_to"):
            raise RowRefused(_("A season needs a first and a last day."))
        kind = first.get("description")
        facts: dict[str, Any] = {
            "kind": kind if kind in SeasonKind.values else SeasonKind.OTHER.value,
            "name": (first.get("notes") or "")[:80],
            "from_on": dt.date.fromisoformat(first["valid_from"]),
            "until_on": dt.date.fromisoformat(first["valid_to"]),
        }
        known = HoursSeason.objects.select_related("site", "offer").filter(
            site=site, offer=offer, from_on=facts["from_on"], until_on=facts["until_on"]
        )
        season = known.order_by("pk").first()
        if season is not None:
            change_season(season=season, lines=lines, by=self.by, **facts)
            return
        own = our_id("season", f"{site.pk}|{offer.pk if offer else ''}|{first['id']}")
        add_season(id=own, site=site, offer=offer, lines=lines, by=self.by, **facts)

    def _exception(self, row: dict[str, Any]) -> None:
        site, offer = self._owner(row)
        if not row.get("valid_from"):
            raise RowRefused(_("An exception needs its day."))
        own = our_id("schedule", row["id"])
        facts: dict[str, Any] = {
            "from_on": dt.date.fromisoformat(row["valid_from"]),
            "until_on": dt.date.fromisoformat(row.get("valid_to") or row["valid_from"]),
            "opens": _time(row.get("opens_at")),
            "closes": _time(row.get("closes_at")),
            "note": row.get("notes") or "",
        }
        HoursException(pk=own, site=site, offer=offer, **facts).clean_fields(
            exclude=["recorded_by", "city"]
        )
        add_exception(id=own, site=site, offer=offer, by=self.by, **facts)


def _lines(row: dict[str, Any]) -> Iterable[Line]:
    opens, closes = _time(row.get("opens_at")), _time(row.get("closes_at"))
    if opens is None and closes is None and not row.get("byday"):
        return []
    if opens is None or closes is None or row.get("freq", "WEEKLY") != "WEEKLY":
        raise RowRefused(_("Only weekly hours with an opening and a closing can be read."))
    days = [day.strip() for day in (row.get("byday") or "").split(",") if day.strip()]
    if not days or any(day not in DAYS for day in days):
        raise RowRefused(_("The days of the week cannot be read."))
    return [Line(DAYS.index(day), opens, closes) for day in days]


def _values(row: dict[str, Any]) -> dict[str, str]:
    """Return the values of our own attributes of a row, by code."""
    return {
        one["taxonomy_term"]["code"]: one["value"]
        for one in row.get("attributes") or []
        if one.get("value") and (one.get("taxonomy_term") or {}).get("taxonomy") == RULES
    }


def _languages(row: dict[str, Any]) -> list[str]:
    """Return the codes we know: ISO 639-3, or the two letters that stand for one."""
    short = {one.cldr: code for code, one in LANGUAGES.items()}
    codes = [str(one.get("code") or "") for one in row.get("languages") or []]
    known = [code if code in LANGUAGES else short.get(code) for code in codes]
    return [code for code in dict.fromkeys(known) if code]


def _age(value: float | None) -> int | None:
    """HSDS has ages as numbers: whole years."""
    return None if value is None else int(value)


def _degrees(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.000001"))


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _time(text: str | None) -> dt.time | None:
    """Return the hour of the day; a zone behind it says nothing here: the city has one."""
    return dt.time.fromisoformat(text).replace(tzinfo=None) if text else None


def _no_number(text: str) -> Any:
    raise ValueError(text)


def _sentence(problem: ValidationError) -> str:
    told = getattr(problem, "message_dict", {"": problem.messages})
    return "; ".join(f"{name}: {' '.join(texts)}" for name, texts in told.items())


__all__ = ["LARGEST", "NotADirectory", "Refused", "Report", "bring_in", "read_text"]
