"""Counts what a turn left behind, past every policy: contacts, and what stands in the audit."""

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

LIST_VERBS = {"contacts": "encounters.listed", "queue": "encounters.queue_seen"}
INTAKE_VERB = "encounters.recorded"

# A contact counts that is whole: one need, and a person who was recorded with it.
_WHOLE = """
    SELECT count(*) FROM unnest(%s::uuid[]) AS told(id)
    JOIN encounters_encounter AS e ON e.id = told.id
    JOIN people_person AS p ON p.id = e.person_id AND p.city_id = e.city_id
    WHERE (SELECT count(*) FROM encounters_need AS n WHERE n.encounter_id = e.id) = 1
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """How many contacts there are, and how many events of each verb."""

    contacts: int
    people: int
    events: dict[str, int]


class Counter:
    """Looks at one database as its superuser. Use it as a context manager."""

    def __init__(self, address: str) -> None:
        self._connection = psycopg.connect(address, autocommit=True)

    def __enter__(self) -> "Counter":
        return self

    def __exit__(self, *args: object) -> None:
        self._connection.close()

    def standing(self) -> Standing:
        """Return what stands in the database now."""
        verbs = [*LIST_VERBS.values(), INTAKE_VERB]
        found = self._connection.execute(
            "SELECT verb, count(*) FROM audit_auditevent WHERE verb = ANY(%s) GROUP BY verb",
            [verbs],
        ).fetchall()
        return Standing(
            contacts=self._number("SELECT count(*) FROM encounters_encounter"),
            people=self._number("SELECT count(*) FROM people_person"),
            events=dict.fromkeys(verbs, 0) | dict(found),
        )

    def whole(self, sent: Sequence[str]) -> int:
        """Return how many of the contacts acknowledged stand there with person and need."""
        return self._number(_WHOLE, [list(sent)])

    def _number(self, query: str, params: Sequence[object] = ()) -> int:
        row = self._connection.execute(query, params or None).fetchone()
        assert row is not None
        return int(row[0])


def differences(
    before: Standing, after: Standing, answered: dict[str, int], whole: int
) -> list[str]:
    """Return in words where the database and the answers of a turn do not agree."""
    intakes = answered.get("intake", 0)
    pairs = [
        ("contacts", after.contacts - before.contacts, intakes),
        ("people", after.people - before.people, intakes),
        ("whole contacts", whole, intakes),
        (INTAKE_VERB, after.events[INTAKE_VERB] - before.events[INTAKE_VERB], intakes),
        *(
            (verb, after.events[verb] - before.events[verb], answered.get(kind, 0))
            for kind, verb in LIST_VERBS.items()
        ),
    ]
    return [f"{found} {what} for {told} answers" for what, found, told in pairs if found != told]
