"""Addresses that anybody opens without an account."""

from django.urls import path

from .views import citizens

app_name = "tell"
urlpatterns = [
    path("", citizens.cities, name="start"),
    path("<slug:code>/", citizens.tell, name="tell"),
    path("<slug:code>/thanks/", citizens.thanks, name="thanks"),
]
