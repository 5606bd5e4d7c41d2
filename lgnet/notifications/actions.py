"""Writes of notices: told by other apps, read by whom they are for."""

import datetime as dt
import enum
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from .models import Notice
from .registry import kind_of

# Read notices are kept so long: enough to look back at a season, no archive.
KEPT = dt.timedelta(days=90)


@transaction.atomic
def notify(
    *,
    user_ids: Iterable[UUID | None],
    kind: str,
    arguments: Mapping[str, Any],
    url_name: str,
    url_args: Mapping[str, Any] | None = None,
    once_key: str | None = None,
) -> None:
    """Leave a notice for each user in the open cell; None among them stands for nobody.

    ``arguments`` and ``url_args`` hold identifiers, days, moments, numbers and codes of closed
    lists (enum members), never words: a name would outlive the person's erasure. With a
    ``once_key`` a user gets the notice once, however often this is called. Raises ValueError for
    a kind nobody registered, TypeError for another value.
    """
    kind_of(kind)
    now = timezone.now()
    kept, address = _plain(arguments), _plain(url_args or {})
    # Without a word back: who leaves a notice for another cannot see it.
    Notice.objects.bulk_create(
        [
            Notice(
                user_id=user_id,
                kind=kind,
                arguments=kept,
                url_name=url_name,
                url_args=address,
                made_at=now,
                once_key=once_key,
            )
            for user_id in sorted({one for one in user_ids if one is not None})
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def settle(*, once_key: str) -> None:
    """Take the unread notices with this key from whoever has them: what they ask for is decided.

    Only in the open cell. What was read stays where it is.
    """
    with connection.cursor() as cursor:
        # Row-level security shows one's own notices only; this function says nothing back.
        cursor.execute("SELECT notifications_settle(%s)", [once_key])


@transaction.atomic
def mark_read(*, notice_id: UUID, by: Any) -> None:
    """Mark one of the user's own notices as read; a second time changes nothing."""
    own = Notice.objects.filter(user_id=by.pk)
    own.filter(pk=notice_id, read_at__isnull=True).update(read_at=timezone.now())


@transaction.atomic
def mark_all_read(*, by: Any) -> None:
    """Mark all of the user's notices as read, and forget those read long ago."""
    own = Notice.objects.filter(user_id=by.pk)
    own.filter(read_at__isnull=True).update(read_at=timezone.now())
    own.filter(read_at__lt=timezone.now() - KEPT).delete()


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _value(value) for key, value in values.items()}


def _value(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if value is None or isinstance(value, int | float):
        return value
    raise TypeError(f"A notice holds no {type(value).__name__}: identifiers, days and numbers.")
