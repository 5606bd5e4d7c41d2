"""The parts of a case, as the row of links that every one of its pages begins with."""

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lgnet.network.access import can

from ..models import Case
from ..rules import is_running


class Part(NamedTuple):
    """A page of a case: its address by name, its word, who may open it, whether it needs an end."""

    url_name: str
    label: Any
    permission: str
    is_of_closed: bool = False


PARTS = (
    Part("cases:case_detail", _("At a glance"), "cases.view"),
    Part("cases:people", _("People"), "cases.manage"),
    Part("cases:assessments", _("Assessments"), "cases.manage"),
    Part("cases:vulnerability", _("Vulnerability"), "cases.vulnerability"),
    Part("cases:plan", _("Plan"), "cases.manage"),
    Part("cases:services", _("Services"), "cases.view"),
    Part("cases:forms", _("Forms"), "cases.forms"),
    Part("cases:eligibility", _("Funding"), "cases.manage"),
    Part("cases:documents", _("Papers"), "cases.documents"),
    Part("cases:team", _("Team"), "cases.team"),
    Part("cases:protection", _("Protection"), "cases.view"),
    Part("cases:outcomes", _("What was achieved"), "cases.manage", is_of_closed=True),
    Part("cases:after_closing", _("After the closing"), "cases.manage", is_of_closed=True),
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
        and (not part.is_of_closed or not is_running(case.state) or part.url_name == here)
    ]
