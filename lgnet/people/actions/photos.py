"""A person's photo, where they want one."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.kernel.pictures import Picture
from lgnet.people.models import Person, Photo


@transaction.atomic
def put_photo(*, person_id: UUID, by: Any, picture: Picture) -> Photo:
    """Keep a photo in place of the one there was, which is gone for good.

    Raises Person.DoesNotExist outside what ``by`` may see.
    """
    person = Person.objects.select_for_update(of=("self",)).order_by().get(pk=person_id)
    photo = Photo.objects.filter(person=person).order_by().first() or Photo(person=person)
    photo.person = person
    photo.image, photo.thumbnail = picture.image, picture.thumbnail
    photo.created_at, photo.created_by = timezone.now(), by
    photo.save()
    record(verb="people.photo_put", target=person)
    return photo


@transaction.atomic
def remove_photo(*, person_id: UUID, by: Any) -> bool:
    """Destroy a person's photo; nothing keeps it. Return whether there was one."""
    photo = (
        Photo.objects.select_related("person").filter(person_id=person_id).order_by("pk").first()
    )
    if photo is None:
        return False
    photo.delete()
    record(verb="people.photo_removed", target=photo.person)
    return True
