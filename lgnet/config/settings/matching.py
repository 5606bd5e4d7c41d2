"""From which weight on two records are shown to people as perhaps the same person.

In bits: each more halves the odds of being wrong. ``lgnet/people/matching`` says what weighs how
much; nothing links by itself, whatever the weight.
"""

from django.core.exceptions import ImproperlyConfigured

from .environment import number, text

# Below, nobody is asked.
DUPLICATES_CANDIDATE_WEIGHT = number("LGNET_DUPLICATES_CANDIDATE", default=-1.0)
# Between candidate and strong lies the band that needs a person's eye; from here on it is more
# likely right than wrong, and figures of people count each once.
DUPLICATES_LIKELY_WEIGHT = number("LGNET_DUPLICATES_LIKELY", default=0.5)
DUPLICATES_STRONG_WEIGHT = number("LGNET_DUPLICATES_STRONG", default=6.0)
# What a batch may take of the machine's memory, for a city at a time. It never uses a disk.
DUPLICATES_MEMORY = text("LGNET_DUPLICATES_MEMORY", default="2GB")

if not DUPLICATES_CANDIDATE_WEIGHT <= DUPLICATES_LIKELY_WEIGHT <= DUPLICATES_STRONG_WEIGHT:
    raise ImproperlyConfigured(
        "LGNET_DUPLICATES_CANDIDATE, _LIKELY and _STRONG must not fall: -1, 0.5 and 6 by default."
    )
