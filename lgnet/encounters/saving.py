"""Saving a contact that a page has sent: the same errors and the same way back everywhere."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lgnet.people.actions.persons import ChangedMeanwhile
from lgnet.ui import drafts
from lgnet.ui.undo import offer_undo

from .actions.contacts import RecordedOtherwise
from .actions.street_refusals import StreetRefused
from .forms.contacts import NEW, MetForm
from .models import Encounter
from .picking import NobodyThere, person_meant


def save_contact(
    request: Any,
    form: MetForm,
    verb: Callable[..., Encounter],
    *,
    draft: str,
    then: Callable[[Encounter], HttpResponse],
) -> HttpResponse | None:
    """Record what a valid form says, offer the way back, and return ``then``.

    ``verb`` is told ``by``, the person and the form's facts. None where it was refused: the form
    says why, beside the field. One sent again with other contents leads to what was saved.
    """
    try:
        with transaction.atomic():
            encounter = verb(by=request.user, person=person_meant(request, form), **form.facts())
    except NobodyThere:
        form.add_error("who", _("This person is not here any more. Search again."))
    except ChangedMeanwhile:
        form.add_error("known_as", _("This form was already sent with another name."))
    except StreetRefused as refused:
        form.add_error(None, str(refused))
    except ValidationError as problem:
        _place(form, problem)
    except RecordedOtherwise as other:
        messages.warning(
            request,
            _("This contact was already saved, as it stands here. What you changed is not."),
        )
        return redirect("encounters:detail", other.saved.pk)
    else:
        drafts.clear(request, draft)
        is_new = form.cleaned_data["who"] == NEW
        offer_undo(
            request,
            action="encounters.record",
            arguments={
                "encounter_id": str(encounter.pk),
                "new_person_id": str(encounter.person_id) if is_new else "",
            },
            label=_("The contact is saved."),
        )
        return then(encounter)
    return None


def _place(form: MetForm, problem: ValidationError) -> None:
    """Put each error beside its field; what has none that shows stands above."""
    for name, texts in problem.message_dict.items():
        shown = name if name in form.fields else None
        for text in texts:
            form.add_error(shown, text)
