"""A person's photo: shown to who may see the person, kept by nobody on the way."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.kernel.pictures import MOST_BYTES, PictureRefused, remake
from lgnet.network.access import access

from .. import details
from ..actions.photos import put_photo, remove_photo
from ..forms.details import PhotoForm
from .one import person_or_404


@access(permission="people.view")
@require_GET
def photo(request: Any, person_id: UUID) -> HttpResponse:
    """The photo in full. Opening it is put in the audit; no cache keeps it."""
    found = details.photo_of(person_id)
    if found is None:
        raise Http404
    record(verb="people.photo_viewed", target=found.person)
    return HttpResponse(found.image, content_type="image/jpeg")


@access(permission="people.edit")
@require_http_methods(["GET", "POST"])
def photo_edit(request: Any, person_id: UUID) -> HttpResponse:
    """Keep a photo, in place of the one there was."""
    person = person_or_404(person_id)
    form, status = PhotoForm(), 200
    if request.method == "POST":
        form, status = PhotoForm(request.POST, request.FILES), 422
        is_cut = not request.FILES and int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES
        if is_cut:
            form.add_error("image", refusal_words("too_large"))
        elif form.is_valid():
            sent = form.cleaned_data["image"]
            try:
                picture = remake(sent.read(MOST_BYTES + 1))
            except PictureRefused as refused:
                form.add_error("image", refusal_words(refused.reason))
            else:
                put_photo(person_id=person.pk, by=request.user, picture=picture)
                messages.success(request, _("Saved."))
                return redirect("people:detail", person.pk)
    context = {
        "form": form,
        "person": person,
        "thumbnail": details.thumbnail_of(person),
        "remove_url": reverse("people:photo_remove", args=[person.pk]),
        "back_url": reverse("people:detail", args=[person.pk]),
        "list_url": reverse("people:search"),
    }
    return render(request, "people/photo_form.html", context, status=status)


@access(permission="people.edit")
@require_http_methods(["GET", "POST"])
def photo_remove(request: Any, person_id: UUID) -> HttpResponse:
    """Destroy a photo: asked first, since nothing brings it back."""
    person = person_or_404(person_id)
    if request.method == "POST":
        if remove_photo(person_id=person.pk, by=request.user):
            messages.success(request, _("The photo has been destroyed."))
        return redirect("people:detail", person.pk)
    context = {
        "person": person,
        "thumbnail": details.thumbnail_of(person),
        "action_url": reverse("people:photo_remove", args=[person.pk]),
        "back_url": reverse("people:detail", args=[person.pk]),
        "list_url": reverse("people:search"),
    }
    return render(request, "people/photo_remove.html", context)


def refusal_words(reason: str) -> str:
    """Return in plain words why a picture was not kept."""
    return {
        "too_large": _("This file is too large: 10 MB at most."),
        "too_many_pixels": _("This picture is too large. Take a smaller one."),
    }.get(reason, _("This is no picture we can read. Use JPEG, PNG or WebP."))
