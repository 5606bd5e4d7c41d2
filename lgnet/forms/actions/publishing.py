"""Publishing and retiring forms, and adopting those of other cities."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.forms import rules
from lgnet.forms.access import (
    CodesOfCities,
    CodeTaken,
    FormRefused,
    Written,
    check_changed,
    check_ready,
    problems,
)
from lgnet.forms.enums import Kind
from lgnet.forms.models import FormVersion
from lgnet.forms.queries import (
    current_core,
    current_of_all,
    is_code_taken,
    last_version,
    terms_by_code,
)
from lgnet.forms.rules import Definition
from lgnet.forms.rules_versions import copied
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import current_scope

from .drafts import create_form


@transaction.atomic
def publish(*, form: Written, by: Any, id: UUID | None = None) -> FormVersion:
    """Put the working copy on the shelf as the next version; earlier ones stay as they are.

    ``id`` is the version's own, so that a form sent twice publishes once. Raises HasProblems,
    NothingChanged, or CodesOfCities where the core takes codes that cities use beside it.
    """
    pk = id or uuid7()
    manager: Any = type(form)._default_manager
    current: Written = manager.select_for_update(of=("self",)).get(pk=form.pk)
    again = FormVersion.objects.filter(pk=pk, form_id=form.pk).first()
    if again is not None:
        return again
    before = last_version(form.pk)
    core = current_core(current.core_id)
    definition = _without_never_asked(current.definition, before)
    check_changed(current, definition, core=core, before=before)
    check_ready(problems(current, definition, terms=terms_by_code(), core=core, before=before))
    if current.kind == Kind.CORE:
        _check_cities(form.pk, definition)
    found = current_scope()
    version = FormVersion.objects.create(
        pk=pk,
        city_id=found.city_id if found else None,
        form_id=form.pk,
        code=current.code,
        kind=current.kind,
        number=before.number + 1 if before else 1,
        title=current.title,
        content=rules.to_json(definition),
        base=core,
        adopted_from=current.adopted_from,
        published_by=by,
    )
    current.content = rules.to_json(definition)
    current.save(update_fields=["content"])
    record(verb="forms.published", target=version, code=version.code, number=version.number)
    return version


def _without_never_asked(definition: Definition, before: FormVersion | None) -> Definition:
    """Return the definition without questions that were taken out before anybody was asked."""
    known = {one.code for one in before.own.all_fields()} if before else set()
    return replace(
        definition,
        sections=tuple(
            replace(
                section,
                fields=tuple(
                    one for one in section.fields if not one.is_retired or one.code in known
                ),
            )
            for section in definition.sections
        ),
    )


def _check_cities(form_id: UUID, core: Definition) -> None:
    """Raise CodesOfCities: a city's question would vanish behind a national one of its code."""
    codes = {one.code for one in core.all_fields()} | {s.code for s in core.sections}
    taken = sorted(
        f"{version.city}: {code}"
        for version in current_of_all(kinds=[Kind.EXTENSION])
        if version.base is not None and version.base.form_id == form_id
        for code in codes
        & (
            {one.code for one in version.own.all_fields()}
            | {section.code for section in version.own.sections}
        )
    )
    if taken:
        raise CodesOfCities(taken)


@transaction.atomic
def retire_form(*, form: Written, by: Any) -> FormVersion | None:
    """Put a form out of use. What was answered to it stays readable; it can be published anew."""
    version = last_version(form.pk)
    if version is None or version.retired_at is not None:
        return version
    version.retired_at, version.retired_by = timezone.now(), by
    version.save(update_fields=["retired_at", "retired_by"])
    record(verb="forms.retired", target=version, code=version.code, number=version.number)
    return version


@transaction.atomic
def adopt(*, id: UUID, version: FormVersion, code: str, by: Any) -> Written:
    """Take over another city's published form as a working copy of one's own.

    What the other city does with its form later does not reach this one. Raises CodeTaken, and
    FormRefused for what is not another city's.
    """
    found = current_scope()
    own = found.city_id if found else None
    if own is None or version.city_id is None or version.city_id == own:
        raise FormRefused
    if is_code_taken(code):
        raise CodeTaken
    return create_form(
        id=id,
        kind=version.kind,
        code=code,
        title=version.title,
        definition=copied(version.own),
        core_id=version.base.form_id if version.base else None,
        adopted_from=version,
        by=by,
    )
