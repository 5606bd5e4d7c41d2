"""What people shows to the apps above it, beside models and queries: cards, languages, profiles."""

from .cards import Card, card_of
from .languages import language_choices, language_label
from .profiles import Profile

__all__ = ["Card", "Profile", "card_of", "language_choices", "language_label"]
