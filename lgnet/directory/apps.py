from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "lgnet.directory"
    label = "directory"

    def ready(self) -> None:
        """Tell the menu and undo what the directory brings."""
        from . import hooks

        hooks.register()
