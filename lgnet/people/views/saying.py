"""What a page says after saving: that it is saved, and whether something asks for a second look."""

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _

from .. import details
from ..models import Person
from ..parts import PAPERS


def say_saved(request: Any, person: Person, *, row: Any = None) -> None:
    """Say that it is saved; with ``row``, only what strikes about that row is mentioned.

    What it is stands beside its cause on the person's page, never in the message.
    """
    if PAPERS in request.permissions and _strikes(person, row):
        messages.warning(
            request, _("Saved. Something does not fit: see the note among the papers.")
        )
    else:
        messages.success(request, _("Saved."))


def _strikes(person: Person, row: Any) -> bool:
    papers = details.papers_of(person)
    numbers = [view for view in papers.numbers if row in (None, view.identifier)]
    titles = [view for view in papers.titles if row in (None, view.title)]
    return any(view.remarks or view.twins for view in numbers) or any(
        view.remarks for view in titles
    )
