"""Writing a form: each verb changes one thing of the working copy and keeps the rest.

The working copy may be wrong; what is wrong is shown beside it, and stops its publishing only.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.forms import rules
from lgnet.forms.access import ChangedMeanwhile, CodeTaken, NotEmpty, Written
from lgnet.forms.enums import Kind
from lgnet.forms.models import CityForm, CoreForm
from lgnet.forms.queries import is_code_taken
from lgnet.forms.queries.forms import is_national
from lgnet.forms.rules import Definition, Field, Section


@transaction.atomic
def create_form(
    *,
    id: UUID,
    kind: str,
    code: str,
    title: Mapping[str, str],
    by: Any,
    definition: Definition | None = None,
    core_id: UUID | None = None,
    adopted_from: Any = None,
) -> Written:
    """Begin a form in the open place; the same ``id`` again is the same form.

    Raises CodeTaken where the place has a form of this code.
    """
    model = CoreForm if is_national() else CityForm
    found: Any = model._default_manager.filter(pk=id).first()
    if found is not None:
        return found
    if is_code_taken(code):
        raise CodeTaken
    facts: dict[str, Any] = {
        "code": code,
        "title": dict(title),
        "content": rules.to_json(definition or Definition()),
        "changed_by": by,
    }
    if model is CityForm:
        facts |= {
            "kind": kind,
            "core_id": core_id if kind == Kind.EXTENSION else None,
            "adopted_from": adopted_from,
            "recorded_by": by,
        }
    form: Any = model._default_manager.create(pk=id, **facts)
    if adopted_from is None:
        record(verb="forms.created", target=form, code=code, what=str(form.kind))
    else:
        record(verb="forms.adopted", target=form, code=code, version=adopted_from.pk)
    return form


@transaction.atomic
def name_form(
    *, form: Written, title: Mapping[str, str], languages: tuple[str, ...], by: Any
) -> None:
    """Change a form's title and the languages it is worded in."""
    form.title = dict(title)
    _change(form, lambda d: replace(d, languages=languages), by=by, what="title", also=["title"])


@transaction.atomic
def put_section(*, form: Written, section: Section, by: Any) -> None:
    """Add a section at the end, or change title and condition of one; its questions stay."""

    def put(definition: Definition) -> Definition:
        there = definition.section(section.code)
        if there is None and definition.field(section.code):
            raise CodeTaken
        kept = there.fields if there else ()
        return rules.with_section(definition, replace(section, fields=kept))

    _change(form, put, by=by, what="section", place=section.code)


@transaction.atomic
def remove_section(*, form: Written, code: str, by: Any) -> None:
    """Take an empty section away. Raises NotEmpty where a question stands in it."""

    def remove(definition: Definition) -> Definition:
        there = definition.section(code)
        if there is not None and there.fields:
            raise NotEmpty
        return rules.without_section(definition, code)

    _change(form, remove, by=by, what="section", place=code)


@transaction.atomic
def put_field(
    *, form: Written, field: Field, section: str, by: Any, seen: str = "", is_new: bool = False
) -> None:
    """Add a question, or change one. ``seen``: ``fingerprint`` of it as it was opened.

    Raises ChangedMeanwhile where somebody else changed this question since, and CodeTaken for a
    new one whose code is in use.
    """

    def put(definition: Definition) -> Definition:
        there = definition.field(field.code)
        if is_new and (there is not None or definition.section(field.code)):
            raise CodeTaken
        if there is not None and seen and fingerprint(there) != seen:
            raise ChangedMeanwhile
        retired = there.is_retired if there else False
        return rules.with_field(definition, replace(field, is_retired=retired), section=section)

    _change(form, put, by=by, what="field", place=field.code)


@transaction.atomic
def retire_field(*, form: Written, code: str, is_retired: bool = True, by: Any) -> None:
    """Ask a question no longer, or again. It stays, so that its code means one thing for ever."""

    def retire(definition: Definition) -> Definition:
        there, section = definition.field(code), definition.section_of(code)
        if there is None or section is None:
            return definition
        return rules.with_field(
            definition, replace(there, is_retired=is_retired), section=section.code
        )

    what = "retired" if is_retired else "restored"
    _change(form, retire, by=by, what=what, place=code)


@transaction.atomic
def move(*, form: Written, code: str, steps: int, by: Any) -> None:
    """Move a question or a section one place up (-1) or down (1)."""

    def moved(definition: Definition) -> Definition:
        if definition.section(code):
            return rules.move_section(definition, code, steps=steps)
        return rules.move_field(definition, code, steps=steps)

    _change(form, moved, by=by, what="moved", place=code)


def fingerprint(field: Field) -> str:
    """Return a short word for what a question says now."""
    told = json.dumps(rules.field_json(field), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _change(
    form: Written,
    change: Callable[[Definition], Definition],
    *,
    by: Any,
    what: str,
    place: str = "",
    also: list[str] | None = None,
) -> None:
    """Apply a change to the working copy as it stands now, not as it stood when it was opened."""
    manager: Any = type(form)._default_manager
    current = manager.select_for_update(of=("self",)).get(pk=form.pk)
    form.content = rules.to_json(change(current.definition))
    if form.content == current.content and not also:
        return
    form.changed_at, form.changed_by = timezone.now(), by
    form.save(update_fields=["content", "changed_at", "changed_by", *(also or [])])
    record(verb="forms.changed", target=form, what=what, place=place)
