"""Addresses of exchange: bringing in tables of people."""

from django.urls import path

from .views import report, review, steps, tables

app_name = "exchange"
urlpatterns = [
    path("", tables.listing, name="list"),
    path("new/", tables.new, name="new"),
    path("<uuid:table_id>/", review.detail, name="detail"),
    path("<uuid:table_id>/columns/", steps.mapping, name="mapping"),
    path("<uuid:table_id>/words/", steps.meaning, name="meaning"),
    path("<uuid:table_id>/decide/", review.decide, name="decide"),
    path("<uuid:table_id>/decide-all/", review.decide_open, name="decide_open"),
    path("<uuid:table_id>/write/", steps.write, name="write"),
    path("<uuid:table_id>/take-back/", steps.take_back_again, name="take_back"),
    path("<uuid:table_id>/discard/", steps.discard, name="discard"),
    path("<uuid:table_id>/report.csv", report.left_out, name="left_out"),
]
