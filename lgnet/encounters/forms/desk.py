"""Forms of the desk: who comes, what was given, rooms and working hours."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from lgnet.directory.enums import Weekday
from lgnet.directory.models import Service, Site
from lgnet.kernel.ids import uuid7
from lgnet.people.catalogue import language_choices
from lgnet.ui.forms import ChipCheckboxes, NameField

from ..enums import NeedKind
from ..models import Room
from .contacts import LIKELY_SERVICES


class WithId(forms.Form):
    """A form that carries the identifier of what it makes, so that sent twice it makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean_id(self) -> Any:
        """Return the identifier; raises ValidationError for a form that is not whole."""
        if self.cleaned_data["id"] is None:
            raise ValidationError(_("This form is not whole. Open it again."))
        return self.cleaned_data["id"]


def new_id() -> dict[str, Any]:
    """Return first values with the identifier of what will be made."""
    return {"id": uuid7()}


class ArrivalForm(WithId):
    """Somebody at the door; ``has_need`` False: reception asks nothing but name and language."""

    called_name = NameField(
        label=_("Name to call"),
        help_text=_("What do we call out? It may stay empty."),
        max_length=60,
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=lambda: [("", _("Not noted")), *language_choices()],
        required=False,
    )
    need = forms.ChoiceField(
        label=_("What for"),
        choices=[("", _("Not said")), *NeedKind.choices],
        required=False,
    )

    def __init__(self, *args: Any, has_need: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_need:
            del self.fields["need"]


class RoomForm(forms.Form):
    """To which room somebody is called."""

    room = forms.ChoiceField(label=_("Your room"), choices=())

    def __init__(self, *args: Any, rooms: Iterable[Room], **options: Any) -> None:
        super().__init__(*args, **options)
        self.rooms = {str(room.pk): room for room in rooms}
        self.fields["room"].choices = [(key, room.name) for key, room in self.rooms.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Room:
        """Return the room chosen, of a valid form."""
        return self.rooms[self.cleaned_data["room"]]


class ServicesForm(forms.Form):
    """What was heard and given in a conversation."""

    needs = forms.MultipleChoiceField(
        label=_("What else does this person need?"),
        choices=NeedKind.choices,
        widget=ChipCheckboxes,
        required=False,
    )
    services = forms.MultipleChoiceField(
        label=_("What did you give?"), choices=(), widget=ChipCheckboxes, required=False
    )

    def __init__(self, *args: Any, services: Iterable[Service], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offered = {service.code: service for service in services}
        first = [code for code in LIKELY_SERVICES["desk"] if code in self.offered]  # type: ignore[index]
        ordered = [*first, *(code for code in self.offered if code not in first)]
        self.likely_count = len(first)
        self.fields["services"].choices = [  # type: ignore[attr-defined]
            (code, str(self.offered[code])) for code in ordered
        ]

    def likely_services(self) -> list[BoundWidget]:
        """Return the boxes of what is given most at a desk."""
        return list(self["services"])[: self.likely_count]

    def other_services(self) -> list[BoundWidget]:
        """Return the boxes of everything else."""
        return list(self["services"])[self.likely_count :]

    @property
    def chosen(self) -> list[Service]:
        """Return the services ticked, of a valid form."""
        return [self.offered[code] for code in self.cleaned_data["services"]]


class DeskForm(WithId):
    """A desk: its name, and what the directory says of it."""

    name = NameField(label=_("Name"), max_length=80)
    site = forms.ChoiceField(
        label=_("Site in the directory"),
        help_text=_("Its hours and closed days then hold for appointments."),
        choices=(),
        required=False,
    )

    def __init__(self, *args: Any, sites: Iterable[Site], **options: Any) -> None:
        super().__init__(*args, **options)
        self.sites = {str(site.pk): site for site in sites}
        named = [(key, site.name) for key, site in self.sites.items()]
        self.fields["site"].choices = [("", _("None")), *named]  # type: ignore[attr-defined]

    @property
    def chosen_site(self) -> Site | None:
        """Return the site chosen, of a valid form."""
        return self.sites.get(self.cleaned_data["site"])


class RoomNameForm(WithId):
    """A room, as it stands on its door."""

    name = NameField(label=_("Name of the room"), max_length=40)


class WorkingHoursForm(WithId):
    """When a worker sees people by appointment."""

    worker = forms.ChoiceField(label=_("Worker"), choices=())
    weekday = forms.TypedChoiceField(label=_("Day"), choices=Weekday.choices, coerce=int)
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput({"type": "time"}))
    ends = forms.TimeField(label=_("Until"), widget=forms.TimeInput({"type": "time"}))

    def __init__(self, *args: Any, workers: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.workers = {str(worker.pk): worker for worker in workers}
        self.fields["worker"].choices = [  # type: ignore[attr-defined]
            (key, worker.full_name) for key, worker in self.workers.items()
        ]

    @property
    def hours(self) -> tuple[Any, int, dt.time, dt.time]:
        """Return worker, weekday, beginning and end, of a valid form."""
        typed = self.cleaned_data
        return self.workers[typed["worker"]], typed["weekday"], typed["starts"], typed["ends"]


class InterpreterForm(WithId):
    """Somebody who interprets."""

    name = NameField(label=_("Name"), max_length=80)
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=language_choices,
        help_text=_("Hold Ctrl to choose more than one."),
    )
