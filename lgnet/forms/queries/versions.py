"""Published versions."""

from collections.abc import Iterable
from uuid import UUID

from django.db import models

from lgnet.forms.enums import Kind
from lgnet.forms.models import FormVersion


def versions_of(form_id: UUID) -> models.QuerySet[FormVersion]:
    """Return the versions of a form, newest first."""
    return (
        FormVersion.objects.filter(form_id=form_id)
        .select_related("base", "published_by", "retired_by")
        .order_by("-number")
    )


def last_version(form_id: UUID) -> FormVersion | None:
    """Return the newest version of a form, in use or not."""
    return versions_of(form_id).first()


def last_numbers(form_ids: Iterable[UUID]) -> dict[UUID, FormVersion]:
    """Return form -> its newest version, for several forms at once; without what is in it."""
    rows = (
        FormVersion.objects.filter(form_id__in=list(form_ids))
        .defer("content")
        .order_by("form_id", "-number")
        .distinct("form_id")
    )
    return {row.form_id: row for row in rows}


def version_by_id(version_id: UUID) -> FormVersion | None:
    """Return a published version of any city."""
    return (
        FormVersion.objects.filter(pk=version_id)
        .select_related("base", "city", "published_by")
        .defer("city__boundary")
        .first()
    )


def versions_by_ids(version_ids: Iterable[UUID]) -> dict[UUID, FormVersion]:
    """Return published versions of any city by their ids; what is none is missing."""
    rows = FormVersion.objects.filter(pk__in=set(version_ids)).select_related("base")
    return {row.pk: row for row in rows.order_by("pk")}


def current_of_all(*, kinds: Iterable[str] = ()) -> list[FormVersion]:
    """Return what every city asks today: the newest version of each form that is not retired."""
    rows = (
        FormVersion.objects.select_related("city", "base")
        .defer("city__boundary")
        .order_by("form_id", "-number")
        .distinct("form_id")
    )
    wanted = set(kinds)
    found = [row for row in rows if row.retired_at is None and (not wanted or row.kind in wanted)]
    return sorted(found, key=lambda row: (row.city.name if row.city else "", row.code))


def adoptable(*, city_id: UUID | None) -> list[FormVersion]:
    """Return the forms of other cities that are in use."""
    return [
        row
        for row in current_of_all()
        if row.kind != Kind.CORE and row.city_id is not None and row.city_id != city_id
    ]


def current_core(form_id: UUID | None) -> FormVersion | None:
    """Return the version of a national form that is in use."""
    found = last_version(form_id) if form_id else None
    return found if found is not None and found.retired_at is None else None


def current_version(*, city_id: UUID | None, code: str) -> FormVersion | None:
    """Return what a city asks under a code: its own form, else the core with its questions.

    ``code`` is that of the city's form, or of a national one beside which the city may have
    questions of its own.
    """
    rows = (
        FormVersion.objects.filter(
            models.Q(city_id=city_id, code=code)
            | models.Q(city_id=city_id, base__code=code)
            | models.Q(city__isnull=True, code=code)
        )
        .select_related("base")
        .order_by("form_id", "-number")
        .distinct("form_id")
    )
    found = [row for row in rows if row.retired_at is None]
    return min(found, key=lambda row: (row.city_id is None, row.code != code), default=None)


def asked_by_city(city_id: UUID | None, *, kinds: Iterable[str]) -> dict[str, FormVersion]:
    """Return code -> what a city asks today, of some kinds of form; each is one to fill in.

    A national core goes under its own code, with or without the city's questions beside it, so
    that it stays the same form on the day on which the city adds some.
    """
    rows = (
        FormVersion.objects.filter(models.Q(city_id=city_id) | models.Q(city__isnull=True))
        .select_related("base")
        .order_by("form_id", "-number")
        .distinct("form_id")
    )
    wanted = set(kinds)
    now = [row for row in rows if row.retired_at is None and row.kind in wanted]
    found: dict[str, FormVersion] = {}
    for row in sorted(now, key=lambda one: (one.base is None, one.city_id is None)):
        code = row.base.code if row.base is not None and row.base.code not in found else row.code
        found.setdefault(code, row)
    return found
