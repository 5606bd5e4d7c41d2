"""The shapes of a form, for who writes one in code: a demo, an import."""

from .rules import Condition, Definition, Field, Option, Section, Shown

__all__ = ["Condition", "Definition", "Field", "Option", "Section", "Shown"]
