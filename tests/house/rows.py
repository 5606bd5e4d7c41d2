"""One row of every tenant table in each of three cells: two cities, and a compartment of one."""

import datetime as dt
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.cases.models import Case
from lgnet.directory.models import Service
from lgnet.encounters.enums import AnswerKind, NeedKind, NotNow, Setting
from lgnet.encounters.models import ContactPolicy, Encounter, Need, NeedAnswer, ServiceGiven
from lgnet.exchange.enums import ExternalKind
from lgnet.exchange.models import ExternalRecord, ImportRun
from lgnet.housing.enums import StructureKind
from lgnet.housing.models import (
    Extension,
    Hold,
    HousingStructure,
    Occupancy,
    Place,
    PlacementRequest,
    RequestMember,
    Stay,
    StayWarning,
    Unit,
)
from lgnet.kernel.ids import OPEN_COMPARTMENT, derived_uuid
from lgnet.kernel.nights import add_months
from lgnet.kernel.tenancy import required_scope, scope
from lgnet.monitoring.enums import Measure, Period
from lgnet.monitoring.models import CityFigure
from lgnet.network.enums import Role
from lgnet.network.models import City, Membership
from lgnet.notifications.models import Notice
from lgnet.people.enums import Explained, Purpose
from lgnet.people.models import Consent, Household, Person
from lgnet.ui.models import Draft, UndoOffer
from tests.factories.exchange import (
    make_column_memory,
    make_imported_person,
    make_staged_row,
    make_table,
)
from tests.factories.housing import make_places, make_structure
from tests.factories.network import make_compartment, make_organisation, make_user
from tests.factories.people import make_person
from tests.factories.refuges import make_received_refuge_request, make_refuge_row
from tests.house import (
    rows_of_answers,
    rows_of_assessments,
    rows_of_cases,
    rows_of_closings,
    rows_of_desk,
    rows_of_desk_papers,
    rows_of_directory,
    rows_of_eligibility,
    rows_of_forms,
    rows_of_homes,
    rows_of_letters,
    rows_of_nights,
    rows_of_outreach,
    rows_of_papers,
    rows_of_parties,
    rows_of_plans,
    rows_of_referrals,
    rows_of_restricted,
    rows_of_upkeep,
)
from tests.house import rows_of_people as people

_numbers = itertools.count(1)
_figures = itertools.cycle(itertools.product(Period.values, Measure.values))
NOW = dt.datetime(2026, 3, 1, 21, tzinfo=dt.UTC)
NIGHT = dt.date(2026, 3, 1)


@dataclass
class Cell:
    """A cell with what was made in it: model label to the instances."""

    name: str
    city_id: UUID
    compartment_id: UUID
    user_id: UUID
    rows: dict[str, list[Any]] = field(default_factory=dict)

    def scope(self):
        return scope(city_id=self.city_id, compartment_id=self.compartment_id, user_id=self.user_id)


def _structure(**fields: Any) -> HousingStructure:
    inside = required_scope().compartment_id != OPEN_COMPARTMENT
    kind = StructureKind.PROTECTED_REFUGE if inside else StructureKind.EMERGENCY
    return make_structure(kind=kind, **fields)


def _place(**fields: Any) -> Place:
    return make_places(1, structure=_structure(), **fields)[0]


def _unit(**fields: Any) -> Unit:
    number = next(_numbers)
    return Unit.objects.create(structure=_structure(), name=f"{number}", kind="room", **fields)


def _encounter(**fields: Any) -> Encounter:
    return Encounter.objects.create(
        **{"person": make_person(), "setting": Setting.STREET, "happened_at": NOW, **fields}
    )


def _consent(**fields: Any) -> Consent:
    return Consent.objects.create(
        person=make_person(),
        purpose=Purpose.MEDIA,
        is_given=True,
        text_version="2026-1",
        language="ita",
        explained=Explained.SPOKEN,
        **fields,
    )


def _request(**fields: Any) -> PlacementRequest:
    return PlacementRequest.objects.create(
        **{
            "person": make_person(),
            "household": Household.objects.create(),
            "from_on": NIGHT,
            **fields,
        }
    )


def _stay(**fields: Any) -> Stay:
    request = _request(state="placed", answered_at=NOW)
    first = fields.get("started_on", NIGHT)
    return Stay.objects.create(
        **{
            "person": request.person,
            "structure": _structure(),
            "request": request,
            "started_on": first,
            "due_on": add_months(first, 6),
            "given_at": NOW,
            **fields,
        }
    )


