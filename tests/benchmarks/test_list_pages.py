"""The benchmark of list pages leaves no list out, and runs on a handful of people."""

import pytest
from django.urls import URLPattern, get_resolver

from benchmarks import list_pages
from benchmarks._city import BigCity
from lgnet.network.models import City

# Addresses without arguments, behind a permission, that are no lists.
NOT_LISTS = {
    **dict.fromkeys(
        ("encounters:paper_lists", "encounters:paper_lists_usual"),
        "the lists of papers a city keeps are few",
    ),
    **dict.fromkeys(("encounters:paper_list_new", "encounters:papers_new"), "forms"),
    "cases:case_new": "a form",
    "monitoring:by_night": "drawings, one a city",
    "network:funding": "what a handful of funding lines ask",
    "cases:help_answered": "a word of thanks",
    "cases:policy": "a form",
    "cases:protection_mine": "files one is let in to, and what waits for one colleague",
    "cases:protection_policy": "one form",
    "cases:protection_unread": "one number",
    "cases:due": "what is due in a week, of one worker",
    "cases:workload": "figures, a line a colleague",
    "cases:requests": "what waits for a decision: a handful",
    "directory:codes": "a city's few codes",
    "directory:due": "sites, of which a city has dozens",
    "directory:exchange": "a form",
    "directory:export": "a file",
    "directory:site_new": "a form",
    "directory:sites": "sites, of which a city has dozens",
    "encounters:alert_new": "a form",
    "encounters:appointment_new": "a form",
    "encounters:appointments": "one day",
    "encounters:boards": "leads to a board",
    "encounters:danger_new": "a form",
    "encounters:day_work": "one day of one member of staff",
    "encounters:desk_board": "figures",
    "encounters:desk_new": "a form",
    "encounters:desks": "desks, of which a city has a few",
    "encounters:item_new": "a form",
    "encounters:kit": "a kit's few items",
    "encounters:letter_new": "a form",
    "encounters:letter_template_new": "a form",
    "encounters:letter_templates": "a city's few templates",
    "encounters:letterhead": "a form",
    "encounters:new": "a form",
    "encounters:pick": "a part of a form",
    "encounters:policy": "a form",
    "encounters:receptions": "desks, of which a city has a few",
    "encounters:shift_new": "a form",
    "encounters:shifts": "two weeks",
    "encounters:sighting_new": "a form",
    "encounters:street_board": "figures",
    "encounters:street_contact": "a form",
    "encounters:tonight": "one night",
    "encounters:unit_new": "a form",
    "exchange:new": "a form",
    "forms:coverage": "cities, of which there are sixteen",
    "forms:dictionary": "the nation's few terms",
    "forms:import": "a form",
    "forms:list": "a city's few forms",
    "forms:new": "a form",
    "forms:others": "what cities have published: a few each",
    "forms:term_new": "a form",
    "housing:check_in_scan": "a card's code",
    "housing:check_in_send": "ticks",
    "housing:check_in_tick": "a tick",
    "housing:incident_new": "a form",
    "housing:night_sheet": "one house",
    "housing:register": "one house",
    "housing:register_mark": "a mark",
    "housing:house_new": "a form",
    "housing:refuge_ask": "a form",
    "housing:refuge_inbox": "a refuge's own, which the measured city has none of",
    "housing:request_new": "a form",
    "monitoring:board_csv": "a file",
    "referrals:choose": "services of a need, of which a city has a few",
    "referrals:figures": "figures, a line a partner",
    "referrals:new": "a form",
    "referrals:policy": "a form",
    "referrals:tell": "a form",
    "people:candidates": "a part of a form",
    "people:family_pick": "a part of a form",
    "people:known_elsewhere": "a question to the network",
    "people:lawful_ground": "a table that does not grow",
    "people:new": "a form",
    "people:scan": "a card's code",
}


def addresses(resolver, before=""):
    """Yield name and pattern of every address whose path takes no argument."""
    for pattern in resolver.url_patterns:
        if pattern.pattern.converters:
            continue
        if isinstance(pattern, URLPattern):
            yield f"{before}{pattern.name}", pattern
        else:
            namespace = f"{before}{pattern.namespace}:" if pattern.namespace else before
            yield from addresses(pattern, namespace)


@pytest.mark.django_db
def test_every_list_is_measured_or_named_as_none(torino):
    behind_permission = {
        name
        for name, pattern in addresses(get_resolver())
        if getattr(getattr(pattern.callback, "access", None), "permission", None)
    }
    measured = {page.url_name for page in list_pages.pages(BigCity(torino))}
    assert behind_permission - measured == NOT_LISTS.keys()
    assert measured <= behind_permission


@pytest.mark.django_db
def test_it_measures_a_tiny_city(monkeypatch):
    """The owner's VACUUM needs committed rows; here the city is left without."""
    monkeypatch.setattr("benchmarks._city.refresh_statistics", lambda: None)
    monkeypatch.setattr(list_pages, "PEOPLE_QUICK", 60)
    monkeypatch.setattr(list_pages, "ROUNDS_QUICK", 1)
    monkeypatch.setattr(list_pages, "WARM_UPS", 0)
    result = list_pages.run(True)
    assert result["people"] == 60
    assert 0 < result["queries"] <= 15
    assert 0 < result["p50_ms"] <= result["p95_ms"]
    assert {line["page"] for line in result["pages"]} == {
        page.title for page in list_pages.pages(BigCity(City.objects.get(name="Torino")))
    }
