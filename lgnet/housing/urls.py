"""Addresses of housing."""

from django.urls import path

from . import home_urls, house_urls, night_urls, refuge_urls, term_urls
from .views import board, giving, moves, places, request_page, requests, stays, timeline

app_name = "housing"
urlpatterns = [
    path("", board.board, name="board"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("places/<uuid:place_id>/", places.place, name="place"),
    path("places/<uuid:place_id>/arrived/", places.place_arrived, name="place_arrived"),
    path("requests/", requests.requests, name="requests"),
    path("requests/new/", requests.request_new, name="request_new"),
    path("requests/<uuid:request_id>/", request_page.request_detail, name="request_detail"),
    path("requests/<uuid:request_id>/party/", request_page.request_party, name="request_party"),
    path("requests/<uuid:request_id>/place/", giving.place_give, name="place_give"),
    path("requests/<uuid:request_id>/hold/", giving.places_hold, name="places_hold"),
    path("holds/<uuid:hold_id>/confirm/", giving.hold_confirm, name="hold_confirm"),
    path("holds/<uuid:hold_id>/release/", giving.hold_release, name="hold_release"),
    path("requests/<uuid:request_id>/refuse/", request_page.request_refuse, name="request_refuse"),
    path(
        "requests/<uuid:request_id>/withdraw/",
        request_page.request_withdraw,
        name="request_withdraw",
    ),
    path("stays/", stays.stays, name="stays"),
    path("stays/<uuid:stay_id>/", stays.stay_detail, name="stay_detail"),
    path("stays/<uuid:stay_id>/end/", stays.stay_end, name="stay_end"),
    path("stays/<uuid:stay_id>/move/", moves.stay_move, name="stay_move"),
    # The night, and the life in a house
    *night_urls.addresses,
    # How long a stay lasts
    *term_urls.addresses,
    # Homes
    *home_urls.addresses,
    # The inventory
    *house_urls.addresses,
    # Protection
    *refuge_urls.addresses,
]
