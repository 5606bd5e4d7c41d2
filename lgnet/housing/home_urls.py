"""Addresses of homes: housing first and solidarity co-housing."""

from django.urls import path

from .views import cohousing, tenancies

addresses = [
    path("housing-first/", tenancies.housing_first, name="housing_first"),
    path("housing-first/retention/", tenancies.retention_list, name="retention_list"),
    path("housing-first/<uuid:structure_id>/principles/", tenancies.principles, name="principles"),
    path("stays/<uuid:stay_id>/home/", tenancies.stay_home, name="stay_home"),
    path("stays/<uuid:stay_id>/visits/", tenancies.stay_visits, name="stay_visits"),
    path("cohousing/", cohousing.cohousing, name="cohousing"),
    path("cohousing/<uuid:structure_id>/", cohousing.cohouse, name="cohouse"),
    path("cohousing/<uuid:structure_id>/host/", cohousing.host, name="host"),
    path("stays/<uuid:stay_id>/agreement/", cohousing.stay_agreement, name="stay_agreement"),
    path("agreements/<uuid:agreement_id>/", cohousing.agreement_print, name="agreement_print"),
    path("stays/<uuid:stay_id>/trial/", cohousing.stay_trial, name="stay_trial"),
    path("stays/<uuid:stay_id>/trial/result/", cohousing.trial_result, name="trial_result"),
]
