"""Rules of the directory that are numbers."""

import datetime as dt

# A site is looked at once a month: "is all this still right?"
CONFIRM_EVERY = dt.timedelta(days=30)


def is_due(*, confirmed_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Return whether a site waits to be confirmed: never was, or a month ago or longer."""
    return confirmed_at is None or now - confirmed_at >= CONFIRM_EVERY
