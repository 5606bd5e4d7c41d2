"""Housing first: contracts written down, visits, and a team's own look at the principles."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.housing.enums import StructureKind
from lgnet.housing.enums_house import Kept, Principle, VisitKind
from lgnet.housing.models import (
    HousingStructure,
    PrincipleCheck,
    Stay,
    SupportVisit,
    Tenancy,
)

from .home_refusals import HomeRefused, OtherKindOfHouse, check_later, check_not_to_come


@transaction.atomic
def keep_tenancy(
    *,
    stay: Stay,
    starts_on: dt.date,
    ends_on: dt.date | None,
    rent: Decimal,
    person_share: Decimal,
    landlord: str,
    by: Any,
) -> Tenancy:
    """Write down or change the contract behind a stay; what is as it was changes nothing.

    ``rent`` and ``person_share``: euros a month. Raises OtherKindOfHouse where the house is no
    housing first flat, HomeRefused for days or sums that cannot be.
    """
    _check_housing_first(stay.structure)
    check_later(
        ends_on, than=starts_on, field="ends_on", words=_("The contract starts on %(day)s.")
    )
    if person_share > rent:
        raise HomeRefused(_("The person cannot pay more than the rent."), field="person_share")
    values = {
        "starts_on": starts_on,
        "ends_on": ends_on,
        "rent": rent,
        "person_share": person_share,
        "landlord": landlord,
    }
    # Two who save the first contract at once wait for each other here.
    Stay.objects.select_for_update(of=("self",)).get(pk=stay.pk)
    tenancy = Tenancy.objects.filter(stay=stay).order_by("pk").first()
    if tenancy is None:
        tenancy = Tenancy.objects.create(stay=stay, recorded_by=by, **values)
    elif all(getattr(tenancy, name) == value for name, value in values.items()):
        return tenancy
    else:
        for name, value in values.items():
            setattr(tenancy, name, value)
        tenancy.save(update_fields=list(values))
    record(verb="housing.tenancy_kept", target=tenancy, stay=stay.pk)
    return tenancy


@transaction.atomic
def record_visit(
    *,
    id: UUID,
    stay: Stay,
    visited_at: dt.datetime,
    kind: str,
    minutes: int | None,
    note: str,
    by: Any,
) -> SupportVisit:
    """Write down a support visit; sent twice with one ``id``, it is written once.

    Also after the stay has ended: support lasts as long as it is needed. Raises OtherKindOfHouse,
    or HomeRefused for a visit to come.
    """
    _check_housing_first(stay.structure)
    if visited_at > timezone.now():
        raise HomeRefused(_("This moment has not come yet."), field="visited_at")
    visit, is_new = SupportVisit.objects.get_or_create(
        pk=id,
        defaults={
            "stay": stay,
            "visited_at": visited_at,
            "kind": VisitKind(kind),
            "minutes": minutes,
            "note": note,
            "recorded_by": by,
        },
    )
    if is_new:
        record(verb="housing.support_visited", target=visit, stay=stay.pk)
    return visit


@transaction.atomic
def check_principles(
    *,
    structure: HousingStructure,
    checked_on: dt.date,
    answers: Mapping[str, tuple[str, str]],
    by: Any,
    corrected: dt.date | None = None,
) -> list[PrincipleCheck]:
    """Write down a team's look at the principles on a day: each with how it is kept, and a note.

    ``corrected`` is the day whose look is written anew; a look of another day is never written
    over. What is not in ``answers`` was not looked at. Raises OtherKindOfHouse or HomeRefused.
    """
    _check_housing_first(structure)
    check_not_to_come(checked_on, today=timezone.localdate(), field="checked_on")
    wanted = {Principle(code): (Kept(kept), note or None) for code, (kept, note) in answers.items()}
    if not wanted:
        raise HomeRefused(_("Answer at least one."))
    HousingStructure.objects.select_for_update(of=("self",)).get(pk=structure.pk)
    before = PrincipleCheck.objects.filter(structure=structure, checked_on=checked_on)
    there = {one.principle: one for one in before.order_by("pk")}
    if there and corrected != checked_on:
        raise HomeRefused(
            _("There is a look of this day already. Open it below to change it."),
            field="checked_on",
        )
    kept = [
        _keep_check(there.get(principle), structure, checked_on, principle, *answer, by)
        for principle, answer in wanted.items()
    ]
    for principle, one in there.items():
        if principle not in wanted:
            one.delete()
    record(verb="housing.principles_checked", target=structure, on=checked_on)
    return kept


def _keep_check(
    there: PrincipleCheck | None,
    structure: HousingStructure,
    checked_on: dt.date,
    principle: Principle,
    kept: Kept,
    note: str | None,
    by: Any,
) -> PrincipleCheck:
    if there is None:
        return PrincipleCheck.objects.create(
            structure=structure,
            checked_on=checked_on,
            principle=principle,
            kept=kept,
            note=note,
            recorded_by=by,
        )
    if (there.kept, there.note) != (kept, note):
        there.kept, there.note = kept, note
        there.save(update_fields=["kept", "note"])
    return there


def _check_housing_first(structure: HousingStructure) -> None:
    """Raise OtherKindOfHouse where a house is no housing first flat.

    A capped house has no contract behind a stay: its term would say one thing, the contract
    another.
    """
    if structure.kind != StructureKind.HOUSING_FIRST:
        raise OtherKindOfHouse(structure, str(StructureKind.HOUSING_FIRST.label))
