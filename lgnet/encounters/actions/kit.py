"""Stock of the units: in, out, given in a contact, given back. Never below zero."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.encounters.enums_outreach import MovementKind
from lgnet.encounters.models import Encounter, KitItem, KitMovement
from lgnet.kernel.ids import derived_uuid

from .street_refusals import NotEnough, SentOtherwise, StreetRefused

OUT = (MovementKind.GIVEN, MovementKind.LOST)


@transaction.atomic
def keep_item(*, id: UUID, name: str, low_level: int, by: Any) -> KitItem:
    """Add an item or change its name and level, and return it. Raises StreetRefused."""
    facts = {"name": name, "low_level": low_level}
    try:
        with transaction.atomic():
            item, _made = KitItem.objects.update_or_create(
                pk=id, defaults=facts, create_defaults=facts | {"recorded_by": by}
            )
    except IntegrityError:
        raise StreetRefused(_("There is an item with this name already.")) from None
    record(verb="encounters.kit_kept", target=item)
    return item


@transaction.atomic
def move(
    *,
    id: UUID,
    item_id: UUID,
    kind: MovementKind,
    quantity: int,
    by: Any,
    encounter: Encounter | None = None,
    shift_id: UUID | None = None,
) -> KitMovement:
    """Book so many of an item in or out, and return the movement; sent twice it is booked once.

    Raises NotEnough where less is on hand, SentOtherwise where the identifier says another thing,
    StreetRefused for a quantity below one.
    """
    if quantity < 1:
        raise StreetRefused(_("Say how many: one at least."))
    change = -quantity if kind in OUT else quantity
    # The lock comes first: two who give the last one are served one after the other.
    item = KitItem.objects.select_for_update().order_by().get(pk=item_id)
    saved = KitMovement.objects.filter(pk=id).order_by().first()
    if saved is not None:
        if (saved.item_id, saved.kind, saved.change) != (item.pk, kind, change):
            raise SentOtherwise
        return saved
    if item.on_hand + change < 0:
        raise NotEnough(item.name, item.on_hand)
    KitItem.objects.filter(pk=item.pk).update(on_hand=F("on_hand") + change)
    movement = KitMovement.objects.create(
        id=id,
        item=item,
        kind=kind,
        change=change,
        encounter=encounter,
        shift_id=shift_id,
        recorded_by=by,
    )
    record(verb="encounters.kit_moved", target=item, kind=kind, change=change)
    return movement


@transaction.atomic
def give_items(*, encounter: Encounter, items: Mapping[UUID, int], by: Any) -> None:
    """Give items in a contact; the same contact gives the same item once. Raises NotEnough.

    Items are locked in one order, so that two contacts at once do not wait for each other.
    """
    for item_id in sorted(items):
        move(
            id=derived_uuid("kit given", encounter.pk, item_id),
            item_id=item_id,
            kind=MovementKind.GIVEN,
            quantity=items[item_id],
            by=by,
            encounter=encounter,
            shift_id=encounter.shift_id,
        )


@transaction.atomic
def take_items_back(*, encounter: Encounter, by: Any) -> None:
    """Put back what a contact gave that is being retracted."""
    given = KitMovement.objects.filter(encounter=encounter, kind=MovementKind.GIVEN)
    for one in given.order_by("item_id"):
        move(
            id=derived_uuid("kit returned", one.pk),
            item_id=one.item_id,
            kind=MovementKind.RETURNED,
            quantity=-one.change,
            by=by,
            shift_id=one.shift_id,
        )
    KitMovement.objects.filter(encounter=encounter).update(encounter=None)
