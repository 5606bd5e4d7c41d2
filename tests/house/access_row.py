"""One row of the table of who may open what (``access_matrix.py``)."""

from dataclasses import dataclass, field

from lgnet.network.enums import Role


@dataclass(frozen=True)
class Row:
    """One address.

    ``roles`` may open it, the others get 403; None is everybody, signed in or not.
    ``get`` and ``post`` are what who may open it is answered, an empty form sent; 405: not so.
    ``path`` and ``query`` say what stands for each name in the address: a kind of ``objects.py``,
    or ``=text``; ``missing`` is the answer where there is no such object. ``also`` names what may
    be given besides, in the address or the form. ``grows`` marks a list, with the kinds of rows
    that lengthen it; ``adds`` a list of one thing, with the kind of ``growing.py``.
    """

    roles: frozenset[Role] | None
    get: int = 200
    post: int = 405
    path: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    missing: int = 404
    also: dict[str, str] = field(default_factory=dict)
    grows: tuple[str, ...] = ()
    adds: str = ""
