"""A person's answers in words, the same on every page."""

import datetime as dt
from collections.abc import Iterable

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lgnet.kernel.answers import Answer

from .enums import Ability, BirthPrecision, Interpreter, Sex
from .languages import language_label
from .models import Country, Person, PersonLanguage
from .rules import Birth, ages_on, is_placeholder


def answer_words(answer: str) -> str:
    """Return what stands in place of a missing value."""
    return str(Answer(answer).label)


def language_words(person: Person) -> str:
    """Return the person's language, or why it is missing."""
    if person.language_answer != Answer.KNOWN or person.language is None:
        return answer_words(person.language_answer)
    return language_label(person.language)


def interpreter_words(person: Person) -> str:
    """Return whether the person needs an interpreter, or why that is missing."""
    if person.interpreter_answer != Answer.KNOWN or person.interpreter is None:
        return answer_words(person.interpreter_answer)
    return str(Interpreter(person.interpreter).label)


def sex_words(person: Person) -> str:
    """Return the person's sex, or why it is missing."""
    if person.sex_answer != Answer.KNOWN or person.sex is None:
        return answer_words(person.sex_answer)
    return str(Sex(person.sex).label)


def citizenship_words(person: Person) -> str:
    """Return the person's citizenship, or why it is missing."""
    if person.citizenship_answer != Answer.KNOWN or person.citizenship is None:
        return answer_words(person.citizenship_answer)
    return country_name(person.citizenship)


def country_name(country: Country) -> str:
    """Return a country's name in the language of the page."""
    return str(country)


def birth_words(person: Person) -> str:
    """Return when the person was born, as far as it is known, or why it is missing."""
    birth = _birth_of(person)
    return birth_text(birth) if birth else answer_words(person.birth_answer)


def birth_text(birth: Birth) -> str:
    """Return a birth in words, with no more precision than it has."""
    if birth.precision == BirthPrecision.EXACT:
        return formats.date_format(birth.first_day, "DATE_FORMAT")
    if birth.precision == BirthPrecision.MONTH:
        return formats.date_format(birth.first_day, "YEAR_MONTH_FORMAT")
    year = str(birth.first_day.year)
    if birth.precision == BirthPrecision.YEAR:
        return year
    return _("around %(year)s") % {"year": year}


def age_words(person: Person, *, today: dt.date | None = None) -> str:
    """Return the age in whole years, "33 or 34" or "about 30"; empty where it is not known."""
    birth, today = _birth_of(person), today or timezone.localdate()
    if birth is None:
        return ""
    youngest, oldest = ages_on(birth_date=birth.first_day, precision=birth.precision, day=today)
    if birth.precision == BirthPrecision.ESTIMATED:
        about = max(today.year - birth.first_day.year, 0)
        return ngettext("about %(age)s year", "about %(age)s years", about) % {"age": about}
    if youngest == oldest:
        return ngettext("%(age)s year", "%(age)s years", youngest) % {"age": youngest}
    return _("%(youngest)s or %(oldest)s years") % {"youngest": youngest, "oldest": oldest}


def age_or_answer(person: Person) -> str:
    """Return the age, or why it is missing."""
    return age_words(person) or answer_words(person.birth_answer)


def has_placeholder_birth(person: Person) -> bool:
    """Return whether the birth looks like a registry's 1 January."""
    birth = _birth_of(person)
    return birth is not None and is_placeholder(
        birth_date=birth.first_day, precision=birth.precision
    )


def _birth_of(person: Person) -> Birth | None:
    if person.birth_answer != Answer.KNOWN or person.birth_date is None:
        return None
    return Birth(person.birth_date, BirthPrecision(str(person.birth_precision)))


def other_languages_words(person: Person, rows: Iterable[PersonLanguage]) -> str:
    """Return what a person understands or speaks beside the preferred language; may be empty."""
    found = []
    for row in rows:
        answers = {row.understands, row.speaks}
        if row.language == person.language or not answers & {Ability.YES, Ability.LITTLE}:
            continue
        label = language_label(row.language)
        if Ability.YES not in answers:
            label = _("%(language)s (a little)") % {"language": label}
        found.append(label)
    return ", ".join(found)


def reading_words(person: Person, rows: Iterable[PersonLanguage]) -> str:
    """Return how well a person reads the preferred language; empty where it was not asked."""
    reads = next((row.reads for row in rows if row.language == person.language), None)
    return str(Ability(reads).label) if reads else ""
