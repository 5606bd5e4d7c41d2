"""Every screen with the role that works with it, and a city in which none of them is empty."""

import datetime as dt
import io

from PIL import Image

from lgnet.directory.models import Service
from lgnet.encounters.models import ServiceGiven
from lgnet.housing.actions.requests import refuse_request
from lgnet.housing.actions.stays import end_stay
from lgnet.housing.enums import EndReason, PlaceNeed, RefusalReason, StructureKind, Urgency
from lgnet.kernel.answers import Answer
from lgnet.kernel.nights import tonight
from lgnet.kernel.pictures import remake
from lgnet.kernel.tenancy import scope
from lgnet.monitoring.actions import refresh_all_figures, refresh_nights
from lgnet.network.enums import Role
from lgnet.network.models import City
from lgnet.people.actions.keys import renew_search_keys
from lgnet.people.actions.person_cards import issue_card
from lgnet.people.actions.photos import put_photo
from lgnet.people.enums import (
    Ability,
    BirthPrecision,
    ContactKind,
    IdentifierScheme,
    NameKind,
    Safety,
    Sex,
)
from lgnet.people.excerpts import written
from lgnet.people.models import (
    ContactPoint,
    Identifier,
    PersonLanguage,
    PersonName,
    ResidenceTitle,
)
from lgnet.ui.sealed import seal
from tests.e2e import (
    screens_of_cases,
    screens_of_forms,
    screens_of_letters,
    screens_of_outreach,
    screens_of_referrals,
)
from tests.e2e.families import make_family, make_twins
from tests.e2e.screen import Screen
from tests.e2e.screens_of_cases import LONG_NAME
from tests.e2e.screens_of_desk import SCREENS as SCREENS_OF_DESK
from tests.e2e.screens_of_desk import fill_desk
from tests.e2e.screens_of_directory import NOT_SCREENS as NOT_SCREENS_OF_DIRECTORY
from tests.e2e.screens_of_directory import SCREENS as SCREENS_OF_DIRECTORY
from tests.e2e.screens_of_directory import fill_directory
from tests.e2e.screens_of_homes import SCREENS as SCREENS_OF_HOMES
from tests.e2e.screens_of_homes import fill_homes
from tests.e2e.screens_of_houses import NOT_SCREENS as NOT_SCREENS_OF_HOUSES
from tests.e2e.screens_of_houses import SCREENS as SCREENS_OF_HOUSES
from tests.e2e.screens_of_houses import fill_houses
from tests.e2e.screens_of_nights import SCREENS as SCREENS_OF_NIGHTS
from tests.e2e.screens_of_nights import fill_night
from tests.e2e.screens_of_refuges import SCREENS as SCREENS_OF_REFUGES
from tests.e2e.screens_of_refuges import fill_refuge
from tests.e2e.screens_of_terms import SCREENS as SCREENS_OF_TERMS
from tests.e2e.screens_of_terms import fill_terms
from tests.factories.encounters import make_encounter
from tests.factories.exchange import make_lists
from tests.factories.housing import make_hold, make_places, make_request, make_stay, make_structure
from tests.factories.network import make_neighbourhood, make_organisation
from tests.factories.people import make_person
from tests.factories.sharing import answer
from tests.house.access_matrix import MATRIX, NOBODY
from tests.house.rows_across_cities import RECIPES

STREET, DESK, CASES = Role.OUTREACH_WORKER, Role.DESK_OPERATOR, Role.CASE_MANAGER
HOUSING, CITY, DPO = Role.HOUSING_COORDINATOR, Role.CITY_MANAGER, Role.DATA_PROTECTION_OFFICER
NATIONAL = Role.NATIONAL_ANALYST