def occupy(stay: Stay) -> Occupancy:
    """Give an open stay a place of its structure, from its first night to its term."""
    place = make_places(1, structure=stay.structure)[0]
    nights = (stay.started_on, stay.due_on)
    return Occupancy.objects.create(place=place, person=stay.person, stay=stay, nights=nights)


def _occupancy(**fields: Any) -> Occupancy:
    stay = _stay()
    nights = (NIGHT, NIGHT + dt.timedelta(days=3))
    place = make_places(1, structure=stay.structure)[0]
    return Occupancy.objects.create(
        place=place, person=stay.person, stay=stay, nights=nights, **fields
    )


def _hold(**fields: Any) -> Hold:
    return Hold.objects.create(
        request=_request(), made_at=NOW, expires_at=NOW + dt.timedelta(hours=4), **fields
    )


def _extension(**fields: Any) -> Extension:
    return Extension.objects.create(
        stay=_stay(),
        until_on=NIGHT + dt.timedelta(days=200),
        reason="papers",
        exit_plan="A room with a cousin.",
        asked_at=NOW,
        asked_by_id=required_scope().user_id or make_user().pk,
        **fields,
    )


def _stay_warning(**fields: Any) -> StayWarning:
    stay = _stay()
    return StayWarning.objects.create(
        stay=stay, day=150, due_on=stay.due_on, given_at=NOW, **fields
    )


def _membership(**fields: Any) -> Membership:
    here = required_scope()
    is_refuge = here.compartment_id != OPEN_COMPARTMENT
    return Membership.objects.create(
        user=make_user(),
        organisation=make_organisation(City.objects.get(pk=here.city_id)),
        city_id=here.city_id,
        compartment_id=here.compartment_id,
        role=Role.REFUGE_COORDINATOR if is_refuge else Role.CASE_MANAGER,
        **fields,
    )


def _import_run(**fields: Any) -> ImportRun:
    return ImportRun.objects.create(
        system="other",
        archive_digest="0" * 64,
        exported_on=NIGHT,
        rows_read=1,
        rows_left_out=0,
        **fields,
    )


def _external_record(**fields: Any) -> ExternalRecord:
    number = next(_numbers)
    return ExternalRecord.objects.create(
        system="other",
        kind=ExternalKind.values[0],
        external_id=f"{number}",
        object_id=derived_uuid("any", number),
        digest="0" * 64,
        **fields,
    )


def _figure(**fields: Any) -> CityFigure:
    period, measure = next(_figures)
    return CityFigure.objects.create(
        period=period, measure=measure, value=1, computed_at=timezone.now(), **fields
    )


def _draft(**fields: Any) -> Draft:
    return Draft.objects.create(
        user_id=required_scope().user_id, form_key=f"{next(_numbers)}", saved_at=NOW, **fields
    )


def _notice(**fields: Any) -> Notice:
    own = {"user_id": required_scope().user_id, "kind": "test", "made_at": NOW}
    return Notice.objects.create(**own | fields)


def _undo_offer(**fields: Any) -> UndoOffer:
    return UndoOffer.objects.create(
        user_id=required_scope().user_id, action="test", expires_at=NOW, **fields
    )


