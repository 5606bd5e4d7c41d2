from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "lgnet.monitoring"
    label = "monitoring"
