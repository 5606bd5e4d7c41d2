"""What an address may name: each kind is made in the open scope, as the given user's own."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.urls import reverse

from lgnet.audit.actions import record
from lgnet.housing.enums import StructureKind
from lgnet.kernel.nights import tonight
from tests.factories.desk import make_appointment_today
from tests.factories.families import make_minor
from tests.factories.housing import make_hold
from tests.house import (
    rows,
    rows_of_answers,
    rows_of_assessments,
    rows_of_closings,
    rows_of_forms,
    rows_of_homes,
    rows_of_parties,
    rows_of_plans,
    rows_of_referrals,
    rows_of_team,
)
from tests.house.access_matrix import Row

RUNNING = dt.timedelta(days=3)


def _stay(user: Any) -> Any:
    stay = rows.RECIPES["housing.Stay"](started_on=tonight() - RUNNING, given_by=user)
    rows.occupy(stay)
    return stay


def _hold(user: Any) -> Any:
    return make_hold(
        rows.RECIPES["housing.PlacementRequest"](asked_by=user),
        by=user,
        places=[rows.RECIPES["housing.Place"]()],
    )


def _audited(user: Any) -> Any:
    person = rows.RECIPES["people.Person"](created_by=user)
    record(verb="people.viewed", target=person)
    return person


KINDS: dict[str, Callable[[Any], Any]] = {
    "person": lambda user: rows.RECIPES["people.Person"](created_by=user),
    "name": lambda user: rows.RECIPES["people.PersonName"](),
    "language": lambda user: rows.RECIPES["people.PersonLanguage"](),
    "citizenship": lambda user: rows.RECIPES["people.PersonCitizenship"](),
    "contact_point": lambda user: rows.RECIPES["people.ContactPoint"](),
    "identifier": lambda user: rows.RECIPES["people.Identifier"](),
    "residence_title": lambda user: rows.RECIPES["people.ResidenceTitle"](),
    "pictured": lambda user: rows.RECIPES["people.Photo"]().person,
    "member": lambda user: rows.RECIPES["people.HouseholdMember"](),
    "household": lambda user: rows.RECIPES["people.HouseholdMember"]().household,
    "guardianship": lambda user: rows.RECIPES["people.Guardianship"](),
    "minor": lambda user: make_minor(),
    "duplicate_candidate": lambda user: rows.RECIPES["people.DuplicateCandidate"](),
    "extension": lambda user: rows.RECIPES["housing.Extension"](),
    "notice": lambda user: rows.RECIPES["notifications.Notice"](user_id=user.pk),
    "place": lambda user: rows.RECIPES["housing.Place"](),
    "occupancy": lambda user: _stay(user),
    "hold": lambda user: _hold(user),
    "request": lambda user: rows.RECIPES["housing.PlacementRequest"](asked_by=user),
    "stay": _stay,
    "house": lambda user: rows.RECIPES["housing.HousingStructure"](),
    "flat": lambda user: rows_of_homes.house_of(
        StructureKind.HOUSING_FIRST, rows.RECIPES["housing.HousingStructure"]
    ),
    "cohouse": lambda user: rows_of_homes.house_of(
        StructureKind.SOLIDARITY_COHOUSING, rows.RECIPES["housing.HousingStructure"]
    ),
    "home_stay": lambda user: rows_of_homes.stay_in(
        StructureKind.HOUSING_FIRST, rows.RECIPES["housing.Stay"]
    ),
    "shared_stay": lambda user: rows_of_homes.stay_in(
        StructureKind.SOLIDARITY_COHOUSING, rows.RECIPES["housing.Stay"]
    ),
    "support_visit": lambda user: rows.RECIPES["housing.SupportVisit"](),
    "agreement": lambda user: rows.RECIPES["housing.HouseAgreement"](),
    "mediation": lambda user: rows.RECIPES["housing.Mediation"](),
    "unit": lambda user: rows.RECIPES["housing.Unit"](),
    "closure": lambda user: rows.RECIPES["housing.Closure"](),
    "inspection": lambda user: rows.RECIPES["housing.Inspection"](),
    "defect": lambda user: rows.RECIPES["housing.Defect"](),
    "house_photo": lambda user: rows.RECIPES["housing.StructurePhoto"](),
    "visitor": lambda user: rows.RECIPES["housing.Visitor"](),
    "belonging": lambda user: rows.RECIPES["housing.Belonging"](),
    "incident": lambda user: rows.RECIPES["housing.Incident"](),
    "refuge_request": lambda user: rows.RECIPES["housing.RefugeRequest"](asked_by=user),
    "received_refuge": lambda user: rows.RECIPES["housing.ReceivedRefugeRequest"](),
    "expected_guest": lambda user: rows.RECIPES["housing.ReceivedRefugeRequest"](
        answer="accepted", answered_at=rows.NOW, answered_by=user
    ),
    "site": lambda user: rows.RECIPES["directory.Site"](),
    "unconfirmed_site": lambda user: rows.RECIPES["directory.Site"](),
    "offer": lambda user: rows.RECIPES["directory.Offer"](),
    "hours_season": lambda user: rows.RECIPES["directory.HoursSeason"](),
    "hours_exception": lambda user: rows.RECIPES["directory.HoursException"](),
    "form_elsewhere": lambda user: rows_of_forms.published_elsewhere(),
    "city_form": lambda user: rows.RECIPES["forms.CityForm"](by=user),
    "service_code": lambda user: rows.RECIPES["directory.ServiceCode"](),
    "desk": lambda user: rows.RECIPES["encounters.Desk"](),
    "desk_room": lambda user: rows.RECIPES["encounters.Room"](),
    "ticket": lambda user: rows.RECIPES["encounters.Visit"](),
    "working_hours": lambda user: rows.RECIPES["encounters.WorkingHours"](),
    "appointment": lambda user: rows.RECIPES["encounters.Appointment"](recorded_by=user),
    "appointment_today": lambda user: make_appointment_today(),
    "letter": lambda user: rows.RECIPES["encounters.Letter"](recorded_by=user),
    "letter_template": lambda user: rows.RECIPES["encounters.LetterTemplate"](),
    "paper_list": lambda user: rows.RECIPES["encounters.PaperList"](),
    "paper_item": lambda user: rows.RECIPES["encounters.PaperListItem"](),
    "papers": lambda user: rows.RECIPES["encounters.PersonPapers"](recorded_by=user),
    "encounter": lambda user: rows.RECIPES["encounters.Encounter"](recorded_by=user),
    "anonymous_encounter": lambda user: rows.RECIPES["encounters.Encounter"](person=None),
    "need": lambda user: rows.RECIPES["encounters.Need"](),
    "need_answer": lambda user: rows.RECIPES["encounters.NeedAnswer"](),
    "service_given": lambda user: rows.RECIPES["encounters.ServiceGiven"](),
    "own_service": lambda user: rows.RECIPES["encounters.ServiceGiven"](given_by=user),
    "outreach_alert": lambda user: rows.RECIPES["encounters.OutreachAlert"](),
    "shift": lambda user: rows.RECIPES["encounters.Shift"](),
    "shift_stop": lambda user: rows.RECIPES["encounters.ShiftStop"](),
    "sighting": lambda user: rows.RECIPES["encounters.Sighting"](),
    "wall_link": lambda user: rows.RECIPES["encounters.WallLink"](),
    "told_sighting": lambda user: rows.RECIPES["encounters.Sighting"](state="told"),
    "danger": lambda user: rows.RECIPES["encounters.DangerNote"](),
    "kit_item": lambda user: rows.RECIPES["encounters.KitItem"](),
    "promise": lambda user: rows.RECIPES["encounters.Promise"](recorded_by=user),
    "record_request": lambda user: rows.RECIPES["people.RecordRequest"](asked_by=user),
    "received_request": lambda user: rows.RECIPES["people.ReceivedRequest"](),
    "excerpt": lambda user: rows.RECIPES["people.SharedExcerpt"](),
    "consent": lambda user: rows.RECIPES["people.Consent"](given_by=user),
    "case": lambda user: rows.RECIPES["cases.Case"](responsible=user, opened_by=user),
    "case_document": lambda user: rows.RECIPES["cases.CaseDocument"](recorded_by=user),
    **rows_of_closings.KINDS,
    **rows_of_parties.KINDS,
    **rows_of_team.KINDS,
    **rows_of_referrals.KINDS,
    **rows_of_plans.KINDS,
    **rows_of_answers.KINDS,
    **rows_of_assessments.KINDS,
    "audited": _audited,
    "table": lambda user: rows.RECIPES["exchange.TableImport"](created_by=user),
    "membership": lambda user: rows.RECIPES["network.Membership"](),
}


def made(kind: str, user: Any) -> str:
    """Return the id of a new object of a kind, or the text that stands for itself."""
    return kind[1:] if kind.startswith("=") else str(KINDS[kind](user).pk)


def url_of(name: str, row: Row, values: dict[str, str]) -> str:
    """Return the address with ``values`` for the names in its path and query."""
    path = reverse(name, kwargs={key: values[key] for key in row.path})
    query = "&".join(f"{key}={values[key]}" for key in row.query)
    return f"{path}?{query}" if query else path


def values_for(row: Row, user: Any) -> dict[str, str]:
    """Make what the address names, in the open scope."""
    return {key: made(kind, user) for key, kind in {**row.path, **row.query}.items()}


def named_kinds(row: Row) -> dict[str, str]:
    """Return the names in the address that stand for objects of a cell."""
    return {k: v for k, v in {**row.path, **row.query}.items() if not v.startswith("=")}


def nobody(row: Row, values: dict[str, str]) -> dict[str, str]:
    """Return the values with ids that no object has."""
    return {k: str(uuid.uuid4()) if k in named_kinds(row) else v for k, v in values.items()}
