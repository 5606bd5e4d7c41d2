"""``lgnet import_hmis_csv FILE.zip --city NAME [--dry-run] [--report DIR]``."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from lgnet.exchange.actions.hmis import NotImported, WrongFile, import_hmis_csv
from lgnet.exchange.hmis.report import lines
from lgnet.exchange.queries import city_list, city_named


class Command(BaseCommand):
    help = "Import an HMIS CSV export (FY2026) into a city: all of it or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the export, a zip archive")
        parser.add_argument("--city", required=True, help="name, cadastral code or ISTAT code")
        parser.add_argument(
            "--dry-run", action="store_true", help="do everything, report, keep nothing"
        )
        parser.add_argument("--report", type=Path, help="folder for the report's files")

    def handle(self, *args: Any, **options: Any) -> None:
        city = city_named(options["city"])
        if city is None:
            raise CommandError(
                _("No city is called %(name)s. The cities are: %(cities)s.")
                % {"name": options["city"], "cities": city_list()}
            )
        with _Bars(is_shown=options["verbosity"] > 0 and sys.stderr.isatty()) as bars:
            try:
                summary = import_hmis_csv(
                    path=options["file"],
                    city=city,
                    is_dry_run=options["dry_run"],
                    report_to=options["report"],
                    progress=bars.move,
                )
            except (WrongFile, NotImported) as error:
                raise CommandError(str(error)) from error
            except OSError as error:
                raise CommandError(
                    _("The report could not be written: %s.") % error.strerror
                ) from error
        for line in lines(summary):
            self.stdout.write(line)
        if options["report"]:
            self.stdout.write("")
            self.stdout.write(_("The report's files are in %s.") % options["report"])


class _Bars:
    """One progress bar a step, on the error stream, where a terminal shows it."""

    def __init__(self, *, is_shown: bool) -> None:
        self.is_shown = is_shown
        self.step, self.bar = "", tqdm(disable=True)

    def __enter__(self) -> "_Bars":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.bar.close()

    def move(self, step: str, amount: int, total: int) -> None:
        """Move the bar of ``step``; a new step gets a new bar."""
        if step != self.step:
            self.bar.close()
            label = {"read": _("Reading"), "write": _("Writing")}[step]
            is_bytes = step == "read"
            self.bar = tqdm(
                total=total,
                desc=label,
                unit="B" if is_bytes else "",
                unit_scale=is_bytes,
                disable=not self.is_shown,
            )
            self.step = step
        self.bar.update(amount)
