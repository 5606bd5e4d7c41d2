"""The first page: never bare, also for a role whose pages are still to come."""

import pytest
from django.urls import reverse

from lgnet.network.enums import Role
from lgnet.network.roles import ROLES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_the_first_page_offers_something_or_says_why_not(sign_in, torino, role):
    answer = sign_in(role, torino).get(reverse("ui:home"), headers={"accept-language": "en"})
    text = answer.content.decode()
    assert ("lg-home-tile" in text) is bool(ROLES[role])
    assert ("Your role has no pages in this version" in text) is not bool(ROLES[role])
