"""Addresses of the directory."""

from django.urls import path

from .views import codes, exchange, hours, offers, sites

app_name = "directory"
SITE = "<uuid:site_id>/"
urlpatterns = [
    path("", sites.sites, name="sites"),
    path("due/", sites.due, name="due"),
    path("new/", sites.site_new, name="site_new"),
    path("exchange/", exchange.exchange, name="exchange"),
    path("export.json", exchange.export, name="export"),
    path("codes/", codes.codes, name="codes"),
    path("codes/<uuid:code_id>/", codes.code_edit, name="code_edit"),
    path(SITE, sites.site, name="site"),
    path(f"{SITE}edit/", sites.site_edit, name="site_edit"),
    path(f"{SITE}confirm/", sites.site_confirm, name="site_confirm"),
    path(f"{SITE}offers/new/", offers.offer_new, name="offer_new"),
    path("offers/<uuid:offer_id>/", offers.offer_edit, name="offer_edit"),
    path("offers/<uuid:offer_id>/capacity/", offers.capacity, name="capacity"),
    path("offers/<uuid:offer_id>/week/", hours.offer_week, name="offer_week"),
    path(f"{SITE}week/", hours.site_week, name="site_week"),
    path(f"{SITE}seasons/new/", hours.season_new, name="season_new"),
    path("seasons/<uuid:season_id>/", hours.season_edit, name="season_edit"),
    path("seasons/<uuid:season_id>/remove/", hours.season_remove, name="season_remove"),
    path(f"{SITE}exceptions/new/", hours.exception_new, name="exception_new"),
    path("exceptions/<uuid:exception_id>/remove/", hours.exception_remove, name="exception_remove"),
]
