"""Addresses of notices. Their views stand below the access rules, so they are declared here."""

from django.urls import path

from lgnet.network.access import access
from lgnet.notifications import views

app_name = "notifications"

member = access(signed_in=True)

urlpatterns = [
    path("", member(views.notices), name="notices"),
    path("count/", member(views.count), name="count"),
    path("read/", member(views.read_all), name="read_all"),
    path("<uuid:notice_id>/", member(views.open_notice), name="open"),
    path("<uuid:notice_id>/read/", member(views.read), name="read"),
]
