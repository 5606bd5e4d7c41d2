"""Words as they are compared: case, accents, marks and spaces make no difference."""

import re
import unicodedata

_BETWEEN = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Return the words of a text in lower case, without accents and marks, one space between."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return _BETWEEN.sub(" ", kept).strip()
