"""The demo's role switcher: become any invented member of staff with one click.

Routed outside production only (config/urls.py), and it knows the demo's own accounts only.
"""

from django.contrib.auth import login
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from lgnet.accounts.models import User
from lgnet.demo.accounts import accounts
from lgnet.network.access import access

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_POST
@access(public=True)
def switch(request: HttpRequest) -> HttpResponse:
    """Sign in as the demo account whose e-mail address was chosen."""
    email = request.POST.get("email", "")
    if email not in {account.email for account in accounts()}:
        raise Http404
    user = User.objects.filter(email=email).first()
    if user is None:
        raise Http404
    # A fresh session: nothing of one role's visit is left to the next.
    request.session.flush()
    request.user = AnonymousUser()
    login(request, user, backend=BACKEND)
    return HttpResponseRedirect(reverse("ui:home"))
