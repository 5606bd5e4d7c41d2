"""Addresses of encounters."""

from django.urls import path

from . import views

app_name = "encounters"
urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", views.new, name="new"),
    path("pick/", views.pick, name="pick"),
    path("<uuid:encounter_id>/", views.detail, name="detail"),
    path("<uuid:encounter_id>/saved/", views.saved, name="saved"),
    path("<uuid:encounter_id>/person/", views.attach, name="attach"),
]
