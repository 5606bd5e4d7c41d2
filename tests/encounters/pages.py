"""What the tests of the pages share: addresses, opening a page, rows in a city."""

from django.urls import reverse

from lgnet.kernel.tenancy import scope
from tests.factories.encounters import make_encounter
from tests.factories.people import make_person
from tests.typed import opened

LIST = reverse("encounters:list")
NEW = reverse("encounters:new")
PICK = reverse("encounters:pick")
ENGLISH = {"accept-language": "en"}


def page(client, address, status=200) -> str:
    response = opened(client, address, headers=ENGLISH)
    assert response.status_code == status, address
    return response.content.decode()


def person_in(city, *args, **fields):
    with scope(city_id=city.pk):
        return make_person(*args, **fields)


def contact_in(city, *args, **fields):
    with scope(city_id=city.pk):
        return make_encounter(*args, **fields)


def attach_to(made):
    return reverse("encounters:attach", args=[made.pk])
