"""Whoever is not signed in is led there as a whole page, and back without typed words."""

import pytest
from django.test import Client

from lgnet.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/login/"


def to_sign_in(page):
    """Ask for a part of a page as htmx does and return where the page is sent."""
    headers = {"HX-Request": "true", "HX-Current-URL": page}
    answer = Client().get("/housing/", headers=headers)
    assert (answer.status_code, answer.content) == (204, b"")
    return answer.headers["HX-Redirect"]


def test_a_page_is_redirected():
    answer = Client().get("/people/?q=Aminata")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{SIGN_IN}?next=/people/")


def test_a_part_of_a_page_takes_the_whole_page_along():
    assert to_sign_in("http://testserver/contacts/new/") == f"{SIGN_IN}?next=/contacts/new/"


def test_identifiers_come_back_and_typed_words_do_not():
    person = uuid7()
    to = to_sign_in(f"http://testserver/contacts/new/?person={person}&q=Aminata")
    assert to == f"{SIGN_IN}?next=/contacts/new/%3Fperson%3D{person}"


@pytest.mark.parametrize(
    "page", ["", "https://elsewhere.example//elsewhere.example/", "//[", "javascript:alert(1)"]
)
def test_no_header_leads_to_another_site(page):
    way_back = to_sign_in(page).removeprefix(f"{SIGN_IN}?next=")
    assert way_back.startswith("/") and not way_back.startswith(("//", "/%5C"))


def test_autosave_is_told_by_a_redirect():
    answer = Client().post("/drafts/people.person:new/", {"_fields": "known_as"})
    assert answer.status_code == 302
