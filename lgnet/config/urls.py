"""All addresses of the system."""

from django.conf import settings
from django.urls import include, path

from . import health
from .closed import closed

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("accounts/email/", closed, name="account_email"),
    path("accounts/", include("allauth.urls")),
    path("", include("lgnet.config.shell_urls")),
    path("notices/", include("lgnet.config.notice_urls")),
    path("people/", include("lgnet.people.urls")),
    path("services/", include("lgnet.directory.urls")),
    path("forms/", include("lgnet.forms.urls")),
    path("contacts/", include("lgnet.encounters.urls")),
    path("tell/", include("lgnet.encounters.public_urls")),
    path("wall/", include("lgnet.encounters.wall_urls")),
    path("referrals/", include("lgnet.referrals.urls")),
    path("housing/", include("lgnet.housing.urls")),
    path("cases/", include("lgnet.cases.urls")),
    path("imports/", include("lgnet.exchange.urls")),
    path("figures/", include("lgnet.monitoring.urls")),
    path("", include("lgnet.network.urls")),
]
if not settings.DATA_IS_REAL:
    urlpatterns.append(path("demo/", include("lgnet.demo.urls")))

handler400 = "lgnet.config.errors.bad_request"
handler403 = "lgnet.config.errors.forbidden"
handler404 = "lgnet.config.errors.not_found"
handler429 = "lgnet.config.errors.too_many_requests"
handler500 = "lgnet.config.errors.server_error"
