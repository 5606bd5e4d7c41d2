"""Where the code writes: verbs of an app's actions, and nowhere else."""

import ast
from collections.abc import Iterable, Mapping
from pathlib import Path

ALWAYS = {
    *("save", "delete", "create", "get_or_create", "update_or_create", "bulk_create"),
    *("bulk_update", "adelete", "asave", "acreate", "aupdate", "upsert", "insert_from"),
    *("set_password", "copy_from", "executemany"),
}
QUERIES = {"objects", "filter", "exclude", "all", "select_for_update", "order_by"}
CHANGES = ("INSERT ", "UPDATE ", "DELETE ", "TRUNCATE ", "COPY ", "MERGE ", "ALTER ", "CREATE ")
# Ground floor, migrations, and what runs beside the application.
LEFT_OUT = ("kernel", "launcher")

# "module: call": why it writes outside of actions.
ALLOWED = {
    "lgnet.config.scratch: execute": "makes throw-away databases for tests and benchmarks",
    "lgnet.exchange.hmis: execute": "sets rows in temporary tables of its own; what stays is"
    " written by actions of the apps",
    "lgnet.people.matching.batch: execute": "tables of DuckDB, in this process's memory",
    "lgnet.people.qr: save": "a drawing into a buffer, not a row into the database",
    "lgnet.accounts.models: save": "the manager Django asks for makes the user",
    "lgnet.accounts.models: set_password": "the manager Django asks for makes the user",
}


def is_action(path: Path) -> bool:
    return "actions" in path.parts or path.name == "actions.py" or "migrations" in path.parts


def writes_in(source: str) -> list[tuple[str, int]]:
    """Return name and line of each call that writes."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = _name(node.func)
        by_name = name in ALWAYS and not _is_super(node)
        if by_name or (name == "update" and _is_query(node)):
            found.append((name, node.lineno))
        elif name == "execute" and _changes(node):
            found.append(("execute", node.lineno))
    return found


def _name(func: ast.expr) -> str:
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""


def _is_super(node: ast.Call) -> bool:
    """A model's own ``save`` hands on to Django's."""
    func = node.func
    return (
        isinstance(func, ast.Attribute)
        and isinstance(func.value, ast.Call)
        and _name(func.value.func) == "super"
    )


def _is_query(node: ast.Call) -> bool:
    """``update`` of a queryset takes keywords alone; a dictionary's hardly ever does."""
    chain = {_name(part) for part in ast.walk(node.func) if isinstance(part, ast.Attribute)}
    return bool(chain & QUERIES) or bool(node.keywords and not node.args)


def _changes(node: ast.Call) -> bool:
    words = [
        part.value.lstrip().upper()
        for argument in node.args[:1]
        for part in ast.walk(argument)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]
    return any(word.startswith(CHANGES) for word in words)


def outside_actions(modules: Iterable[tuple[str, Path]]) -> dict[str, int]:
    """Return "module: call" with its line of everything that writes outside of actions."""
    found = {}
    for module, path in modules:
        parts = module.split(".")
        if is_action(path) or (len(parts) > 1 and parts[1] in LEFT_OUT):
            continue
        for name, line in writes_in(path.read_text(encoding="utf-8")):
            place = next((p for p in _packages(module) if f"{p}: {name}" in ALLOWED), module)
            found[f"{place}: {name}"] = line
    return found


def _packages(module: str) -> list[str]:
    parts = module.split(".")
    return [".".join(parts[:length]) for length in range(2, len(parts) + 1)]


def faults(found: Mapping[str, int], allowed: Mapping[str, str]) -> list[str]:
    new = [f"{call} (line {line})" for call, line in found.items() if call not in allowed]
    return sorted(new) + [f"{c}: allowed, no longer there" for c in allowed if c not in found]
