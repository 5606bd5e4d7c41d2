"""What became of the demo's needs: most are met, some wait, some could not be met."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from uuid import UUID

from lgnet.demo.chance import generator, pick, weighted
from lgnet.demo.network import DemoCell
from lgnet.encounters.catalogue import answered_by
from lgnet.encounters.enums import AnswerKind, NeedKind, NotNow
from lgnet.encounters.models import NeedAnswer
from lgnet.kernel.ids import derived_uuid

# The boards look three months back; what is older nobody asks for.
LOOK_BACK = dt.timedelta(days=120)
_KINDS = {AnswerKind.REFERRAL: 46, AnswerKind.NOT_NOW: 28, None: 26}
_REASONS: dict[NotNow, float] = {
    NotNow.NO_ROOM: 30,
    NotNow.CLOSED: 22,
    NotNow.NOT_OFFERED: 10,
    NotNow.NO_DOCUMENTS: 14,
    NotNow.NO_INTERPRETER: 8,
    NotNow.REFUSED: 16,
}
_SENT = {
    NeedKind.HEALTH: ("Ambulatorio di strada", "Consultorio familiare"),
    NeedKind.WORK: ("Centro per l'impiego",),
    NeedKind.DOCUMENTS: ("Patronato", "Anagrafe"),
    NeedKind.LANGUAGE: ("Scuola per adulti (CPIA)",),
}
_ANYWHERE = ("Sportello unico", "Servizio sociale del quartiere")


def need_answers(
    cell: DemoCell, *, services: Mapping[str, UUID], worker: Callable[[str], UUID], now: dt.datetime
) -> Iterator[NeedAnswer]:
    """Yield the answers to what was needed of late; what was given answers what it is for."""
    since = now - LOOK_BACK
    for encounter in cell.encounters:
        if encounter.happened_at < since:
            continue
        given = [code for _, code, _ in encounter.services]
        by = worker(encounter.setting)
        for need_id, kind in encounter.needs:
            rng = generator("answer", need_id)
            told = {
                "id": derived_uuid("answer", need_id, "demo"),
                "need_id": need_id,
                "recorded_at": encounter.recorded_at,
                "recorded_by_id": by,
            }
            code = answered_by(NeedKind(kind), given)
            found = AnswerKind.SERVICE if code else weighted(rng, _KINDS)
            if found == AnswerKind.SERVICE:
                yield NeedAnswer(kind=found, service_id=services[code], **told)
            elif found == AnswerKind.REFERRAL:
                where = pick(rng, _SENT.get(NeedKind(kind), _ANYWHERE))
                yield NeedAnswer(kind=found, sent_to=where, **told)
            elif found == AnswerKind.NOT_NOW:
                yield NeedAnswer(kind=found, reason=weighted(rng, _REASONS), **told)
