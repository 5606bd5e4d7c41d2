"""Hooks of a person's page: upper apps say what they add, and people never imports them.

An app registers in its ``ready()``: a link of the "Add" menu, a panel, a source of moments for
the timeline. Each names the permission that shows it; the page asks nobody who may not see it.
"""

import datetime as dt
import functools
import itertools
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Any, TypeVar

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from .models import Person

Text = str | Promise
Read = TypeVar("Read")
# The most a source gives at once, and how many of all sources the page shows.
TIMELINE_LENGTH = 50
SHOWN_LENGTH = 12
# Panels up to this order stand beside the timeline, the others below.
NEAR = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """A moment in what the network did with a person.

    ``label`` is our words; ``text`` may hold typed words and is isolated and escaped when shown;
    ``by`` is the name of who did it; ``icon`` is a name of the sprite.
    """

    moment: dt.datetime
    label: Text
    text: Text = ""
    url: str = ""
    by: str = ""
    icon: str = ""

    @property
    def lines(self) -> list[str]:
        """Return the lines of ``text``, each of which may run in a direction of its own."""
        return str(self.text).splitlines()


@dataclass(frozen=True, slots=True, kw_only=True)
class AddLink:
    """A line of the "Add" menu: the page of ``url_name``, opened with ``?person=<id>``.

    ``is_own``: a page of people's own, whose address itself holds the person.
    ``condition`` is asked about the person; false leaves the line out.
    """

    label: Text
    url_name: str
    permission: str
    condition: Callable[[Person], bool] | None = None
    icon: str = ""
    order: int = 100
    is_own: bool = False

    def address(self, person: Person) -> str:
        """Return where the line leads; raises NoReverseMatch for a page left out."""
        if self.is_own:
            return reverse(self.url_name, args=[person.pk])
        return f"{reverse(self.url_name)}?person={person.pk}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPanel:
    """A section of a person's page. The template reads ``panel.x``, ``person`` and ``request``.

    By ``order``: to 20 what is going on now, beside the timeline; below, what is known of the
    person from 25, sharing from 90.
    ``context`` is called inside the member's scope; None leaves the panel out.
    """

    name: str
    template: str
    context: Callable[[HttpRequest, Person], dict[str, Any] | None]
    permission: str
    order: int = 100


