"""The second belt by behaviour: what one cell sees, changes and guesses of another. Nothing."""

import pytest
from django.apps import apps
from django.db import connections, transaction
from django.test import TransactionTestCase

from lgnet.kernel.bulk import Written, upsert
from lgnet.people.models import Person
from tests.house import behaviour, rows
from tests.house.catalogue import tenant_tables
from tests.house.tenant_tables import LIBRARIES
from tests.house.test_tenancy import BY_CITY, MUTATIONS, policy

TABLES = sorted(
    model._meta.db_table
    for model in apps.get_models()
    if {"city_id", "compartment_id"} <= {field.column for field in model._meta.local_fields}
)


@pytest.fixture(scope="module")
def cells(django_db_setup, django_db_blocker):
    """Three filled cells, committed: the superuser's connection must see them."""
    with django_db_blocker.unblock():
        made = rows.make_cells()
        yield made
        connections["default"].close()
        TransactionTestCase._fixture_teardown(None)


def test_every_tenant_model_has_a_recipe():
    assert rows.models_without_recipe() == []
    assert rows.recipes_without_model() == []


def test_every_tenant_table_is_tried(as_superuser):
    assert tenant_tables(as_superuser) == TABLES


@pytest.mark.parametrize("table", TABLES)
def test_a_cell_keeps_to_itself(as_superuser, cells, table):
    assert behaviour.faults(as_superuser, table, cells) == []


@pytest.mark.parametrize("label", rows.RECIPES)
def test_an_id_used_elsewhere_is_free_here(cells, db, label):
    if label == "network.Membership":
        pytest.skip("its ids are unique over all cities, see tenant_tables.OTHER_KEY")
    used = cells["there"].rows[label][0].pk
    with cells["here"].scope():
        assert rows.RECIPES[label](id=used).pk == used


def test_a_bulk_write_to_an_id_used_elsewhere_makes_a_row(cells, db):
    used = cells["there"].rows["people.Person"][0].pk
    with cells["here"].scope():
        assert upsert(Person, [Person(id=used, known_as="Altra")]) == Written(made=1)
        assert Person.objects.get(pk=used).known_as == "Altra"
    with cells["there"].scope():
        assert Person.objects.get(pk=used).known_as != "Altra"


@pytest.mark.parametrize("table", ["ui_draft", "ui_undooffer"])
def test_a_draft_is_its_authors_alone(as_superuser, cells, table):
    colleague = rows.Cell("colleague", cells["here"].city_id, cells["here"].compartment_id, None)
    with behaviour.as_application(as_superuser, colleague):
        assert behaviour._unseen(as_superuser, table, "a colleague", "true") == []
        row = behaviour.row_of(as_superuser, "people_person", cells["here"])
        assert row, "the colleague is in the cell"


@pytest.mark.parametrize("label", ["people.Person", "encounters.Encounter", "housing.Stay"])
def test_a_row_can_be_deleted_and_its_history_stays(cells, db, label):
    """History must not hold on to living rows, nor forbid that they go."""
    model = apps.get_model(label)
    event = apps.get_model(f"{label}Event")
    with cells["here"].scope(), transaction.atomic():
        row = rows.RECIPES[label]()
        if label == "encounters.Encounter":
            row.needs.create(kind="food", compartment_id=row.compartment_id, city=row.city)
        key = row.pk
        row.delete()
        assert not model.objects.filter(pk=key).exists()
        assert event.objects.filter(pgh_label="delete", pgh_obj_id=key).count() == 1


def test_what_is_said_to_be_empty_is(as_superuser, cells):
    empty = [name for name, reason in LIBRARIES.items() if reason.startswith("empty")]
    assert len(empty) == 3
    for name in empty:
        assert as_superuser.execute(f"SELECT count(*) FROM {name}").fetchone() == (0,), name


SEEDED = {
    "RLS disabled": ("ALTER TABLE people_person DISABLE ROW LEVEL SECURITY", "people_person"),
    "history's RLS disabled": (MUTATIONS["history's RLS disabled"], "people_personevent"),
    "policy true": (policy("true"), "people_person"),
    "policy without compartment": (policy(BY_CITY), "people_person"),
    "writes unchecked": (MUTATIONS["policy checks no writes"], "people_person"),
    "a second policy": (MUTATIONS["a second policy"], "people_person"),
    "policy shut": (policy("false"), "people_person"),
    "drafts open": (MUTATIONS["RLS disabled"].replace("housing_stay", "ui_draft"), "ui_draft"),
    "one-to-one past the cell": (
        "CREATE UNIQUE INDEX oracle ON housing_stay (request_id)",
        "housing_stay",
    ),
    "plain foreign key": (
        "ALTER TABLE cases_case DROP CONSTRAINT cases_case_person_id_cell_fk;"
        " ALTER TABLE people_person ADD UNIQUE (id); ALTER TABLE cases_case"
        " ADD FOREIGN KEY (person_id) REFERENCES people_person (id)",
        "cases_case",
    ),
    "exclusion past the cell": (MUTATIONS["exclusion past the cell"], "housing_occupancy"),
    "unique past the cell": (
        "CREATE UNIQUE INDEX oracle ON exchange_externalrecord (system, kind, external_id)",
        "exchange_externalrecord",
    ),
}


@pytest.mark.parametrize("name", SEEDED)
def test_seeded_a_leak_is_caught(as_superuser, cells, name):
    statement, table = SEEDED[name]
    with as_superuser.transaction(force_rollback=True):
        as_superuser.execute(statement)
        assert behaviour.faults(as_superuser, table, cells)
    assert behaviour.faults(as_superuser, table, cells) == []
