"""The life in a house: rules signed, visitors, incidents, belongings.

Every deed carries the id of its new row, made with the form: sent twice, it is done once.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.housing.enums_house import Called, IncidentKind
from lgnet.housing.models import (
    Belonging,
    HouseRules,
    HousingStructure,
    Incident,
    RulesSignature,
    Stay,
    Visitor,
)

from .night_refusals import OtherHouse

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def sign_rules(
    *, stay: Stay, rules: HouseRules, signed_on: dt.date, explained_in: str | None, by: Any
) -> RulesSignature:
    """Write down that a guest signed a version of the house rules; once for each version.

    ``explained_in``: the language (ISO 639-3) somebody spoke while explaining. Raises OtherHouse
    for the rules of another house.
    """
    if rules.structure_id != stay.structure_id:
        raise OtherHouse
    signature, is_new = RulesSignature.objects.get_or_create(
        stay=stay,
        rules=rules,
        defaults={
            "signed_on": signed_on,
            "explained_in": explained_in or None,
            "recorded_by": by,
        },
    )
    if is_new:
        record(verb="housing.rules_signed", target=stay, rules=rules.pk, version=rules.version)
    return signature


@transaction.atomic
def let_visitor_in(*, id: UUID, stay: Stay, name: str, by: Any) -> Visitor:
    """Write down that somebody came to see a guest."""
    visitor, is_new = _once(
        Visitor,
        id,
        structure_id=stay.structure_id,
        stay=stay,
        name=name,
        came_at=timezone.now(),
        recorded_by=by,
    )
    if is_new:
        record(verb="housing.visitor_came", target=visitor, stay=stay.pk)
    return visitor


@transaction.atomic
def visitor_left(*, visitor: Visitor, by: Any) -> Visitor:
    """Write down that a visitor left; a second time changes nothing."""
    current = Visitor.objects.select_for_update().get(pk=visitor.pk)
    if current.left_at is None:
        current.left_at = max(timezone.now(), current.came_at)
        current.save(update_fields=["left_at"])
        record(verb="housing.visitor_left", target=current, by=by.pk)
    return current


@transaction.atomic
def record_incident(
    *,
    id: UUID,
    structure: HousingStructure,
    stay: Stay | None,
    kind: str,
    happened_at: dt.datetime,
    story: str,
    called: Sequence[str],
    by: Any,
) -> Incident:
    """Write down what happened in a house, of a guest or of nobody.

    Raises OtherHouse where the guest never had a place in this house.
    """
    if stay is not None and stay.structure_id != structure.pk:
        raise OtherHouse
    incident, is_new = _once(
        Incident,
        id,
        structure=structure,
        stay=stay,
        kind=IncidentKind(kind),
        happened_at=happened_at,
        story=story or None,
        called=[Called(code) for code in called],
        recorded_by=by,
    )
    if is_new:
        record(verb="housing.incident_recorded", target=incident, structure=structure.pk)
    return incident


@transaction.atomic
def keep_belonging(*, id: UUID, stay: Stay, what: str, by: Any) -> Belonging:
    """Take something of a guest's into the house's keeping."""
    belonging, is_new = _once(Belonging, id, stay=stay, what=what, recorded_by=by)
    if is_new:
        record(verb="housing.belonging_kept", target=belonging, stay=stay.pk)
    return belonging


@transaction.atomic
def return_belongings(*, belongings: Iterable[Belonging], by: Any) -> int:
    """Write down that things were given back; return how many were still kept."""
    wanted = [one.pk for one in belongings]
    kept = Belonging.objects.select_for_update().filter(pk__in=wanted, returned_at__isnull=True)
    given = list(kept.order_by("id"))
    for one in given:
        one.returned_at, one.returned_by = timezone.now(), by
        one.save(update_fields=["returned_at", "returned_by"])
        record(verb="housing.belonging_returned", target=one, stay=one.stay_id)
    return len(given)


def _once(model: type[Row], id: UUID, **values: Any) -> tuple[Row, bool]:
    """Return the row of this id, and whether it is new."""
    return model._default_manager.get_or_create(pk=id, defaults=values)
