from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "lgnet.notifications"
    label = "notifications"
