"""Probes of a refuge from outside: each asks for what is there, and for what never was.

A probe is right where both answers are the same, byte for byte but for what changes with each
answer by itself. Nothing here knows how the answers come about.
"""

import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import connection
from django.urls import reverse

from lgnet.housing.enums import StructureKind
from lgnet.kernel.tenancy import scope
from lgnet.people.actions.keys import renew_search_keys
from lgnet.people.enums import ContactKind
from lgnet.people.models import ContactPoint
from tests.factories.housing import make_places, make_request, make_stay, make_structure
from tests.factories.people import make_person
from tests.house import objects
from tests.house.access_matrix import MATRIX, NOBODY
from tests.house.test_access import told, verbs_of

# What is planted, and beside each word one of the same shape that stands nowhere.
WORDS = {
    "Rifugio Ginestra": "Rifugio Mugherino",
    "Via Segreta 7": "Via Inventata 7",
    "Stanza Mimosa": "Stanza Lavanda",
    "Letto Lilla": "Letto Verde",
    "Ospite Celata": "Persona Svanita",
    "Celata": "Svanita",
    "Zerihun Woldemariam": "Tesfalem Gebreyohan",
    "Woldemariam": "Gebreyohan",
    "زينب المخفية": "سميرة الغائبة",
    "+39 347 765 1299": "+39 347 765 1288",
    "3477651299": "3477651288",
    "Coordinatrice Velata": "Coordinatrice Ignota",
    "velata@rifugio.example": "ignota@rifugio.example",
}
# Names that any list or filter may take an identifier by.
PARAMETERS = (
    *("structure", "house", "unit", "place", "stay", "person", "who", "but", "about"),
    *("request", "hold", "member", "household", "older", "newer", "before", "recipient"),
)
# Their answers tell what was done last, by whoever asks: each probe changes them.
SELF_CHANGING = {"network:access_log"}


@dataclass(frozen=True)
class Refuge:
    """A refuge with what is in it; ``kinds``: a kind of object to the id of one."""

    city_id: Any
    compartment_id: Any
    user: Any
    kinds: dict[str, str]
    places: dict[str, str]

    def scope(self) -> Any:
        return scope(city_id=self.city_id, compartment_id=self.compartment_id, user_id=self.user.pk)

    @property
    def identifiers(self) -> set[str]:
        return {*self.kinds.values(), *self.places.values()}


def plant(client: Any, *, of_each_kind: bool = True) -> Refuge:
    """Fill the coordinator's refuge: a house with guests, and one object of each kind."""
    member, user = client.member, client.user
    type(user).objects.filter(pk=user.pk).update(
        full_name="Coordinatrice Velata", email="velata@rifugio.example"
    )
    with scope(city_id=member.city_id, compartment_id=member.compartment_id, user_id=user.pk):
        house = make_structure(
            StructureKind.PROTECTED_REFUGE,
            name="Rifugio Ginestra",
            address="Via Segreta 7",
            organisation=member.organisation,
        )
        place, other = make_places(2, structure=house)
        place.unit.name, place.label = "Stanza Mimosa", "Letto Lilla"
        place.unit.save()
        place.save()
        guest = make_person("Ospite Celata", names=["Zerihun Woldemariam", "زينب المخفية"])
        ContactPoint.objects.create(person=guest, kind=ContactKind.PHONE, value="+393477651299")
        renew_search_keys(guest.pk)
        stay = make_stay(place=place, person=guest, by=user)
        asked = make_request(make_person("Celata"), by=user)
        made = {
            "structure": str(house.pk),
            "unit": str(place.unit_id),
            "place": str(place.pk),
            "free": str(other.pk),
            "stay": str(stay.pk),
            "guest": str(guest.pk),
            "asked": str(asked.pk),
        }
        wanted = {kind for row in MATRIX.values() for kind in (*_named(row), *row.also.values())}
        kinds = {kind: objects.made(kind, user) for kind in sorted(wanted if of_each_kind else ())}
    return Refuge(member.city_id, member.compartment_id, user, kinds, made)


def _named(row: Any) -> list[str]:
    return list(objects.named_kinds(row).values())


@dataclass(frozen=True)
class Probe:
    """One thing asked twice: ``send(True)`` for what is there, ``send(False)`` for what is not."""

    # Who asks, and what.
    role: str
    what: str
    send: Callable[[bool], Any]
    may_open: bool = True

    @property
    def title(self) -> str:
        return f"{self.role}: {self.what}"

    def differs(self) -> bool:
        """Return whether the answers differ; ids, tokens and the typed words count for nothing."""
        # What the page before left to be said once stands in the first answer: asked again.
        return all(plain(self.send(True)) != plain(self.send(False)) for _time in range(2))


def plain(answer: Any) -> Any:
    """Return what an answer tells; the words typed in the probe, which a page may echo, apart."""
    if not hasattr(answer, "headers"):
        return answer
    status, headers, body = told(answer)
    for known, unknown in sorted(WORDS.items(), key=lambda pair: -len(pair[0])):
        for word in (known, unknown):
            body = body.replace(word, "<word>")
    return status, _without_tokens(headers), _without_tokens(body)


def _without_tokens(text: str) -> str:
    # Words stand sealed in addresses; the board carries a digest of itself, addresses included.
    text = re.sub(r'(X-Board-Seen": ")\w+', r"\1<digest>", text)
    text = re.sub(r"([?&;]s=)[\w%.:-]+", r"\1<sealed>", text)
    text = re.sub(r'(name="(?:before|elsewhere|s)" value=")[^"]*', r"\1<sealed>", text)
    return re.sub(r"\b\d{2}[:.]\d{2}([:.]\d{2})?\b", "<time>", text)


