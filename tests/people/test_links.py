"""Deciding on pairs: groups, contradictions, taking back and taking apart."""

import datetime as dt
import itertools
import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone, translation

from lgnet.audit.models import AuditEvent
from lgnet.kernel.tenancy import scope
from lgnet.people import links
from lgnet.people.actions import links as actions
from lgnet.people.actions.links import (
    DecidedMeanwhile,
    LinkRefused,
    decide_pair,
    state_of,
    take_apart,
    take_back_verdict,
)
from lgnet.people.enums import Sex, Verdict
from lgnet.people.models import DuplicateCandidate, PairVerdict, Person, PersonAccess
from tests.factories.network import make_organisation, make_user
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def people(in_torino):
    return [make_person(f"Amina {letter}") for letter in "ABCD"]


@pytest.fixture
def user(db):
    return make_user()


def decide(one, other, verdict, by, seen=None, **options):
    if seen is None:
        row = PairVerdict.objects.filter(first=min(one.pk, other.pk), second=max(one.pk, other.pk))
        seen = state_of(row.order_by().first())
    return decide_pair(
        one_id=one.pk, other_id=other.pk, verdict=verdict, by=by, seen=seen, **options
    )


def same(one, other, by, **options):
    return decide(one, other, Verdict.SAME, by, **options)


def never(one, other, by):
    return decide(one, other, Verdict.NEVER, by)


def take_back(decided, by):
    row = decided.verdict
    return take_back_verdict(
        first_id=row.first_id,
        second_id=row.second_id,
        decided_at=row.decided_at,
        before=decided.before,
        by=by,
    )


# Groups ------------------------------------------------------------------------------------


def test_a_group_is_everybody_reached_also_through_others(people, user):
    a, b, c, d = people
    same(a, b, user)
    same(c, b, user)
    groups = links.group_ids([a.pk, d.pk])
    assert groups == {a.pk: frozenset({a.pk, b.pk, c.pk})}
    assert links.group_ids([d.pk]) == {}


def test_a_pair_is_kept_in_order_whoever_is_named_first(people, user):
    a, b, *_ = people
    same(b, a, user)
    row = PairVerdict.objects.get()
    assert row.first_id < row.second_id
    with pytest.raises(ValueError):
        same(a, a, user, seen="")


def test_who_may_not_see_a_record_sees_the_group_without_it(torino, people, user):
    a, b, c, _ = people
    same(a, b, user)
    same(b, c, user)
    PersonAccess.objects.filter(person=b).delete()
    stranger = make_organisation(torino)
    with scope(city_id=torino.pk, audiences=frozenset({torino.pk})):
        assert links.group_ids([a.pk, c.pk]) == {}
        assert links.read_together(Person.objects.get(pk=a.pk)) is None
        with pytest.raises(Person.DoesNotExist):
            same(a, b, user, seen="")
        # What binds all binds who sees a part, too: a and c are one person already.
        with pytest.raises(LinkRefused):
            never(a, c, user)
    with scope(city_id=torino.pk, audiences=frozenset({stranger.pk})):
        assert links.group_ids([a.pk]) == {}


def test_the_face_shows_what_was_picked_and_every_name(people, user):
    a, b, *_ = people
    Person.objects.filter(pk=b.pk).update(sex=Sex.FEMALE, sex_answer="known")
    same(a, b, user, picks={"known_as": str(b.pk), "birth": str(a.pk), "photo": "x"})
    row = PairVerdict.objects.get()
    assert row.picks == {"known_as": str(b.pk), "birth": str(a.pk)}
    for person in (a, b):
        together = links.read_together(Person.objects.get(pk=person.pk))
        assert together.count == 2
        assert together.face.known_as == "Amina B"
        assert {"Amina A"} <= {name.text for name in together.face.names.all()}
        # Nobody picked: the one that is known is shown.
        assert together.face.sex == Sex.FEMALE
    assert Person.objects.get(pk=a.pk).known_as == "Amina A"


