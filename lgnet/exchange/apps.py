from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "lgnet.exchange"
    label = "exchange"

    def ready(self) -> None:
        from lgnet.ui import navigation

        navigation.register(
            navigation.NavItem(
                label=_("Lists of people"),
                url_name="exchange:list",
                permission="people.import",
                icon="it-upload",
                order=25,
                hint=_("Bring in people from a CSV or XLSX file"),
            )
        )
