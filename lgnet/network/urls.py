"""Addresses of the network."""

from django.urls import path

from . import views

app_name = "network"
urlpatterns = [
    path("network/city/", views.city, name="city"),
    path("funding/", views.funding, name="funding"),
    path("funding/<uuid:condition_id>/end/", views.condition_end, name="condition_end"),
    path("access-log/", views.access_log, name="access_log"),
]
