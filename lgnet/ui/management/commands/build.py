"""``lgnet build``: what is made from the sources once: translations, right-to-left style sheet."""

import hashlib
import inspect
from pathlib import Path
from typing import Any

import bootstrap_italia_template
from django.conf import settings
from django.core.management.base import BaseCommand

from lgnet.ui import catalogues, rtl

from .messages import languages

STYLE_SHEET = Path("css/bootstrap-italia.min.css")
MIRRORED = Path("css/bootstrap-italia.rtl.css")


class Command(BaseCommand):
    help = "Compile the translations and mirror the style sheet for right-to-left languages."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for code, path in languages():
            if path.exists():
                target = path.with_suffix(".mo")
                is_new = catalogues.write_if_new(target, catalogues.compiled(path, code))
                self._say(f"translations {code}", is_new)
        self._say("right-to-left style sheet", self.mirror_style_sheet())

    def mirror_style_sheet(self) -> bool:
        """Write the mirrored style sheet unless it is up to date; return whether it was written."""
        source = Path(bootstrap_italia_template.__file__).parent / "static" / STYLE_SHEET
        css = source.read_text(encoding="utf-8-sig")
        maker = inspect.getsource(rtl)
        digest = hashlib.sha256((css + maker).encode()).hexdigest()
        head = f"/* Mirrored from {STYLE_SHEET.name}, {digest} */\n"
        target = Path(settings.BUILT_STATIC) / MIRRORED
        if target.exists():
            with target.open(encoding="utf-8") as stream:
                if stream.readline() == head:
                    return False
        catalogues.write_if_new(target, (head + rtl.mirror(css)).encode())
        return True

    def _say(self, what: str, is_new: bool) -> None:
        self.stdout.write(f"{what}: {'made' if is_new else 'up to date'}")
