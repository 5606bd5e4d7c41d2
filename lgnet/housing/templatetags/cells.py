"""Cells of the board and bars of the timeline: ``{% load cells %}``.

Functions and not templates: a page has hundreds of them, and this costs a fifth.
"""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lgnet.housing.timeline import OVER, Bar

register = template.Library()
_NOBODY = UUID(int=0)
_NOTHING = SafeString("")


def bdi(value: Any) -> SafeString:
    """Isolate what a person typed, so that its direction does not disturb the line around it."""
    return format_html("<bdi>{}</bdi>", value)


@lru_cache
def _pattern(name: str) -> tuple[str, str]:
    before, after = reverse(f"housing:{name}", args=[_NOBODY]).split(str(_NOBODY))
    return before, after


def _address(name: str, key: Any) -> str:
    before, after = _pattern(name)
    return f"{before}{key}{after}"


def _shape(name: str) -> SafeString:
    return format_html(
        '<svg class="lg-shape" viewBox="0 0 12 12" aria-hidden="true"><use href="#s-{}"/></svg>',
        name,
    )


@register.simple_tag
def place_cell(place: Any, *, may_act: bool, query: str = "") -> SafeString:
    """Required: a place with its words (``cell_words``), may_act. Optional: query, for its link.

    Why: word, shape and colour of a place; who may act opens it, and reads who has it.
    """
    told = format_html(
        '<span class="hs-label">{}</span><span class="hs-state">{}{}</span>{}',
        bdi(place.label),
        _shape(place.state),
        place.words,
        _line(place) if may_act else _NOTHING,
    )
    if not may_act:
        return format_html('<span class="hs-place hs-{}">{}</span>', place.state, told)
    return format_html(
        '<a class="hs-place hs-{}" id="p-{}" href="{}{}" data-cell>{}</a>',
        place.state,
        place.pk,
        _address("place", place.pk),
        query,
        told,
    )


def _line(place: Any) -> SafeString:
    """Return who has the place, or why it is closed, and until when; nothing where it is free."""
    who = bdi(place.occupant) if place.occupant else place.closed_words
    if not who and not place.until:
        return _NOTHING
    person = format_html('<span class="hs-person">{}</span>', who) if who else _NOTHING
    until = _NOTHING
    if place.expires_at is not None:
        until = format_html(
            '<span class="hs-until">{} <time data-until="{}">{}</time></span>',
            gettext("till"),
            place.seconds_left,
            place.until,
        )
    elif place.until:
        until = format_html(
            '<span class="hs-until"><span class="visually-hidden">{} </span>'
            '<span dir="ltr">{}</span></span>',
            gettext("free again on"),
            place.until,
        )
    return format_html('<span class="hs-line">{}{}</span>', person, until)


@register.simple_tag
def timeline_bar(bar: Bar, *, place_id: UUID) -> SafeString:
    """Required: a bar with its words (``cell_words``), place_id. Why: one thing on some nights."""
    classes = f"tl-bar tl-{bar.kind} tl-c-{bar.column} tl-s-{bar.span}"
    classes += f" tl-due-{bar.mark}" if bar.mark else ""
    classes += " tl-cut-before" if bar.is_cut_before else ""
    classes += " tl-cut-after" if bar.is_cut_after else ""
    move = _NOTHING
    if bar.may_move:
        move = format_html(' data-move="{}" draggable="false"', _address("stay_move", bar.stay_id))
    clock = format_html('<span class="tl-clock">{}</span>', bar.clock) if bar.clock else _NOTHING
    mark = _NOTHING
    if bar.mark:
        shape = _shape("10" if bar.mark == OVER else bar.mark)
        mark = format_html('<span class="tl-mark">{}{}</span>', shape, bar.time_left)
    return format_html(
        '<a id="b-{}" class="{}" data-cell href="{}"{}>{}<span class="tl-words">{} {} {}</span>'
        '{}{}<span class="visually-hidden">, {}</span></a>',
        bar.key,
        classes,
        _bar_address(bar, place_id),
        move,
        _shape(bar.shape) if bar.shape else _NOTHING,
        bar.words,
        bdi(bar.called) if bar.called else _NOTHING,
        bar.until,
        clock,
        mark,
        bar.dates,
    )


def _bar_address(bar: Bar, place_id: UUID) -> str:
    if bar.called and bar.stay_id:
        return _address("stay_detail", bar.stay_id)
    if bar.request_id:
        return _address("request_detail", bar.request_id)
    return _address("place", place_id)
