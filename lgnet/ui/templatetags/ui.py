"""The components of every page: ``{% load ui %}``. The gallery shows each in its states.

Arguments are keyword-only and named; a missing one raises MissingArgument, or TemplateSyntaxError
where Django notices first. Text given by a template is escaped; content between the tags is not.
"""

import datetime as dt
from typing import Any

from django import template
from django.conf import settings
from django.template.base import Parser, Token, token_kwargs
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from .. import tables, undo, values
from ..required import MissingArgument, one_of, required
from ..shapes import KINDS, TASK_STATES, shape

register = template.Library()


def _component(name: str, **context: Any) -> SafeString:
    return render_to_string(f"ui/components/{name}.html", context)


register.filter(values.bdi)
for _value in (values.icon, values.moment, values.day, values.number, values.phone, values.badge):
    register.simple_tag(_value)


@register.simple_block_tag
def alert(content: str, *, kind: str, title: str = "") -> SafeString:
    """Required: kind (ok, warn, stop, info), content. Optional: title."""
    one_of("alert", "kind", kind, KINDS)
    required("alert", content=content)
    return _component("alert", kind=kind, title=title, content=content, shape=shape(kind))


# Page --------------------------------------------------------------------------------------


@register.simple_block_tag
def page_header(content: str, *, title: str, lead: str = "") -> SafeString:
    """Required: title. Optional: lead; content is the page's actions, the main one first."""
    required("page_header", title=title)
    return _component("page_header", title=title, lead=lead, content=SafeString(content.strip()))


@register.simple_block_tag
def breadcrumbs(content: str) -> SafeString:
    """Required: {% crumb %} for each page above this one. Why: a way up from deep pages."""
    required("breadcrumbs", content=content)
    return _component("breadcrumbs", content=content)


@register.simple_tag
def crumb(*, label: str, url: str) -> SafeString:
    """Required: label, url. Why: one step of the way up."""
    required("crumb", label=label, url=url)
    return format_html('<li><a href="{}">{}</a></li>', url, label)


@register.simple_tag
def action(*, url: str, label: str, icon_name: str = "", kind: str = "secondary") -> SafeString:
    """Required: url, label. Optional: icon_name, kind (primary, secondary).

    Why: a link that looks like a button; a page has one primary action. ``N`` opens it.
    """
    required("action", url=url, label=label)
    one_of("action", "kind", kind, ("primary", "secondary"))
    return format_html(
        '<a class="lg-button lg-button-{}" href="{}"{}>{}{}</a>',
        kind,
        url,
        mark_safe(" data-new") if kind == "primary" else "",
        values.icon(icon_name, size="sm") if icon_name else "",
        label,
    )


@register.simple_tag
def submit(*, label: str, kind: str = "primary", name: str = "", value: str = "") -> SafeString:
    """Required: label. Optional: kind (primary, secondary, danger), name, value."""
    required("submit", label=label)
    one_of("submit", "kind", kind, ("primary", "secondary", "danger"))
    named = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html(
        '<button type="submit" class="lg-button lg-button-{}"{}>{}</button>', kind, named, label
    )


@register.simple_tag
def quick_exit() -> SafeString:
    """Optional: nothing. Why: who is watched leaves the page at once (docs in the README)."""
    return _component("quick_exit", url=settings.QUICK_EXIT_URL)


@register.simple_block_tag
def empty(content: str, *, title: str, text: str = "") -> SafeString:
    """Required: title, and as content the next action. Optional: text."""
    required("empty", title=title, content=content)
    return _component("empty", title=title, text=text, content=content)


@register.simple_tag
def pages(*, newer_url: str = "", older_url: str = "", label: str = "") -> SafeString:
    """Optional: newer_url, older_url (keyset addresses; empty where there is none), label."""
    if not newer_url and not older_url:
        return SafeString("")
    return _component("pages", newer_url=newer_url, older_url=older_url, label=label)


@register.simple_tag
def tile(*, value: str, label: str, url: str = "", note: str = "") -> SafeString:
    """Required: value (already formatted), label. Optional: url (its list), note (definition)."""
    required("tile", value=value, label=label)
    return _component("tile", value=value, label=label, url=url, note=note)


@register.simple_block_tag
def confirm(
    content: str, *, title: str, label: str, action_url: str, back_url: str, csrf: str
) -> SafeString:
    """Required: title naming the thing, label of the deed, action_url, back_url, csrf=csrf_token,

    and as content what will happen. Why: only for what cannot be undone; else use undo.
    """
    required("confirm", title=title, label=label, content=content, back_url=back_url)
    required("confirm", action_url=action_url, csrf=csrf)
    return _component(
        "confirm",
        title=title,
        label=label,
        action_url=action_url,
        back_url=back_url,
        csrf=csrf,
        content=content,
    )


# Lists -------------------------------------------------------------------------------------


@register.tag
def table(parser: Parser, token: Token) -> tables.TableNode:
    """Required: caption, {% column %} and {% row %} inside. Optional: is_caption_hidden, id,

    is_compact. Why: dense lines on a desk, cards on a phone, a caption for who listens.
    """
    bits = token.split_contents()[1:]
    arguments = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"{{% table %}} takes name=value only, not {bits[0]}.")
    nodelist = parser.parse(("endtable",))
    parser.delete_first_token()
    return tables.TableNode(nodelist, arguments)


