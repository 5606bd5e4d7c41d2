"""Small values as every page shows them: icons, moments, days, numbers, phones, states.

Plain functions that return safe markup; ``{% load ui %}`` has each as a tag of the same name.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from .icons import SPRITE, check_icon
from .required import MissingArgument, one_of, required
from .shapes import KINDS, shape


def bdi(value: Any) -> SafeString:
    """Isolate what a person typed, so that its direction does not disturb the line around it.

    Required: the value. Why: an Arabic name in an Italian sentence otherwise reorders it.
    """
    return format_html("<bdi>{}</bdi>", value)


def icon(name: str, *, label: str = "", size: str = "") -> SafeString:
    """Required: a name of the sprite. Optional: label (for who cannot see it), size sm or lg.

    Why: one sprite, cached once; an icon beside words is silent, one alone needs a label.
    """
    check_icon(name)
    one_of("icon", "size", size, ("", "sm", "lg"))
    silent = SafeString('aria-hidden="true"')
    said = format_html('role="img" aria-label="{}"', label) if label else silent
    return format_html(
        '<svg class="lg-icon{}" {}><use href="{}#{}"></use></svg>',
        f" lg-icon-{size}" if size else "",
        said,
        static(SPRITE),
        name,
    )


def moment(at: dt.datetime | None, *, is_relative_day: bool = False) -> SafeString:
    """Required: a moment with its zone. Why: local date and time, machine-readable beside it.

    With is_relative_day, today's moments show the time alone.
    """
    if at is None:
        return format_html('<span class="lg-none">{}</span>', gettext("none"))
    if not isinstance(at, dt.datetime):
        raise MissingArgument(f"The component 'moment' takes a datetime, not {at!r}.")
    local = timezone.localtime(at)
    is_today = is_relative_day and local.date() == timezone.localdate()
    words = formats.date_format(local, "TIME_FORMAT" if is_today else "SHORT_DATETIME_FORMAT")
    return format_html(
        '<time datetime="{}" dir="ltr">{}</time>', local.isoformat(timespec="minutes"), words
    )


def day(on: dt.date | None) -> SafeString:
    """Required: a date. Why: one short way of writing days, left-to-right in every language."""
    if on is None:
        return format_html('<span class="lg-none">{}</span>', gettext("none"))
    if not isinstance(on, dt.date):
        raise MissingArgument(f"The component 'day' takes a date, not {on!r}.")
    words = formats.date_format(on, "SHORT_DATE_FORMAT")
    return format_html('<time datetime="{}" dir="ltr">{}</time>', on.isoformat()[:10], words)


def number(value: int | float | Decimal | None, *, decimals: int = 0) -> SafeString:
    """Required: a number; None shows as a dash that is read as "no figure".

    Why: thousands and decimals as the language writes them, left-to-right in every line.
    """
    if value is None:
        return format_html(
            '<span class="lg-none"><span aria-hidden="true">–</span>'
            '<span class="visually-hidden">{}</span></span>',
            gettext("no figure"),
        )
    words = formats.number_format(value, decimal_pos=decimals, force_grouping=True)
    return format_html('<span class="lg-figure" dir="ltr">{}</span>', words)


def phone(value: str) -> SafeString:
    """Required: a phone number. Why: a link that calls, left-to-right in every line."""
    required("phone", value=value)
    digits = "".join(sign for sign in value if sign.isdigit() or sign == "+")
    return format_html('<a href="tel:{}" dir="ltr">{}</a>', digits, value)


def badge(kind: str, words: str) -> SafeString:
    """Required: kind (ok, warn, stop, info, idle), words.

    Why: a status is word, shape and colour, so that it survives print and colour-blind eyes.
    """
    one_of("badge", "kind", kind, KINDS)
    required("badge", words=words)
    return format_html('<span class="lg-badge lg-{}">{}{}</span>', kind, shape(kind), words)
