"""A screen: a page as somebody opens it."""

from dataclasses import dataclass

from django.urls import reverse

from lgnet.network.enums import Role


@dataclass(frozen=True, slots=True)
class Screen:
    """A page as somebody opens it. ``on_phone``: it is used on the street."""

    url_name: str
    role: Role | None
    path: tuple[str, ...] = ()
    query: str = ""
    on_phone: bool = False
    status: int = 200
    sends_empty_form: bool = False

    @property
    def title(self) -> str:
        """Return what a failure calls it."""
        form = ", empty form sent" if self.sends_empty_form else ""
        return f"{self.url_name}{self.query}{form} as {self.role or 'nobody'}"

    def address(self, made: dict[str, str]) -> str:
        """Return its address; ``made`` has the identifiers that ``path`` and ``query`` name."""
        path = reverse(self.url_name, args=[made.get(part, part) for part in self.path])
        return path + self.query.format(**made)
