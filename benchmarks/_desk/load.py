"""A turn of all desks at once, in a process of its own: a plan comes in, a tally goes out.

``python -m benchmarks._desk.load`` reads a ``Plan`` as JSON from standard input and writes the
``Tally`` to standard output. It knows nothing of Django: what a page must hold stands in the plan.
"""

import asyncio
import json
import random
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks._desk.caller import Answer, Caller
from lgnet.kernel.ids import uuid7

# Before the start each desk asks so often, of lists for each of them: a server's processes have
# seen these pages before.
WARM_UPS = 1
FAULTS_TOLD = 5


@dataclass(frozen=True, slots=True)
class Listing:
    """A list page: what it is called here, its address, and what must stand in it."""

    kind: str
    path: str
    holds: list[str]


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody at work: the cookie of their session, and the lists they look at in turn."""

    session: str
    lists: list[Listing] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """What all desks do for ``seconds``: look at ``lists``, send ``intakes``, ask for ``nothing``.

    ``path`` is where an intake's form stands, or the page that does nothing. ``names`` and
    ``languages`` are what intakes are filled with.
    """

    deed: str
    host: str
    cookie: str
    seconds: float
    desks: list[Desk]
    path: str = ""
    names: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    seed: int = 0


@dataclass(slots=True)
class Tally:
    """What came of a turn. ``answered`` counts right answers by kind, the warm-up's too.

    ``in_time`` are those that came before the time was up: what is under way then is still waited
    for, but counts for no rate. ``ms`` holds how long each answer after the start took, by kind;
    ``sent`` the contacts acknowledged; ``by_desk`` how many requests each desk came to send.
    """

    elapsed: float = 0.0
    in_time: int = 0
    ms: dict[str, list[float]] = field(default_factory=dict)
    answered: dict[str, int] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    faults: int = 0
    first_faults: list[str] = field(default_factory=list)
    by_desk: list[int] = field(default_factory=list)
    reopened: int = 0
    cpu_seconds: float = 0.0

    def add_fault(self, words: str) -> None:
        """Count an answer that was not right, and keep the words of the first ones."""
        self.faults += 1
        if len(self.first_faults) < FAULTS_TOLD:
            self.first_faults.append(words)


def list_fault(listing: Listing, answer: Answer) -> str:
    """Return what is wrong with a list page, or nothing."""
    if answer.status != 200:
        return f"{listing.path} answers {answer.status}."
    missing = [text for text in listing.holds if text.encode() not in answer.body]
    return f"{listing.path} lacks {missing[0]} and {len(missing) - 1} more." if missing else ""


def intake_fault(contact_id: str, answer: Answer) -> str:
    """Return what is wrong with the answer to a contact that was sent, or nothing."""
    to = answer.headers.get("location", "")
    if answer.status == 302 and to.endswith(f"/{contact_id}/saved/"):
        return ""
    return f"A contact is answered {answer.status}, and leads to {to or 'nowhere'}."


def intake_of(plan: Plan, rng: random.Random, contact_id: str) -> list[tuple[str, str]]:
    """Return the fields of a contact with somebody new: a nickname, a language, one need."""
    return [
        ("id", contact_id),
        ("who", "new"),
        ("new_person", str(uuid7())),
        ("known_as", f"{rng.choice(plan.names)} {rng.randrange(1000)}"),
        ("language", rng.choice(plan.languages)),
        ("needs", rng.choice(plan.needs)),
        ("people_count", "1"),
        ("setting", "desk"),
    ]


class Turn:
    """Carries a plan out."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.tally = Tally()
        self.is_counted = False
        self.ends = 0.0
        deeds = {"lists": self._look, "intakes": self._send, "nothing": self._ask}
        self.deed: Callable[[int, Desk, Caller, random.Random], Awaitable[None]] = deeds[plan.deed]

    async def run(self) -> Tally:
        """Let every desk warm up, then all of them at once until time is up."""
        plan = self.plan
        callers = [Caller(plan.host, {plan.cookie: desk.session}) for desk in plan.desks]
        if plan.deed == "nothing":
            callers = [Caller(plan.host) for _ in plan.desks]
        rngs = [random.Random(f"{plan.seed} {number}") for number in range(len(callers))]
        together = list(zip(plan.desks, callers, rngs, strict=True))
        await asyncio.gather(*(self._warm_up(*one) for one in together))
        self.is_counted = True
        cpu, started = time.process_time(), time.perf_counter()
        self.ends = started + plan.seconds
        self.tally.by_desk = await asyncio.gather(*(self._work(*one) for one in together))
        self.tally.elapsed = time.perf_counter() - started
        self.tally.cpu_seconds = time.process_time() - cpu
        for caller in callers:
            self.tally.reopened += caller.reopened
            caller.close()
        return self.tally

    async def _warm_up(self, desk: Desk, caller: Caller, rng: random.Random) -> None:
        if self.plan.deed == "intakes":
            await caller.learn_token(self.plan.path)
        pages = len(desk.lists) if self.plan.deed == "lists" else 1
        for number in range(WARM_UPS * pages):
            await self._tried(number, desk, caller, rng)

    async def _work(self, desk: Desk, caller: Caller, rng: random.Random) -> int:
        first = number = rng.randrange(2)
        while time.perf_counter() < self.ends:
            await self._tried(number, desk, caller, rng)
            number += 1
        return number - first

    async def _tried(self, number: int, desk: Desk, caller: Caller, rng: random.Random) -> None:
        try:
            await self.deed(number, desk, caller, rng)
        except Exception as error:
            self.tally.add_fault(f"{type(error).__name__}: {error}")
            await asyncio.sleep(0.01)

    async def _look(self, number: int, desk: Desk, caller: Caller, rng: random.Random) -> None:
        listing = desk.lists[number % len(desk.lists)]
        started = time.perf_counter()
        answer = await caller.get(listing.path)
        self._note(listing.kind, started, list_fault(listing, answer))

    async def _send(self, number: int, desk: Desk, caller: Caller, rng: random.Random) -> None:
        contact_id = str(uuid7())
        fields = intake_of(self.plan, rng, contact_id)
        started = time.perf_counter()
        answer = await caller.post(self.plan.path, fields)
        fault = intake_fault(contact_id, answer)
        self._note("intake", started, fault)
        if not fault:
            self.tally.sent.append(contact_id)

    async def _ask(self, number: int, desk: Desk, caller: Caller, rng: random.Random) -> None:
        started = time.perf_counter()
        answer = await caller.get(self.plan.path)
        fault = "" if answer.status == 200 else f"{self.plan.path} answers {answer.status}."
        self._note("nothing", started, fault)

    def _note(self, kind: str, started: float, fault: str) -> None:
        if fault:
            self.tally.add_fault(fault)
            return
        self.tally.answered[kind] = self.tally.answered.get(kind, 0) + 1
        if self.is_counted:
            now = time.perf_counter()
            self.tally.in_time += now <= self.ends
            taken = (now - started) * 1000
            self.tally.ms.setdefault(kind, []).append(round(taken, 3))


def plan_from(told: dict[str, Any]) -> Plan:
    """Return the plan that JSON tells."""
    desks = [
        Desk(desk["session"], [Listing(**listing) for listing in desk["lists"]])
        for desk in told["desks"]
    ]
    return Plan(**{**told, "desks": desks})


if __name__ == "__main__":
    done = asyncio.run(Turn(plan_from(json.load(sys.stdin))).run())
    json.dump(asdict(done), sys.stdout)
