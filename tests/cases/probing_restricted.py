"""Probes of a protected file by all who stand on no list of it.

Two kinds. Of pages: each is asked before there is a file and after, about the very same case, and
must answer alike. Of identifiers: each is tried with the file's and with one nothing has. Nothing
here knows how the answers come about.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.urls import reverse

from lgnet.audit.models import AuditEvent
from lgnet.cases.actions.restricted import record_in
from lgnet.cases.models import Case, RestrictedEntry, RestrictedFile, RestrictedReader
from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.tenancy import scope
from tests.factories.cases import make_case
from tests.factories.people import make_person
from tests.factories.restricted import REASON, TELLER, WORDS, as_user, make_file
from tests.house import objects
from tests.house.access_matrix import MATRIX
from tests.house.test_access import taken_back, verbs_of
from tests.housing.probing import SELF_CHANGING, Probe, fixed_of, plain, search

SUBJECT = "Blessing Osagie"
# Kinds of objects that are the subject of the file, or hang on it.
OF_THE_SUBJECT = ("case", "person")
PARAMETERS = ("person", "case", "about", "who", "older", "newer", "before", "file", "q")
TEXTS = ("text/", "application/json", "application/problem")
DEEDS = ("write", "let_in", "take_off", "take_up", "ask")


@dataclass(frozen=True)
class Subject:
    """The person whose file it is, their case, and one object of each other kind."""

    city_id: Any
    case: Case
    kinds: dict[str, str]


@dataclass(frozen=True)
class Planted:
    """A file with a row of each table, by identifier; who holds it, and who once read it."""

    file: RestrictedFile
    ids: dict[str, str]
    words: tuple[str, ...] = (WORDS, TELLER, REASON)


def make_subject(owner: Any) -> Subject:
    """Make a case whose person may have a file, and one object of every kind beside."""
    member = owner.member
    with scope(city_id=member.city_id, user_id=owner.user.pk):
        case = make_case(make_person(SUBJECT), by=owner.user)
        wanted = {kind for row in MATRIX.values() for kind in objects.named_kinds(row).values()}
        kinds = {
            kind: objects.made(kind, owner.user) for kind in sorted(wanted - {*OF_THE_SUBJECT})
        }
    kinds |= {"case": str(case.pk), "person": str(case.person_id)}
    return Subject(member.city_id, case, kinds)


def plant(subject: Subject, owner: Any, reader: Any) -> Planted:
    """Open a file about the subject, let a colleague in, and read it."""
    with scope(city_id=subject.city_id, user_id=owner.user.pk):
        file = make_file(subject.case, by=owner.user, readers=[reader.user])
        make_file(subject.case, by=owner.user, text="Non è lo zio, è il cugino")
        for who in (owner.user, reader.user):
            with as_user(who):
                record_in(file, verb="cases.restricted_read")
        ids = {
            "file": str(file.pk),
            "entry": str(RestrictedEntry.objects.order_by("pk").first().pk),
            "reader": str(RestrictedReader.objects.get(user=reader.user).pk),
        }
    return Planted(file, ids)


@dataclass(frozen=True)
class Question:
    """A page asked by somebody; ``answer`` takes back what asking wrote."""

    title: str
    role: str
    client: Any
    name: str
    verb: str
    url: str
    data: Any = None

    @property
    def what(self) -> str:
        return f"{self.verb} {self.name}{' ?' if self.data else ''}"

    def answer(self) -> Any:
        with taken_back(self.client):
            response = getattr(self.client, self.verb)(self.url, self.data)
            if response.get("Content-Type", "text/").startswith(TEXTS):
                return plain(response)
            # A picture or a file is compared as it is.
            return response.status_code, response["Content-Type"], response.content


def questions(title: str, role: Any, client: Any, subject: Subject) -> Iterator[Question]:
    """Everything somebody can ask about the subject, every list, and a search for the name."""
    for name, row in sorted(MATRIX.items()):
        if name in SELF_CHANGING:
            continue
        opens = row.roles is None or role in row.roles
        named = objects.named_kinds(row)
        values = fixed_of(row) | {key: subject.kinds[kind] for key, kind in named.items()}
        url = objects.url_of(name, row, values)
        for verb in verbs_of(row) if opens else ("get",):
            if verb == "post" and not set(named.values()) & {*OF_THE_SUBJECT}:
                continue
            yield Question(title, role, client, name, verb, url)
        if opens and not named and row.get == 200:
            about = dict.fromkeys(PARAMETERS, str(subject.case.person_id))
            yield Question(title, role, client, name, "get", url, about)
    for name, field in (("people:candidates", "known_as"), ("encounters:pick", "q")):
        if role in MATRIX[name].roles:
            yield Question(title, role, client, name, "post", reverse(name), {field: SUBJECT})


def differing(asked: Iterable[Question], plant_it: Any) -> list[str]:
    """Ask, plant, ask again; return which answers changed."""
    asked = list(asked)
    before = [one.answer() for one in asked]
    plant_it()
    return [
        f"{one.title}: {one.what}"
        for one, was in zip(asked, before, strict=True)
        if one.answer() != was
    ]


def sample(asked: Iterable[Question]) -> list[Question]:
    """Return each question once, asked in turn by all who may ask it."""
    found: dict[tuple[str, str], list[Question]] = {}
    for one in asked:
        found.setdefault((one.what, one.url), []).append(one)
    return [them[turn % len(them)] for turn, them in enumerate(found.values())]


def by_identifier(title: str, role: Any, client: Any, planted: Planted, case: Case) -> Any:
    """Every deed and every address with identifiers of the file, beside ones nothing has."""
    url = reverse("cases:protection", args=[case.pk])
    for deed in DEEDS:
        for what, key in planted.ids.items():

            def send(is_known: bool, deed: str = deed, key: str = key) -> Any:
                value = key if is_known else str(uuid4())
                names = ("file", "reader", "ask", "id", "corrects", "user")
                data = dict.fromkeys(names, value) | {"deed": deed, "text": "x", "reason": "x"}
                # Asked for, the form's own identifier makes something of one's own.
                data["id"] = "" if deed in ("write", "ask") else value
                with taken_back(client):
                    return client.post(url, data)

            yield Probe(title, f"{deed} {what}", send)
    for name, row in sorted(MATRIX.items()):
        named = objects.named_kinds(row)
        if not named or not (row.roles is None or role in row.roles):
            continue

        def find(is_known: bool, name: str = name, row: Any = row, named: Any = named) -> Any:
            value = planted.ids["file"] if is_known else str(uuid4())
            values = fixed_of(row) | dict.fromkeys(named, value)
            with taken_back(client):
                return client.get(objects.url_of(name, row, values))

        yield Probe(title, f"named {name}", find)


def tables() -> list[str]:
    """Return every table the application's role may read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace"
            " AND has_table_privilege(oid, 'SELECT') ORDER BY 1"
        )
        return [name for (name,) in cursor.fetchall()]


def by_row(title: str, planted: Planted) -> Iterator[Probe]:
    """Every table searched in SQL, as the one whose scope is open, for each identifier."""
    for table in tables():
        for what, key in planted.ids.items():

            def send(is_known: bool, table: str = table, key: str = key) -> int:
                value = key if is_known else str(uuid4())
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(
                        f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{value}%"]
                    )
                    return cursor.fetchone()[0]

            yield Probe(title, f"{table} {what}", send)


def log_of(city_id: Any, officer: Any) -> list[tuple[Any, ...]]:
    """Return what the city's access log holds, as the protection officer's page reads it."""
    with scope(city_id=city_id, compartment_id=OPEN_COMPARTMENT, user_id=officer.user.pk):
        rows = AuditEvent.objects.order_by("at", "pk")
        return list(rows.values_list("verb", "target_kind", "target_id", "actor_id"))


__all__ = ["Probe", "search"]
