"""Letters from templates: what may stand in braces, and what is put there."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

# What a template may name. Templates are written in Italian by those who use them, so are these.
FIELDS = {
    "persona": _("what the person is called"),
    "nome_completo": _("full name, or what the person is called"),
    "data_nascita": _("birth date"),
    "data": _("today"),
    "citta": _("city"),
    "ente": _("your organisation"),
    "operatore": _("your name"),
    "appuntamento": _("the person's next appointment"),
    "testo": _("a space for free text"),
}
# What stands where nothing is known: a line to write on.
BLANK = "____________"
LONGEST_TEXT = 8000
_BRACES = re.compile(r"\{([^{}]*)\}")


def fields_in(text: str) -> list[str]:
    """Return what stands in braces, each once, in order."""
    return list(dict.fromkeys(found.strip() for found in _BRACES.findall(text)))


def unknown_fields(text: str) -> list[str]:
    """Return what stands in braces and is no field."""
    return [name for name in fields_in(text) if name not in FIELDS]


def has_loose_brace(text: str) -> bool:
    """Return whether a brace opens and does not close, or the other way round."""
    rest = _BRACES.sub("", text)
    return "{" in rest or "}" in rest


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a template with its fields filled, in one pass; what is not known stays a line."""

    def put(match: re.Match[str]) -> str:
        name = match[1].strip()
        return (values.get(name) or BLANK) if name in FIELDS else match[0]

    return _BRACES.sub(put, text)


def missing_in(text: str, values: Mapping[str, str]) -> list[str]:
    """Return the fields of a template for which nothing is known."""
    return [name for name in fields_in(text) if name in FIELDS and not values.get(name)]
