"""Two records side by side: what agrees, what differs, and what linking would show together."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lgnet.kernel.answers import Answer

from . import registry, wording
from .cards import names_of_kind, other_names
from .comparing import comparable, record_for
from .enums import ContactKind, NameKind, Verdict
from .links import group_ids
from .matching import score
from .models import DuplicateCandidate, PairVerdict, Person
from .phones import shown_phone
from .reason_words import likeness, words_of

MOST_SHOWN = 50
SAME, ALIKE, DIFFERENT, ONE_SIDED = "same", "alike", "different", "one_sided"
# Badge by state: a word, a shape and a colour.
BADGES = {SAME: "ok", ALIKE: "info", DIFFERENT: "warn", ONE_SIDED: "idle"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair of the queue in one line."""

    first: Person
    second: Person
    badge: str
    word: Promise
    reasons: list[Promise]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing known of two records; ``field`` names what may be picked, or is empty."""

    label: str
    first: list[str]
    second: list[str]
    state: str
    field: str = ""

    @property
    def badge(self) -> str:
        """Return the kind of badge."""
        return BADGES[self.state]

    @property
    def word(self) -> str:
        """Return the state in a word."""
        return {
            SAME: _("Same"),
            ALIKE: _("Alike"),
            DIFFERENT: _("Differs"),
            ONE_SIDED: _("Only one"),
        }[self.state]


@dataclass(frozen=True, slots=True)
class Seen:
    """What of one record will be seen together with the others."""

    person: Person
    names: list[str]
    contacts: list[str]
    numbers: list[str]
    moments: list[tuple[str, int]]


def queue(verdict: Verdict | None = None) -> list[Candidate]:
    """Return the heaviest pairs nobody has decided on, or those decided as ``verdict``."""
    pair = PairVerdict.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        first=OuterRef("first"),
        second=OuterRef("second"),
    )
    rows = DuplicateCandidate.objects.all()
    if verdict is None:
        rows = rows.exclude(Exists(pair))
    else:
        rows = rows.filter(Exists(pair.filter(verdict=verdict)))
    return [_candidate(row) for row in _with_people(rows).order_by("-weight", "pk")[:MOST_SHOWN]]


def _with_people(
    rows: models.QuerySet[DuplicateCandidate],
) -> models.QuerySet[DuplicateCandidate]:
    sides = ("first", "second")
    return rows.select_related(*(f"{side}__citizenship" for side in sides)).prefetch_related(
        *(f"{side}__names" for side in sides)
    )


def _candidate(row: DuplicateCandidate) -> Candidate:
    badge, word = likeness(row.weight)
    return Candidate(row.first, row.second, badge, word, words_of(row.reasons))


def next_pair() -> tuple[UUID, UUID] | None:
    """Return the heaviest pair that nobody has decided on, or None."""
    found = queue()
    return (found[0].first.pk, found[0].second.pk) if found else None


def both(one_id: UUID, other_id: UUID) -> tuple[Person, Person] | None:
    """Return two records of the open cell with all that is compared, the older first, or None."""
    rows = comparable().select_related("citizenship", "created_by")
    found = list(rows.filter(pk__in={one_id, other_id}).order_by("created_at", "pk"))
    return (found[0], found[1]) if len(found) == 2 else None


def reasons_for(first: Person, second: Person) -> list[Promise]:
    """Return why two records may be one person, in words."""
    return words_of(score(record_for(first), record_for(second)).reasons)


def lines_of(first: Person, second: Person, *, with_numbers: bool) -> list[Line]:
    """Return what is known of either, line by line; what neither has is left out."""
    reasons = dict(code.split(".") for code in score(record_for(first), record_for(second)).reasons)
    names = {reasons.get("given"), reasons.get("family")} - {None}
    lines = [
        _line(_("Called"), [first.known_as], [second.known_as], _name_state(names), "known_as"),
        _named(_("Given name"), first, second, NameKind.GIVEN, reasons.get("given")),
        _named(_("Family name"), first, second, NameKind.FAMILY, reasons.get("family")),
        _line(_("Also called"), other_names(first), other_names(second), None),
        _line(
            _("Born"),
            *_known(first, second, "birth", wording.birth_words),
            _birth(reasons),
            "birth",
        ),
        _line(_("Sex"), *_known(first, second, "sex", wording.sex_words), None, "sex"),
        _line(
            _("Citizenship"),
            *_known(first, second, "citizenship", wording.citizenship_words),
            None,
            "citizenship",
        ),
        _line(
            _("Language"),
            *_known(first, second, "language", wording.language_words),
            None,
            "language",
        ),
        _line(_("Phone and other ways"), contacts_of(first), contacts_of(second), None),
    ]
    if with_numbers:
        lines.append(_line(_("Numbers"), numbers_of(first), numbers_of(second), None))
    return [line for line in lines if line.first or line.second]


def _line(
    label: str, first: list[str], second: list[str], state: str | None, field: str = ""
) -> Line:
    """Return the line; where no ``state`` is told, equal values agree and others differ."""
    folded = [{text.casefold() for text in texts} for texts in (first, second)]
    if not first or not second:
        state = ONE_SIDED
    elif folded[0] == folded[1]:
        state = SAME
    elif state is None:
        state = ALIKE if folded[0] & folded[1] else DIFFERENT
    return Line(label, first, second, state, field if state != SAME else "")


def _named(label: str, first: Person, second: Person, kind: NameKind, level: str | None) -> Line:
    one, other = names_of_kind(first, kind), names_of_kind(second, kind)
    return _line(label, one, other, _name_state({level}))


def _name_state(levels: Collection[str | None]) -> str | None:
    if not levels or None in levels:
        return None
    return DIFFERENT if "different" in levels else ALIKE


def _birth(reasons: dict[str, str]) -> str | None:
    if "birth" not in reasons:
        return None
    return DIFFERENT if reasons["birth"] in ("different", "year_only") else ALIKE


def _known(
    first: Person, second: Person, field: str, words: Callable[[Person], str]
) -> tuple[list[str], list[str]]:
    """Return a value of both in words, nothing where it is not known."""
    one, other = (
        [str(words(person))] if getattr(person, f"{field}_answer") == Answer.KNOWN else []
        for person in (first, second)
    )
    return one, other


def contacts_of(person: Person) -> list[str]:
    """Return the ways to reach a person, those that ended too."""
    return [
        shown_phone(point.value) if point.kind == ContactKind.PHONE else point.value
        for point in person.contact_points.all()
    ]


def numbers_of(person: Person) -> list[str]:
    """Return the numbers of a person's papers, each with its kind."""
    return [f"{one.get_scheme_display()}: {one.value}" for one in person.identifiers.all()]


