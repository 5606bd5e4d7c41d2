"""Importing an HMIS CSV export into a city: all of it or nothing."""

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.directory.models import Service
from lgnet.exchange.enums import Effect, Reason
from lgnet.exchange.hmis import codes, report, staging
from lgnet.exchange.hmis.archive import Archive, WrongFile, open_archive
from lgnet.exchange.hmis.checks import check
from lgnet.exchange.hmis.loading.contacts import load_cases, load_encounters
from lgnet.exchange.hmis.loading.housing import load_housing
from lgnet.exchange.hmis.loading.mapping import Cell
from lgnet.exchange.hmis.loading.network import load_organisations
from lgnet.exchange.hmis.loading.nights import load_stays
from lgnet.exchange.hmis.loading.people import load_people
from lgnet.exchange.hmis.loading.spells import lay_out
from lgnet.exchange.hmis.reading import Export, Reading
from lgnet.exchange.hmis.report import Summary
from lgnet.exchange.rules import MOST_BEDS
from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.tenancy import scope
from lgnet.monitoring.actions import refresh_city_figures, refresh_network_figures
from lgnet.network.models import City

from .records import record_run

# What tells how far an import is: the step, how much of it is done now, of how much.
Progress = Callable[[str, int, int], object]


class NotImported(Exception):
    """The import was given up and everything rolled back; the message says why in a sentence."""


class _RolledBack(Exception):
    """Ends a trial run."""


def import_hmis_csv(
    *,
    path: Path,
    city: City,
    by: UUID | None = None,
    is_dry_run: bool = False,
    report_to: Path | None = None,
    progress: Progress = lambda step, done, total: None,
) -> Summary:
    """Import the export at ``path`` into ``city``; return what was done.

    One transaction: a failure leaves nothing behind. A second import of the same file changes
    nothing. A trial run does everything and takes it back. Report files are written to the
    folder ``report_to``. Raises WrongFile for what is no export, and NotImported where the
    city's rows changed under the import or reference rows are missing.
    """
    archive = open_archive(path)
    summary: Summary | None = None
    try:
        with archive.zip, scope(city_id=city.pk, user_id=by), transaction.atomic():
            _check_services()
            summary = _import(archive, path, city, by, is_dry_run, progress)
            if report_to is not None:
                report.write(report_to, summary)
            if is_dry_run:
                raise _RolledBack
    except _RolledBack:
        pass
    except IntegrityError as error:
        raise NotImported(
            _("Somebody changed the same places, people or cases meanwhile. Run it again.")
        ) from error
    except DatabaseError as error:
        told = str(error).partition("\n")[0]
        raise NotImported(_("The database gave up: %s.") % told) from error
    assert summary is not None  # noqa: S101 (a trial run comes here with one too)
    return summary


def _import(
    archive: Archive,
    path: Path,
    city: City,
    by: UUID | None,
    is_dry_run: bool,
    progress: Progress,
) -> Summary:
    staging.start(lock=str(city.pk))
    total = archive.total_bytes
    reading = Reading(archive, tick=lambda amount: progress("read", amount, total))
    export = reading.export(today=timezone.localdate() + dt.timedelta(days=1))
    reading.all_files(export)
    check()
    _check_size()
    cells = [
        Cell(city.pk, compartment, export.system, compartment != OPEN_COMPARTMENT)
        for compartment in lay_out(city_id=city.pk, system=export.system)
    ]
    load_organisations(cells[0])
    for cell in cells:
        _load(cell, export, by, lambda: progress("write", 1, 5 * len(cells)))
    staging.note(
        staging.EXITS,
        reason=Reason.UNKNOWN_ENROLMENT,
        column="EnrollmentID",
        effect=Effect.LEFT_OUT,
        where=f"NOT EXISTS (SELECT FROM {staging.ENROLMENTS} AS e WHERE e.id = t.enrolment)",
    )
    summary = Summary(
        export.system,
        city.name,
        files=report.count_files(reading.read),
        reasons=report.count_reasons(),
        is_dry_run=is_dry_run,
    )
    for cell in cells:
        for kind, written in cell.counts.items():
            summary.counts[kind] = summary.counts.get(kind, type(written)()) + written
    if summary.has_written:
        _close(summary, export, path, city, by)
    return summary


def _load(cell: Cell, export: Export, by: UUID | None, step: Callable[[], object]) -> None:
    """Write one cell, inside its own scope."""
    with scope(city_id=cell.city_id, user_id=by, compartment_id=cell.compartment_id):
        load_people(cell, is_hashed=export.is_hashed)
        step()
        load_housing(cell)
        step()
        load_stays(cell)
        step()
        load_encounters(cell)
        step()
        load_cases(cell)
        step()


def _close(
    summary: Summary,
    export: Export,
    path: Path,
    city: City,
    by: UUID | None,
) -> None:
    """Record that something was imported, and bring the city's figures up to date."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    run = record_run(
        system=summary.system,
        archive_digest=digest,
        exported_on=export.day,
        rows_read=summary.rows_read,
        rows_left_out=summary.rows_left_out,
        counts=summary.counts,
        by=by,
    )
    record(verb="exchange.imported", target=run, rows=summary.rows_read)
    refresh_city_figures(city=city)
    refresh_network_figures()


def _check_size() -> None:
    """Raise NotImported for more beds than any city has: a place is made for each."""
    ((beds,),) = staging.rows(f"SELECT coalesce(sum(beds), 0) FROM {staging.INVENTORIES}")
    if beds > MOST_BEDS:
        raise NotImported(_("The inventory counts more beds than a city can have."))


def _check_services() -> None:
    """Raise NotImported where a service that the code lists name is not in the directory."""
    wanted = {code for known in codes.SERVICES.values() for code in known.values() if code}
    missing = wanted - set(Service.objects.filter(code__in=wanted).values_list("code", flat=True))
    if missing:
        raise NotImported(
            _("Services are missing from the directory: %s. Run load_reference first.")
            % ", ".join(sorted(missing))
        )


__all__ = ["NotImported", "WrongFile", "import_hmis_csv"]
