"""Addresses of the shell. Its views stand below the access rules, so they are declared here."""

from django.conf import settings
from django.urls import path

from lgnet.network.access import MEMBERSHIP_KEY, access
from lgnet.ui import views

app_name = "ui"

member = access(signed_in=True)
everybody = access(public=True)

urlpatterns = [
    path("", member(views.home), name="home"),
    path("language/", everybody(views.language), name="language"),
    path("workplace/", member(views.workplace), {"session_key": MEMBERSHIP_KEY}, name="workplace"),
    path("drafts/<str:key>/", member(views.save_draft), name="save_draft"),
    path("drafts/<str:key>/discard/", member(views.discard_draft), name="discard_draft"),
    path("undo/<uuid:offer_id>/", member(views.take_back), name="undo"),
    path("legal/<slug:page>/", everybody(views.legal), name="legal"),
]
if not settings.DATA_IS_REAL:
    urlpatterns.append(path("gallery/", everybody(views.gallery), name="gallery"))
