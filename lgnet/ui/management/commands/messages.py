"""``lgnet messages``: collect the texts to translate, and compile the translations."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from lgnet.ui import catalogues

PACKAGE = Path(__file__).resolve().parents[3]


def languages() -> list[tuple[str, Path]]:
    """Return each language that needs a catalogue, with the catalogue's file."""
    root = Path(settings.LOCALE_PATHS[0])
    return [
        (code, root / code / "LC_MESSAGES" / "django.po")
        for code, _name in settings.LANGUAGES
        if code != catalogues.SOURCE_LANGUAGE
    ]


class Command(BaseCommand):
    help = "Collect the texts of the code into the catalogues, keeping translations; compile them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail on what is not translated"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        template = catalogues.collect(PACKAGE)
        if options["check"]:
            self._check(template)
            return
        for code, path in languages():
            is_new = catalogues.write_if_new(path, catalogues.updated(path, code, template))
            catalogues.write_if_new(path.with_suffix(".mo"), catalogues.compiled(path, code))
            missing = len(catalogues.problems(path, code, template))
            state = "changed" if is_new else "as it was"
            self.stdout.write(f"{code}: {len(template)} texts, {missing} to translate, {state}")

    def _check(self, template: Any) -> None:
        found = [
            line for code, path in languages() for line in catalogues.problems(path, code, template)
        ]
        if found:
            raise CommandError("\n".join([*found, f"{len(found)} texts to mend."]))
        self.stdout.write(f"Every text is translated ({len(template)}).")