def test_picks_of_anybody_else_are_not_kept(people, user):
    a, b, c, _ = people
    same(a, b, user, picks={"known_as": str(c.pk), "sex": "first"})
    assert PairVerdict.objects.get().picks == {}


# What cannot both be true ------------------------------------------------------------------


def test_a_link_against_a_never_is_refused_also_through_others(people, user):
    a, b, c, d = people
    same(a, b, user)
    same(c, d, user)
    never(b, d, user)
    for one, other in itertools.product((a, b), (c, d)):
        if (one, other) != (b, d):
            with pytest.raises(LinkRefused, match="never the same"):
                same(one, other, user)
    assert PairVerdict.objects.filter(verdict=Verdict.SAME).count() == 2


@pytest.mark.parametrize("verdict", [Verdict.NEVER, Verdict.UNSURE])
def test_read_together_they_must_be_taken_apart_first(people, user, verdict):
    a, b, c, _ = people
    same(a, b, user)
    same(b, c, user)
    for one, other in ((a, b), (a, c)):
        with pytest.raises(LinkRefused, match="Take them apart"):
            decide(one, other, verdict, user)


def test_who_saw_an_older_state_is_told_and_changes_nothing(people, user):
    a, b, *_ = people
    decide(a, b, Verdict.UNSURE, user, seen="")
    with pytest.raises(DecidedMeanwhile):
        decide(a, b, Verdict.NEVER, user, seen="")
    assert PairVerdict.objects.get().verdict == Verdict.UNSURE
    # The same answer twice is one answer.
    assert not decide(a, b, Verdict.UNSURE, user, seen="").is_new


# Taking back -------------------------------------------------------------------------------

# Logs and what belongs to a session; history is what must grow.
_ASIDE = ("audit_", "ui_undooffer", "django_session", "django_migrations", "procrastinate_")


def dump() -> dict[str, list[str]]:
    """Return every row of every table that the application may read, as text."""
    rows = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind IN ('r', 'p') AND has_table_privilege(oid, 'SELECT') ORDER BY 1"
        )
        for (table,) in cursor.fetchall():
            if table.startswith(_ASIDE) or table.endswith("event"):
                continue
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
            rows[table] = [row for (row,) in cursor.fetchall()]
    return rows


@pytest.mark.parametrize("earlier", [None, Verdict.UNSURE, Verdict.NEVER])
@pytest.mark.parametrize("verdict", [Verdict.SAME, Verdict.NEVER, Verdict.UNSURE])
def test_link_look_undo_leaves_the_database_as_it_was(people, user, earlier, verdict):
    a, b, *_ = people
    DuplicateCandidate.objects.create(first=a, second=b, weight=3.5, reasons=["birth.exact"])
    if earlier is not None:
        decide(a, b, earlier, user)
    before = dump()
    assert before["people_duplicatecandidate"]
    assert before["people_person"]
    decided = decide(a, b, verdict, user, picks={"known_as": str(b.pk)})
    if earlier != verdict:
        assert dump() != before
    links.read_together(a)
    if decided.is_new:
        assert take_back(decided, user)
    assert dump() == before


def test_a_verdict_can_be_taken_back_only_while_it_stands(people, user):
    a, b, *_ = people
    first = decide(a, b, Verdict.UNSURE, user)
    decide(a, b, Verdict.NEVER, user)
    assert not take_back(first, user)
    assert PairVerdict.objects.get().verdict == Verdict.NEVER
    PairVerdict.objects.all().delete()
    assert not take_back(first, user)


def test_everything_is_in_the_audit_without_a_name(people, user):
    a, b, *_ = people
    decided = same(a, b, user)
    take_back(decided, user)
    same(a, b, user)
    take_apart(person_id=a.pk, never=False, by=user)
    events = AuditEvent.objects.filter(verb__startswith="people.").order_by("pk")
    verbs = [event.verb for event in events]
    assert verbs[-4:] == [
        "people.pair_decided",
        "people.verdict_taken_back",
        "people.pair_decided",
        "people.record_taken_apart",
    ]
    assert all("Amina" not in str(event.detail) for event in events)


