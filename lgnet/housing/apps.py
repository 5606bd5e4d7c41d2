from django.apps import AppConfig


class HousingConfig(AppConfig):
    name = "lgnet.housing"
    label = "housing"
