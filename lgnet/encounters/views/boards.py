"""The city's boards of street and desk: today, where, what is unmet, what is due, how fast."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from lgnet.network.access import access
from lgnet.network.enums import Role

from .. import board_words, boards
from ..city_map import draw
from ..enums import Setting
from ..queries import board as queries
from ..queries import needs
from ..queries.clock import speeds

MAP_DAYS = 30
CLOCK_DAYS = 90
ADDRESSES = {
    Setting.STREET: "encounters:street_board",
    Setting.DESK: "encounters:desk_board",
}


@access(permission="encounters.view")
@require_GET
def boards_home(request: Any) -> HttpResponse:
    """Open the board of where this member meets people."""
    is_outreach = request.membership.role == Role.OUTREACH_WORKER
    return redirect(ADDRESSES[Setting.STREET if is_outreach else Setting.DESK])


@access(permission="encounters.view")
@require_GET
def street(request: Any) -> HttpResponse:
    """Show the board of the street."""
    return _board(request, Setting.STREET)


@access(permission="encounters.view")
@require_GET
def desk(request: Any) -> HttpResponse:
    """Show the board of the desk."""
    return _board(request, Setting.DESK)


def _board(request: Any, setting: Setting) -> HttpResponse:
    city, now = request.membership.city, timezone.now()
    spots = queries.spots(city, setting=setting, days=MAP_DAYS)
    since = now - dt.timedelta(days=CLOCK_DAYS)
    counts = board_words.count_lines(needs.counts(since=since, setting=setting))
    context = {
        "setting": setting,
        "settings": [
            {
                "label": str(one.label),
                "url": reverse(ADDRESSES[one]),
                "is_current": one.value == setting,
            }
            for one in Setting
        ],
        "today": queries.today(setting=setting),
        "spots": spots,
        "drawing": draw(city.boundary, spots),
        "counts": counts,
        "unmet": sum(row["unmet"] for row in counts),
        "due": boards.due(request, setting),
        "speeds": board_words.speed_lines(speeds(since=since, now=now)),
        "map_days": MAP_DAYS,
        "clock_days": CLOCK_DAYS,
        "may_decide": "encounters.policy" in request.permissions,
    }
    return render(request, "encounters/board.html", context)
