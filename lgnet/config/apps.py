from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The composition root as an app, so that its commands are found."""

    name = "lgnet.config"
    label = "config"
