"""Candidates at entry: the model's weights and words, beside what the batch would say."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lgnet.kernel.answers import Answer
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people.asking import Asked
from lgnet.people.at_entry import weighed
from lgnet.people.cards import cards_of
from lgnet.people.comparing import comparable, record_for
from lgnet.people.enums import BirthPrecision
from lgnet.people.matching import score
from lgnet.people.rules import Birth
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
BORN = dt.date(1991, 5, 17)


def born(day):
    return {
        "birth_date": day,
        "birth_precision": BirthPrecision.EXACT,
        "birth_answer": Answer.KNOWN,
    }


def test_the_likeliest_comes_first_with_the_words_of_the_batch(torino):
    told = Asked(names=("Amina Rahmani",), birth=Birth(BORN, BirthPrecision.EXACT))
    with scope(city_id=torino.pk):
        other = make_person("Amina Rahmani", **born(dt.date(1964, 1, 30)))
        same = make_person("Ameena Rahmany", **born(BORN))
        twin = make_person("Amina Rahmani", **born(BORN))
        cards = weighed(told, cards_of([other, same]))
        assert [card.person for card in cards] == [same, other]
        assert cards[0].badge == "ok" and cards[1].badge == "warn"
        assert "another date of birth" in cards[1].reason
        # Told and recorded, the same facts weigh the same.
        records = {row.pk: record_for(row) for row in comparable()}
        assert cards[0].reason == weighed(told, cards_of([same]))[0].reason
        batch = score(records[twin.pk], records[same.pk])
        assert batch.weight > score(records[twin.pk], records[other.pk]).weight


def test_the_form_shows_it_in_a_few_queries(torino, sign_in):
    with scope(city_id=torino.pk):
        for name in ("Amina Rahmani", "Amina Rahmany", "Ameena Rahmani"):
            make_person(name, **born(BORN))
    desk = sign_in(Role.DESK_OPERATOR, torino)
    form = {"known_as": "Amina Rahmani", "birth_0": "known"}
    with CaptureQueriesContext(connection) as made:
        page = desk.post(reverse("people:candidates"), form)
    assert page.content.decode().count("<li>") == 3
    assert len(made) <= 18
