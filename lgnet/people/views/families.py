"""Pages of a family: who joins, who lives there, their places, who leaves."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.kernel.ids import uuid7
from lgnet.network.access import access
from lgnet.ui import drafts, undo

from .. import households
from ..actions.family_refusals import FamilyRefused, InAnotherHousehold
from ..actions.household_rows import Move
from ..actions.households import (
    MemberChanged,
    add_family_member,
    change_member,
    leave_household,
    member_version,
)
from ..actions.persons import ChangedMeanwhile, create_person
from ..enums import Relation
from ..forms.families import NEW, DayForm, FamilyMemberForm, MemberForm
from ..kin import kin_of
from ..models import HouseholdMember, Person
from ..profiles import Profile
from ..wording_families import household_lines, household_title
from .one import person_or_404
from .picking import NobodyThere, found_cards, person_picked, picked_card, who_context

UNDO_MOVE = "people.family_move"


@access(permission="people.edit")
@require_http_methods(["GET", "POST"])
def family_new(request: Any, person_id: UUID) -> HttpResponse:
    """Add somebody to a person's family: somebody found, or somebody new by a nickname alone."""
    person = person_or_404(person_id)
    key = f"people.family:new:{person.pk}"
    if request.method == "POST":
        return _joined(request, person, FamilyMemberForm(request.POST, name=person.known_as), key)
    record(verb="people.viewed", target=person)
    first: dict[str, Any] = {"id": uuid7(), "household": uuid7(), "new_person": uuid7()}
    first |= {"relation": Relation.UNKNOWN, "day": timezone.localdate()}
    initial, kept = drafts.initial_for(request, key, FamilyMemberForm, first)
    form = FamilyMemberForm(initial=initial, name=person.known_as)
    return _family_page(request, person, form, kept)


def _joined(request: Any, person: Person, form: FamilyMemberForm, key: str) -> HttpResponse:
    status, asks_move = 422, False
    if form.is_valid():
        typed = form.cleaned_data
        try:
            with transaction.atomic():
                member = person_picked(form) or _new_person(request, form)
                _row, move = add_family_member(
                    id=typed["id"],
                    household_id=typed["household"],
                    person=person,
                    member=member,
                    relation=Relation(typed["relation"]),
                    from_on=typed["day"],
                    is_head=typed["is_head"],
                    has_moved=typed["has_moved"],
                    by=request.user,
                )
        except NobodyThere:
            form.add_error("who", _("This person is not here any more. Search again."))
        except ChangedMeanwhile:
            form.add_error("known_as", _("This form was already sent with another name."))
        except ValidationError as problem:
            form.add_error(None, problem)
        except FamilyRefused as refused:
            asks_move = isinstance(refused, InAnotherHousehold)
            status = 409
            tell(form, refused)
        else:
            drafts.clear(request, key)
            new_person = str(member.pk) if typed["who"] == NEW else ""
            offer_way_back(request, move, _("The family has one more."), new_person=new_person)
            return redirect(f"{reverse('people:detail', args=[person.pk])}#people-family")
    kept = drafts.kept_for(request, key)
    return _family_page(request, person, form, kept, asks_move=asks_move, status=status)


def _new_person(request: Any, form: FamilyMemberForm) -> Person:
    profile = Profile(known_as=form.cleaned_data["known_as"])
    return create_person(id=form.cleaned_data["new_person"], by=request.user, profile=profile)


def _family_page(
    request: Any,
    person: Person,
    form: FamilyMemberForm,
    kept: drafts.Kept,
    *,
    asks_move: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        **who_context(request, form, but=person.pk),
        "person": person,
        "kept": kept,
        "draft_key": kept.key,
        "asks_move": asks_move or bool(form["has_moved"].value()),
        "back_url": reverse("people:detail", args=[person.pk]),
        "list_url": reverse("people:search"),
    }
    return render(request, "people/families/new.html", context, status=status)


@access(permission="people.view")
@require_POST
def family_pick(request: HttpRequest) -> HttpResponse:
    """A fragment: people who may be meant, to pick one. Posted, as names stand in no address."""
    picked = picked_card(request.POST.get("who", ""))
    try:
        but = UUID(request.GET.get("but", ""))
    except ValueError:
        raise Http404 from None
    text = request.POST.get("q", "")
    context = {"picked": picked, "found": found_cards(text, picked=picked, but=but), "q": text}
    return render(request, "people/families/_pick.html", context)


