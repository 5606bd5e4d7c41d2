"""The icons of the sprite that Bootstrap Italia brings."""

import functools
import re
from pathlib import Path

import bootstrap_italia_template

SPRITE = "svg/sprites.svg"


@functools.cache
def names() -> frozenset[str]:
    """Return the names in the sprite, ``it-user`` among them."""
    source = Path(bootstrap_italia_template.__file__).parent / "static" / SPRITE
    return frozenset(re.findall(r'id="(it-[a-z0-9-]+)"', source.read_text(encoding="utf-8")))


def check_icon(name: str) -> None:
    """Raise ValueError for a name that the sprite does not have."""
    if name not in names():
        raise ValueError(f"{name!r} is not an icon of the sprite.")
