"""Asking again after a closing: who is due, and a case's page of what came after."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.kernel.ids import uuid7
from lgnet.kernel.keyset import page_by
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access, can

from ..actions import refusals
from ..actions.follow_ups import record_follow_up
from ..enums import Outcome
from ..enums_outcomes import WantsHelp
from ..forms.follow_ups import FollowUpForm
from ..models import Case
from ..queries import cases as case_queries
from ..queries import follow_ups as queries
from ..queries import help as help_queries
from ..rules import is_running
from ..rules_follow_ups import due_mark, next_mark
from .help import LANGUAGES, language_of
from .parts import parts_of

FILTERS = {
    "due": gettext_lazy("All due"),
    "overdue": gettext_lazy("Overdue"),
    "mine": gettext_lazy("Mine"),
}


@access(permission="cases.view")
@require_GET
def follow_ups(request: Any) -> HttpResponse:
    """List the closed cases whose people are to be asked again now."""
    may_manage, today = can(request.membership, "cases.manage"), timezone.localdate()
    filters = {code: label for code, label in FILTERS.items() if may_manage or code != "mine"}
    show = request.GET.get("show", "")
    show = show if show in filters else "due"
    found = queries.due_cases(today, is_overdue=show == "overdue")
    if show == "mine":
        found = found.filter(responsible_id=request.user.pk)
    page = page_by(found, "closed_at", **keys_in(request.GET))
    record(verb="cases.follow_ups_listed", kind="cases.case", show=show)
    lines = [(case, due_mark(queries.closed_on(case), done=(), today=today)) for case in page.rows]
    context = {
        "show": show,
        "filters": filters.items(),
        "may_manage": may_manage,
        "lines": [(case, due, due.is_overdue(today)) for case, due in lines if due is not None],
    }
    return render(request, "cases/follow_ups.html", context | links_of(page, request.GET))


@access(permission="cases.manage")
@require_http_methods(["GET", "POST"])
def after_closing(request: Any, case_id: UUID) -> HttpResponse:
    """Show what came after a closing: the question at the end, and asking again."""
    case = get_object_or_404(case_queries.cases(), pk=case_id)
    if request.method == "GET":
        record(verb="cases.viewed", target=case, person=case.person_id)
        return _page(request, case)
    form = FollowUpForm(request.POST)
    if not form.is_valid():
        return _page(request, case, form, status=422)
    told = form.told()
    try:
        record_follow_up(case=case, by=request.user, **told)
    except refusals.CaseRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, case, form, status=409)
    if told["wants_help"] == WantsHelp.YES:
        messages.success(request, _("Saved. This person would like help again: open a case."))
        return HttpResponseRedirect(f"{reverse('cases:case_new')}?person={case.person_id}")
    messages.success(request, _("What you found is saved."))
    return redirect("cases:after_closing", case.pk)


def _page(
    request: Any, case: Case, form: FollowUpForm | None = None, status: int = 200
) -> HttpResponse:
    today, is_open = timezone.localdate(), is_running(case.state)
    may_be_asked = not is_open and queries.to_ask_again().filter(pk=case.pk).exists()
    due = coming = asked = None
    if not is_open:
        closed_on, done = queries.closed_on(case), queries.marks_done(case)
        due = due_mark(closed_on, done=done, today=today)
        coming = next_mark(closed_on, done=done, today=today)
        asked = help_queries.help_asked_of(case)
    if form is None and may_be_asked and due is not None:
        form = FollowUpForm(initial={"id": uuid7(), "mark": due.mark.value})
    waits = asked is not None and help_queries.may_answer(asked)
    found = list(queries.follow_ups_of(case))
    context = {
        "case": case,
        "is_open": is_open,
        "may_be_asked": may_be_asked,
        "due": due,
        "coming": coming,
        "form": form,
        "found": found,
        "would_like_help": any(one.wants_help == WantsHelp.YES for one in found) and may_be_asked,
        "asked": asked,
        "waits": waits,
        "may_ask": not is_open and case.outcome != Outcome.DIED and (asked is None or waits),
        "answer": help_queries.answer_of(asked) if asked else None,
        "languages": LANGUAGES.items(),
        "language": language_of(case.person.language),
        "parts": parts_of(request, case),
    }
    return render(request, "cases/after_closing.html", context, status=status)
