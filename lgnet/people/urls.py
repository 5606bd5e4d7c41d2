"""Addresses of people."""

from django.urls import path

from .views import details, dossier, persons, photos

app_name = "people"
urlpatterns = [
    path("", persons.search, name="search"),
    path("new/", persons.new, name="new"),
    path("candidates/", persons.candidates, name="candidates"),
    path("<uuid:person_id>/", dossier.detail, name="detail"),
    path("<uuid:person_id>/edit/", persons.edit, name="edit"),
    path("<uuid:person_id>/photo/", photos.photo, name="photo"),
    path("<uuid:person_id>/photo/edit/", photos.photo_edit, name="photo_edit"),
    path("<uuid:person_id>/photo/remove/", photos.photo_remove, name="photo_remove"),
    *details.addresses(),
]
