"""Every read starts from who may see a person: no page, list, fragment or form goes round it."""

import datetime as dt
import uuid
from dataclasses import dataclass

import pytest
from django.urls import reverse
from django.utils import timezone

from lgnet.cases.models import Case
from lgnet.encounters.models import Encounter
from lgnet.housing.models import Occupancy, PlacementRequest, Stay
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.monitoring.actions import refresh_city_figures
from lgnet.monitoring.enums import Measure, Period
from lgnet.monitoring.models import CityFigure
from lgnet.network.enums import CITY_ROLES, Role
from lgnet.people.access import SharingRefused, live_access
from lgnet.people.actions.links import decide_pair
from lgnet.people.actions.persons import create_person
from lgnet.people.actions.sharing import end_sharing, share_person
from lgnet.people.enums import AccessReason, Verdict
from lgnet.people.models import Person, PersonAccess
from lgnet.people.profiles import Profile
from tests.factories.cases import make_case
from tests.factories.encounters import make_encounter
from tests.factories.families import make_guardian, make_household, make_minor
from tests.factories.housing import make_places, make_request, make_stay
from tests.factories.network import make_organisation, make_user
from tests.factories.people import make_person
from tests.factories.sharing import step_outside
from tests.house import objects
from tests.house.access_matrix import MATRIX
from tests.house.test_access import NAMING, ask, told, verbs_of
from tests.typed import opened

pytestmark = pytest.mark.django_db

NAME = "Zulaikha Riservata"
NOTE = "Nota che nessun altro legge"


@dataclass
class Record:
    """A person with something in every app, recorded by the joint service of a city."""

    person: Person
    encounter: Encounter
    case: Case
    stay: Stay
    request: PlacementRequest


def make_record() -> Record:
    person = make_person(NAME, names=["زليخة"])
    (place,) = make_places()
    return Record(
        person=person,
        encounter=make_encounter(person, note=NOTE, needs=["sleep"]),
        case=make_case(person),
        stay=make_stay(place=place, person=person),
        request=make_request(person),
    )


@pytest.fixture
def record(torino) -> Record:
    with scope(city_id=torino.pk):
        return make_record()


@pytest.fixture
def outside(sign_in, torino):
    """Return a function: a role to a client whose organisation is outside the joint service."""

    def enter(role: Role):
        client = sign_in(role, torino)
        step_outside(client)
        return client

    return enter


def share(record: Record, client, **options) -> uuid.UUID:
    """Share a person with the client's organisation by a referral, and return its source."""
    source_id = uuid7()
    with scope(city_id=record.person.city_id):
        share_person(
            **{
                "person": record.person,
                "audience_id": client.member.organisation_id,
                "reason": AccessReason.REFERRAL,
                "source_id": source_id,
                "until_at": None,
                "by": make_user(),
                **options,
            }
        )
    return source_id


# Each address of ours ------------------------------------------------------------------------


# Who is sent to one's organisation: what was ticked is told to it, and the person is not opened.
TOLD = {"received_referral"}


def is_about_somebody(kind: str, user) -> bool:
    if kind.startswith("=") or kind in TOLD:
        return False
    row = objects.KINDS[kind](user)
    return isinstance(row, Person) or any(
        getattr(row, name, None) is not None for name in ("person_id", "first_id")
    )


@pytest.mark.parametrize("name", NAMING)
def test_whom_one_may_not_see_answers_like_nobody(torino, outside, name):
    row = MATRIX[name]
    for role in sorted(row.roles - {Role.REFUGE_COORDINATOR}):
        client = outside(role)
        with scope(city_id=torino.pk, user_id=client.user.pk):
            kinds = objects.named_kinds(row).values()
            if not any(is_about_somebody(kind, client.user) for kind in kinds):
                return
            values = objects.values_for(row, client.user)
        nothing = objects.nobody(row, values)
        for verb in verbs_of(row):
            missing = ask(client, verb, objects.url_of(name, row, nothing))
            hidden = ask(client, verb, objects.url_of(name, row, values))
            assert hidden.status_code == row.missing, (role, verb)
            assert told(hidden) == told(missing), (role, verb)


@pytest.mark.parametrize("name", [name for name in NAMING if MATRIX[name].also])
def test_whom_a_form_may_not_name_answers_like_nobody(torino, outside, name):
    row = MATRIX[name]
    for role in sorted(row.roles - {Role.REFUGE_COORDINATOR}):
        client = outside(role)
        with scope(city_id=torino.pk, user_id=client.user.pk):
            url = objects.url_of(name, row, objects.values_for(row, client.user))
            about = {k: v for k, v in row.also.items() if is_about_somebody(v, client.user)}
            hidden = {key: objects.made(kind, client.user) for key, kind in about.items()}
        nothing = {key: str(uuid.uuid4()) for key in about}
        for verb in verbs_of(row):
            answers = [told(getattr(client, verb)(url, data)) for data in (hidden, nothing)]
            assert answers[0] == answers[1], (role, verb)


