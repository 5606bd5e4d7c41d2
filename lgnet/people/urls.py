"""Addresses of people."""

from django.urls import path

from .views import (
    consents,
    details,
    dossier,
    duplicates,
    families,
    family_moves,
    finding,
    minors,
    network_answers,
    network_asks,
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
    # Families and minors
    path("family/pick/", families.family_pick, name="family_pick"),
    path("<uuid:person_id>/family/new/", families.family_new, name="family_new"),
    path("families/<uuid:household_id>/", families.household, name="household"),
    path(
        "families/<uuid:household_id>/split/", family_moves.household_split, name="household_split"
    ),
    path(
        "families/<uuid:household_id>/rejoin/",
        family_moves.household_rejoin,
        name="household_rejoin",
    ),
    path("family-members/<uuid:member_id>/edit/", families.member_edit, name="member_edit"),
    path("family-members/<uuid:member_id>/leave/", families.member_leave, name="member_leave"),
    path("<uuid:person_id>/guardian/new/", minors.guardian_new, name="guardian_new"),
    path("guardians/<uuid:guardianship_id>/end/", minors.guardian_end, name="guardian_end"),
    path("minors/", minors.minors, name="minors"),
    path("<uuid:person_id>/minor-steps/<slug:step>/", minors.minor_step, name="minor_step"),
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
    path("lawful-basis/", sharing.lawful_ground, name="lawful_ground"),
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
    # Other cities
    path("network/", network_asks.record_requests, name="record_requests"),
    path("network/known/", network_asks.known_elsewhere, name="known_elsewhere"),
    path("network/excerpts/<uuid:excerpt_id>/", network_asks.excerpt, name="excerpt"),
    path(
        "network/asked/<uuid:request_id>/withdraw/",
        network_asks.record_withdraw,
        name="record_withdraw",
    ),
    path("network/received/<uuid:received_id>/", network_answers.received, name="received"),
    path(
        "network/received/<uuid:received_id>/accept/",
        network_answers.received_accept,
        name="received_accept",
    ),
    path(
        "network/received/<uuid:received_id>/decline/",
        network_answers.received_decline,
        name="received_decline",
    ),
    path(
        "network/received/<uuid:received_id>/revoke/",
        network_answers.received_revoke,
        name="received_revoke",
    ),
    path("<uuid:person_id>/ask/", network_asks.record_ask, name="record_ask"),
]
