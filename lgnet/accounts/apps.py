from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lgnet.accounts"
    label = "accounts"

    def ready(self) -> None:
        from . import sign_ins

        sign_ins.connect()
