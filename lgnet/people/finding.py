"""Finding people: keys bring candidates, their names are opened and compared, the likeliest stay.

One statement looks every token up in the primary key of the search keys, weighs what it finds by
rarity, and keeps the best whom the one who looks may see. Only these are opened.
"""

import itertools
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from lgnet.kernel import vault
from lgnet.kernel.tenancy import required_scope

from .asking import Asked
from .enums import BirthPrecision
from .looking_up import NUMBER, Lookup, lookups_of
from .models import Person, PersonAccess, PersonName, SearchKey, search_key_range
from .opening import opened
from .ranking import Found, Known, ranked
from .rules import Birth
from .search_keys import key_of

# How many are opened and compared, at most; and how many are read before access is looked at.
MOST_OPENED = 120
MOST_OPENED_OF_LIST = 12
MOST_READ = 1000
# Beyond the first ones, who has less than this share of the best one's weight is not opened.
ALWAYS_OPENED = 40
_FAR_BEHIND = 0.4
# A key found this often or less says all it can.
_COMMON = 20_000
# How tokens of a single word begin.
_SINGLE_WORD = "~^%"

_ACCESS = """
    (SELECT true FROM {access} a
     WHERE a.city_id = %(city)s AND a.compartment_id = %(compartment)s
       AND a.person_id = {person} AND a.audience_id = ANY(%(audiences)s)
       AND (a.until_at IS NULL OR a.until_at > statement_timestamp())
     LIMIT 1)
"""
# A key with few rows weighs more: its weight falls with the logarithm of how many it has.
_CANDIDATES = """
    WITH asked AS MATERIALIZED (
        SELECT * FROM unnest(
            %(lows)s::uuid[], %(highs)s::uuid[], %(groups)s::int[],
            %(weights)s::float8[], %(caps)s::int[]
        ) AS asked (low, high, category, weight, cap)
    ), hits AS (
        SELECT found.person_id, asked.category,
            asked.weight * ln(1 + {common} / found.how_many) / ln(1 + {common}) AS weight
        FROM asked CROSS JOIN LATERAL (
            SELECT person_id, count(*) OVER () AS how_many FROM (
                SELECT k.person_id FROM {keys} k
                WHERE k.city_id = %(city)s AND k.compartment_id = %(compartment)s
                  AND k.id BETWEEN asked.low AND asked.high {few}
                LIMIT asked.cap
            ) block
        ) found
    ), best AS (
        SELECT person_id, sum(weight) AS weight, bool_or(category = {number}) AS has_number
        FROM (
            SELECT person_id, category, max(weight) AS weight
            FROM hits GROUP BY person_id, category
        ) once
        GROUP BY person_id
        ORDER BY weight DESC
        LIMIT {read}
    )
    SELECT person_id, weight, has_number FROM best {many} LIMIT {opened}
"""

_READ = f"""
    SELECT p.id, p.data_key, p.known_as, p.birth_date, p.birth_precision, p.citizenship_id, p.sex,
        names.ids, names.texts
    FROM {Person._meta.db_table} p
    LEFT JOIN LATERAL (
        SELECT array_agg(n.id) AS ids, array_agg(n.text) AS texts
        FROM {PersonName._meta.db_table} n
        WHERE n.city_id = %(city)s AND n.compartment_id = %(compartment)s AND n.person_id = p.id
    ) names ON true
    WHERE p.city_id = %(city)s AND p.compartment_id = %(compartment)s AND p.id = ANY(%(ids)s)
"""


def find(asked: Asked, *, most: int, but: UUID | None = None) -> list[Found]:
    """Return the likeliest people of the open scope, best first, in two or four queries.

    Nobody is found whom ``Person.objects`` would not show. Where no name is found whole, names
    that sound only roughly the same are looked for too. ``but`` leaves one person out.
    """
    if asked.is_empty:
        return []
    found = ranked(asked, _known(candidates(lookups_of(asked)), but), most=most)
    if asked.names and not any(one.is_whole for one in found):
        coarse = candidates(lookups_of(asked, coarsely=True))
        found = ranked(asked, _known(coarse, but), most=most)
    return found


