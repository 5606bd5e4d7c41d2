"""Pages of the sign-in library that this system does not offer."""

from django.http import Http404, HttpRequest, HttpResponse

from lgnet.network.access import access


@access(public=True)
def closed(request: HttpRequest) -> HttpResponse:
    """Answer like a page that does not exist.

    Who runs a city gives staff their address; changing it alone would take the account elsewhere.
    """
    raise Http404
