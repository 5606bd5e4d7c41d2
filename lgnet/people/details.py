"""Reads of a person's details: their rows open with the person's key, so each holds the person."""

import base64
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from .enums import IdentifierScheme, Verdict
from .identifiers import compact, contradictions_of
from .models import (
    ContactPoint,
    Identifier,
    PairVerdict,
    Person,
    PersonCitizenship,
    PersonLanguage,
    PersonName,
    Photo,
    ResidenceTitle,
    SearchKey,
    search_key_range,
)
from .profiles import profile_of
from .registry import read_once
from .remarks import Remark
from .rules import ADULT_AT
from .rules_papers import (
    MINOR_GROUNDS,
    PERMIT_KINDS,
    RECEIPT_KINDS,
    REMINDER_DAYS,
    Paper,
    Term,
    is_being_renewed,
    is_replaced,
    term_of,
)
from .search_keys import key_of, number_tokens
from .whole import photo_row, rows_of

MOST_EXPIRING = 10
# A paper this long past is no news any more.
LONG_PAST = dt.timedelta(days=60)
MOST_TWINS = 50


@dataclass(slots=True)
class TitleView:
    """A residence title with where it stands in its time."""

    title: ResidenceTitle
    term: Term
    is_replaced: bool = False
    remarks: list[Remark] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Whether it serves no more, by its end or by its day."""
        return self.term in (Term.ENDED, Term.EXPIRED)


@dataclass(slots=True)
class NumberView:
    """A number with what it contradicts, and who else it stands on."""

    identifier: Identifier
    is_over: bool
    remarks: list[Remark] = field(default_factory=list)
    twins: list[Person] = field(default_factory=list)


@dataclass(slots=True)
class Papers:
    """What a person's papers say, the ones that serve first."""

    titles: list[TitleView]
    numbers: list[NumberView]


@read_once
def names_of(person: Person) -> list[PersonName]:
    """Return a person's names in their order, each with who wrote it."""
    return rows_of(person, "names", "written_by")


@read_once
def citizenships_of(person: Person) -> list[PersonCitizenship]:
    """Return the citizenships beside the first one."""
    return rows_of(person, "citizenships", "country")


@read_once
def languages_of(person: Person) -> list[PersonLanguage]:
    """Return what is known of each language of a person."""
    return rows_of(person, "languages")


@read_once
def contact_points_of(person: Person) -> list[ContactPoint]:
    """Return the ways to reach a person: those that serve first, then those that ended."""
    return sorted(rows_of(person, "contact_points"), key=lambda row: row.ended_at is not None)


@read_once
def papers_of(person: Person) -> Papers:
    """Return a person's titles and numbers, with what strikes in them today."""
    today = timezone.localdate()
    titles: list[ResidenceTitle] = rows_of(person, "residence_titles")
    identifiers: list[Identifier] = rows_of(person, "identifiers")
    shown = _titles(person, titles, today)
    numbers = _numbers(person, identifiers, today)
    return Papers(
        titles=sorted(shown, key=lambda view: view.is_over),
        numbers=sorted(numbers, key=lambda view: view.is_over),
    )


def _titles(person: Person, titles: list[ResidenceTitle], today: dt.date) -> list[TitleView]:
    papers = {title.pk: paper_of(title) for title in titles}
    found = []
    for title in titles:
        others = [paper for pk, paper in papers.items() if pk != title.pk]
        paper = papers[title.pk]
        is_renewing = is_being_renewed(paper, others, today=today)
        view = TitleView(
            title,
            term_of(paper, today=today, is_renewing=is_renewing),
            is_replaced=is_replaced(paper, others),
        )
        ages = person.ages_on(today)
        if title.ground in MINOR_GROUNDS and ages and ages[0] >= ADULT_AT and not view.is_over:
            view.remarks.append(Remark.MINOR_GROUND)
        found.append(view)
    return found


def paper_of(title: ResidenceTitle) -> Paper:
    """Return what the rules need of a title."""
    ended_on = timezone.localdate(title.ended_at) if title.ended_at else None
    return Paper(str(title.kind or ""), title.issued_on, title.expires_on, ended_on)


