"""A letter as its files show it."""

from lgnet.kernel.sheets import Sheet, without_controls

from .models import Letter
from .queries.letters import head_of


def sheet_of(letter: Letter, *, organisation: str) -> Sheet:
    """Return what a letter's files are made of; ``organisation`` heads it where no head was set."""
    return Sheet(
        head=head_of(letter.head, organisation=organisation),
        title=letter.title,
        paragraphs=tuple(without_controls(line) for line in letter.text.splitlines()),
    )
