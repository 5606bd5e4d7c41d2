"""The pages say what is true: variables, words of the interface, links, decisions."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
DOCS = PROJECT / "docs"
PAGES = [
    *sorted(PROJECT.glob("*.md")),
    *sorted(path for path in DOCS.rglob("*.md") if "_build" not in path.parts),
    PROJECT / "benchmarks" / "README.md",
]
VARIABLE = re.compile(r"\b(?:LGNET_[A-Z_]+|DATABASE_(?:OWNER_)?URL)\b")
# Read by a library under its own name, or only told between our own processes.
NOT_FOR_PEOPLE = {"LGNET_PAGE": "set by `make gallery` for the demo it starts"}


def variables_of(*folders: str) -> set[str]:
    """Return the environment variables that the code below the folders names."""
    found: set[str] = set()
    for folder in folders:
        for path in (PROJECT / folder).rglob("*.py"):
            found |= set(re.findall(r'"((?:LGNET_|DATABASE_)[A-Z_]+)"', path.read_text()))
    return {name for name in found if VARIABLE.fullmatch(name)}


def test_every_variable_is_documented_and_every_documented_one_is_read():
    read = variables_of("lgnet/config", "lgnet/launcher")
    told = set(VARIABLE.findall((DOCS / "operations.md").read_text(encoding="utf-8")))
    assert read - told == NOT_FOR_PEOPLE.keys()
    assert told - read == set()


def sources() -> str:
    """Return all templates and modules that may hold a text of the interface."""
    paths = [*PROJECT.glob("lgnet/**/*.html"), *PROJECT.glob("lgnet/**/*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def test_the_guide_names_texts_that_the_interface_has():
    text = sources()
    missing = [
        f"{page.name}: {words}"
        for page in DOCS.glob("guida/*.md")
        for words in re.findall(r"\{ui\}`([^`]+)`", page.read_text(encoding="utf-8"))
        if not re.search(rf"""(["']){re.escape(words)}\1""", text)
    ]
    assert missing == []


def links_of(page: Path) -> list[str]:
    """Return the addresses of a page's links and pictures that lead to a file of the project."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    found = re.findall(r"!?\[[^\]]*\]\(([^)\s]+)\)", text)
    return [link for link in found if not link.startswith(("http://", "https://", "mailto:", "#"))]


@pytest.mark.parametrize("text", PAGES, ids=lambda text: str(text.relative_to(PROJECT)))
def test_links_lead_somewhere(text):
    missing = [
        link for link in links_of(text) if not (text.parent / link.partition("#")[0]).exists()
    ]
    assert missing == []


def test_the_index_holds_every_page_of_the_guide():
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    assert {f"guida/{page.stem}" for page in DOCS.glob("guida/*.md")} == set(
        re.findall(r"^guida/\S+$", index, flags=re.MULTILINE)
    )


def test_decisions_are_numbered_without_a_gap_and_have_one_form():
    decisions = sorted((DOCS / "adr").glob("*.md"))
    assert [int(page.name[:4]) for page in decisions] == list(range(1, len(decisions) + 1))
    for page in decisions:
        headings = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert headings == ["Status", "Context", "Decision", "Consequences"], page.name
