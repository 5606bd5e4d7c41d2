"""Sending somebody in four steps: need, to whom, what is told, a look at it all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.directory.models import Offer, Service
from lgnet.directory.queries import services
from lgnet.network.access import access
from lgnet.network.models import City
from lgnet.network.queries import active_cities, neighbourhoods_of
from lgnet.people.models import Person
from lgnet.people.queries import person_by_id
from lgnet.ui.undo import offer_undo

from .. import matching, telling_page
from ..access import ReferralRefused
from ..actions.sending import Receiver, Telling, send_referral
from ..forms import NeedForm, TellForm, new_id
from ..rules_sharing import USUAL


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address says: whom, for what, to whom; ``need`` is handed through."""

    person: Person
    service: Service | None
    receiver: Receiver | None
    kept: dict[str, str]

    def url(self, name: str, **more: str) -> str:
        """Return the address of another step with what was chosen so far."""
        told = {key: value for key, value in {**self.kept, **more}.items() if value}
        return f"{reverse(name)}?{urlencode(told)}"


@access(permission="referrals.send")
@require_GET
def new(request: Any) -> HttpResponse:
    """First step: what is needed, near what, in which language."""
    asked = _asked(request)
    if asked is None:
        # The list says how a referral begins: from a person's page.
        return redirect("referrals:list")
    first = {"language": asked.person.language or "", **request.GET.dict()}
    context = {
        "asked": asked,
        "person": asked.person,
        "form": _need_form(request, initial=first),
        "kept": [(name, asked.kept[name]) for name in ("person", "need") if name in asked.kept],
        "may_transfer": _may_transfer(request),
    }
    record(verb="people.viewed", target=asked.person)
    return render(request, "referrals/new.html", context)


@access(permission="referrals.send")
@require_GET
def choose(request: Any) -> HttpResponse:
    """Second step: matching services with free places, language and distance; other cities."""
    asked = _asked(request)
    if asked is None:
        return redirect("referrals:list")
    form = _need_form(request, data=request.GET)
    if not form.is_valid() or asked.service is None:
        return redirect(asked.url("referrals:new"))
    typed = form.cleaned_data
    lines = matching.matches(
        asked.person,
        service=asked.service,
        near=UUID(typed["near"]) if typed["near"] else None,
        language=typed["language"],
        now=timezone.now(),
    )
    cities = (
        active_cities().exclude(pk=request.membership.city_id) if _may_transfer(request) else ()
    )
    context = {
        "asked": asked,
        "person": asked.person,
        "service": asked.service,
        "lines": [(one, asked.url("referrals:tell", offer=str(one.offer.pk))) for one in lines],
        "cities": [(one, asked.url("referrals:tell", city=str(one.pk))) for one in cities],
        "wider_url": asked.url("referrals:choose", language="", near="")
        if typed["language"] or typed["near"]
        else "",
        "back_url": asked.url("referrals:new"),
    }
    record(verb="people.viewed", target=asked.person)
    return render(request, "referrals/choose.html", context)


@access(permission="referrals.send")
@require_http_methods(["GET", "POST"])
def tell(request: Any) -> HttpResponse:
    """Third and fourth step: what is told, then all of it to look at again, then it is sent."""
    asked = _asked(request)
    if asked is None or asked.service is None or asked.receiver is None:
        return redirect("referrals:list" if asked is None else asked.url("referrals:new"))
    receiver = asked.receiver
    if request.method == "GET":
        site = receiver.offer.site if receiver.offer else None
        first = new_id() | {"fields_told": list(USUAL), "email": site.email if site else ""}
        record(verb="people.viewed", target=asked.person)
        return _tell_page(
            request, asked, receiver, TellForm(initial=first, is_by_link=receiver.is_by_link)
        )
    form = TellForm(request.POST, is_by_link=receiver.is_by_link)
    if not form.is_valid():
        return _tell_page(request, asked, receiver, form, status=422)
    step = request.POST.get("step", "check")
    if step == "change":
        return _tell_page(request, asked, receiver, form)
    typed = form.cleaned_data
    telling = Telling(fields=typed["fields_told"], urgency=typed["urgency"], note=typed["note"])
    try:
        telling_page.check(asked.person, receiver, telling, email=typed.get("email", ""))
        if step == "check":
            return _check_page(request, asked, receiver, form)
        with transaction.atomic():
            referral = send_referral(
                id=typed["id"],
                person=asked.person,
                service=asked.service,
                receiver=receiver,
                telling=telling,
                from_organisation=request.membership.organisation,
                by=request.user,
                email=typed.get("email", ""),
                base_url=request.build_absolute_uri("/"),
                need_id=_uuid(asked.kept.get("need", "")),
            )
    except ValidationError as problem:
        telling_page.add_errors(form, problem)
        return _tell_page(request, asked, receiver, form, status=422)
    except ReferralRefused as refused:
        form.add_error(None, str(refused))
        return _tell_page(request, asked, receiver, form, status=422)
    offer_undo(
        request,
        action="referrals.send",
        arguments={"referral_id": str(referral.pk)},
        label=_("Sent."),
    )
    return redirect("referrals:detail", referral.pk)


