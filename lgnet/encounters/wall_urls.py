"""The address of a screen in a waiting room."""

from django.urls import path

from .views import wall

app_name = "wall"
urlpatterns = [path("<str:token>/", wall.screen, name="screen")]
