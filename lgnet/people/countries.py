"""Names of citizenships in the language of the page.

Italian and English come from the ANPR table; other languages from CLDR (Unicode licence, shipped
with Babel), by the ISO 3166-1 code.
"""

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from django.utils.translation import gettext_lazy as _

STATELESS = "999"  # ISTAT
STATELESS_NAME = _("Stateless")
# Not in ISO 3166-1; CLDR and the table each have a code of their own.
_ALPHA2 = {"XKX": "XK"}


def country_label(
    *, iso3: str, istat_code: str, name_it: str, name_en: str, language: str | None
) -> str:
    """Return a citizenship's name in ``language``; English where nobody has it in that one."""
    if language == "it":
        return name_it
    if istat_code == STATELESS:
        return str(STATELESS_NAME)
    if language in (None, "en") and name_en:
        return name_en
    try:
        territories = Locale.parse(language or "en", sep="-").territories
    except (UnknownLocaleError, ValueError):
        return name_en or name_it
    alpha2 = _ALPHA2.get(iso3) or next(iter(get_global("territory_aliases").get(iso3, [])), "")
    return territories.get(alpha2) or name_en or name_it
