"""Loading encounters in bulk, for imports and the demo."""

from collections.abc import Iterable

from lgnet.encounters.models import Encounter, Need, NeedAnswer, ServiceGiven
from lgnet.kernel.bulk import Written, upsert


def load_encounters(
    encounters: Iterable[Encounter],
    needs: Iterable[Need] = (),
    services: Iterable[ServiceGiven] = (),
    answers: Iterable[NeedAnswer] = (),
) -> Written:
    """Write encounters with needs, answers and services in the open scope; count encounters."""
    written = upsert(Encounter, encounters)
    upsert(Need, needs)
    upsert(ServiceGiven, services)
    upsert(NeedAnswer, answers)
    return written
