"""The papers of a person: a list begun, where each paper is, what is still to be brought."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.housing.queries.house_life import reading_languages
from lgnet.kernel.ids import uuid7
from lgnet.network.access import access
from lgnet.people.catalogue import LANGUAGES, language_label
from lgnet.ui.undo import offer_undo

from ..actions import papers as verbs
from ..actions.desk_refusals import DeskRefused
from ..enums import PaperState
from ..forms.papers import BeginForm, MarkForm
from ..models import PersonPapers
from ..picking import person_asked_for
from ..queries import papers as queries
from ..rules_papers import ITALIAN, TEXT_LANGUAGES, best_language, is_still_missing, told_in

KINDS = {
    PaperState.MISSING: "warn",
    PaperState.ASKED: "info",
    PaperState.BROUGHT: "ok",
    PaperState.NOT_NEEDED: "idle",
}


@access(permission="desk.papers")
@require_http_methods(["GET", "POST"])
def papers_new(request: Any) -> HttpResponse:
    """Choose a list of the city and begin it for a person."""
    person = person_asked_for(request)
    if person is None:
        # A list begins from a person: they are looked for first.
        return redirect("people:search")
    lists = queries.offered_lists()
    form = BeginForm(request.POST or None, lists=lists, initial={"id": uuid7()})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                begun = verbs.begin_papers(
                    id=form.cleaned_data["id"],
                    person=person,
                    paper_list=form.chosen,
                    by=request.user,
                )
            except DeskRefused as refused:
                form.add_error("paper_list", str(refused))
            else:
                if begun.pk == form.cleaned_data["id"]:
                    _offer(request, "encounters.papers", begun, _("The list is begun."))
                return redirect("encounters:papers", begun.pk)
    context = {
        "person": person,
        "form": form,
        "has_lists": bool(lists),
        "begun": queries.papers_of(person),
        "may_manage": "desk.manage" in request.permissions,
        "back_url": reverse("people:detail", args=[person.pk]),
    }
    return render(request, "encounters/papers_new.html", context, status=status)


@access(permission="desk.papers")
@require_http_methods(["GET", "POST"])
def papers(request: Any, papers_id: UUID) -> HttpResponse:
    """Where each paper of a list is, and the way to say so."""
    found = _papers_or_404(papers_id)
    wrong = None
    if request.method == "POST":
        form = MarkForm(request.POST)
        items = {line.item.pk: line.item for line in found.lines}
        if form.is_valid() and form.cleaned_data["item"] in items:
            typed = form.cleaned_data
            try:
                verbs.mark_paper(
                    id=typed["id"],
                    papers_id=papers_id,
                    item=items[typed["item"]],
                    state=PaperState(typed["state"]),
                    note=typed["note"],
                    by=request.user,
                )
            except DeskRefused as refused:
                messages.error(request, str(refused))
            return redirect(
                f"{reverse('encounters:papers', args=[papers_id])}#paper-{typed['item']}"
            )
        wrong = form
    else:
        record(verb="encounters.papers_seen", target=found.papers)
    context = {
        "found": found,
        "papers": found.papers,
        "lines": [_line(line, wrong) for line in found.lines],
        "is_open": found.papers.ended_at is None,
        "back_url": reverse("people:detail", args=[found.papers.person_id]),
    }
    return render(request, "encounters/papers.html", context, status=422 if wrong else 200)


@access(permission="desk.papers")
@require_GET
def papers_missing(request: Any, papers_id: UUID) -> HttpResponse:
    """What is still to be brought, to print for the person in a language they read."""
    found = _papers_or_404(papers_id)
    record(verb="encounters.papers_seen", target=found.papers)
    missing = [line.item for line in found.lines if is_still_missing(line.state)]
    carried = {code for item in missing for code in item.texts}
    wanted = request.GET.get("language", "")
    person = found.papers.person
    best = best_language(carried, [wanted, person.language or "", *reading_languages(person)])
    context = {
        "papers": found.papers,
        "lines": [
            {"item": item, "told": told_in(item.texts, best) if best != ITALIAN else {}}
            for item in missing
        ],
        "languages": [
            {"code": code, "tag": _tag(code), "name": language_label(code)}
            for code in (ITALIAN, *TEXT_LANGUAGES)
            if code == ITALIAN or code in carried
        ],
        "language": best,
        "tag": _tag(best),
        # The few words around the papers, where the interface speaks that language.
        "frame": _tag(best) if _tag(best) in dict(settings.LANGUAGES) else "it",
        "back_url": reverse("encounters:papers", args=[papers_id]),
    }
    return render(request, "encounters/papers_missing.html", context)


@access(permission="desk.papers")
@require_POST
def papers_end(request: Any, papers_id: UUID) -> HttpResponse:
    """Put a list away; it stays to be read, and can be begun again."""
    found = _papers_or_404(papers_id)
    ended = verbs.put_papers_away(papers_id=papers_id, by=request.user)
    _offer(request, "encounters.papers_away", ended, _("The list is put away."))
    return redirect("people:detail", found.papers.person_id)


def _line(line: queries.PaperLine, wrong: MarkForm | None) -> dict[str, Any]:
    own = wrong if wrong and wrong["item"].value() == str(line.item.pk) else None
    form = own or MarkForm(initial={"id": uuid7(), "item": line.item.pk})
    form.auto_id = f"{line.item.pk}_%s"
    return {"line": line, "kind": KINDS[line.state], "form": form, "is_wrong": own is not None}


def _offer(request: Any, action: str, papers: PersonPapers, label: str) -> None:
    offer_undo(request, action=action, arguments={"papers_id": str(papers.pk)}, label=label)


def _papers_or_404(papers_id: UUID) -> queries.PapersSoFar:
    found = queries.papers_by_id(papers_id)
    if found is None:
        raise Http404
    return found


def _tag(code: str) -> str:
    """Return the tag of a language for the page."""
    known = LANGUAGES.get(code)
    return known.cldr if known else code
