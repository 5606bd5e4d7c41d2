"""The weights of pairs: the same in Python and in Splink, and sensible."""

import datetime as dt
import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lgnet.people.enums import BirthPrecision
from lgnet.people.matching import frequencies_of, prior_weight, record_of, score
from lgnet.people.matching.batch import find_pairs, pairs_to_weigh
from lgnet.people.matching.blocking import keys_of
from lgnet.people.matching.comparisons import COMPARISONS, OTHERWISE
from lgnet.people.matching.weights import WEIGHTS
from lgnet.people.rules import Birth


def on(year, month=1, day=1, precision=BirthPrecision.EXACT):
    return Birth(dt.date(year, month, day), precision)


ABOUT, YEAR, MONTH = BirthPrecision.ESTIMATED, BirthPrecision.YEAR, BirthPrecision.MONTH
NUMBER, OTHER_NUMBER = ("codice_fiscale", "A1"), ("codice_fiscale", "B2")

# One of everything a comparison can meet.
PEOPLE = [
    {"known_as": "Amina Diallo", "birth": on(1990, 3, 4), "sex": "female", "citizenship": "SEN"},
    {"known_as": "Aminata Dialo", "birth": on(1990, 4, 3), "sex": "female", "phones": ["+391"]},
    {"known_as": "Diallo Amina", "birth": on(1990, 3, 5), "shared_phones": ["+391"]},
    {"known_as": "Amina", "birth": on(1990), "citizenship": "SEN", "phones": ["+392"]},
    {"known_as": "x", "names": [("given", "Abdul"), ("family", "Rahman")], "birth": on(1991)},
    {"known_as": "Abdulrahman", "birth": on(1990, precision=ABOUT), "sex": "male"},
    {"known_as": "y", "names": [("full", "محمد علي")], "birth": on(1985, precision=ABOUT)},
    {"known_as": "Mohammed Ali", "birth": on(1985, 5, precision=MONTH), "identifiers": [NUMBER]},
    {"known_as": "Mohamad Ally", "birth": on(1985, 5, 9), "identifiers": [OTHER_NUMBER]},
    {"known_as": "Ali", "birth": on(1986, precision=YEAR), "identifiers": [NUMBER, ("stp", "1")]},
    {"known_as": "Mohammed Amin Alli", "birth": on(1975, 3, 4), "sex": "male"},
    {"known_as": "Zoë", "birth": None},
    {"known_as": "🙂", "birth": None, "phones": ["+391"]},
    {"known_as": "Xu", "birth": on(1990, 3, 17), "citizenship": "CHN"},
    {"known_as": "Amena Dyalo", "birth": on(1991, 3, 4), "citizenship": "MLI"},
    {"known_as": "Amina Diallo", "birth": on(1990, 3, 4), "citizenship": "SEN"},
    {"known_as": "Amira Diallou", "birth": on(1990, 8, precision=MONTH)},
    {"known_as": "z", "names": [("given", "Mohammed Karim"), ("family", "Alvarez Dialbo")]},
    {"known_as": "z", "names": [("given", "Mohammed Tarek"), ("family", "Alvarez Santos")]},
    {"known_as": "Martha Kovalenko"},
    {"known_as": "Marhta Kovaletko"},
    {"known_as": "Dwayne Dickson"},
    {"known_as": "Duane Dickinsen"},
]


@pytest.fixture(scope="module")
def records():
    return [record_of(f"{place:02}", **one) for place, one in enumerate(PEOPLE)]


def test_splink_and_the_single_look_weigh_every_pair_the_same(records):
    frequencies = frequencies_of(records)
    by_id = {record.id: record for record in records}
    # All pairs, not only the likely ones: none may be weighed otherwise.
    found = find_pairs(records, at_least=-200, pairs=itertools.combinations(range(len(records)), 2))
    assert len(found.pairs) == math.comb(len(records), 2)
    for pair in found.pairs:
        one, other = by_id[pair.first], by_id[pair.second]
        weighed = score(one, other, frequencies=frequencies, records=len(records))
        assert weighed.weight == pytest.approx(pair.weight, abs=1e-6), weighed.reasons
        assert weighed.reasons == pair.reasons


def test_the_sample_meets_every_level(records):
    met = {
        reason
        for one, other in itertools.combinations(records, 2)
        for reason in score(one, other).reasons
    }
    levels = {f"{name}.{level}" for name, table in WEIGHTS.items() for level in table}
    assert levels == met


def test_each_level_has_its_weight_and_each_weight_its_level():
    for comparison in COMPARISONS:
        names = [level.name for level in comparison.levels] + [OTHERWISE]
        assert list(WEIGHTS[comparison.name]) == names
        assert sum(weight.m for weight in WEIGHTS[comparison.name].values()) < 1.6
        assert all(
            0 < weight.m < 1 and 0 < weight.u < 1 for weight in WEIGHTS[comparison.name].values()
        )
    assert set(WEIGHTS) == {comparison.name for comparison in COMPARISONS}


