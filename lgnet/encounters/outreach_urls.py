"""Addresses of the street: tonight, sightings, shifts, kit."""

from django.urls import path

from .views import citizens, shift_changes, shifts, sightings, street

addresses = [
    path("tonight/", street.tonight, name="tonight"),
    path("street/new/", street.street_contact, name="street_contact"),
    path("street/stops/<uuid:stop_id>/", street.stop_tick, name="stop_tick"),
    path("street/promises/<uuid:promise_id>/", street.promise_end, name="promise_end"),
    path("street/people/<uuid:person_id>/wish/", street.contact_wish, name="contact_wish"),
    path("street/sightings/", sightings.sightings, name="sightings"),
    path("street/sightings/new/", sightings.sighting_new, name="sighting_new"),
    path("street/sightings/<uuid:sighting_id>/", sightings.sighting_look, name="sighting_look"),
    path(
        "street/sightings/<uuid:sighting_id>/check/", citizens.sighting_check, name="sighting_check"
    ),
    path("street/dangers/new/", sightings.danger_new, name="danger_new"),
    path("street/dangers/<uuid:note_id>/over/", sightings.danger_end, name="danger_end"),
    path("street/shifts/", shifts.shifts, name="shifts"),
    path("street/shifts/new/", shifts.shift_new, name="shift_new"),
    path("street/shifts/<uuid:shift_id>/", shifts.shift, name="shift"),
    path("street/shifts/<uuid:shift_id>/move/", shifts.shift_move, name="shift_move"),
    path("street/shifts/<uuid:shift_id>/edit/", shift_changes.shift_edit, name="shift_edit"),
    path("street/shifts/<uuid:shift_id>/cancel/", shift_changes.shift_cancel, name="shift_cancel"),
    path("street/alerts/new/", shifts.alert_new, name="alert_new"),
    path("street/alerts/<uuid:alert_id>/over/", shifts.alert_end, name="alert_end"),
    path("street/units/new/", shifts.unit_new, name="unit_new"),
    path("street/kit/", shifts.kit, name="kit"),
    path("street/kit/new/", shifts.item_new, name="item_new"),
]
