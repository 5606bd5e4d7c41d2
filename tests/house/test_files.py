"""Files stay short, honest and free of what a strict page may not hold; with seeded faults."""

import pytest

from tests.house import files as house
from tests.house.source import PROJECT, python_files

GLOSSARY = PROJECT / "CONTEXT.md"
MAP = PROJECT / "docs" / "map.md"


def templates():
    return [p for p in house.project_files(".html", ".txt") if "templates" in p.parts]


def static():
    return [p for p in house.project_files(".css", ".js", ".svg") if "static" in p.parts]


def told(paths, check):
    """Return the faults of files, each with where it stands."""
    found = []
    for path in paths:
        for fault in check(path.read_text(encoding="utf-8")):
            found.append(f"{path.relative_to(PROJECT)}: {fault}")
    return found


def test_there_is_something_to_check():
    assert len(templates()) > 10
    assert len(static()) > 3
    assert len(python_files("lgnet")) > 100


def test_no_file_is_too_long():
    roots = [
        root for root in ("lgnet", "tests", "benchmarks", "drills") if (PROJECT / root).exists()
    ]
    paths = [path for path in python_files(*roots) if "migrations" not in path.parts]
    assert [fault for path in paths for fault in house.too_long(path)] == []


def test_no_file_is_named_for_anything():
    paths = [path.relative_to(PROJECT) for path in python_files("lgnet", "tests")]
    assert [fault for path in paths for fault in house.catch_all(path)] == []


def test_templates_hold_nothing_inline():
    assert told(templates(), house.inline) == []


def test_pages_name_no_other_site():
    assert told([*templates(), *static()], house.addresses) == []


def test_nothing_names_the_machine_it_was_written_on():
    paths = [path for path in house.project_files() if path.suffix in house.TEXTS]
    assert told(paths, house.machine_paths) == []


def test_the_map_shows_the_storeys():
    assert house.map_faults(MAP.read_text(encoding="utf-8")) == []


def test_the_glossary_names_every_model():
    text = GLOSSARY.read_text(encoding="utf-8")
    assert house.glossary_faults(text, house.glossary_models()) == []


def test_no_class_is_named_with_a_word_to_avoid():
    words = house.avoided_words(GLOSSARY.read_text(encoding="utf-8"))
    paths = [path for path in python_files("lgnet") if "migrations" not in path.parts]
    assert told(paths, lambda source: house.avoided_names(source, words)) == []


# Seeded faults.


def test_seeded_a_long_file_is_caught(tmp_path):
    path = tmp_path / "models.py"
    path.write_text("x = 1\n" * 401)
    assert house.too_long(path)
    path.write_text("x = 1\n" * 400)
    assert not house.too_long(path)


@pytest.mark.parametrize("name", ["lgnet/people/utils.py", "lgnet/common/names.py"])
def test_seeded_a_catch_all_is_caught(name):
    assert house.catch_all(PROJECT.joinpath(name).relative_to(PROJECT))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<script type="module">go()</script>',
        "<style>p {}</style>",
        '<p style="color: red">',
        '<a onclick="go()">',
        '<div hx-on:click="go()">',
        '<div hx-on::after-request="go()">',
        "<a href='javascript:go()'>",
        """<a hx-vals='js:{a: go()}'>""",
        '<p\n  style="color: red">',
    ],
)
def test_seeded_something_inline_is_caught(text):
    assert house.inline(text)


@pytest.mark.parametrize(
    "text",
    [
        '<script src="{% static \'ui/keys.js\' %}" type="module"></script>',
        '<script type="application/json">{}</script>',
        "{# <script>not here</script> #}",
        '<option value="style=">',
        '<input name="on" value="one">',
    ],
)
def test_what_is_not_inline_passes(text):
    assert house.inline(text) == []


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example.org/htmx.js">',
        '<link href="//fonts.example.org/css">',
        "@import url(https://fonts.example.org/css);",
        'fetch("http://example.org/x")',
    ],
)
def test_seeded_another_site_is_caught(text):
    assert house.addresses(text)


def test_a_namespace_is_no_address():
    assert house.addresses(f'<svg xmlns="{house.NAMESPACE}2000/svg">') == []
    assert house.addresses("/* see https://example.org */ a {} // words. and more") == []


def test_seeded_a_machine_path_is_caught():
    assert house.machine_paths("see /wo" + "rk/main")
    assert house.machine_paths("cd /ho" + "me/anna/lgnet")


def test_seeded_a_wrong_map_is_caught():
    text = MAP.read_text(encoding="utf-8")
    assert house.map_faults(text.replace("cases\nencounters", "encounters\ncases", 1))
    assert house.map_faults(text.replace("notifications | ui", "notifications\nui", 1))
    assert house.map_faults(text.replace("| `audit` |", "| audit |"))
    assert house.map_faults("no picture")


def test_seeded_a_hole_in_the_glossary_is_caught():
    text, models = GLOSSARY.read_text(encoding="utf-8"), house.glossary_models()
    without = "\n".join(line for line in text.splitlines() if "people.Person`" not in line)
    assert house.glossary_faults(without, models) == ["people.Person: is not in the glossary"]
    stale = text + "| x | Something. | cosa | `people.Gone` | thing |\n"
    assert house.glossary_faults(stale, models) == ["people.Gone: is in the glossary only"]
    assert house.glossary_faults(text + "| x | Something. | | `people.Person` | y |\n", models)


def test_seeded_a_word_to_avoid_is_caught():
    words = house.avoided_words(GLOSSARY.read_text(encoding="utf-8"))
    assert house.avoided_names("class Bed:\n    pass", words) == ["Bed"]
