"""What others may know of the directory beside its rows: codes and labels, where a point lies."""

from .queries import services
from .rules_places import is_inside

__all__ = ["is_inside", "services"]
