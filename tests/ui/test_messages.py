"""Every text is translated, into every language, with the same placeholders."""

from pathlib import Path

import pytest
from babel.messages import Catalog

from lgnet.ui import catalogues
from lgnet.ui.management.commands.messages import PACKAGE, languages

from .template_words import bare_words

TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
# Words that no translation would change, with the reason.
ALLOWED: dict[str, set[str]] = {}


@pytest.fixture(scope="module")
def template() -> Catalog:
    return catalogues.collect(PACKAGE)


@pytest.mark.parametrize(("code", "path"), languages(), ids=lambda value: str(value)[-12:])
def test_every_text_is_translated(template, code, path):
    assert catalogues.problems(path, code, template) == []


def test_there_are_texts_from_code_and_templates(template):
    assert template.get("Search for a person") is not None
    assert template.get("It is too late to undo this. Change it by hand.") is not None
    # From inside a tag's argument, from an attribute, from a block.
    assert template.get("Gallery of components") is not None
    assert template.get("Main menu") is not None


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-3:]))
def test_no_template_has_words_of_its_own(path: Path):
    found = set(bare_words(path.read_text(encoding="utf-8")))
    assert found - ALLOWED.get(path.name, set()) == set()


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("<p>Hello there</p>", 1),
        ("<p>{% translate 'Hello' %}</p>", 0),
        ("<p>{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}</p>", 0),
        ("<img alt='A dog'>", 1),
        ("<img alt=\"{% translate 'A dog' %}\">", 0),
        ("<p class='some words'>{{ value }} · 12</p>", 0),
        ("{% if x %}Yes{% else %}{{ y }}{% endif %}", 1),
        ("<kbd>Enter</kbd>", 0),
        ("{% comment %}Why{% endcomment %}{# so #}", 0),
        ("<input placeholder='Name'>", 1),
    ],
)
def test_seeded_bare_words_are_caught(source, count):
    assert len(bare_words(source)) == count


def _catalogue(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "django.po"
    path.write_text(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n{text}')
    return path


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('msgid "Hello %(name)s"\nmsgstr "Ciao %(name)s"\n', []),
        ('msgid "Hello %(name)s"\nmsgstr "Ciao %(nome)s"\n', ["other placeholders"]),
        ('msgid "Hello %(name)s"\nmsgstr ""\n', ["not translated"]),
        ('#, fuzzy\nmsgid "Hello %(name)s"\nmsgstr "Ciao %(name)s"\n', ["fuzzy"]),
        ("", ["not collected"]),
        (
            'msgid "Hello %(name)s"\nmsgstr "Ciao %(name)s"\n\nmsgid "Old"\nmsgstr "Vecchio"\n',
            ["no longer"],
        ),
    ],
)
def test_seeded_a_faulty_catalogue_is_caught(tmp_path, entry, said):
    template = Catalog()
    template.add("Hello %(name)s")
    found = catalogues.problems(_catalogue(tmp_path, entry), "it", template)
    assert len(found) == len(said)
    assert all(word in line for word, line in zip(said, found, strict=True))


def test_updating_keeps_translations_and_drops_what_is_gone(tmp_path):
    template = Catalog()
    template.add("Kept")
    template.add("New")
    path = _catalogue(tmp_path, 'msgid "Kept"\nmsgstr "Tenuto"\n\nmsgid "Gone"\nmsgstr "Via"\n')
    content = catalogues.updated(path, "it", template)
    assert b'msgid "Kept"\nmsgstr "Tenuto"' in content
    assert b'msgid "New"\nmsgstr ""' in content
    assert b"Gone" not in content
    assert b"POT-Creation-Date" not in content
    path.write_bytes(content)
    assert catalogues.updated(path, "it", template) == content


def test_plural_forms_may_say_the_number_in_letters(tmp_path):
    template = Catalog()
    template.add(("%(n)s place", "%(n)s places"))
    entry = 'msgid "%(n)s place"\nmsgid_plural "%(n)s places"\nmsgstr[0] "un posto"\n'
    good = _catalogue(tmp_path, entry + 'msgstr[1] "%(n)s posti"\n')
    assert catalogues.problems(good, "it", template) == []
    bad = _catalogue(tmp_path, entry + 'msgstr[1] "%(x)s posti"\n')
    assert len(catalogues.problems(bad, "it", template)) == 1
