"""Finding likely duplicates in a city: written as candidates for people to decide on."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.kernel.bulk import upsert
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.tenancy import scope
from lgnet.people.comparing import records_of_cell
from lgnet.people.enums import Verdict
from lgnet.people.links import every_verdict, groups_of
from lgnet.people.matching.batch import Pair, find_pairs
from lgnet.people.models import DuplicateCandidate, Person

from .links import lock_links

Edge = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Batch:
    """What a batch did in a cell."""

    people: int
    candidates: int
    new: int
    gone: int


def find_duplicates(*, city_id: UUID, compartment_id: UUID) -> Batch:
    """Compare all people of a cell and bring its candidates up to date.

    Opens its own scopes: one to read, one to write, so that no transaction is held while pairs
    are weighed. Verdicts are read and never touched.
    """
    with scope(city_id=city_id, compartment_id=compartment_id):
        records = list(records_of_cell())
    found = find_pairs(
        records,
        at_least=settings.DUPLICATES_CANDIDATE_WEIGHT,
        memory=settings.DUPLICATES_MEMORY,
    )
    with scope(city_id=city_id, compartment_id=compartment_id):
        return _write(found.pairs, people=len(records))


def _write(pairs: list[Pair], *, people: int) -> Batch:
    lock_links()
    decided = _Decided()
    wanted = decided.open_pairs(pairs)
    old = {
        edge: row
        for row in DuplicateCandidate.objects.order_by()
        if (edge := (row.first_id, row.second_id)) not in decided.pairs
    }
    gone = [row.pk for edge, row in old.items() if edge not in wanted]
    DuplicateCandidate.objects.filter(pk__in=gone).delete()
    now = timezone.now()
    upsert(
        DuplicateCandidate,
        [
            DuplicateCandidate(
                id=old[edge].pk if edge in old else derived_uuid("duplicate", *edge),
                first_id=edge[0],
                second_id=edge[1],
                weight=round(pair.weight, 6),
                reasons=list(pair.reasons),
                found_at=old[edge].found_at if edge in old else now,
            )
            for edge, pair in wanted.items()
        ],
    )
    new = len(wanted.keys() - old.keys())
    record(
        verb="people.duplicates_searched",
        kind="people.duplicatecandidate",
        people=people,
        candidates=len(wanted),
        new=new,
    )
    return Batch(people=people, candidates=len(wanted), new=new, gone=len(gone))


class _Decided:
    """What people have decided in the open cell, as far as it keeps pairs from being asked."""

    def __init__(self) -> None:
        rows = every_verdict().order_by().values_list("first_id", "second_id", "verdict")
        self.pairs: dict[Edge, str] = {(first, second): told for first, second, told in rows}
        same = [edge for edge, told in self.pairs.items() if told == Verdict.SAME]
        self._groups = groups_of(same)
        # One record's "never" holds for all that are read together with it.
        self._never = {
            self._groups_at(edge) for edge, told in self.pairs.items() if told == Verdict.NEVER
        }

    def open_pairs(self, pairs: list[Pair]) -> dict[Edge, Pair]:
        """Return the pairs still to be asked, of two groups the heaviest pair alone."""
        ids = {UUID(one) for pair in pairs for one in (pair.first, pair.second)}
        there = set(Person.objects.filter(pk__in=ids).order_by().values_list("pk", flat=True))
        found: dict[Edge, Pair] = {}
        asked: set[frozenset[UUID]] = set()
        for pair in sorted(pairs, key=lambda pair: -pair.weight):
            edge = (UUID(pair.first), UUID(pair.second))
            groups = self._groups_at(edge)
            is_open = edge not in self.pairs and len(groups) == 2
            if (
                is_open
                and groups not in self._never
                and groups not in asked
                and there.issuperset(edge)
            ):
                found[edge] = pair
                asked.add(groups)
        return found

    def _groups_at(self, edge: Edge) -> frozenset[UUID]:
        """Return which groups a pair brings together; one alone where they are one already."""
        return frozenset(min(self._groups.get(one, {one})) for one in edge)
