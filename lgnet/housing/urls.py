"""Addresses of housing."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
