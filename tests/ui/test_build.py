"""What is built is built once, and again when its source changes."""

import io

import pytest
from django.core.management import call_command

from lgnet.ui import rtl
from lgnet.ui.management.commands import build


@pytest.fixture
def folder(settings, tmp_path):
    settings.BUILT_STATIC = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return tmp_path


def run() -> str:
    said = io.StringIO()
    call_command("build", stdout=said)
    return said.getvalue()


def test_the_style_sheet_is_mirrored_once(folder, monkeypatch):
    monkeypatch.setattr(rtl, "mirror", lambda css: "mirrored")
    target = folder / build.MIRRORED
    assert "made" in run()
    assert target.read_text().endswith("mirrored")
    stamp = target.stat().st_mtime_ns
    assert "up to date" in run()
    assert target.stat().st_mtime_ns == stamp
    target.write_text("/* Mirrored from elsewhere */\n")
    assert "made" in run()


def test_translations_are_compiled_once(folder, monkeypatch):
    monkeypatch.setattr(rtl, "mirror", lambda css: "mirrored")
    path = folder / "locale" / "it" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n')
    assert "translations it: made" in run()
    assert path.with_suffix(".mo").exists()
    assert "translations it: up to date" in run()
