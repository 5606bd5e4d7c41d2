"""Forms about a person, one concept a file."""

from .persons import BirthField, PersonForm, initial_of

__all__ = ["BirthField", "PersonForm", "initial_of"]
