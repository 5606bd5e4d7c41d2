"""Staff: who joins the network, where and in which role."""

from typing import Any
from uuid import UUID

from django.db import transaction

from lgnet.accounts.models import User
from lgnet.audit.actions import record
from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import NATIONAL_ROLES, Role
from lgnet.network.models import City, Compartment, Membership, Organisation


class MemberRefused(Exception):
    """A member cannot be added like this; ``str()`` says why, in plain words."""


@transaction.atomic
def add_member(
    *,
    email: str,
    name: str,
    role: Role,
    city: City | None,
    organisation: str,
    kind: str | None = None,
    compartment_id: UUID | None = None,
) -> tuple[Membership, bool]:
    """Give someone a role, making user and organisation where they are new.

    ``kind`` is the organisation's; left out, it is a non-profit one, or a national body for a
    national role. A refuge coordinator without ``compartment_id`` gets a new compartment. Adding
    the same again changes nothing. Returns the membership and whether the user is new. Raises
    MemberRefused.
    """
    if (role in NATIONAL_ROLES) != (city is None):
        raise MemberRefused("A national role has no city, every other role has one.")
    is_refuge = role == Role.REFUGE_COORDINATOR
    if compartment_id is not None and not is_refuge:
        raise MemberRefused("Only a refuge coordinator works in a compartment.")
    address = User.objects.normalize_email(email).lower()
    user = User.objects.filter(email=address).order_by("pk").first()
    is_new = user is None
    if user is None:
        user = User.objects.create_user(address, full_name=name)
    body = _organisation(organisation, city, kind)
    cell = _cell(city, compartment_id) if is_refuge and city else OPEN_COMPARTMENT
    with scope(city_id=city.pk if city else None, compartment_id=cell):
        membership, is_made = Membership.objects.get_or_create(
            user=user,
            city=city,
            compartment_id=cell,
            role=role,
            defaults={"organisation": body},
        )
        if not membership.is_active:
            membership.is_active = is_made = True
            membership.save(update_fields=["is_active"])
        if is_made:
            record(verb="network.member_added", target=membership, role=role.value)
    return membership, is_new


def _organisation(name: str, city: City | None, kind: str | None) -> Organisation:
    kinds = Organisation.Kind
    chosen = kind or (kinds.NGO if city else kinds.NATIONAL_BODY)
    if (chosen == kinds.NATIONAL_BODY) != (city is None):
        raise MemberRefused("A national body has no city, every other organisation has one.")
    found, _is_made = Organisation.objects.get_or_create(
        name=name, city=city, defaults={"kind": chosen}
    )
    return found


def _cell(city: City, compartment_id: UUID | None) -> UUID:
    if compartment_id is None:
        return Compartment.objects.create(city=city).pk
    known: Any = Compartment.objects.filter(pk=compartment_id, city=city)
    if not known.exists():
        raise MemberRefused("There is no such compartment in this city.")
    return compartment_id
