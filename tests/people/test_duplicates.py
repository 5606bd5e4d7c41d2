"""Finding duplicates in a city: what becomes a candidate, what never does."""

import datetime as dt

import pytest
from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.tenancy import scope
from lgnet.network.queries import active_cities
from lgnet.people import jobs
from lgnet.people.actions.duplicates import find_duplicates
from lgnet.people.actions.links import decide_pair, state_of, take_apart
from lgnet.people.enums import BirthPrecision, NameKind, Sex, Verdict
from lgnet.people.models import DuplicateCandidate, PairVerdict
from tests.factories.network import make_compartment, make_user
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def born(year, month=5, day=17):
    return {
        "birth_date": dt.date(year, month, day),
        "birth_precision": BirthPrecision.EXACT,
        "birth_answer": Answer.KNOWN,
        "sex": Sex.FEMALE,
        "sex_answer": Answer.KNOWN,
    }


def named(given, family, **fields):
    names = [(NameKind.GIVEN, given), (NameKind.FAMILY, family)]
    return make_person(f"{given} {family}", names=names, **fields)


def batch(city, compartment_id=OPEN_COMPARTMENT):
    return find_duplicates(city_id=city.pk, compartment_id=compartment_id)


def candidates(city, compartment_id=OPEN_COMPARTMENT):
    with scope(city_id=city.pk, compartment_id=compartment_id):
        return list(DuplicateCandidate.objects.order_by("-weight", "pk"))


def edges(city):
    return {(row.first_id, row.second_id) for row in candidates(city)}


def edge(one, other):
    return tuple(sorted((one.pk, other.pk)))


@pytest.fixture
def twice(torino):
    """Return two records of one woman, and one of somebody else."""
    with scope(city_id=torino.pk):
        return (
            named("Aminata", "Diallo", **born(1990)),
            named("Aminatou", "Dialo", **born(1990)),
            named("Oksana", "Kovalenko", **born(1971)),
        )


def test_a_batch_proposes_the_likely_pair_and_no_other(torino, twice):
    one, other, _stranger = twice
    found = batch(torino)
    assert (found.people, found.candidates, found.new) == (3, 1, 1)
    row = candidates(torino)[0]
    assert (row.first_id, row.second_id) == edge(one, other)
    assert row.weight > 5
    assert "birth.exact" in row.reasons
    assert not {"aminata", "diallo", "1990"} & set(str(row.reasons).lower().split("'"))


def test_a_second_batch_changes_nothing(torino, twice):
    batch(torino)
    before = [(row.pk, row.weight, row.found_at) for row in candidates(torino)]
    again = batch(torino)
    assert (again.new, again.gone) == (0, 0)
    assert [(row.pk, row.weight, row.found_at) for row in candidates(torino)] == before


def test_a_name_in_another_script_is_a_pair(torino):
    with scope(city_id=torino.pk):
        one = make_person("محمد خليل", **born(1988, 3, 4))
        other = named("Mohammed", "Khalil", **born(1988, 4, 3))
    batch(torino)
    assert edges(torino) == {edge(one, other)}


def test_what_is_no_longer_alike_is_taken_off_the_queue(torino, twice):
    _one, other, _ = twice
    batch(torino)
    with scope(city_id=torino.pk):
        other.names.all().delete()
        other.known_as = "Solveig Lindqvist"
        other.birth_date = dt.date(1950, 8, 9)
        other.save()
    assert batch(torino).gone == 1
    assert candidates(torino) == []


def test_never_the_same_survives_a_new_batch(torino, twice):
    one, other, _ = twice
    batch(torino)
    with scope(city_id=torino.pk):
        decide_pair(
            one_id=one.pk, other_id=other.pk, verdict=Verdict.NEVER, by=make_user(), seen=""
        )
        before = list(PairVerdict.objects.order_by("pk").values())
    assert batch(torino).candidates == 0
    with scope(city_id=torino.pk):
        assert list(PairVerdict.objects.order_by("pk").values()) == before
        # Taken off, should somebody clear the queue meanwhile, and still not proposed.
        DuplicateCandidate.objects.all().delete()
    batch(torino)
    assert candidates(torino) == []


