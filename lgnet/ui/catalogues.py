"""Translations without the gettext programs: collect, update, check and compile with Babel.

English is the language of the texts in the code; ``lgnet/locale/<code>`` holds the others.
Catalogues are sorted by text and carry no line numbers and no dates, so that a change shows only
what has changed.
"""

import io
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE_LANGUAGE = "en"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# The launcher runs before the interface exists; migrations keep what was once true.
SKIPPED = {"launcher", "migrations", "locale"}
_DATES = re.compile(
    rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator):.*\n', re.M
)
_NAMED = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
_POSITIONAL = re.compile(r"%[sd]")

MessageId = str | tuple[str, str]
Key = tuple[MessageId, str | None]


def sources(package: Path) -> Iterator[Path]:
    """Yield the files of the package that may hold texts: Python and templates."""
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package).parts
        if SKIPPED.intersection(inside) or not path.is_file():
            continue
        if path.suffix == ".py" or (path.suffix in (".html", ".txt") and "templates" in inside):
            yield path


def texts_of(path: Path) -> Iterator[Key]:
    """Yield each text of a file with its context, None where it has none."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Indentation means nothing in a template, and everything to Python's tokenizer.
        source = "\n".join(line.strip() for line in templatize(source, str(path)).splitlines())
    found = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS)
    for _line, text, _comments, context in found:
        yield (text if isinstance(text, str) else (text[0], text[1])), context


def collect(package: Path) -> Catalog:
    """Return a catalogue of every text of the package, untranslated."""
    template = Catalog(charset="utf-8")
    for path in sources(package):
        for text, context in texts_of(path):
            template.add(text, context=context)
    return template


def read(path: Path, language: str) -> Catalog:
    """Return the catalogue of a language; an empty one where there is no file yet."""
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def updated(path: Path, language: str, template: Catalog) -> bytes:
    """Return the catalogue's new content: every text of the template, old translations kept."""
    catalogue = read(path, language)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment = "# Translations of LgNet."
    catalogue.fuzzy = False
    stream = io.BytesIO()
    write_po(stream, catalogue, sort_output=True, no_location=True, width=96)
    return _DATES.sub(b"", stream.getvalue())


def compiled(path: Path, language: str) -> bytes:
    """Return the catalogue as Django reads it (.mo)."""
    stream = io.BytesIO()
    write_mo(stream, read(path, language))
    return stream.getvalue()


def write_if_new(path: Path, content: bytes) -> bool:
    """Write a file unless it holds the content already; return whether it was written."""
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    # Of this process alone: two may build at once.
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    partial.write_bytes(content)
    partial.replace(path)
    return True


def problems(path: Path, language: str, template: Catalog) -> list[str]:
    """Return what is wrong with a language's catalogue, a line for each text; empty when whole."""
    catalogue = read(path, language)
    found = []
    wanted = {_key(message) for message in template if message.id}
    for message in template:
        if not message.id:
            continue
        translated = catalogue.get(_first(message.id), message.context)
        said = _problem(translated)
        if said:
            found.append(f"{language}: {said}: {_first(message.id)!r}")
    for message in catalogue:
        if message.id and _key(message) not in wanted:
            found.append(f"{language}: no longer in the code: {_first(message.id)!r}")
    return found


def _problem(message: Message | None) -> str:
    if message is None:
        return "not collected"
    if message.fuzzy:
        return "uncertain (fuzzy)"
    forms = _forms(message)
    if not forms or not all(form.strip() for form in forms):
        return "not translated"
    if isinstance(message.id, str):
        same = placeholders(message.id) == placeholders(forms[0])
    else:
        # A form for one or two may say the number in letters, but invents no placeholder.
        known = placeholders(message.id[0]) | placeholders(message.id[1])
        same = all(not placeholders(form) - known for form in forms)
    return "" if same else "other placeholders"


def _forms(message: Message) -> list[str]:
    """Return the translation, in each of its plural forms; an empty text where there is none."""
    if isinstance(message.string, (tuple, list)):
        return [form or "" for form in message.string]
    return [message.string or ""]


def placeholders(text: str) -> Counter[str]:
    """Return the placeholders of a text: names once each, positional ones as often as they come."""
    names = {first or second for first, second in _NAMED.findall(text)}
    return Counter(names) + Counter(_POSITIONAL.findall(_NAMED.sub("", text)))


def _first(text: MessageId | Iterable[str]) -> str:
    return text if isinstance(text, str) else next(iter(text))


def _key(message: Message) -> tuple[str, str | None]:
    return _first(message.id), message.context
