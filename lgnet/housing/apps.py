from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HousingConfig(AppConfig):
    name = "lgnet.housing"
    label = "housing"

    def ready(self) -> None:
        """Tell the menu, the first page, a person's page and undo what housing brings."""
        from lgnet.notifications.registry import register_kind
        from lgnet.people import registry
        from lgnet.ui import navigation, panels, undo

        from . import (
            home_hooks,
            hooks,
            hooks_moves,
            house_hooks,
            night_hooks,
            refuge_hooks,
            term_hooks,
        )
        from .actions import telling

        navigation.register(
            navigation.NavItem(
                label=_("Places tonight"),
                url_name="housing:board",
                permission="housing.board",
                icon="it-map-marker",
                order=40,
                key="b",
                hint=_("Which places are free"),
            )
        )
        navigation.register(
            navigation.NavItem(
                label=_("Requests"),
                url_name="housing:requests",
                permission="housing.request",
                icon="it-inbox",
                order=41,
                key="r",
                hint=_("Who waits for a place"),
            )
        )
        navigation.register(
            navigation.NavItem(
                label=_("Stays"),
                url_name="housing:stays",
                permission="housing.place",
                icon="it-calendar",
                order=42,
                key="y",
                hint=_("Who sleeps where, until when"),
            )
        )
        panels.register(
            panels.Panel(
                name="housing.tonight",
                template="housing/_tonight.html",
                context=hooks.tonight_panel,
                permission="housing.board",
                order=10,
            )
        )
        registry.register_add_link(
            label=_("Ask for a place"),
            url_name="housing:request_new",
            permission="housing.request",
            icon="it-inbox",
            order=30,
        )
        registry.register_panel(
            name="housing.sleeping_place",
            template="housing/_person_panel.html",
            context=hooks.person_panel,
            permission="housing.request",
            order=20,
        )
        registry.register_timeline(
            hooks.person_moments,
            permission="housing.request",
            kind="places",
            label=_("Places to sleep"),
        )
        registry.register_link_check(hooks.link_warnings, permission="housing.request")
        undo.register("housing.move_stay", hooks_moves.undo_move, permission="housing.place")
        undo.register("housing.end_stay", hooks.undo_end_of_stay, permission="housing.place")
        undo.register("housing.refuse_request", hooks.undo_answer, permission="housing.place")
        undo.register("housing.withdraw_request", hooks.undo_answer, permission="housing.request")
        for name, words, icon in (
            (
                telling.PLACES_HELD,
                _("Places are held for your request until %(until)s: do they come?"),
                "it-clock",
            ),
            (
                telling.HOLD_EXPIRED,
                _("Held places ran out (%(until)s). The request waits again."),
                "it-clock",
            ),
            (
                telling.HOLD_RELEASED,
                _("Held places were given back. The request waits again."),
                "it-refresh",
            ),
            (telling.PLACE_GIVEN, _("A place was given for your request."), "it-key"),
            (telling.REQUEST_REFUSED, _("Your request for a place was refused."), "it-inbox"),
        ):
            register_kind(name, words=words, icon=icon)
        home_hooks.register()
        house_hooks.register()
        night_hooks.register()
        refuge_hooks.register()
        term_hooks.register()
