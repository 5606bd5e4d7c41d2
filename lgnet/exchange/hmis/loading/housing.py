"""Structures, units and places of a cell, from projects in which people sleep."""

from lgnet.exchange.enums import Effect, ExternalKind, Reason
from lgnet.exchange.hmis import codes
from lgnet.exchange.hmis.staging import ADDRESSES, INVENTORIES, PROJECTS, note, rows
from lgnet.housing.actions.bulk_sets import (
    add_places_from,
    add_structures_from,
    add_units_from,
    change_places_from,
    change_structures_from,
    change_units_from,
    set_addresses,
)
from lgnet.housing.enums import StructureKind
from lgnet.kernel.ids import OPEN_COMPARTMENT

from .mapping import Cell, plan, record
from .network import RUN_BY
from .spells import CELLS

_PLACE_OF = r"/\d+/\d+$"


def load_housing(cell: Cell) -> None:
    """Write the structures of the cell with their units and places."""
    _load_structures(cell)
    _load_units(cell)
    _load_places(cell)


def _load_structures(cell: Cell) -> None:
    kind = f"'{StructureKind.PROTECTED_REFUGE}'" if cell.is_protected else "p.kind"
    table = plan(
        cell,
        ExternalKind.STRUCTURE,
        f"SELECT p.id AS external_id, left(p.name, 120) AS name, {kind} AS kind, p.unit_kind,"
        " r.organisation_id, coalesce(a.address, '') AS address, p.opened_on,"
        # The source's last day of work is the night before ours of closing.
        f" p.closed_on + 1 AS closed_on FROM {PROJECTS} AS p"
        f" JOIN {RUN_BY} AS r ON r.organisation = p.organisation"
        f" LEFT JOIN {CELLS} AS c ON c.organisation = p.organisation"
        f" LEFT JOIN {ADDRESSES} AS a ON a.project = p.id"
        " WHERE p.setting = %s AND coalesce(c.compartment, %s) = %s",
        digest=("name", "kind", "address", "opened_on", "closed_on"),
        params=[codes.STAY, OPEN_COMPARTMENT, cell.compartment_id],
    )
    columns = ("name", "kind", "organisation_id", "opened_on", "closed_on")
    chosen = f"SELECT object_id, {', '.join(columns)} FROM {table}"
    add_structures_from(("id", *columns), f"{chosen} WHERE is_new")
    change_structures_from(("id", *columns), f"{chosen} WHERE is_changed")
    set_addresses(rows(f"SELECT object_id, address FROM {table} WHERE is_new OR is_changed"))
    record(cell, ExternalKind.STRUCTURE, table)


def _load_units(cell: Cell) -> None:
    """Make as many units as the inventory counts; one that counts none is one large room."""
    table = plan(
        cell,
        ExternalKind.UNIT,
        "SELECT i.id || '/' || n AS external_id, left(i.id || '/' || n, 60) AS name,"
        " s.unit_kind AS kind, s.object_id AS structure_id, i.id AS inventory, n AS number,"
        # Beds are spread evenly, the first units take what is over.
        " i.beds / u.units + (n <= i.beds %% u.units)::integer AS beds,"
        f" i.from_on, i.until_on + 1 AS until_on FROM {INVENTORIES} AS i"
        " JOIN plan_structure AS s ON s.external_id = i.project CROSS JOIN LATERAL"
        " (SELECT CASE WHEN i.units BETWEEN 1 AND i.beds THEN i.units ELSE 1 END AS units) AS u"
        " CROSS JOIN LATERAL generate_series(1, u.units) AS n",
        digest=("kind",),
    )
    columns = ("structure_id", "name", "kind")
    chosen = f"SELECT object_id, {', '.join(columns)} FROM {table}"
    add_units_from(("id", *columns), f"{chosen} WHERE is_new")
    change_units_from(("id", *columns), f"{chosen} WHERE is_changed")
    record(cell, ExternalKind.UNIT, table)


def _load_places(cell: Cell) -> None:
    """Make one place a bed, usable while its inventory row holds."""
    table = plan(
        cell,
        ExternalKind.PLACE,
        "SELECT u.external_id || '/' || k AS external_id, u.object_id AS unit_id,"
        " k::text AS label, u.from_on AS available_from, u.until_on AS available_until"
        " FROM plan_unit AS u CROSS JOIN LATERAL generate_series(1, u.beds) AS k",
        digest=("available_from", "available_until"),
    )
    columns = ("unit_id", "label", "available_from", "available_until")
    chosen = f"SELECT object_id, {', '.join(columns)} FROM {table}"
    add_places_from(("id", *columns), f"{chosen} WHERE is_new")
    change_places_from(("id", *columns), f"{chosen} WHERE is_changed")
    note(
        INVENTORIES,
        reason=Reason.PLACES_KEPT,
        column="BedInventory",
        effect=Effect.NOTED,
        where="EXISTS (SELECT FROM exchange_externalrecord AS x WHERE x.city_id = %s"
        " AND x.compartment_id = %s AND x.system = %s AND x.kind = %s"
        f" AND regexp_replace(x.external_id, '{_PLACE_OF}', '') = t.id"
        f" AND NOT EXISTS (SELECT FROM {table} AS p WHERE p.external_id = x.external_id))",
        params=[*cell.key, ExternalKind.PLACE.value],
    )
    record(cell, ExternalKind.PLACE, table)
