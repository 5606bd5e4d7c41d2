"""What was typed beside what somebody else saved meanwhile, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lgnet.kernel.answers import Answer

from .enums import Interpreter, Sex
from .languages import language_label
from .models import Country
from .profiles import Profile, differing
from .rules import Birth
from .wording import birth_text, country_name


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which two states of a person differ; both values in words."""

    label: str
    typed: str
    saved: str


def differences_between(*, typed: Profile, saved: Profile) -> list[Difference]:
    """Return where two profiles differ, in the order of the form."""
    labels = {
        "known_as": _("What we call this person"),
        "given": _("Given name"),
        "family": _("Family name"),
        "others": _("Other names"),
        "sex": _("Sex"),
        "birth": _("Born"),
        "citizenship": _("Citizenship"),
        "language": _("Language"),
        "interpreter": _("Interpreter"),
        "gender": _("Gender, in the person's words"),
    }
    return [
        Difference(
            label=labels[name],
            typed=told_words(name, getattr(typed, name)),
            saved=told_words(name, getattr(saved, name)),
        )
        for name in differing(typed, saved)
    ]


def told_words(name: str, told: Any) -> str:
    """Return a field's value as text; empty where there is none."""
    if isinstance(told, Answer | Sex | Interpreter):
        return str(told.label)
    if isinstance(told, Birth):
        return birth_text(told)
    if isinstance(told, Country):
        return country_name(told)
    if isinstance(told, tuple):
        return ", ".join(told)
    return language_label(told) if name == "language" else str(told)
