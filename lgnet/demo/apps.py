from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "lgnet.demo"
    label = "demo"
