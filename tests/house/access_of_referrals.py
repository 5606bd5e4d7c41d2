"""Who may open what of referrals; part of the table in ``access_matrix.py``."""

from lgnet.network.enums import Role
from tests.house.access_row import Row

SENDING = frozenset({Role.OUTREACH_WORKER, Role.DESK_OPERATOR, Role.CASE_MANAGER})
REFERRING = SENDING | frozenset({Role.HOUSING_COORDINATOR})
CITY = frozenset({Role.CITY_MANAGER})
SENT = {"referral_id": "referral"}
RECEIVED = {"referral_id": "received_referral"}
TRANSFER = {"transfer_id": "received_transfer"}
PERSON = {"person": "person"}

ROWS: dict[str, Row] = {
    "referrals:list": Row(REFERRING, grows=("referral", "received_referral", "received_transfer")),
    "referrals:done": Row(REFERRING, grows=("done_referral",)),
    "referrals:new": Row(SENDING, query=PERSON),
    "referrals:choose": Row(SENDING, query={**PERSON, "service": "=canteen"}),
    "referrals:tell": Row(
        SENDING, post=422, query={**PERSON, "service": "=canteen", "offer": "offer"}
    ),
    "referrals:figures": Row(CITY, grows=("referral",)),
    "referrals:policy": Row(CITY, post=422),
    "referrals:detail": Row(REFERRING, path=SENT),
    "referrals:answer": Row(REFERRING, get=405, post=422, path=RECEIVED),
    "referrals:outcome": Row(SENDING, get=405, post=422, path=SENT),
    "referrals:withdraw": Row(SENDING, get=405, post=302, path=SENT),
    "referrals:take_up": Row(SENDING, get=405, post=302, path=SENT),
    "referrals:link_again": Row(SENDING, get=405, post=422, path=SENT),
    "referrals:transfer": Row(REFERRING, path=TRANSFER),
    "referrals:transfer_answer": Row(REFERRING, get=405, post=422, path=TRANSFER),
    "referrals:transfer_cut": Row(REFERRING, get=405, post=302, path=TRANSFER),
    # Says the same of every link until it is opened.
    "referrals:link": Row(None, post=410, path={"token": "=nothing.at-all"}),
}
