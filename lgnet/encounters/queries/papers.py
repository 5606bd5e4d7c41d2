"""Reads of papers: a city's lists, those begun for a person, and where each paper is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from lgnet.encounters.enums import PaperState
from lgnet.encounters.models import PaperList, PaperListItem, PaperMark, PersonPapers
from lgnet.encounters.rules_papers import progress
from lgnet.people.models import Person

MOST_OF_PERSON = 20


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper on somebody's list, with the fact that counts (None: nobody said anything)."""

    item: PaperListItem
    mark: PaperMark | None

    @property
    def state(self) -> PaperState:
        """Return where the paper is."""
        return PaperState(self.mark.state) if self.mark else PaperState.MISSING


@dataclass(frozen=True, slots=True)
class PapersSoFar:
    """Somebody's list with its papers; ``brought`` of ``needed``."""

    papers: PersonPapers
    lines: tuple[PaperLine, ...]
    brought: int
    needed: int


def lists_here() -> QuerySet[PaperList]:
    """Return the lists of the city in their order, each with ``in_use``: how many papers."""
    in_use = (
        PaperListItem.objects.filter(paper_list=OuterRef("pk"), is_active=True)
        .order_by()
        .values("paper_list")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return (
        PaperList.objects.select_related("service")
        .annotate(in_use=Coalesce(Subquery(in_use), 0))
        .order_by("position", "title", "pk")
    )


def list_by_id(list_id: UUID) -> PaperList | None:
    """Return a list of the open cell, or None."""
    return lists_here().filter(pk=list_id).first()


def offered_lists() -> list[PaperList]:
    """Return the lists in use that have a paper in use."""
    return list(lists_here().filter(is_active=True, in_use__gt=0))


def items_of(paper_list: PaperList) -> list[PaperListItem]:
    """Return every paper of a list, in its order."""
    return list(PaperListItem.objects.filter(paper_list=paper_list).order_by("position", "pk"))


def item_by_id(item_id: UUID) -> PaperListItem | None:
    """Return a paper of a list of the open cell, or None."""
    return (
        PaperListItem.objects.select_related("paper_list").filter(pk=item_id).order_by("pk").first()
    )


def papers_by_id(papers_id: UUID) -> PapersSoFar | None:
    """Return a list of a person the member may see, or None."""
    found = _begun().filter(pk=papers_id).first()
    return _so_far(found) if found else None


def papers_of(person: Person, *, only_open: bool = True) -> list[PapersSoFar]:
    """Return a person's lists, oldest first, with where each paper is."""
    rows = _begun().filter(person=person)
    if only_open:
        rows = rows.filter(ended_at__isnull=True)
    return [_so_far(one) for one in rows[:MOST_OF_PERSON]]


def papers_waiting_for(people: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """Return of each of the people how many papers of open lists were brought, and of how many.

    One statement, for one or for eighty. Whose papers the member may not see, and who has no open
    list, is left out.
    """
    cell = {"city_id": OuterRef("city_id"), "compartment_id": OuterRef("compartment_id")}
    items = PaperListItem.objects.filter(paper_list_id=OuterRef("paper_list_id"), **cell)
    marks = PaperMark.objects.filter(papers_id=OuterRef("pk"), **cell)
    rows = (
        PersonPapers.objects.filter(person__in=set(people), ended_at__isnull=True)
        .annotate(
            all_items=ArraySubquery(
                items.order_by("pk").values(line=JSONObject(id="pk", is_active="is_active"))
            ),
            all_marks=ArraySubquery(
                marks.order_by("recorded_at", "pk").values(
                    line=JSONObject(item="item_id", state="state")
                )
            ),
        )
        .order_by("recorded_at", "pk")
    )
    found: dict[UUID, tuple[int, int]] = {}
    for row in rows:
        newest = {mark["item"]: mark["state"] for mark in row.all_marks}
        brought, needed = progress(
            newest.get(item["id"], PaperState.MISSING)
            for item in row.all_items
            if item["is_active"] or item["id"] in newest
        )
        before = found.get(row.person_id, (0, 0))
        found[row.person_id] = (before[0] + brought, before[1] + needed)
    return found


def _begun() -> QuerySet[PersonPapers]:
    marks = PaperMark.objects.select_related("recorded_by").order_by("recorded_at", "pk")
    items = PaperListItem.objects.order_by("position", "pk")
    return (
        PersonPapers.objects.select_related("person", "paper_list", "recorded_by", "ended_by")
        .prefetch_related(
            Prefetch("marks", queryset=marks), Prefetch("paper_list__items", queryset=items)
        )
        .order_by("recorded_at", "pk")
    )


def _so_far(papers: PersonPapers) -> PapersSoFar:
    newest: dict[Any, PaperMark] = {mark.item_id: mark for mark in papers.marks.all()}
    # A paper taken out of use stays where something was said of it.
    lines = tuple(
        PaperLine(item, newest.get(item.pk))
        for item in papers.paper_list.items.all()
        if item.is_active or item.pk in newest
    )
    brought, needed = progress(line.state for line in lines)
    return PapersSoFar(papers, lines, brought, needed)
