"""Holds, stays, moves, closures and extensions in any order, beside a model in plain Python.

After each step the nights in the database must be those of the model, and what was refused must be
what the model refuses. A fault is made on purpose, and the machine must see it.
"""

from collections import Counter
from typing import Any

from django.db import connection, connections

from benchmarks.frame import say, timed
from drills._nights.runs import RUNS_A_BATCH, batch, faulty_batch, pool
from drills.frame import Size

RUNS, RUNS_QUICK = 2_000, 50
PROCESSES = 2
# What a step led to that is no refusal.
_NO_REFUSAL = {"runs", "steps", "done"}


def broken_promises(
    *, runs: int, wanted: int, differences: list[str], sees_a_fault: bool
) -> list[str]:
    """Return in words which promises do not hold."""
    broken = [f"A difference: {words}" for words in differences]
    if runs < wanted and not differences:
        broken.append(f"{runs} of {wanted} runs were made.")
    if not sees_a_fault:
        broken.append("The machine is blind: it does not see a night too many.")
    return broken


def run(size: Size) -> dict[str, Any]:
    """Run the machine in batches of its own seeds, two at a time."""
    wanted = RUNS_QUICK if size.quick else RUNS
    database = connection.settings_dict["NAME"]
    connections.close_all()
    tally: Counter[str] = Counter()
    differences: list[str] = []
    with pool(database, processes=PROCESSES) as workers:
        fault = workers.submit(faulty_batch)
        with timed(f"{wanted} runs"):
            seeds = range(1, 1 + -(-wanted // RUNS_A_BATCH))
            for number, found in enumerate(workers.map(batch, seeds), start=1):
                tally += found.tally
                differences += found.differences
                if number % 10 == 0:
                    say(f"  {tally['runs']} runs, {len(differences)} differences")
        sees_a_fault = fault.result()
    result = {
        "figure": tally["runs"],
        "unit": "runs",
        "runs": tally["runs"],
        "steps": tally["steps"],
        "differences": len(differences),
        "verbs_done": tally["done"],
        "refusals": {
            name: count for name, count in sorted(tally.items()) if name not in _NO_REFUSAL
        },
        "sees_a_fault": sees_a_fault,
        "broken": broken_promises(
            runs=tally["runs"], wanted=wanted, differences=differences, sees_a_fault=sees_a_fault
        ),
    }
    say("  {runs} runs, {steps} steps, {differences} differences".format(**result))
    return result
