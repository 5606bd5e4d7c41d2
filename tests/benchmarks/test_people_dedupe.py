"""The benchmark of duplicates: its invented cities, its truth, its sums."""

from collections import Counter

import pytest

from benchmarks import people_dedupe
from benchmarks._doubles.people import city
from benchmarks._doubles.truth import groups, quality, records_of, true_pairs
from lgnet.people.matching.batch import find_pairs, pairs_to_weigh


@pytest.fixture(scope="module")
def told():
    return city(seed=77, records=1_500)


def test_the_same_seed_gives_the_same_city(told):
    assert city(seed=77, records=1_500) == told
    assert city(seed=78, records=1_500) != told


def test_a_city_looks_as_it_is_said_to(told):
    people = Counter(one.person for one in told)
    again = sum(count > 1 for count in people.values()) / len(people)
    assert 0.07 < again < 0.13
    exact = [one.birth.first_day for one in told if one.birth and one.birth.precision == "exact"]
    on_1_january = sum((day.month, day.day) == (1, 1) for day in exact) / len(exact)
    assert 0.14 < on_1_january < 0.26
    given = Counter(one.given for one in told)
    assert sum(count == 1 for count in given.values()) > len(given) / 3


def test_truth_counts_each_pair_of_a_person_once():
    right = true_pairs([5, 9, 5, 5, 9])
    assert right == {(0, 2), (0, 3), (2, 3), (1, 4)}
    told = quality({(0, 2), (1, 4), (0, 1)}, right)
    assert (told.precision, told.recall) == (pytest.approx(2 / 3), 0.5)
    assert told.f1 == pytest.approx(4 / 7)
    assert groups(5, right) == 2
    assert quality(set(), right).f1 == 0


def test_cities_add_up_and_the_quick_ones_are_few():
    for quick, total in ((True, people_dedupe.PEOPLE_QUICK), (False, people_dedupe.PEOPLE)):
        found = people_dedupe.sizes(quick)
        assert sum(found) == total
        assert found == sorted(found)
    assert len(people_dedupe.sizes(False)) == 40
    assert people_dedupe.TUNING_SEED < people_dedupe.FIRST_SEED


def test_blocking_keeps_the_true_pairs_among_few(told):
    records = records_of(told)
    right = true_pairs(one.person for one in told)
    weighed = pairs_to_weigh(records)
    assert len(weighed & right) / len(right) >= 0.97
    assert len(weighed) / len(records) <= 35


def test_ours_finds_most_and_is_mostly_right(told):
    records = records_of(told)
    right = true_pairs(one.person for one in told)
    found = find_pairs(records, at_least=0.5)
    pairs = {tuple(sorted((int(one.first), int(one.second)))) for one in found.pairs}
    told_quality = quality(pairs, right)
    assert told_quality.precision > 0.9
    assert told_quality.recall > 0.85
