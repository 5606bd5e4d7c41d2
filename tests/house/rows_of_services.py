"""A day's work: who may open each page."""

from lgnet.network.enums import Role
from tests.house.access_row import Row

RECORDING = frozenset({Role.OUTREACH_WORKER, Role.DESK_OPERATOR, Role.CASE_MANAGER})
OWN = {"given_id": "own_service"}

MATRIX = {
    "encounters:day_work": Row(RECORDING, post=422, grows=("own_service", "encounter")),
    "encounters:day_work_minutes": Row(RECORDING, get=405, post=302, path=OWN, missing=302),
    "encounters:day_work_back": Row(RECORDING, get=405, post=302, path=OWN, missing=302),
}