SCREENS = [
    Screen("account_login", None, on_phone=True),
    Screen("ui:gallery", None),
    Screen("ui:legal", None, ("privacy",)),
    Screen("ui:home", STREET, on_phone=True),
    Screen("people:search", STREET, on_phone=True),
    Screen("people:search", STREET, query="?s={sealed_found}", on_phone=True),
    Screen("people:search", STREET, query="?s={sealed_nobody}"),
    Screen("people:detail", STREET, ("person",), on_phone=True),
    Screen("people:card", STREET, ("person",), on_phone=True),
    Screen("people:card", STREET, ("met",), on_phone=True),
    Screen("people:new", STREET, on_phone=True),
    Screen("people:new", STREET, on_phone=True, sends_empty_form=True, status=422),
    Screen("people:edit", STREET, ("person",), on_phone=True),
    # A person's details
    Screen("people:name_new", STREET, ("person",), on_phone=True),
    Screen("people:name_edit", STREET, ("name",), on_phone=True),
    Screen("people:citizenship_new", STREET, ("person",), on_phone=True),
    Screen("people:language_new", STREET, ("person",), on_phone=True),
    Screen("people:language_edit", STREET, ("language",), on_phone=True),
    Screen("people:contact_new", STREET, ("person",), on_phone=True),
    Screen("people:contact_new", STREET, ("person",), sends_empty_form=True, status=422),
    Screen("people:contact_edit", STREET, ("contact",), on_phone=True),
    Screen("people:photo_edit", STREET, ("person",), on_phone=True),
    Screen("people:photo_remove", STREET, ("person",), on_phone=True),
    Screen("people:identifier_new", CASES, ("person",)),
    Screen("people:identifier_new", CASES, ("person",), sends_empty_form=True, status=422),
    Screen("people:identifier_edit", CASES, ("identifier",)),
    Screen("people:title_new", CASES, ("person",)),
    Screen("people:title_edit", CASES, ("title",)),
    # Families and minors
    Screen("people:family_new", STREET, ("person",), on_phone=True),
    Screen("people:household", STREET, ("household",), on_phone=True),
    Screen("people:household_split", STREET, ("household",)),
    Screen("people:household_rejoin", STREET, ("household",)),
    Screen("people:member_edit", STREET, ("member",)),
    Screen("people:member_leave", STREET, ("member",)),
    Screen("people:guardian_new", STREET, ("alone",), on_phone=True),
    Screen("people:guardian_end", STREET, ("guardianship",)),
    Screen("people:minors", CASES, on_phone=True),
    Screen("people:detail", CASES, ("alone",), on_phone=True),
    # Consent and sharing
    Screen("people:sharing", DESK, ("person",), on_phone=True),
    Screen("people:consent_new", DESK, ("person", "sharing"), on_phone=True),
    Screen("people:consent_new", DESK, ("person", "media"), sends_empty_form=True, status=422),
    Screen("people:consent_text", DESK, ("person", "sharing", "ara"), on_phone=True),
    Screen("people:consent_text", DESK, ("person", "media", "ben")),
    Screen("people:consent_withdraw", DESK, ("consent",), on_phone=True),
    Screen("people:lawful_ground", DESK),
    # Other cities
    Screen("people:duplicates", DESK),
    Screen("people:duplicates", DESK, query="?show=not_sure"),
    Screen("people:pair", DESK, ("twin", "other_twin"), on_phone=True),
    Screen("people:pair", DESK, ("person", "met"), sends_empty_form=True, status=422),
    Screen("people:pair_preview", DESK, ("twin", "other_twin")),
    Screen("people:take_apart", DESK, ("linked",)),
    Screen("people:record_requests", DESK),
    Screen("people:record_requests", DESK, query="?show=answered"),
    Screen("people:record_ask", DESK, ("person",)),
    Screen("people:record_ask", DESK, ("person",), sends_empty_form=True, status=422),
    Screen("people:received", DESK, ("received",)),
    Screen("people:excerpt", DESK, ("excerpt",)),
    Screen("exchange:list", DESK),
    Screen("exchange:new", DESK, on_phone=True),
    Screen("exchange:new", DESK, sends_empty_form=True, status=422),
    Screen("exchange:detail", DESK, ("table",), on_phone=True),
    Screen("exchange:detail", DESK, ("table_busy",)),
    Screen("exchange:detail", DESK, ("table_done",)),
    Screen("exchange:mapping", DESK, ("table",), on_phone=True),
    Screen("exchange:meaning", DESK, ("table",), on_phone=True),
    Screen("exchange:take_back", DESK, ("table_done",)),
    Screen("encounters:list", STREET, on_phone=True),
    Screen("encounters:new", STREET, on_phone=True),
    Screen("encounters:new", STREET, query="?person={person}", on_phone=True),
    Screen("encounters:detail", STREET, ("encounter",), on_phone=True),
    Screen("encounters:saved", STREET, ("encounter",), on_phone=True),
    Screen("encounters:attach", STREET, ("anonymous",), on_phone=True),
    Screen("encounters:answer", STREET, ("need",), on_phone=True),
    Screen("encounters:answer", STREET, ("need",), sends_empty_form=True, status=422),
    Screen("encounters:unmet", STREET, on_phone=True),
    Screen("encounters:street_board", STREET, on_phone=True),
    Screen("encounters:desk_board", CITY),
    Screen("encounters:policy", CITY),
    Screen("housing:board", STREET, on_phone=True),
    Screen("housing:request_new", STREET, query="?person={met}", on_phone=True),
    Screen("housing:request_detail", STREET, ("own_request",), on_phone=True),
    Screen("account_logout", STREET),
    Screen("ui:home", CASES),
    Screen("people:detail", CASES, ("person",)),
    Screen("ui:home", HOUSING),
    Screen("housing:board", HOUSING, on_phone=True),
    Screen("housing:board", HOUSING, query="?show=week", on_phone=True),
    Screen("housing:board", HOUSING, query="?mode=wall"),
    Screen("housing:place", HOUSING, ("place_free",), on_phone=True),
    Screen("housing:place", HOUSING, ("place_taken",)),
    Screen("housing:timeline", HOUSING, on_phone=True),
    Screen("housing:timeline", HOUSING, query="?view=table&days=14", on_phone=True),
    Screen("housing:stay_move", HOUSING, ("stay",), on_phone=True),
    Screen("housing:stay_move", HOUSING, ("stay",), sends_empty_form=True, status=422),
    Screen("housing:requests", HOUSING, on_phone=True),
    Screen("housing:requests", HOUSING, query="?show=held", on_phone=True),
    Screen("housing:requests", HOUSING, query="?show=answered"),
    Screen("housing:request_detail", HOUSING, ("request",)),
    Screen("housing:request_detail", HOUSING, ("family_request",), on_phone=True),
    Screen("housing:request_detail", HOUSING, ("held_request",), on_phone=True),
    Screen("housing:stays", HOUSING),
    Screen("housing:stays", HOUSING, query="?show=ended"),
    Screen("housing:stay_detail", HOUSING, ("stay",)),
    Screen("housing:stay_end", HOUSING, ("stay",)),
    *SCREENS_OF_NIGHTS,
    *SCREENS_OF_TERMS,
    *SCREENS_OF_REFUGES,
    *SCREENS_OF_HOMES,
    *SCREENS_OF_HOUSES,
    *SCREENS_OF_DESK,
    *screens_of_letters.SCREENS,
    *screens_of_cases.SCREENS,
    *screens_of_outreach.SCREENS,
    *screens_of_forms.SCREENS,
    *screens_of_referrals.SCREENS,
    *SCREENS_OF_DIRECTORY,
    Screen("ui:home", CITY),
    Screen("monitoring:city", CITY),
    Screen("network:city", CITY),
    Screen("network:access_log", DPO),
    Screen("network:access_log", DPO, query="?about={person}"),
    Screen("ui:home", NATIONAL),
    Screen("monitoring:board", NATIONAL),
    Screen("monitoring:by_night", NATIONAL, on_phone=True),
    Screen("monitoring:by_night", NATIONAL, query="?span=90&city=L219", on_phone=True),
    Screen("people:detail", STREET, (NOBODY,), on_phone=True, status=404),
    Screen("people:search", NATIONAL, status=403),
]

