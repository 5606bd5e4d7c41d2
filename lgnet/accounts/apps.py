from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lgnet.accounts"
    label = "accounts"
