"""The directory as HSDS: what we write keeps the field rules, and read again changes nothing."""

import datetime as dt
import json
import uuid
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from lgnet.directory.actions.hours import Line, add_season
from lgnet.directory.hsds.fields import OBJECTS, faults
from lgnet.directory.hsds.reading import LISTS, NotADirectory, bring_in
from lgnet.directory.hsds.writing import export
from lgnet.directory.models import (
    HoursException,
    HoursSeason,
    Offer,
    Site,
    WeeklyHours,
)
from lgnet.kernel.ids import uuid7
from lgnet.network.enums import Role
from tests.factories.directory import (
    make_code,
    make_exception,
    make_offer,
    make_site,
    open_daily,
)
from tests.factories.network import make_neighbourhood

TODAY = dt.date(2026, 11, 23)
PUBLISHED = json.loads(Path(__file__).with_name("hsds.schema.json").read_text())
ALL = (Site, Offer, WeeklyHours, HoursSeason, HoursException)


def schema_of(kind):
    whole = {"$ref": f"#/$defs/{kind}", "$defs": PUBLISHED["$defs"]}
    return Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)


def snapshot():
    return {
        model.__name__: sorted(str(tuple(row)) for row in model.objects.values_list())
        for model in ALL
    }


@pytest.fixture
def full(in_torino):
    """A directory in which every field that travels says something."""
    site = make_site(
        neighbourhood=make_neighbourhood(in_torino, "Aurora"),
        latitude="45.071000",
        longitude="7.686000",
        languages=["ita", "ara"],
        phone="+39 011 000000",
        email="mensa@prova.example",
        website="https://prova.example/mensa",
        is_step_free=True,
        opened_on=dt.date(2020, 1, 1),
    )
    open_daily(site, "20:00", "02:00", days=3)
    dinner = make_offer(
        site=site,
        description="Cena «calda»",
        eligibility="Solo chi è in strada",
        sexes="women",
        youngest=18,
        oldest=65,
        takes_families=False,
        languages=["fra"],
        is_by_appointment=True,
        capacity=40,
        has_own_hours=True,
    )
    open_daily(site, offer=dinner)
    make_offer("hygiene", site=site, closed_on=dt.date(2027, 1, 1))
    make_code(service=dinner.service, scheme="SIUSS", code="A1")
    later = {"from_on": dt.date(2027, 2, 8), "until_on": dt.date(2027, 3, 9)}
    week = [Line(day, dt.time(18), dt.time(23)) for day in range(7)]
    add_season(id=uuid7(), site=site, kind="ramadan", name="R 1448", lines=week, by=None, **later)
    august = {"from_on": dt.date(2027, 8, 1), "until_on": dt.date(2027, 8, 31)}
    add_season(id=uuid7(), site=site, kind="summer", lines=[], by=None, **august)
    days = {"from_on": dt.date(2026, 12, 25), "until_on": dt.date(2026, 12, 26)}
    make_exception(site=site, **days)
    make_exception(site=site, offer=dinner, opens=dt.time(9), closes=dt.time(11), **days)
    make_offer("information")
    return in_torino


def test_the_export_keeps_the_rules_and_read_again_changes_nothing(full, sign_in):
    city, by = full, sign_in(Role.CITY_MANAGER, full).user
    found = export(city, TODAY)
    assert found == export(city, TODAY)
    for name, kind in LISTS.items():
        assert found[name], f"nothing of {name} was tried"
        for row in found[name]:
            assert faults(kind, row) == []
    for rows in found.values():
        assert len({row["id"] for row in rows}) == len(rows)
        for row in rows:
            uuid.UUID(row["id"])
    told, before = json.dumps(found).encode(), snapshot()
    report = bring_in(told, city=city, by=by)
    assert report.refused == []
    assert sum(report.taken.values()) == sum(map(len, found.values()))
    assert snapshot() == before


def test_the_export_validates_against_the_published_schema(full):
    found = export(full, TODAY)
    faulty = json.loads(json.dumps(found["services"][0])) | {"status": "open", "id": "1"}
    assert {fault.json_path for fault in schema_of("service").iter_errors(faulty)} == {
        "$.id",
        "$.status",
    }
    for name, kind in LISTS.items():
        for row in found[name]:
            assert [fault.message for fault in schema_of(kind).iter_errors(row)] == []
            assert set(PUBLISHED["$defs"][kind].get("tabular_required", [])) <= set(row)


