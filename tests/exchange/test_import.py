"""What becomes of a small export without a fault."""

import datetime as dt

import pytest

from lgnet.cases.models import Case
from lgnet.encounters.models import Encounter, ServiceGiven
from lgnet.exchange.actions.hmis import NotImported
from lgnet.exchange.models import ExternalRecord, ImportRun
from lgnet.housing.models import HousingStructure, Occupancy, Place, Stay, Unit
from lgnet.kernel.nights import ITALY, night_of
from lgnet.kernel.tenancy import scope
from lgnet.network.models import Organisation
from lgnet.people.models import Person, PersonName, SearchKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(bring, export, torino):
    summary = bring(export)
    with scope(city_id=torino.pk):
        yield summary


def ours(kind, key):
    return ExternalRecord.objects.get(system="hmis-csv:test", kind=kind, external_id=key).object_id


def nights_of(key):
    found = Occupancy.objects.filter(stay_id=ours("stay", key)).order_by("nights")
    return [(str(o.nights.lower), o.nights.upper and str(o.nights.upper)) for o in found]


def test_every_row_is_carried(imported, export):
    assert [(f.file, f.left_out) for f in imported.files if f.left_out] == []
    assert imported.rows_read == sum(map(len, export.tables.values()))
    assert imported.reasons == []


def test_an_organisation_becomes_one_of_the_city(imported, torino):
    organisation = Organisation.objects.get(name="Casa Aperta")
    assert (organisation.city, organisation.kind) == (torino, "ngo")


def test_projects_with_beds_become_structures(imported):
    kinds = dict(HousingStructure.objects.values_list("name", "kind"))
    assert kinds == {
        "Dormitorio": "emergency",
        "Notti singole": "emergency",
        "Appartamenti": "housing_first",
    }
    shelter = HousingStructure.objects.get(name="Dormitorio")
    assert shelter.address == "Via Esempio 1, Torino 10100"


def test_inventory_becomes_units_and_places(imported):
    home = Unit.objects.filter(structure__name="Appartamenti")
    assert sorted(unit.places.count() for unit in home) == [1, 2]
    assert {unit.kind for unit in home} == {"flat"}
    assert Place.objects.filter(unit__structure__name="Dormitorio").count() == 2


def test_a_client_becomes_a_person_with_names_and_keys(imported):
    person = Person.objects.get(pk=ours("person", "1"))
    assert person.known_as == "Nome1 Cognome1"
    assert (person.sex, person.sex_answer) == ("male", "known")
    assert (person.birth_date, person.birth_precision) == (dt.date(1990, 5, 17), "exact")
    assert (person.citizenship_answer, person.language_answer) == ("not_asked", "not_asked")
    names = [(name.kind, name.text, name.script) for name in person.names.all()]
    assert names == [("given", "Nome1", "Latn"), ("family", "Cognome1", "Latn")]
    assert SearchKey.objects.filter(person=person).exists()


def test_an_enrolment_in_a_shelter_becomes_a_stay(imported):
    stay = Stay.objects.get(pk=ours("stay", "e1"))
    assert (stay.started_on, stay.ended_on) == (dt.date(2024, 3, 1), dt.date(2024, 5, 1))
    assert stay.end_reason == "own_home"
    assert stay.due_on == dt.date(2024, 9, 1)
    assert stay.given_by is None
    assert nights_of("e1") == [("2024-03-01", "2024-05-01")]
    # Nobody recorded a departure: the nights end with the term, the stay does not.
    assert nights_of("e2") == [("2024-04-01", "2024-10-01")]
    assert Stay.objects.get(pk=ours("stay", "e2")).ended_on is None


def test_a_permanent_home_begins_with_the_move_in_and_has_no_cap(imported):
    stay = Stay.objects.get(pk=ours("stay", "e3"))
    assert (stay.started_on, stay.due_on) == (dt.date(2024, 2, 10), None)


def test_single_nights_in_a_row_become_one_stay(imported):
    assert nights_of("e6/2024-11-02") == [("2024-11-02", "2024-11-04")]
    assert nights_of("e6/2024-11-07") == [("2024-11-07", "2024-11-08")]


def test_street_contacts_become_encounters_and_a_case_from_engagement(imported):
    met = Encounter.objects.filter(setting="street").order_by("happened_at")
    assert [str(night_of(e.happened_at)) for e in met] == ["2024-06-01", "2024-06-05"]
    case = Case.objects.get(person_id=ours("person", "4"))
    assert case.opened_at.astimezone(ITALY).date() == dt.date(2024, 6, 8)
    assert (case.state, case.opened_by) == ("open", None)


def test_desk_enrolments_become_a_case_with_encounters_and_services(imported):
    case = Case.objects.get(person_id=ours("person", "5"))
    assert (case.state, case.outcome) == ("closed", "housed")
    met = Encounter.objects.filter(person_id=ours("person", "5")).order_by("happened_at")
    assert [str(e.happened_at.date()) for e in met] == ["2024-06-15", "2024-06-20"]
    given = ServiceGiven.objects.filter(encounter=met[1]).order_by("service__code")
    assert [(s.service.code, s.quantity) for s in given] == [
        ("one_off_grant", 2),
        ("personal_plan", 1),
    ]


