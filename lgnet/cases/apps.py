from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "lgnet.cases"
    label = "cases"

    def ready(self) -> None:
        """Tell the menu, a person's page and undo what cases bring."""
        from lgnet.encounters.registry import register_moment, register_own_people
        from lgnet.housing.registry import register_exit_plan
        from lgnet.people import registry
        from lgnet.ui import navigation, undo

        from . import hooks
        from .queries import cases as queries

        navigation.register(
            navigation.NavItem(
                label=_("Cases"),
                url_name="cases:cases",
                permission="cases.view",
                icon="it-folder",
                order=50,
                key="d",
                hint=_("People taken in charge"),
            )
        )
        navigation.register(
            navigation.NavItem(
                label=_("Protected files"),
                url_name="cases:protection_unread",
                permission="audit.view",
                icon="it-lock",
                order=92,
                hint=_("How many nobody reads any more"),
            )
        )
        registry.register_add_link(
            label=_("Open a case"),
            url_name="cases:case_new",
            permission="cases.manage",
            icon="it-folder",
            order=40,
        )
        registry.register_panel(
            name="cases.open_case",
            template="cases/_person_panel.html",
            context=hooks.person_panel,
            permission="cases.view",
            order=10,
        )
        registry.register_timeline(
            hooks.person_moments, permission="cases.view", kind="cases", label=_("Cases")
        )
        registry.register_link_check(hooks.link_warnings, permission="cases.view")
        register_moment("case", queries.first_case)
        register_own_people("cases", queries.people_followed_by)
        undo.register("cases.settle_action", hooks.undo_settling, permission="cases.manage")
        register_exit_plan(hooks.exit_plan)
        hooks.register_notices()
        undo.register("cases.close_case", hooks.undo_closing, permission="cases.manage")
