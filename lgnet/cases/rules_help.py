"""Of which quarter an answer is, and when a quarter is over."""

import datetime as dt


def quarter_of(day: dt.date) -> dt.date:
    """Return the first day of the quarter a day lies in."""
    return dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def is_over(quarter: dt.date, *, today: dt.date) -> bool:
    """Return whether the quarter that begins on ``quarter`` has ended.

    Raises ValueError where no quarter begins on that day.
    """
    if quarter_of(quarter) != quarter:
        raise ValueError("A quarter begins with January, April, July or October.")
    return quarter < quarter_of(today)
