"""What pages of forms show: the outline with problems beside their questions, and reports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .access import Written, is_changed, problems
from .enums import Coverage, FieldType, Kind
from .models import FormVersion, NationalTerm
from .queries import current_core, current_of_all, current_terms, last_version
from .queries.terms import terms_by_code
from .rules import Definition, Field, Section, composed
from .rules_problems import Flaw
from .rules_versions import Asked, Cell, Drift, coverage, drift
from .wording import drift_words, label_of, problem_words, shown_words, title_of


@dataclass(frozen=True, slots=True)
class Told:
    """A problem in words."""

    words: str
    is_blocking: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A question of the outline."""

    field: Field
    label: str
    type: str
    shown: str
    term: str
    told: list[Told]

    @property
    def stopping(self) -> list[Told]:
        """Return what keeps the form from being published."""
        return [one for one in self.told if one.is_blocking]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the outline; ``out`` are its retired questions."""

    section: Section
    title: str
    shown: str
    lines: list[Line]
    out: list[Line]
    told: list[Told]

    @property
    def stopping(self) -> list[Told]:
        """Return what keeps the form from being published."""
        return [one for one in self.told if one.is_blocking]


@dataclass(slots=True)
class Bench:
    """A form on the bench: the working copy with everything it is judged by."""

    form: Any
    definition: Definition
    before: FormVersion | None
    core: FormVersion | None
    terms: dict[str, Any]
    problems: list[Flaw] = field(default_factory=list)

    @property
    def whole(self) -> Definition:
        """Return all that would be asked."""
        return composed(self.core.definition if self.core else None, self.definition)

    @property
    def published_codes(self) -> set[str]:
        """Return the codes that people have been asked already."""
        return {one.code for one in self.before.own.all_fields()} if self.before else set()


def bench(form: Written) -> Bench:
    """Return a form with what it is judged by."""
    definition = form.definition
    before, core = last_version(form.pk), current_core(form.core_id)
    found = Bench(form, definition, before, core, terms_by_code())
    found.problems = problems(form, definition, terms=found.terms, core=core, before=before)
    return found


def outline(found: Bench, language: str) -> dict[str, Any]:
    """Return what the editor shows."""
    whole = found.whole
    told: dict[str, list[Told]] = {}
    for problem in found.problems:
        words = problem_words(problem, whole)
        told.setdefault(problem.place, []).append(Told(words, problem.is_blocking))
    parts = [
        Part(
            section,
            label_title(section, language),
            shown_words(section.shown, whole, language),
            [_line(one, whole, told, language) for one in section.fields if not one.is_retired],
            [_line(one, whole, told, language) for one in section.fields if one.is_retired],
            told.get(section.code, []),
        )
        for section in found.definition.sections
    ]
    core_parts = [
        (label_title(section, language), [label_of(one, language) for one in section.fields])
        for section in (found.core.definition.sections if found.core else ())
    ]
    return {
        "form": found.form,
        "title": title_of(found.form, language),
        "parts": parts,
        "core": found.core,
        "core_title": title_of(found.core, language) if found.core else "",
        "core_parts": core_parts,
        "before": found.before,
        "told": told.get("", []),
        "stopping": sum(problem.is_blocking for problem in found.problems),
        "is_changed": is_changed(
            found.form, found.definition, core=found.core, before=found.before
        ),
        "is_behind": found.before is not None
        and found.before.base is not None
        and found.core is not None
        and found.before.base_id != found.core.pk,
        "count": sum(1 for one in found.definition.asked() if one.is_question),
    }


def told_of(found: Bench, code: str) -> list[Told]:
    """Return the problems of one place in words."""
    return [
        Told(problem_words(one, found.whole), one.is_blocking)
        for one in found.problems
        if one.place == code
    ]


def _line(one: Field, whole: Definition, told: dict[str, list[Told]], language: str) -> Line:
    return Line(
        field=one,
        label=label_of(one, language),
        type=str(FieldType(one.type).label) if one.type in FieldType.values else one.type,
        shown=shown_words(one.shown, whole, language),
        term=one.national,
        told=told.get(one.code, []),
    )


def label_title(section: Section, language: str) -> str:
    """Return a section's title, or its code where it has none."""
    return title_of(section, language)


# What cities ask -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CityRow:
    """A city of the report: a cell for each term, and the questions that have drifted."""

    city: Any
    cells: list[tuple[str, Cell, str]]
    drift: list[tuple[Drift, str, str]]
    is_behind: bool


BADGES = {Coverage.MAPPED: "ok", Coverage.PARTLY: "warn", Coverage.MISSING: "idle"}


def coverage_page(cities: Sequence[Any], language: str) -> dict[str, Any]:
    """Return the report: city by national term, and every question that lacks a mapping."""
    terms: list[NationalTerm] = list(current_terms())
    by_code = {one.code: one.term for one in terms}
    versions = current_of_all()
    core = [one for one in versions if one.kind == Kind.CORE]
    rows = []
    for city in cities:
        own = [one for one in versions if one.city_id == city.pk]
        beside = {one.base.form_id for one in own if one.base is not None}
        forms = [_asked(one, language) for one in own]
        forms += [_asked(one, language) for one in core if one.form_id not in beside]
        found = coverage(forms, [one.code for one in terms])
        rows.append(
            CityRow(
                city,
                [(code, cell, BADGES[Coverage(cell.state)]) for code, cell in found.items()],
                [
                    (one, label_of(one.field, language), drift_words(one))
                    for one in drift(forms, by_code)
                ],
                is_behind=_is_behind(own, core),
            )
        )
    return {"terms": terms, "rows": rows, "core": core, "states": list(Coverage)}


def _asked(version: FormVersion, language: str) -> Asked:
    return Asked(title_of(version, language), version.definition)


def _is_behind(own: Iterable[FormVersion], core: Iterable[FormVersion]) -> bool:
    """Return whether the city's own questions stand beside an earlier core."""
    numbers = {one.form_id: one.number for one in core}
    return any(
        one.base is not None and one.base.number < numbers.get(one.base.form_id, 0) for one in own
    )