def all_of(first: Person, second: Person) -> list[Person]:
    """Return every record that would be read together: both, and all either is linked with."""
    groups = group_ids([first.pk, second.pk])
    everybody = {first.pk, second.pk}.union(*groups.values())
    rows = comparable().select_related("citizenship").filter(pk__in=everybody)
    return list(rows.order_by("created_at", "pk"))


def seen_together(
    people: Iterable[Person], permissions: Collection[str], *, with_numbers: bool
) -> list[Seen]:
    """Return, record by record, what linking would show together to this member."""
    return [
        Seen(
            person=person,
            names=list(dict.fromkeys([person.known_as, *(n.text for n in person.names.all())])),
            contacts=contacts_of(person),
            numbers=numbers_of(person) if with_numbers else [],
            moments=_counted(registry.timeline_of(person, permissions).entries),
        )
        for person in people
    ]


def _counted(entries: Sequence[registry.TimelineEntry]) -> list[tuple[str, int]]:
    return sorted(Counter(str(entry.label) for entry in entries).items())


def clashing_codes(people: Sequence[Person]) -> Iterable[str]:
    """Say where two records have different final fiscal codes: one person has but one."""
    codes = {record.fiscal_code for record in map(record_for, people) if record.fiscal_code}
    if len(codes) > 1:
        yield _("The records have different codici fiscali. One person has only one.")