# Lists and fragments -------------------------------------------------------------------------


def lists(record: Record) -> dict[str, str]:
    """Return the lists of every app, and what is typed to find people."""
    search, pick = reverse("people:search"), reverse("encounters:pick")
    return {
        "first page": reverse("ui:home"),
        "newest": search,
        "search": f"{search}?q=Zulaikha",
        "search, other script": f"{search}?q=زليخة",
        "candidates": f"{reverse('people:candidates')}?known_as=Zulaikha+Riservata",
        "pick": f"{pick}?q=Zulaikha",
        "pick by id": f"{pick}?who={record.person.pk}",
        "contacts": reverse("encounters:list"),
        "cases": f"{reverse('cases:cases')}?show=open",
        "board": reverse("housing:board"),
        "requests": reverse("housing:requests"),
        "stays": reverse("housing:stays"),
    }


def told_in_lists(client, record: Record) -> list[str]:
    """Return the lists that give the person away; those the role may not open tell nothing."""
    found = []
    for name, address in lists(record).items():
        response = opened(client, address)
        assert response.status_code in (200, 403), name
        body = response.content.decode()
        identifiers = [str(row.pk) for row in vars(record).values() if name != "pick by id"]
        if any(word in body for word in ("Riservata", "زليخة</", NOTE, *identifiers)):
            found.append(name)
    return found


@pytest.mark.parametrize("role", [role for role in CITY_ROLES if role != Role.REFUGE_COORDINATOR])
def test_no_list_tells_whom_one_may_not_see(outside, record, role):
    assert told_in_lists(outside(role), record) == []


def test_lists_tell_whom_one_may_see(outside, record):
    manager, coordinator = outside(Role.CASE_MANAGER), outside(Role.HOUSING_COORDINATOR)
    for client in (manager, coordinator):
        share(record, client)
    told = set(told_in_lists(manager, record)) | set(told_in_lists(coordinator, record))
    assert told == set(lists(record)) - {"first page"}


def test_a_place_shows_as_taken_without_a_name(outside, record):
    coordinator = outside(Role.HOUSING_COORDINATOR)
    board = reverse("housing:board")
    for headers in ({}, {"HX-Request": "true"}):
        body = coordinator.get(board, headers={**headers, "accept-language": "en"})
        text = body.content.decode()
        assert "hs-expected" in text
        assert "hs-person" not in text
        assert "Riservata" not in text


def test_who_is_tied_to_a_person_is_not_shown_with_them(torino, outside, record):
    """Linked, of one family, a guardian: seeing one of them opens nothing of the other."""
    with scope(city_id=torino.pk):
        child = make_minor("Bambino", age=9)
        twin, other = make_person("Amina"), record.person
        make_household(child, other)
        make_guardian(child, other)
        user = make_user()
        decide_pair(one_id=twin.pk, other_id=other.pk, verdict=Verdict.SAME, by=user, seen="")
    client = outside(Role.CASE_MANAGER)
    for person in (child, twin):
        share(Record(person, *([None] * 4)), client)
        for name in ("people:detail", "people:sharing", "people:edit"):
            response = client.get(reverse(name, args=[person.pk]))
            body = response.content.decode()
            assert response.status_code == 200
            assert "Riservata" not in body, (person.known_as, name)
            assert str(other.pk) not in body, (person.known_as, name)
    for name in ("ui:home", "people:search"):
        assert "Riservata" not in client.get(reverse(name)).content.decode()


def test_figures_count_everybody(torino, sign_in, record):
    with scope(city_id=torino.pk):
        PersonAccess.objects.filter(person=record.person).delete()
        refresh_city_figures(city=torino)
        found = CityFigure.objects.filter(measure=Measure.CONTACTS, period=Period.ALL)
        assert found.get().value == 1


# Models --------------------------------------------------------------------------------------


def test_models_about_people_show_whom_one_may_see(torino, record):
    organisation = make_organisation(torino, is_joint=False)
    own = frozenset({organisation.pk})
    with scope(city_id=torino.pk, audiences=own):
        for model in (Person, Encounter, Case, Stay, PlacementRequest):
            assert not model.objects.exists(), model
        # A place is taken, whoever sleeps there.
        assert Occupancy.objects.filter(nights__contains=tonight()).exists()
    with scope(city_id=torino.pk, audiences=own | {torino.pk}):
        for model in (Person, Encounter, Case, Stay, PlacementRequest):
            assert model.objects.exists(), model


