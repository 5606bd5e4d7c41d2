"""Contacts, inside the open scope."""

from django.utils import timezone

from lgnet.encounters.enums import Setting
from lgnet.encounters.models import Encounter, Need


def make_encounter(person=None, *, needs=(), **fields) -> Encounter:
    """Make a contact; ``needs`` are kinds."""
    defaults = {"setting": Setting.STREET, "happened_at": timezone.now()}
    encounter = Encounter.objects.create(person=person, **{**defaults, **fields})
    for kind in needs:
        Need.objects.create(encounter=encounter, kind=kind)
    return encounter
