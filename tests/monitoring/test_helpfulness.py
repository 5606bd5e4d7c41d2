"""R.2.9: what of the answers at the end may be shown, and what nobody works out from it."""

import datetime as dt

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from lgnet.cases.enums_outcomes import Helpful
from lgnet.cases.models import HelpTally
from lgnet.cases.queries.help import Answers
from lgnet.kernel.tenancy import scope
from lgnet.monitoring.helpfulness import quarters
from lgnet.network.enums import Role

SUMMER, AUTUMN = dt.date(2026, 7, 1), dt.date(2026, 10, 1)
NOBODY = dict.fromkeys(Helpful.values, 0)


def answers(named=(), nameless=(), is_over=True):
    return Answers({**NOBODY, **dict(named)}, {**NOBODY, **dict(nameless)}, is_over)


def of(told):
    [found] = quarters({SUMMER: told})
    return found


def test_a_quarter_that_runs_says_nothing():
    [found] = quarters({AUTUMN: answers(nameless={"very": 50}, is_over=False)})
    assert found.is_running
    assert {cell["shown"].value for cell in found.cells} == {None}


def test_large_counts_are_added_up():
    found = of(answers(named={"very": 1}, nameless={"very": 7, "somewhat": 8, "not_at_all": 6}))
    assert (found.helpful.value, found.answered.value) == (16, 22)
    assert found.values["very"].value == 8 and found.values["little"].value == 0


def test_one_nameless_answer_hides_whose_it_could_be():
    found = of(answers(named={"very": 30, "little": 9}, nameless={"not_at_all": 1}))
    assert found.answered.is_hidden and found.values["not_at_all"].is_hidden


def test_a_small_count_is_not_worked_out_from_the_sum():
    found = of(answers(nameless={"very": 20, "somewhat": 12, "not_at_all": 2, "little": 9}))
    assert found.values["not_at_all"].is_hidden
    hidden = [value for value, shown in found.values.items() if shown.is_hidden]
    assert len(hidden) > 1 or found.answered.is_hidden


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries({value: st.integers(0, 12) for value in Helpful.values}))
def test_no_small_count_follows_from_what_is_shown(nameless):
    """Another table, with the count at five or more, looks exactly the same."""
    found = of(answers(nameless=nameless))
    shown = {value: one.value for value, one in found.values.items() if not one.is_hidden}
    for value, count in nameless.items():
        if 0 < count < 5:
            assert value not in shown
    lacking = [value for value in nameless if value not in shown]
    if len(lacking) == 1:
        assert found.answered.is_hidden, "one hidden cell is the sum less the others"


@pytest.mark.django_db
def test_the_citys_page_shows_them(sign_in, torino):
    client = sign_in(Role.CITY_MANAGER, torino)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert "Nobody has answered yet" in client.get(reverse("monitoring:city")).content.decode()
    with scope(city_id=torino.pk):
        HelpTally.objects.create(quarter_on=dt.date(2025, 7, 1), value="very", count=17)
        HelpTally.objects.create(quarter_on=dt.date(2025, 7, 1), value="little", count=2)
    page = client.get(reverse("monitoring:city")).content.decode()
    assert "07/2025" in page and "hidden" in page and ">2<" not in page
