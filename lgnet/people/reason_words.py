"""The codes of a comparison in words: why two records may be one person, or may not."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Codes that stand for nothing worth a word are left out.
WORDS: dict[str, Promise] = {
    "given.spelt": _("given name spelt the same"),
    "given.sound": _("given name sounds alike"),
    "given.moved": _("given and family name swapped"),
    "given.joined": _("names written as one word"),
    "given.part": _("part of the given name the same"),
    "given.close": _("given name differs by a letter or two"),
    "given.near": _("given name somewhat alike"),
    "given.different": _("another given name"),
    "family.spelt": _("family name spelt the same"),
    "family.sound": _("family name sounds alike"),
    "family.moved": _("given and family name swapped"),
    "family.part": _("part of the family name the same"),
    "family.close": _("family name differs by a letter or two"),
    "family.near": _("family name somewhat alike"),
    "family.different": _("another family name"),
    "birth.exact": _("same date of birth"),
    "birth.swapped": _("day and month of birth swapped"),
    "birth.about": _("about the same age"),
    "birth.far_about": _("ages not far apart"),
    "birth.one_part": _("day or month of birth differs"),
    "birth.month": _("same month and year of birth"),
    "birth.year": _("same birth year"),
    "birth.day_and_month": _("same day and month of birth, other year"),
    "birth.year_only": _("same birth year, other day"),
    "birth.next_year": _("birth year close"),
    "birth.different": _("another date of birth"),
    "sex.different": _("another sex"),
    "citizenship.same": _("same citizenship"),
    "citizenship.different": _("another citizenship"),
    "phone.own": _("same phone"),
    "phone.shared": _("same shared phone"),
    "identifier.same": _("same number on a document"),
    "identifier.different": _("another codice fiscale"),
}


def words_of(reasons: Iterable[str]) -> list[Promise]:
    """Return what is worth saying of the codes, each thing once."""
    return list(dict.fromkeys(WORDS[code] for code in reasons if code in WORDS))


def likeness(weight: float) -> tuple[str, Promise]:
    """Return the kind of badge and the word for a weight, by the thresholds of the settings."""
    if weight >= settings.DUPLICATES_STRONG_WEIGHT:
        return "ok", _("Very likely the same")
    if weight >= settings.DUPLICATES_LIKELY_WEIGHT:
        return "info", _("Probably the same")
    return "warn", _("Perhaps the same")
