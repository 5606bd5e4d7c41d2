from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "lgnet.directory"
    label = "directory"
