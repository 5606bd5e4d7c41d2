"""Models of people, one concept a file."""

from .countries import Country
from .names import PersonName, SearchKey
from .persons import Person

__all__ = ["Country", "Person", "PersonName", "SearchKey"]
