"""Pages of needs: what became of one, which are unmet, and the city's policy."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.directory.queries import services
from lgnet.directory.queries.sites import offers
from lgnet.network.access import access
from lgnet.ui.undo import offer_undo

from .. import board_words
from ..actions.answers import AnsweredOtherwise, NoRequest, answer_need
from ..actions.policy import set_policy
from ..enums import AnswerKind, NeedKind
from ..forms.answers import AnswerForm, PolicyForm, UnmetForm
from ..forms.desk import new_id
from ..models import Need
from ..queries import needs as queries
from ..queries.policy import policy_here
from ..rules_needs import ANSWERS

PERIOD = dt.timedelta(days=90)
MOST = 100


@access(permission="encounters.record")
@require_http_methods(["GET", "POST"])
def answer(request: Any, need_id: UUID) -> HttpResponse:
    """Say what became of a need."""
    need = queries.need_of(need_id)
    if need is None:
        raise Http404
    if request.method == "GET":
        return _answer_page(request, need, _answer_form(need, initial=new_id()))
    form = _answer_form(need, data=request.POST)
    if not form.is_valid():
        return _answer_page(request, need, form, status=422)
    try:
        with transaction.atomic():
            answered = answer_need(need=need, by=request.user, **form.facts())
    except ValidationError as problem:
        form.add_error(None, problem)
    except NoRequest:
        form.add_error("kind", _("Nobody has asked for a place yet. Ask for it first."))
    except AnsweredOtherwise:
        messages.warning(request, _("This was answered already, as it stands here."))
        return redirect("encounters:detail", need.encounter_id)
    else:
        offer_undo(
            request,
            action="encounters.answer",
            arguments={"answer_id": str(answered.pk)},
            label=_("The answer is saved."),
        )
        return redirect(_back(request, need))
    return _answer_page(request, need, form, status=422)


@access(permission="encounters.view")
@require_GET
def unmet(request: Any) -> HttpResponse:
    """List the needs that wait, and those that could not be met, of the last three months."""
    form = UnmetForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {"setting": "", "kind": ""}
    since = timezone.now() - PERIOD
    rows = list(queries.unmet(since=since, **chosen)[: MOST + 1])
    record(verb="encounters.listed", kind="encounters.need", shown=min(len(rows), MOST))
    context = {
        "form": UnmetForm(initial=chosen),
        "rows": [board_words.unmet_line(need) for need in rows[:MOST]],
        "has_more": len(rows) > MOST,
        "most": MOST,
        "counts": board_words.count_lines(queries.counts(since=since, setting=chosen["setting"])),
        "may_record": "encounters.record" in request.permissions,
        "list_url": reverse("encounters:list"),
    }
    return render(request, "encounters/unmet.html", context)


@access(permission="encounters.policy")
@require_http_methods(["GET", "POST"])
def policy(request: Any) -> HttpResponse:
    """Decide how exact positions are kept, and the city's targets."""
    if request.method == "GET":
        return _policy_page(request, PolicyForm(instance=policy_here()))
    form = PolicyForm(request.POST, instance=policy_here())
    if not form.is_valid():
        return _policy_page(request, form, status=422)
    set_policy(by=request.user, **form.cleaned_data)
    messages.success(request, _("Saved. It holds from now on."))
    return redirect("encounters:policy")


def _answer_form(need: Need, **options: Any) -> AnswerForm:
    kind = NeedKind(need.kind)
    wanted = ANSWERS.get(kind, frozenset())
    # What answers this need first; everything else after it.
    ordered = sorted(services(), key=lambda one: (one.code not in wanted, one.group, one.code))
    places = sorted(
        offers(day=timezone.localdate()),
        key=lambda one: (one.service.code not in wanted, one.site.name, str(one.pk)),
    )
    return AnswerForm(
        options.pop("data", None),
        services=ordered,
        offers=places,
        **options,
    )


def _answer_page(request: Any, need: Need, form: AnswerForm, status: int = 200) -> HttpResponse:
    encounter = need.encounter
    ask_url = ""
    if encounter.person_id and "housing.request" in request.permissions:
        ask_url = f"{reverse('housing:request_new')}?person={encounter.person_id}"
    refer_url = ""
    if encounter.person_id and "referrals.send" in request.permissions:
        refer_url = f"{reverse('referrals:new')}?{urlencode(_handed_over(need))}"
    context = {
        "form": form,
        "need": need,
        "encounter": encounter,
        "refer_url": refer_url,
        "answers": board_words.answer_lines(need),
        "ask_url": ask_url,
        "is_asked": form["kind"].value() == AnswerKind.PLACE,
        "back_url": _back(request, need),
        "list_url": reverse("encounters:list"),
    }
    return render(request, "encounters/answer.html", context, status=status)


def _handed_over(need: Need) -> dict[str, str]:
    """Return whom and what a referral is for: the first service that answers such a need."""
    wanted = sorted(ANSWERS.get(NeedKind(need.kind), ()))
    service = {"service": wanted[0]} if wanted else {}
    return {"person": str(need.encounter.person_id), "need": str(need.pk), **service}


def _policy_page(request: Any, form: PolicyForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "list_url": reverse("encounters:list")}
    return render(request, "encounters/policy.html", context, status=status)


def _back(request: Any, need: Need) -> str:
    """Return to the list or the conversation the worker came from, or to the contact."""
    if request.GET.get("from") == "unmet":
        return reverse("encounters:unmet")
    try:
        return reverse("encounters:visit", args=[UUID(request.GET.get("visit", ""))])
    except ValueError:
        pass
    return reverse("encounters:detail", args=[need.encounter_id])
