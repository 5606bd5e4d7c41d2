"""Judging a row: what it says of a person, and what strikes in it. Pure functions over texts."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lgnet.exchange.enums import RowState, Target, Trouble
from lgnet.exchange.rules import is_formula
from lgnet.kernel.answers import Answer
from lgnet.people.catalogue import (
    LONGEST_NAME,
    LONGEST_NUMBER,
    MOST_NAMES,
    Birth,
    NotAPhone,
    Profile,
    Remark,
    check_number,
    clean_name,
    compact,
    contradictions_of,
    mixes_scripts,
    read_phone,
)
from lgnet.people.enums import IdentifierScheme, Sex

from . import births, words
from .folding import folded
from .vocabulary import Vocabulary

NAMES = (Target.KNOWN_AS, Target.GIVEN, Target.FAMILY, Target.FULL, Target.OTHER)
WORDED = (Target.SEX, Target.CITIZENSHIP, Target.LANGUAGE)
BIRTHS = (Target.BIRTH_DATE, Target.BIRTH_YEAR, Target.AGE)
SCHEMES = {
    Target.CODICE_FISCALE: IdentifierScheme.CODICE_FISCALE,
    Target.HEALTH_CODE: IdentifierScheme.STP,
    Target.PASSPORT: IdentifierScheme.PASSPORT,
    Target.PERMIT: IdentifierScheme.RESIDENCE_PERMIT,
    Target.DOCUMENT: IdentifierScheme.OTHER,
}
# With one of these nobody is made of the row.
REFUSING = frozenset(
    {
        Trouble.NO_NAME,
        Trouble.NAME_TOO_LONG,
        Trouble.TOO_MANY_NAMES,
        Trouble.CUT,
        Trouble.SAME_NUMBER,
    }
)
_ERRORS = frozenset({"#ref!", "#n/a", "#value!", "#name?", "#div/0!", "#num!", "#null!", "#spill!"})
_NO_NAMES = frozenset(
    {"sconosciuto", "sconosciuta", "non noto", "non nota", "unknown", "not known", "n d", "n a"}
)
# A number of another kind than its column says, where the number itself leaves no doubt.
_SURELY = {
    Remark.LOOKS_LIKE_CODE: IdentifierScheme.CODICE_FISCALE,
    Remark.LOOKS_LIKE_PROVISIONAL: IdentifierScheme.PROVISIONAL_CODICE_FISCALE,
    Remark.LOOKS_LIKE_STP: IdentifierScheme.STP,
    Remark.LOOKS_LIKE_ENI: IdentifierScheme.ENI,
}
_NO_SHAPE = frozenset({Remark.CODE_SHAPE, Remark.PROVISIONAL_SHAPE})
_SEVERAL_PHONES = re.compile(r"[/;,|\n]|\s-\s|\s(?:e|o|or|and)\s")
LONGEST_EXTERNAL = 120

# (column, or None for the whole row; code of a Trouble or of a Remark)
Found = tuple[int | None, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """How the rows of a table are read.

    ``meanings`` is what somebody said of words that are not known: (target, folded word) to a
    value of the target or of ``Answer``. ``width`` is the number of headings, 0 without any.
    """

    columns: Mapping[int, Target]
    vocabulary: Vocabulary
    today: dt.date
    day_first: bool = True
    meanings: Mapping[tuple[Target, str], str] = field(default_factory=dict)
    width: int = 0


@dataclass(slots=True)
class Judged:
    """What a row says of a person. ``troubles`` come in the order of the columns."""

    profile: Profile
    phones: tuple[str, ...] = ()
    numbers: tuple[tuple[IdentifierScheme, str], ...] = ()
    external: str = ""
    troubles: list[Found] = field(default_factory=list)
    unknown: list[tuple[Target, str]] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        """Return whether nobody can be made of the row."""
        return any(code in REFUSING for _column, code in self.troubles)

    @property
    def state(self) -> RowState:
        """Return what the row alone says, before anybody looked whom it may mean."""
        if self.is_refused:
            return RowState.REFUSED
        return RowState.WARNING if self.troubles else RowState.FINE

    def told(self) -> list[Any]:
        """Return everything the row says in a fixed order, as plain values: what is compared."""
        person = self.profile
        birth = person.birth
        return [
            *(person.known_as, person.given, person.family, sorted(person.others)),
            str(person.sex),
            [birth.first_day.isoformat(), birth.precision.value]
            if isinstance(birth, Birth)
            else str(birth),
            str(getattr(person.citizenship, "istat_code", person.citizenship)),
            str(person.language),
            sorted(self.phones),
            sorted([scheme.value, value] for scheme, value in self.numbers),
        ]


class _Row:
    """The work on one row: cells by target, and what was found on the way."""

    def __init__(self, cells: Sequence[str], reading: Reading, cut: frozenset[int]) -> None:
        self.reading = reading
        self.troubles: list[Found] = []
        self.unknown: list[tuple[Target, str]] = []
        self.by_target: dict[Target, list[tuple[int, str]]] = {}
        for column, target in sorted(reading.columns.items()):
            text = cells[column].strip() if column < len(cells) else ""
            if column in cut:
                self.trouble(column, Trouble.CUT)
            elif folded(text) and text.casefold() in _ERRORS:
                self.trouble(column, Trouble.CELL_ERROR)
            elif text:
                if target != Target.PHONE and folded(text) and is_formula(text):
                    self.trouble(column, Trouble.FORMULA)
                self.by_target.setdefault(target, []).append((column, text))

    def trouble(self, column: int | None, code: str) -> None:
        found = (column, str(code.value if isinstance(code, (Trouble, Remark)) else code))
        if found not in self.troubles:
            self.troubles.append(found)

    def cells(self, target: Target) -> list[tuple[int, str]]:
        return self.by_target.get(target, [])


def judge(cells: Sequence[str], reading: Reading, *, cut: frozenset[int] = frozenset()) -> Judged:
    """Return what a row says of a person; ``cut`` names the columns of cells that were too long."""
    row = _Row(cells, reading, cut)
    names = _names(row)
    profile = Profile(
        **names,
        sex=_worded(row, Target.SEX, words.sex_meant, Sex),
        birth=_birth(row),
        citizenship=_worded(row, Target.CITIZENSHIP, reading.vocabulary.citizenship, None),
        language=_worded(row, Target.LANGUAGE, _language_of(reading.vocabulary), str),
    )
    numbers = _numbers(row)
    for scheme, number in numbers:
        for remark in contradictions_of(profile, scheme, number, today=reading.today):
            row.trouble(None, remark)
    if reading.width and any(cell.strip() for cell in cells[reading.width :]):
        row.trouble(None, Trouble.TOO_WIDE)
    row.troubles.sort(key=lambda found: (-1 if found[0] is None else found[0], found[1]))
    return Judged(
        profile=profile,
        phones=_phones(row),
        numbers=tuple(numbers),
        external=_external(row),
        troubles=row.troubles,
        unknown=row.unknown,
    )


def is_blank(cells: Sequence[str]) -> bool:
    """Return whether a row says nothing at all: it is passed over without a word."""
    return not any(folded(cell) for cell in cells)


def _names(row: _Row) -> dict[str, Any]:
    told: dict[Target, list[str]] = {target: [] for target in NAMES}
    for target in NAMES:
        for column, text in row.cells(target):
            name = clean_name(text)
            if not folded(name) or folded(name) in _NO_NAMES:
                continue
            if len(name) > LONGEST_NAME:
                row.trouble(column, Trouble.NAME_TOO_LONG)
                continue
            if mixes_scripts(name):
                row.trouble(column, Remark.MIXED_SCRIPTS)
            told[target].append(name)
    given, family = " ".join(told[Target.GIVEN]), " ".join(told[Target.FAMILY])
    if len(given) > LONGEST_NAME or len(family) > LONGEST_NAME:
        row.trouble(None, Trouble.NAME_TOO_LONG)
    whole = " ".join(filter(None, (given, family)))
    others = [*told[Target.KNOWN_AS][1:], *told[Target.FULL], *told[Target.OTHER]]
    ways = [
        *told[Target.KNOWN_AS],
        *told[Target.FULL],
        *filter(None, (whole,)),
        *told[Target.OTHER],
    ]
    known_as = ways[0][:LONGEST_NAME] if ways else ""
    if not known_as and Trouble.NAME_TOO_LONG not in [code for _column, code in row.troubles]:
        row.trouble(None, Trouble.NO_NAME)
    others = list(dict.fromkeys(name for name in others if name != known_as))
    if len(others) > MOST_NAMES:
        row.trouble(None, Trouble.TOO_MANY_NAMES)
    return {"known_as": known_as, "given": given, "family": family, "others": tuple(others)}


def _worded(
    row: _Row, target: Target, meant: Callable[[str], Any], value_of: Callable[[str], Any] | None
) -> Any:
    """Return the answer the column says in words; a word nobody explained leaves it unasked."""
    for column, text in row.cells(target):
        answer = words.answer_meant(text)
        said = row.reading.meanings.get((target, folded(text)))
        if said is not None:
            return _said(row, said, value_of)
        found = meant(text)
        if found is not None:
            return found
        if answer is not None:
            return answer
        row.trouble(column, Trouble.UNKNOWN_WORD)
        row.unknown.append((target, folded(text)[:LONGEST_NAME]))
    return Answer.NOT_ASKED


def _said(row: _Row, said: str, value_of: Callable[[str], Any] | None) -> Any:
    if said in Answer.values:
        return Answer(said)
    if value_of is None:
        # Citizenships are told by their ISTAT code, which the vocabulary has.
        return row.reading.vocabulary.citizenship(said) or Answer.NOT_ASKED
    return value_of(said)


def _language_of(vocabulary: Vocabulary) -> Callable[[str], str | None]:
    def meant(text: str) -> str | None:
        whole = vocabulary.language(text)
        if whole:
            return whole
        # "italiano, francese": the one told first.
        for part in re.split(r"[,;/+|\n]|\se\s|\sand\s", text):
            found = vocabulary.language(part) if folded(part) else None
            if found:
                return found
        return None

    return meant


def _birth(row: _Row) -> Birth | Answer:
    found: list[Birth] = []
    missing: Answer = Answer.NOT_ASKED
    for target in BIRTHS:
        for column, text in row.cells(target):
            answer = words.answer_meant(text)
            if answer is not None:
                missing = answer if missing == Answer.NOT_ASKED else missing
                continue
            read = _read_birth(target, text, row.reading)
            for trouble in read.troubles:
                code = Remark.PLACEHOLDER_BIRTH if trouble == Trouble.PLACEHOLDER else trouble
                row.trouble(column, code)
            if read.birth is not None:
                found.append(read.birth)
    best = births.most_exact(found)
    for trouble in best.troubles:
        row.trouble(None, trouble)
    return best.birth if best.birth is not None else missing


def _read_birth(target: Target, text: str, reading: Reading) -> births.ReadBirth:
    if target == Target.AGE:
        return births.read_age(text, today=reading.today)
    return births.read_date(text, day_first=reading.day_first, today=reading.today)


def _phones(row: _Row) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for column, text in row.cells(Target.PHONE):
        if words.answer_meant(text) is not None:
            continue
        for part in _parts_of_phones(text):
            try:
                phone = read_phone(part)
            except NotAPhone:
                row.trouble(column, Trouble.BAD_PHONE)
                continue
            if not phone.is_in_use:
                row.trouble(column, Remark.PHONE_UNUSUAL)
            found[phone.e164] = None
    return tuple(found)


def _parts_of_phones(text: str) -> list[str]:
    """Return the numbers of a cell: one where the whole is one, else what marks divide."""
    try:
        read_phone(text)
    except NotAPhone:
        return [part for part in _SEVERAL_PHONES.split(text) if folded(part)]
    return [text]


def _numbers(row: _Row) -> list[tuple[IdentifierScheme, str]]:
    found: dict[tuple[IdentifierScheme, str], None] = {}
    for target, scheme in SCHEMES.items():
        for column, text in row.cells(target):
            if words.answer_meant(text) is not None:
                continue
            checked = _number(row, column, scheme, text)
            if checked is not None:
                found[checked] = None
    return list(found)


def _number(
    row: _Row, column: int, scheme: IdentifierScheme, text: str
) -> tuple[IdentifierScheme, str] | None:
    if len(text) > LONGEST_NUMBER:
        row.trouble(column, Trouble.NUMBER_TOO_LONG)
        return None
    if scheme == IdentifierScheme.STP and compact(text).startswith("ENI"):
        scheme = IdentifierScheme.ENI
    checked = check_number(scheme, text)
    if checked.problem in _SURELY:
        row.trouble(column, checked.problem)
        scheme = _SURELY[checked.problem]
        checked = check_number(scheme, text)
    if not checked.number or checked.problem in _NO_SHAPE:
        row.trouble(column, Trouble.BAD_NUMBER)
        return None
    for remark in (checked.problem, *checked.remarks):
        if remark is not None:
            row.trouble(column, remark)
    return checked.scheme, checked.number


def _external(row: _Row) -> str:
    for _column, text in row.cells(Target.EXTERNAL):
        number = clean_name(text)[:LONGEST_EXTERNAL]
        if folded(number):
            return number
    return ""
