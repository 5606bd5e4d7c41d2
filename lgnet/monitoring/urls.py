"""Addresses of figures."""

from django.urls import path

from . import views, views_nights

app_name = "monitoring"
urlpatterns = [
    path("network/", views.board, name="board"),
    path("network.csv", views.board_csv, name="board_csv"),
    path("network/nights/", views_nights.nights, name="by_night"),
    path("city/", views.city, name="city"),
]
