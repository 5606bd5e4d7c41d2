"""The national dictionary: terms added and changed by the national direction."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction

from lgnet.audit.actions import record
from lgnet.forms.access import CodeTaken, FormRefused
from lgnet.forms.models import NationalTerm


@transaction.atomic
def keep_term(
    *,
    id: UUID,
    code: str,
    label: Mapping[str, str],
    meaning: str,
    type: str,
    values: Sequence[Mapping[str, str]],
    is_current: bool,
) -> NationalTerm:
    """Add a term, or change one; its code and its kind of answer never change.

    Raises CodeTaken for a second term of one code.
    """
    facts = {
        "label": dict(label),
        "meaning": meaning,
        "values": [dict(value) for value in values],
        "is_current": is_current,
    }
    found = NationalTerm.objects.select_for_update().filter(pk=id).first()
    if NationalTerm.objects.filter(code=code).exclude(pk=id).exists():
        raise CodeTaken
    if found is None:
        found = NationalTerm.objects.create(pk=id, code=code, type=type, **facts)
        record(verb="forms.term_added", target=found, code=code)
        return found
    if (found.code, found.type) != (code, type):
        raise FormRefused
    changed = [name for name, value in facts.items() if getattr(found, name) != value]
    for name in changed:
        setattr(found, name, facts[name])
    if changed:
        found.save(update_fields=changed)
        record(verb="forms.term_changed", target=found, fields=changed)
    return found
