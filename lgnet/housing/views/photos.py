"""Photos of a house: shown to who may see the house, kept by nobody on the way."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.housing.actions.upkeep import add_photo, remove_photo
from lgnet.housing.actions.upkeep_refusals import TooManyPhotos
from lgnet.housing.forms_upkeep import HousePhotoForm
from lgnet.housing.models import StructurePhoto
from lgnet.housing.queries import houses as reads
from lgnet.housing.upkeep_pages import frame, thumbnail
from lgnet.kernel.pictures import MOST_BYTES, PictureRefused, remake
from lgnet.network.access import access

from .houses import house_or_404

# Of a house one wants to see more than of a face: longest sides in pixels.
SIDE, THUMBNAIL_SIDE = 1600, 320


@access(permission="housing.structures")
@require_http_methods(["GET", "POST"])
def house_photos(request: Any, house_id: UUID) -> HttpResponse:
    """Show the photos of a house, and keep another one."""
    house = house_or_404(house_id)
    form, status = HousePhotoForm(), 200
    if request.method == "POST":
        form, status = HousePhotoForm(request.POST, request.FILES), 422
        is_cut = not request.FILES and int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES
        if is_cut:
            form.add_error("image", refusal_words("too_large"))
        elif form.is_valid():
            refused = _keep(request, house, form)
            if not refused:
                messages.success(request, _("Saved."))
                return redirect("housing:house_photos", house.pk)
            form.add_error("image", refused)
    else:
        record(verb="housing.house_viewed", target=house)
    photos = [{"photo": one, "thumbnail": thumbnail(one)} for one in reads.photos_of(house)]
    context = frame(house, "house_photos") | {"form": form, "photos": photos}
    return render(request, "housing/house_photos.html", context, status=status)


def _keep(request: Any, house: Any, form: HousePhotoForm) -> str:
    """Keep the sent picture; return in words why not, or an empty string."""
    told = form.cleaned_data
    try:
        picture = remake(
            told["image"].read(MOST_BYTES + 1), side=SIDE, thumbnail_side=THUMBNAIL_SIDE
        )
        add_photo(
            id=told["id"], house=house, picture=picture, caption=told["caption"], by=request.user
        )
    except PictureRefused as refused:
        return refusal_words(refused.reason)
    except TooManyPhotos as refused:
        return str(refused)
    return ""


@access(permission="housing.structures")
@require_GET
def house_photo(request: Any, photo_id: UUID) -> HttpResponse:
    """The photo in full. Opening it is put in the audit; no cache keeps it."""
    photo = _photo(photo_id)
    record(verb="housing.house_photo_viewed", target=photo, structure=photo.structure_id)
    answer = HttpResponse(photo.image, content_type="image/jpeg")
    answer["Cache-Control"] = "no-store, private"
    return answer


@access(permission="housing.structures")
@require_http_methods(["GET", "POST"])
def house_photo_remove(request: Any, photo_id: UUID) -> HttpResponse:
    """Destroy a photo: asked first, since nothing brings it back."""
    photo = _photo(photo_id)
    back_url = reverse("housing:house_photos", args=[photo.structure_id])
    if request.method == "POST":
        remove_photo(photo=photo, by=request.user)
        messages.success(request, _("The photo has been destroyed."))
        return redirect(back_url)
    context = frame(photo.structure, "house_photos") | {
        "photo": photo,
        "thumbnail": thumbnail(photo),
        "action_url": reverse("housing:house_photo_remove", args=[photo.pk]),
        "back_url": back_url,
    }
    return render(request, "housing/house_photo_remove.html", context)


def _photo(photo_id: UUID) -> Any:
    return get_object_or_404(StructurePhoto.objects.select_related("structure"), pk=photo_id)


def refusal_words(reason: str) -> str:
    """Return in plain words why a picture was not kept."""
    return {
        "too_large": _("This file is too large: 10 MB at most."),
        "too_many_pixels": _("This picture is too large. Take a smaller one."),
    }.get(reason, _("This is no picture we can read. Use JPEG, PNG or WebP."))
