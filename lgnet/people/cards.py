"""A person in one line: what lists, candidates and pickers show to tell people apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from lgnet.kernel.answers import Answer

from .enums import NameKind
from .kin import is_unaccompanied, load_minors
from .models import Person
from .ranking import Found
from .wording import age_or_answer, age_words, citizenship_words, language_words

MOST_OTHER_NAMES = 4


@dataclass(frozen=True, slots=True)
class Card:
    """A person's line: ``facts`` are the known ones; ``reason`` says why a search found them."""

    person: Person
    url: str
    other_names: list[str]
    age: str
    may_be_minor: bool
    language: str
    citizenship: str
    facts: list[str]
    reason: str = ""
    # While recording: the kind of badge and the word for how likely this is the same person.
    badge: str = ""
    likeness: Promise | str = ""
    # May be a minor with no adult known who answers: see ``rules_minors``.
    is_alone: bool = False


def cards_of(found: Iterable[Any]) -> list[Card]:
    """Return the lines of many people, in one query more where there are minors among them."""
    people = list(found)
    load_minors(people)
    return [card_of(person) for person in people]


def card_of(person: Any) -> Card:
    """Return the line of a person read by ``queries.people``, found by a search or not.

    Whether a minor is alone is asked here for each: lists use ``cards_of``.
    """
    found: Found | None = getattr(person, "found", None)
    return Card(
        person=person,
        url=reverse("people:detail", args=[person.pk]),
        other_names=other_names(person)[:MOST_OTHER_NAMES],
        age=age_or_answer(person),
        may_be_minor=person.may_be_minor,
        language=language_words(person),
        citizenship=citizenship_words(person),
        facts=known_facts(person),
        reason=reason_words(found) if found else "",
        is_alone=is_unaccompanied(person),
    )


def other_names(person: Person) -> list[str]:
    """Return what else the person is called, in every script.

    Names whose words all stand in what we call the person say nothing more, and are left out.
    """
    known = set(person.known_as.casefold().split())
    names = dict.fromkeys(name.text for name in person.names.all())
    return [text for text in names if not set(text.casefold().split()) <= known]


def known_facts(person: Person) -> list[str]:
    """Return age, language and citizenship, as far as they are known: what tells people apart."""
    facts = [age_words(person)]
    if person.language_answer == Answer.KNOWN:
        facts.append(language_words(person))
    if person.citizenship_answer == Answer.KNOWN:
        facts.append(citizenship_words(person))
    return [fact for fact in facts if fact]


def names_of_kind(person: Person, kind: NameKind) -> list[str]:
    """Return the person's names of one kind, in every script."""
    return list(dict.fromkeys(name.text for name in person.names.all() if name.kind == kind))


def reason_words(found: Found) -> str:
    """Return why a person was found, the strongest reason first."""
    return " · ".join(str(clue.label) for clue in found.clues)
