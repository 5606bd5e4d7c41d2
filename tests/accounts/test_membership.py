"""A changed role counts at the next click; so does a membership that has ended."""

import pytest
from django.urls import reverse

from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import Membership
from tests.factories.network import make_member

pytestmark = pytest.mark.django_db


def change(client, **fields):
    """Change the client's membership, as a city manager would."""
    member = client.member
    with scope(city_id=member.city_id, compartment_id=member.compartment_id):
        assert Membership.objects.filter(pk=member.pk).update(**fields) == 1


def status(client, name):
    return client.get(reverse(name)).status_code


def test_a_new_role_counts_at_the_next_click(torino, sign_in):
    client = sign_in(Role.OUTREACH_WORKER, torino)
    assert (status(client, "people:search"), status(client, "housing:stays")) == (200, 403)
    change(client, role=Role.HOUSING_COORDINATOR)
    assert status(client, "housing:stays") == 200
    change(client, role=Role.COMMUNITY_ANIMATOR)
    assert (status(client, "people:search"), status(client, "housing:stays")) == (403, 403)


def test_a_membership_that_has_ended_opens_nothing(torino, sign_in):
    client = sign_in(Role.CASE_MANAGER, torino)
    assert status(client, "people:search") == 200
    change(client, is_active=False)
    assert status(client, "people:search") == 403
    assert status(client, "ui:home") == 200


def test_who_is_switched_off_is_signed_out(torino, sign_in):
    client = sign_in(Role.CASE_MANAGER, torino)
    client.user.is_active = False
    client.user.save()
    response = client.get(reverse("people:search"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_a_member_of_two_cities_works_in_one_at_a_time(torino, palermo, sign_in):
    client = sign_in(Role.CASE_MANAGER, torino)
    second = make_member(role=Role.CITY_MANAGER, city=palermo, user=client.user)
    assert status(client, "cases:case_new") == 404
    client.post(reverse("ui:workplace"), {"membership": second.pk})
    assert status(client, "cases:case_new") == 403


def test_nobody_works_under_anothers_membership(torino, palermo, sign_in):
    client, other = sign_in(Role.OUTREACH_WORKER, torino), sign_in(Role.CITY_MANAGER, palermo)
    response = client.post(reverse("ui:workplace"), {"membership": other.member.pk})
    assert response.status_code == 404
    assert client.get(reverse("people:search")).wsgi_request.membership == client.member


def test_a_membership_chosen_and_then_lost_falls_back(torino, palermo, sign_in):
    client = sign_in(Role.OUTREACH_WORKER, torino)
    second = make_member(role=Role.CASE_MANAGER, city=palermo, user=client.user)
    client.post(reverse("ui:workplace"), {"membership": second.pk})
    with scope(city_id=palermo.pk):
        Membership.objects.filter(pk=second.pk).update(is_active=False)
    request = client.get(reverse("people:search")).wsgi_request
    assert request.membership == client.member