def _tell_page(
    request: Any, asked: Asked, receiver: Receiver, form: TellForm, status: int = 200
) -> HttpResponse:
    context = {
        "asked": asked,
        "person": asked.person,
        "service": asked.service,
        "partner": telling_page.partner_words(receiver),
        "form": form,
        "choices": telling_page.choices(asked.person, receiver, form["fields_told"].value()),
        "profile": telling_page.nameless(asked.person) if receiver.city else [],
        "receiver": receiver,
        "consent_url": telling_page.consent_url(request, asked.person, receiver),
        "back_url": asked.url("referrals:choose"),
    }
    return render(request, "referrals/tell.html", context, status=status)


def _check_page(request: Any, asked: Asked, receiver: Receiver, form: TellForm) -> HttpResponse:
    typed = form.cleaned_data
    told = telling_page.chosen(asked.person, receiver, typed["fields_told"], typed["note"])
    context = {
        "asked": asked,
        "person": asked.person,
        "service": asked.service,
        "partner": telling_page.partner_words(receiver),
        "receiver": receiver,
        "told": told,
        "profile": telling_page.nameless(asked.person) if receiver.city else [],
        "urgency": telling_page.urgency(typed["urgency"]),
        "typed": typed,
        "due_at": telling_page.due(timezone.now()),
        "need_url": asked.url("referrals:new"),
        "who_url": asked.url("referrals:choose"),
    }
    return render(request, "referrals/check.html", context)


def _asked(request: Any) -> Asked | None:
    """Return what the address says, None without a person; raises Http404 for what is not here."""
    told: Mapping[str, str] = request.GET
    if not told.get("person"):
        return None
    person = person_by_id(_uuid_or_404(told["person"]))
    if person is None:
        raise Http404
    code = told.get("service", "")
    service = services().filter(code=code).first() if code else None
    names = ("person", "service", "near", "language", "need", "offer", "city")
    kept = {name: told[name] for name in names if told.get(name)}
    return Asked(person, service, _receiver(request, told), kept)


def _receiver(request: Any, told: Mapping[str, str]) -> Receiver | None:
    if told.get("city"):
        city = City.objects.filter(pk=_uuid_or_404(told["city"]), is_active=True).first()
        if city is None or city.pk == request.membership.city_id or not _may_transfer(request):
            raise Http404
        return Receiver(city=city)
    if told.get("offer"):
        offer = (
            Offer.objects.select_related("site__organisation", "service")
            .filter(pk=_uuid_or_404(told["offer"]))
            .first()
        )
        if offer is None:
            raise Http404
        return matching.receiver_of(offer)
    return None


def _may_transfer(request: Any) -> bool:
    return "people.cross_city" in request.permissions


def _need_form(request: Any, **options: Any) -> NeedForm:
    return NeedForm(
        options.pop("data", None),
        services=services(),
        neighbourhoods=neighbourhoods_of(request.membership.city),
        **options,
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _uuid_or_404(text: str) -> UUID:
    found = _uuid(text)
    if found is None:
        raise Http404
    return found
