"""The order in which facts arrive at the server, whatever the clocks of the devices say."""

import pgtrigger
from django.db import models

# One for the app: a contact and the answer to its need have one order.
COUNTER = "encounters_sequence"


class OrderedByArrival(models.Model):
    """A fact with the server's ``sequence``: the moment a device says is kept and decides nothing.

    The database gives the number when the row is written and keeps it: whatever a client sends is
    overwritten. Numbers are left out now and then; nobody sees them, since they would tell how
    much is written down elsewhere.
    """

    # The trigger puts the number here; the default only makes Django read it back.
    sequence = models.BigIntegerField(db_default=0, editable=False)

    class Meta:
        abstract = True


def given_by_server() -> pgtrigger.Trigger:
    """Return the trigger that numbers a row when it arrives and refuses another number later."""
    return pgtrigger.Trigger(
        name="server_gives_sequence",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("sequence"),
        func=f"""
            IF TG_OP = 'INSERT' THEN
                NEW.sequence := nextval('{COUNTER}');
            ELSIF NEW.sequence IS DISTINCT FROM OLD.sequence THEN
                RAISE EXCEPTION 'The order of arrival is not changed.';
            END IF;
            RETURN NEW;
        """,
    )


def numbered_once(*, name: str) -> models.UniqueConstraint:
    """Return the constraint that a number stands once; its index serves the pages of a list."""
    return models.UniqueConstraint(fields=["city", "compartment_id", "sequence"], name=name)
