"""Shapes of states: each kind has its own outline, readable without colour."""

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

# Drawn on a 12 x 12 grid: filled disc with a tick, triangle, bar in a square, diamond, ring.
_PATHS = {
    "ok": '<path d="M6 0a6 6 0 1 0 0 12A6 6 0 0 0 6 0Zm-1 9L2.300 6.300l1.200-1.200L5 6.600'
    'l3.500-3.500 1.200 1.200Z"/>',
    "warn": '<path d="M6 .5 12 11.500H0ZM5.300 4.500v3.200h1.400V4.500Zm0 4.200V10h1.400V8.700Z"/>',
    "stop": '<path d="M3.500 0h5L12 3.500v5L8.500 12h-5L0 8.500v-5ZM2.800 5.100v1.800h6.400'
    'V5.100Z"/>',
    "info": '<path d="M6 0l6 6-6 6-6-6Z"/>',
    "idle": '<path d="M6 0a6 6 0 1 0 0 12A6 6 0 0 0 6 0Zm0 1.700a4.300 4.300 0 1 1 0 8.600'
    'A4.300 4.300 0 0 1 6 1.700Z"/>',
}
KINDS = tuple(_PATHS)

# A task's state: the kind of its badge, and its words.
TASK_STATES = {
    "not_started": ("idle", _("Not started")),
    "missing": ("warn", _("Something missing")),
    "done": ("ok", _("Done")),
    "not_needed": ("info", _("Not needed")),
}


def shape(kind: str) -> SafeString:
    """Return the small drawing of a kind; words always stand beside it, so it is silent."""
    return mark_safe(  # noqa: S308 - constants of this file
        '<svg class="lg-shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"'
        f' fill="currentColor" fill-rule="evenodd">{_PATHS[kind]}</svg>'
    )
