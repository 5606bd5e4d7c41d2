"""Spells: each enrolment with its project's setting, its exit and the cell it belongs to."""

from uuid import UUID

from lgnet.exchange.actions.records import compartment_for
from lgnet.exchange.hmis.staging import (
    ENROLMENTS,
    EXITS,
    ORGANISATIONS,
    PROJECTS,
    copy,
    execute,
    rows,
)
from lgnet.kernel.ids import OPEN_COMPARTMENT

SPELLS = "hmis_spell"
CELLS = "hmis_cell"


def lay_out(*, city_id: UUID, system: str) -> list[UUID]:
    """Make the table of spells; return the compartments that need one, the open one first.

    An organisation for victims of violence gets a compartment of its own: nothing of it, nor
    that someone is known there, is seen from the rest of the city.
    """
    protected = rows(f"SELECT id FROM {ORGANISATIONS} WHERE is_protected = 1 ORDER BY line")
    cells = [
        (organisation, compartment_for(city_id=city_id, system=system, external_id=organisation))
        for (organisation,) in protected
    ]
    execute(f"CREATE TEMPORARY TABLE {CELLS} (organisation text, compartment uuid) ON COMMIT DROP")
    copy(CELLS, cells)
    execute(
        f"CREATE TEMPORARY TABLE {SPELLS} ON COMMIT DROP AS"
        " SELECT e.line, e.id, e.person, e.project, e.entry_on, e.engaged_on, e.move_in_on,"
        " x.exit_on, x.destination, p.setting, p.type,"
        f" coalesce(c.compartment, '{OPEN_COMPARTMENT}') AS compartment"
        f" FROM {ENROLMENTS} AS e JOIN {PROJECTS} AS p ON p.id = e.project"
        f" LEFT JOIN {CELLS} AS c ON c.organisation = p.organisation"
        f" LEFT JOIN {EXITS} AS x ON x.enrolment = e.id"
    )
    execute(f"CREATE INDEX ON {SPELLS} (person)")
    execute(f"CREATE INDEX ON {SPELLS} (id)")
    execute(f"ANALYZE {SPELLS}")
    return [OPEN_COMPARTMENT, *(compartment for _, compartment in cells)]
