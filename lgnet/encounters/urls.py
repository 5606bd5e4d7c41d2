"""Addresses of encounters."""

from django.urls import path

from . import desk_urls
from .views import contacts

app_name = "encounters"
urlpatterns = [
    path("", contacts.listing, name="list"),
    path("new/", contacts.new, name="new"),
    path("pick/", contacts.pick, name="pick"),
    path("<uuid:encounter_id>/", contacts.detail, name="detail"),
    path("<uuid:encounter_id>/saved/", contacts.saved, name="saved"),
    path("<uuid:encounter_id>/person/", contacts.attach, name="attach"),
    # The desk
    *desk_urls.addresses,
]
