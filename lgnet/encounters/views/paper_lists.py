"""The lists of papers a city keeps: each with its papers, in several languages."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.directory.queries import services as all_services
from lgnet.kernel.ids import uuid7
from lgnet.network.access import access

from ..actions.papers import keep_paper_item, keep_paper_list, take_usual_lists
from ..forms.papers import PaperItemForm, PaperListForm
from ..models import PaperList, PaperListItem
from ..queries import papers as queries
from ..rules_papers import TEXT_LANGUAGES


@access(permission="desk.manage")
@require_GET
def paper_lists(request: Any) -> HttpResponse:
    """The lists of the city, in their order."""
    return render(request, "encounters/paper_lists.html", {"lists": list(queries.lists_here())})


@access(permission="desk.manage")
@require_POST
def paper_lists_usual(request: Any) -> HttpResponse:
    """Begin with the usual lists; those there are already stay as they are."""
    new = take_usual_lists(by=request.user)
    if new:
        messages.success(request, _("The usual lists are here. Change them as your offices ask."))
    else:
        messages.info(request, _("The usual lists were here already."))
    return redirect("encounters:paper_lists")


@access(permission="desk.manage")
@require_http_methods(["GET", "POST"])
def paper_list_new(request: Any) -> HttpResponse:
    """Add a list."""
    form = PaperListForm(request.POST or None, initial={"id": uuid7()}, services=all_services())
    return _list_page(request, form, None)


@access(permission="desk.manage")
@require_http_methods(["GET", "POST"])
def paper_list(request: Any, list_id: UUID) -> HttpResponse:
    """Change a list, and see its papers."""
    row = _list_or_404(list_id)
    first = {
        "id": row.pk,
        "title": row.title,
        "service": row.service.code if row.service else "",
        "position": row.position,
        "is_active": row.is_active,
    }
    form = PaperListForm(_sent(request, row.pk), initial=first, services=all_services())
    return _list_page(request, form, row)


@access(permission="desk.manage")
@require_http_methods(["GET", "POST"])
def paper_item_new(request: Any, list_id: UUID) -> HttpResponse:
    """Add a paper to a list."""
    row = _list_or_404(list_id)
    position = max((item.position for item in queries.items_of(row)), default=0) + 1
    form = PaperItemForm(request.POST or None, initial={"id": uuid7(), "position": position})
    return _item_page(request, form, row)


@access(permission="desk.manage")
@require_http_methods(["GET", "POST"])
def paper_item(request: Any, item_id: UUID) -> HttpResponse:
    """Change a paper of a list; what was said of it stays."""
    item = queries.item_by_id(item_id)
    if item is None:
        raise Http404
    form = PaperItemForm(_sent(request, item.pk), initial=_first_of(item))
    return _item_page(request, form, item.paper_list)


def _first_of(item: PaperListItem) -> dict[str, Any]:
    first = {
        "id": item.pk,
        "title": item.title,
        "hint": item.hint,
        "position": item.position,
        "is_active": item.is_active,
    }
    for code in TEXT_LANGUAGES:
        words = item.texts.get(code, {})
        first |= {f"title_{code}": words.get("title", ""), f"hint_{code}": words.get("hint", "")}
    return first


def _sent(request: Any, id: UUID) -> Any:
    """Return what was sent, about the row of the address whatever the form says."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    data["id"] = str(id)
    return data


def _list_page(request: Any, form: PaperListForm, row: PaperList | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        kept = keep_paper_list(
            id=typed["id"],
            title=typed["title"],
            service=form.chosen_service,
            position=typed["position"],
            is_active=typed["is_active"],
            by=request.user,
        )
        messages.success(request, _("Saved."))
        return redirect("encounters:paper_list", kept.pk)
    context = {
        "form": form,
        "row": row,
        "items": queries.items_of(row) if row else [],
        "back_url": reverse("encounters:paper_lists"),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "encounters/paper_list.html", context, status=status)


def _item_page(request: Any, form: PaperItemForm, row: PaperList) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            keep_paper_item(
                id=typed["id"],
                paper_list=row,
                title=typed["title"],
                hint=typed["hint"],
                texts=form.texts,
                position=typed["position"],
                is_active=typed["is_active"],
                by=request.user,
            )
        except ValidationError as problem:
            for name, texts in problem.message_dict.items():
                form.add_error(name, texts)
        else:
            messages.success(request, _("Saved."))
            return redirect("encounters:paper_list", row.pk)
    context = {
        "form": form,
        "row": row,
        "back_url": reverse("encounters:paper_list", args=[row.pk]),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "encounters/paper_item.html", context, status=status)


def _list_or_404(list_id: UUID) -> PaperList:
    found = queries.list_by_id(list_id)
    if found is None:
        raise Http404
    return found
