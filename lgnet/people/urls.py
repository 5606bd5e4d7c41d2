"""Addresses of people."""

from django.urls import path

from .views import (
    consents,
    details,
    dossier,
    duplicates,
    finding,
    person_cards,
    persons,
    photos,
    sharing,
)

app_name = "people"
urlpatterns = [
    path("", finding.search, name="search"),
    path("new/", persons.new, name="new"),
    path("candidates/", finding.candidates, name="candidates"),
    path("<uuid:person_id>/", dossier.detail, name="detail"),
    path("<uuid:person_id>/edit/", persons.edit, name="edit"),
    path("<uuid:person_id>/photo/", photos.photo, name="photo"),
    path("<uuid:person_id>/photo/edit/", photos.photo_edit, name="photo_edit"),
    path("<uuid:person_id>/photo/remove/", photos.photo_remove, name="photo_remove"),
    *details.addresses(),
    # Duplicates
    path("duplicates/", duplicates.duplicates, name="duplicates"),
    path("<uuid:person_id>/compare/<uuid:other_id>/", duplicates.pair, name="pair"),
    path(
        "<uuid:person_id>/compare/<uuid:other_id>/preview/",
        duplicates.pair_preview,
        name="pair_preview",
    ),
    path("<uuid:person_id>/take-apart/", duplicates.apart, name="take_apart"),
    # Cards
    path("scan/", person_cards.scan, name="scan"),
    path("<uuid:person_id>/card/", person_cards.card, name="card"),
    path("<uuid:person_id>/card/issue/", person_cards.card_issue, name="card_issue"),
    path("<uuid:person_id>/card/end/", person_cards.card_end, name="card_end"),
    # Consent and sharing
    path("legal-bases/", sharing.legal_bases, name="legal_bases"),
    path("<uuid:person_id>/sharing/", sharing.sharing, name="sharing"),
    path("<uuid:person_id>/sharing/restrict/", sharing.restrict, name="restrict"),
    path("<uuid:person_id>/sharing/open/", sharing.reopen, name="reopen"),
    path("<uuid:person_id>/consents/<slug:purpose>/new/", consents.consent_new, name="consent_new"),
    path(
        "<uuid:person_id>/consents/<slug:purpose>/text/<slug:language>/",
        consents.consent_text_page,
        name="consent_text",
    ),
    path(
        "consents/<uuid:consent_id>/withdraw/", consents.consent_withdraw, name="consent_withdraw"
    ),
]
