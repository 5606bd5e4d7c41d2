"""The form of an appointment: a day, then a free time of somebody."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.people.catalogue import language_label
from lgnet.ui.forms import DateField, NameField

from ..enums import NeedKind
from ..models import Interpreter, Room
from ..queries.appointments import WorkerDay
from ..rules_desk import MOST_WEEKS
from .desk import WithId

LENGTHS = (15, 30, 45, 60, 90, 120)


class DayForm(forms.Form):
    """Which day, and how long."""

    day = DateField(label=_("Day"))
    minutes = forms.TypedChoiceField(
        label=_("How long"),
        choices=[(str(n), _("%(minutes)s minutes") % {"minutes": n}) for n in LENGTHS],
        coerce=int,
    )


class SlotField(forms.ChoiceField):
    """A worker and a moment, ``worker~moment``. One that was free a minute ago is still read."""

    def validate(self, value: Any) -> None:
        """Accept what reads as a worker and a moment; whether it is free is the action's word."""
        forms.Field.validate(self, value)

    def clean(self, value: Any) -> tuple[UUID, dt.datetime]:
        """Return the worker's identifier and the moment."""
        text = super().clean(value)
        worker, _tilde, moment = text.partition("~")
        try:
            found = UUID(worker), dt.datetime.fromisoformat(moment)
        except ValueError:
            raise ValidationError(_("Choose a time.")) from None
        if found[1].tzinfo is None:
            raise ValidationError(_("Choose a time."))
        return found


class AppointmentForm(WithId):
    """An appointment: when and with whom, for whom, and what it needs."""

    slot = SlotField(label=_("Free times"), choices=(), widget=forms.RadioSelect)
    known_as = NameField(label=_("For whom"), max_length=60, required=False)
    need = forms.ChoiceField(
        label=_("What for"), choices=[("", _("Not said")), *NeedKind.choices], required=False
    )
    room = forms.ChoiceField(label=_("Room"), choices=(), required=False)
    interpreter = forms.ChoiceField(label=_("Interpreter"), choices=(), required=False)
    where_to = NameField(
        label=_("Outside: where do you go together?"),
        help_text=_("Leave empty for an appointment at the desk."),
        max_length=200,
        required=False,
    )
    weeks = forms.IntegerField(
        label=_("How many weeks, at the same hour"),
        min_value=1,
        max_value=MOST_WEEKS,
        initial=1,
    )

    def __init__(
        self,
        *args: Any,
        free: Iterable[WorkerDay],
        rooms: Iterable[Room],
        interpreters: Iterable[Interpreter],
        has_person: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        if has_person:
            del self.fields["known_as"]
        self.rooms = {str(room.pk): room for room in rooms}
        self.interpreters = {str(one.pk): one for one in interpreters}
        times = [
            (
                one.worker.full_name,
                [(slot_value(one.worker, slot.starts_at), _clock(slot)) for slot in one.slots],
            )
            for one in free
        ]
        fields: Any = self.fields
        fields["slot"].choices = times
        fields["room"].choices = [
            ("", _("Not yet")),
            *((key, room.name) for key, room in self.rooms.items()),
        ]
        fields["interpreter"].choices = [
            ("", _("None")),
            *((key, _spoken(one)) for key, one in self.interpreters.items()),
        ]


def slot_value(worker: Any, starts_at: dt.datetime) -> str:
    """Return a free time as it travels in the form."""
    return f"{worker.pk}~{starts_at.isoformat()}"


def _clock(slot: Any) -> str:
    start, end = timezone.localtime(slot.starts_at), timezone.localtime(slot.ends_at)
    return f"{start:%H:%M}-{end:%H:%M}"


def _spoken(one: Interpreter) -> str:
    return f"{one.name} ({', '.join(str(language_label(code)) for code in one.languages)})"
