"""Recording a person and changing what is known of them."""

import re
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.kernel.answers import Answer
from lgnet.people.enums import NameKind
from lgnet.people.models import Person, PersonName
from lgnet.people.profiles import Profile, differing, kind_of_other, profile_of, version_of
from lgnet.people.rules import (
    LONGEST_GENDER,
    LONGEST_NAME,
    MOST_NAMES,
    Birth,
    ImplausibleBirth,
    check_birth,
    clean_name,
)
from lgnet.people.search_keys import script_of

from .access import grant_care
from .keys import add_search_keys, renew_search_keys

_LANGUAGE_CODE = re.compile(r"[a-z]{3}\Z")
_FIRST_KINDS = (NameKind.GIVEN, NameKind.FAMILY)


class ChangedMeanwhile(Exception):
    """What was to be saved rests on an older state; ``saved`` is the person as it stands now."""

    def __init__(self, saved: Person) -> None:
        super().__init__(str(saved.pk))
        self.saved = saved


@transaction.atomic
def create_person(*, id: UUID, by: Any, profile: Profile) -> Person:
    """Record a person under the identifier the form was made with, and return them.

    A form sent twice makes one person: the second time returns the first one's. Raises
    ValidationError for what cannot be, ChangedMeanwhile where the identifier already holds a
    person who was told otherwise (the form was changed and sent again).
    """
    told = _cleaned(profile)
    person = Person(id=id, created_by=by)
    _fill(person, told)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        existing = Person.objects.select_related("citizenship").filter(pk=id).order_by().first()
        if existing is None:
            raise
        if version_of(saved_profile(existing)) != version_of(told):
            raise ChangedMeanwhile(existing) from None
        return existing
    grant_care(person=person, by=by)
    _write_names(person, told, [], by)
    add_search_keys(person, (text for _kind, text in told.names()))
    record(verb="people.created", target=person)
    return person


@transaction.atomic
def update_person(*, person_id: UUID, by: Any, version: str, profile: Profile) -> Person:
    """Change what is known of a person and return them.

    ``version`` is that of the state the change was made on. Raises ChangedMeanwhile where it has
    been changed since, ValidationError for what cannot be, Person.DoesNotExist for a person that
    is not in the open scope. A change that changes nothing writes nothing.
    """
    told = _cleaned(profile)
    # The row's lock holds for the names too: they are written under it alone.
    person = (
        Person.objects.select_for_update(of=("self",))
        .select_related("citizenship")
        .order_by()
        .get(pk=person_id)
    )
    names = list(PersonName.objects.filter(person=person).order_by("position", "pk"))
    before = profile_of(person, names)
    if version_of(before) == version_of(told):
        return person
    if version_of(before) != version:
        raise ChangedMeanwhile(person)
    _fill(person, told)
    person.save()
    _write_names(person, told, names, by)
    renew_search_keys(person.pk)
    record(verb="people.changed", target=person, fields=differing(before, told))
    return person


@transaction.atomic
def retract_person(*, person_id: UUID, by: Any) -> bool:
    """Take back a person one has just recorded by mistake; history keeps what it was.

    Only who recorded them may, and only while nothing else names them. Return whether it was
    done; a person who stays is no error, since somebody else has met them meanwhile.
    """
    person = Person.objects.filter(pk=person_id, created_by=by).order_by().first()
    if person is None:
        return False
    try:
        with transaction.atomic():
            person.delete()
    except (ProtectedError, IntegrityError):
        return False
    record(verb="people.retracted", target=person)
    return True


def saved_profile(person: Person) -> Profile:
    """Return what is saved of a person, names asked afresh."""
    return profile_of(person, PersonName.objects.filter(person=person).order_by("position", "pk"))