names_drawn = st.sampled_from(
    [
        "Amina Diallo",
        "Aminata Dialo",
        "محمد علي",
        "Mohammed Ali",
        "Md Ali",
        "李 伟",
        "A",
        "",
        "Оксана",
    ]
)
births = st.one_of(
    st.none(),
    st.builds(
        Birth,
        st.dates(dt.date(1985, 1, 1), dt.date(1987, 12, 31)),
        st.sampled_from(BirthPrecision),
    ),
)
drawn = st.builds(
    record_of,
    st.just("x"),
    known_as=names_drawn,
    birth=births,
    sex=st.sampled_from(["male", "female", None]),
    citizenship=st.sampled_from(["SEN", "MLI", None]),
    phones=st.lists(st.sampled_from(["+391", "+392"]), max_size=1),
    shared_phones=st.lists(st.sampled_from(["+391", "+392"]), max_size=1),
)


@given(one=drawn, other=drawn)
@settings(max_examples=300, deadline=None)
def test_weighing_does_not_care_who_is_first(one, other):
    assert score(one, other) == score(other, one)
    assert score(one, one).weight >= score(one, other).weight - 12


def weight(one, other, **options):
    return score(record_of("a", **one), record_of("b", **other), **options).weight


def test_a_1_january_says_no_more_than_its_year():
    name = {"known_as": "Amina Diallo"}
    day = weight(name | {"birth": on(1990, 3, 4)}, name | {"birth": on(1990, 3, 4)})
    filler = weight(name | {"birth": on(1990)}, name | {"birth": on(1990)})
    year = weight(
        name | {"birth": on(1990, precision=YEAR)}, name | {"birth": on(1990, precision=YEAR)}
    )
    assert filler == year < day - 5


def test_a_rare_name_says_more_than_a_common_one():
    one = record_of("a", known_as="Amina Diallo")
    other = record_of("b", known_as="Amina Diallo")

    def at(share):
        return {"family_bone": {one.family.bone: share}}

    rare = score(one, other, frequencies=at(0.001)).weight
    common = score(one, other, frequencies=at(0.02)).weight
    assert rare - common == pytest.approx(math.log2(20))


def test_a_shared_phone_says_less_than_an_own_one():
    own = weight({"known_as": "A B", "phones": ["+391"]}, {"known_as": "C D", "phones": ["+391"]})
    shared = weight(
        {"known_as": "A B", "shared_phones": ["+391"]}, {"known_as": "C D", "phones": ["+391"]}
    )
    other = weight({"known_as": "A B", "phones": ["+391"]}, {"known_as": "C D", "phones": ["+392"]})
    assert own > shared + 3 > other + 6


def test_two_final_fiscal_codes_speak_against_and_two_papers_say_nothing():
    name = {"known_as": "Amina Diallo"}
    plain = weight(name, name)
    assert weight(name | {"identifiers": [NUMBER]}, name | {"identifiers": [OTHER_NUMBER]}) < plain
    assert weight(name | {"identifiers": [NUMBER]}, name | {"identifiers": [("stp", "9")]}) == plain


def test_more_people_mean_more_chance_meetings():
    assert prior_weight(1_000_000) < prior_weight(20_000) < prior_weight(500)


def test_reasons_are_codes_and_hold_no_value(records):
    levels = {f"{name}.{level}" for name, table in WEIGHTS.items() for level in table}
    for one, other in itertools.combinations(records, 2):
        assert set(score(one, other).reasons) <= levels


# Blocking ----------------------------------------------------------------------------------


def test_nobody_meets_by_birth_date_alone():
    one = record_of("a", known_as="Amina Diallo", birth=on(1990, 3, 4))
    other = record_of("b", known_as="Oksana Kovalenko", birth=on(1990, 3, 4))
    assert keys_of(one).isdisjoint(keys_of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"known_as": "Amina Diallo"}, {"known_as": "Diallo Amina"}),
        ({"known_as": "Abdul Rahman"}, {"known_as": "Abdulrahman"}),
        ({"known_as": "Youssef Qasim"}, {"known_as": "يوسف قاسم"}),
        (
            {"known_as": "Amina Diallo", "birth": on(1990, 3, 4)},
            {"known_as": "Amina", "birth": on(1990)},
        ),
        (
            {"known_as": "Amina Diallo", "birth": on(1990, 3, 4)},
            {"known_as": "Amina Xzq", "birth": on(1985, 4, 3)},
        ),
        ({"known_as": "Amina", "phones": ["+391"]}, {"known_as": "Zoë", "phones": ["+391"]}),
    ],
)
def test_those_who_may_be_one_person_meet(one, other):
    assert pairs_to_weigh([record_of("a", **one), record_of("b", **other)]) == {(0, 1)}


def test_a_giant_block_is_made_narrower_and_never_explodes():
    people = [
        record_of(str(place), known_as="Mohammed Ali", birth=on(1960 + place % 40, 2, 3))
        for place in range(1_200)
    ]
    # Thirty of each year: all of them meet within their year and the next, and no others.
    assert len(pairs_to_weigh(people)) < 1_200 * 35


def test_hidden_signs_and_mixed_direction_do_not_hide_a_name():
    plain = record_of("a", known_as="Amina Diallo")
    marked = record_of("b", known_as="\u202bAmina\u200f\u200b Diallo\ufeff")
    assert "given.spelt" in score(plain, marked).reasons
