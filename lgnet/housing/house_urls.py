"""Addresses of the inventory: houses, rooms, closures, upkeep, history."""

from django.urls import path

from .views import closures, house_rules, houses, occupancy_history, photos, rooms, upkeep

HOUSE = "houses/<uuid:house_id>/"
addresses = [
    path("houses/", houses.houses, name="houses"),
    path("houses/new/", houses.house_new, name="house_new"),
    path(HOUSE, houses.house, name="house"),
    path(f"{HOUSE}edit/", houses.house_edit, name="house_edit"),
    path(f"{HOUSE}places/", rooms.house_places, name="house_places"),
    path("units/<uuid:unit_id>/", rooms.unit_edit, name="unit_edit"),
    path("units/<uuid:unit_id>/places/", rooms.unit_places, name="unit_places"),
    path("units/<uuid:unit_id>/remove/", rooms.unit_remove, name="unit_remove"),
    path("places/<uuid:place_id>/edit/", rooms.place_edit, name="place_edit"),
    path("places/<uuid:place_id>/remove/", rooms.place_remove, name="place_remove"),
    path(f"{HOUSE}closures/", closures.house_closures, name="house_closures"),
    path(f"{HOUSE}closures/new/", closures.closure_new, name="closure_new"),
    path("closures/<uuid:closure_id>/", closures.closure_end, name="closure_end"),
    path(f"{HOUSE}seasons/", closures.house_seasons, name="house_seasons"),
    path(f"{HOUSE}upkeep/", upkeep.house_upkeep, name="house_upkeep"),
    path(f"{HOUSE}inspections/new/", upkeep.inspection_new, name="inspection_new"),
    path("inspections/<uuid:inspection_id>/", upkeep.inspection_done, name="inspection_done"),
    path(f"{HOUSE}defects/new/", upkeep.defect_new, name="defect_new"),
    path("defects/<uuid:defect_id>/mended/", upkeep.defect_mended, name="defect_mended"),
    path(f"{HOUSE}photos/", photos.house_photos, name="house_photos"),
    path("photos/<uuid:photo_id>/", photos.house_photo, name="house_photo"),
    path("photos/<uuid:photo_id>/remove/", photos.house_photo_remove, name="house_photo_remove"),
    path(f"{HOUSE}rules/", house_rules.house_rules, name="house_rules"),
    path(f"{HOUSE}rules/<slug:language>/", house_rules.rules_edit, name="rules_edit"),
    path(f"{HOUSE}history/", occupancy_history.house_history, name="house_history"),
    path(f"{HOUSE}history.csv", occupancy_history.history_csv, name="history_csv"),
]
