"""Addresses of people."""

from django.urls import path

from .views import dossier, persons

app_name = "people"
urlpatterns = [
    path("", persons.search, name="search"),
    path("new/", persons.new, name="new"),
    path("candidates/", persons.candidates, name="candidates"),
    path("<uuid:person_id>/", dossier.detail, name="detail"),
    path("<uuid:person_id>/edit/", persons.edit, name="edit"),
]
