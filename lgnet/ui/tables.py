"""Tables: a caption, columns named once, rows that are lines on a desk and cards on a phone."""

from dataclasses import dataclass, field
from typing import Any

from django.template import Context, Node, NodeList
from django.template.base import FilterExpression
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from .required import MissingArgument, required

STATE = "_lg_table"


@dataclass(slots=True)
class Column:
    """A column's name; ``is_numeric`` aligns figures to the end; a hidden name is for ears only.

    ``opening`` begins each of its cells: made once, since a table has many.
    """

    label: str
    is_numeric: bool = False
    is_label_hidden: bool = False
    opening: SafeString = field(init=False)

    def __post_init__(self) -> None:
        kind = mark_safe(' class="lg-number"') if self.is_numeric else ""
        label = "" if self.is_label_hidden else self.label
        self.opening = format_html('<td data-label="{}"{}>', label, kind)


@dataclass(slots=True)
class Table:
    """The table being rendered: its columns, and which cell of the row comes next."""

    columns: list[Column] = field(default_factory=list)
    position: int = 0
    rows: int = 0


def table_of(context: Context, tag: str) -> Table:
    """Return the table around a tag; raises MissingArgument outside one."""
    found = context.get(STATE)
    if not isinstance(found, Table):
        raise MissingArgument(f"{{% {tag} %}} belongs inside {{% table %}}.")
    return found


class TableNode(Node):
    """Renders ``{% table %}``: the head comes from the columns its content has named."""

    def __init__(self, nodelist: NodeList, arguments: dict[str, FilterExpression]) -> None:
        self.nodelist = nodelist
        self.arguments = arguments

    def render(self, context: Context) -> SafeString:
        values: dict[str, Any] = {k: v.resolve(context) for k, v in self.arguments.items()}
        unknown = set(values) - {"caption", "is_caption_hidden", "id", "is_compact"}
        if unknown:
            raise MissingArgument(f"{{% table %}} does not take {', '.join(sorted(unknown))}.")
        required("table", caption=values.get("caption"))
        table = Table()
        with context.push(**{STATE: table}):
            body = self.nodelist.render(context)
        if not table.columns:
            raise MissingArgument("{% table %} needs at least one {% column %}.")
        return render_to_string(
            "ui/components/table.html",
            {
                "caption": values["caption"],
                "is_caption_hidden": values.get("is_caption_hidden", False),
                "is_compact": values.get("is_compact", False),
                "id": values.get("id", ""),
                "columns": table.columns,
                "body": body,
            },
        )


def render_cell(context: Context, content: str, is_heading: bool) -> SafeString:
    """Return one cell, carrying its column's name for the card shape."""
    table = table_of(context, "cell")
    if table.position >= len(table.columns):
        raise MissingArgument("A row has more cells than the table has columns.")
    column = table.columns[table.position]
    table.position += 1
    if is_heading:
        kind = mark_safe(' class="lg-number"') if column.is_numeric else ""
        return format_html('<th scope="row"{}>{}</th>', kind, content)
    return column.opening + conditional_escape(content) + mark_safe("</td>")


def render_row(context: Context, content: str, identifier: str, is_marked: bool) -> SafeString:
    """Return one row; raises MissingArgument where it has too few cells."""
    table = table_of(context, "row")
    if table.position != len(table.columns):
        raise MissingArgument(
            f"A row has {table.position} cells, the table {len(table.columns)} columns."
        )
    table.position = 0
    table.rows += 1
    return format_html(
        "<tr{}{}>{}</tr>",
        format_html(' id="{}"', identifier) if identifier else "",
        mark_safe(' class="lg-marked"') if is_marked else "",
        content,
    )
