"""The role switcher knows the demo's accounts, and nobody else."""

import pytest
from django.urls import reverse

from lgnet.demo.accounts import accounts
from tests.factories.network import make_user

pytestmark = pytest.mark.django_db


def test_one_click_signs_in_as_the_account_chosen(client):
    account = accounts()[0]
    user = make_user(email=account.email)
    response = client.post(reverse("demo:switch"), {"email": account.email})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_switching_leaves_nothing_of_the_other_role(client):
    first, second = (make_user(email=account.email) for account in accounts()[:2])
    client.post(reverse("demo:switch"), {"email": first.email})
    session = client.session
    session["membership"] = "something"
    session.save()
    client.post(reverse("demo:switch"), {"email": second.email})
    assert "membership" not in client.session
    assert client.session["_auth_user_id"] == str(second.pk)


@pytest.mark.parametrize("email", ["", "real.person@city.example", accounts()[1].email])
def test_nobody_else_can_be_become(client, email):
    make_user(email="real.person@city.example")
    assert client.post(reverse("demo:switch"), {"email": email}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_looking_does_not_switch(client):
    assert client.get(reverse("demo:switch")).status_code == 405
