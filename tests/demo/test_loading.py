"""The demo in PostgreSQL, under the application role, with every constraint on."""

import datetime as dt
import io
from collections import Counter

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from lgnet.accounts.models import User
from lgnet.cases.models import Case
from lgnet.demo.accounts import PASSWORD, WHOLE_CITIES, accounts
from lgnet.demo.network import refuge_compartment
from lgnet.demo.profiles import PROFILES, shares
from lgnet.directory.models import CapacityReport, Offer, Site, WeeklyHours
from lgnet.encounters.models import Encounter, Need, NeedAnswer, ServiceGiven
from lgnet.housing.enums import StructureKind
from lgnet.housing.models import (
    Belonging,
    Defect,
    Extension,
    Hold,
    Host,
    HouseAgreement,
    HouseRules,
    HousingStructure,
    Incident,
    Inspection,
    Mediation,
    NightMark,
    Occupancy,
    Place,
    PlacementRequest,
    PrincipleCheck,
    RequestMember,
    RulesSignature,
    Season,
    Stay,
    StayWarning,
    SupportVisit,
    Tenancy,
    Visitor,
)
from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.tenancy import scope
from lgnet.monitoring.enums import Measure
from lgnet.monitoring.models import CityFigure, NetworkFigure
from lgnet.network.enums import CITY_ROLES, Role
from lgnet.network.models import City, CityEdition, Membership, Neighbourhood, Organisation
from lgnet.network.queries import audiences_of
from lgnet.people.access import answers_in
from lgnet.people.models import Consent, Person, PersonAccess, PersonName, SearchKey
from lgnet.people.rules_legal import ConsentState

TODAY = "2026-02-20"
PEOPLE = 1000
TENANT_MODELS = (
    Person,
    PersonName,
    SearchKey,
    HousingStructure,
    Place,
    PlacementRequest,
    Stay,
    Occupancy,
    Encounter,
    Need,
    NeedAnswer,
    ServiceGiven,
    Case,
    Site,
    Offer,
    WeeklyHours,
    CapacityReport,
    Extension,
    Hold,
    NightMark,
    StayWarning,
    HouseRules,
)

LIFE = (
    Belonging,
    Defect,
    Extension,
    Hold,
    Host,
    HouseAgreement,
    HouseRules,
    Incident,
    Inspection,
    Mediation,
    NightMark,
    PrincipleCheck,
    RequestMember,
    RulesSignature,
    Season,
    StayWarning,
    SupportVisit,
    Tenancy,
    Visitor,
)

pytestmark = pytest.mark.usefixtures("demo", "db")


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Load the demo once for the tests of this file, and say what was told."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load()
        transaction.set_rollback(True)


def load(*arguments):
    told = io.StringIO()
    call_command(
        "load_demo", "--people", str(PEOPLE), "--on", TODAY, *arguments, verbosity=0, stdout=told
    )
    return told.getvalue()


def cells():
    """Return (city, compartment) of every cell the demo fills."""
    for city in City.objects.filter(cadastral_code__in=PROFILES).order_by("name"):
        yield city, OPEN_COMPARTMENT
        if PROFILES[city.cadastral_code].has_refuge:
            yield city, refuge_compartment(city.cadastral_code)


def rows():
    """Return model -> identifiers of every row of the demo."""
    found = Counter()
    for city, compartment in cells():
        with scope(city_id=city.pk, compartment_id=compartment):
            for model in TENANT_MODELS:
                for pk in model.objects.values_list("pk", flat=True):
                    found[model.__name__, pk] += 1
    return found


def memberships():
    """Return how many memberships the demo's users see of themselves."""
    count = 0
    for account in accounts():
        with scope(city_id=None, user_id=account.user_id):
            count += Membership.objects.count()
    return count


def test_loads_once_and_a_second_run_changes_nothing(demo):
    assert demo.startswith(f"Made: {PEOPLE} people")
    before = rows()
    people = sum(model == "Person" for model, _ in before)
    assert people == PEOPLE
    assert sum(model == "Stay" for model, _ in before) > 50
    shared = (User, Organisation, Neighbourhood)
    counted = [model.objects.count() for model in shared]
    assert memberships() == len(accounts())

    second = load()

    assert second.startswith("There already and left as it is: Torino")
    assert rows() == before
    assert [model.objects.count() for model in shared] == counted
    assert memberships() == len(accounts())


def test_every_city_has_its_people_and_tonight_somebody_sleeps_inside():
    for code, count in shares(PEOPLE).items():
        city = City.objects.get(cadastral_code=code)
        with scope(city_id=city.pk):
            in_refuge = count - Person.objects.count()
            assert not HousingStructure.objects.filter(kind=StructureKind.PROTECTED_REFUGE).exists()
        if PROFILES[code].has_refuge:
            with scope(city_id=city.pk, compartment_id=refuge_compartment(code)):
                assert Person.objects.count() == in_refuge > 0
                house = HousingStructure.objects.get()
                assert house.kind == StructureKind.PROTECTED_REFUGE
        else:
            assert in_refuge == 0
    tonight = dt.date.fromisoformat(TODAY)
    with scope(city_id=City.objects.get(name="Torino").pk):
        assert Occupancy.objects.filter(nights__contains=tonight).exists()


def test_the_board_has_figures_of_every_city_and_of_the_network():
    for city, compartment in cells():
        with scope(city_id=city.pk, compartment_id=compartment):
            places = CityFigure.objects.filter(measure=Measure.PLACES, value__gt=0)
            assert places.exists(), city.name
    for city in City.objects.filter(cadastral_code__in=PROFILES):
        assert NetworkFigure.objects.filter(city=city, measure=Measure.CONTACTS).exists()
    assert NetworkFigure.objects.filter(city=None).exists()


