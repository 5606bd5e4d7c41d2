"""Keeping houses in order: inspections, defects, photos, and the texts of the house rules."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.housing import rules_upkeep
from lgnet.housing.enums_house import InspectionKind, InspectionResult, Severity
from lgnet.housing.models import (
    Defect,
    HouseRules,
    HousingStructure,
    Inspection,
    StructurePhoto,
    Unit,
)
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.pictures import Picture

from .upkeep_refusals import RulesNeedAnotherLanguage, TooManyPhotos, WrongDays


@dataclass(frozen=True, slots=True)
class Found:
    """A defect that an inspection found."""

    what: str
    severity: str
    due_on: dt.date
    unit: Unit | None = None


@transaction.atomic
def plan_inspection(
    *, id: UUID, house: HousingStructure, kind: str, due_on: dt.date, by: Any
) -> Inspection:
    """Write down that an inspection is due; the same ``id`` again returns it."""
    inspection, is_new = Inspection.objects.get_or_create(
        pk=id,
        defaults={
            "structure": house,
            "kind": InspectionKind(kind),
            "due_on": due_on,
            "recorded_by": by,
        },
    )
    if is_new:
        record(verb="housing.inspection_planned", target=inspection, structure=house.pk)
    return inspection


@transaction.atomic
def finish_inspection(
    *,
    inspection: Inspection,
    done_on: dt.date,
    result: str,
    note: str = "",
    found: Sequence[Found] = (),
    next_due_on: dt.date | None = None,
    by: Any,
) -> Inspection:
    """Write down the result of an inspection with the defects it found; a second time nothing.

    ``next_due_on`` plans the next one of its kind. Raises WrongDays for a day to come.
    """
    current = Inspection.objects.select_for_update(of=("self",)).get(pk=inspection.pk)
    if current.done_on is not None:
        return current
    if done_on > timezone.localdate():
        raise WrongDays
    current.done_on, current.done_by = done_on, by
    current.result, current.note = InspectionResult(result), note or None
    current.save(update_fields=["done_on", "done_by", "result", "note"])
    record(verb="housing.inspection_done", target=current, result=result, defects=len(found))
    for number, one in enumerate(found):
        report_defect(
            id=derived_uuid("defect", current.pk, number),
            house=inspection.structure,
            unit=one.unit,
            what=one.what,
            severity=one.severity,
            due_on=one.due_on,
            inspection=current,
            by=by,
        )
    if next_due_on is not None:
        plan_inspection(
            id=derived_uuid("next inspection", current.pk),
            house=inspection.structure,
            kind=current.kind,
            due_on=next_due_on,
            by=by,
        )
    return current


@transaction.atomic
def report_defect(
    *,
    id: UUID,
    house: HousingStructure,
    unit: Unit | None,
    what: str,
    severity: str,
    due_on: dt.date,
    inspection: Inspection | None = None,
    by: Any,
) -> Defect:
    """Write down something broken; the same ``id`` again returns it.

    Raises ValueError for a unit of another house.
    """
    if unit is not None and unit.structure_id != house.pk:
        raise ValueError("A defect's unit belongs to its house.")
    defect, is_new = Defect.objects.get_or_create(
        pk=id,
        defaults={
            "structure": house,
            "unit": unit,
            "inspection": inspection,
            "what": what,
            "severity": Severity(severity),
            "due_on": due_on,
            "recorded_by": by,
        },
    )
    if is_new:
        record(verb="housing.defect_reported", target=defect, structure=house.pk)
    return defect


@transaction.atomic
def mend_defect(*, defect: Defect, by: Any) -> Defect:
    """Write down that a defect is mended; a second time changes nothing."""
    return _set_mended(defect, timezone.now(), by, verb="housing.defect_mended")


@transaction.atomic
def reopen_defect(*, defect: Defect, by: Any) -> Defect:
    """Take back that a defect is mended."""
    return _set_mended(defect, None, None, verb="housing.defect_reopened")


def _set_mended(defect: Defect, at: dt.datetime | None, by: Any, verb: str) -> Defect:
    current = Defect.objects.select_for_update(of=("self",)).get(pk=defect.pk)
    if (current.mended_at is None) != (at is None):
        current.mended_at, current.mended_by = at, by
        current.save(update_fields=["mended_at", "mended_by"])
        record(verb=verb, target=current, structure=current.structure_id)
    return current


@transaction.atomic
def add_photo(
    *, id: UUID, house: HousingStructure, picture: Picture, caption: str, by: Any
) -> StructurePhoto:
    """Keep a photo of a house; the same ``id`` again returns it. Raises TooManyPhotos."""
    HousingStructure.objects.select_for_update(of=("self",)).get(pk=house.pk)
    photos = StructurePhoto.objects.filter(structure=house)
    known = photos.filter(pk=id).order_by().first()
    if known is not None:
        return known
    if photos.count() >= rules_upkeep.MOST_PHOTOS:
        raise TooManyPhotos(rules_upkeep.MOST_PHOTOS)
    photo = StructurePhoto.objects.create(
        id=id,
        structure=house,
        caption=caption,
        image=picture.image,
        thumbnail=picture.thumbnail,
        recorded_by=by,
    )
    record(verb="housing.house_photo_added", target=photo, structure=house.pk)
    return photo


@transaction.atomic
def remove_photo(*, photo: StructurePhoto, by: Any) -> None:
    """Destroy a photo of a house; nothing keeps it."""
    record(verb="housing.house_photo_removed", target=photo, structure=photo.structure_id)
    photo.delete()


@transaction.atomic
def write_rules(
    *, house: HousingStructure, language: str, text: str, is_translation: bool, by: Any
) -> HouseRules:
    """Write the house rules in a language (ISO 639-3), as a new row: texts never change.

    Versions count for the house, not for a language: ``is_translation`` says that the text means
    what the newest version says, so it carries that number; otherwise the rules themselves have
    changed, the number is the next one, and texts in other languages are out of date. The same
    text again changes nothing. Raises RulesNeedAnotherLanguage where this language has the newest.
    """
    HousingStructure.objects.select_for_update(of=("self",)).get(pk=house.pk)
    rows = HouseRules.objects.filter(structure=house)
    newest = rows.aggregate(most=Max("version"))["most"] or 0
    mine = rows.filter(language=language).order_by("-version").first()
    if mine is not None and mine.version == newest:
        if mine.text == text:
            return mine
        if is_translation:
            raise RulesNeedAnotherLanguage
    made = HouseRules.objects.create(
        structure=house,
        language=language,
        version=newest if is_translation and newest else newest + 1,
        text=text,
        recorded_by=by,
    )
    record(
        verb="housing.rules_written",
        target=made,
        structure=house.pk,
        language=language,
        version=made.version,
    )
    return made
