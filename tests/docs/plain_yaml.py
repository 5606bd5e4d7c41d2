"""Reads the plain part of YAML that publiccode.yml is written in: maps, lists, folded texts.

The development environment has no YAML parser, and one file does not make one worth having.
Anything outside this part raises, so the file cannot quietly mean something else.
"""

import re
from typing import Any

_ENTRY = re.compile(r"(?P<key>[A-Za-z][A-Za-z]*):(?: (?P<value>.*))?$")
_UNREADABLE = ("&", "*", "!", "|", "{", "[", "%", "@", "`", "'")


class NotPlain(ValueError):
    """The text uses a part of YAML that this reader does not know."""


def read(text: str) -> Any:
    """Return the document as dicts, lists and strings; truth values as booleans."""
    lines = [line.rstrip() for line in text.splitlines()]
    kept = [line for line in lines if not line.lstrip().startswith("#")]
    while kept and not kept[-1]:
        kept.pop()
    value, rest = _block(kept, 0)
    if any(rest):
        raise NotPlain(f"not understood: {next(line for line in rest if line)!r}")
    return value


def _indent(line: str) -> int:
    if line.startswith("\t"):
        raise NotPlain("a tab")
    return len(line) - len(line.lstrip(" "))


def _skip_blank(lines: list[str]) -> list[str]:
    while lines and not lines[0]:
        lines = lines[1:]
    return lines


def _block(lines: list[str], indent: int) -> tuple[Any, list[str]]:
    lines = _skip_blank(lines)
    if lines and lines[0].lstrip().startswith("- "):
        return _list(lines, indent)
    return _map(lines, indent)


def _list(lines: list[str], indent: int) -> tuple[list[Any], list[str]]:
    found: list[Any] = []
    while lines := _skip_blank(lines):
        if _indent(lines[0]) != indent or not lines[0].lstrip().startswith("- "):
            break
        item = lines[0].lstrip()[2:]
        if _ENTRY.match(item):
            inner = [" " * (indent + 2) + item, *lines[1:]]
            value, lines = _map(inner, indent + 2)
        else:
            value, lines = _scalar(item), lines[1:]
        found.append(value)
    return found, lines


def _map(lines: list[str], indent: int) -> tuple[dict[str, Any], list[str]]:
    found: dict[str, Any] = {}
    while lines := _skip_blank(lines):
        if _indent(lines[0]) != indent:
            break
        entry = _ENTRY.match(lines[0].lstrip())
        if entry is None:
            raise NotPlain(f"not an entry: {lines[0]!r}")
        key, value = entry["key"], entry["value"]
        if key in found:
            raise NotPlain(f"{key} stands twice")
        lines = lines[1:]
        if value in (">", ">-"):
            folded, lines = _folded(lines, indent)
            found[key] = folded + ("\n" if value == ">" else "")
        elif value:
            found[key] = _scalar(value)
        else:
            following = _skip_blank(lines)
            deeper = _indent(following[0]) if following else 0
            if deeper <= indent:
                raise NotPlain(f"{key} is empty")
            found[key], lines = _block(following, deeper)
    return found, lines


def _folded(lines: list[str], indent: int) -> tuple[str, list[str]]:
    taken = []
    while lines and (not lines[0] or _indent(lines[0]) > indent):
        taken.append(lines[0].strip())
        lines = lines[1:]
    text = "\n".join(taken).strip()
    # One line break is a space; of more, all but one stay.
    return re.sub(r"\n+", lambda found: "\n" * (len(found[0]) - 1) or " ", text), lines


def _scalar(text: str) -> str | bool:
    if text.startswith('"'):
        if not re.fullmatch(r'"[^"\\]*"', text):
            raise NotPlain(f"not a plain quotation: {text!r}")
        return text[1:-1]
    if text.startswith(_UNREADABLE) or ": " in text or " #" in text:
        raise NotPlain(f"not plain: {text!r}")
    return {"true": True, "false": False}.get(text, text)
