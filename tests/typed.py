"""Opening pages as a browser does when names are typed: posted, never in the address."""

from urllib.parse import parse_qsl, urlencode

from django.urls import reverse

from lgnet.ui.sealed import PARAMETER, seal


def sealed_search(client, text, url_name="people:search"):
    """Return the address at which this client's search for ``text`` is answered."""
    token = seal(text, user_id=client.user.pk)
    return f"{reverse(url_name)}?{urlencode({PARAMETER: token})}"


def opened(client, address, **options):
    """Return the answer to an address; typed words in it are posted as the page would."""
    path, _, query = address.partition("?")
    typed = dict(parse_qsl(query, keep_blank_values=True))
    if path == reverse("people:search") and "q" in typed:
        return client.post(path, typed, follow=True, **options)
    if path == reverse("people:candidates"):
        but = {"but": typed.pop("but")} if "but" in typed else {}
        return client.post(f"{path}?{urlencode(but)}", typed, **options)
    if path == reverse("encounters:pick"):
        return client.post(path, typed, **options)
    return client.get(address, **options)
