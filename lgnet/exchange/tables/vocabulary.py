"""Which citizenship or language a word of a list means: names, codes, adjectives of peoples."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from babel import Locale

from lgnet.people.catalogue import LANGUAGES
from lgnet.people.models import Country

from .folding import folded
from .words import LANGUAGE_WORDS, PEOPLE_WORDS, STATELESS_WORDS

STATELESS_CODE = "999"  # ISTAT
_SPOKEN_IN = ("it", "en", "fr", "es")
# Words that come before or after a name and say nothing.
_AROUND = frozenset({"lingua", "language", "rep", "repubblica", "republic", "of", "di", "del"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Folded words of a list -> the country, or the ISO 639-3 code of the language."""

    citizenships: Mapping[str, Country] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)

    def citizenship(self, text: str) -> Country | None:
        """Return the country a text means, or None; two countries in one text mean none."""
        word = folded(text)
        found = self.citizenships.get(word)
        if found is None:
            found = self.citizenships.get(_bare(word))
        return found

    def language(self, text: str) -> str | None:
        """Return the language a text means, or None; of several the first one told counts."""
        word = folded(text)
        return self.languages.get(word) or self.languages.get(_bare(word))


def _bare(word: str) -> str:
    return " ".join(part for part in word.split() if part not in _AROUND)


def vocabulary_of(countries: Iterable[Country]) -> Vocabulary:
    """Return the vocabulary over the countries; today's states count before those that ended."""
    ordered = sorted(countries, key=lambda country: (country.is_current, str(country.pk)))
    by_iso3: dict[str, Country] = {}
    words: dict[str, Country] = {}
    for country in ordered:
        by_iso3[country.iso3] = country
        told = (country.name_it, country.name_en, country.iso3, country.istat_code)
        for text in (*told, country.cadastral_code):
            if text:
                words[folded(text)] = country
                words.setdefault(_bare(folded(text)), country)
        if country.istat_code == STATELESS_CODE:
            words.update(dict.fromkeys(STATELESS_WORDS, country))
    for word, iso3 in PEOPLE_WORDS.items():
        if iso3 in by_iso3:
            words.setdefault(word, by_iso3[iso3])
    for iso3, names in _names_of_countries().items():
        if iso3 in by_iso3:
            for name in names:
                words.setdefault(name, by_iso3[iso3])
    words.pop("", None)
    return Vocabulary(citizenships=words, languages=_language_words())


@functools.cache
def _names_of_countries() -> Mapping[str, tuple[str, ...]]:
    """Return ISO alpha-3 -> folded names and alpha-2 code, from CLDR."""
    from babel.core import get_global

    two_letters = {
        codes[0]: iso3
        for iso3, codes in get_global("territory_aliases").items()
        if len(iso3) == 3 and iso3.isalpha() and len(codes) == 1
    }
    found: dict[str, list[str]] = {}
    for language in _SPOKEN_IN:
        for alpha2, name in Locale.parse(language).territories.items():
            iso3 = two_letters.get(alpha2)
            if iso3:
                found.setdefault(iso3, [alpha2.lower()]).append(folded(name))
    return {iso3: tuple(names) for iso3, names in found.items()}


@functools.cache
def _language_words() -> Mapping[str, str]:
    words: dict[str, str] = {}
    for language in LANGUAGES.values():
        words[language.code] = language.code
        words[folded(language.own_name)] = language.code
        if len(language.cldr) == 2:
            words[language.cldr] = language.code
        for spoken in _SPOKEN_IN:
            name = Locale.parse(spoken).languages.get(language.cldr)
            if name:
                words.setdefault(folded(name), language.code)
    words.update(LANGUAGE_WORDS)
    words.pop("", None)
    return words
