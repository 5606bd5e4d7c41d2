"""Screens of protection: the asker's, and the refuge's own."""

from lgnet.housing.actions.refuge_answers import accept_refuge_request
from lgnet.housing.models import ReceivedRefugeRequest
from lgnet.kernel.tenancy import required_scope, scope
from lgnet.network.enums import Role
from lgnet.network.queries import memberships_of
from tests.e2e.screen import Screen
from tests.factories.people import make_person
from tests.factories.refuges import make_refuge_house, make_refuge_request

STREET, REFUGE = Role.OUTREACH_WORKER, Role.REFUGE_COORDINATOR

SCREENS = [
    Screen("housing:refuge_requests", STREET, on_phone=True),
    Screen("housing:refuge_ask", STREET, query="?person={person}", on_phone=True),
    Screen("housing:refuge_ask", STREET, query="?person={met}", sends_empty_form=True, status=422),
    Screen("housing:refuge_request", STREET, ("refuge_asked",), on_phone=True),
    Screen("housing:refuge_request", STREET, ("refuge_answered",), on_phone=True),
    Screen("housing:refuge_inbox", REFUGE, on_phone=True),
    Screen("housing:refuge_received", REFUGE, ("refuge_received",), on_phone=True),
    Screen("housing:refuge_came", REFUGE, ("refuge_expected",), on_phone=True),
    Screen("housing:refuge_came", REFUGE, ("refuge_expected",), sends_empty_form=True, status=422),
]


def fill_refuge(staff):
    """Ask twice for protection; the refuge says yes once, and waits for them."""
    asked, answered = (
        make_refuge_request(make_person(name), by=staff[STREET]) for name in ("Hiwot", "Selam")
    )
    city_id, coordinator = required_scope().city_id, staff[REFUGE]
    with scope(city_id=None, user_id=coordinator.pk):
        compartment_id = memberships_of(coordinator.pk)[0].compartment_id
    with scope(city_id=city_id, compartment_id=compartment_id, user_id=coordinator.pk):
        make_refuge_house()
        copies = {one.request_id: one for one in ReceivedRefugeRequest.objects.order_by("asked_at")}
        expected = copies[answered.pk]
        accept_refuge_request(
            received=expected, words="Alle 18 davanti alla biblioteca. بطاقة", by=coordinator
        )
    return {
        "refuge_asked": asked,
        "refuge_answered": answered,
        "refuge_received": copies[asked.pk],
        "refuge_expected": expected,
    }
