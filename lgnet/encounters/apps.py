from django.apps import AppConfig


class EncountersConfig(AppConfig):
    name = "lgnet.encounters"
    label = "encounters"
