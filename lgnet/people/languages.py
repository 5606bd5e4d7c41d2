"""Languages people speak, as everything of people asks for them."""

from lgnet.kernel.languages import (
    LANGUAGES,
    Language,
    language_choices,
    language_label,
    language_name,
    sorting_key,
)

__all__ = [
    "LANGUAGES",
    "Language",
    "language_choices",
    "language_label",
    "language_name",
    "sorting_key",
]
