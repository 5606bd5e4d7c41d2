"""Hand the user's pip configuration on to uv, which does not read it."""

import ast
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

# Sections of "pip config list" in rising order of weight.
_SECTIONS = ("global.", "install.", ":env:.")


def pip_settings(listing: str) -> dict[str, str]:
    """Read ``pip config list``: one ``section.name='value'`` a line; the weightiest one counts."""
    settings: dict[str, str] = {}
    for section in _SECTIONS:
        for line in listing.splitlines():
            name, separator, value = line.partition("=")
            if separator and name.startswith(section):
                try:
                    settings[name.removeprefix(section)] = str(ast.literal_eval(value))
                except (SyntaxError, ValueError):
                    continue
    return settings


def uv_environment(listing: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Return ``environment`` with uv's variables for what pip is told in ``listing``.

    A variable of uv's own that is already set stays. Indexes on this disk that do not exist are
    left out: pip passes over them, uv would stop.
    """
    pip = pip_settings(listing)
    told: dict[str, str] = {
        # The hashes decide what is installed, so any index may serve any package.
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_NO_PROGRESS": "1",
    }
    main = [place for place in pip.get("index-url", "").split() if _is_usable(place)]
    more = [place for place in pip.get("extra-index-url", "").split() if _is_usable(place)]
    links = [place for place in pip.get("find-links", "").split() if _is_usable(place)]
    if main:
        told["UV_DEFAULT_INDEX"] = main[0]
    if more:
        told["UV_INDEX"] = " ".join(more)
    if links:
        told["UV_FIND_LINKS"] = ",".join(links)
    if _says_yes(pip.get("no-index", "")):
        told["UV_NO_INDEX"] = "1"
    if pip.get("trusted-host"):
        told["UV_INSECURE_HOST"] = " ".join(pip["trusted-host"].split())
    if pip.get("cert") and Path(pip["cert"]).exists():
        told["SSL_CERT_FILE"] = pip["cert"]
    if pip.get("proxy"):
        told |= {"HTTPS_PROXY": pip["proxy"], "HTTP_PROXY": pip["proxy"]}
    if pip.get("default-timeout") or pip.get("timeout"):
        told["UV_HTTP_TIMEOUT"] = pip.get("default-timeout") or pip["timeout"]
    return told | dict(environment)


def _is_usable(place: str) -> bool:
    parts = urlsplit(place)
    if parts.scheme == "file":
        return Path(parts.path).exists()
    return parts.scheme in {"http", "https"} or Path(place).is_dir()


def _says_yes(value: str) -> bool:
    return value.strip().lower() in {"1", "true", "yes", "on"}
