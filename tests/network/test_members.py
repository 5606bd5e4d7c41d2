"""``lgnet add_member``: a real server begins with it."""

import io

import pytest
from django.core.management import CommandError, call_command

from lgnet.accounts.models import User
from lgnet.audit.models import AuditEvent
from lgnet.kernel.ids import OPEN_COMPARTMENT, uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import Compartment, Membership, Organisation
from lgnet.network.queries import memberships_of

pytestmark = pytest.mark.django_db


def add(email="anna@comune.example", **options):
    told = io.StringIO()
    call_command(
        "add_member",
        email,
        **{"name": "Anna", "role": "case_manager", "organisation": "Comune", **options},
        stdout=told,
    )
    return told.getvalue()


def roles_of(email):
    user = User.objects.get(email=email)
    with scope(city_id=None, user_id=user.pk):
        return [(one.role, one.city and one.city.name) for one in memberships_of(user.pk)]


def test_a_first_member_on_an_empty_server(torino):
    told = add("Anna@Comune.example", city="torino", organisation_kind="municipality")
    assert "/accounts/password/reset/" in told
    user = User.objects.get(email="anna@comune.example")
    assert not user.has_usable_password()
    assert roles_of(user.email) == [("case_manager", "Torino")]
    assert Organisation.objects.get(name="Comune").kind == "municipality"
    with scope(city_id=torino.pk):
        assert AuditEvent.objects.filter(verb="network.member_added").count() == 1


def test_again_changes_nothing_and_brings_back_who_had_left(torino):
    add(city="L219")
    assert "already" in add(city="L219")
    with scope(city_id=torino.pk):
        assert Membership.objects.count() == 1
        Membership.objects.update(is_active=False)
    add(city="L219")
    assert roles_of("anna@comune.example") == [("case_manager", "Torino")]


def test_a_national_role_has_no_city(torino):
    add(role="national_analyst", organisation="Ministero")
    assert roles_of("anna@comune.example") == [("national_analyst", None)]
    assert Organisation.objects.get(name="Ministero").kind == "national_body"


def test_a_refuge_gets_its_compartment_and_a_colleague_joins_it(torino):
    told = add(role="refuge_coordinator", city="Torino")
    cell = Compartment.objects.get()
    assert str(cell.pk) in told and cell.pk != OPEN_COMPARTMENT
    add("bea@comune.example", role="refuge_coordinator", city="Torino", compartment=cell.pk)
    assert Compartment.objects.count() == 1
    with scope(city_id=torino.pk, compartment_id=cell.pk):
        found = Membership.objects.filter(compartment_id=cell.pk, role=Role.REFUGE_COORDINATOR)
        assert found.count() == 2


@pytest.mark.parametrize(
    "options",
    [
        {"city": None},
        {"city": "Atlantide"},
        {"city": "Torino", "role": "national_analyst"},
        {"city": "Torino", "organisation_kind": "national_body"},
        {"city": "Torino", "compartment": uuid7()},
        {"city": "Torino", "role": "refuge_coordinator", "compartment": uuid7()},
        {"city": "Torino", "email": "no address"},
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(torino, options):
    with pytest.raises(CommandError):
        add(**options)
    assert not User.objects.exists()
    assert not Organisation.objects.exists()


def test_a_city_of_another_edition_is_refused(torino):
    torino.is_active = False
    torino.save()
    with pytest.raises(CommandError, match="not active"):
        add(city="Torino")
