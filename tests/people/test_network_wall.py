"""What the database's function answers, how often, and under which secret."""

# ruff: noqa: F811 (fixtures of the tests beside it)

import pytest
from django.db import connection

from lgnet.audit.models import AuditEvent
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.people.actions.match_tokens import Known, renew_city_tokens, tokens_asked
from lgnet.people.match_tokens import TOKENS_ASKED, Traits
from lgnet.people.models import MatchToken
from tests.factories.network import make_compartment, make_user
from tests.people.test_across_cities import (  # noqa: F401
    BENGALI,
    BORN,
    LATIN,
    asked_in,
    recorded,
    user,
)

pytestmark = pytest.mark.django_db


def test_who_asks_too_often_gets_no_answer(torino, palermo, user):
    recorded(torino, user)
    answers = [asked_in(palermo, user) for _ in range(61)]
    assert answers[:60] == [Known.PROBABLY] * 60
    assert answers[60] == Known.TOO_OFTEN
    assert asked_in(palermo, make_user()) == Known.PROBABLY, "another member may still ask"


def test_every_question_stands_in_the_audit_without_a_word_of_it(torino, palermo, user):
    recorded(torino, user)
    asked_in(palermo, user)
    with scope(city_id=palermo.pk):
        (event,) = AuditEvent.objects.filter(verb="people.network_asked").order_by("pk")
        assert (event.actor_id, event.detail, event.target_id) == (user.pk, {}, "")
    with scope(city_id=torino.pk):
        assert not AuditEvent.objects.filter(verb="people.network_asked").exists()


def known(tokens, verb="people.network_asked"):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT lgnet_known_elsewhere(%s, %s, '', %s::uuid[])", [uuid7(), verb, tokens]
        )
        return cursor.fetchone()[0]


def test_the_function_answers_nobody_outside_a_city_and_no_list(torino, palermo, user):
    recorded(torino, user)
    with scope(city_id=torino.pk):
        tokens = list(MatchToken.objects.order_by("pk").values_list("token", flat=True))
    with scope(city_id=palermo.pk, user_id=user.pk):
        assert known(tokens) is True
        assert known(tokens * 200) is None, "a dictionary at once"
        assert known(tokens, "people.viewed") is None
    with scope(city_id=palermo.pk):
        assert known(tokens) is None, "nobody asks"
    with scope(city_id=None, user_id=user.pk):
        assert known(tokens) is None, "from nowhere"
    refuge = make_compartment(palermo).pk
    with scope(city_id=palermo.pk, compartment_id=refuge, user_id=user.pk):
        assert known(tokens) is None, "from a refuge"


def test_questions_are_of_one_length(user):
    lengths = {len(tokens_asked(Traits(called=called, birth=BORN))) for called in CALLED}
    assert lengths == {TOKENS_ASKED}


CALLED = ((LATIN,), (LATIN, BENGALI), (f"{LATIN} Begum Khatun",))


def test_a_new_secret_is_made_beside_the_old_one(torino, palermo, user, settings):
    old, new = "1:" + "a" * 64, "2:" + "b" * 64
    settings.NETWORK_KEYS = old
    recorded(torino, user)
    settings.NETWORK_KEYS = f"{new},{old}"
    assert asked_in(palermo, user) == Known.PROBABLY, "the old tokens are still asked for"
    renew_city_tokens(city_id=torino.pk)
    with scope(city_id=torino.pk):
        epochs = MatchToken.objects.order_by("epoch").values_list("epoch", flat=True)
        assert set(epochs) == {1, 2}
    settings.NETWORK_KEYS = new
    assert asked_in(palermo, user) == Known.PROBABLY
    renew_city_tokens(city_id=torino.pk)
    with scope(city_id=torino.pk):
        assert set(MatchToken.objects.order_by().values_list("epoch", flat=True)) == {2}


def test_renewing_again_writes_nothing(torino, user):
    recorded(torino, user)
    with scope(city_id=torino.pk):
        before = set(MatchToken.objects.order_by("pk").values_list("pk", "token"))
    assert renew_city_tokens(city_id=torino.pk) == len(before) > 0
    with scope(city_id=torino.pk):
        assert set(MatchToken.objects.order_by("pk").values_list("pk", "token")) == before
