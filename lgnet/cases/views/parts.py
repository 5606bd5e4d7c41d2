"""The parts of a case, as the row of links that every one of its pages begins with."""

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lgnet.network.access import can

from ..models import Case


class Part(NamedTuple):
    """A page of a case: its address by name, its word, and who may open it."""

    url_name: str
    label: Any
    permission: str


PARTS = (
    Part("cases:case_detail", _("At a glance"), "cases.view"),
    Part("cases:forms", _("Forms"), "cases.forms"),
    Part("cases:documents", _("Papers"), "cases.documents"),
)


def parts_of(request: Any, case: Case) -> list[dict[str, Any]]:
    """Return the links this member of staff may follow; the page shown is the current one."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    return [
        {
            "url": reverse(part.url_name, args=[case.pk]),
            "label": part.label,
            "is_current": part.url_name == here,
        }
        for part in PARTS
        if can(request.membership, part.permission)
    ]
