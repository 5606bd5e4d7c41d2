"""Addresses of the term of a stay."""

from django.urls import path

from .views import extensions, terms

addresses = [
    path("extensions/", extensions.extensions, name="extensions"),
    path("extensions/<uuid:extension_id>/", extensions.extension, name="extension"),
    path(
        "extensions/<uuid:extension_id>/approve/",
        extensions.extension_approve,
        name="extension_approve",
    ),
    path(
        "extensions/<uuid:extension_id>/refuse/",
        extensions.extension_refuse,
        name="extension_refuse",
    ),
    path(
        "extensions/<uuid:extension_id>/withdraw/",
        extensions.extension_withdraw,
        name="extension_withdraw",
    ),
    path("stays/<uuid:stay_id>/extend/", extensions.stay_extend, name="stay_extend"),
    path("stays/<uuid:stay_id>/longer/", terms.stay_longer, name="stay_longer"),
    path("stays/<uuid:stay_id>/letter/", terms.stay_letter, name="stay_letter"),
    path("stays/<uuid:stay_id>/told/", terms.stay_told, name="stay_told"),
]
