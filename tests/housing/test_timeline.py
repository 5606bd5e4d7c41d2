"""The timeline: where bars lie, what they say of the clock, and moving a guest by it."""

import datetime as dt
import re
from types import SimpleNamespace as Row

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from lgnet.housing.actions.stays import record_arrival
from lgnet.housing.models import Occupancy
from lgnet.housing.timeline import OVER, Window, bar, mark_of
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests import budget
from tests.factories.housing import make_places, make_stay, make_structure
from tests.factories.people import make_person

NIGHT = dt.date(2026, 3, 10)
TIMELINE = "housing:timeline"
HX = {"HX-Request": "true"}


def days(number):
    return dt.timedelta(days=number)


def made(first, end, *, due=None, began=None, ended=None, query=()):
    window = Window.from_query(dict(query), tonight=NIGHT)
    row = Row(
        id="x",
        kind="stay",
        nights=DateRange(first, end),
        person_id=1,
        stay_id=2,
        request_id=None,
        of_request=None,
        expires_at=None,
        reason=None,
        counts_from=began,
        due_on=due,
        ended_on=ended,
    )
    return bar(row, window)


def test_a_bar_covers_its_nights_and_says_where_it_goes_on():
    # The page begins seven nights before tonight: the 3rd is column 1.
    whole = made(NIGHT, NIGHT + days(2))
    assert (whole.column, whole.span) == (8, 2)
    assert not (whole.is_cut_before or whole.is_cut_after)
    one = made(NIGHT - days(7), NIGHT - days(6))
    assert (one.column, one.span) == (1, 1)
    long = made(NIGHT - days(100), NIGHT + days(100))
    assert (long.column, long.span, long.is_cut_before, long.is_cut_after) == (1, 28, True, True)
    endless = made(NIGHT + days(20), None)
    assert (endless.column, endless.span, endless.is_cut_after) == (28, 1, True)


@pytest.mark.parametrize(
    ("left", "mark"),
    [(61, ""), (60, "60"), (31, "60"), (30, "30"), (11, "30"), (10, "10"), (1, "10"), (0, OVER)],
)
def test_the_end_is_marked_when_it_is_near(left, mark):
    assert mark_of(left) == mark
    due = NIGHT + days(left)
    clock = made(NIGHT - days(3), due, due=due, began=NIGHT - days(33))
    assert (clock.day, clock.total, clock.left, clock.mark) == (34, 33 + left, left, mark)
    # Only the last nights of a stay that runs bear the mark.
    assert made(NIGHT, due - days(1), due=due, began=NIGHT).mark == "" or left < 2
    assert made(NIGHT - days(3), due, due=due, began=NIGHT, ended=NIGHT).mark == ""


@pytest.mark.parametrize(
    "query", [{"days": "9"}, {"days": "²"}, {"from": "x"}, {"from": "0001-01-01"}, {"days": "-7"}]
)
def test_a_wrong_address_shows_the_usual_nights(query):
    window = Window.from_query(query, tonight=NIGHT)
    assert (window.first, window.days, window.today_column) == (NIGHT - days(7), 28, 8)
    assert Window.from_query({"days": "14"}, tonight=NIGHT).moved(1).query() == (
        "?days=14&from=2026-03-21"
    )


@pytest.fixture
def coordinator(sign_in, torino):
    return sign_in(Role.HOUSING_COORDINATOR, torino)


def body(response):
    return response.content.decode()


@pytest.mark.django_db
def test_the_timeline_as_bars_and_as_a_table(torino, coordinator, sign_in):
    with scope(city_id=torino.pk):
        first, second = make_places(2, structure=make_structure(name="Casa Aurora"))
        stay = make_stay(place=first, person=make_person("Amina"), started_on=tonight() - days(30))
        record_arrival(stay=stay, by=coordinator.user)
        over = make_stay(
            place=second, person=make_person("Oltre"), started_on=tonight() - days(250)
        )
        make_places(1, structure=make_structure(name="Casa Altra"))
        key = Occupancy.objects.get(stay=stay).pk
    seen = body(coordinator.get(reverse(TIMELINE)))
    drawn = re.search(rf'<a id="b-{key}".*?</a>', seen, re.S).group()
    assert "tl-c-1 tl-s-28 tl-cut-before tl-cut-after" in drawn and "Amina" in drawn
    assert reverse("housing:stay_detail", args=[stay.pk]) in drawn
    clock = re.search(r'class="tl-clock">(.*?)<', drawn).group(1)
    assert re.findall(r"\d+", clock) == ["31", str((stay.due_on - stay.started_on).days)]
    # Nobody recorded that they left: a bar up to tonight says so.
    assert re.search(rf'id="b-over-{second.pk}".*?tl-c-1 tl-s-8 tl-due-over', seen)
    assert reverse("housing:stay_move", args=[over.pk]) not in seen
    table = body(coordinator.get(reverse(TIMELINE), {"view": "table"}))
    assert "Amina" in table and "Oltre" in table and "tl-bar" not in table
    house = str(first.unit.structure_id)
    one = body(coordinator.get(reverse(TIMELINE), {"structure": house}))
    assert one.count('class="tl-house"') == 1 and seen.count('class="tl-house"') == 2
    assert sign_in(Role.OUTREACH_WORKER, torino).get(reverse(TIMELINE)).status_code == 403


