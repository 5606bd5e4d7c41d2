from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "lgnet.referrals"
    label = "referrals"

    def ready(self) -> None:
        from . import hooks

        hooks.register()
