"""Solidarity co-housing: hosts, house agreements, trials of living together, mediation."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.housing.enums import StructureKind
from lgnet.housing.enums_house import HostKind, TrialResult
from lgnet.housing.models import Host, HouseAgreement, HousingStructure, Mediation, Stay

from .home_refusals import HomeRefused, OtherKindOfHouse, check_later, check_not_to_come
from .refusals import StayEnded


@transaction.atomic
def keep_host(
    *,
    structure: HousingStructure,
    kind: str,
    name: str,
    contact: str,
    languages: str,
    offers: str,
    by: Any,
) -> Host:
    """Write down or change who opens their home; what is as it was changes nothing.

    Raises OtherKindOfHouse where the house is no co-housing.
    """
    check_cohousing(structure)
    values = {
        "kind": HostKind(kind),
        "name": name,
        "contact": contact,
        "languages": languages,
        "offers": offers,
    }
    HousingStructure.objects.select_for_update(of=("self",)).get(pk=structure.pk)
    host = Host.objects.filter(structure=structure).order_by("pk").first()
    if host is None:
        host = Host.objects.create(structure=structure, recorded_by=by, **values)
    elif all(getattr(host, field) == value for field, value in values.items()):
        return host
    else:
        for field, value in values.items():
            setattr(host, field, value)
        host.save(update_fields=list(values))
    record(verb="housing.host_kept", target=host, structure=structure.pk)
    return host


@transaction.atomic
def agree_on_house(
    *,
    id: UUID,
    stay: Stay,
    text: str,
    agreed_on: dt.date,
    review_on: dt.date | None,
    by: Any,
) -> HouseAgreement:
    """Write down what those who live together agreed on; an agreement is never written over.

    Sent twice with one ``id`` it is written once. Raises OtherKindOfHouse, StayEnded, or
    HomeRefused for days that cannot be.
    """
    check_cohousing(stay.structure)
    check_not_to_come(agreed_on, today=timezone.localdate(), field="agreed_on")
    check_later(review_on, than=agreed_on, field="review_on", words=_("It was agreed on %(day)s."))
    agreement, is_new = HouseAgreement.objects.get_or_create(
        pk=id,
        defaults={
            "stay": _running(stay),
            "text": text,
            "agreed_on": agreed_on,
            "review_on": review_on,
            "recorded_by": by,
        },
    )
    if is_new:
        record(verb="housing.house_agreed", target=agreement, stay=stay.pk)
    return agreement


@transaction.atomic
def set_trial(*, stay: Stay, until: dt.date, by: Any) -> Stay:
    """Begin a trial of living together, or set another day for it; its result is open again.

    Raises OtherKindOfHouse, StayEnded, or HomeRefused for a day before the first night.
    """
    check_cohousing(stay.structure)
    current = _running(stay)
    check_later(
        until, than=current.started_on, field="until", words=_("Their first night is %(day)s.")
    )
    if current.trial_ends_on != until:
        current.trial_ends_on, current.trial_result = until, None
        current.save(update_fields=["trial_ends_on", "trial_result"])
        record(verb="housing.trial_set", target=current, until=until, by=by.pk)
    return current


@transaction.atomic
def answer_trial(*, stay: Stay, result: str, by: Any) -> Stay:
    """Write down how a trial ended, before its day too. The stay itself goes on until it is ended.

    Raises OtherKindOfHouse, StayEnded, or HomeRefused where there is no trial.
    """
    check_cohousing(stay.structure)
    current, answer = _running(stay), TrialResult(result)
    if current.trial_ends_on is None:
        raise HomeRefused(_("There is no trial: say first until when."))
    if current.trial_result != answer:
        current.trial_result = answer
        current.save(update_fields=["trial_result"])
        record(verb="housing.trial_answered", target=current, result=answer.value, by=by.pk)
    return current


@transaction.atomic
def record_mediation(
    *,
    id: UUID,
    structure: HousingStructure,
    met_at: dt.datetime,
    about: str,
    agreed: str,
    next_on: dt.date | None,
    by: Any,
) -> Mediation:
    """Write a meeting into the mediation log; sent twice with one ``id``, it is written once.

    Raises OtherKindOfHouse, or HomeRefused for a meeting to come or a next one before it.
    """
    check_cohousing(structure)
    if met_at > timezone.now():
        raise HomeRefused(_("This moment has not come yet."), field="met_at")
    met_on = timezone.localdate(met_at)
    check_later(next_on, than=met_on, field="next_on", words=_("This meeting was on %(day)s."))
    mediation, is_new = Mediation.objects.get_or_create(
        pk=id,
        defaults={
            "structure": structure,
            "met_at": met_at,
            "about": about,
            "agreed": agreed,
            "next_on": next_on,
            "recorded_by": by,
        },
    )
    if is_new:
        record(verb="housing.mediated", target=mediation, structure=structure.pk)
    return mediation


def check_cohousing(structure: HousingStructure) -> None:
    """Raise OtherKindOfHouse where nobody lives together with hosts or in a shared flat."""
    if structure.kind != StructureKind.SOLIDARITY_COHOUSING:
        raise OtherKindOfHouse(structure, str(StructureKind.SOLIDARITY_COHOUSING.label))


def _running(stay: Stay) -> Stay:
    """Return the stay as it is now, locked; raises StayEnded."""
    current = Stay.objects.select_for_update(of=("self",)).get(pk=stay.pk)
    if current.ended_on is not None:
        raise StayEnded(current)
    return current
