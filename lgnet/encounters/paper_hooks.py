"""What lists of papers hand to the shell: the person's page, ways back."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lgnet.people import registry
from lgnet.ui import undo
from lgnet.ui.actions import UndoRefused

from .actions.desk_refusals import DeskRefused
from .actions.papers import take_papers_back, take_papers_out_again
from .models import PersonPapers


def register() -> None:
    """Register papers with the person's page and undo."""
    registry.register_add_link(
        label=gettext_lazy("Begin a list of papers"),
        url_name="encounters:papers_new",
        permission="desk.papers",
        icon="it-files",
        order=17,
    )
    undo.register("encounters.papers", take_back_papers, permission="desk.papers")
    undo.register("encounters.papers_away", take_out_papers, permission="desk.papers")


def take_back_papers(*, by: Any, papers_id: str) -> None:
    """Take a list back that was only begun; raises UndoRefused."""
    _or_refuse(lambda: take_papers_back(papers_id=UUID(papers_id), by=by))


def take_out_papers(*, by: Any, papers_id: str) -> None:
    """Open a list again that was put away; raises UndoRefused."""
    _or_refuse(lambda: take_papers_out_again(papers_id=UUID(papers_id), by=by))


def _or_refuse(verb: Any) -> None:
    try:
        verb()
    except PersonPapers.DoesNotExist:
        raise UndoRefused(_("This list is gone already.")) from None
    except DeskRefused as refused:
        raise UndoRefused(str(refused)) from None