def test_people_are_found_by_a_key_and_their_rows_have_authors():
    with scope(city_id=City.objects.get(name="Torino").pk):
        assert SearchKey.objects.count() > Person.objects.count()
        for model, field in ((Person, "created_by"), (Encounter, "recorded_by")):
            assert not model.objects.filter(**{field: None}).exists()
        assert Case.objects.exclude(responsible__email__endswith="demo.lgnet.example").count() == 0


def test_bolzano_is_represented_by_its_social_services_company():
    parts = CityEdition.objects.select_related("represented_by").filter(
        edition__code="lgnet2", city__is_active=True
    )
    kinds = {part.city.name: part.represented_by.kind for part in parts}
    assert len(kinds) == 16
    assert kinds.pop("Bolzano") == Organisation.Kind.SOCIAL_SERVICES_COMPANY
    assert set(kinds.values()) == {Organisation.Kind.MUNICIPALITY}
    assert City.objects.filter(is_active=False).count() == 8


def test_torino_and_palermo_have_every_role_and_the_nation_its_own():
    made = accounts()
    for city in ("Torino", "Palermo"):
        assert {account.role for account in made if account.city == city} == set(CITY_ROLES)
    assert {account.role for account in made} == set(Role)
    assert len({account.email for account in made}) == len(made)


def test_accounts_can_sign_in_and_have_one_membership_each():
    user = authenticate(None, email="strada.torino@demo.lgnet.example", password=PASSWORD)
    assert user is not None
    for account in accounts():
        if account.city in ("Torino", ""):
            with scope(city_id=None, user_id=account.user_id):
                membership = Membership.objects.get(user__email=account.email)
            assert membership.role == account.role
            is_open = account.role != Role.REFUGE_COORDINATOR
            assert (membership.compartment_id == OPEN_COMPARTMENT) == is_open


@pytest.mark.parametrize("city", WHOLE_CITIES)
def test_a_partner_outside_the_joint_service_sees_whom_it_was_shown(city):
    account = next(one for one in accounts() if one.email.startswith(f"partner.{city.lower()}@"))
    with scope(city_id=None, user_id=account.user_id):
        membership = Membership.objects.select_related("organisation").get()
        audiences = audiences_of(membership)
    assert audiences == {account.organisation.id}
    day = dt.date.fromisoformat(TODAY)
    with scope(city_id=membership.city_id):
        answers = Consent.objects.filter(purpose="sharing").order_by("-given_at", "-pk")
        found = answers_in(answers, today=day)
        shared = {one.consent.person_id for one in found if one.is_standing}
        rights = PersonAccess.objects.filter(audience_id=account.organisation.id)
        ends = dict(rights.values_list("person_id", "until_at"))
        everyone = Person.objects.count()
    assert {one.state for one in found} >= set(ConsentState) - {ConsentState.REPLACED}
    assert 0 < len(shared) < everyone / 2
    assert {one for one, until_at in ends.items() if until_at.date() > day} == shared
    with scope(city_id=membership.city_id, audiences=audiences):
        seen = set(Person.objects.values_list("pk", flat=True))
    assert seen == {one for one, until_at in ends.items() if until_at > timezone.now()}


def test_the_table_of_accounts_names_role_city_address_and_password():
    told = io.StringIO()
    call_command("demo_accounts", stdout=told)
    lines = told.getvalue().splitlines()
    assert lines[0].split() == ["Role", "City", "E-mail", "Password"]
    outreach = next(line for line in lines if "strada.torino@" in line)
    assert "Outreach worker" in outreach
    assert outreach.endswith(PASSWORD)
    assert not any("milano" in line for line in lines)
    everyone = io.StringIO()
    call_command("demo_accounts", "--all", stdout=everyone)
    assert len(everyone.getvalue().splitlines()) == 1 + len(accounts())


def test_production_refuses_with_a_sentence(settings):
    settings.DATA_IS_REAL = True
    with pytest.raises(CommandError, match="production mode"):
        load()
    with pytest.raises(CommandError, match="production mode"):
        call_command("demo_accounts")


def test_too_few_people_are_refused():
    with pytest.raises(CommandError, match="at least 16 people"):
        call_command("load_demo", "--people", "15", verbosity=0)


def test_the_housing_screens_have_something_of_everything():
    night = dt.date.fromisoformat(TODAY)
    found, languages, answers = Counter(), set(), set()
    for city, compartment in cells():
        with scope(city_id=city.pk, compartment_id=compartment):
            for model in LIFE:
                found[model] += model.objects.count()
            found["booking"] += Occupancy.objects.filter(kind="booking").count()
            found["closure"] += Occupancy.objects.filter(kind="closure").count()
            languages |= set(HouseRules.objects.order_by().values_list("language", flat=True))
            marks = NightMark.objects.exclude(night=night - dt.timedelta(days=1))
            assert not marks.exists()
            for extension in Extension.objects.select_related("stay").order_by("pk"):
                is_approved = extension.state == "approved"
                assert (extension.stay.due_on == extension.until_on) == is_approved
                assert extension.decided_by_id != extension.asked_by_id
                answers.add(extension.state)
    assert [model.__name__ for model in LIFE if not found[model]] == []
    assert found["booking"] and found["closure"]
    assert languages >= {"ita", "eng", "ara", "fra"}
    assert "asked" in answers