# Addresses that answer a reading with something else than a page of their own.
NOT_SCREENS = {
    **NOT_SCREENS_OF_HOUSES,
    **NOT_SCREENS_OF_DIRECTORY,
    **screens_of_letters.NOT_SCREENS,
    **screens_of_cases.NOT_SCREENS,
    **dict.fromkeys(("health_live", "health_ready"), "for machines"),
    "people:candidates": "a part of a form, on people:new once a name is typed",
    **dict.fromkeys(("encounters:person_side", "notifications:count"), "a part of a page"),
    "encounters:pick": "a part of a form, on encounters:new",
    "people:photo": "a picture",
    **dict.fromkeys(("monitoring:board_csv", "exchange:left_out"), "files"),
}


def not_walked() -> set[str]:
    """Return the addresses of our own that show a page and are in neither list."""
    shown = {name for name, row in MATRIX.items() if row.get == 200}
    return shown - {screen.url_name for screen in SCREENS} - NOT_SCREENS.keys()


def fill(city, staff: dict[Role, object]) -> dict[str, str]:
    """Write a city in use, by its ``staff``; return the identifiers that screens name."""
    make_neighbourhood(city, "Aurora")
    with scope(city_id=city.pk, user_id=staff[STREET].pk):
        made = fill_directory(city, staff[DESK]) | make_twins(staff[DESK])
        made |= fill_desk(staff[DESK], made["site"])
        made |= (
            _people(staff)
            | _housing(staff)
            | screens_of_cases.fill_cases(staff[CASES])
            | _other_cities(staff)
        )
        made |= screens_of_outreach.fill_street(staff[STREET], made["person"])
        made |= screens_of_letters.fill_letters(staff[DESK], made["person"])
        made |= screens_of_forms.fill_forms(staff[CITY])
        made |= screens_of_referrals.fill_referrals(staff[DESK], made["person"])
    refresh_all_figures()
    refresh_nights()
    searches = {"sealed_found": "Amina", "sealed_nobody": "Nessunissimo"}
    return {name: str(one.pk) for name, one in made.items()} | {
        name: seal(text, user_id=staff[STREET].pk) for name, text in searches.items()
    }