# How to make one row of each tenant model in the open scope; ``id`` may be given.
RECIPES: dict[str, Callable[..., Any]] = {
    **people.RECIPES,
    **rows_of_directory.RECIPES,
    **rows_of_forms.RECIPES,
    **rows_of_desk.RECIPES,
    **rows_of_letters.RECIPES,
    **rows_of_desk_papers.RECIPES,
    **rows_of_outreach.RECIPES,
    **rows_of_cases.RECIPES,
    **rows_of_closings.RECIPES,
    **rows_of_eligibility.RECIPES,
    **rows_of_parties.RECIPES,
    **rows_of_papers.RECIPES,
    **rows_of_plans.RECIPES,
    **rows_of_answers.RECIPES,
    **rows_of_assessments.RECIPES,
    **rows_of_referrals.RECIPES,
    "encounters.Encounter": _encounter,
    "encounters.Need": lambda **fields: Need.objects.create(
        encounter=_encounter(), kind=NeedKind.SLEEP, **fields
    ),
    "encounters.NeedAnswer": lambda **fields: NeedAnswer.objects.create(
        need=Need.objects.create(encounter=_encounter(), kind=NeedKind.FOOD),
        kind=AnswerKind.NOT_NOW,
        reason=NotNow.CLOSED,
        **fields,
    ),
    "encounters.ContactPolicy": lambda **fields: ContactPolicy.objects.create(**fields),
    "encounters.ServiceGiven": lambda **fields: ServiceGiven.objects.create(
        encounter=_encounter(), service=Service.objects.order_by("code").first(), **fields
    ),
    "housing.HousingStructure": _structure,
    "housing.Unit": _unit,
    "housing.Place": _place,
    "housing.PlacementRequest": _request,
    "housing.Stay": _stay,
    "housing.Occupancy": _occupancy,
    "housing.RefugeRequest": make_refuge_row,
    "housing.ReceivedRefugeRequest": make_received_refuge_request,
    "housing.RequestMember": lambda **fields: RequestMember.objects.create(
        request=_request(), person=make_person(), **fields
    ),
    "housing.Hold": _hold,
    "housing.Extension": _extension,
    "housing.StayWarning": _stay_warning,
    **rows_of_nights.recipes(_stay, NIGHT),
    **rows_of_upkeep.recipes(_structure, NIGHT),
    **rows_of_homes.recipes(_stay, _structure, NIGHT),
    "cases.Case": lambda **fields: Case.objects.create(person=make_person(), **fields),
    "monitoring.CityFigure": _figure,
    "network.Membership": _membership,
    "exchange.ImportRun": _import_run,
    "exchange.ExternalRecord": _external_record,
    "exchange.TableImport": lambda **fields: make_table(**fields),
    "exchange.StagedRow": lambda **fields: make_staged_row(**fields),
    "exchange.ImportedPerson": lambda **fields: make_imported_person(**fields),
    "exchange.ColumnMemory": lambda **fields: make_column_memory(**fields),
    "notifications.Notice": _notice,
    "ui.Draft": _draft,
    "ui.UndoOffer": _undo_offer,
}


# What cannot be deleted, and why: it has no history to make.
KEPT = {
    "cases.CaseFact": "what changed a case stays",
    "cases.PlanAgreement": "what was signed stays",
    "cases.PlanReview": "what was said stays",
    **rows_of_closings.KEPT,
    **rows_of_eligibility.KEPT,
    **rows_of_parties.KEPT,
    **rows_of_restricted.KEPT,
    "referrals.Referral": "its facts stay",
    "referrals.ReferralFact": "facts are added, and never changed",
}


def fill(cell: Cell) -> None:
    """Make a living and a deleted row of everything in the cell; the deleted one gives history."""
    with cell.scope():
        for label, make in RECIPES.items():
            kept, gone = make(), make()
            if label == "people.Person":
                people.delete_person(gone)
            elif label not in KEPT:
                gone.delete()
            cell.rows[label] = [kept]
        record(verb="test.filled", kind="test", cell=cell.name)


def make_cells() -> dict[str, Cell]:
    """Make and fill three cells: ``here`` (a city), ``there`` (another), ``refuge`` (in here)."""
    here, there = City.objects.get(name="Torino"), City.objects.get(name="Palermo")
    refuge = make_compartment(here)
    user_id = make_user().pk
    cells = {
        "here": Cell("here", here.pk, OPEN_COMPARTMENT, user_id),
        "there": Cell("there", there.pk, OPEN_COMPARTMENT, user_id),
        "refuge": Cell("refuge", here.pk, refuge.pk, user_id),
    }
    for cell in cells.values():
        fill(cell)
    return cells


def models_without_recipe() -> list[str]:
    """Return tenant models that no recipe makes: history and audit make themselves."""
    return sorted(
        model._meta.label
        for model in apps.get_models()
        if {"city_id", "compartment_id"} <= {f.column for f in model._meta.local_fields}
        and not hasattr(model, "pgh_tracked_model")
        and model._meta.label not in {*RECIPES, "audit.AuditEvent"}
    )


def recipes_without_model() -> list[str]:
    known = {model._meta.label for model in apps.get_models()}
    return sorted(set(RECIPES) - known)


__all__ = ["RECIPES", "Cell", "Person", "make_cells"]