def test_rows_about_nobody_belong_to_the_joint_service(torino, outside, sign_in):
    partner, joint = outside(Role.OUTREACH_WORKER), sign_in(Role.OUTREACH_WORKER, torino)
    with scope(city_id=torino.pk):
        theirs = make_encounter(recorded_by=joint.user, note=NOTE)
        own = make_encounter(recorded_by=partner.user, note="Nota nostra")
    contacts = partner.get(reverse("encounters:list")).content.decode()
    assert str(theirs.pk) not in contacts
    assert str(own.pk) in contacts
    page = reverse("encounters:detail", args=[theirs.pk])
    assert partner.get(page).status_code == 404
    assert joint.get(page).status_code == 200
    assert partner.get(reverse("encounters:detail", args=[own.pk])).status_code == 200


def test_what_a_partner_records_is_the_partners(torino, outside, sign_in):
    partner, joint = outside(Role.DESK_OPERATOR), sign_in(Role.DESK_OPERATOR, torino)
    own = frozenset({partner.member.organisation_id})
    with scope(city_id=torino.pk, audiences=own):
        person = create_person(id=uuid7(), by=partner.user, profile=Profile(known_as="Nostro"))
    page = reverse("people:detail", args=[person.pk])
    assert partner.get(page).status_code == 200
    assert joint.get(page).status_code == 404


# Sharing and ending --------------------------------------------------------------------------


def test_a_referral_opens_and_its_end_closes(outside, record):
    client = outside(Role.CASE_MANAGER)
    page = reverse("people:detail", args=[record.person.pk])
    assert client.get(page).status_code == 404
    source_id = share(record, client)
    assert client.get(page).status_code == 200
    with scope(city_id=record.person.city_id):
        assert end_sharing(source_id=source_id, by=make_user()) == 1
        assert end_sharing(source_id=source_id, by=make_user()) == 0
    assert client.get(page).status_code == 404


def test_a_term_ends_by_itself(outside, record):
    client = outside(Role.CASE_MANAGER)
    page = reverse("people:detail", args=[record.person.pk])
    soon = timezone.now() + dt.timedelta(hours=1)
    source_id = share(record, client, until_at=soon)
    assert client.get(page).status_code == 200
    with scope(city_id=record.person.city_id):
        PersonAccess.objects.filter(source_id=source_id).update(
            until_at=timezone.now() - dt.timedelta(seconds=1)
        )
        assert source_id not in {row.source_id for row in live_access(record.person)}
    assert client.get(page).status_code == 404


def test_one_reason_ends_and_the_other_stands(outside, record):
    client = outside(Role.CASE_MANAGER)
    page = reverse("people:detail", args=[record.person.pk])
    first, _second = share(record, client), share(record, client, reason=AccessReason.TRANSFER)
    with scope(city_id=record.person.city_id):
        end_sharing(source_id=first, by=make_user())
    assert client.get(page).status_code == 200


def test_sharing_again_by_the_same_source_changes_the_term(outside, record):
    client, source_id = outside(Role.CASE_MANAGER), uuid7()
    later = timezone.now() + dt.timedelta(days=9)
    share(record, client, source_id=source_id)
    share(record, client, source_id=source_id, until_at=later)
    with scope(city_id=record.person.city_id):
        (row,) = PersonAccess.objects.filter(source_id=source_id)
        assert row.until_at == later


def test_nobody_outside_the_city_is_an_audience(palermo, outside, record):
    client = outside(Role.CASE_MANAGER)
    for audience in (
        make_organisation(palermo).pk,
        make_organisation(None).pk,
        palermo.pk,
        uuid7(),
    ):
        with pytest.raises(SharingRefused):
            share(record, client, audience_id=audience)
    with pytest.raises(ValueError, match="Care"):
        share(record, client, reason=AccessReason.CARE)


def test_who_does_not_see_a_person_cannot_share_them(torino, outside, record):
    client = outside(Role.DESK_OPERATOR)
    own = frozenset({client.member.organisation_id})
    with scope(city_id=torino.pk, audiences=own), pytest.raises(Person.DoesNotExist):
        share_person(
            person=record.person,
            audience_id=client.member.organisation_id,
            reason=AccessReason.REFERRAL,
            source_id=uuid7(),
            until_at=None,
            by=client.user,
        )
