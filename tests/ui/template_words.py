"""Finds words that stand in a template outside any translation."""

import re
from html.parser import HTMLParser

from django.template.base import Lexer, TokenType

# Attributes that people read or hear.
SPOKEN = {"alt", "title", "placeholder", "aria-label", "label", "aria-description"}
# Names of keys on a keyboard are the same everywhere; code is read by machines.
UNREAD = {"kbd", "code", "script", "style"}
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_HOLE = " "
_WORD = re.compile(r"[^\W\d_]{2,}")
# Blocks of the frame that hold names of classes, not words.
_CLASSES = ("block main_class",)
_TRANSLATED = ("blocktranslate", "blocktrans", "comment", "verbatim")


def without_tags(source: str) -> str:
    """Return the template's own text, a hole for each tag, translated blocks left out."""
    parts: list[str] = []
    closing = ""
    for token in Lexer(source).tokenize():
        name = token.contents.split()[0] if token.contents.split() else ""
        if closing:
            if token.token_type is TokenType.BLOCK and name == closing:
                closing = ""
        elif token.token_type is TokenType.TEXT:
            parts.append(token.contents)
        elif token.token_type is TokenType.BLOCK and name in _TRANSLATED:
            closing = f"end{name}"
            parts.append(_HOLE)
        elif token.token_type is TokenType.BLOCK and token.contents in _CLASSES:
            closing = "endblock"
        else:
            parts.append(_HOLE)
    return "".join(parts)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs) -> None:
        for name, value in attrs:
            if name in SPOKEN and value and _WORD.search(value):
                self.found.append(f"{name}={value!r}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open and self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not UNREAD.intersection(self.open) and _WORD.search(data):
            self.found.append(data.strip())


def bare_words(source: str) -> list[str]:
    """Return each piece of text that people would read untranslated."""
    reader = _Reader()
    reader.feed(without_tags(source))
    reader.close()
    return reader.found