def _numbers(person: Person, identifiers: list[Identifier], today: dt.date) -> list[NumberView]:
    profile = profile_of(person, person.names.all())
    twins = twins_of(person, [row.value for row in identifiers if row.ended_at is None])
    found = []
    for row in identifiers:
        is_past = row.valid_until_on is not None and row.valid_until_on < today
        view = NumberView(row, is_over=row.ended_at is not None or is_past)
        if row.ended_at is None:
            scheme = IdentifierScheme(row.scheme)
            view.remarks = contradictions_of(profile, scheme, row.value, today=today)
            view.twins = twins.get(row.value, [])
        found.append(view)
    return found


def twins_of(person: Person, numbers: Iterable[str]) -> dict[str, list[Person]]:
    """Return for each number the other people it stands on, as far as who looks may see them.

    Of people one may not see nothing is said. Two queries, whatever the numbers.
    """
    wanted = {compact(number): number for number in numbers}
    condition = Q()
    for number in wanted:
        for token in number_tokens(number):
            first, last = search_key_range(key_of(token, secret=settings.SEARCH_KEY))
            condition |= Q(pk__gte=first, pk__lte=last)
    if not condition:
        return {}
    keys = SearchKey.objects.filter(condition).exclude(person=person).order_by("pk")
    others = list(keys.values_list("person_id", flat=True)[:MOST_TWINS])
    found: dict[str, list[Person]] = {}
    if not others:
        return found
    # A key says that the ends agree; only the number itself says that it is the same.
    rows = Identifier.objects.filter(person_id__in=others).select_related("person")
    rows = rows.exclude(_never_the_same(person))
    for row in rows.order_by("pk"):
        own = wanted.get(compact(row.value))
        if own is not None and row.person not in found.setdefault(own, []):
            found[own].append(row.person)
    return found


def _never_the_same(person: Person) -> Exists:
    """Return the condition on rows: somebody decided that theirs and this are two people."""
    pairs = PairVerdict.objects.filter(
        Q(first=person, second_id=OuterRef("person_id"))
        | Q(second=person, first_id=OuterRef("person_id")),
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        verdict=Verdict.NEVER,
    )
    return Exists(pairs)


def expiring_titles(today: dt.date) -> list[ResidenceTitle]:
    """Return the titles of visible people that end soon or have just ended, the nearest first."""
    rows = titles_to_renew(today).select_related("person")
    return list(rows.order_by("expires_on", "pk")[:MOST_EXPIRING])


def titles_to_renew(today: dt.date) -> QuerySet[ResidenceTitle]:
    """Return the titles that end soon or have just ended.

    Without those that a later permit replaces, or for which a receipt stands in.
    """
    others = ResidenceTitle.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        person_id=OuterRef("person_id"),
        ended_at__isnull=True,
    )
    later = others.filter(kind__in=PERMIT_KINDS, expires_on__gt=OuterRef("expires_on"))
    receipts = others.filter(kind__in=RECEIPT_KINDS).exclude(expires_on__lt=today)
    rows = ResidenceTitle.objects.filter(
        ended_at__isnull=True,
        expires_on__gte=today - LONG_PAST,
        expires_on__lte=today + dt.timedelta(days=REMINDER_DAYS[0]),
    )
    return rows.exclude(Exists(later) | Exists(receipts))


@read_once
def thumbnail_of(person: Person) -> str:
    """Return the small photo as an address that holds it whole, or an empty string.

    It travels within the page: no second request, which a cache or a log could keep.
    """
    photo = photo_row(person)
    if photo is None:
        return ""
    return f"data:image/jpeg;base64,{base64.b64encode(photo.thumbnail).decode()}"


def photo_of(person_id: UUID) -> Photo | None:
    """Return the photo of a person one may see, or None."""
    return Photo.objects.select_related("person").filter(person_id=person_id).order_by("pk").first()


def detail_by_id(model: type[Any], detail_id: UUID) -> Any:
    """Return a detail of a person one may see, with the person, or None."""
    return model.objects.select_related("person").filter(pk=detail_id).order_by("pk").first()
