"""A city with many people, for benchmarks: written by the bulk actions, in chunks.

Names come from the demo's pools, in their scripts; the rest is drawn evenly. It is not a picture
of a real city: what matters here is how much there is.
"""

import random
from dataclasses import dataclass

from django.db import connection, connections

from benchmarks.frame import timed
from lgnet.accounts.models import User
from lgnet.demo import accounts
from lgnet.demo.actions.staff import load_staff
from lgnet.kernel.tenancy import scope
from lgnet.monitoring.actions import refresh_all_figures
from lgnet.network.enums import Role
from lgnet.network.models import City

from .housing import add_places, add_requests, add_stays
from .people import COMMON_NAME, RARE_NAME, add_cases, add_encounters, add_people

CITY = "Torino"
PEOPLE_A_PLACE = 167  # 600 places at 100,000 people
FEWEST_PLACES = 60


@dataclass(frozen=True, slots=True)
class BigCity:
    """The filled city, and a name that many and one that few people in it have."""

    city: City
    common_name: str = COMMON_NAME
    rare_name: str = RARE_NAME

    def member(self, role: Role) -> User:
        """Return the member of staff who has ``role`` here, or in the nation."""
        for account in accounts.accounts():
            if account.role == role and account.city in (self.city.name, ""):
                return User.objects.get(pk=account.user_id)
        raise LookupError(f"Nobody is {role} in {self.city.name}.")


def fill(people: int, *, seed: int = 1) -> BigCity:
    """Write staff, ``people`` people and what was done with them; return the city."""
    rng = random.Random(seed)
    load_staff(cities={city.cadastral_code: city for city in City.objects.filter(is_active=True)})
    city = City.objects.get(name=CITY)
    big = BigCity(city)
    with scope(city_id=city.pk):
        with timed(f"{people} people with names and search keys"):
            ids = add_people(rng, people)
        with timed("encounters, cases"):
            add_encounters(rng, ids, city)
            add_cases(rng, ids, manager_id=big.member(Role.CASE_MANAGER).pk)
        with timed("structures, requests, stays"):
            places = add_places(city, count=max(people // PEOPLE_A_PLACE, FEWEST_PLACES))
            add_stays(rng, ids, places)
            add_requests(rng, ids)
        with timed("audit"):
            _add_audit(count=people)
    with timed("figures"):
        refresh_all_figures()
    with timed("vacuum and statistics, as a server does by itself"):
        refresh_statistics()
    return big


def refresh_statistics() -> None:
    """Let the planner know what the tables hold, as autovacuum does after a while."""
    connections["owner"].cursor().execute("VACUUM ANALYZE")
    connections["owner"].close()


def _add_audit(*, count: int) -> None:
    """Write that ``count`` records were opened: what a city's log holds after some months."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(audit_append(gen_random_uuid(), 'people.viewed', 'people.person',"
            " gen_random_uuid()::text, '{}'::jsonb)) FROM generate_series(1, %s)",
            [count],
        )
