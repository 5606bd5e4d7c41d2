"""Addresses of the network."""

from django.urls import path

from . import views

app_name = "network"
urlpatterns = [
    path("network/city/", views.city, name="city"),
    path("access-log/", views.access_log, name="access_log"),
]