def _people(staff):
    person = make_person(
        "Amina أمينة",
        names=[(NameKind.GIVEN, "أمينة"), (NameKind.FAMILY, "Diallo")],
        sex=Sex.FEMALE,
        sex_answer=Answer.KNOWN,
        birth_date=dt.date(1990, 3, 1),
        birth_precision=BirthPrecision.MONTH,
        birth_answer=Answer.KNOWN,
        language="ara",
        language_answer=Answer.KNOWN,
        citizenship_answer=Answer.DECLINED,
    )
    issue_card(person_id=person.pk, by=staff[STREET])
    encounter = make_encounter(
        person,
        needs=["sleep", "health"],
        recorded_by=staff[STREET],
        note="Chiede una coperta. בטוח وآمن",
    )
    anonymous = make_encounter(
        None, needs=["food"], recorded_by=staff[STREET], latitude="45.0703", longitude="7.6869"
    )
    ServiceGiven.objects.create(
        encounter=encounter, service=Service.objects.get(code="food"), quantity=2, minutes=20
    )
    for number in range(12):
        make_encounter(make_person(f"Amina {number}"), recorded_by=staff[DESK], setting="desk")
    return (
        {
            "person": person,
            "met": make_person(LONG_NAME),
            "encounter": encounter,
            "anonymous": anonymous,
            "need": anonymous.needs.get(),
        }
        | _details(person)
        | _answers(person, staff[DESK])
        | make_family(person)
        | make_lists(person, staff[DESK])
    )


def _answers(person, by):
    """Let a person have said yes to one organisation, no to another."""
    city = City.objects.get(pk=person.city_id)
    yes, no = (make_organisation(city, is_joint=False, name=name) for name in ("Faro", "Soglia"))
    answer(person, no, by=by, is_given=False)
    return {"consent": answer(person, yes, by=by)}


