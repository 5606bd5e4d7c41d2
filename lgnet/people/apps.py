from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "lgnet.people"
    label = "people"

    def ready(self) -> None:
        from lgnet.ui import navigation

        from . import (
            card_hooks,
            consent_hooks,
            family_hooks,
            hooks,
            link_hooks,
            network_hooks,
            registry,
            timeline,
        )

        navigation.register(
            navigation.NavItem(
                label=_("People"),
                url_name="people:search",
                permission="people.view",
                icon="it-user",
                order=20,
                key="p",
                hint=_("Find someone, or record a new person"),
            )
        )
        registry.register_timeline(timeline.moments_of, permission="people.view")
        hooks.register_identity()
        card_hooks.register_cards()
        consent_hooks.register_sharing()
        link_hooks.register_links()
        family_hooks.register_families()
        network_hooks.register_network()
