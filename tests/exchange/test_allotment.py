"""Places for nights: the rule, and a slower way to the same answer."""

import datetime as dt
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from lgnet.exchange.hmis.allotment import Missed, Nights, Slot, Wish, allot, without

DAY_0 = dt.date(2024, 1, 1)
HORIZON = 30


def day(number):
    return None if number is None else DAY_0 + dt.timedelta(days=number)


def slot(place, opens, closes=None, project="a"):
    return Slot(project, place, day(opens), day(closes))


def wish(stay, starts, ends=None, project="a", person=None, order=None):
    return Wish(stay, project, person or stay, order or stay, day(starts), day(ends))


def run(slots, wishes):
    slots = sorted(slots, key=lambda s: s.opens_on)
    wishes = sorted(wishes, key=lambda w: (w.starts_on, w.order))
    results = list(allot(slots, wishes))
    nights = [r for r in results if isinstance(r, Nights)]
    return nights, {r.stay: r for r in results if isinstance(r, Missed)}


def as_numbers(nights):
    return sorted(
        (
            n.stay,
            n.place,
            (n.from_on - DAY_0).days,
            None if n.until_on is None else (n.until_on - DAY_0).days,
        )
        for n in nights
    )


def test_a_free_place_is_taken_for_the_whole_stay():
    nights, missed = run([slot(1, 0)], [wish(1, 3, 9)])
    assert as_numbers(nights) == [(1, 1, 3, 9)]
    assert missed == {}


def test_an_open_stay_takes_an_open_place_without_end():
    nights, _ = run([slot(1, 0)], [wish(1, 3)])
    assert as_numbers(nights) == [(1, 1, 3, None)]


def test_who_waits_takes_the_place_the_morning_it_is_left():
    nights, missed = run([slot(1, 0)], [wish(1, 0, 5), wish(2, 2, 9)])
    assert as_numbers(nights) == [(1, 1, 0, 5), (2, 1, 5, 9)]
    assert missed == {2: Missed(2, for_want=True, elsewhere=False)}


def test_who_leaves_before_a_place_is_free_has_no_night():
    nights, missed = run([slot(1, 0)], [wish(1, 0, 9), wish(2, 2, 6)])
    assert as_numbers(nights) == [(1, 1, 0, 9)]
    assert missed[2].for_want


def test_a_place_that_closes_is_left_for_another_one():
    nights, missed = run([slot(1, 0, 5), slot(2, 5)], [wish(1, 2, 9)])
    assert as_numbers(nights) == [(1, 1, 2, 5), (1, 2, 5, 9)]
    assert missed == {}


def test_who_came_first_keeps_a_place_when_there_are_fewer():
    nights, missed = run([slot(1, 0, 5), slot(2, 0, 5), slot(3, 5)], [wish(1, 0, 9), wish(2, 1, 9)])
    assert (1, 3, 5, 9) in as_numbers(nights)
    assert missed == {2: Missed(2, for_want=True, elsewhere=False)}


def test_the_stay_begun_last_has_the_person():
    slots = [slot(1, 0), slot(2, 0, project="b")]
    nights, missed = run(
        slots, [wish(1, 0, 20, person=7), wish(2, 5, 9, project="b", person=7, order=2)]
    )
    assert as_numbers(nights) == [(1, 1, 0, 5), (1, 1, 9, 20), (2, 2, 5, 9)]
    assert missed == {1: Missed(1, for_want=False, elsewhere=True)}


def test_a_later_stay_without_a_place_takes_nothing_from_the_earlier_one():
    nights, missed = run([slot(1, 0)], [wish(1, 0, 20, person=7), wish(2, 5, 9, "b", person=7)])
    assert as_numbers(nights) == [(1, 1, 0, 20)]
    assert missed == {2: Missed(2, for_want=True, elsewhere=False)}


def test_a_place_left_for_a_later_stay_goes_to_who_waits():
    slots = [slot(1, 0), slot(2, 0, project="b")]
    wishes = [wish(1, 0, 20, person=7), wish(2, 1, 20), wish(3, 5, 9, "b", person=7)]
    nights, _ = run(slots, wishes)
    assert as_numbers(nights) == [(1, 1, 0, 5), (2, 1, 5, 20), (3, 2, 5, 9)]


def test_without_cuts_taken_ranges_out():
    whole = wish(1, 0, 20)
    taken = [(day(4), day(6)), (day(18), None)]
    assert list(without(whole, taken)) == [(day(0), day(4)), (day(6), day(18))]
    assert list(without(wish(1, 5), [(day(0), day(9))])) == [(day(9), None)]
    assert list(without(whole, [(day(0), None)])) == []


ends = st.none() | st.integers(1, 12)


@st.composite
def problems(draw):
    slots = []
    for place in range(draw(st.integers(0, 5))):
        opens = draw(st.integers(0, HORIZON - 5))
        length = draw(ends)
        project = draw(st.sampled_from("ab"))
        slots.append(slot(place, opens, length and opens + length, project))
    wishes = []
    for stay in range(1, draw(st.integers(0, 9)) + 1):
        starts = draw(st.integers(0, HORIZON - 5))
        length = draw(ends)
        project = draw(st.sampled_from("ab"))
        person = draw(st.integers(1, 5))
        wishes.append(wish(stay, starts, length and starts + length, project, person))
    return slots, wishes


def open_on(item, night, first, last):
    end = getattr(item, last)
    return getattr(item, first) <= night and (end is None or night < end)


@given(problems())
def test_night_by_night_nothing_is_given_twice_and_nothing_is_wasted(problem):
    slots, wishes = problem
    nights, missed = run(slots, wishes)
    by_stay = {w.stay: w for w in wishes}
    by_place = {s.place: s for s in slots}
    lost = set()
    for number in range(HORIZON + 20):
        night = day(number)
        given_now = [n for n in nights if open_on(n, night, "from_on", "until_on")]
        assert max(Counter(n.place for n in given_now).values(), default=0) <= 1
        people = Counter(by_stay[n.stay].person for n in given_now)
        assert max(people.values(), default=0) <= 1
        for n in given_now:
            assert by_place[n.place].project == by_stay[n.stay].project
            assert open_on(by_place[n.place], night, "opens_on", "closes_on")
            assert open_on(by_stay[n.stay], night, "starts_on", "ends_on")
        active = [w for w in wishes if open_on(w, night, "starts_on", "ends_on")]
        sleeping = {n.stay for n in given_now}
        for project in "ab":
            places = {
                s.place
                for s in slots
                if s.project == project and open_on(s, night, "opens_on", "closes_on")
            }
            free = places - {n.place for n in given_now}
            for w in active:
                if w.project != project or w.stay in sleeping:
                    continue
                # Whoever has no place in a project with a free one sleeps in a later stay.
                if free:
                    held = [by_stay[s] for s in sleeping if by_stay[s].person == w.person]
                    assert held and (held[0].starts_on, held[0].order) > (w.starts_on, w.order)
        lost |= {w.stay for w in active if w.stay not in sleeping}
    assert set(missed) == lost
