"""Forms of the board and the timeline: who came, and where a guest moves to."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ArrivedForm(forms.Form):
    """The stay whose guest came, as the page showed it."""

    stay = forms.UUIDField(widget=forms.HiddenInput)


class MoveForm(forms.Form):
    """The place a guest moves to; the choices stand in the page."""

    place = forms.UUIDField(error_messages={"required": _("Choose a place.")}, label=_("Place"))
    accepts_strangers = forms.BooleanField(
        label=_("The family knows and accepts that others sleep in the room"),
        help_text=_("Kept in the record of who did what."),
        required=False,
    )