def _details(person):
    """Give a person one of each detail, with all that a page can say about it."""
    today = dt.date.today()
    number = {"scheme": IdentifierScheme.CODICE_FISCALE, "value": "BNHMMD90C05Z330Q"}
    Identifier.objects.create(person=make_person("Mina"), **number)
    ContactPoint.objects.create(
        person=person, kind=ContactKind.PHONE, value="+393331234567", call_safety=Safety.NO
    )
    expired = ResidenceTitle(person=person, kind="1", kind_answer=Answer.KNOWN, ground="asilo")
    expired.expires_on = today - dt.timedelta(days=3)
    expired.save()
    picture = io.BytesIO()
    Image.new("RGB", (120, 80), "teal").save(picture, format="PNG")
    made = {
        "name": PersonName.objects.filter(person=person).order_by("position").first(),
        "language": PersonLanguage.objects.create(
            person=person, language="ful", speaks=Ability.YES, reads=Ability.NO
        ),
        "contact": ContactPoint.objects.create(
            person=person,
            kind=ContactKind.PHONE,
            value="+393331234568",
            is_shared=True,
            call_safety=Safety.YES,
            message_safety=Safety.NO,
            note="della cugina",
        ),
        "identifier": Identifier.objects.create(person=person, **number),
        "title": ResidenceTitle.objects.create(
            person=person,
            kind="1",
            kind_answer=Answer.KNOWN,
            ground="asilo",
            expires_on=today + dt.timedelta(days=23),
        ),
    }
    renew_search_keys(person.pk)
    put_photo(person_id=person.pk, by=None, picture=remake(picture.getvalue()))
    return made


def _housing(staff):
    by = staff[HOUSING]
    rooms = make_places(12, structure=make_structure(name="Casa Aurora"))
    make_places(
        6, structure=make_structure(StructureKind.HOUSING_FIRST, name=f"Casa {LONG_NAME}"[:120])
    )
    now = tonight()
    stay = make_stay(place=rooms[0], by=by, started_on=now - dt.timedelta(days=30))
    make_stay(place=rooms[1], by=by, started_on=now - dt.timedelta(days=170))
    gone = make_stay(place=rooms[2], by=by, started_on=now - dt.timedelta(days=9))
    end_stay(stay=gone, on=now - dt.timedelta(days=1), reason=EndReason.OWN_HOME, by=by)
    refused = make_request(by=staff[STREET])
    refuse_request(request=refused, reason=RefusalReason.values[0], by=by)
    urgent = [Urgency.STREET_TONIGHT, Urgency.HEALTH_RISK]
    return {
        "place_taken": rooms[0],
        "place_free": rooms[3],
        "stay": stay,
        "request": make_request(by=staff[DESK], urgency=urgent, note="Ha freddo."),
        "own_request": make_request(by=staff[STREET]),
        **_parties(staff),
        **fill_night(by),
        **fill_terms(),
        **fill_refuge(staff),
        **fill_homes(by),
        **fill_houses(by),
    }


def _parties(staff):
    """A family that asks together, with a room too small; and one for whom places are held."""
    structure = make_structure(name="Casa Girasole", takes_families=False, takes_pets=True)
    make_places(3, structure=structure)
    mother, child = make_person(LONG_NAME), make_person("Omar")
    needs = [PlaceNeed.TOGETHER, PlaceNeed.PET, PlaceNeed.QUIET]
    family = make_request(mother, members=[child], unnamed=2, by=staff[STREET], needs=needs)
    held = make_request(unnamed=1, by=staff[DESK], urgency=[Urgency.EVICTION])
    make_hold(held, by=staff[HOUSING], places=make_places(2, structure=structure))
    return {"family_request": family, "held_request": held}


def _other_cities(staff):
    """Ask other cities, be asked, and be told."""
    told = {"languages": {"preferred": "ben", "interpreter": "woman", "languages": []}}
    RECIPES["people.RecordRequest"](asked_by=staff[DESK])
    return {
        "received": RECIPES["people.ReceivedRequest"](profile={"sex": "female", "band": 18}),
        "excerpt": RECIPES["people.SharedExcerpt"](content=written(told)),
    }
