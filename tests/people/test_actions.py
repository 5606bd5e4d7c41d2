"""Recording a person and changing them: what is saved, refused, kept and never overwritten."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lgnet.audit.models import AuditEvent
from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.people.actions.keys import renew_search_keys
from lgnet.people.actions.persons import (
    ChangedMeanwhile,
    create_person,
    saved_profile,
    update_person,
)
from lgnet.people.enums import BirthPrecision, NameKind, Script, Sex
from lgnet.people.models import Country, MatchToken, Person, PersonName, SearchKey
from lgnet.people.profiles import Profile, version_of
from lgnet.people.queries import search_people
from lgnet.people.rules import Birth
from tests.factories.network import make_user
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(in_torino):
    return make_user()


def record(by, known_as="Amina", **told) -> Person:
    return create_person(id=uuid7(), by=by, profile=Profile(known_as=known_as, **told))


def change(person, by, **told) -> Person:
    before = saved_profile(person)
    fields = {name: getattr(before, name) for name in Profile.__slots__}
    return update_person(
        person_id=person.pk,
        by=by,
        version=version_of(before),
        profile=Profile(**{**fields, **told}),
    )


def found_by(text):
    return {person.pk for person in search_people(text)}


def history_of(person) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_personevent WHERE pgh_obj_id = %s", [person.pk])
        return cursor.fetchone()[0]


def test_a_nickname_alone_is_enough(by):
    person = record(by, "  Capitano ")
    person.refresh_from_db()
    assert person.known_as == "Capitano"
    assert {person.sex_answer, person.birth_answer, person.language_answer} == {Answer.NOT_ASKED}
    assert person.created_by == by
    assert found_by("capitano") == {person.pk}


def test_names_keep_their_script_and_are_all_found(by):
    person = record(by, "Momo", given="محمد", family="Diallo", others=("Mamadou Diallo", "Mo"))
    rows = list(PersonName.objects.filter(person=person).order_by("position"))
    assert [(row.kind, row.text, row.script) for row in rows] == [
        (NameKind.GIVEN, "محمد", Script.ARABIC),
        (NameKind.FAMILY, "Diallo", Script.LATIN),
        (NameKind.FULL, "Mamadou Diallo", Script.LATIN),
        (NameKind.NICKNAME, "Mo", Script.LATIN),
    ]
    for text in ("Muhammad", "Dialo", "Mohamed Diallo", "momo"):
        assert person.pk in found_by(text), text


def test_the_same_identifier_again_returns_the_first_person(by):
    person_id, told = uuid7(), Profile(known_as="Amina", given="Amina")
    first = create_person(id=person_id, by=by, profile=told)
    again = create_person(id=person_id, by=by, profile=told)
    assert again == first
    assert Person.objects.count() == 1
    assert PersonName.objects.count() == 1
    assert AuditEvent.objects.filter(verb="people.created").count() == 1


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"given": "أمينة", "family": "رحمان", "others": ("Amina", "Amina Rahman Begum")},
        {
            "given": "Amina",
            "family": "Rahman",
            "sex": Sex.FEMALE,
            "birth": Birth(dt.date(1990, 5, 3), BirthPrecision.EXACT),
        },
    ],
)
def test_somebody_new_is_found_by_what_a_renewal_would_find_them_by(by, told):
    person = record(by, **told)

    def standing():
        keys = SearchKey.objects.filter(person=person).values_list("pk", flat=True)
        tokens = MatchToken.objects.filter(person=person).values_list("pk", flat=True)
        return set(keys), set(tokens)

    before = standing()
    assert before[0]
    assert bool(before[1]) == ("birth" in told)
    renew_search_keys(person.pk)
    assert standing() == before


def test_the_same_identifier_with_other_contents_is_a_clash(by):
    person_id = uuid7()
    create_person(id=person_id, by=by, profile=Profile(known_as="Amina"))
    with pytest.raises(ChangedMeanwhile) as clash:
        create_person(id=person_id, by=by, profile=Profile(known_as="Amina B."))
    assert clash.value.saved.known_as == "Amina"


def test_one_identifier_serves_two_cities_without_meeting(torino, palermo):
    person_id, by = uuid7(), make_user()
    for city, name in ((torino, "Amina"), (palermo, "Ibrahim")):
        with scope(city_id=city.pk):
            person = create_person(id=person_id, by=by, profile=Profile(known_as=name))
            assert person.known_as == name
            assert Person.objects.count() == 1


@pytest.mark.parametrize("nothing", ["", "   ", "\u200d", "\u0301", "\x00", "\u202e\u202c"])
def test_a_name_that_shows_nothing_is_refused(by, nothing):
    with pytest.raises(ValidationError) as problem:
        record(by, nothing)
    assert set(problem.value.message_dict) == {"known_as"}
    assert not Person.objects.exists()


def test_names_have_a_longest_length(by):
    record(by, "x" * 200, given="è" * 200)
    with pytest.raises(ValidationError) as problem:
        record(by, "x" * 201, family="y" * 201, others=("z" * 201,))
    assert set(problem.value.message_dict) == {"known_as", "family", "others"}


def test_a_composed_name_fits_where_its_parts_would_not(by):
    assert record(by, "e\u0301" * 200).known_as == "é" * 200


@pytest.mark.parametrize(
    "birth",
    [
        Birth(dt.date(2990, 1, 1), BirthPrecision.YEAR),
        Birth(dt.date(1880, 5, 4), BirthPrecision.EXACT),
    ],
)
def test_a_birth_that_cannot_be_is_refused(by, birth):
    with pytest.raises(ValidationError) as problem:
        record(by, birth=birth)
    assert set(problem.value.message_dict) == {"birth"}


@pytest.mark.parametrize("answer", [Answer.UNKNOWN, Answer.DECLINED, Answer.NOT_ASKED])
def test_three_missing_answers_stay_three(by, answer):
    person = record(by, sex=answer, birth=answer, citizenship=answer, language=answer)
    person.refresh_from_db()
    answers = {
        person.sex_answer,
        person.birth_answer,
        person.citizenship_answer,
        person.language_answer,
    }
    assert answers == {answer}
    assert saved_profile(person).birth == answer


def test_a_known_answer_can_be_taken_back(by):
    senegal = Country.objects.get(iso3="SEN", is_current=True)
    person = record(
        by,
        sex=Sex.FEMALE,
        citizenship=senegal,
        language="wol",
        birth=Birth(dt.date(1990, 3, 1), BirthPrecision.MONTH),
    )
    changed = change(
        person, by, sex=Answer.DECLINED, citizenship=Answer.UNKNOWN, birth=Answer.UNKNOWN
    )
    changed.refresh_from_db()
    assert (changed.sex, changed.sex_answer) == (None, Answer.DECLINED)
    assert (changed.citizenship, changed.birth_date, changed.birth_precision) == (None, None, None)
    assert changed.language == "wol"
    event = AuditEvent.objects.get(verb="people.changed")
    assert event.detail["fields"] == ["sex", "birth", "citizenship"]
    assert "Amina" not in str(event.detail)


def test_a_changed_name_is_found_by_its_new_spelling_only(by):
    person = record(by, "Sam", given="Tesfay")
    change(person, by, given="Berhane")
    assert found_by("Berhane") == {person.pk}
    assert found_by("Tesfay") == set()
    assert found_by("Sam") == {person.pk}


def test_a_change_that_changes_nothing_writes_nothing(by):
    person = record(by, "Sam", given="Tesfay", others=("Tes", "ተስፋይ"))
    change(person, by, others=("ተስፋይ", "Tes"), known_as=" Sam ")
    assert history_of(person) == 0
    assert not AuditEvent.objects.filter(verb="people.changed").exists()


def test_every_change_keeps_the_old_row(by):
    person = record(by, "Sam")
    change(person, by, known_as="Samuel")
    assert history_of(person) == 1


def test_the_last_save_does_not_overwrite_silently(by):
    person = record(by, "Sam")
    seen = version_of(saved_profile(person))
    update_person(person_id=person.pk, by=by, version=seen, profile=Profile(known_as="Samuel"))
    with pytest.raises(ChangedMeanwhile):
        update_person(person_id=person.pk, by=by, version=seen, profile=Profile(known_as="Samir"))
    person.refresh_from_db()
    assert person.known_as == "Samuel"


def test_a_name_added_in_another_tab_counts_as_a_change(by):
    person = record(by, "Sam")
    seen = version_of(saved_profile(person))
    change(person, by, others=("سام",))
    with pytest.raises(ChangedMeanwhile):
        update_person(person_id=person.pk, by=by, version=seen, profile=Profile(known_as="Samir"))


def test_the_same_change_sent_twice_is_no_clash(by):
    person = record(by, "Sam")
    seen, told = version_of(saved_profile(person)), Profile(known_as="Samuel")
    update_person(person_id=person.pk, by=by, version=seen, profile=told)
    update_person(person_id=person.pk, by=by, version=seen, profile=told)
    assert history_of(person) == 1


def test_a_person_of_another_city_cannot_be_changed(torino, palermo, by):
    with scope(city_id=palermo.pk):
        person = make_person("Amina")
    with pytest.raises(Person.DoesNotExist):
        update_person(person_id=person.pk, by=by, version="", profile=Profile(known_as="X"))


def test_names_of_other_kinds_survive_an_edit(by):
    person = make_person(
        "Amina",
        names=[
            (NameKind.NICKNAME, "Amina"),
            (NameKind.GIVEN, "Amina"),
            (NameKind.FAMILY, "Bah"),
            (NameKind.GIVEN, "أمينة"),
            (NameKind.FAMILY, "باه"),
        ],
    )
    change(person, by, language="ful")
    rows = PersonName.objects.filter(person=person).order_by("position")
    assert [row.kind for row in rows] == ["nickname", "given", "family", "given", "family"]


def test_another_spelling_can_become_the_given_name(by):
    person = make_person("Amina", names=[(NameKind.GIVEN, "Amina"), (NameKind.GIVEN, "أمينة")])
    told = saved_profile(change(person, by, given="أمينة", others=("Amina",)))
    assert (told.given, told.others) == ("أمينة", ("Amina",))
    told = saved_profile(change(person, by, given=""))
    assert (told.given, told.others) == ("", ("Amina",))


names = st.sampled_from(["Amina", "أمينة", "Bah", "Amina Bah", "B", ""])


@given(
    st.lists(st.tuples(st.sampled_from(NameKind), names.filter(bool)), max_size=5),
    names,
    names,
    st.lists(names.filter(bool), max_size=4, unique=True),
)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_was_there_what_is_told_reads_back(by, before, given_name, family, others):
    person = make_person("Amina", names=before)
    told = Profile(known_as="Amina", given=given_name, family=family, others=tuple(others))
    version = version_of(saved_profile(person))
    saved = saved_profile(update_person(person_id=person.pk, by=by, version=version, profile=told))
    assert version_of(saved) == version_of(told)
    assert SearchKey.objects.filter(person=person).exists()


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_twice_at_once_makes_one_person(torino):
    by, person_id, told = make_user(), uuid7(), Profile(known_as="Amina", given="Amina")
    barrier, made, failed = threading.Barrier(2), [], []

    def send():
        try:
            barrier.wait()
            with scope(city_id=torino.pk, user_id=by.pk):
                made.append(create_person(id=person_id, by=by, profile=told).pk)
        except Exception as problem:
            failed.append(problem)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert made == [person_id, person_id]
    with scope(city_id=torino.pk):
        assert Person.objects.count() == 1
        assert PersonName.objects.count() == 1
