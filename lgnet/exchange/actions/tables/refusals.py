"""What stands in the way of a verb; each says so in one sentence."""

from django.utils.translation import gettext as _


class NotPossible(Exception):
    """The import is not in the state for this; the message says what is so instead."""


def already_written() -> NotPossible:
    """Return the refusal for an import that has been brought in meanwhile."""
    return NotPossible(_("This list has been brought in already."))


def still_busy() -> NotPossible:
    """Return the refusal for an import that is being checked or written."""
    return NotPossible(_("This list is being worked on. Wait until it is done."))


def emptied() -> NotPossible:
    """Return the refusal for an import whose rows are gone."""
    return NotPossible(_("The rows of this list were deleted. Bring the file again."))
