from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "lgnet.forms"
    label = "forms"

    def ready(self) -> None:
        """Tell the menu what tailored forms bring."""
        from . import hooks

        hooks.register()
