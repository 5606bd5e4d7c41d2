"""Forms about a person, one concept a file."""

from .persons import BirthField, BirthWidget, PersonForm, initial_of

__all__ = ["BirthField", "BirthWidget", "PersonForm", "initial_of"]
