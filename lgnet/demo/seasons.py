"""The demo's calendar: weather, holidays, opening days, and how busy each night is."""

import datetime as dt
import random
from bisect import bisect_left
from itertools import accumulate

from .chance import generator, local

YEARS = 2
WINTER_OPENS = (11, 15)
WINTER_CLOSES = (4, 1)

# How likely rain is in each month, January first: the north is wet in spring and autumn.
_RAIN_NORTH = (0.19, 0.19, 0.25, 0.32, 0.36, 0.28, 0.19, 0.23, 0.25, 0.31, 0.32, 0.22)
_RAIN_SOUTH = (0.32, 0.30, 0.27, 0.24, 0.14, 0.07, 0.04, 0.07, 0.17, 0.27, 0.33, 0.34)

# Outreach by weekday, Monday first: fewer teams go out at the weekend.
_STREET_WEEK = (1.0, 1.1, 1.0, 1.2, 1.05, 0.6, 0.35)
_DESK_WEEK = (1.25, 1.0, 1.1, 1.0, 0.7, 0.0, 0.0)
_STREET_YEAR = (1.4, 1.35, 1.15, 0.95, 0.85, 0.85, 0.8, 0.65, 0.9, 1.0, 1.2, 1.35)
_DESK_YEAR = (1.05, 1.1, 1.1, 1.0, 1.0, 0.95, 0.9, 0.5, 1.1, 1.15, 1.1, 0.85)
_HOLIDAYS = {
    (1, 1), (1, 6), (4, 25), (5, 1), (6, 2), (8, 15), (11, 1), (12, 8), (12, 25), (12, 26),
}  # fmt: skip
STREET = "street"
DESK = "desk"


def easter(year: int) -> dt.date:
    """Return Easter Sunday (Gregorian, anonymous algorithm)."""
    golden, century = year % 19, year // 100
    leap = century - century // 4 - (8 * century + 13) // 25
    moon = (19 * golden + leap + 15) % 30
    moon -= moon // 28 * (1 - moon // 28 * (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    days = moon - weekday
    month = 3 + (days + 40) // 44
    return dt.date(year, month, days + 28 - 31 * (month // 4))


def is_holiday(day: dt.date) -> bool:
    """Return whether offices are closed for a national holiday."""
    monday = easter(day.year) + dt.timedelta(days=1)
    return (day.month, day.day) in _HOLIDAYS or day == monday


def is_winter_plan(day: dt.date) -> bool:
    """Return whether the extra winter places are open in the night of ``day``."""
    at = (day.month, day.day)
    return at >= WINTER_OPENS or at < WINTER_CLOSES


def winters(first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Return the winter plans that touch ``first``..``last``, as ``[opens, closes)``."""
    return [
        (dt.date(year, *WINTER_OPENS), dt.date(year + 1, *WINTER_CLOSES))
        for year in range(first.year - 1, last.year + 1)
        if dt.date(year + 1, *WINTER_CLOSES) > first and dt.date(year, *WINTER_OPENS) <= last
    ]


def cold_spells(*, seed: int, year: int, is_northern: bool) -> set[dt.date]:
    """Return the days of cold emergency in the winter that begins in ``year``."""
    rng = generator("cold", seed, year, is_northern)
    days: set[dt.date] = set()
    for _ in range(rng.randint(4, 6) if is_northern else rng.randint(2, 4)):
        begins = dt.date(year, 12, 8) + dt.timedelta(days=rng.randrange(80))
        days.update(begins + dt.timedelta(days=step) for step in range(rng.randint(3, 9)))
    return days


class Season:
    """Two years of days up to the day before ``reference``, and how busy each one is."""

    def __init__(self, *, seed: int, reference: dt.date, city: str, is_northern: bool) -> None:
        self.reference = reference
        self.first = reference.replace(day=1, year=reference.year - YEARS)
        self.last = reference - dt.timedelta(days=1)
        self.days = (reference - self.first).days
        self.cold: set[dt.date] = set()
        for year in range(self.first.year - 1, reference.year + 1):
            self.cold |= cold_spells(seed=seed, year=year, is_northern=is_northern)
        self.wet: set[dt.date] = set()
        rain = _RAIN_NORTH if is_northern else _RAIN_SOUTH
        self._sums: dict[str, list[float]] = {}
        street, desk = [], []
        for number in range(self.days):
            day = self.day(number)
            # A generator a day: the weather of a date does not depend on today's.
            if generator("rain", seed, city, day).random() < rain[day.month - 1]:
                self.wet.add(day)
            growth = 0.8 + 0.4 * number / self.days
            street.append(growth * self._street(day))
            desk.append(growth * self._desk(day))
        self._sums = {STREET: list(accumulate(street)), DESK: list(accumulate(desk))}

    def moment_before_today(self) -> dt.datetime:
        """Return the latest moment of the history: five to midnight yesterday."""
        return local(self.reference, -5)

    def day(self, number: int) -> dt.date:
        """Return the ``number``-th day, the first being 0."""
        return self.first + dt.timedelta(days=number)

    def _street(self, day: dt.date) -> float:
        busy = _STREET_WEEK[day.weekday()] * _STREET_YEAR[day.month - 1]
        if day in self.cold:
            return busy * 1.7  # cold emergency: every team goes out
        return busy * 0.6 if day in self.wet else busy

    def _desk(self, day: dt.date) -> float:
        if is_holiday(day):
            return 0.0
        busy = _DESK_WEEK[day.weekday()] * _DESK_YEAR[day.month - 1]
        return busy * 0.85 if day in self.wet else busy

    def pick_day(
        self, rng: random.Random, setting: str, first: dt.date, last: dt.date
    ) -> dt.date | None:
        """Return a day of ``first``..``last`` on which this setting works, or None."""
        low = max((first - self.first).days, 0)
        high = min((last - self.first).days, self.days - 1)
        if low > high:
            return None
        sums = self._sums[setting]
        before = sums[low - 1] if low else 0.0
        weight = sums[high] - before
        if weight <= 0:
            return None
        # One minus random() lies in (0, 1], so a closed day is never hit.
        return self.day(bisect_left(sums, before + (1 - rng.random()) * weight, low, high))

    def moment(self, rng: random.Random, setting: str, day: dt.date) -> dt.datetime:
        """Return a plausible moment: nights from 20:30 to 00:45, desks in office hours."""
        if setting == STREET:
            latest = 24 * 60 + 45 if day < self.last else 23 * 60 + 50
            return local(day, rng.triangular(20.5 * 60, latest, 22 * 60))
        if day.weekday() in (1, 3) and rng.random() < 0.35:
            return local(day, rng.uniform(14.5 * 60, 16.75 * 60))
        return local(day, rng.triangular(9 * 60, 12.75 * 60, 10 * 60))