@register.simple_tag(takes_context=True)
def column(context: Any, label: str, *, numeric: bool = False, hidden: bool = False) -> str:
    """Required: label. Optional: numeric (figures to the end), hidden (label for ears only)."""
    required("column", label=label)
    tables.table_of(context, "column").columns.append(tables.Column(str(label), numeric, hidden))
    return ""


@register.simple_block_tag(takes_context=True)
def row(context: Any, content: str, *, id: str = "", marked: bool = False) -> SafeString:
    """Required: a {% cell %} for each column. Optional: id, marked."""
    return tables.render_row(context, content, id, marked)


@register.simple_block_tag(takes_context=True)
def cell(context: Any, content: str, *, heading: bool = False) -> SafeString:
    """Required: content. Optional: heading, for the cell that names its row."""
    return tables.render_cell(context, content, heading)


@register.simple_block_tag
def row_link(content: str, *, url: str) -> SafeString:
    """Required: url, content. Why: a real link whose target is the whole row; J, K and Enter."""
    required("row_link", url=url, content=content)
    return format_html('<a class="lg-row-link" href="{}">{}</a>', url, content)


@register.simple_block_tag
def properties(content: str) -> SafeString:
    """Required: {% property %} for each line. Why: names beside values, in two columns."""
    required("properties", content=content)
    return format_html('<dl class="lg-properties">{}</dl>', content)


@register.simple_block_tag(name="property")
def property_(content: str, *, label: str) -> SafeString:
    """Required: label. Content that is empty says so in words."""
    required("property", label=label)
    missing = format_html('<span class="lg-none">{}</span>', gettext("none"))
    return format_html(
        "<div><dt>{}</dt><dd>{}</dd></div>", label, content if content.strip() else missing
    )


@register.simple_block_tag
def tasks(content: str) -> SafeString:
    """Required: {% task %} for each line. Why: what is done and what is missing, at a glance."""
    required("tasks", content=content)
    return format_html('<ul class="lg-tasks">{}</ul>', content)


@register.simple_tag
def task(*, label: str, state: str, url: str = "", note: str = "") -> SafeString:
    """Required: label, state (not_started, missing, done, not_needed). Optional: url, note."""
    required("task", label=label)
    one_of("task", "state", state, TASK_STATES)
    kind, words = TASK_STATES[state]
    return _component("task", label=label, url=url, note=note, kind=kind, words=words)


@register.simple_block_tag
def timeline(content: str) -> SafeString:
    """Required: {% entry %} for each moment, newest first."""
    required("timeline", content=content)
    return format_html('<ol class="lg-timeline">{}</ol>', content)


@register.simple_block_tag
def entry(
    content: str, *, at: dt.datetime, title: str, url: str = "", by: str = "", icon_name: str = ""
) -> SafeString:
    """Required: at, title. Optional: url, by, icon_name; content is the rest of the story."""
    required("entry", at=at, title=title)
    return _component(
        "entry",
        at=at,
        title=title,
        url=url,
        by=by,
        icon=icon_name,
        content=SafeString(content.strip()),
    )


# Forms -------------------------------------------------------------------------------------


@register.simple_tag
def form_errors(form: Any) -> SafeString:
    """Required: a form. Why: errors gathered at the top, each a link to its field."""
    if not hasattr(form, "errors"):
        raise MissingArgument("The component 'form_errors' needs a form.")
    if not form.errors:
        return SafeString("")
    return _component("form_errors", form=form)


@register.simple_block_tag
def form_buttons(content: str, *, back_url: str = "") -> SafeString:
    """Required: {% submit %} as content. Optional: back_url, a way out that loses nothing."""
    required("form_buttons", content=content)
    return _component("form_buttons", content=content, back_url=back_url)


@register.filter
def first_id(bound_field: Any) -> str:
    """Return the id of the first control of a field, where its error link leads."""
    widget = bound_field.field.widget
    identifier = widget.id_for_label(bound_field.auto_id or "")
    return conditional_escape(identifier or f"{bound_field.auto_id}_0")


@register.filter
def undo_id(message: Any) -> str:
    """Return the offer that a message carries, or an empty string."""
    return undo.offer_of(message)


@register.simple_tag
def draft(key: str) -> SafeString:
    """Required: the form's key. Why: inside <form …>, keeps what is typed on the server."""
    required("draft", key=key)
    return format_html(
        'data-draft="{}" data-draft-url="{}" data-draft-since="{}"',
        key,
        reverse("ui:save_draft", args=[key]),
        timezone.now().timestamp(),
    )


@register.simple_tag(takes_context=True)
def kept_draft(context: Any, kept: Any) -> SafeString:
    """Required: the draft from ``drafts.initial_for``. Why: says what came back, and lets go."""
    if not kept.is_there:
        return SafeString("")
    return _component("kept_draft", kept=kept, csrf=context["csrf_token"])
