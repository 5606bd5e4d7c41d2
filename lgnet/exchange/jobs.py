"""Long work on tables of people, done after the answer; and sweeping what waited too long.

A job acts for the member who asked: it opens their scope, sees whom they see, and does nothing
once they have lost the right. Its arguments are identifiers alone.
"""

import contextlib
import logging
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from lgnet.exchange.actions.tables.dry_run import begin_dry_run, give_up, judge_chunk
from lgnet.exchange.actions.tables.sweeping import sweep_cell
from lgnet.exchange.actions.tables.taking_back import take_back
from lgnet.exchange.actions.tables.writing import bring_in
from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.tenancy import move_scope, scope
from lgnet.network.access import can
from lgnet.network.models import Compartment, Membership
from lgnet.network.queries import active_cities, audiences_of, memberships_of

log = logging.getLogger(__name__)
PERMISSION = "people.import"
WENT_WRONG = "went_wrong"


@app.task(name="exchange.judge_table")
def judge_table(table_id: str, user_id: str, membership_id: str) -> None:
    """Try a table out, chunk after chunk, so that who waits sees how far it is."""
    table, asker = UUID(table_id), (UUID(user_id), UUID(membership_id))
    with _giving_up(table, asker):
        with _acting(*asker) as membership:
            run = begin_dry_run(table_id=table) if membership else None
        while run is not None:
            with _acting(*asker) as membership:
                if membership is None or not judge_chunk(run=run):
                    run = None


@app.task(name="exchange.write_table")
def write_table(table_id: str, user_id: str, membership_id: str) -> None:
    """Bring a table in, in one transaction."""
    table, asker = UUID(table_id), (UUID(user_id), UUID(membership_id))
    with _giving_up(table, asker), _acting(*asker) as membership:
        if membership is not None:
            bring_in(table_id=table, by=membership.user)


@app.task(name="exchange.take_table_back")
def take_table_back(table_id: str, user_id: str, membership_id: str) -> None:
    """Take a long import back, in one transaction."""
    with _acting(UUID(user_id), UUID(membership_id)) as membership:
        if membership is not None:
            take_back(table_id=UUID(table_id), by=membership.user)


@app.periodic(cron="20 4 * * *")
@app.task(name="exchange.sweep_tables", queueing_lock="exchange-sweep-tables")
def sweep_tables(timestamp: int) -> None:
    """Delete rows that waited for more than a week, in every cell of every city."""
    now = timezone.now()
    for city in active_cities():
        closed = Compartment.objects.filter(city=city).order_by("pk").values_list("pk", flat=True)
        for compartment_id in (OPEN_COMPARTMENT, *closed):
            with scope(city_id=city.pk, compartment_id=compartment_id):
                sweep_cell(now=now)


def start(task: Any, *, table_id: UUID, membership: Membership) -> None:
    """Queue long work for a member; it begins once what asked for it is committed."""
    task.configure(lock=f"exchange-table-{table_id}").defer(
        table_id=str(table_id),
        user_id=str(membership.user_id),
        membership_id=str(membership.pk),
    )


@contextlib.contextmanager
def _acting(user_id: UUID, membership_id: UUID) -> Iterator[Membership | None]:
    """Open the scope of a member, as a page of theirs would; None where they lost the right."""
    with transaction.atomic(), scope(city_id=None, user_id=user_id):
        found = memberships_of(user_id).select_related("user", "city", "organisation")
        membership = found.filter(pk=membership_id, user__is_active=True).first()
        if membership is None or not can(membership, PERMISSION):
            yield None
            return
        move_scope(
            city_id=membership.city_id,
            compartment_id=membership.compartment_id,
            audiences=audiences_of(membership),
        )
        yield membership


@contextlib.contextmanager
def _giving_up(table_id: UUID, asker: tuple[UUID, UUID]) -> Iterator[None]:
    """Note on the import that its work went wrong; the error itself goes to the log."""
    try:
        yield
    except Exception:
        with _acting(*asker) as membership:
            if membership is not None:
                give_up(table_id=table_id, problem=WENT_WRONG)
        raise
