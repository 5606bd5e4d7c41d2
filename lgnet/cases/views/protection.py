"""The protection page of a case: the same for everybody, and a file for those on its list.

There is one address, whatever is done. Neither a path nor a log tells a file from none, and what
names a file travels in the form.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.kernel.keyset import page_by
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access, can

from ..actions.protection import ask_protection, set_protection, take_up
from ..actions.refusals import CaseRefused
from ..actions.restricted import let_in, take_off, write_entry
from ..forms.restricted import AskForm, EntryForm, LetInForm, ProtectionPolicyForm
from ..models import Case, RestrictedEntry, RestrictedFile, RestrictedReader
from ..protection_page import Sent, colleagues_for, entry_choices, page_context
from ..queries import cases as case_queries
from ..queries import protection as queries
from ..queries import restricted
from ..queries.parties import persons_of
from .parts import parts_of

# More than one follows at a time.
MOST_FILES = 200


@access(permission="cases.view")
@require_http_methods(["GET", "POST"])
def protection(request: Any, case_id: UUID) -> HttpResponse:
    """Show the protection page of a case; ask, and for who is on a list write, let in, take off."""
    case = get_object_or_404(case_queries.cases(), pk=case_id)
    if request.method == "GET":
        record(verb="cases.viewed", target=case, person=case.person_id)
        return _page(request, case)
    deed = _DEEDS.get(request.POST.get("deed", ""), _ask)
    if deed not in (_ask, _take_up) and not can(request.membership, restricted.RIGHT):
        raise PermissionDenied(restricted.RIGHT)
    return deed(request, case)


def _ask(request: Any, case: Case) -> HttpResponse:
    form = AskForm(request.POST, persons=persons_of(case), auto_id="ask_%s")
    if not form.is_valid():
        return _page(request, case, Sent("ask", form), status=422)
    status = _tried(
        form,
        lambda: ask_protection(
            id=form.cleaned_data["id"],
            case=case,
            person=form.cleaned_data.get("person"),
            by=request.user,
            from_organisation=request.membership.organisation,
            base_url=request.build_absolute_uri("/"),
        ),
    )
    if status != 200:
        return _page(request, case, Sent("ask", form), status=status)
    messages.success(request, _("The protection service has been asked. They will call you."))
    return redirect("cases:protection", case.pk)


def _take_up(request: Any, case: Case) -> HttpResponse:
    found = queries.asks_about(case).filter(pk=_sent_id(request, "ask")).first()
    if found is None:
        raise Http404
    take_up(ask=found, by=request.user)
    return _saved(request, case)


def _write(request: Any, case: Case) -> HttpResponse:
    # Without a file named, the first entry opens one, unless another tab did meanwhile.
    file = _file(request, case) if request.POST.get("file") else None
    if file is not None:
        form = EntryForm(request.POST, entries=entry_choices(file))
    else:
        form = EntryForm(request.POST, persons=persons_of(case), auto_id="first_%s")
    sent = Sent("write", form, file)
    if not form.is_valid():
        return _page(request, case, sent, status=422)
    told = form.cleaned_data
    corrected = told.get("corrects")
    status = _tried(
        form,
        lambda: write_entry(
            id=told["id"],
            case=case,
            file=file,
            person=told.get("person"),
            text=told["text"],
            harm=told["harm"] or None,
            told_day=told["told_day"],
            teller=told["teller"],
            corrects=RestrictedEntry.objects.get(pk=corrected) if corrected else None,
            by=request.user,
        ),
    )
    return _saved(request, case) if status == 200 else _page(request, case, sent, status=status)


def _let_in(request: Any, case: Case) -> HttpResponse:
    file = _file(request, case)
    form = LetInForm(request.POST, colleagues=colleagues_for(request))
    sent = Sent("let_in", form, file)
    if not form.is_valid():
        return _page(request, case, sent, status=422)
    told = form.cleaned_data
    status = _tried(
        form,
        lambda: let_in(
            id=told["id"],
            file=file,
            user_id=told["user"],
            reason=told["reason"],
            last_on=told["last_on"],
            is_holder=told["is_holder"],
            by=request.user,
        ),
    )
    return _saved(request, case) if status == 200 else _page(request, case, sent, status=status)


def _take_off(request: Any, case: Case) -> HttpResponse:
    file = _file(request, case)
    form = AskForm({"id": request.POST.get("reader", "")})
    if not form.is_valid():
        raise Http404
    try:
        reader_id = form.cleaned_data["id"]
        status = _tried(form, lambda: take_off(file=file, reader_id=reader_id, by=request.user))
    except RestrictedReader.DoesNotExist:
        raise Http404 from None
    if status != 200:
        return _page(request, case, Sent("take_off", form, file), status=status)
    return _saved(request, case)


_DEEDS: dict[str, Callable[[Any, Case], HttpResponse]] = {
    "ask": _ask,
    "take_up": _take_up,
    "write": _write,
    "let_in": _let_in,
    "take_off": _take_off,
}


@access(permission="cases.restricted")
@require_GET
def protection_mine(request: Any) -> HttpResponse:
    """List what waits for oneself as the city's contact, and the files that are open to oneself."""
    asks = page_by(queries.asks_waiting_for(request.user.pk), "recorded_at", **keys_in(request.GET))
    files = list(restricted.my_files().order_by("-recorded_at", "-pk")[:MOST_FILES])
    record(verb="cases.protection_listed", kind="cases.protectionask")
    context = {"asks": asks.rows, "files": files} | links_of(asks, request.GET)
    return render(request, "cases/protection_mine.html", context)


@access(permission="cases.supervise")
@require_http_methods(["GET", "POST"])
def protection_policy(request: Any) -> HttpResponse:
    """Name whom colleagues ask for protection in this city."""
    before, status = queries.protection_here(), 200
    if request.method == "GET":
        form = ProtectionPolicyForm(instance=before)
    else:
        form, status = ProtectionPolicyForm(request.POST), 422
        if form.is_valid():
            set_protection(by=request.user, **form.cleaned_data)
            messages.success(request, _("Saved. It holds from now on."))
            return redirect("cases:protection_policy")
    return render(request, "cases/protection_policy.html", {"form": form}, status=status)


@access(permission="audit.view")
@require_GET
def protection_unread(request: Any) -> HttpResponse:
    """Say how many protected files nobody reads any more, and of nobody whose they are."""
    record(verb="cases.restricted_counted", kind="cases.restrictedfile")
    context = {"count": restricted.unread_count()}
    return render(request, "cases/protection_unread.html", context)


def _page(request: Any, case: Case, sent: Sent | None = None, status: int = 200) -> HttpResponse:
    context = page_context(request, case, sent) | {"case": case, "parts": parts_of(request, case)}
    return render(request, "cases/protection.html", context, status=status)


def _saved(request: Any, case: Case) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("cases:protection", case.pk)


def _file(request: Any, case: Case) -> RestrictedFile:
    """Return the file the form names; another's answers like none."""
    found = restricted.file_by_id(case, _sent_id(request, "file"))
    if found is None:
        raise Http404
    return found


def _sent_id(request: Any, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise Http404 from None


def _tried(form: Any, deed: Callable[[], Any]) -> int:
    """Do it, and return 200; 409 where it was refused: the form says why."""
    try:
        deed()
    except CaseRefused as refused:
        form.add_error(None, str(refused))
        return 409
    return 200
