from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "lgnet.exchange"
    label = "exchange"
