"""Loading sites, offers and their hours in bulk, for imports and the demo."""

from collections.abc import Iterable

from lgnet.directory.models import CapacityReport, HoursSeason, Offer, Site, WeeklyHours
from lgnet.kernel.bulk import Written, upsert


def load_sites(
    sites: Iterable[Site],
    offers: Iterable[Offer],
    *,
    seasons: Iterable[HoursSeason] = (),
    week: Iterable[WeeklyHours] = (),
    reports: Iterable[CapacityReport] = (),
) -> Written:
    """Write sites with what belongs to them in the open scope; count sites."""
    written = upsert(Site, sites)
    upsert(Offer, offers)
    upsert(HoursSeason, seasons)
    upsert(WeeklyHours, week)
    upsert(CapacityReport, reports)
    return written
