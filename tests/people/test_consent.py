"""What a person answers: written down, opened, closed, taken back."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from lgnet.audit.models import AuditEvent
from lgnet.kernel.conflicts import Conflict
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.people.access import SharingRefused, answers_of, has_consent
from lgnet.people.actions.consents import retract_consent, withdraw_consent
from lgnet.people.actions.persons import create_person
from lgnet.people.actions.record_requests import accept_request, ask_for_record
from lgnet.people.enums import (
    AskReason,
    BirthPrecision,
    GivingBasis,
    Purpose,
    RecordPart,
    Sex,
)
from lgnet.people.models import (
    Consent,
    MatchToken,
    PersonAccess,
    ReceivedRequest,
    SharedExcerpt,
)
from lgnet.people.profiles import Profile
from lgnet.people.rules import Birth
from lgnet.people.rules_legal import (
    ConsentState,
    end_of,
)
from tests.factories.network import make_organisation, make_user
from tests.factories.people import make_person
from tests.factories.sharing import answer

# Recording ----------------------------------------------------------------------------------


@pytest.fixture
def by(in_torino):
    return make_user()


@pytest.fixture
def faro(in_torino):
    return make_organisation(in_torino, is_joint=False)


def states(person) -> list[ConsentState]:
    return [one.state for one in answers_of(person)]


def shares(person) -> list:
    return list(
        PersonAccess.objects.filter(person=person, reason="consent")
        .order_by("pk")
        .values_list("audience_id", flat=True)
    )


@pytest.mark.django_db
def test_a_yes_opens_to_the_recipient_until_its_last_day(by, faro):
    person = make_person()
    consent = answer(person, faro, by=by, days=30)
    (row,) = PersonAccess.objects.filter(person=person, reason="consent")
    assert (row.audience_id, row.source_id) == (faro.pk, consent.pk)
    assert row.until_at == end_of(timezone.localdate() + dt.timedelta(days=30))
    assert states(person) == [ConsentState.GIVEN]


@pytest.mark.django_db
def test_a_no_opens_nothing_and_closes_no_help(by, faro, in_torino):
    person = make_person()
    consent = answer(person, faro, by=by, is_given=False)
    assert shares(person) == []
    assert consent.expires_on is None
    care = PersonAccess.objects.get(person=person)
    assert (care.audience_id, care.reason, care.until_at) == (in_torino.pk, "care", None)


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", [Purpose.CROSS_CITY, Purpose.MEDIA])
def test_a_yes_without_a_recipient_opens_no_row(by, purpose):
    person = make_person()
    assert not has_consent(person, purpose)
    consent = answer(person, by=by, purpose=purpose)
    assert shares(person) == []
    assert has_consent(person, purpose)
    withdraw_consent(consent_id=consent.pk, by=by)
    assert not has_consent(person, purpose)


@pytest.mark.django_db
def test_help_needs_no_consent(by):
    person = make_person()
    assert has_consent(person, Purpose.CARE)
    answer(person, by=by, purpose=Purpose.MEDIA, is_given=False, days=None)
    assert has_consent(person, Purpose.CARE)
    with pytest.raises(SharingRefused):
        answer(person, by=by, purpose=Purpose.CARE)


@pytest.mark.django_db
def test_a_form_sent_twice_records_once_and_revives_nothing(by, faro):
    person, key = make_person(), uuid7()
    answer(person, faro, by=by, id=key)
    assert answer(person, faro, by=by, id=key).pk == key
    assert Consent.objects.count() == 1
    withdraw_consent(consent_id=key, by=by)
    answer(person, faro, by=by, id=key)
    assert shares(person) == []
    assert states(person) == [ConsentState.WITHDRAWN]


@pytest.mark.django_db
def test_an_identifier_holds_one_answer(by, faro):
    person, key = make_person(), uuid7()
    answer(person, faro, by=by, id=key)
    with pytest.raises(Conflict):
        answer(person, faro, by=by, id=key, is_given=False)
    assert shares(person) == [faro.pk]


@pytest.mark.django_db
def test_a_new_yes_sets_the_new_term(by, faro):
    person = make_person()
    answer(person, faro, by=by, days=300)
    second = answer(person, faro, by=by, days=10)
    (row,) = PersonAccess.objects.filter(person=person, reason="consent")
    assert row.source_id == second.pk
    assert states(person) == [ConsentState.GIVEN, ConsentState.REPLACED]


@pytest.mark.django_db
def test_a_no_withdraws_the_yes_before_it(by, faro):
    person = make_person()
    answer(person, faro, by=by)
    answer(person, faro, by=by, is_given=False)
    assert shares(person) == []
    assert states(person) == [ConsentState.REFUSED, ConsentState.WITHDRAWN]


@pytest.mark.django_db
def test_an_answer_about_one_organisation_says_nothing_of_another(by, faro, in_torino):
    person, ponte = make_person(), make_organisation(in_torino, is_joint=False)
    answer(person, faro, by=by)
    answer(person, ponte, by=by, is_given=False)
    assert shares(person) == [faro.pk]


@pytest.mark.django_db
def test_withdrawing_twice_changes_nothing(by, faro):
    person = make_person()
    consent = answer(person, faro, by=by)
    first = withdraw_consent(consent_id=consent.pk, by=by)
    again = withdraw_consent(consent_id=consent.pk, by=make_user())
    assert shares(person) == []
    assert (again.withdrawn_at, again.withdrawn_by) == (first.withdrawn_at, by)


@pytest.mark.django_db
def test_a_yes_expires_without_anybody_doing_anything(by, faro):
    person = make_person()
    answer(person, faro, by=by, days=5)
    with time_machine.travel(timezone.now() + dt.timedelta(days=7), tick=False):
        assert states(person) == [ConsentState.EXPIRED]
        assert not has_consent(person, Purpose.SHARING, faro.pk)
        # What has expired is not withdrawn by a later no: each is told as it was.
        answer(person, faro, by=by, is_given=False)
        assert states(person) == [ConsentState.REFUSED, ConsentState.REPLACED]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("recipient", {"recipient": None}),
        ("language", {"language": "xxx"}),
        ("text_version", {"text_version": "1999-1"}),
        ("expires_on", {"days": None}),
        ("expires_on", {"days": -1}),
        ("expires_on", {"days": 3000}),
    ],
)
def test_what_no_answer_can_hold(by, faro, field, wrong):
    person = make_person()
    with pytest.raises(ValidationError) as problem:
        answer(person, wrong.pop("recipient", faro), by=by, **wrong)
    assert field in problem.value.message_dict
    assert not Consent.objects.exists()
    assert shares(person) == []


@pytest.mark.django_db
def test_nobody_outside_the_city_is_a_recipient(by, palermo):
    person = make_person()
    for recipient in (make_organisation(palermo), make_organisation(None)):
        with pytest.raises(ValidationError):
            answer(person, recipient, by=by)
    assert shares(person) == []


@pytest.mark.django_db
def test_a_slip_of_the_hand_is_taken_back(by, faro):
    person = make_person()
    consent = answer(person, faro, by=by)
    assert not retract_consent(consent_id=consent.pk, by=make_user())
    assert retract_consent(consent_id=consent.pk, by=by)
    assert shares(person) == []
    assert states(person) == []


@pytest.mark.django_db
def test_undo_never_brings_back_what_the_person_withdrew(by, faro):
    person = make_person()
    answer(person, faro, by=by)
    refusal = answer(person, faro, by=by, is_given=False)
    assert not retract_consent(consent_id=refusal.pk, by=by)
    assert shares(person) == []
    other = answer(make_person(), faro, by=by)
    withdraw_consent(consent_id=other.pk, by=by)
    assert not retract_consent(consent_id=other.pk, by=by)


@pytest.mark.django_db
def test_each_change_stands_in_the_audit(by, faro):
    person = make_person()
    consent = answer(person, faro, by=by)
    withdraw_consent(consent_id=consent.pk, by=by)
    told = AuditEvent.objects.filter(detail__person=str(person.pk)).order_by("at", "id")
    assert list(told.values_list("verb", flat=True)) == [
        "people.consent_given",
        "people.shared",
        "people.sharing_ended",
        "people.consent_withdrawn",
    ]


# Other cities --------------------------------------------------------------------------------


@pytest.fixture
def two_cities(torino, palermo):
    """Return the same person as recorded in Torino and in Palermo, and who did it."""
    user, found = make_user(), []
    for city in (torino, palermo):
        with scope(city_id=city.pk, user_id=user.pk):
            birth = Birth(dt.date(1994, 3, 17), BirthPrecision.EXACT)
            told = Profile(known_as="Rokeya Sultana", birth=birth, sex=Sex.FEMALE)
            found.append(create_person(id=uuid7(), by=user, profile=told))
    return *found, user


@pytest.mark.django_db
def test_a_no_to_other_cities_counts_at_once(torino, two_cities):
    here, _there, user = two_cities
    with scope(city_id=torino.pk, user_id=user.pk):
        assert MatchToken.objects.exists()
        answer(here, by=user, purpose=Purpose.CROSS_CITY, is_given=False)
        assert not MatchToken.objects.exists()
        answer(here, by=user, purpose=Purpose.CROSS_CITY)
        assert MatchToken.objects.exists()


@pytest.mark.django_db
def test_a_no_takes_back_what_another_city_was_told(torino, palermo, two_cities):
    here, there, user = two_cities
    with scope(city_id=palermo.pk, user_id=user.pk):
        answer(there, by=user, purpose=Purpose.CROSS_CITY)
        parts = [RecordPart.IDENTITY]
        ask_for_record(id=uuid7(), person=there, reason=AskReason.PERSON_ASKS, parts=parts, by=user)
    with scope(city_id=torino.pk, user_id=user.pk):
        received = ReceivedRequest.objects.get()
        given_on = {RecordPart.IDENTITY.value: GivingBasis.CONSENT.value}
        until_on = timezone.localdate() + dt.timedelta(days=30)
        accept_request(received_id=received.pk, given=given_on, until_on=until_on, by=user)
    with scope(city_id=palermo.pk, user_id=user.pk):
        assert SharedExcerpt.objects.get().content
    with scope(city_id=torino.pk, user_id=user.pk):
        answer(here, by=user, purpose=Purpose.CROSS_CITY, is_given=False)
    with scope(city_id=palermo.pk, user_id=user.pk):
        assert SharedExcerpt.objects.get().content is None
