"""Importing the small export, and looking at what came of it."""

import csv

import pytest
from django.utils.translation import override

from lgnet.exchange.actions.hmis import import_hmis_csv
from tests.exchange.export import small_export


@pytest.fixture(autouse=True)
def in_english():
    """Read messages in the language they are written in."""
    with override("en"):
        yield


@pytest.fixture
def export():
    """A small export without a fault; add yours."""
    return small_export()


@pytest.fixture
def bring(torino, tmp_path):
    """Return a function that imports an export into Torino; its report files go to ``tmp_path``."""

    def enter(export, *, city=torino, is_dry_run=False, **options):
        path = export.write(tmp_path, **options)
        return import_hmis_csv(
            path=path, city=city, is_dry_run=is_dry_run, report_to=tmp_path / "report"
        )

    return enter


@pytest.fixture
def findings(tmp_path):
    """Return a function: the report's findings as (file, row, column, effect, reason)."""

    def read():
        with (tmp_path / "report" / "findings.csv").open(encoding="utf-8", newline="") as file:
            return [
                (row["file"], row["row"], row["column"], row["effect"], row["reason"])
                for row in csv.DictReader(file)
            ]

    return read
