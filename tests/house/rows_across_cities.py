"""One row of each table by which cities ask each other, in the open scope."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from lgnet.network.models import City
from lgnet.people import models
from lgnet.people.enums import AskReason, RecordPart
from tests.factories.people import make_person


def _match_token(**fields: Any) -> Any:
    person = make_person()
    access = models.PersonAccess.objects.order_by("pk").get(person=person)
    return models.MatchToken.objects.create(
        person=person, access=access, epoch=1, token=uuid.uuid4(), **fields
    )


def _received_request(**fields: Any) -> Any:
    return models.ReceivedRequest.objects.create(
        **{
            "person": make_person(),
            "request_id": uuid.uuid4(),
            "from_city": City.objects.get(name="Napoli"),
            "reason": AskReason.MOVED,
            "parts": [RecordPart.LANGUAGES],
            **fields,
        }
    )


def _record_request(**fields: Any) -> Any:
    return models.RecordRequest.objects.create(
        **{
            "person": make_person(),
            "reason": AskReason.MOVED,
            "parts": [RecordPart.LANGUAGES],
            **fields,
        }
    )


def _excerpt(**fields: Any) -> Any:
    request = _record_request(state="accepted")
    return models.SharedExcerpt.objects.create(
        **{
            "request": request,
            "person": request.person,
            "received_id": uuid.uuid4(),
            "from_city": City.objects.get(name="Napoli"),
            "given": {RecordPart.LANGUAGES.value: "transfer"},
            "content": "{}",
            "until_at": timezone.now() + dt.timedelta(days=30),
            **fields,
        }
    )


RECIPES: dict[str, Callable[..., Any]] = {
    "people.MatchToken": _match_token,
    "people.RecordRequest": _record_request,
    "people.ReceivedRequest": _received_request,
    "people.SharedExcerpt": _excerpt,
}
