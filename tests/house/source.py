"""Reading our own source: files, modules, what each module imports, the storeys."""

import ast
import functools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "lgnet"
PYPROJECT = PROJECT / "pyproject.toml"


def python_files(*roots: str) -> list[Path]:
    """Return every Python file under the roots of the project."""
    found = []
    for root in roots:
        found += [p for p in (PROJECT / root).rglob("*.py") if "__pycache__" not in p.parts]
    return sorted(found)


def module_of(path: Path, base: Path = PROJECT) -> str:
    """Return the dotted name of a file: ``lgnet/people/models/__init__.py`` is its package's."""
    parts = list(path.relative_to(base).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@dataclass(frozen=True, slots=True)
class Import:
    """One import statement's target, as far as it may be a module: ``lgnet.people.models``."""

    target: str
    line: int


def imports_of(source: str, module: str, *, is_package: bool = False) -> list[Import]:
    """Return what a module imports, relative imports resolved, those inside functions included."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [Import(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = module.split(".")
                keep = len(parents) - node.level + (1 if is_package else 0)
                base = ".".join([*parents[:keep], *([node.module] if node.module else [])])
            found += [Import(f"{base}.{alias.name}", node.lineno) for alias in node.names]
    return found


def app_of(module: str) -> str | None:
    """Return the app of one of our modules: ``lgnet.people.models`` gives ``people``."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "lgnet" else None


def part_of(module: str) -> str | None:
    """Return the part of an app a module stands in: ``lgnet.people.models.names``: ``models``."""
    parts = module.split(".")
    return parts[2] if len(parts) > 2 and parts[0] == "lgnet" else None


@functools.cache
def storeys() -> dict[str, int]:
    """Return each app's storey as import-linter knows it; 0 is the highest."""
    return storeys_in(tomllib.loads(PYPROJECT.read_text(encoding="utf-8")))


def storeys_in(settings: dict) -> dict[str, int]:
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in contracts if contract["type"] == "layers")["layers"]
    return {app.strip(): number for number, line in enumerate(layers) for app in line.split("|")}


def our_modules() -> Iterator[tuple[str, Path]]:
    """Return module name and file of everything in the package, migrations left out."""
    for path in python_files("lgnet"):
        if "migrations" not in path.parts:
            yield module_of(path), path
