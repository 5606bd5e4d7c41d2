from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "lgnet.ui"
    label = "ui"
