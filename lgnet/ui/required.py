"""Components refuse to be used half: a missing argument is an error, not an empty space."""

from typing import Any


class MissingArgument(ValueError):
    """A component was used without something it cannot do without."""


def required(component: str, **arguments: Any) -> None:
    """Raise MissingArgument where one of the arguments is empty, or not a known variable."""
    for name, value in arguments.items():
        if value is None or not str(value).strip():
            raise MissingArgument(f"The component {component!r} needs {name}=.")


def one_of(component: str, name: str, value: str, allowed: Any) -> None:
    """Raise MissingArgument where ``value`` is not among ``allowed``."""
    if value not in allowed:
        raise MissingArgument(
            f"The component {component!r} takes {name}= from {', '.join(allowed)}, not {value!r}."
        )
