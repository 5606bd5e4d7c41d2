from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EncountersConfig(AppConfig):
    name = "lgnet.encounters"
    label = "encounters"

    def ready(self) -> None:
        from lgnet.people import registry
        from lgnet.ui import navigation, undo

        from . import (
            desk_hooks,
            hooks_contacts,
            letter_hooks,
            outreach_hooks,
            paper_hooks,
            referral_hooks,
            timeline,
            undoing,
        )

        desk_hooks.register()
        hooks_contacts.register()
        letter_hooks.register()
        outreach_hooks.register()
        referral_hooks.register()
        paper_hooks.register()

        navigation.register(
            navigation.NavItem(
                label=_("Contacts"),
                url_name="encounters:list",
                permission="encounters.view",
                icon="it-comment",
                order=30,
                key="m",
                hint=_("Whom we met, night by night"),
            )
        )
        registry.register_add_link(
            label=_("Record a contact"),
            url_name="encounters:new",
            permission="encounters.record",
            icon="it-comment",
            order=10,
        )
        registry.register_timeline(
            timeline.moments_of,
            permission="encounters.view",
            kind="contacts",
            label=_("Contacts"),
            is_paged=True,
        )
        undo.register(
            "encounters.record", undoing.take_back_contact, permission="encounters.record"
        )
        undo.register("encounters.attach", undoing.take_back_person, permission="encounters.record")
