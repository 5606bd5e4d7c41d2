"""Taking an import back: whom it recorded and nobody has touched since goes again."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.exchange.enums import TableState
from lgnet.exchange.models import ImportedPerson, TableImport
from lgnet.people.actions.retracting import retract_people

from . import refusals
from .sweeping import empty_table


@transaction.atomic
def take_back(*, table_id: UUID, by: Any) -> TableImport:
    """Take an import back and return it; ``counts`` says how many people went and stayed.

    Who was changed since, or is named anywhere else (a contact, a stay, a consent), stays. Raises
    NotPossible for an import that was not brought in.
    """
    table: TableImport = TableImport.objects.select_for_update(of=("self",)).get(pk=table_id)
    if table.state == TableState.TAKEN_BACK:
        return table
    if table.state != TableState.WRITTEN:
        raise refusals.still_busy()
    made = ImportedPerson.objects.filter(table=table, is_made=True).order_by()
    people = set(made.values_list("person_id", flat=True))
    others = ImportedPerson.objects.filter(person_id__in=people).exclude(table=table).order_by()
    met_again = set(others.values_list("person_id", flat=True))
    gone = retract_people(people - met_again, own=(ImportedPerson,))
    ImportedPerson.objects.filter(table=table, is_made=False).delete()
    table.counts = table.counts | {"gone": gone, "stayed": len(people) - gone}
    table.state = TableState.TAKEN_BACK
    table.taken_back_at, table.taken_back_by = timezone.now(), by
    table.save()
    empty_table(table)
    record(verb="exchange.table_taken_back", target=table, gone=gone, stayed=len(people) - gone)
    return table
