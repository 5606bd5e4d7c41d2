"""Rules of the night register and of coming back: pure functions over values."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from lgnet.kernel.nights import ITALY, NIGHT_TURNS_AT

from .enums import EndReason
from .rules import RETURN_DAYS

# A device whose clock differs from ours by more is taken to go wrong.
CLOCK_DIFFERS = dt.timedelta(minutes=2)

# Who is ticked as absent so soon after the tick by which they arrived never came: a slip.
SLIP_WITHIN = dt.timedelta(minutes=15)

# The fallback of the house rules: those who help read one, very many of the others the second.
FALLBACK_LANGUAGES = ("ita", "eng")


def may_tick(*, night: dt.date, tonight: dt.date) -> bool:
    """Return whether the door may still tick for ``night``: tonight's and last night's ticks.

    A telephone without a connection sends its ticks in the morning, after the night has turned.
    """
    return tonight - dt.timedelta(days=1) <= night <= tonight


def tick_moment(*, marked_at: dt.datetime, sent_at: dt.datetime, now: dt.datetime) -> dt.datetime:
    """Return when a tick was made: by the device's clock, or by ours where that one goes wrong.

    The time between making and sending is right on any clock. Never later than now.
    """
    if abs(now - sent_at) > CLOCK_DIFFERS:
        marked_at = now - max(sent_at - marked_at, dt.timedelta(0))
    return min(marked_at, now)


def is_slip(*, arrived_at: dt.datetime, absent_at: dt.datetime) -> bool:
    """Return whether an arrival was a slip of the finger: ticked absent soon afterwards."""
    return arrived_at <= absent_at <= arrived_at + SLIP_WITHIN


def bounds_of(night: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """Return the moments from which and before which something belongs to ``night``.

    23 or 25 hours apart where the clock changes.
    """
    return _morning(night), _morning(night + dt.timedelta(days=1))


def moment_in(night: dt.date, clock: dt.time) -> dt.datetime:
    """Return when the clock shows ``clock`` in ``night``: after midnight it is the next day.

    Of an hour that the clock shows twice the second; of one it leaps over, the time after it.
    """
    day = night + dt.timedelta(days=1) if clock < NIGHT_TURNS_AT else night
    local = dt.datetime.combine(day, clock, tzinfo=ITALY)
    return max(local.replace(fold=fold).astimezone(dt.UTC) for fold in (0, 1))


def late_from(
    *,
    night: dt.date,
    check_in_until: dt.time | None,
    curfew: dt.time | None,
    is_expected: bool,
) -> dt.datetime | None:
    """Return the moment from which who is not ticked is late, or None where no hour is set.

    Who is expected is late after the check-in, who lives here after the hour to be in by; where
    only one of the two is set, it holds for all.
    """
    first, second = (check_in_until, curfew) if is_expected else (curfew, check_in_until)
    clock = first or second
    return moment_in(night, clock) if clock else None


def has_left(*, reason: str, started_on: dt.date, ended_on: dt.date) -> bool:
    """Return whether the end of a stay was a departure: with nights slept, and no transfer."""
    return ended_on > started_on and reason not in (
        EndReason.OTHER_STRUCTURE,
        EndReason.NEVER_CAME,
    )


def return_group(*, left_on: dt.date | None, started_on: dt.date) -> int | None:
    """Return within how many days, 30 or 180, a stay followed a departure; None for no return."""
    if left_on is None:
        return None
    days = (started_on - left_on).days
    return next((group for group in RETURN_DAYS if 0 <= days <= group), None)


def rules_languages(
    *, available: Collection[str], preferred: str | None, reads: Sequence[str]
) -> list[str]:
    """Return in which languages the house rules are printed for a guest, as far as there are any.

    Their own; else the first that they read; else Italian and English; else whatever there is.
    ``reads`` lists the languages they read, the best first.
    """
    for code in (preferred, *reads):
        if code in available:
            return [str(code)]
    fallback = [code for code in FALLBACK_LANGUAGES if code in available]
    return fallback or sorted(available)[:1]


def reading_order(abilities: Mapping[str, str | None]) -> list[str]:
    """Return the languages somebody reads, well before a little; ``abilities`` by language."""
    order = {"yes": 0, "little": 1}
    found = [code for code, ability in abilities.items() if ability in order]
    return sorted(found, key=lambda code: (order[str(abilities[code])], code))


def _morning(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, NIGHT_TURNS_AT, tzinfo=ITALY)