def _cleaned(profile: Profile) -> Profile:
    """Return the profile with names as they are kept; raises ValidationError by field."""
    wrong: dict[str, str] = {}
    texts = {
        "known_as": clean_name(profile.known_as),
        "given": clean_name(profile.given),
        "family": clean_name(profile.family),
    }
    others = tuple(dict.fromkeys(filter(None, map(clean_name, profile.others))))
    if not texts["known_as"]:
        wrong["known_as"] = _("Write what you call this person: a nickname is enough.")
    for field, text in texts.items():
        if len(text) > LONGEST_NAME:
            wrong[field] = _("This is too long for a name: 200 characters at most.")
    if any(len(text) > LONGEST_NAME for text in others):
        wrong["others"] = _("This is too long for a name: 200 characters at most.")
    if len(others) > MOST_NAMES:
        wrong["others"] = _("These are too many names: 20 at most.")
    gender = clean_name(profile.gender)
    if len(gender) > LONGEST_GENDER:
        wrong["gender"] = _("This is too long: 80 characters at most.")
    if isinstance(profile.birth, Birth):
        try:
            check_birth(profile.birth, today=timezone.localdate())
        except ImplausibleBirth as problem:
            wrong["birth"] = birth_problem(problem)
    is_code = _LANGUAGE_CODE.match(profile.language)
    if not isinstance(profile.language, Answer) and not is_code:
        wrong["language"] = _("Choose a language of the list.")
    if wrong:
        raise ValidationError(wrong)
    return Profile(
        **texts,
        others=others,
        sex=profile.sex,
        birth=profile.birth,
        citizenship=profile.citizenship,
        language=profile.language,
        interpreter=profile.interpreter,
        gender=gender,
    )


def birth_problem(problem: ImplausibleBirth) -> str:
    """Return in plain words why a birth cannot be."""
    if problem.reason == "future":
        return _("This date is still to come. Check the year.")
    return _("This would make the person more than 110 years old. Check the year.")


def _fill(person: Person, told: Profile) -> None:
    person.known_as = told.known_as
    person.sex, person.sex_answer = _value_and_answer(told.sex)
    birth, person.birth_answer = _value_and_answer(told.birth)
    person.birth_date = birth.first_day if birth else None
    person.birth_precision = birth.precision if birth else None
    person.citizenship, person.citizenship_answer = _value_and_answer(told.citizenship)
    person.language, person.language_answer = _value_and_answer(told.language)
    person.interpreter, person.interpreter_answer = _value_and_answer(told.interpreter)
    person.gender = told.gender or None
    person.clean_fields(exclude=("city", "created_by", "citizenship"))


def _value_and_answer(told: Any) -> tuple[Any, Answer]:
    return (None, told) if isinstance(told, Answer) else (told, Answer.KNOWN)


def _write_names(person: Person, told: Profile, rows: list[PersonName], by: Any) -> None:
    """Bring the rows of names in line; those that stay are not touched, so history stays short."""
    wanted = told.names()
    kept: dict[UUID, NameKind] = {}
    for kind, text in told.names():
        row = next((r for r in rows if r.pk not in kept and _holds(r, kind, text)), None)
        if row is not None:
            kept[row.pk] = kind
            wanted.remove((kind, text))
    # Another name that stands twice, as on a document too, stays twice.
    told_others = {text for kind, text in told.names() if kind not in _FIRST_KINDS}
    free = [
        row
        for row in rows
        if row.pk not in kept and (row.kind in _FIRST_KINDS or row.text not in told_others)
    ]
    position = max((row.position for row in rows), default=-1)
    new = []
    for kind, text in wanted:
        if free:
            row = free.pop(0)
            row.kind, row.text, row.script = kind, text, script_of(text)
            row.written_by = by
            row.save()
            continue
        position += 1
        new.append(
            PersonName(
                person=person,
                kind=kind,
                text=text,
                script=script_of(text),
                position=position,
                written_by=by,
            )
        )
    for row in free:
        row.delete()
    PersonName.objects.bulk_create(new)
    if rows:
        _settle_kinds(person, told)


def _holds(row: PersonName, kind: NameKind, text: str) -> bool:
    """Return whether a row already holds a name; other names keep the kind they came with."""
    is_other = kind not in _FIRST_KINDS
    return row.text == text and (is_other or row.kind == kind)


def _settle_kinds(person: Person, told: Profile) -> None:
    """Let the first given and family name by position be the ones told."""
    expected = {NameKind.GIVEN: told.given, NameKind.FAMILY: told.family}
    for row in PersonName.objects.filter(person=person).order_by("position", "pk"):
        kind = NameKind(row.kind)
        if kind not in expected:
            continue
        if row.text == expected[kind]:
            del expected[kind]
        else:
            row.kind = kind_of_other(row.text)
            row.save()
