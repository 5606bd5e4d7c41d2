"""Minors as members of staff meet them: who answers for them, the path, whom to follow."""

import datetime as dt
import html

import pytest
from django.urls import reverse
from django.utils import timezone

from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people.enums import BirthPrecision, MinorStep, Relation
from lgnet.people.models import Guardianship, MinorPathStep
from tests.budget import count
from tests.factories.families import born, make_guardian, make_household, make_minor
from tests.factories.people import make_person
from tests.pages import page, panel, send, undo_last

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
ALONE = "Minor, perhaps alone"


@pytest.fixture
def desk(sign_in, torino):
    return sign_in(Role.DESK_OPERATOR, torino)


@pytest.fixture
def manager(sign_in, torino):
    return sign_in(Role.CASE_MANAGER, torino)


@pytest.fixture
def inside(torino):
    return lambda: scope(city_id=torino.pk)


def detail_of(person):
    return reverse("people:detail", args=[person.pk])


# Guardians ---------------------------------------------------------------------------------------


def test_a_guardian_by_name_answers_and_the_name_is_sealed(desk, inside):
    with inside():
        minor = make_minor("Sam")
    assert ALONE in page(desk, detail_of(minor))
    data = {"id": uuid7(), "who": "new", "known_as": "Avv. Zanetti", "kind": "appointed"}
    address = reverse("people:guardian_new", args=[minor.pk])
    send(desk, address, {**data, "day": TODAY.isoformat()})
    text = page(desk, detail_of(minor))
    assert "Avv. Zanetti" in panel(text, "people-family")
    assert ALONE not in text
    assert "Minor alone: what the law asks for" in text
    again = send(
        desk, address, {**data, "id": uuid7(), "day": TODAY.isoformat()}, status=409
    ).content.decode()
    assert "answers for this person already" in again
    with inside():
        row = Guardianship.objects.get()
    send(desk, reverse("people:guardian_end", args=[row.pk]), {"day": TODAY.isoformat()})
    assert ALONE in page(desk, detail_of(minor))
    undo_last(desk)
    assert ALONE not in page(desk, detail_of(minor))


def test_a_guardian_of_ours_is_linked_both_ways(desk, inside):
    with inside():
        minor, aunt = make_minor("Sam"), make_person("Fatou")
    data = {"id": uuid7(), "who": str(aunt.pk), "kind": "foster", "day": TODAY.isoformat()}
    send(desk, reverse("people:guardian_new", args=[minor.pk]), data)
    assert detail_of(aunt) in panel(page(desk, detail_of(minor)), "people-family")
    assert detail_of(minor) in panel(page(desk, detail_of(aunt)), "people-family")
    undo_last(desk)
    assert detail_of(aunt) not in page(desk, detail_of(minor))


def test_eighteen_ends_it_and_it_stays_visible(desk, inside):
    with inside():
        grown = make_person("Sam", **born(18.5))
        make_guardian(grown, "Avv. Zanetti", from_on=TODAY - dt.timedelta(days=700))
    text = panel(page(desk, detail_of(grown)), "people-family")
    assert "Avv. Zanetti" in text and "ended at eighteen" in text


# The path ----------------------------------------------------------------------------------------


def step_of(person, step="safe_place"):
    return reverse("people:minor_step", args=[person.pk, step])


def test_steps_are_done_and_taken_back_with_who_and_when(manager, inside):
    with inside():
        minor = make_minor("Sam")
    send(manager, step_of(minor), {"state": "done"})
    text = panel(page(manager, detail_of(minor)), "people-minor")
    assert manager.user.full_name in html.unescape(text) and "Not done after all" in text
    with inside():
        before = MinorPathStep.objects.get()
    send(manager, step_of(minor), {"state": "open"})
    with inside():
        assert not MinorPathStep.objects.exists()
    undo_last(manager)
    with inside():
        after = MinorPathStep.objects.get()
        assert (after.done_at, after.done_by_id) == (before.done_at, before.done_by_id)
    undo_last(manager)
    page(manager, step_of(minor), status=405)
    send(manager, step_of(minor, "dance"), {}, status=404)


def test_only_who_follows_minors_marks_steps(desk, inside):
    with inside():
        minor = make_minor("Sam")
    text = page(desk, detail_of(minor))
    assert "Minor alone: what the law asks for" in text
    assert step_of(minor) not in text
    send(desk, step_of(minor), {"state": "done"}, status=403)


def test_a_step_needs_a_path(manager, inside):
    with inside():
        adult, child, mother = make_person(**born(40)), make_minor("Sam"), make_person(**born(35))
        make_household((mother, Relation.PARENT), (child, Relation.CHILD))
    for person in (adult, child):
        send(manager, step_of(person), {"state": "done"})
        assert "The steps are no longer needed here" in page(manager, detail_of(person))
    with inside():
        assert not MinorPathStep.objects.exists()


def test_the_first_page_and_the_list_show_whom_to_follow(manager, desk, inside):
    with inside():
        alone, child, mother = make_minor("Sola"), make_minor("Nido"), make_person(**born(35))
        make_household((mother, Relation.PARENT), (child, Relation.CHILD))
        soon = make_minor("Quasi", age=17.95)
        grown = make_person("Grande", **born(18.2))
        for step in (MinorStep.SAFE_PLACE, MinorStep.COURT_TOLD):
            MinorPathStep.objects.create(person=grown, step=step)
        guarded = make_minor("Tutela")
        make_guardian(guarded, "Avv. Zanetti")
        unknown = make_person("Ignoto")
        perhaps = make_person("Forse", **born(19, BirthPrecision.ESTIMATED))
    text = page(manager, reverse("people:minors"))
    for person in (alone, soon, grown, guarded, perhaps):
        assert detail_of(person) in text, person.known_as
    for person in (child, mother, unknown):
        assert detail_of(person) not in text, person.known_as
    assert "4 steps left" in text and "Of age, steps left open" in text
    assert "Comes of age on" in text and "Came of age on" in text
    home = page(manager, reverse("ui:home"))
    assert home.index("Quasi") < home.index("Sola")
    assert ALONE in home
    assert "Sola" not in page(desk, reverse("ui:home"))


def test_a_list_and_candidates_flag_who_is_alone(desk, inside):
    with inside():
        make_minor("Sola")
        child, mother = make_minor("Nido"), make_person("Madre", **born(35))
        make_household((mother, Relation.PARENT), (child, Relation.CHILD))
        make_person("Ignoto")
    text = page(desk, reverse("people:search"))
    rows = {
        name: text.split(f"<bdi>{name}</bdi>")[1].split("</tr>")[0] for name in ("Sola", "Nido")
    }
    assert ALONE in rows["Sola"]
    assert ALONE not in rows["Nido"] and "Minor" in rows["Nido"]
    assert text.count(ALONE) == 1


def test_ten_more_minors_add_no_query_to_lists(desk, inside):
    with inside():
        make_minor("Sola")
    before = count(desk, reverse("people:search"))
    with inside():
        for _ in range(10):
            make_minor()
    assert count(desk, reverse("people:search")) == before


def test_the_task_list_has_the_path_as_one_line(manager, inside):
    with inside():
        minor, adult = make_minor("Sam"), make_person(**born(40))
        MinorPathStep.objects.create(person=minor, step=MinorStep.SAFE_PLACE)
    text = page(manager, detail_of(minor))
    assert text.count("What the law asks for where a minor is alone") == 1
    assert "5 steps left" in text
    assert "What the law asks for where a minor is alone" not in page(manager, detail_of(adult))
