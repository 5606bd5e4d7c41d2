from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "lgnet.monitoring"
    label = "monitoring"

    def ready(self) -> None:
        """Listen to what changes figures, and tell the menu where they are shown."""
        from lgnet.kernel import announcements
        from lgnet.ui import navigation

        from . import jobs

        for name in announcements.ALL:
            announcements.listen(name, jobs.city_changed)
        navigation.register(
            navigation.NavItem(
                label=_("Figures of the city"),
                url_name="monitoring:city",
                permission="monitoring.city",
                icon="it-chart-line",
                order=70,
                key="f",
                hint=_("Contacts, cases, places"),
            )
        )
        navigation.register(
            navigation.NavItem(
                label=_("The network"),
                url_name="monitoring:board",
                permission="monitoring.network",
                icon="it-chart-line",
                order=71,
                key="w",
                hint=_("All cities side by side"),
            )
        )
