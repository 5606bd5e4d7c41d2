"""Kinds and grounds of residence titles, from the tables in ``data``.

What the official table says of people without a permit is never offered: a missing title is no
mark on a person. "Not known" and "not declared" are answers, and stand in their own field.
"""

import csv
import functools
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

DATA = Path(__file__).resolve().parent / "data"
NEVER_OFFERED_KINDS = frozenset({"7", "9"})
NEVER_OFFERED_GROUNDS = frozenset({"non_dichiarato"})

_KINDS: dict[str, str | Promise] = {
    "1": _("Residence permit"),
    "2": _("EC card or permit"),
    "3": _("Certificate of permanent residence"),
    "4": _("Certificate of regular stay"),
    "5": _("Receipt of application"),
    "6": _("Renewal pending"),
    "8": _("Other title"),
}
_GROUNDS: dict[str, str | Promise] = {
    "asilo": _("Asylum"),
    "sussidiaria": _("Subsidiary protection"),
    "richiesta_asilo": _("Asylum application"),
    "protezione_temporanea": _("Temporary protection"),
    "protezione_speciale": _("Special protection"),
    "casi_speciali_18": _("Special cases: social protection"),
    "casi_speciali_18bis": _("Special cases: domestic violence"),
    "casi_speciali_18ter": _("Special cases: labour exploitation"),
    "cure_mediche": _("Medical treatment"),
    "gravidanza": _("Pregnancy"),
    "calamita": _("Disaster"),
    "valore_civile": _("Acts of particular civic value"),
    "minore_eta": _("Minor age"),
    "affidamento": _("Foster care"),
    "integrazione_minore": _("Integration of a minor (18-21)"),
    "assistenza_minore": _("Care of a minor"),
    "famiglia": _("Family reasons"),
    "lavoro_subordinato": _("Employment"),
    "lavoro_autonomo": _("Self-employment"),
    "lavoro_stagionale": _("Seasonal work"),
    "lavoro_casi_particolari": _("Work: particular cases"),
    "carta_blu": _("EU Blue Card"),
    "attesa_occupazione": _("Awaiting employment"),
    "studio": _("Study"),
    "tirocinio": _("Traineeship"),
    "ricerca": _("Research"),
    "ue_lungo_periodo": _("Long-term EU resident"),
    "carta_familiare_ue": _("Card of an EU citizen's family member"),
    "residenza_elettiva": _("Elective residence"),
    "attesa_cittadinanza": _("Awaiting citizenship"),
    "religioso": _("Religious reasons"),
    "apolidia": _("Statelessness"),
    "giustizia": _("Reasons of justice"),
    "missione": _("Mission"),
    "altro": _("Other ground"),
}


def kind_choices() -> list[tuple[str, str]]:
    """Return (code, label) of the kinds that may be recorded, in the table's order."""
    return [(code, kind_label(code)) for code in _italian_kinds() if code in _KINDS]


def ground_choices() -> list[tuple[str, str]]:
    """Return (slug, label) of the grounds that may be recorded, in the table's order."""
    return [(slug, ground_label(slug)) for slug in _italian_grounds() if slug in _GROUNDS]


def kind_label(code: str) -> str:
    """Return a kind in the language of the page; Italian is the table's own."""
    return _label(code, _italian_kinds(), _KINDS)


def ground_label(slug: str) -> str:
    """Return a ground in the language of the page; Italian is the table's own."""
    return _label(slug, _italian_grounds(), _GROUNDS)


def _label(code: str, italian: dict[str, str], labels: dict[str, str | Promise]) -> str:
    if get_language() == "it" and code in italian:
        return italian[code]
    return str(labels.get(code, italian.get(code, code)))


@functools.cache
def _italian_kinds() -> dict[str, str]:
    return _read("residence_title_kinds.csv", "code")


@functools.cache
def _italian_grounds() -> dict[str, str]:
    return _read("residence_grounds.csv", "slug")


def _read(name: str, key: str) -> dict[str, str]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return {row[key]: row["label_it"] for row in csv.DictReader(file)}
