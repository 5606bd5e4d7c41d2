"""Papers of a case: the list with the way to add one, a paper, destroying it."""

import base64
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.network.access import access

from ..actions.documents import destroy_document, keep_document
from ..actions.refusals import CaseRefused
from ..enums import DocumentKind, PaperForm
from ..forms.documents import DocumentForm
from ..models import Case, CaseDocument
from ..papers import MOST_BYTES, PaperRefused
from ..queries import cases as case_queries
from ..queries import documents as queries
from .parts import parts_of

# Names of files say nothing of anybody: they stay on the machine where they were opened.
NAMES = {
    PaperForm.PDF: ("application/pdf", "paper.pdf"),
    PaperForm.JPEG: ("image/jpeg", "paper.jpg"),
}


@access(permission="cases.documents")
@require_http_methods(["GET", "POST"])
def documents(request: Any, case_id: UUID) -> HttpResponse:
    """Show the papers of a case, and keep another one."""
    case = get_object_or_404(case_queries.cases(), pk=case_id)
    people = _first(list(queries.whose_papers(case)), case)
    form, status = DocumentForm(people=people), 200
    if request.method == "POST":
        form, status = DocumentForm(request.POST, request.FILES, people=people), 422
        if _is_cut(request):
            form.add_error("file", refusal_words("too_large"))
        elif form.is_valid():
            if _keep(request, case, form):
                messages.success(request, _("The paper is kept."))
                return redirect("cases:documents", case.pk)
        elif request.FILES:
            # Browsers forget which file was chosen.
            form.add_error("file", _("Choose the file once more, please."))
    else:
        record(verb="cases.documents_listed", target=case, person=case.person_id)
    lines = [_line(one) for one in queries.documents_of(case)]
    context = {"case": case, "form": form, "lines": lines, "are_many": len(people) > 1}
    context["letter_url"] = ""
    if "desk.letters" in request.permissions:
        # Templates of the city, filled in with what is known of the person.
        context["letter_url"] = f"{reverse('encounters:letter_new')}?person={case.person_id}"
    context["parts"] = parts_of(request, case)
    return render(request, "cases/documents.html", context, status=status)


@access(permission="cases.documents")
@require_GET
def document(request: Any, document_id: UUID) -> HttpResponse:
    """A paper in full. Opening it is put in the audit; no cache keeps it."""
    found = _document(document_id)
    record(verb="cases.document_viewed", target=found, case=found.case_id)
    content_type, name = NAMES[PaperForm(found.form)]
    answer = HttpResponse(found.content, content_type=content_type)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "no-store, private"
    return answer


@access(permission="cases.documents")
@require_http_methods(["GET", "POST"])
def document_destroy(request: Any, document_id: UUID) -> HttpResponse:
    """Destroy a paper: asked first, since nothing brings it back."""
    found = _document(document_id)
    back_url = reverse("cases:documents", args=[found.case_id])
    if request.method == "POST":
        destroy_document(document=found, by=request.user)
        messages.success(request, _("The paper has been destroyed."))
        return redirect(back_url)
    context = {
        "case": found.case,
        "line": _line(found),
        "action_url": reverse("cases:document_destroy", args=[found.pk]),
        "back_url": back_url,
    }
    return render(request, "cases/document_destroy.html", context)


def refusal_words(reason: str) -> str:
    """Return in plain words why a file was not kept."""
    return {
        "empty": _("This file is empty. Choose another one."),
        "too_large": _("This file is too large: 10 MB at most."),
        "too_large_unpacked": _("This file is too large: 10 MB at most."),
        "too_many_pixels": _("This picture is too large. Take a smaller one."),
        "too_many_pages": _("This PDF has too many pages: 200 at most."),
        "locked": _("This PDF is locked with a password. Save it without one."),
        "too_slow": _("This PDF takes too long to read. Print it to a new PDF."),
        "unreadable": _("This PDF is damaged. Print it to a new PDF, or take a photo."),
        "harmful": _("The scanner found something harmful in this file. It was not kept."),
        "not_scanned": _("The file could not be checked, so it was not kept. Try again later."),
    }.get(reason, _("This is no file we can keep. Use JPEG, PNG, WebP or PDF."))


def _keep(request: Any, case: Case, form: DocumentForm) -> CaseDocument | None:
    """Keep the sent file; None where it was refused: the form says why, beside it."""
    told = form.cleaned_data
    try:
        return keep_document(
            id=told["id"],
            case=case,
            person=told["person"],
            kind=DocumentKind(told["kind"]),
            title=told["title"],
            content=told["file"].read(MOST_BYTES + 1),
            by=request.user,
        )
    except PaperRefused as refused:
        form.add_error("file", refusal_words(refused.reason))
    except CaseRefused as refused:
        form.add_error(None, str(refused))
    return None


def _is_cut(request: Any) -> bool:
    """Return whether a file was too large to be read at all."""
    sent = int(request.META.get("CONTENT_LENGTH") or 0)
    return not request.FILES and sent > MOST_BYTES


def _first(people: list[Any], case: Case) -> list[Any]:
    return sorted(people, key=lambda one: (one.pk != case.person_id, one.known_as.casefold()))


def _line(found: CaseDocument) -> dict[str, Any]:
    thumbnail = found.thumbnail
    return {
        "document": found,
        "thumbnail": f"data:image/jpeg;base64,{base64.b64encode(thumbnail).decode()}"
        if thumbnail
        else "",
    }


def _document(document_id: UUID) -> CaseDocument:
    found = queries.document_by_id(document_id)
    if found is None:
        raise Http404
    return found
