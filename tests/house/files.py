"""What may stand in a file. Each check takes text and returns its faults as sentences."""

import ast
import importlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

from django.apps import apps

from tests.house.models import is_history, our_models
from tests.house.source import PROJECT, storeys

MAX_LINES = 400
CATCH_ALL = {"utils.py", "helpers.py", "common.py", "misc.py", "util.py", "helper.py"}
LEFT_ALONE = {".git", ".venv", ".lgnet", "__pycache__", "_build", "node_modules", ".hypothesis"}
MADE = (".egg-info", "_cache")

# SVG's and XHTML's own names look like addresses and are never fetched.
NAMESPACE = "http://www.w3.org/"
ADDRESS = re.compile(r"""(?:https?:)?//(?=[\w-]+(?:\.[\w-]+)+)[^\s"'<>)]*""")
INLINE = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", re.I),
    "an inline style sheet": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"""\sstyle\s*=\s*["'{]""", re.I),
    "an event attribute": re.compile(r"""\s(?:on[a-z]{3,}|hx-on[:\w-]*)\s*=\s*["'{]""", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
    "evaluated htmx": re.compile(r"""hx-(?:vals|headers)\s*=\s*["']\s*(?:js|javascript):""", re.I),
}
# Built from parts, so that this file does not name them itself.
MACHINE_PATHS = re.compile(
    "/wo" + r"rk/|/ro" + r"ot/[\w.]|/tmp/d" + r"ev|/(?:ho" + r"me|Us" + r"ers)/[a-z]+/\w"
)
TEXTS = {
    *(".py", ".md", ".toml", ".txt", ".lock", ".html", ".css", ".js", ".yml", ".yaml", ".csv"),
    *(".svg", ".json", ".cfg", ".ini", ".sh", ".po", ".sql", ""),
}


def project_files(*suffixes: str, root: Path = PROJECT) -> list[Path]:
    """Return the project's own files; what is made when running or installing is left out."""
    found = []
    # os.walk, since it does not enter what is left alone: a database may drop files meanwhile.
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in LEFT_ALONE and not _is_made(name)]
        paths = (Path(folder, name) for name in names if not _is_made(name))
        found += [path for path in paths if not suffixes or path.suffix in suffixes]
    return sorted(found)


def _is_made(name: str) -> bool:
    return name.endswith(MADE)


def too_long(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").count("\n")
    return [f"{path}: {lines} lines"] if lines > MAX_LINES else []


def catch_all(path: Path) -> list[str]:
    told = [f"{path}: says nothing of what is in it"] if path.name in CATCH_ALL else []
    return told + [
        f"{path}: a folder for anything" for p in path.parts[:-1] if f"{p}.py" in CATCH_ALL
    ]


def inline(text: str) -> list[str]:
    """A strict Content-Security-Policy refuses what is inline; it does not belong there either."""
    plain = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}|<!--.*?-->", "", text, flags=re.S)
    return [name for name, pattern in INLINE.items() if pattern.search(plain)]


def addresses(text: str) -> list[str]:
    """Nothing is fetched from elsewhere, and no page names another site by itself."""
    found = ADDRESS.findall(re.sub(r"/\*.*?\*/|{#.*?#}", "", text, flags=re.S))
    return [address for address in found if not address.startswith(NAMESPACE)]


def machine_paths(text: str) -> list[str]:
    return MACHINE_PATHS.findall(text)


def map_faults(text: str) -> list[str]:
    """The map shows the storeys of import-linter's contract, line by line."""
    drawn = re.search(r"```\n(.*?)```", text, re.S)
    lines = [set(line.split(" | ")) for line in drawn.group(1).splitlines()] if drawn else []
    built: dict[int, set[str]] = {}
    for app, number in storeys().items():
        built.setdefault(number, set()).add(app)
    rule = [built[number] for number in sorted(built)]
    told = [] if lines == rule else [f"the map shows {lines}, the contract {rule}"]
    listed = set(re.findall(r"^\| `(\w+)` \|", text, re.M))
    return told + [f"{app}: not explained" for app in sorted(set(storeys()) ^ listed)]


def glossary_rows(text: str) -> list[list[str]]:
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in row] for row in rows]
    return [row for row in cells if row[0] != "term"]


def glossary_faults(text: str, models: Iterable[type]) -> list[str]:
    """Every model has its line with five cells, and every line names something that exists."""
    told, named = [], set()
    for row in glossary_rows(text):
        if len(row) != 5 or not all(row):
            told.append(f"{row[0]}: needs term, sentence, Italian, code and words to avoid")
            continue
        if not row[1].endswith("."):
            told.append(f"{row[0]}: is not explained in a sentence")
        named.add(row[3].strip("`"))
    known = {model._meta.label for model in models}
    told += [f"{label}: is not in the glossary" for label in sorted(known - named)]
    told += [f"{name}: is in the glossary only" for name in sorted(named) if not _exists(name)]
    return told


def _exists(name: str) -> bool:
    if not name.startswith("lgnet."):
        return any(model._meta.label == name for model in apps.get_models())
    module, _, attribute = name.rpartition(".")
    return hasattr(importlib.import_module(module), attribute)


def avoided_words(text: str) -> set[str]:
    return {word for row in glossary_rows(text) for word in re.findall(r"`(\w+)`", row[-1])}


def avoided_names(source: str, words: set[str]) -> list[str]:
    """Return the classes named with a word to avoid."""
    classes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)]
    return [node.name for node in classes if node.name in words]


def glossary_models() -> list[type]:
    return [model for model in our_models() if not is_history(model)]
