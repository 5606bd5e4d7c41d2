"""Whom a city of the demo asks for protection, a question that waits, and one protected file."""

from lgnet.accounts.models import User
from lgnet.cases.actions.protection import ask_protection, set_protection
from lgnet.cases.actions.restricted import let_in, write_entry
from lgnet.cases.enums import CaseState, Harm
from lgnet.cases.queries.cases import cases_of_member
from lgnet.cases.queries.restricted import may_read
from lgnet.kernel.ids import derived_uuid
from lgnet.network.models import Membership, Organisation


def load_demo_protection(*, worker: User) -> int:
    """Name a colleague, ask about one case, open a file on another; return how many rows.

    In the open scope of the worker, who opens the file and so is the first on its list.
    """
    others = may_read().exclude(user=worker).select_related("user").order_by("pk")
    contact = others.first()
    cases = (
        cases_of_member(worker.pk).exclude(state=CaseState.SUSPENDED).order_by("opened_at", "pk")
    )
    first, *rest = cases[:2]
    if contact is None or not rest:
        return 0
    set_protection(by=worker, contact=contact.user)
    ask_protection(
        id=derived_uuid("demo", "ask", first.pk),
        case=first,
        by=worker,
        from_organisation=_organisation_of(worker),
    )
    entry = write_entry(
        id=derived_uuid("demo", "entry", rest[0].pk),
        case=rest[0],
        by=worker,
        harm=Harm.TRAFFICKING,
        text="Dice che il padrone tiene il passaporto e paga quando vuole.",
    )
    let_in(
        id=derived_uuid("demo", "reader", rest[0].pk),
        file=entry.file,
        user_id=contact.user_id,
        by=worker,
        reason="Accompagna nel percorso protetto",
        is_holder=True,
    )
    return 3


def _organisation_of(worker: User) -> Organisation:
    return Membership.objects.select_related("organisation").get(user=worker).organisation
