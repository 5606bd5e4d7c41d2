"""PostgreSQL killed without warning while places are given: what was acknowledged is there.

The server is one of its own that waits for the disk, unlike the one of other drills. Its process
is ended with SIGKILL again and again under load and started anew; who got no answer asks the same
again, as a page does. At last it is told not to wait for the disk, and the checker must see what
that loses.
"""

import json
import subprocess
import sys
from typing import Any

from drills._kill.server import killable
from drills.frame import Size
from lgnet.launcher.paths import PROJECT
from lgnet.launcher.tests import environment

KILLS, KILLS_QUICK = 30, 2
# Their past is most of what is written before the first kill.
PLACES, PLACES_QUICK = 100, 40
BACK_WITHIN_S = 10.0
# The small size runs among other tests, on a machine that may be busy: only a hang is a fault.
BACK_WITHIN_QUICK_S = 60.0


def broken_promises(found: dict[str, Any], *, back_within: float = BACK_WITHIN_S) -> list[str]:
    """Return in words which promises do not hold; `back_within` is in seconds."""
    worst = max(found["returns_s"], default=0.0)
    faults = found["faults"]
    promises = {
        f"{found['lost']} places were acknowledged and are lost.": found["lost"] == 0,
        f"{found['doubled']} people have two places for one request.": found["doubled"] == 0,
        f"{found['overlaps']} pairs of bookings share a night.": found["overlaps"] == 0,
        f"It took {worst:.1f} s until places were given again.": worst <= back_within,
        "Nobody was given a place.": found["acknowledged"] > 0,
        f"{len(faults)} errors, the first: {faults[0] if faults else ''}": not faults,
        "The checker is blind: it misses nothing where nothing waits for the disk.": (
            found["lost_carelessly"] > 0
        ),
    }
    return [words for words, holds in promises.items() if not holds]


def run(size: Size) -> dict[str, Any]:
    """Run the drill in a process that knows no other server than the one that is killed."""
    kills, places = (KILLS_QUICK, PLACES_QUICK) if size.quick else (KILLS, PLACES)
    with killable() as cluster:
        done = subprocess.run(
            [sys.executable, "-m", "drills._kill.inside", str(kills), str(places)],
            env=environment(cluster),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            cwd=PROJECT,
        )
    found = json.loads(done.stdout.splitlines()[-1])
    return {
        "figure": found["lost"],
        "unit": "acknowledged places lost",
        "kills": found["kills"],
        "acknowledged": found["acknowledged"],
        "lost": found["lost"],
        "doubled": found["doubled"],
        "overlaps": found["overlaps"],
        "worst_return_s": round(max(found["returns_s"], default=0.0), 2),
        "unanswered": found["unanswered"],
        "lost_carelessly": found["lost_carelessly"],
        "broken": broken_promises(
            found, back_within=BACK_WITHIN_QUICK_S if size.quick else BACK_WITHIN_S
        ),
    }
