"""Papers: how long they serve, when to remind of them, and what kinds are offered."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lgnet.people import residence
from lgnet.people.rules_papers import (
    REMINDER_DAYS,
    Paper,
    Term,
    is_being_renewed,
    is_replaced,
    reminder_reached,
    term_of,
)

TODAY = dt.date(2026, 11, 22)
days = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))


def on(days_from_now: int) -> dt.date:
    return TODAY + dt.timedelta(days=days_from_now)


@pytest.mark.parametrize(
    ("left", "term"),
    [
        (None, Term.OPEN),
        (91, Term.FAR),
        (90, Term.SOON),
        (1, Term.SOON),
        (0, Term.SOON),
        (-1, Term.EXPIRED),
    ],
)
def test_a_paper_serves_to_the_end_of_its_last_day(left, term):
    paper = Paper("1", expires_on=None if left is None else on(left))
    assert term_of(paper, today=TODAY) == term


def test_an_expired_permit_being_renewed_remains_a_paper():
    permit = Paper("1", issued_on=on(-400), expires_on=on(-10))
    receipt = Paper("5", issued_on=on(-20))
    assert is_being_renewed(permit, [receipt], today=TODAY)
    assert term_of(permit, today=TODAY, is_renewing=True) == Term.RENEWING
    assert not is_being_renewed(permit, [], today=TODAY)
    assert not is_being_renewed(receipt, [permit], today=TODAY)


@pytest.mark.parametrize(
    "receipt",
    [
        Paper("5", issued_on=on(-500)),
        Paper("5", ended_on=on(-1)),
        Paper("6", expires_on=on(-1)),
        Paper("8"),
    ],
)
def test_a_receipt_of_another_time_stands_in_for_nothing(receipt):
    permit = Paper("1", issued_on=on(-400), expires_on=on(-10))
    assert not is_being_renewed(permit, [receipt], today=TODAY)


def test_a_permit_gives_way_to_one_that_goes_further():
    permit = Paper("1", expires_on=on(-10))
    assert is_replaced(permit, [Paper("2", expires_on=on(100))])
    for other in (
        Paper("1", expires_on=on(-10)),
        Paper("5", expires_on=on(100)),
        Paper("1", expires_on=on(100), ended_on=on(-1)),
    ):
        assert not is_replaced(permit, [other])


def test_what_ended_is_neither_soon_nor_expired():
    assert term_of(Paper("1", expires_on=on(-1), ended_on=TODAY), today=TODAY) == Term.ENDED


@given(days, days)
def test_a_reminder_is_reached_on_its_day_and_stays_reached(expires_on, today):
    reached = reminder_reached(expires_on, today=today)
    passed = [days for days in REMINDER_DAYS if expires_on - dt.timedelta(days=days) <= today]
    assert reached == (passed[-1] if passed else None)


def test_no_kind_marks_a_person_and_each_has_its_words():
    codes = dict(residence.kind_choices())
    assert not codes.keys() & {"7", "9"}
    assert len(codes) == 7
    assert all(label != code for code, label in residence.kind_choices())


def test_every_ground_of_the_table_but_the_missing_answer_is_offered(settings):
    slugs = dict(residence.ground_choices())
    assert slugs.keys() == residence._italian_grounds().keys() - {"non_dichiarato"}
    assert all(label != slug for slug, label in slugs.items())
    assert residence.ground_label("gone") == "gone"
