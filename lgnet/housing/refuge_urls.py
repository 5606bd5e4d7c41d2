"""Addresses of protection: the asker's side and the refuge's."""

from django.urls import path

from .views import refuge_inbox, refuge_requests

addresses = [
    path("protection/", refuge_requests.refuge_requests, name="refuge_requests"),
    path("protection/new/", refuge_requests.refuge_ask, name="refuge_ask"),
    path("protection/<uuid:request_id>/", refuge_requests.refuge_request, name="refuge_request"),
    path(
        "protection/<uuid:request_id>/withdraw/",
        refuge_requests.refuge_withdraw,
        name="refuge_withdraw",
    ),
    path("protection/received/", refuge_inbox.refuge_inbox, name="refuge_inbox"),
    path(
        "protection/received/<uuid:received_id>/",
        refuge_inbox.refuge_received,
        name="refuge_received",
    ),
    path(
        "protection/received/<uuid:received_id>/accept/",
        refuge_inbox.refuge_accept,
        name="refuge_accept",
    ),
    path(
        "protection/received/<uuid:received_id>/decline/",
        refuge_inbox.refuge_decline,
        name="refuge_decline",
    ),
    path(
        "protection/received/<uuid:received_id>/came/",
        refuge_inbox.refuge_came,
        name="refuge_came",
    ),
]
