"""What is installed from a wheel has its pages, fonts, data and translations with it.

Setuptools leaves out, without a word, every file that is not Python's and not named, and every
folder of modules that is no package.
"""

import tomllib
from pathlib import PurePosixPath

from tests.house.source import PROJECT

PACKAGE = PROJECT / "lgnet"
# What the installation makes for itself.
MADE = {".pyc", ".pyo"}


def _named() -> set[str]:
    """Return the endings of the files that the build takes along."""
    told = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    patterns = told["tool"]["setuptools"]["package-data"]["lgnet"]
    assert all(pattern.startswith("**/*.") for pattern in patterns), patterns
    return {PurePosixPath(pattern).suffix for pattern in patterns}


def _files() -> list[PurePosixPath]:
    found = (path.relative_to(PACKAGE) for path in PACKAGE.rglob("*") if path.is_file())
    return [PurePosixPath(path) for path in found if path.suffix not in MADE]


def test_each_file_that_is_not_pythons_is_named():
    files = [path for path in _files() if path.suffix != ".py"]
    assert {".html", ".ttf", ".css", ".po"} <= {path.suffix for path in files}
    assert [str(path) for path in files if path.suffix not in _named()] == []


def test_no_ending_is_named_for_nothing():
    used = {path.suffix for path in _files()} | {".mo"}
    assert _named() - used == set()


def test_each_folder_of_modules_is_a_package():
    folders = {path.parent for path in _files() if path.suffix == ".py"}
    assert [str(one) for one in folders if not (PACKAGE / one / "__init__.py").exists()] == []