def test_nobody_has_a_number_of_theirs(imported):
    """The social security number is read over: nothing of it is anywhere."""
    text = " ".join(
        str(getattr(row, field.attname))
        for rows in (
            Person.objects.all(),
            PersonName.objects.select_related("person"),
            ExternalRecord.objects.all(),
        )
        for row in rows
        for field in row._meta.local_fields
    )
    assert "123456789" not in text
    assert "Nome1" in text


def test_the_run_is_recorded(imported, torino):
    run = ImportRun.objects.get()
    assert run.system == "hmis-csv:test"
    assert run.exported_on == dt.date(2025, 1, 31)
    assert run.counts["person"] == {"made": 6, "changed": 0, "unchanged": 0}
    assert len(run.archive_digest) == 64


def test_another_city_sees_nothing_of_it(imported, palermo):
    with scope(city_id=palermo.pk):
        for model in (Person, Stay, Encounter, Case, ExternalRecord, HousingStructure):
            assert not model.objects.exists()


def test_a_hashed_export_calls_people_by_their_number(bring, export, torino):
    export.row("Export.csv", "e1")["HashStatus"] = "4"
    bring(export)
    with scope(city_id=torino.pk):
        person = Person.objects.get(pk=ours("person", "1"))
        assert person.known_as == "HMIS 1"
        assert person.names.count() == 2


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"DOBDataQuality": 1, "DOB": "1990-01-01"}, ("1990-01-01", "exact", "known")),
        ({"DOBDataQuality": 2, "DOB": "1990-01-01"}, ("1990-01-01", "year", "known")),
        ({"DOBDataQuality": 2, "DOB": "1990-05-01"}, ("1990-05-01", "month", "known")),
        ({"DOBDataQuality": 2, "DOB": "1990-05-17"}, ("1990-01-01", "estimated", "known")),
        ({"DOBDataQuality": 8, "DOB": ""}, (None, None, "unknown")),
        ({"DOBDataQuality": 9, "DOB": ""}, (None, None, "declined")),
        ({"DOBDataQuality": 99, "DOB": ""}, (None, None, "not_asked")),
        ({"DOBDataQuality": 9, "DOB": "1990-05-17"}, (None, None, "declined")),
    ],
)
def test_a_birth_date_has_its_precision_or_its_missing_answer(
    bring, export, torino, cells, expected
):
    export.row("Client.csv", "1").update({name: str(value) for name, value in cells.items()})
    bring(export)
    with scope(city_id=torino.pk):
        person = Person.objects.get(pk=ours("person", "1"))
    day = person.birth_date and str(person.birth_date)
    assert (day, person.birth_precision, person.birth_answer) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (0, ("female", "known")),
        (1, ("male", "known")),
        (8, (None, "unknown")),
        (9, (None, "declined")),
        (99, (None, "not_asked")),
        ("", (None, "not_asked")),
    ],
)
def test_sex_is_known_or_missing_for_a_reason(bring, export, torino, code, expected):
    export.row("Client.csv", "1")["Sex"] = str(code)
    bring(export)
    with scope(city_id=torino.pk):
        person = Person.objects.get(pk=ours("person", "1"))
    assert (person.sex, person.sex_answer) == expected


def test_names_keep_their_script_and_length(bring, export, torino):
    export.row("Client.csv", "1").update(FirstName="أمينة", LastName="n" * 200)
    export.row("Client.csv", "2").update(FirstName="m" * 200, LastName="n" * 200)
    bring(export)
    with scope(city_id=torino.pk):
        names = PersonName.objects.filter(person_id=ours("person", "1"))
        assert [name.script for name in names] == ["Arab", "Latn"]
        assert len(Person.objects.get(pk=ours("person", "2")).known_as) == 200


def test_more_beds_than_a_city_has_are_refused(bring, export):
    for number in range(41):
        export.add(
            "Inventory.csv",
            InventoryID=f"huge{number}",
            ProjectID="shelter",
            BedInventory=5000,
            InventoryStartDate="2020-01-01",
        )
    with pytest.raises(NotImported, match="more beds"):
        bring(export)


def test_the_layout_may_come_otherwise(bring, export, torino):
    """Any order and case of columns, a byte-order mark, a folder inside, files left out."""
    for file, names in export.headings.items():
        export.headings[file] = list(reversed(names))
    lower = export.text("Client.csv")
    first, rest = lower.split("\r\n", 1)
    export.extra["CLIENT.CSV"] = ("\ufeff" + first.lower() + "\n" + rest).encode()
    export.tables["Client.csv"] = []
    summary = bring(
        export,
        inside="export 2025/",
        leave_out=("Client.csv", "CurrentLivingSituation.csv", "ProjectCoC.csv"),
    )
    assert summary.counts["person"].made == 6
    assert summary.counts["stay"].made == 5


def test_overlapping_desk_enrolments_are_one_case(bring, export, torino):
    export.enrol("e7", "5", "desk", "2024-08-01")
    summary = bring(export)
    assert summary.counts["case"].made == 2
    with scope(city_id=torino.pk):
        case = Case.objects.get(person_id=ours("person", "5"))
    assert case.state == "open"
    assert case.opened_at.date() == dt.date(2024, 6, 15)
