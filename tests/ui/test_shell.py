"""The frame of every page: title, heading, language, direction, menu by role, place of work."""

import re

import pytest
from django.urls import reverse

from lgnet.network.enums import Role
from lgnet.network.roles import permissions_of
from lgnet.ui import navigation, panels
from lgnet.ui.navigation import NavItem
from tests.factories.network import make_member

pytestmark = pytest.mark.django_db
PUBLIC = ["/legal/accessibility/", "/legal/privacy/", "/legal/notes/", "/gallery/"]


def text(response):
    return response.content.decode()


@pytest.fixture
def menu(monkeypatch):
    """Give the menu to one test alone."""
    monkeypatch.setattr(navigation, "_items", {})
    return navigation


@pytest.fixture
def boards(monkeypatch):
    """Give the panels of the first page to one test alone."""
    monkeypatch.setattr(panels, "_panels", {})
    return panels


@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.parametrize(("language", "direction"), [("it", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_a_page_says_its_language_and_has_one_heading(client, address, language, direction):
    client.cookies["django_language"] = language
    page = text(client.get(address))
    assert f'<html lang="{language}" dir="{direction}">' in page
    headings = 2 if address == "/gallery/" else 1  # the gallery also shows a page that asks
    assert len(re.findall(r"<h1\b", page)) == headings
    assert re.search(r"<title>\s*\S.* · LgNet</title>", page)
    assert ("bootstrap-italia.rtl.css" in page) == (direction == "rtl")
    assert page.count('id="main"') == 1


@pytest.mark.parametrize("address", [*PUBLIC, "/"])
def test_nothing_inline_reaches_the_browser(sign_in, torino, address):
    page = text(sign_in(Role.OUTREACH_WORKER, torino).get(address))
    assert "style=" not in page
    assert not re.search(r"\son\w+=", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert "http://" not in page.replace("http://testserver", "").replace("http://www.w3.org", "")


def test_a_page_that_is_none_is_none(client):
    assert client.get("/legal/nothing/").status_code == 404


def test_the_menu_follows_the_role(sign_in, torino, menu):
    menu.register(
        NavItem(label="Seen", url_name="ui:gallery", permission="people.view", icon="it-user")
    )
    menu.register(
        NavItem(label="Hidden", url_name="ui:home", permission="audit.view", icon="it-user")
    )
    page = text(sign_in(Role.OUTREACH_WORKER, torino).get("/"))
    assert "Seen" in page
    assert "Hidden" not in page
    page = text(sign_in(Role.DATA_PROTECTION_OFFICER, torino).get("/"))
    assert "Hidden" in page
    assert "Seen" not in page


def test_the_entry_of_the_page_shown_is_marked(menu):
    menu.register(NavItem(label="A", url_name="ui:home", permission=None, icon="it-user", order=1))
    menu.register(
        NavItem(label="B", url_name="ui:gallery", permission=None, icon="it-user", key="b")
    )
    links = menu.links_for(frozenset(), "/gallery/deep/")
    assert [link.is_current for link in links] == [False, True]
    assert [link.item.label for link in links] == ["A", "B"]
    assert not any(link.is_current for link in menu.links_for(frozenset(), "/"))


def test_an_entry_whose_page_is_left_out_is_left_out(menu):
    menu.register(NavItem(label="A", url_name="nowhere:here", permission=None, icon="it-user"))
    assert menu.links_for(frozenset(), "/") == []


@pytest.mark.parametrize(
    "second",
    [
        NavItem(label="A", url_name="b", permission=None, icon="it-user", key="k"),
        NavItem(label="A", url_name="a", permission=None, icon="it-card", key="k"),
        NavItem(label="A", url_name="c", permission=None, icon="it-unicorn"),
    ],
)
def test_the_menu_refuses_a_clash(menu, second):
    menu.register(NavItem(label="A", url_name="a", permission=None, icon="it-user", key="k"))
    with pytest.raises(ValueError, match=r"key|menu|icon"):
        menu.register(second)


def test_panels_show_by_permission_and_may_stay_away(sign_in, torino, boards):
    template = "ui/_footer.html"
    boards.register(
        boards.Panel(name="a", template=template, context=lambda r: {}, permission="people.view")
    )
    boards.register(
        boards.Panel(name="b", template=template, context=lambda r: None, permission="people.view")
    )
    boards.register(
        boards.Panel(name="c", template=template, context=lambda r: {}, permission="audit.view")
    )
    page = text(sign_in(Role.OUTREACH_WORKER, torino).get("/"))
    assert page.count('class="lg-panel"') == 1
    with pytest.raises(ValueError, match="already"):
        boards.register(
            boards.Panel(name="a", template="other.html", context=dict, permission=None)
        )


def test_who_has_no_place_of_work_is_told_what_to_do(client, db):
    from tests.factories.network import make_user

    client.force_login(make_user())
    page = text(client.get("/"))
    assert "lg-alert lg-info" in page
    assert "lg-home-tile" not in page


def test_the_language_changes_and_stays_with_the_user(sign_in, torino):
    client = sign_in(Role.OUTREACH_WORKER, torino)
    answer = client.post(reverse("ui:language"), {"language": "ar", "next": "/"})
    assert answer.url == "/"
    client.user.refresh_from_db()
    assert client.user.language == "ar"
    assert 'dir="rtl"' in text(client.get("/"))
    client.post(reverse("ui:language"), {"language": "xx", "next": "/"})
    client.user.refresh_from_db()
    assert client.user.language == "ar"


def test_anybody_changes_the_language(client):
    answer = client.post(reverse("ui:language"), {"language": "en", "next": "/accounts/login/"})
    assert answer.status_code == 302
    assert '<html lang="en"' in text(client.get("/accounts/login/"))
    away = client.post(reverse("ui:language"), {"language": "en", "next": "https://x.example/"})
    assert "x.example" not in away.url


def test_each_language_is_named_in_its_own_script(client):
    page = text(client.get("/gallery/"))
    assert 'lang="ar" dir="rtl"' in page
    assert "العربية" in page


def test_a_place_of_work_is_chosen_among_ones_own(sign_in, torino, palermo):
    client = sign_in(Role.OUTREACH_WORKER, torino)
    other = make_member(role=Role.CASE_MANAGER, city=palermo, user=client.user)
    assert "Torino" in text(client.get("/"))
    assert client.post(reverse("ui:workplace"), {"membership": str(other.pk)}).status_code == 302
    page = text(client.get("/"))
    assert re.search(r'class="lg-place"><bdi>Palermo', page)
    foreign = make_member(role=Role.CITY_MANAGER, city=palermo)
    assert client.post(reverse("ui:workplace"), {"membership": str(foreign.pk)}).status_code == 404


def test_the_search_box_is_for_who_may_see_people(sign_in, torino):
    assert "data-search" in text(sign_in(Role.OUTREACH_WORKER, torino).get("/"))
    assert "data-search" not in text(sign_in(Role.NATIONAL_ANALYST).get("/"))


def test_reading_changes_nothing(client, sign_in, torino):
    member = sign_in(Role.OUTREACH_WORKER, torino)
    for name in ("ui:language", "ui:workplace"):
        assert member.get(reverse(name)).status_code == 405
    assert client.get("/").status_code == 302


LONG = [Role.DESK_OPERATOR, Role.CASE_MANAGER, Role.CITY_MANAGER]


@pytest.mark.parametrize("role", Role.values)
def test_a_menu_fits_one_row_and_every_page_is_two_steps_away(role):
    links = navigation.links_for(permissions_of(role), "/")
    menu = navigation.menu_of(links)
    assert len(menu) <= navigation.MOST_FLAT
    is_long = len(links) > navigation.MOST_FLAT
    assert is_long == (role in LONG)
    assert not is_long or len(menu) <= 7
    reached = [
        link for one in menu for link in (one.links if isinstance(one, navigation.Group) else [one])
    ]
    assert sorted(link.url for link in reached) == sorted(link.url for link in links)
    groups = [one for one in menu if isinstance(one, navigation.Group)]
    assert all(2 <= len(one.links) <= 8 for one in groups)


def test_the_group_of_the_page_shown_is_marked(sign_in, torino):
    page = sign_in(Role.DESK_OPERATOR, torino).get("/people/", headers={"accept-language": "en"})
    shown = text(page)
    assert shown.count('<details class="lg-nav-group"') >= 4
    assert '<summary aria-current="true">People</summary>' in shown
    assert shown.count('aria-current="page"') >= 1


def test_a_short_menu_has_no_groups(sign_in, torino):
    assert "lg-nav-group" not in text(sign_in(Role.OUTREACH_WORKER, torino).get("/"))


def test_an_unknown_group_is_refused(menu):
    with pytest.raises(ValueError, match="no group"):
        menu.register(
            NavItem(label="A", url_name="a", permission=None, icon="it-user", group="cellar")
        )
