"""Organisations: public in the network, so those of protected refuges are not made."""

from lgnet.exchange.enums import ExternalKind
from lgnet.exchange.hmis.staging import ORGANISATIONS, copy, execute, rows
from lgnet.network.actions.bodies import municipality_of, organisation_named

from .mapping import Cell, plan, record

RUN_BY = "hmis_run_by"


def load_organisations(cell: Cell) -> None:
    """Make the organisations of the open cell, and say which of ours runs each of theirs.

    The name of an organisation for victims of violence would tell where refuges are: in our
    books the city's own body runs them.
    """
    execute(
        f"CREATE TEMPORARY TABLE {RUN_BY} (organisation text, organisation_id uuid) ON COMMIT DROP"
    )
    protected = rows(f"SELECT id FROM {ORGANISATIONS} WHERE is_protected = 1")
    if protected:
        body = municipality_of(city_id=cell.city_id)
        copy(RUN_BY, [(organisation, body) for (organisation,) in protected])
    table = plan(
        cell,
        ExternalKind.ORGANISATION,
        f"SELECT id AS external_id, name FROM {ORGANISATIONS} WHERE is_protected = 0",
        digest=("name",),
    )
    for external_id, name in rows(f"SELECT external_id, name FROM {table} WHERE is_new"):
        execute(
            f"UPDATE {table} SET object_id = %s WHERE external_id = %s",
            [organisation_named(city_id=cell.city_id, name=name), external_id],
        )
    # A renamed organisation keeps the name it has here: other rows of the city may rely on it.
    record(cell, ExternalKind.ORGANISATION, table)
    execute(f"INSERT INTO {RUN_BY} SELECT external_id, object_id FROM {table}")
