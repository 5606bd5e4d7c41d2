"""What the environment says: the mode, and typed reading of variables."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PROJECT = Path(__file__).resolve().parents[3]

MODES = ("production", "demo", "test")
MODE = os.environ.get("LGNET_MODE", "production")
if MODE not in MODES:
    raise ImproperlyConfigured(f"LGNET_MODE is {MODE!r}; it must be one of {', '.join(MODES)}.")

IS_PRODUCTION = MODE == "production"
IS_DEMO = MODE == "demo"
IS_TEST = MODE == "test"


def text(name: str, *, outside_production: str | None = None, default: str | None = None) -> str:
    """Return the variable; in production one without a default must be set."""
    value = os.environ.get(name)
    if value:
        return value
    if default is not None:
        return default
    if not IS_PRODUCTION and outside_production is not None:
        return outside_production
    raise ImproperlyConfigured(f"{name} is not set. See docs/operations.md.")


def flag(name: str, *, default: bool) -> bool:
    """Return True for 1/yes/true/on, False for 0/no/false/off, whatever the case."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; say yes or no.")


def number(name: str, *, default: float) -> float:
    """Return a variable as a number; raises ImproperlyConfigured for what is none."""
    value = os.environ.get(name, "").strip()
    try:
        return float(value) if value else default
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is {value!r}; say a number.") from error


def words(name: str, *, default: tuple[str, ...] = ()) -> list[str]:
    """Return a comma-separated variable as a list."""
    value = os.environ.get(name, "")
    return [word.strip() for word in value.split(",") if word.strip()] or list(default)
