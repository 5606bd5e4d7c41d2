"""Cases, inside the open scope."""

from lgnet.cases.actions.cases import open_case
from lgnet.cases.models import Case
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import required_scope
from lgnet.network.enums import Role
from lgnet.network.models import City
from lgnet.people.models import Person
from tests.factories.network import make_member
from tests.factories.people import make_person


def make_manager():
    """Make a case manager of the open city and return the user."""
    city = City.objects.get(pk=required_scope().city_id)
    return make_member(role=Role.CASE_MANAGER, city=city).user


def make_case(person: Person | None = None, *, by=None, **fields) -> Case:
    """Open a case; its manager answers for it unless ``responsible`` is named."""
    by = by or make_manager()
    return open_case(
        **{
            "id": uuid7(),
            "person": person or make_person(),
            "by": by,
            "responsible": by,
            **fields,
        }
    )