def test_our_field_rules_are_those_of_the_published_schema():
    for kind, published in PUBLISHED["$defs"].items():
        rules = OBJECTS[kind]
        assert set(published["properties"]) <= set(rules), kind
        needed = {*published["required"], *published.get("tabular_required", [])}
        # A term travels whole: its identifier alone would say nothing to who reads it.
        assert {name for name, rule in rules.items() if rule.must} == needed - {"taxonomy_term_id"}
        lists = {
            name: one["enum"] for name, one in published["properties"].items() if "enum" in one
        }
        assert lists == {name: list(rules[name].values) for name in rules if rules[name].values}


def test_an_empty_city_becomes_the_one_that_was_written(full):
    found = export(full, TODAY)
    kept = {name: rows for name, rows in snapshot().items() if name in ("Site", "Offer")}
    for model in (HoursException, WeeklyHours, HoursSeason, Offer, Site):
        model.objects.all().delete()
    report = bring_in(json.dumps(found).encode(), city=full, by=None)
    assert report.refused == []
    assert export(full, TODAY) == found
    assert {name: len(rows) for name, rows in kept.items()} == {
        name: len(snapshot()[name]) for name in kept
    }


def test_each_bad_row_has_its_reason_and_the_good_ones_go_in(full):
    found = export(full, TODAY)
    first, second = found["locations"]
    good = json.loads(json.dumps(first))
    good |= {"id": "not-a-uuid", "name": "Nuova"}
    bad = [
        (second | {"id": str(uuid7()), "latitude": 38.12, "longitude": 13.36}, "fuori da"),
        (second | {"id": str(uuid7()), "url": "javascript:alert(1)"}, "uri"),
        (second | {"id": str(uuid7()), "name": "x" * 200}, "name"),
        (second | {"id": str(uuid7()), "colour": "red"}, "colour"),
        (second | {"id": str(uuid7()), "organization_id": "nobody"}, "organi"),
        ("a text", "object"),
    ]
    found["locations"] = [good, *(row for row, _ in bad)]
    refuge = json.loads(json.dumps(found["services"][0]))
    refuge["id"] = str(uuid7())
    refuge["attributes"][0]["taxonomy_term"]["code"] = "protected_refuge"
    found["services"] = [refuge]
    at = {"id": str(uuid7()), "service_id": refuge["id"], "location_id": "not-a-uuid"}
    found["service_at_locations"], found["schedules"] = [at], []
    report = bring_in(json.dumps(found).encode(), city=full, by=None)
    assert [one.kind for one in report.refused] == ["location"] * 6 + ["service_at_location"]
    for (_row, word), refused in zip(bad, report.refused, strict=False):
        assert word in refused.reason.lower(), refused
    assert Site.objects.filter(name="Nuova").count() == 1
    bring_in(json.dumps(found).encode(), city=full, by=None)
    assert Site.objects.filter(name="Nuova").count() == 1, "the same text is the same site"


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b"\xff\xfe", b'{"locations": 3}', b'{"locations": [NaN]}', b"[" * 9999,
     b'{"locations": [{"name": "\\u0000"}]}', b'{"locations": [{"name": "\\ud800"}]}'],
)  # fmt: skip
def test_what_is_no_directory_is_refused_whole(in_torino, content):
    with pytest.raises(NotADirectory):
        bring_in(content, city=in_torino, by=None)


def test_seeded_faults_are_found():
    row = {"id": "1", "location_type": "physical", "addresses": [{"id": "2"}]}
    assert "addresses[0].country: missing" in faults("location", row)
    assert faults("location", {"id": "1"}) == ["location_type: missing"]
    assert faults("schedule", {"id": "1", "freq": "DAILY"}) == ["freq: none of WEEKLY, MONTHLY"]
    assert faults("schedule", {"id": "1", "valid_from": "2026-02-30"}) == ["valid_from: no date"]
    assert set(LISTS.values()) <= set(OBJECTS)