# Taking apart ------------------------------------------------------------------------------


def test_taking_one_out_leaves_the_others_together(people, user):
    a, b, c, d = people
    same(a, b, user)
    same(b, c, user)
    same(c, d, user)
    assert take_apart(person_id=a.pk, never=True, by=user) == 3
    assert links.group_ids([b.pk]) == {b.pk: frozenset({b.pk, c.pk, d.pk})}
    told = PairVerdict.objects.filter(verdict=Verdict.NEVER)
    assert {frozenset((row.first_id, row.second_id)) for row in told} == {
        frozenset((a.pk, other.pk)) for other in (b, c, d)
    }
    for other in (b, c, d):
        with pytest.raises(LinkRefused):
            same(a, other, user)


def test_taking_apart_without_never_forgets_the_link_alone(people, user):
    a, b, c, _ = people
    same(a, b, user)
    decide(a, c, Verdict.UNSURE, user)
    assert take_apart(person_id=a.pk, never=False, by=user) == 1
    assert list(PairVerdict.objects.values_list("verdict", flat=True)) == [Verdict.UNSURE]
    assert take_apart(person_id=a.pk, never=False, by=user) == 0


# At the same moment ------------------------------------------------------------------------


def together(city, *deeds):
    """Run each deed in its own thread, connection and transaction, released together."""
    gate = threading.Barrier(len(deeds))
    results = [None] * len(deeds)

    def run(number, deed):
        gate.wait()
        try:
            with scope(city_id=city.pk):
                results[number] = deed()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_a_circle_that_contradicts_itself_cannot_be_closed_from_three_sides(torino):
    user = make_user()
    with scope(city_id=torino.pk):
        a, b, c = (make_person(f"Amina {letter}") for letter in "ABC")
    results = together(
        torino,
        lambda: decide_pair(one_id=a.pk, other_id=b.pk, verdict=Verdict.SAME, by=user, seen=""),
        lambda: decide_pair(one_id=b.pk, other_id=c.pk, verdict=Verdict.SAME, by=user, seen=""),
        lambda: decide_pair(one_id=a.pk, other_id=c.pk, verdict=Verdict.NEVER, by=user, seen=""),
    )
    refused = [result for result in results if isinstance(result, Exception)]
    assert [type(error) for error in refused] == [LinkRefused]
    with scope(city_id=torino.pk):
        assert PairVerdict.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_answer_otherwise_leave_one_answer(torino):
    user = make_user()
    with scope(city_id=torino.pk):
        a, b = make_person("Amina A"), make_person("Amina B")
    answers = (Verdict.SAME, Verdict.NEVER, Verdict.UNSURE, Verdict.SAME)
    results = together(
        torino,
        *(
            lambda told=told: decide_pair(
                one_id=a.pk, other_id=b.pk, verdict=told, by=user, seen=""
            )
            for told in answers
        ),
    )
    written = [result for result in results if not isinstance(result, Exception)]
    assert {result.verdict.verdict for result in written} == {written[0].verdict.verdict}
    assert all(
        isinstance(result, DecidedMeanwhile) for result in results if isinstance(result, Exception)
    )
    with scope(city_id=torino.pk):
        assert PairVerdict.objects.count() == 1


def test_without_the_lock_the_database_still_keeps_a_pair_once(people, user, monkeypatch):
    a, b, *_ = people
    monkeypatch.setattr(actions, "lock_links", lambda: None)
    same(a, b, user)
    first, second = sorted((a.pk, b.pk))
    now = timezone.now() + dt.timedelta(seconds=1)
    for one, other in ((first, second), (second, first)):
        with pytest.raises(Exception, match="people_verdict"), transaction.atomic():
            PairVerdict.objects.create(
                first_id=one, second_id=other, verdict="same", decided_at=now, decided_by=user
            )
