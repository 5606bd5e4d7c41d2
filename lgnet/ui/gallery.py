"""What the gallery shows: forms and moments for its components."""

from typing import Any


def gallery_context() -> dict[str, Any]:
    """Return the context of the gallery."""
    return {}
