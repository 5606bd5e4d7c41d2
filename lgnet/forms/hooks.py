"""What tailored forms add to pages of others: entries of the menu."""

from django.utils.translation import gettext_lazy

from lgnet.ui import navigation


def register() -> None:
    """Put the forms, and for the national direction what cities ask, into the menu."""
    navigation.register(
        navigation.NavItem(
            label=gettext_lazy("Forms"),
            url_name="forms:list",
            permission="forms.edit",
            icon="it-file",
            order=62,
            hint=gettext_lazy("Questions of your own, beside the national ones"),
        )
    )
    navigation.register(
        navigation.NavItem(
            label=gettext_lazy("What cities ask"),
            url_name="forms:coverage",
            permission="forms.coverage",
            icon="it-chart-line",
            order=64,
            hint=gettext_lazy("National terms, city by city, and questions without one"),
        )
    )
