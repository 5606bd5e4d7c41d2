"""The storeys: nothing looks up, nobody enters another app's room, a room keeps its order."""

import contextlib
import io
from types import SimpleNamespace

import pytest
from django.apps import apps
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.house import storeys as house
from tests.house.source import PROJECT, PYPROJECT, app_of, our_modules, storeys


def our_models():
    return [model for model in apps.get_models() if app_of(model.__module__)]


def lint(config) -> tuple[int, str]:
    told = io.StringIO()
    with contextlib.chdir(PROJECT), contextlib.redirect_stdout(told):
        status = lint_imports(config_filename=str(config), no_cache=True)
    return status, told.getvalue()


def test_the_import_contracts_hold():
    status, told = lint(PYPROJECT)
    assert status == EXIT_STATUS_SUCCESS, told


def test_every_folder_of_the_package_has_a_storey():
    """``exhaustive`` sees importable packages; this also sees a folder without __init__."""
    folders = {
        path.name
        for path in (PROJECT / "lgnet").iterdir()
        if path.is_dir() and not path.name.startswith(("_", "."))
    }
    assert folders - {"launcher", "locale"} == set(storeys())


def test_foreign_keys_point_down():
    assert house.upward_keys(our_models(), storeys()) == []


def test_history_is_among_the_models_checked():
    assert any(model.__name__.endswith("Event") for model in our_models())


def test_apps_show_each_other_only_what_they_show():
    found = house.foreign_imports(our_modules())
    assert house.faults(found, house.ACROSS) == []


def test_a_room_keeps_its_order():
    found = house.leftward_imports(our_modules())
    assert house.faults(found, house.INSIDE) == []


# Seeded faults: each check turns red.


def write(folder, **files):
    for name, text in files.items():
        path = folder / "lgnet" / (name.replace("__", "/") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return house.modules_in(folder)


def test_seeded_an_upward_import_is_caught(tmp_path):
    settings = PYPROJECT.read_text(encoding="utf-8")
    upside_down = settings.replace(
        '"people",\n    "directory | forms",\n    "network",',
        '"network",\n    "directory | forms",\n    "people",',
    )
    assert upside_down != settings
    config = tmp_path / "pyproject.toml"
    config.write_text(upside_down)
    status, told = lint(config)
    assert status != EXIT_STATUS_SUCCESS
    assert "lgnet.network" in told


@pytest.mark.parametrize(
    "line",
    [
        "from lgnet.people.views import detail",
        "from lgnet.people import forms",
        "import lgnet.people.urls",
        "def later():\n    from lgnet.people.search_keys import key_of",
        "from ..people.rules import age_on",
    ],
)
def test_seeded_a_look_into_another_room_is_caught(tmp_path, line):
    modules = write(tmp_path, cases__queries=line)
    assert len(house.faults(house.foreign_imports(modules), {})) == 1


def test_what_an_app_shows_may_be_imported(tmp_path):
    line = "from lgnet.people.models import Person\nfrom lgnet.kernel.nights import tonight"
    assert house.foreign_imports(write(tmp_path, cases__queries=line)) == {}


@pytest.mark.parametrize(
    "files",
    [
        {"cases__rules": "from .models import Case"},
        {"cases__models": "from . import actions"},
        {"cases__queries": "from .actions.opening import open_case"},
        {"cases__actions__opening": "from lgnet.cases.forms import CaseForm"},
        {"cases__rules": "from .words import of", "cases__words": "from .queries import all_words"},
    ],
)
def test_seeded_a_look_to_the_left_is_caught(tmp_path, files):
    modules = write(tmp_path, **files)
    assert len(house.faults(house.leftward_imports(modules), {})) == 1


def test_looking_to_the_right_is_fine(tmp_path):
    files = {
        "cases__views": "from . import actions, forms, queries",
        "cases__apps": "from . import views",
    }
    assert house.leftward_imports(write(tmp_path, **files)) == {}


def test_seeded_a_stale_allowance_is_caught():
    assert house.faults({}, {"a -> b": "once needed"}) == ["a -> b is allowed but no longer there"]


def test_seeded_an_upward_key_is_caught():
    person = next(model for model in our_models() if model._meta.label == "people.Person")
    case = next(model for model in our_models() if model._meta.label == "cases.Case")
    link = SimpleNamespace(is_relation=True, concrete=True, related_model=case, name="case")
    meta = SimpleNamespace(
        app_label="people", label="people.Person", get_fields=lambda include_hidden: [link]
    )
    assert house.upward_keys([SimpleNamespace(_meta=meta)], storeys())
    peer = {**storeys(), "cases": storeys()["people"]}
    assert house.upward_keys([case], peer), "a key to a peer's table is a fault too"
    assert not house.upward_keys([person], storeys())