def test_never_the_same_holds_for_all_that_are_read_together(torino):
    user = make_user()
    with scope(city_id=torino.pk):
        one = named("Aminata", "Diallo", **born(1990))
        linked = named("Amina", "Diallo", **born(1990))
        third = named("Aminata", "Diallo", **born(1990, 5, 18))
        decide_pair(one_id=one.pk, other_id=linked.pk, verdict=Verdict.SAME, by=user, seen="")
        decide_pair(one_id=one.pk, other_id=third.pk, verdict=Verdict.NEVER, by=user, seen="")
    # The third is like the linked record too, of whom nobody has said anything.
    assert batch(torino).candidates == 0


def test_two_groups_are_asked_about_once(torino):
    user = make_user()
    with scope(city_id=torino.pk):
        one = named("Aminata", "Diallo", **born(1990))
        linked = named("Aminata", "Diallo", **born(1990, 5, 18))
        named("Aminata", "Diallo", **born(1990))
        decide_pair(one_id=one.pk, other_id=linked.pk, verdict=Verdict.SAME, by=user, seen="")
    assert batch(torino).candidates == 1


def test_taken_apart_may_be_proposed_again_unless_never_was_said(torino, twice):
    one, other, _ = twice
    user = make_user()
    with scope(city_id=torino.pk):
        decide_pair(one_id=one.pk, other_id=other.pk, verdict=Verdict.SAME, by=user, seen="")
        assert take_apart(person_id=one.pk, never=False, by=user) == 1
    batch(torino)
    assert edges(torino) == {edge(one, other)}
    with scope(city_id=torino.pk):
        decide_pair(one_id=one.pk, other_id=other.pk, verdict=Verdict.SAME, by=user, seen="")
        take_apart(person_id=other.pk, never=True, by=user)
        verdict = PairVerdict.objects.get()
        assert verdict.verdict == Verdict.NEVER
        assert state_of(verdict).startswith("never_same~")
        DuplicateCandidate.objects.all().delete()
    batch(torino)
    assert candidates(torino) == []


def test_cells_are_compared_apart(torino, palermo, twice):
    refuge = make_compartment(city=torino)
    with scope(city_id=torino.pk, compartment_id=refuge.pk):
        hidden = named("Aminata", "Diallo", **born(1990))
    with scope(city_id=palermo.pk):
        named("Aminata", "Diallo", **born(1990))
    call_command("find_duplicates", verbosity=0)
    assert len(candidates(torino)) == 1
    assert hidden.pk not in {one for pair in edges(torino) for one in pair}
    assert candidates(torino, refuge.pk) == []
    assert candidates(palermo) == []


def test_a_person_whose_key_was_destroyed_is_nobody_any_more(torino, twice):
    one, _other, _ = twice
    with scope(city_id=torino.pk):
        type(one).objects.filter(pk=one.pk).update(data_key=b"")
    found = batch(torino)
    assert (found.people, found.candidates) == (2, 0)


def test_nobody_and_one_person_make_no_pair(torino, palermo):
    assert batch(palermo).candidates == 0
    with scope(city_id=palermo.pk):
        make_person("Amina")
    assert batch(palermo).people == 1


def test_every_city_is_queued_once_and_its_job_compares_it(torino, twice):
    for _ in range(2):
        jobs.find_all_duplicates(timestamp=0)
    queued = ProcrastinateJob.objects.filter(task_name="people.find_duplicates")
    assert queued.count() == active_cities().count()
    assert {job.args["city_id"] for job in queued} >= {str(torino.pk)}
    jobs.find_duplicates_in(city_id=str(torino.pk))
    assert len(candidates(torino)) == 1