def by_identifier(client: Any, role: Any, refuge: Refuge) -> Iterator[Probe]:
    """Every address that names something: with the refuge's ids, with others."""
    for name, row in sorted(MATRIX.items()):
        if not objects.named_kinds(row):
            continue
        may_open = row.roles is None or role in row.roles
        for verb in verbs_of(row) if may_open else verbs_of(row)[:1]:

            def send(is_known: bool, name: str = name, row: Any = row, verb: str = verb) -> Any:
                values = values_of(row, refuge if is_known else None)
                return getattr(client, verb)(objects.url_of(name, row, values))

            yield Probe(role, f"{verb} {name}", send, may_open)


def fixed_of(row: Any) -> dict[str, str]:
    """Return the names in an address that stand for themselves."""
    return {k: v[1:] for k, v in {**row.path, **row.query}.items() if v.startswith("=")}


def values_of(row: Any, refuge: Refuge | None) -> dict[str, str]:
    """Return the values of an address: the refuge's objects, or for None nobody's."""
    return fixed_of(row) | {
        key: refuge.kinds[kind] if refuge else str(uuid4())
        for key, kind in objects.named_kinds(row).items()
    }


def by_parameter(client: Any, role: Any, refuge: Refuge) -> Iterator[Probe]:
    """Every list and form that names nothing in its address, asked to filter by each thing."""
    kinds = itertools.cycle(("structure", "place", "stay", "guest"))
    for name, row in sorted(MATRIX.items()):
        if row.path or row.query or row.get != 200 or name in SELF_CHANGING:
            continue
        if row.roles is None or role not in row.roles:
            continue

        def send(is_known: bool, name: str = name, what: str = next(kinds)) -> Any:
            value = refuge.places[what] if is_known else str(uuid4())
            return client.get(reverse(name), dict.fromkeys(PARAMETERS, value))

        yield Probe(role, f"filter {name}", send)


def by_form(client: Any, role: Any, refuge: Refuge) -> Iterator[Probe]:
    """Every form of one's own objects, sent with the refuge's where another is asked for."""
    for name, row in sorted(MATRIX.items()):
        if not row.also or name in SELF_CHANGING or role not in (row.roles or ()):
            continue
        own = functools.cache(functools.partial(_own_address, client, name, row))
        for verb in verbs_of(row):

            def send(is_known: bool, own: Any = own, verb: str = verb, row: Any = row) -> Any:
                data = {
                    key: refuge.kinds[kind] if is_known else str(uuid4())
                    for key, kind in row.also.items()
                }
                return getattr(client, verb)(own(), data)

            yield Probe(role, f"form {verb} {name}", send)


def _own_address(client: Any, name: str, row: Any) -> str:
    """Return an address of the client's own object."""
    member = client.member
    with scope(
        city_id=member.city_id, compartment_id=member.compartment_id, user_id=client.user.pk
    ):
        return objects.url_of(name, row, objects.values_for(row, client.user))


TYPED_INTO = (
    ("people:candidates", "known_as"),
    ("people:candidates", "phone"),
    ("people:family_pick", "q"),
    ("encounters:pick", "q"),
    ("people:scan", "code"),
)


def by_word(client: Any, role: Any) -> Iterator[Probe]:
    """Every search and every list of candidates, asked for the words of the refuge."""
    for known, unknown in WORDS.items():
        if role in MATRIX["people:search"].roles:

            def searched(is_known: bool, known: str = known, unknown: str = unknown) -> Any:
                return search(client, known if is_known else unknown)

            yield Probe(role, f"search {known}", searched)
        for name, field in TYPED_INTO:
            if role not in MATRIX[name].roles:
                continue

            def sent(
                is_known: bool,
                name: str = name,
                field: str = field,
                known: str = known,
                unknown: str = unknown,
            ) -> Any:
                url = reverse(name) + (f"?but={NOBODY}" if name.endswith("pick") else "")
                return client.post(url, {field: known if is_known else unknown})

            yield Probe(role, f"{name} {field} {known}", sent)


def search(client: Any, words: str) -> Any:
    """Return the page of a search, as who typed the words sees it."""
    found = client.post(reverse("people:search"), {"q": words})
    return client.get(found["Location"])


def by_row(title: str, refuge: Refuge) -> Iterator[Probe]:
    """Every table for each thing of the refuge, asked in SQL in the scope that is open."""
    tables = {
        model._meta.db_table
        for model in apps.get_models()
        if {"id", "city_id", "compartment_id"} <= {f.column for f in model._meta.local_fields}
    }
    for table in sorted(tables):
        for what, key in refuge.places.items():

            def send(is_known: bool, table: str = table, key: str = key) -> int:
                values = (key, refuge.compartment_id) if is_known else (uuid4(), uuid4())
                with connection.cursor() as cursor:
                    cursor.execute(
                        f'SELECT count(*) FROM "{table}" WHERE id = %s OR compartment_id = %s',
                        values,
                    )
                    return cursor.fetchone()[0]

            yield Probe(title, f"{table} {what}", send)


def by_http(client: Any, role: Any, refuge: Refuge) -> Iterator[Probe]:
    """Every probe of one member."""
    yield from by_identifier(client, role, refuge)
    yield from by_parameter(client, role, refuge)
    yield from by_form(client, role, refuge)
    yield from by_word(client, role)


def sample(probes: Iterable[Probe]) -> list[Probe]:
    """Return each question once from somebody who may ask it, and once from somebody who may not.

    Who asks goes round, so that everybody outside asks some. The drill asks all of them.
    """
    found: dict[tuple[str, bool], list[Probe]] = defaultdict(list)
    for probe in probes:
        found[probe.what, probe.may_open].append(probe)
    return [asked[turn % len(asked)] for turn, asked in enumerate(found.values())]