@access(permission="people.view")
@require_GET
def household(request: Any, household_id: UUID) -> HttpResponse:
    """A family: who lives there and who did, as far as this member may see them."""
    lines = household_or_404(household_id)
    record(verb="people.household_viewed", kind="people.household", household=household_id)
    may_edit = "people.edit" in request.permissions
    shown = household_lines(lines)
    present = [line for line in shown.present if line.is_shown]
    first = present[0] if present else None
    context = {
        "title": household_title(lines),
        "family": shown,
        "may_edit": may_edit,
        "add_url": (
            reverse("people:family_new", args=[first.person.pk]) if may_edit and first else ""
        ),
        "split_url": (
            reverse("people:household_split", args=[household_id])
            if may_edit and (len(present) > 1 or (present and shown.has_others))
            else ""
        ),
        "rejoin_url": (
            reverse("people:household_rejoin", args=[household_id])
            if may_edit and shown.may_return
            else ""
        ),
        "list_url": reverse("people:search"),
    }
    return render(request, "people/families/household.html", context)


@access(permission="people.edit")
@require_http_methods(["GET", "POST"])
def member_edit(request: Any, member_id: UUID) -> HttpResponse:
    """Change somebody's place in the family, unless somebody else has done so meanwhile."""
    row = member_or_404(member_id)
    saved: dict[str, Any] = {"version": member_version(row), "relation": row.relation}
    saved |= {"day": row.from_on, "is_head": row.is_head}
    if request.method == "GET":
        record(verb="people.viewed", target=row.person)
        return _member_page(request, row, MemberForm(initial=saved))
    form = MemberForm(request.POST)
    if not form.is_valid():
        return _member_page(request, row, form, status=422)
    typed = form.cleaned_data
    try:
        change_member(
            id=row.pk,
            version=typed["version"],
            relation=Relation(typed["relation"]),
            is_head=typed["is_head"],
            from_on=typed["day"],
            by=request.user,
        )
    except FamilyRefused as refused:
        tell(form, refused)
        return _member_page(request, row, form, status=409)
    except MemberChanged as clash:
        data = form.data.copy()  # type: ignore[attr-defined]
        data["version"] = member_version(clash.saved)
        return _member_page(request, row, MemberForm(data), clash=clash.saved, status=409)
    return redirect("people:household", row.household_id)


def _member_page(
    request: Any,
    row: HouseholdMember,
    form: MemberForm,
    *,
    clash: HouseholdMember | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "person": row.person,
        "clash": clash,
        "back_url": reverse("people:household", args=[row.household_id]),
        "list_url": reverse("people:search"),
    }
    return render(request, "people/families/member.html", context, status=status)


@access(permission="people.edit")
@require_http_methods(["GET", "POST"])
def member_leave(request: Any, member_id: UUID) -> HttpResponse:
    """End somebody's time in the family, with the way back."""
    row = member_or_404(member_id)
    initial = {"day": timezone.localdate()}
    form = DayForm(request.POST) if request.method == "POST" else DayForm(initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _row, move = leave_household(
                    id=row.pk, on=form.cleaned_data["day"], by=request.user
                )
            except FamilyRefused as refused:
                tell(form, refused)
                status = 409
            else:
                offer_way_back(request, move, _("No longer in this family. The time stays."))
                return redirect("people:household", row.household_id)
    else:
        record(verb="people.viewed", target=row.person)
    context = {
        "form": form,
        "person": row.person,
        "back_url": reverse("people:household", args=[row.household_id]),
        "list_url": reverse("people:search"),
        "is_minor": kin_of(row.person).standing().may_be_minor,
    }
    return render(request, "people/families/leave.html", context, status=status)


def household_or_404(household_id: UUID) -> list[Any]:
    """Return a family's times; one of which this member may see nobody is as good as none."""
    lines = households.household_page(household_id)
    if lines is None:
        raise Http404
    return lines


def member_or_404(member_id: UUID) -> HouseholdMember:
    """Return the time in a family of a person this member may see."""
    rows = HouseholdMember.objects.select_related("person").filter(pk=member_id)
    row = rows.order_by("pk").first()
    if row is None:
        raise Http404
    return row


def tell(form: Any, refused: FamilyRefused) -> None:
    """Say why it cannot be done beside what it is about; everything typed stays."""
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))


def offer_way_back(request: Any, move: Move, label: str, *, new_person: str = "") -> None:
    """Offer to take a move back; one that has done nothing offers nothing."""
    if move.began or move.ended:
        arguments = {**move.as_text(), "new_person": new_person}
        undo.offer_undo(request, action=UNDO_MOVE, arguments=arguments, label=label)
