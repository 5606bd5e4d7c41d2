"""Adding, changing and ending a person's details: one way for all of them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.kernel.conflicts import Conflict
from lgnet.kernel.ids import uuid7
from lgnet.network.access import access
from lgnet.ui import drafts, undo

from .. import details
from ..actions.details import DetailClash, DetailGone, detail_version, is_over, told_of
from ..field_words import field_differences
from ..models import Person
from ..parts import PAPERS, PARTS, Part
from .one import person_or_404
from .saying import say_saved

UNDO_DETAIL, UNDO_PAPER = "people.end_detail", "people.end_paper"


def addresses() -> list[URLPattern]:
    """Return the addresses of all parts: ``contact_new``, ``contact_edit``, ``contact_end``..."""
    found = []
    for part in PARTS:
        slug = part.slug
        new = path(f"<uuid:person_id>/{slug}/new/", new_view(part), name=f"{slug}_new")
        end = path(f"{slug}/<uuid:detail_id>/end/", end_view(part), name=f"{slug}_end")
        found += [new, end]
        if part.change is not None:
            edit = path(f"{slug}/<uuid:detail_id>/edit/", edit_view(part), name=f"{slug}_edit")
            found.append(edit)
    return found


def new_view(part: Part) -> Callable[..., HttpResponseBase]:
    """Return the view that adds a detail of one kind."""

    @access(permission=part.permission)
    @require_http_methods(["GET", "POST"])
    def new(request: Any, person_id: UUID) -> HttpResponse:
        """Add a detail; a form sent twice adds one."""
        person = person_or_404(person_id)
        key = f"people.{part.slug}:new:{person.pk}"
        if request.method == "GET":
            initial, kept = drafts.initial_for(request, key, part.form, {"id": uuid7()})
            return _page(request, part, person, part.form(initial=initial), kept=kept)

        def write(form: Any) -> Any:
            detail_id = form.cleaned_data["id"] or uuid7()
            return part.add(id=detail_id, person_id=person.pk, by=request.user, **form.told())

        return _saved(request, part, person, part.form(request.POST), key=key, write=write)

    return new


def edit_view(part: Part) -> Callable[..., HttpResponseBase]:
    """Return the view that changes a detail of one kind."""

    @access(permission=part.permission)
    @require_http_methods(["GET", "POST"])
    def edit(request: Any, detail_id: UUID) -> HttpResponse:
        """Change a detail, unless somebody else has done so meanwhile."""
        row = _row_or_404(part, detail_id)
        options = _options(part, row)
        key = f"people.{part.slug}:edit:{row.pk}"
        if request.method == "GET":
            if is_over(row):
                raise Http404
            record(verb="people.viewed", target=row.person)
            initial = {**part.form.initial_of(row), "version": detail_version(told_of(row))}
            initial, kept = drafts.initial_for(request, key, part.form, initial)
            form = part.form(initial=initial, **options)
            return _page(request, part, row.person, form, row=row, kept=kept)

        def write(form: Any) -> Any:
            version = form.cleaned_data["version"]
            change: Any = part.change
            return change(id=row.pk, by=request.user, version=version, **form.told())

        form = part.form(request.POST, **options)
        return _saved(request, part, row.person, form, key=key, write=write, row=row)

    return edit


def end_view(part: Part) -> Callable[..., HttpResponseBase]:
    """Return the view that ends a detail of one kind, with the way back."""

    @access(permission=part.permission)
    @require_POST
    def end(request: Any, detail_id: UUID) -> HttpResponse:
        """End or remove a detail; Undo takes it back."""
        row = _row_or_404(part, detail_id)
        person = row.person
        try:
            part.end(id=row.pk, by=request.user)
        except DetailGone:
            raise Http404 from None
        undo.offer_undo(
            request,
            action=UNDO_PAPER if part.permission == PAPERS else UNDO_DETAIL,
            arguments={"detail": part.model._meta.label_lower, "id": str(detail_id)},
            label=str(part.ended),
        )
        return _to_section(person, part)

    return end


def _saved(
    request: Any,
    part: Part,
    person: Person,
    form: Any,
    *,
    key: str,
    write: Callable[[Any], Any],
    row: Any = None,
) -> HttpResponse:
    status, differences = 422, None
    if form.is_valid():
        try:
            saved = write(form)
        except ValidationError as problem:
            _add_errors(form, problem)
        except DetailGone:
            form.add_error(None, _("This has been ended or removed meanwhile. Add it anew."))
            status = 409
        except DetailClash as clash:
            if clash.saved.person_id != person.pk:
                raise Conflict("The identifier belongs to somebody else's row.") from clash
            form, differences = _compared(part, form, clash.saved)
            row, status = clash.saved, 409
        else:
            drafts.clear(request, key)
            say_saved(request, person, row=saved)
            return _to_section(person, part)
    kept = drafts.kept_for(request, key)
    return _page(
        request, part, person, form, row=row, kept=kept, differences=differences, status=status
    )


def _add_errors(form: Any, problem: ValidationError) -> None:
    """Put what the action refused beside the fields it names, as far as the form has them."""
    by_field = problem.message_dict if hasattr(problem, "error_dict") else {"": problem.messages}
    for name, texts in by_field.items():
        form.add_error(name if name in form.fields else None, texts)


def _compared(part: Part, form: Any, saved: Any) -> tuple[Any, Any]:
    """Return the form again, resting on what is saved, and where the two differ."""
    data = form.data.copy()
    data["version"] = detail_version(told_of(saved))
    again = part.form(data, **_options(part, saved))
    again.is_valid()
    return again, field_differences(again, part.form.initial_of(saved))


def _options(part: Part, row: Any) -> dict[str, Any]:
    return {"row": row} if part.slug in ("identifier", "language", "citizenship") else {}


def _row_or_404(part: Part, detail_id: UUID) -> Any:
    row = details.detail_by_id(part.model, detail_id)
    if row is None:
        raise Http404
    return row


def _to_section(person: Person, part: Part) -> HttpResponse:
    return redirect(f"{reverse('people:detail', args=[person.pk])}#people-{part.section}")


def _page(
    request: Any,
    part: Part,
    person: Person,
    form: Any,
    *,
    kept: drafts.Kept,
    row: Any = None,
    differences: Any = None,
    status: int = 200,
) -> HttpResponse:
    here = (
        reverse(f"people:{part.slug}_new", args=[person.pk])
        if row is None or part.change is None
        else reverse(f"people:{part.slug}_edit", args=[row.pk])
    )
    context = {
        "form": form,
        "person": person,
        "title": part.new_title if row is None else part.change_title,
        "lead": _("No papers are needed to be helped.") if part.permission == PAPERS else "",
        "kept": kept,
        "draft_key": kept.key,
        "differences": differences or [],
        # Whom a number finds shows while it is typed.
        "candidates_url": (
            f"{reverse('people:candidates')}?but={person.pk}" if part.slug == "identifier" else ""
        ),
        "action_url": here,
        "back_url": f"{reverse('people:detail', args=[person.pk])}#people-{part.section}",
        "person_url": reverse("people:detail", args=[person.pk]),
        "list_url": reverse("people:search"),
    }
    return render(request, "people/part_form.html", context, status=status)
