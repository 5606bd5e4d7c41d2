from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "lgnet.network"
    label = "network"

    def ready(self) -> None:
        """Tell the menu where the city and its access log stand."""
        from lgnet.ui import navigation

        navigation.register(
            navigation.NavItem(
                label=_("The city"),
                url_name="network:city",
                permission="network.team",
                icon="it-pa",
                order=80,
                key="t",
                hint=_("Organisations, team and roles"),
            )
        )
        navigation.register(
            navigation.NavItem(
                label=_("Funding lines"),
                url_name="network:funding",
                permission="funding.conditions",
                icon="it-card",
                order=72,
                key="",
                hint=_("What each asks of the people it pays for"),
            )
        )
        navigation.register(
            navigation.NavItem(
                label=_("Access log"),
                url_name="network:access_log",
                permission="audit.view",
                icon="it-list",
                order=81,
                key="l",
                hint=_("Who read or changed what"),
            )
        )
