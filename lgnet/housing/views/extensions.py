"""Extensions: asking for one, the list of those that wait, deciding."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.housing import queries, rules
from lgnet.housing.actions.extensions import (
    approve_extension,
    ask_extension,
    bounds,
    refuse_extension,
    withdraw_extension,
)
from lgnet.housing.actions.lengthening import last_nights, what_comes_next
from lgnet.housing.actions.refusals import HousingRefused
from lgnet.housing.actions.term_refusals import (
    ExtensionDecided,
    NextInTheWay,
    NoTerm,
    WrongUntil,
)
from lgnet.housing.clock import EXTENSION_KINDS, TERM_KINDS, clock_of, count_words
from lgnet.housing.enums import ExtensionState
from lgnet.housing.forms_terms import (
    ApproveForm,
    ExtendForm,
    RefuseExtensionForm,
    new_extension,
)
from lgnet.housing.models import Extension
from lgnet.housing.queries import terms
from lgnet.housing.registry import exit_plan_of
from lgnet.kernel.keyset import page_by
from lgnet.kernel.nights import tonight
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access, can
from lgnet.ui import drafts, undo

# As many as somebody can decide in a sitting; the rest shows when these are answered.
LONGEST_INBOX = 100


@access(permission="housing.decide")
@require_GET
def extensions(request: Any) -> HttpResponse:
    """List the extensions: those that wait, the first to end at the top; or the answered."""
    tabs = {"waiting": _("Waiting"), "answered": _("Answered")}
    show = request.GET.get("show", "")
    show = show if show in tabs else "waiting"
    context: dict[str, Any] = {"show": show, "tabs": tabs.items()}
    if show == "answered":
        page = page_by(terms.answered_extensions(), "decided_at", **keys_in(request.GET))
        rows = page.rows
        context |= links_of(page, request.GET)
    else:
        rows = list(terms.waiting_extensions()[:LONGEST_INBOX])
    night = tonight()
    context["lines"] = [
        {
            "extension": one,
            "kind": EXTENSION_KINDS[ExtensionState(one.state)],
            "count": count_words(one.stay, night),
        }
        for one in rows
    ]
    record(verb="housing.extensions_listed", kind="housing.extension", show=show)
    return render(request, "housing/extensions.html", context)


@access(permission="housing.decide")
@require_GET
def extension(request: Any, extension_id: UUID) -> HttpResponse:
    """Show an extension with what it needs to be decided: the plan, the count, who comes next."""
    found = _extension(extension_id)
    record(verb="housing.extension_viewed", target=found, person=found.stay.person_id)
    return _show(request, found)


@access(permission="housing.decide")
@require_POST
def extension_approve(request: Any, extension_id: UUID) -> HttpResponse:
    """Approve an extension; where the place is taken next, ask until when."""
    found, form = _extension(extension_id), ApproveForm(request.POST)
    if not form.is_valid():
        return _show(request, found, status=422)
    try:
        approved = approve_extension(extension=found, by=request.user, **form.cleaned_data)
    except HousingRefused as refused:
        return _refused(request, found, refused)
    messages.success(
        request,
        _("Approved until %(day)s.")
        % {"day": formats.date_format(approved.until_on, "SHORT_DATE_FORMAT")},
    )
    if form.cleaned_data["is_elsewhere"]:
        messages.info(request, _("Look for the next place: the stay ends here earlier."))
    return redirect("housing:extensions")


@access(permission="housing.decide")
@require_POST
def extension_refuse(request: Any, extension_id: UUID) -> HttpResponse:
    """Refuse an extension with a reason and in words, with a way back for some seconds."""
    found, form = _extension(extension_id), RefuseExtensionForm(request.POST)
    key = _refusal_key(found)
    if not form.is_valid():
        return _show(request, found, form=form, status=422)
    try:
        refuse_extension(
            extension=found,
            reason=form.cleaned_data["refusal"],
            note=form.cleaned_data["refusal_note"],
            by=request.user,
        )
    except HousingRefused as refused:
        return _refused(request, found, refused, form)
    drafts.clear(request, key)
    _offer_reopening(request, found, "housing.refuse_extension", _("Refused. The reason is kept."))
    return redirect("housing:extensions")


@access(permission="housing.extend")
@require_POST
def extension_withdraw(request: Any, extension_id: UUID) -> HttpResponse:
    """Take an extension back, with a way back for some seconds."""
    found = _extension(extension_id)
    try:
        withdraw_extension(extension=found, by=request.user)
    except ExtensionDecided as refused:
        messages.warning(request, str(refused))
    else:
        words = _("The extension has been withdrawn.")
        _offer_reopening(request, found, "housing.withdraw_extension", words)
    return redirect("housing:stay_extend", found.stay_id)


@access(permission="housing.extend")
@require_http_methods(["GET", "POST"])
def stay_extend(request: Any, stay_id: UUID) -> HttpResponse:
    """Ask for an extension of a stay's term, and see what was asked before."""
    stay = get_object_or_404(terms.with_months(queries.stays()), pk=stay_id)
    key = f"housing.extend:{stay.pk}"
    if request.method == "POST":
        form, kept, status = ExtendForm(request.POST), drafts.Kept(key), 422
        if form.is_valid():
            try:
                ask_extension(stay=stay, by=request.user, **form.cleaned_data)
            except WrongUntil as refused:
                form.add_error("until", str(refused))
            except HousingRefused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                drafts.clear(request, key)
                messages.success(request, _("Asked. A second person decides, and you hear of it."))
                return redirect("housing:stay_extend", stay.pk)
    else:
        record(verb="housing.stay_viewed", target=stay, person=stay.person_id)
        planned = {"exit_plan": exit_plan_of(request, stay.person)}
        initial, kept = drafts.initial_for(request, key, ExtendForm, new_extension() | planned)
        form, status = ExtendForm(initial=initial), 200
    context = {"stay": stay, "form": form, "key": key, "kept": kept}
    context["clock"] = clock_of(stay, request.permissions)
    context["days"] = _days(stay)
    context["may_place"] = can(request.membership, "housing.place")
    return render(request, "housing/stay_extend.html", context, status=status)


