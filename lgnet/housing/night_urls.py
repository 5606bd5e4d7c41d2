"""Addresses of the night and of the life in a house."""

from django.urls import path

from .views import check_in, incidents, register, stay_life

addresses = [
    path("check-in/", check_in.check_in, name="check_in"),
    path("check-in/tick/", check_in.check_in_tick, name="check_in_tick"),
    path("check-in/send/", check_in.check_in_send, name="check_in_send"),
    path("check-in/scan/", check_in.check_in_scan, name="check_in_scan"),
    path("register/", register.register, name="register"),
    path("register/mark/", register.register_mark, name="register_mark"),
    path("night-sheet/", register.night_sheet, name="night_sheet"),
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/new/", incidents.incident_new, name="incident_new"),
    path("visitors/<uuid:visitor_id>/left/", register.visitor_out, name="visitor_out"),
    path("belongings/<uuid:belonging_id>/back/", stay_life.belonging_back, name="belonging_back"),
    path("stays/<uuid:stay_id>/arrived/", stay_life.stay_arrive, name="stay_arrive"),
    path("stays/<uuid:stay_id>/life/", stay_life.stay_life, name="stay_life"),
    path("stays/<uuid:stay_id>/rules/", stay_life.stay_rules, name="rules_paper"),
    path("stays/<uuid:stay_id>/visitors/", stay_life.visitor_in, name="visitor_in"),
    path("stays/<uuid:stay_id>/belongings/", stay_life.belonging_in, name="belonging_in"),
]
