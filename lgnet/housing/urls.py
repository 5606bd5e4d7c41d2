"""Addresses of housing."""

from django.urls import path

from .views import board, requests, stays

app_name = "housing"
urlpatterns = [
    path("", board.board, name="board"),
    path("requests/", requests.requests, name="requests"),
    path("requests/new/", requests.request_new, name="request_new"),
    path("requests/<uuid:request_id>/", requests.request_detail, name="request_detail"),
    path("requests/<uuid:request_id>/place/", requests.place_give, name="place_give"),
    path("requests/<uuid:request_id>/refuse/", requests.request_refuse, name="request_refuse"),
    path(
        "requests/<uuid:request_id>/withdraw/",
        requests.request_withdraw,
        name="request_withdraw",
    ),
    path("stays/", stays.stays, name="stays"),
    path("stays/<uuid:stay_id>/", stays.stay_detail, name="stay_detail"),
    path("stays/<uuid:stay_id>/end/", stays.stay_end, name="stay_end"),
]
