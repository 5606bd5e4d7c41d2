"""The first belt, in Python, and what every model owes the house; with seeded faults."""

from types import SimpleNamespace

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from lgnet.kernel.history import Event
from lgnet.kernel.privacy import Label
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import ScopedManager
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.models import Person, PersonName
from tests.house import models as house

MODELS = house.our_models()
OWN = [model for model in MODELS if not house.is_history(model)]
HISTORY = [model for model in MODELS if house.is_history(model)]
TENANTS = [model for model in MODELS if house.is_tenant(model)]


def label(model):
    return model._meta.label


def test_there_is_something_to_check():
    assert {Person, PersonName} <= set(TENANTS)
    assert len(HISTORY) > 5


@pytest.mark.parametrize("model", TENANTS, ids=label)
def test_a_tenant_model_is_reached_through_a_scope_only(db, model):
    if label(model) in house.UNSCOPED:
        assert house.scoping(model), "it is scoped, and excused for nothing"
    else:
        assert house.scoping(model) == []


@pytest.mark.parametrize("model", HISTORY, ids=label)
def test_history_belongs_to_the_cell_it_tells_of(model):
    assert issubclass(model, Event)
    assert house.is_tenant(model)
    assert house.privacy_of_history(model) == []


@pytest.mark.parametrize("model", OWN, ids=label)
def test_a_model_keeps_the_rules_of_the_house(model):
    checks = (house.keeping_the_city, house.privacy, house.names, house.stamps)
    assert [fault for check in checks for fault in check(model)] == []


def test_no_excuse_is_stale():
    assert house.stale_names(MODELS) + house.stale_stamps() == []
    assert set(house.UNSCOPED) <= {label(model) for model in TENANTS}


def test_what_names_a_person_is_labelled_so():
    assert Person.PRIVACY["known_as"] == Label.IDENTIFYING
    assert PersonName.PRIVACY["text"] == Label.IDENTIFYING


# Seeded faults.


@isolate_apps("lgnet.people")
def seeded(base=TenantModel, meta=None, **fields):
    """Return a model with the given fields, known to nobody else."""
    attributes = {"__module__": "lgnet.people.models", "PRIVACY": CELL_PRIVACY, **fields}
    inner = {"app_label": "people", **(meta or {})}
    parent = (base.Meta,) if hasattr(base, "Meta") else ()
    attributes["Meta"] = type("Meta", parent, {"abstract": False, **inner})
    return type("Seeded", (base,), attributes)


def with_label(field, name="field", **more):
    return {name: field, "PRIVACY": CELL_PRIVACY | {name: Label.OPERATIONAL}, **more}


def all_faults(model):
    checks = (house.keeping_the_city, house.privacy, house.names, house.stamps)
    return [fault for check in checks for fault in check(model)]


def test_a_seeded_model_without_fault_passes():
    assert all_faults(seeded(**with_label(models.CharField(max_length=3)))) == []


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"word": models.CharField(max_length=3)}, "word"),
        ({"PRIVACY": CELL_PRIVACY | {"gone": Label.PUBLIC}}, "gone"),
        ({"PRIVACY": CELL_PRIVACY | {"city": "public"}}, "no label"),
        ({"PRIVACY": None}, "no PRIVACY"),
        (with_label(models.BooleanField(), "active"), "BooleanField"),
        (with_label(models.DateTimeField(), "seen"), "DateTimeField"),
        (with_label(models.DateField(), "seen_at"), "DateField"),
        (with_label(models.CharField(max_length=3), "is_word"), "is_word"),
        (
            {"city": models.ForeignKey("network.City", models.CASCADE, related_name="+")},
            "CASCADE",
        ),
        (
            with_label(
                models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+"),
                "user",
            ),
            "SET_NULL",
        ),
    ],
)
def test_seeded_a_fault_in_a_model_is_caught(fields, word):
    found = all_faults(seeded(**fields))
    assert any(word in fault for fault in found), found


def test_seeded_an_untied_stamp_is_caught():
    pair = {
        "seen_at": models.DateTimeField(null=True),
        "seen_by": models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+"),
    }
    assert house.stamps(seeded(**pair)) == ["people.Seeded: nothing ties seen_at and seen_by"]
    tie = stamp_constraint(at="seen_at", by="seen_by", name="seeded_stamp")
    assert house.stamps(seeded(meta={"constraints": [tie]}, **pair)) == []
    other = models.CheckConstraint(condition=models.Q(seen_at__isnull=False), name="other")
    assert house.stamps(seeded(meta={"constraints": [other]}, **pair))


def test_seeded_an_unscoped_manager_is_caught(db):
    plain = seeded(objects=models.Manager())
    assert any("not scoped" in fault for fault in house.scoping(plain))
    second = seeded(everybody=models.Manager())
    assert any("everybody" in fault for fault in house.scoping(second))


def test_seeded_a_model_that_answers_outside_a_scope_is_caught(db, monkeypatch):
    monkeypatch.setattr(ScopedManager, "get_queryset", models.Manager.get_queryset)
    assert "people.Person: answers outside a scope" in house.scoping(Person)
    assert connection.in_atomic_block


def test_seeded_a_stranger_in_history_is_caught():
    field = SimpleNamespace(name="diagnosis")
    meta = SimpleNamespace(local_fields=[field], label="people.PersonEvent")
    event = SimpleNamespace(_meta=meta, pgh_tracked_model=Person)
    assert house.privacy_of_history(event) == [
        "people.PersonEvent.diagnosis: is in no tracked model"
    ]


def test_seeded_a_stale_name_is_caught(monkeypatch):
    monkeypatch.setitem(house.NAMES, "long_gone", "once there")
    assert house.stale_names(MODELS) == ["long_gone: is allowed and nowhere used"]