TimelineSource = Callable[..., Iterable[TimelineEntry]]
# Says in words what speaks against reading some records as one person's.
LinkCheck = Callable[[Sequence[Person]], Iterable[Text]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story:
    """A registered source of moments, and how it is asked."""

    permission: str
    kind: str
    label: Text
    is_paged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """A stretch of the timeline, newest first.

    ``older_than`` is the moment from which the next stretch goes on, None at the end; ``kinds``
    are the kinds of moments this member may choose, as (kind, label); ``kind`` is the chosen one.
    """

    entries: list[TimelineEntry]
    older_than: dt.datetime | None
    kinds: list[tuple[str, Text]]
    kind: str


_links: dict[str, AddLink] = {}
_panels: dict[str, PersonPanel] = {}
_sources: dict[TimelineSource, _Story] = {}
_link_checks: dict[LinkCheck, str] = {}


def register_add_link(
    *,
    label: Text,
    url_name: str,
    permission: str,
    condition: Callable[[Person], bool] | None = None,
    icon: str = "",
    order: int = 100,
    is_own: bool = False,
) -> None:
    """Add a line to the "Add" menu, once for each ``url_name``."""
    _links[url_name] = AddLink(
        label=label,
        url_name=url_name,
        permission=permission,
        condition=condition,
        icon=icon,
        order=order,
        is_own=is_own,
    )


def register_panel(
    *,
    name: str,
    template: str,
    context: Callable[[HttpRequest, Person], dict[str, Any] | None],
    permission: str,
    order: int = 100,
) -> None:
    """Add a section to the page, once for each ``name``."""
    _panels[name] = PersonPanel(
        name=name, template=template, context=context, permission=permission, order=order
    )


def register_timeline(
    source: TimelineSource,
    *,
    permission: str,
    kind: str = "",
    label: Text = "",
    is_paged: bool = False,
) -> None:
    """Add a source of moments: person -> at most ``TIMELINE_LENGTH`` newest entries.

    Sources of one ``kind`` can be shown alone, under ``label``. A source that may know of more
    ``is_paged``: it takes ``before`` too, a moment or None, and gives the newest before it.
    """
    _sources[source] = _Story(permission=permission, kind=kind, label=label, is_paged=is_paged)


def register_link_check(check: LinkCheck, *, permission: str) -> None:
    """Add a check of records about to be linked: what cannot be of one person, in words."""
    _link_checks[check] = permission


def link_warnings(people: Sequence[Person], permissions: Collection[str]) -> list[Text]:
    """Return what speaks against linking, as far as this member may know it. Nothing blocks."""
    return [
        warning
        for check, permission in _link_checks.items()
        if permission in permissions
        for warning in check(people)
    ]


def read_once(read: Callable[[Person], Read]) -> Callable[[Person], Read]:
    """Return ``read`` remembering its answer on the person, who lives as long as the page.

    For what the panel and the timeline of one app both need.
    """

    @functools.wraps(read)
    def remembered(person: Person) -> Read:
        answers = person.__dict__.setdefault("_read_once", {})
        if read not in answers:
            answers[read] = read(person)
        return answers[read]

    return remembered


def add_links_for(person: Person, permissions: Collection[str]) -> list[tuple[AddLink, str]]:
    """Return what this member may add to this person, each line with its address."""
    found = []
    for link in sorted(_links.values(), key=lambda link: (link.order, link.url_name)):
        if link.permission not in permissions:
            continue
        if link.condition is not None and not link.condition(person):
            continue
        try:
            found.append((link, link.address(person)))
        except NoReverseMatch:
            continue
    return found


def panels_for(
    request: HttpRequest, person: Person, permissions: Collection[str]
) -> list[dict[str, Any]]:
    """Return the sections to show: ``template``, the ``panel`` that it reads, ``is_near``."""
    found = []
    for panel in sorted(_panels.values(), key=lambda panel: (panel.order, panel.name)):
        if panel.permission not in permissions:
            continue
        context = panel.context(request, person)
        if context is not None:
            is_near = panel.order <= NEAR
            found.append({"template": panel.template, "panel": context, "is_near": is_near})
    return found


def timeline_of(
    person: Person,
    permissions: Collection[str],
    *,
    kind: str = "",
    before: dt.datetime | None = None,
    also: Sequence[Person] = (),
) -> TimelinePage:
    """Return a stretch of the moments that this member may see, newest first.

    Of one ``kind`` where that is known, else of all; those ``before`` a moment, where one is
    given. Moments at one and the same time stay on one stretch. ``also`` are records read together
    with the person's.
    """
    allowed = {one: told for one, told in _sources.items() if told.permission in permissions}
    kinds = {told.kind: told.label for told in allowed.values() if told.kind}
    kind = kind if kind in kinds else ""
    entries = (
        entry
        for source, told in allowed.items()
        if kind in ("", told.kind)
        for one in (person, *also)
        for entry in (source(one, before=before) if told.is_paged else source(one))
        if before is None or entry.moment < before
    )
    found = nlargest(TIMELINE_LENGTH, entries, key=lambda entry: entry.moment)
    shown = found[:SHOWN_LENGTH]
    if shown:
        last = shown[-1].moment
        shown += itertools.takewhile(lambda entry: entry.moment == last, found[SHOWN_LENGTH:])
    return TimelinePage(
        entries=shown,
        older_than=shown[-1].moment if len(found) > len(shown) else None,
        kinds=list(kinds.items()),
        kind=kind,
    )