def find_alike(asked: Asked, *, most: int) -> list[Found]:
    """Return who of the open scope may be the one told, best first, in three queries.

    For lists of thousands: the whole name, the name with the birth and numbers are looked for,
    not single words, whose blocks are large. Somebody of one name alone is looked for by it.
    """
    if asked.is_empty:
        return []
    lookups = lookups_of(asked)
    whole = [lookup for lookup in lookups if lookup.token[0] not in _SINGLE_WORD]
    is_one_word = asked.birth is None and all(len(name.split()) < 2 for name in asked.names)
    wanted = lookups if is_one_word and not asked.numbers else whole
    likeliest = dict(itertools.islice(candidates(wanted).items(), MOST_OPENED_OF_LIST))
    return ranked(asked, _known(likeliest, None), most=most)


def candidates(lookups: Sequence[Lookup]) -> dict[UUID, bool]:
    """Return who has the keys, likeliest first: person -> whether a number led to them."""
    if not lookups:
        return {}
    query, params = candidates_query(lookups)
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        rows = cursor.fetchall()
    least = rows[0][1] * _FAR_BEHIND if rows else 0.0
    return {
        person: number
        for place, (person, weight, number) in enumerate(rows)
        if place < ALWAYS_OPENED or weight >= least
    }


def candidates_query(lookups: Sequence[Lookup]) -> tuple[str, dict[str, Any]]:
    """Return the statement that finds candidates in the open scope, with its parameters."""
    scope = required_scope("finding people")
    secret = settings.SEARCH_KEY
    ranges = [search_key_range(key_of(lookup.token, secret=secret)) for lookup in lookups]
    few = many = ""
    if scope.audiences is not None:
        access = _ACCESS.format(access=PersonAccess._meta.db_table, person="{person}")
        if scope.city_id in scope.audiences:
            # Nearly all are seen: those who are not are dropped at the end.
            many = "WHERE " + access.format(person="best.person_id")
        else:
            # Few are seen: they must not drown among the others of a large block.
            few = "AND " + access.format(person="k.person_id")
    query = _CANDIDATES.format(
        keys=SearchKey._meta.db_table,
        common=f"{_COMMON}::float8",
        number=NUMBER,
        read=MOST_READ,
        opened=MOST_OPENED,
        few=few,
        many=many,
    )
    return query, {
        "city": scope.city_id,
        "compartment": scope.compartment_id,
        "audiences": sorted(scope.audiences or ()),
        "lows": [low for low, _ in ranges],
        "highs": [high for _, high in ranges],
        "groups": [lookup.group for lookup in lookups],
        "weights": [lookup.weight for lookup in lookups],
        "caps": [lookup.cap for lookup in lookups],
    }


def _known(has_number: dict[UUID, bool], but: UUID | None) -> Iterable[Known]:
    """Yield what is known of candidates, opened; whose key was destroyed is left out."""
    ids = [pk for pk in has_number if pk != but]
    if not ids:
        return
    scope = required_scope("finding people")
    if scope.city_id is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _READ, {"ids": ids, "city": scope.city_id, "compartment": scope.compartment_id}
        )
        rows = cursor.fetchall()
    for row in rows:
        pk, data_key, known_as, birth_date, precision, citizenship, sex, name_ids, texts = row
        try:
            key = vault.opened_key(
                data_key,
                city_id=scope.city_id,
                compartment_id=scope.compartment_id,
                owner=pk,
            )
            day = opened(Person, "birth_date", pk, birth_date, key=key)
            called = [opened(Person, "known_as", pk, known_as, key=key)]
            called += [
                opened(PersonName, "text", name, text, key=key)
                for name, text in zip(name_ids or (), texts or (), strict=True)
            ]
        except vault.Unreadable:
            continue
        yield Known(
            person_id=pk,
            names=tuple(dict.fromkeys(called)),
            birth=Birth(day, BirthPrecision(precision)) if day else None,
            citizenship=str(citizenship) if citizenship else None,
            sex=sex,
            has_number=has_number[pk],
        )
