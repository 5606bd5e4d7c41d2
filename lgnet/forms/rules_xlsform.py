"""XLSForm, the tables in which field forms are commonly written, into a definition.

Pure: sheets of texts in, a definition and a report by row out. What cannot be taken over is told
with its row; nothing is guessed. Columns of our own, all optional: ``privacy``, ``purpose``,
``national`` (a term, a code of it, or "local").
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from .enums import (
    LEAVES_OUT,
    Comparison,
    FieldType,
    Joint,
    Moment,
    Privacy,
    Purpose,
    RowTrouble,
)
from .rules import (
    CODE,
    MAIN_LANGUAGE,
    MOST_CONDITIONS,
    MOST_FIELDS,
    MOST_OPTIONS,
    MOST_SECTIONS,
    Condition,
    Definition,
    Field,
    Option,
    Section,
    Shown,
    code_from,
)
from .rules_xlsform_tables import (
    Rows,
    Table,
    language_told,
    national_code,
    option_code,
    words_in,
)

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
_PLAIN = {
    "text": FieldType.SHORT_TEXT,
    "string": FieldType.SHORT_TEXT,
    "integer": FieldType.WHOLE_NUMBER,
    "int": FieldType.WHOLE_NUMBER,
    "decimal": FieldType.DECIMAL,
    "date": FieldType.DATE,
    "note": FieldType.NOTE,
    "acknowledge": FieldType.YES_NO,
    "trigger": FieldType.YES_NO,
}
_MACHINE = frozenset(
    {
        *("start", "end", "today", "deviceid", "simserial", "subscriberid", "phonenumber"),
        *("username", "email", "audit", "start-geopoint", "background-audio", "hidden"),
    }
)
_CALCULATED = frozenset({"calculate"})
_TERM = re.compile(
    r"""\$\{(?P<field>[\w.-]+)\}\s*(?P<op>!=|=|>|<)\s*(?:'(?P<a>[^']*)'|"(?P<b>[^"]*)"|"""
    r"""(?P<c>-?\d+(?:\.\d+)?))\Z"""
)
_SELECTED = re.compile(
    r"""selected\(\s*\$\{(?P<field>[\w.-]+)\}\s*,\s*(?:'([^']*)'|"([^"]*)")\s*\)\Z"""
)
_OPERATORS = {
    "=": Comparison.IS,
    "!=": Comparison.IS_NOT,
    ">": Comparison.MORE,
    "<": Comparison.LESS,
}
_BOUND = re.compile(r"\.\s*(>=|<=)\s*(-?\d+(?:\.\d+)?)\Z")


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a row: the sheet, its number as a spreadsheet shows it, and what."""

    sheet: str
    row: int
    trouble: str
    detail: str = ""

    @property
    def leaves_out(self) -> bool:
        """Whether the row is not taken over."""
        return self.trouble in LEAVES_OUT


@dataclass(slots=True)
class Read:
    """A form as read, and the report. ``rows``: how many rows of questions there were."""

    title: dict[str, str] = field(default_factory=dict)
    definition: Definition = field(default_factory=Definition)
    told: list[Told] = field(default_factory=list)
    rows: int = 0
    taken: int = 0


def read_xlsform(sheets: Mapping[str, Rows]) -> Read:
    """Return the definition in the sheets, with a report of every row that is not as it was."""
    return _Reading(sheets).read()


class _Reading:
    def __init__(self, sheets: Mapping[str, Rows]) -> None:
        self.sheets = sheets
        self.found = Read()
        self.codes: dict[str, str] = {}  # name in the file -> our code
        self.taken: set[str] = set()
        self.sections: list[Section] = []
        self.open: list[tuple[str, int]] = []  # ("group" | "repeat", row)
        self.count = 0
        self.default = MAIN_LANGUAGE

    def tell(self, sheet: str, row: int, trouble: RowTrouble, detail: str = "") -> None:
        self.found.told.append(Told(sheet, row, trouble, detail[:120]))

    def read(self) -> Read:
        self._settings()
        survey = self.sheets.get(SURVEY)
        if not survey:
            self.tell(SURVEY, 0, RowTrouble.NO_SURVEY)
            return self.found
        table = Table(survey)
        if not {"type", "name"} <= set(table.heads):
            self.tell(SURVEY, table.top + 1, RowTrouble.NO_COLUMN)
            return self.found
        self.lists = self._choices()
        self.labels = table.texts("label", self.default)
        self.hints = table.texts("hint", self.default)
        for number, row in table:
            self._row(number, row)
        for kind, number in self.open:
            self.tell(SURVEY, number, RowTrouble.NOT_CLOSED, kind)
        used = [lang for lang in (self.default, "it", "en", "ar") if lang in self._languages()]
        languages = tuple(dict.fromkeys(used or [self.default]))
        sections = tuple(section for section in self.sections if section.fields)
        self.found.definition = Definition(languages=languages, sections=sections)
        self.found.taken = self.count
        return self.found

    def _languages(self) -> set[str]:
        return {
            language
            for section in self.sections
            for one in section.fields
            for language, words in one.label.items()
            if words
        }

    def _settings(self) -> None:
        table = Table(self.sheets.get(SETTINGS, []))
        row = next((row for _number, row in table), {})
        told = row.get("default_language", "")
        self.default = language_told(told) or MAIN_LANGUAGE
        if title := row.get("form_title", ""):
            self.found.title = {self.default: title[:120]}

    def _choices(self) -> dict[str, list[Option]]:
        lists: dict[str, list[Option]] = {}
        table = Table(self.sheets.get(CHOICES, []))
        labels = table.texts("label", self.default)
        for number, row in table:
            name = row.get("list_name") or row.get("list name") or ""
            code = option_code(row.get("name") or row.get("value") or "")
            options = lists.setdefault(name, []) if name else []
            if not name or not code or any(option.code == code for option in options):
                self.tell(CHOICES, number, RowTrouble.BAD_CHOICE, f"{name} {code}".strip())
                continue
            options.append(
                Option(code, words_in(row, labels), national_code(row.get("national", "")))
            )
        return lists

    def _row(self, number: int, row: dict[str, str]) -> None:
        kind = " ".join(row.get("type", "").split())
        lower = kind.casefold().replace("_", " ")
        if lower in ("begin group", "begin repeat"):
            self._begin(number, row, lower.split()[1])
        elif lower in ("end group", "end repeat"):
            self._end(number, lower.split()[1])
        elif any(one == "repeat" for one, _row in self.open):
            self.found.rows += 1
            self.tell(SURVEY, number, RowTrouble.LOOP, row.get("name", ""))
        else:
            self.found.rows += 1
            one = self._field(number, row, kind)
            if one is not None:
                self._put(one)

    def _begin(self, number: int, row: dict[str, str], kind: str) -> None:
        if kind == "repeat":
            self.tell(SURVEY, number, RowTrouble.LOOP, row.get("name", ""))
        elif any(one == "repeat" for one, _row in self.open):
            pass
        else:
            if any(one == "group" for one, _row in self.open):
                self.tell(SURVEY, number, RowTrouble.NESTED, row.get("name", ""))
            self._section(number, row)
        self.open.append((kind, number))

    def _end(self, number: int, kind: str) -> None:
        if not self.open or self.open[-1][0] != kind:
            self.tell(SURVEY, number, RowTrouble.NOT_OPENED, kind)
            return
        self.open.pop()
        if kind == "group" and not any(one == "repeat" for one, _row in self.open):
            # What follows stands outside the group.
            self.sections.append(Section("", {}))

    def _section(self, number: int, row: dict[str, str]) -> None:
        title = words_in(row, self.labels)
        code = self._free(row.get("name") or "section")
        shown = self._shown(number, row.get("relevant", ""))
        self.sections.append(Section(code, title or {self.default: row.get("name", "")}, shown))

    def _put(self, one: Field) -> None:
        if not self.sections or not self.sections[-1].code:
            title = self.found.title or {self.default: "Domande"}
            section = Section(self._free("questions"), title)
            if self.sections:
                self.sections[-1] = section
            else:
                self.sections.append(section)
        if len([s for s in self.sections if s.code]) > MOST_SECTIONS:
            # Too many groups: the rest of the questions goes on in the last that fits.
            self.sections.pop()
        last = self.sections[-1]
        self.sections[-1] = replace(last, fields=(*last.fields, one))
        self.count += 1

    def _free(self, name: str) -> str:
        code = code_from(name, self.taken)
        self.taken.add(code)
        return code

    def _field(self, number: int, row: dict[str, str], kind: str) -> Field | None:
        name, words = row.get("name", ""), kind.split()
        first = words[0].casefold() if words else ""
        type_ = self._type(number, first, row)
        if type_ is None:
            return None
        if not name:
            self.tell(SURVEY, number, RowTrouble.NO_NAME, kind)
            return None
        if name in self.codes:
            self.tell(SURVEY, number, RowTrouble.SAME_NAME, name)
            return None
        if self.count >= MOST_FIELDS:
            self.tell(SURVEY, number, RowTrouble.TOO_MANY, str(MOST_FIELDS))
            return None
        options: tuple[Option, ...] = ()
        if type_ in (FieldType.ONE_CHOICE, FieldType.SEVERAL_CHOICES):
            found = self._options(number, words[1] if len(words) > 1 else "")
            if found is None:
                return None
            options = found
        code = self._code(number, name)
        label = words_in(row, self.labels)
        if not label:
            self.tell(SURVEY, number, RowTrouble.NO_LABEL, name)
        low, high = self._bounds(number, row.get("constraint", ""), type_)
        if row.get("calculation") or row.get("choice_filter"):
            self.tell(SURVEY, number, RowTrouble.NOT_TAKEN, name)
        return Field(
            code=code,
            type=type_,
            label=label,
            help=words_in(row, self.hints),
            options=options,
            low=low,
            high=high,
            shown=self._shown(number, row.get("relevant", "")),
            required_at=self._required(row.get("required", "")),
            privacy=self._mark(number, row.get("privacy", ""), Privacy.values),
            purpose=self._mark(number, row.get("purpose", ""), Purpose.values),
            national=national_code(row.get("national", "")),
        )

    def _type(self, number: int, first: str, row: dict[str, str]) -> FieldType | None:
        if first in ("select_one", "select1"):
            return FieldType.ONE_CHOICE
        if first in ("select_multiple", "select"):
            return FieldType.SEVERAL_CHOICES
        if first in _PLAIN:
            is_long = first == "text" and "multiline" in row.get("appearance", "").casefold()
            return FieldType.LONG_TEXT if is_long else _PLAIN[first]
        if first in _MACHINE:
            self.tell(SURVEY, number, RowTrouble.MACHINE, first)
        else:
            trouble = RowTrouble.MACHINE if first in _CALCULATED else RowTrouble.UNKNOWN_TYPE
            self.tell(SURVEY, number, trouble, row.get("type", ""))
        return None

    def _options(self, number: int, name: str) -> tuple[Option, ...] | None:
        if CHOICES not in self.sheets:
            self.tell(SURVEY, number, RowTrouble.NO_LIST, name)
            if not any(one.trouble == RowTrouble.NO_CHOICES for one in self.found.told):
                self.tell(CHOICES, 0, RowTrouble.NO_CHOICES)
            return None
        options = self.lists.get(name, [])
        if not options:
            self.tell(SURVEY, number, RowTrouble.NO_LIST, name)
            return None
        if len(options) > MOST_OPTIONS:
            self.tell(SURVEY, number, RowTrouble.TOO_MANY_OPTIONS, f"{name}: {len(options)}")
            return None
        return tuple(options)

    def _code(self, number: int, name: str) -> str:
        if CODE.match(name) and name not in self.taken:
            code = name
            self.taken.add(code)
        else:
            code = self._free(name)
            self.tell(SURVEY, number, RowTrouble.BAD_NAME, f"{name} → {code}")
        self.codes[name] = code
        return code

    def _required(self, told: str) -> str:
        is_required = told.casefold() in ("yes", "true", "true()", "si", "sì", "1")
        return Moment.CLOSING if is_required else Moment.NEVER

    def _mark(self, number: int, told: str, known: Sequence[str]) -> str:
        found = told.strip().casefold()
        if found and found not in known:
            self.tell(SURVEY, number, RowTrouble.BAD_MARK, told)
            return ""
        return found

    def _bounds(self, number: int, told: str, type_: FieldType) -> tuple[str, str]:
        if not told:
            return "", ""
        low = high = ""
        parts = [part.strip(" ()") for part in re.split(r"\band\b", told)]
        found = [_BOUND.match(part) for part in parts]
        is_number = type_ in (FieldType.WHOLE_NUMBER, FieldType.DECIMAL)
        if not is_number or not all(found):
            self.tell(SURVEY, number, RowTrouble.CONSTRAINT, told)
        for one in found:
            if one and is_number and one.group(1) == ">=":
                low = one.group(2)
            elif one and is_number:
                high = one.group(2)
        return low, high

    def _shown(self, number: int, told: str) -> Shown:
        if not told.strip():
            return Shown()
        has_or = re.search(r"\bor\b", told) is not None
        has_and = re.search(r"\band\b", told) is not None
        parts = re.split(r"\bor\b|\band\b", told)
        found = [self._condition(part.strip()) for part in parts]
        is_whole = all(found) and not (has_or and has_and) and len(found) <= MOST_CONDITIONS
        if not is_whole:
            self.tell(SURVEY, number, RowTrouble.CONDITION, told)
            return Shown()
        conditions = tuple(one for one in found if one is not None)
        return Shown(Joint.ANY if has_or else Joint.ALL, conditions)

    def _condition(self, told: str) -> Condition | None:
        if told.startswith("(") and told.endswith(")"):
            told = told[1:-1].strip()
        if found := _SELECTED.match(told):
            asked = self.codes.get(found.group("field"))
            type_ = self._type_of(asked)
            operator = Comparison.IS if type_ == FieldType.ONE_CHOICE else Comparison.HAS
            value = option_code(found.group(2) or found.group(3) or "")
            return Condition(asked, operator, value) if asked else None
        found = _TERM.match(told)
        asked = self.codes.get(found.group("field")) if found else None
        if not found or not asked:
            return None
        value = found.group("a") or found.group("b") or found.group("c") or ""
        operator = _OPERATORS[found.group("op")]
        if value == "":
            # How XLSForm says "has an answer".
            is_empty = operator == Comparison.IS
            return Condition(asked, Comparison.EMPTY if is_empty else Comparison.ANSWERED)
        if self._type_of(asked) == FieldType.SEVERAL_CHOICES:
            return None
        return Condition(asked, operator, value)

    def _type_of(self, code: str | None) -> str | None:
        fields = (one for section in self.sections for one in section.fields)
        return next((one.type for one in fields if one.code == code), None)
