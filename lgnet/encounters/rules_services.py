"""Rules of services given and of writing down a day's work: pure functions over values."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID
from zoneinfo import ZoneInfo

from lgnet.encounters.enums import Setting
from lgnet.encounters.enums_services import GivenPlace
from lgnet.kernel.nights import ITALY, NIGHT_TURNS_AT

LEAST_MINUTES, MOST_MINUTES = 1, 960
LEAST_GROUP, MOST_GROUP = 2, 500
# How many days later a day's work may still be written down, before a city says otherwise.
DEFAULT_LATE_DAYS = 31
MOST_LATE_DAYS = 730
# A day that is over is noted at its noon: its hours are not asked.
NOON = dt.time(12, 0)


class DayRefused(ValueError):
    """A day whose work cannot be written down; ``reason`` is ``future`` or ``too_late``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_day(day: dt.date, *, today: dt.date, late_days: int) -> None:
    """Raise DayRefused for a day to come, or more than ``late_days`` ago."""
    if day > today:
        raise DayRefused("future")
    if (today - day).days > late_days:
        raise DayRefused("too_late")


def span_of(day: dt.date, *, zone: ZoneInfo = ITALY) -> tuple[dt.datetime, dt.datetime]:
    """Return when a day of work begins and ends: it turns when the night does."""
    begins = dt.datetime.combine(day, NIGHT_TURNS_AT, tzinfo=zone)
    ends = dt.datetime.combine(day + dt.timedelta(days=1), NIGHT_TURNS_AT, tzinfo=zone)
    return begins.astimezone(dt.UTC), ends.astimezone(dt.UTC)


def moment_on(day: dt.date, *, now: dt.datetime, zone: ZoneInfo = ITALY) -> dt.datetime:
    """Return the moment of a contact on a day: now where it lasts still, noon where it is over."""
    begins, ends = span_of(day, zone=zone)
    if begins <= now < ends:
        return now
    return dt.datetime.combine(day, NOON, tzinfo=zone).astimezone(dt.UTC)


def setting_of(place: GivenPlace) -> Setting:
    """Return the setting of a contact in which a service was given at ``place``."""
    return Setting.STREET if place == GivenPlace.STREET else Setting.DESK


def minutes_of_day(lines: Iterable[tuple[UUID | None, int | None]]) -> int:
    """Return the minutes of who gave the services: those of a group activity count once.

    A line is its activity, or None, and its minutes, or None where nobody noted them.
    """
    total, counted = 0, set()
    for activity_id, minutes in lines:
        if activity_id is not None and activity_id in counted:
            continue
        counted.add(activity_id)
        total += minutes or 0
    return total
