"""How to make one row of each model of letters."""

from collections.abc import Callable
from typing import Any

from tests.factories import letters

RECIPES: dict[str, Callable[..., Any]] = {
    "encounters.Letterhead": letters.make_letterhead,
    "encounters.LetterTemplate": letters.make_template,
    "encounters.Letter": letters.make_letter,
}
