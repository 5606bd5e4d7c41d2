"""Addresses of cases."""

from django.urls import path

from . import views

app_name = "cases"
urlpatterns = [
    path("", views.cases, name="cases"),
    path("new/", views.case_new, name="case_new"),
    path("<uuid:case_id>/", views.case_detail, name="case_detail"),
    path("<uuid:case_id>/close/", views.case_close, name="case_close"),
]
