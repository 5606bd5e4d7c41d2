"""The form of a link for a screen."""

from django.utils.translation import gettext_lazy as _

from lgnet.ui.forms import DateField, NameField

from .desk import WithId


class WallLinkForm(WithId):
    """Where the screen hangs, and until when its link opens."""

    place = NameField(
        label=_("Where the screen hangs"), help_text=_("So that you know it again."), max_length=60
    )
    until_on = DateField(label=_("The link opens until"))
