"""A row in words: who would be recorded, what strikes, whom it may mean, and what to decide."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lgnet.exchange.enums import RowDecision, RowState, Trouble
from lgnet.exchange.models import StagedRow
from lgnet.exchange.queries import people_meant
from lgnet.exchange.tables.judging import Judged, Reading, judge
from lgnet.kernel.answers import Answer
from lgnet.people.catalogue import (
    Birth,
    Card,
    Clue,
    Remark,
    birth_text,
    card_of,
    language_label,
    load_minors,
    shown_phone,
)
from lgnet.people.enums import Sex
from lgnet.people.models import Country

BADGES = {
    RowState.FINE: "ok",
    RowState.WARNING: "warn",
    RowState.UNSURE: "info",
    RowState.KNOWN: "idle",
    RowState.REFUSED: "stop",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that may become of a row; ``card`` shows the person it may be."""

    value: str
    label: str
    is_chosen: bool
    card: Card | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as the page shows it."""

    number: int
    name: str
    facts: list[str]
    state: RowState
    kind: str
    troubles: list[tuple[str, str]]
    twice_of: int | None
    options: list[Option]


def shown_rows(
    rows: Sequence[StagedRow], reading: Reading, headings: Sequence[str]
) -> list[ShownRow]:
    """Return rows as the page shows them; one query, whatever their number."""
    meant = {UUID(found[0]) for row in rows for found in row.candidates}
    meant |= {row.chosen for row in rows if row.chosen}
    known = {person.pk: person for person in people_meant(meant)}
    load_minors(known.values())
    return [_shown(row, reading, headings, known) for row in rows]


def _shown(
    row: StagedRow, reading: Reading, headings: Sequence[str], known: Mapping[UUID, Any]
) -> ShownRow:
    judged = judge(row.texts(), reading, cut=frozenset(row.cut))
    state = RowState(row.state)
    return ShownRow(
        number=row.number,
        name=judged.profile.known_as,
        facts=facts_of(judged),
        state=state,
        kind=BADGES[state],
        troubles=trouble_words(row.troubles, headings),
        twice_of=row.twice_of,
        options=_options(row, state, known),
    )


def _options(row: StagedRow, state: RowState, known: Mapping[UUID, Any]) -> list[Option]:
    if state == RowState.REFUSED:
        return []
    found = []
    told = {UUID(person): (clues, sure) for person, _score, clues, sure in row.candidates}
    if row.chosen and row.chosen not in told:
        told[row.chosen] = ([], True)
    for person_id, (clues, _sure) in told.items():
        person = known.get(person_id)
        if person is None:
            continue
        found.append(
            Option(
                value=f"{RowDecision.EXISTING.value}:{person_id}",
                label=str(RowDecision.EXISTING.label),
                is_chosen=row.decision == RowDecision.EXISTING and row.chosen == person_id,
                card=card_of(person),
                why=", ".join(clue_words(clues)),
            )
        )
    for decision in (RowDecision.NEW, RowDecision.LEAVE):
        found.append(Option(decision.value, str(decision.label), row.decision == decision))
    return found


def clue_words(clues: Iterable[str]) -> list[str]:
    """Return why somebody may be meant, in words."""
    return [str(Clue(clue).label) for clue in clues]


def facts_of(judged: Judged) -> list[str]:
    """Return what would be recorded besides the name, as far as it is told."""
    person = judged.profile
    found = [name for _kind, name in person.names() if name not in person.known_as]
    if isinstance(person.sex, Sex):
        found.append(str(person.sex.label))
    if isinstance(person.birth, Birth):
        found.append(birth_text(person.birth))
    if isinstance(person.citizenship, Country):
        found.append(str(person.citizenship))
    if not isinstance(person.language, Answer) and person.language:
        found.append(language_label(person.language))
    found += [shown_phone(phone) for phone in judged.phones]
    found += [f"{scheme.label} {value}" for scheme, value in judged.numbers]
    return found


def trouble_words(
    troubles: Iterable[Sequence[Any]], headings: Sequence[str]
) -> list[tuple[str, str]]:
    """Return what strikes as (heading of the column or empty, sentence)."""
    found = []
    for column, code in troubles:
        where = ""
        if column is not None:
            where = headings[column].strip() if column < len(headings) else ""
            where = where or _("Column %(number)s") % {"number": column + 1}
        found.append((where, code_words(code)))
    return found


def code_words(code: str) -> str:
    """Return the sentence of a trouble or a remark."""
    if code in Trouble.values:
        return str(Trouble(code).label)
    return str(Remark(code).label) if code in Remark.values else code
