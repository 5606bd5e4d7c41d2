"""Organisations for victims of violence: all of theirs lies in a compartment, unseen outside."""

import pytest

from lgnet.encounters.models import Encounter
from lgnet.exchange.enums import ExternalKind
from lgnet.exchange.models import ExternalRecord
from lgnet.housing.models import HousingStructure, Stay
from lgnet.kernel.tenancy import scope
from lgnet.network.models import Compartment, Organisation
from lgnet.people.models import Person

pytestmark = pytest.mark.django_db

SECRET = "Rifugio Mimosa"


@pytest.fixture
def refuge(export):
    """The small export with a refuge: person 7 is known there alone, person 1 there and outside."""
    export.add(
        "Organization.csv", OrganizationID="o9", OrganizationName=SECRET, VictimServiceProvider=1
    )
    for key, project_type in (("refuge", 0), ("listening", 6)):
        export.add(
            "Project.csv",
            ProjectID=key,
            OrganizationID="o9",
            ProjectName=f"{SECRET} {key}",
            OperatingStartDate="2020-01-01",
            ProjectType=project_type,
        )
    export.add(
        "Inventory.csv",
        InventoryID="i-refuge",
        ProjectID="refuge",
        BedInventory=2,
        InventoryStartDate="2020-01-01",
    )
    export.add("ProjectCoC.csv", ProjectCoCID="c9", ProjectID="refuge", Address1="Via Segreta 9")
    export.person("7", FirstName="Nascosta")
    export.enrol("r1", "7", "refuge", "2024-06-01")
    export.enrol("r2", "1", "refuge", "2024-06-01")
    export.enrol("r3", "7", "listening", "2024-05-01")
    return export


@pytest.fixture
def compartment(bring, refuge, torino):
    bring(refuge)
    return Compartment.objects.get(city=torino).pk


def hidden() -> bool:
    return any(person.known_as.startswith("Nascosta") for person in Person.objects.order_by())


def test_the_refuge_lies_in_its_compartment(compartment, torino):
    with scope(city_id=torino.pk, compartment_id=compartment):
        structure = HousingStructure.objects.get()
        assert (structure.kind, structure.address) == ("protected_refuge", "Via Segreta 9")
        assert Stay.objects.count() == 2
        assert Person.objects.count() == 2
        assert Encounter.objects.count() == 1
        assert hidden()


def test_nothing_of_it_is_seen_outside(compartment, torino):
    with scope(city_id=torino.pk):
        assert Person.objects.count() == 6
        assert not hidden()
        assert not HousingStructure.objects.filter(kind="protected_refuge").exists()
        kinds = ExternalRecord.objects.filter(external_id__in=["7", "r1", "r2", "refuge", "o9"])
        assert [record.kind for record in kinds] == [ExternalKind.COMPARTMENT]


def test_the_name_of_who_runs_it_is_not_public(compartment):
    assert not Organisation.objects.filter(name__icontains="Mimosa").exists()


def test_the_same_person_is_two_inside_and_outside(compartment, torino):
    found = []
    for cell in (None, compartment):
        options = {"compartment_id": cell} if cell else {}
        with scope(city_id=torino.pk, **options):
            found.append(ExternalRecord.objects.get(kind="person", external_id="1").object_id)
    assert found[0] != found[1]


def test_a_second_import_finds_the_same_compartment(compartment, bring, refuge, torino):
    summary = bring(refuge)
    assert not summary.has_written
    assert Compartment.objects.filter(city=torino).count() == 1


def test_who_is_known_in_a_refuge_only_never_comes_out_by_an_error(bring, refuge, torino):
    """Her only enrolments fail: she is left out, not made a person of the open city."""
    for key in ("r1", "r3"):
        refuge.row("Enrollment.csv", key)["EntryDate"] = "never"
    bring(refuge)
    with scope(city_id=torino.pk):
        assert not ExternalRecord.objects.filter(kind="person", external_id="7").exists()


def test_an_organisation_that_does_not_say_is_left_out(bring, refuge, torino, findings):
    refuge.row("Organization.csv", "o9")["VictimServiceProvider"] = ""
    bring(refuge)
    assert ("Organization.csv", "3", "VictimServiceProvider", "left_out", "missing_value") in (
        findings()
    )
    with scope(city_id=torino.pk):
        assert not HousingStructure.objects.filter(name__icontains="Mimosa").exists()
        assert not hidden()
