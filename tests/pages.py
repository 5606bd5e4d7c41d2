"""Pages as a member of staff meets them: opened, sent, taken back."""

from django.urls import reverse

from lgnet.kernel.tenancy import scope
from lgnet.ui.models import UndoOffer


def page(client, address, status=200, **options) -> str:
    """Return the text of a page, which must answer ``status``."""
    response = client.get(address, headers={"accept-language": "en"}, **options)
    assert response.status_code == status, address
    return response.content.decode()


def send(client, address, data, status=302, **options):
    """Post a form and return the answer, which must be ``status``."""
    response = client.post(address, data, headers={"accept-language": "en"}, **options)
    assert response.status_code == status, response.content.decode()[-3000:]
    return response


def undo_last(client):
    """Press the button of the newest offer not yet taken."""
    with scope(city_id=client.member.city_id, user_id=client.user.pk):
        offer = UndoOffer.objects.filter(taken_at__isnull=True).order_by("-pk").first()
    send(client, reverse("ui:undo", args=[offer.pk]), {})
    with scope(city_id=client.member.city_id, user_id=client.user.pk):
        assert UndoOffer.objects.get(pk=offer.pk).taken_at, "it was refused"


def panel(text, heading):
    """Return the part of a person's page under a heading's id."""
    return text.split(f'id="{heading}"')[1].split("</section>")[0]
