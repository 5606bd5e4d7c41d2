"""Two thousand questions from outside about a refuge, answered like questions about nothing."""

import datetime as dt
import logging

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse

from lgnet.config import errors
from lgnet.config.logs import JsonFormatter
from lgnet.housing.enums import StructureKind
from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.tenancy import scope
from lgnet.monitoring.actions import refresh_all_figures
from lgnet.monitoring.enums import Measure, Period
from lgnet.monitoring.models import NetworkFigure
from lgnet.network.enums import Role
from lgnet.people.views import dossier
from tests.factories.encounters import make_encounter
from tests.factories.housing import make_places, make_request, make_stay, make_structure
from tests.factories.people import make_person
from tests.house.access_matrix import MATRIX
from tests.housing import probing
from tests.housing.probing import SELF_CHANGING, WORDS, plain
from tests.monitoring.test_figures import make_refuge

pytestmark = pytest.mark.django_db
ENOUGH, PAGES = 2000, 350
REFUGE = StructureKind.PROTECTED_REFUGE


@pytest.fixture
def refuge(sign_in, torino):
    return probing.plant(sign_in(Role.REFUGE_COORDINATOR, torino))


def outsiders(sign_in, torino, palermo):
    """Return everybody outside by a title: each role here, another refuge's too, another city's."""
    found = {str(role): (role, sign_in(role, torino)) for role in Role}
    for role in (Role.HOUSING_COORDINATOR, Role.REFUGE_COORDINATOR):
        found[f"{role} of another city"] = (role, sign_in(role, palermo))
    return found


def test_two_thousand_probes_are_answered_as_if_there_were_no_refuge(
    torino, palermo, sign_in, refuge, caplog
):
    """A sample of what ``make drill NAME=refuge_probes`` asks, and every table in SQL."""
    caplog.set_level(logging.INFO)
    clients = outsiders(sign_in, torino, palermo)
    probes = [
        probe
        for title, (role, client) in clients.items()
        for probe in probing.by_http(client, role, refuge)
    ]
    asked = probing.sample(probes)
    differing = [probe.title for probe in asked if probe.differs()]
    count = len(asked)
    assert {probe.role for probe in asked} == {role for role, _ in clients.values()}
    beside = clients[str(Role.REFUGE_COORDINATOR)][1].member.compartment_id
    for title, city, compartment_id in (
        ("the city", torino, OPEN_COMPARTMENT),
        ("another city", palermo, OPEN_COMPARTMENT),
        ("the refuge beside", torino, beside),
    ):
        with scope(city_id=city.pk, compartment_id=compartment_id):
            rows = list(probing.by_row(title, refuge))
            differing += [probe.title for probe in rows if probe.differs()]
        count += len(rows)
    assert differing == []
    assert len(asked) >= PAGES and count >= ENOUGH, (len(asked), count)
    lines = [JsonFormatter().format(record) for record in caplog.records]
    assert lines and not betraying(lines, refuge)


def test_the_words_planted_are_found_from_inside(torino, sign_in):
    """Else a search that finds nothing outside would prove nothing."""
    inside = sign_in(Role.REFUGE_COORDINATOR, torino)
    refuge = probing.plant(inside, of_each_kind=False)
    for words in ("Ospite Celata", "Woldemariam", "زينب المخفية", "+39 347 765 1299"):
        assert refuge.places["guest"] in probing.search(inside, words).content.decode(), words
    with refuge.scope():
        rows = [probe.send(True) for probe in probing.by_row("inside", refuge)]
    assert sum(bool(count) for count in rows) > len(refuge.places)


def betraying(lines, refuge):
    """Return the lines of a log that name the refuge or anything in it."""
    secret = {*WORDS, *refuge.identifiers, str(refuge.compartment_id)}
    return [line for line in lines if any(word in line for word in secret)]


def pages(clients):
    """Return every page without an object in its address, as somebody outside sees it."""
    found = {}
    for turn, (name, row) in enumerate(sorted(MATRIX.items())):
        if row.get != 200 or row.path or row.query or row.roles is None or name in SELF_CHANGING:
            continue
        who = [(title, client) for title, (role, client) in clients.items() if role in row.roles]
        for title, client in {who[turn % len(who)], who[-1]}:
            found[title, name] = plain(client.get(reverse(name)))
    return found


def test_a_refuge_changes_no_list_no_count_no_figure_and_no_file(torino, palermo, sign_in):
    """Each page before there is a refuge in the city, and after; who looks goes round."""
    clients = outsiders(sign_in, torino, palermo)
    coordinator = sign_in(Role.REFUGE_COORDINATOR, torino)
    with scope(city_id=torino.pk):
        for place in make_places(7)[:5]:
            make_stay(place=place)
        for _ in range(6):
            make_encounter(person=make_person())
        make_request()
    with time_machine.travel(dt.datetime.now(dt.UTC), tick=False):
        refresh_all_figures()
        before = pages(clients)
        probing.plant(coordinator, of_each_kind=False)
        with scope(city_id=torino.pk, compartment_id=coordinator.member.compartment_id):
            house = make_structure(REFUGE, organisation=coordinator.member.organisation)
            make_stay(place=make_places(1, structure=house)[0])
        refresh_all_figures()
        after = pages(clients)
    assert [key for key in before if before[key] != after[key]] == []
    assert {"monitoring:board", "monitoring:board_csv", "monitoring:city"} <= {
        name for _, name in before
    }


def test_three_houses_of_one_refuge_are_one_in_the_networks_total(torino):
    """Total minus cities would be that one refuge."""
    refuge = make_refuge(torino, 5, 5)
    with scope(city_id=torino.pk, compartment_id=refuge):
        for _ in range(2):
            make_places(5, structure=make_structure(REFUGE))
    refresh_all_figures()
    places = NetworkFigure.objects.get(city=None, measure=Measure.PLACES, period=Period.ALL)
    assert places.value == 0 and not places.is_hidden


# Seeded faults: what the checker must catch.


def found_by(role, client, refuge):
    probes = [
        probe
        for probe in probing.by_identifier(client, role, refuge)
        if probe.what in ("get people:detail", "get people:edit", "get people:card")
    ]
    return {probe.what.split()[-1] for probe in probes if probe.differs()}


def test_seeded_another_status_is_caught(torino, sign_in, refuge, monkeypatch):
    client = sign_in(Role.CASE_MANAGER, torino)
    assert found_by(Role.CASE_MANAGER, client, refuge) == set()
    known, whole = refuge.kinds["person"], dossier.whole_person

    def asks_past_the_cell(person_id):
        if str(person_id) == known:
            raise PermissionDenied
        return whole(person_id)

    monkeypatch.setattr(dossier, "whole_person", asks_past_the_cell)
    assert found_by(Role.CASE_MANAGER, client, refuge) == {"people:detail"}


def test_seeded_one_more_byte_and_a_word_in_the_log_are_caught(
    torino, sign_in, refuge, monkeypatch, caplog
):
    client = sign_in(Role.HOUSING_COORDINATOR, torino)
    known = refuge.identifiers

    def longer(request, exception=None):
        wanted = set(map(str, request.resolver_match.kwargs.values()))
        extra = b" " if wanted & known else b""
        logging.getLogger("lgnet.requests").warning("not found %s" % wanted)  # noqa: UP031
        return HttpResponse(errors.page(404).content + extra, status=404)

    monkeypatch.setattr("lgnet.config.urls.handler404", longer)
    assert "people:detail" in found_by(Role.HOUSING_COORDINATOR, client, refuge)
    lines = [JsonFormatter().format(record) for record in caplog.records]
    assert betraying(lines, refuge)
