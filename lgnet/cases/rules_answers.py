"""What becomes of answers for which a form has no place any more. Pure: values in, values out."""

from collections.abc import Iterable, Sequence
from typing import Any

# Version, question, value: what is needed to read it back for ever.
Aside = list[Any]
MOST_ASIDE = 400
LONGEST_VALUE = 5000


def put_aside(kept: Iterable[Aside], more: Iterable[Aside]) -> list[Aside]:
    """Return both, each thing once, in the order in which they came."""
    found: list[Aside] = []
    for one in (*kept, *more):
        if one not in found:
            found.append(one)
    return found[:MOST_ASIDE]


def aside_of(told: Any) -> list[Aside]:
    """Return what a page sent back as put aside; what has another shape is left out."""
    if not isinstance(told, Sequence) or isinstance(told, str):
        return []
    return [[str(one[0]), str(one[1]), one[2]] for one in told if _is_aside(one)][:MOST_ASIDE]


def _is_aside(one: Any) -> bool:
    if not isinstance(one, list) or len(one) != 3:
        return False
    version, code, value = one
    is_plain = isinstance(value, (str, int, list, dict)) and len(str(value)) <= LONGEST_VALUE
    return isinstance(version, str) and isinstance(code, str) and is_plain
