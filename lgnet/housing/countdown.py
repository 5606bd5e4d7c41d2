"""How long a hold still lasts, in words; a small script keeps the words true on an open page."""

import datetime as dt
from dataclasses import dataclass

from django.utils import formats, timezone
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Countdown:
    """The time until ``until``. The patterns are what the script writes into the page."""

    until: dt.datetime
    seconds: int

    @classmethod
    def to(cls, until: dt.datetime) -> "Countdown":
        """Return the countdown to a moment as of now; past it no second is left."""
        left = (until - timezone.now()).total_seconds()
        return cls(until, max(0, int(left)))

    @property
    def clock(self) -> str:
        """Return the hour at which it ends, with the day where that is not today."""
        local = timezone.localtime(self.until)
        is_today = local.date() == timezone.localdate()
        kind = "TIME_FORMAT" if is_today else "SHORT_DATETIME_FORMAT"
        return formats.date_format(local, kind)

    @property
    def in_hours(self) -> str:
        """Return the pattern for an hour and more: ``{h}`` and ``{m}`` stand for the figures."""
        return _("until %(time)s, {h} h {m} min left") % {"time": self.clock}

    @property
    def in_minutes(self) -> str:
        """Return the pattern for less than an hour."""
        return _("until %(time)s, {m} min left") % {"time": self.clock}

    @property
    def over(self) -> str:
        """Return the words for when it has run out."""
        return _("ran out at %(time)s") % {"time": self.clock}

    @property
    def words(self) -> str:
        """Return what is true now, in words; a begun minute counts."""
        if not self.seconds:
            return self.over
        hours, minutes = divmod(-(-self.seconds // 60), 60)
        pattern = self.in_hours if hours else self.in_minutes
        return pattern.replace("{h}", str(hours)).replace("{m}", str(minutes))