@pytest.mark.django_db
def test_a_move_is_refused_in_words_done_and_taken_back(torino, coordinator):
    with scope(city_id=torino.pk):
        house = make_structure()
        first, busy, free = make_places(3, structure=house)
        stay = make_stay(place=first, person=make_person("Amina"), started_on=tonight() - days(9))
        make_stay(place=busy)
        elsewhere = make_places(1)[0]
        due_on = stay.due_on
    address = reverse("housing:stay_move", args=[stay.pk])
    page = body(coordinator.get(address))
    assert str(free.pk) in page and str(busy.pk) not in page and str(elsewhere.pk) not in page
    assert coordinator.post(address, {}).status_code == 422
    assert coordinator.post(address, {"place": uuid7()}).status_code == 404
    for place in (busy, elsewhere):
        refused = coordinator.post(address, {"place": place.pk}, headers=HX)
        assert refused.status_code == 409 and "lg-form-errors" in body(refused)
    moved = coordinator.post(address, {"place": free.pk}, headers=HX)
    assert (moved.status_code, moved["HX-Refresh"]) == (204, "true")
    with scope(city_id=torino.pk):
        rows = Occupancy.objects.filter(stay=stay).order_by("nights")
        assert [row.place_id for row in rows] == [first.pk, free.pk]
        assert rows[1].nights.lower == tonight()
    offer = re.search(r"/undo/([0-9a-f-]{36})/", body(coordinator.get(reverse(TIMELINE)))).group(1)
    coordinator.post(reverse("ui:undo", args=[offer]))
    with scope(city_id=torino.pk):
        row = Occupancy.objects.get(stay=stay)
        stay.refresh_from_db()
        assert (row.place_id, row.nights.upper, stay.due_on) == (first.pk, due_on, due_on)


@pytest.mark.django_db
def test_a_move_before_somebody_elses_nights_gives_the_end_back_with_the_place(torino, coordinator):
    with scope(city_id=torino.pk):
        first, second = make_places(2)
        stay = make_stay(place=first)
        due_on, soon = stay.due_on, tonight() + days(20)
        other = make_stay(place=make_places(1, structure=first.unit.structure)[0])
        Occupancy.objects.filter(stay=other).update(
            place=second, nights=DateRange(soon, other.due_on)
        )
    coordinator.post(reverse("housing:stay_move", args=[stay.pk]), {"place": second.pk})
    with scope(city_id=torino.pk):
        stay.refresh_from_db()
        assert stay.due_on == soon
    page = body(coordinator.get(reverse("housing:stay_detail", args=[stay.pk])))
    offer = re.search(r"/undo/([0-9a-f-]{36})/", page).group(1)
    with scope(city_id=torino.pk):
        record_arrival(stay=stay, by=coordinator.user)
    coordinator.post(reverse("ui:undo", args=[offer]))
    with scope(city_id=torino.pk):
        stay.refresh_from_db()
        row = Occupancy.objects.get(stay=stay)
        assert (row.place_id, row.kind, stay.due_on) == (first.pk, "stay", due_on)


@pytest.mark.django_db
def test_a_long_timeline_costs_what_a_short_one_costs(torino, coordinator):
    with scope(city_id=torino.pk):
        make_stay(started_on=tonight() - days(250))
        make_stay()
    before = budget.count(coordinator, reverse(TIMELINE))
    with scope(city_id=torino.pk):
        for _ in range(5):
            make_stay()
            make_places(3)
    assert budget.count(coordinator, reverse(TIMELINE)) == before <= budget.MOST_A_PAGE