def _days(stay: Any) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day an extension may be asked for, or None without a term."""
    try:
        return bounds(stay)
    except NoTerm:
        return None


def _show(
    request: Any,
    found: Extension,
    *,
    form: RefuseExtensionForm | None = None,
    refused: HousingRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    key = _refusal_key(found)
    initial, kept = drafts.initial_for(request, key, RefuseExtensionForm, {})
    is_open = found.state == ExtensionState.ASKED
    after = what_comes_next(found.stay, last_nights(found.stay), until=found.until_on)
    stay_ends = found.stay.due_on
    term = rules.term(due=stay_ends, ended_on=found.stay.ended_on, tonight=tonight())
    context = {
        "extension": found,
        "kind": EXTENSION_KINDS[ExtensionState(found.state)],
        "is_open": is_open,
        "is_own": found.asked_by_id == request.user.pk,
        "may_extend": can(request.membership, "housing.extend"),
        "term": term,
        "term_kind": TERM_KINDS[term],
        "count": count_words(found.stay, tonight()),
        "form": form or RefuseExtensionForm(initial=initial),
        "key": key,
        "kept": kept,
        "refused": refused,
        "after": after if is_open else None,
        "may_be_shorter": after is not None and stay_ends is not None and after.night > stay_ends,
    }
    return render(request, "housing/extension.html", context, status=status)


def _refused(
    request: Any, found: Extension, refused: HousingRefused, form: Any = None
) -> HttpResponse:
    """Say why it cannot be decided so, on the extension as it stands now."""
    told = None if isinstance(refused, NextInTheWay) else refused
    return _show(request, _extension(found.pk), form=form, refused=told, status=409)


def _refusal_key(found: Extension) -> str:
    return f"housing.extension:{found.pk}"


def _offer_reopening(request: Any, found: Extension, action: str, label: str) -> None:
    arguments = {"extension_id": str(found.pk)}
    undo.offer_undo(request, action=action, arguments=arguments, label=label)


def _extension(extension_id: UUID) -> Extension:
    return get_object_or_404(terms.extensions(), pk=extension_id)
