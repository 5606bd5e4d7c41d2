"""Deciding whether two records are one person. Records stay whole; only the verdict is written."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.kernel.tenancy import required_scope
from lgnet.people.enums import Verdict
from lgnet.people.links import PICKED, every_verdict, whole_groups
from lgnet.people.models import PairVerdict, Person


class LinkRefused(Exception):
    """The verdict cannot stand; the message says why, in plain words."""


class DecidedMeanwhile(Exception):
    """Somebody else decided on this pair after the page was opened."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A verdict as written, and what stood there ``before``: empty where nothing did.

    ``before`` holds identifiers and codes as text, enough to put the row back as it was.
    """

    verdict: PairVerdict
    before: str = ""
    is_new: bool = True


def lock_links() -> None:
    """Wait until nobody else links or takes apart in this cell; needs a transaction."""
    found = required_scope("people.PairVerdict")
    name = f"people.links|{found.city_id}|{found.compartment_id}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def in_order(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """Return a pair as it is kept: the smaller identifier first. ValueError for one and itself."""
    if one == other:
        raise ValueError("A record is no pair with itself.")
    return (one, other) if one < other else (other, one)


def state_of(verdict: PairVerdict | None) -> str:
    """Return what a page remembers of a pair, to notice that somebody decided meanwhile."""
    return f"{verdict.verdict}~{verdict.decided_at.isoformat()}" if verdict else ""


@transaction.atomic
def decide_pair(
    *,
    one_id: UUID,
    other_id: UUID,
    verdict: Verdict,
    by: Any,
    seen: str,
    picks: Mapping[str, str] | None = None,
) -> Decided:
    """Write what was decided on two records that the one who decides may see; return it.

    ``seen`` is the pair's ``state_of`` when the page was opened. The same verdict sent twice is
    written once. Raises DecidedMeanwhile, LinkRefused for a verdict that contradicts another one,
    Person.DoesNotExist for a record out of sight.
    """
    first, second = in_order(one_id, other_id)
    lock_links()
    if Person.objects.filter(pk__in=(first, second)).count() != 2:
        raise Person.DoesNotExist
    row = every_verdict().filter(first=first, second=second).order_by().first()
    chosen = _checked_picks(picks or {}, first, second) if verdict == Verdict.SAME else {}
    if (
        row is not None
        and row.verdict == verdict
        and (row.picks == chosen or state_of(row) != seen)
    ):
        return Decided(row, is_new=False)
    if state_of(row) != seen:
        raise DecidedMeanwhile(first)
    _check_verdict(first, second, verdict)
    before = _packed(row) if row else ""
    if row is None:
        row = PairVerdict(first_id=first, second_id=second)
    row.verdict, row.picks = verdict, chosen
    row.decided_at, row.decided_by = timezone.now(), by
    row.save()
    record(verb="people.pair_decided", target=row, decided=str(verdict), one=first, other=second)
    return Decided(row, before)


def _checked_picks(picks: Mapping[str, str], first: UUID, second: UUID) -> dict[str, str]:
    known = {str(first), str(second)}
    return {field: picks[field] for field in PICKED if picks.get(field) in known}


def _check_verdict(first: UUID, second: UUID, verdict: Verdict) -> None:
    """Raise LinkRefused where a verdict and the others cannot both be true."""
    groups = whole_groups((first, second))
    if verdict != Verdict.SAME:
        if second in groups[first]:
            raise LinkRefused(_("These records are read together. Take them apart first."))
        return
    everybody = groups[first] | groups[second]
    contradicting = every_verdict().filter(
        verdict=Verdict.NEVER, first__in=everybody, second__in=everybody
    )
    # What was said of this very pair may be decided otherwise.
    if contradicting.exclude(first=first, second=second).exists():
        raise LinkRefused(
            _(
                "Somebody decided that one of these records is never the same person as another"
                " one of them. Look at that decision first."
            )
        )


@transaction.atomic
def take_back_verdict(
    *, first_id: UUID, second_id: UUID, decided_at: dt.datetime, before: str, by: Any
) -> bool:
    """Put a pair back as it stood before a verdict; False where somebody decided again since.

    Raises LinkRefused where that contradicts what was decided on others since.
    """
    lock_links()
    row = every_verdict().filter(first=first_id, second=second_id).order_by().first()
    if row is None or row.decided_at != decided_at:
        return False
    if Person.objects.filter(pk__in=(first_id, second_id)).count() != 2:
        return False
    if before:
        _unpack(row, before)
        row.save()
        # Others may have been linked since; a refusal takes the writing back, too.
        _check_verdict(first_id, second_id, Verdict(row.verdict))
    else:
        row.delete()
    record(
        verb="people.verdict_taken_back",
        kind="people.pairverdict",
        one=first_id,
        other=second_id,
    )
    return True


def _packed(row: PairVerdict) -> str:
    picks = ",".join(f"{field}={one}" for field, one in sorted(row.picks.items()))
    return "~".join([row.verdict, row.decided_at.isoformat(), str(row.decided_by_id or ""), picks])


def _unpack(row: PairVerdict, before: str) -> None:
    verdict, at, by, picks = before.split("~")
    row.verdict = verdict
    row.decided_at = dt.datetime.fromisoformat(at)
    row.decided_by_id = UUID(by) if by else None
    row.picks = dict(one.split("=", 1) for one in picks.split(",") if one)


@transaction.atomic
def take_apart(*, person_id: UUID, never: bool, by: Any) -> int:
    """Take one record out of those it is read with; return how many were left.

    With ``never`` they are not proposed again; else a later batch may. Others stay together as
    far as they were linked without this one. Raises Person.DoesNotExist for one out of sight.
    """
    lock_links()
    person = Person.objects.filter(pk=person_id).order_by().get()
    others = whole_groups([person_id])[person_id] - {person_id}
    for other in sorted(others):
        first, second = in_order(person_id, other)
        row = every_verdict().filter(first=first, second=second).order_by().first()
        if never:
            row = row or PairVerdict(first_id=first, second_id=second)
            row.verdict, row.picks = Verdict.NEVER, {}
            row.decided_at, row.decided_by = timezone.now(), by
            row.save()
        elif row is not None and row.verdict == Verdict.SAME:
            row.delete()
    if others:
        record(
            verb="people.record_taken_apart",
            target=person,
            others=sorted(str(other) for other in others),
            never=never,
        )
    return len(others)
