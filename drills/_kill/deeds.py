"""What a writer does whose server is killed: book, and ask again until there is an answer."""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.db import DatabaseError, InterfaceError, connection

from benchmarks._bookings.deeds import mine, places_of, requests_of
from benchmarks._bookings.ground import Ground
from benchmarks._bookings.writers import Tally
from lgnet.accounts.models import User
from lgnet.housing.actions.placing import give_place
from lgnet.housing.actions.refusals import HousingRefused
from lgnet.housing.models import Place, PlacementRequest
from lgnet.kernel.tenancy import scope

WRITERS = 12
OFFERS = 3
PAUSE = 0.05  # seconds before somebody tries again


@dataclass(frozen=True, slots=True)
class KeepGiving:
    """Give places until the file ``stop`` is there; to the requests ``[first, end)``."""

    stop: str
    first: int
    end: int

    def __call__(self, ground: Ground, number: int, meet: Callable[[], None], tally: Tally) -> None:
        rng = random.Random(number)
        share = ground.requests[self.first : self.end]
        with scope(city_id=ground.city_id):
            requests = requests_of(mine(share, number, writers=WRITERS))
            places = places_of(ground.places)
        by = User.objects.get(pk=ground.user_id)
        meet()
        for request in requests:
            for place in rng.sample(places, OFFERS):
                if self._is_over():
                    return
                if self._give(ground, request, place, by, tally):
                    break

    def _give(
        self, ground: Ground, request: PlacementRequest, place: Place, by: User, tally: Tally
    ) -> bool:
        """Return whether the place was given. Who gets no answer asks the same again."""
        while not self._is_over():
            try:
                with scope(city_id=ground.city_id, user_id=by.pk):
                    stay = give_place(request=request, place=place, by=by)
            except HousingRefused as refused:
                tally.answers[type(refused).__name__] += 1
                return False
            except (DatabaseError, InterfaceError) as error:
                if not _is_gone(error):
                    tally.add_fault(error)
                    return False
                tally.answers["no answer"] += 1
                with suppress(DatabaseError, InterfaceError):
                    connection.close()
                time.sleep(PAUSE)
                continue
            tally.stays.append(stay.pk)
            tally.told_at.append(time.monotonic())
            return True
        return False

    def _is_over(self) -> bool:
        return Path(self.stop).exists()


def _is_gone(error: Exception) -> bool:
    """Return whether the server was not there to answer: no rule of the database was hurt."""
    state = getattr(error.__cause__, "sqlstate", None)
    # 57P: shut down, crashed, starting. 08: connection. None: it went without a word.
    return state is None or state.startswith(("57P", "08"))
