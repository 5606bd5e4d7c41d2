"""Privacy labels: every field of ours says what it may betray.

Export, erasure, scrubbed dumps and offline caching read the labels; a house test demands that
each model's ``PRIVACY`` names every field of its own.
"""

from enum import StrEnum


class Label(StrEnum):
    """How much a field says of a person."""

    IDENTIFYING = "identifying"
    SENSITIVE = "sensitive"
    OPERATIONAL = "operational"
    PUBLIC = "public"
