"""Protected files and asking for protection: who may open each page, how to make each row."""

from collections.abc import Callable
from typing import Any

from lgnet.cases.models import (
    Case,
    ProtectionAsk,
    ProtectionPolicy,
    RestrictedEntry,
    RestrictedFile,
    RestrictedReader,
)
from lgnet.kernel.tenancy import required_scope
from lgnet.network.enums import Role
from tests.factories.network import make_user
from tests.factories.people import make_person
from tests.house.access_row import Row

SEEING = frozenset({Role.DESK_OPERATOR, Role.CASE_MANAGER, Role.CITY_MANAGER})

MATRIX = {
    "cases:protection": Row(SEEING, post=422, path={"case_id": "case"}, adds="protection_ask"),
    "cases:protection_mine": Row(frozenset({Role.CASE_MANAGER})),
    # Nobody named is an answer too.
    "cases:protection_policy": Row(frozenset({Role.CITY_MANAGER}), post=302),
    "cases:protection_unread": Row(frozenset({Role.DATA_PROTECTION_OFFICER})),
}


def _me() -> Any:
    """Return who looks: the database shows a file to nobody else."""
    return required_scope("a protected file").user_id


def ask_of(case: Case, **fields: Any) -> ProtectionAsk:
    """Write that one asked about a case."""
    return ProtectionAsk.objects.create(
        case=case, person=case.person, contact=make_user(), recorded_by_id=_me(), **fields
    )


def _case() -> Case:
    return Case.objects.create(person=make_person())


def _file(**fields: Any) -> RestrictedFile:
    case = _case()
    file = RestrictedFile(case=case, person=case.person, recorded_by_id=_me(), **fields)
    file.save(force_insert=True)
    _opening(file)
    return file


def _opening(file: RestrictedFile, **fields: Any) -> RestrictedReader:
    return RestrictedReader.objects.create(
        file=file,
        user_id=_me(),
        is_opening=True,
        is_holder=True,
        recorded_by_id=_me(),
        **fields,
    )


def _reader(**fields: Any) -> RestrictedReader:
    case = _case()
    file = RestrictedFile(case=case, person=case.person, recorded_by_id=_me())
    file.save(force_insert=True)
    return _opening(file, **fields)


RECIPES: dict[str, Callable[..., Any]] = {
    "cases.RestrictedFile": _file,
    "cases.RestrictedReader": _reader,
    "cases.RestrictedEntry": lambda **fields: RestrictedEntry.objects.create(
        file=_file(), text="Parole", recorded_by_id=_me(), **fields
    ),
    "cases.ProtectionAsk": lambda **fields: ask_of(_case(), **fields),
    "cases.ProtectionPolicy": lambda **fields: ProtectionPolicy.objects.create(**fields),
}
KEPT = {
    "cases.RestrictedFile": "a protected file stays, or its key goes with the person's",
    "cases.RestrictedReader": "who read stays",
    "cases.RestrictedEntry": "what was told stays",
    "cases.ProtectionAsk": "that somebody asked stays",
    "cases.ProtectionPolicy": "what a city decided stays",
}
