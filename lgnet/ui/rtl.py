"""The right-to-left twin of a style sheet: everything that names a side is mirrored.

A true mirror image: sides, corners, offsets, angles and gradients change, selectors, ``url()`` and
custom properties stay. ``/*rtl:ignore*/`` before a rule or a declaration keeps it as it is.
Positions given in lengths from the left (``20px 12px``) stay too: no single value mirrors them.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

import tinycss2
from tinycss2 import ast

Tokens = list[Any]

IGNORE = "rtl:ignore"
_OTHER_SIDE = {"left": "right", "right": "left"}
_CURSORS = {"e": "w", "w": "e", "ne": "nw", "nw": "ne", "se": "sw", "sw": "se"}
_SIDE_WORD = re.compile(r"(?<![a-z])(left|right)(?![a-z])")

_FOUR_SIDES = frozenset(
    [
        "margin",
        "padding",
        "inset",
        "border-width",
        "border-style",
        "border-color",
        "scroll-margin",
        "scroll-padding",
    ]
)
_KEYWORDS = frozenset(
    [
        "text-align",
        "float",
        "clear",
        "justify-content",
        "justify-items",
        "justify-self",
        "caption-side",
    ]
)
_SHADOWS = frozenset(["box-shadow", "text-shadow"])
_POSITIONS = frozenset(
    [
        "background-position",
        "background-position-x",
        "object-position",
        "transform-origin",
        "perspective-origin",
        "mask-position",
    ]
)
# Functions whose first argument runs along the line, and those whose angle turns about the page.
_ALONG = frozenset(["translate", "translatex", "translate3d"])
_TURNS = frozenset(["rotate", "rotatez", "skew", "skewx", "skewy"])


def mirror(css: str) -> str:
    """Return the style sheet with its sides exchanged; mirroring twice gives the same page."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=False, skip_whitespace=False)
    return _serialize_all(_mirror_rules(rules))


def _serialize_all(nodes: Sequence[Any]) -> str:
    return "".join(node if isinstance(node, str) else node.serialize() for node in nodes)


def _mirror_rules(nodes: Sequence[Any]) -> list[Any]:
    done: list[Any] = []
    is_ignored = False
    for node in nodes:
        if node.type == "comment":
            is_ignored = node.value.strip() == IGNORE or is_ignored
            done.append(node)
        elif node.type == "qualified-rule" and not is_ignored:
            prelude = tinycss2.serialize(node.prelude)
            done.append(f"{prelude}{{{_mirror_block(node.content)}}}")
        elif node.type == "at-rule" and node.content is not None and not is_ignored:
            done.append(_mirror_at_rule(node))
        else:
            done.append(node)
        if node.type not in ("comment", "whitespace"):
            is_ignored = False
    return done


def _mirror_at_rule(node: Any) -> Any:
    if node.lower_at_keyword in ("font-face", "property", "page", "counter-style"):
        return node
    head = f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}"
    inner = tinycss2.parse_rule_list(node.content, skip_comments=False, skip_whitespace=False)
    return f"{head}{{{_serialize_all(_mirror_rules(inner))}}}"


def _mirror_block(content: Tokens) -> str:
    done: list[str] = []
    is_ignored = False
    parts = tinycss2.parse_blocks_contents(content, skip_comments=False, skip_whitespace=False)
    for node in parts:
        if node.type == "comment":
            is_ignored = node.value.strip() == IGNORE
        if node.type == "declaration":
            done.append(node.serialize() if is_ignored else _mirror_declaration(node))
            done.append(";")
            is_ignored = False
        elif node.type == "qualified-rule":
            done.append(f"{tinycss2.serialize(node.prelude)}{{{_mirror_block(node.content)}}}")
        else:
            done.append(node.serialize())
    return "".join(done).removesuffix(";")


def _mirror_declaration(node: Any) -> str:
    name = node.lower_name
    if name.startswith("--"):
        return node.serialize()
    value = mirrored_value(name, node.value)
    important = " !important" if node.important else ""
    return f"{mirrored_property(name)}:{tinycss2.serialize(value).strip()}{important}"


def mirrored_property(name: str) -> str:
    """Return the property of the other side; one that names no side comes back unchanged."""
    return _SIDE_WORD.sub(lambda found: _OTHER_SIDE[found[1]], name)


def mirrored_value(name: str, value: Tokens) -> Tokens:
    """Return the value of a property as it reads in the mirror."""
    plain = name.removeprefix("-webkit-").removeprefix("-moz-").removeprefix("-ms-")
    if plain in _FOUR_SIDES:
        return _four_sides(value)
    if plain == "border-radius":
        return _between(value, "/", _corners)
    if plain in _KEYWORDS:
        return [_other_side(token) for token in value]
    if plain in _SHADOWS:
        return _between(value, ",", _negate_first)
    if plain == "transform":
        return [_mirror_function(token) for token in value]
    if plain in _POSITIONS:
        return _between(value, ",", _position)
    if plain in ("background", "background-image", "mask-image"):
        return [_other_side(_gradient(token)) for token in value]
    if plain in ("transition", "transition-property", "will-change"):
        return [_property_word(token) for token in value]
    if plain == "cursor":
        return [_cursor(token) for token in value]
    return value


def _between(value: Tokens, sign: str, change: Callable[[Tokens], Tokens]) -> Tokens:
    """Change each part of a value that stands between two ``sign`` literals."""
    done: Tokens = []
    part: Tokens = []
    for token in value:
        if token.type == "literal" and token.value == sign:
            done += [*change(part), token]
            part = []
        else:
            part.append(token)
    return done + change(part)


def _words(value: Tokens) -> list[int]:
    return [i for i, token in enumerate(value) if token.type not in ("whitespace", "comment")]


def _four_sides(value: Tokens) -> Tokens:
    places = _words(value)
    if len(places) == 4:
        value = list(value)
        right, left = places[1], places[3]
        value[right], value[left] = value[left], value[right]
    return value


def _corners(value: Tokens) -> Tokens:
    places = _words(value)
    found = [value[i] for i in places]
    if len(found) == 2:
        found = [found[1], found[0]]
    elif len(found) == 3:
        found = [found[1], found[0], found[1], found[2]]
    elif len(found) == 4:
        found = [found[1], found[0], found[3], found[2]]
    else:
        return value
    space = ast.WhitespaceToken(0, 0, " ")
    lead = [space] if value and value[0].type == "whitespace" else []
    done: Tokens = [*lead]
    for token in found:
        done += [token, space]
    has_tail = value[-1].type == "whitespace"
    return done if has_tail else done[:-1]


def _other_side(token: Any) -> Any:
    if token.type == "ident" and token.lower_value in _OTHER_SIDE:
        return _ident(_OTHER_SIDE[token.lower_value])
    return token


def _property_word(token: Any) -> Any:
    return _ident(mirrored_property(token.value)) if token.type == "ident" else token


def _cursor(token: Any) -> Any:
    if token.type != "ident" or not token.lower_value.endswith("-resize"):
        return token
    side = token.lower_value.removesuffix("-resize")
    return _ident(f"{_CURSORS.get(side, side)}-resize")


def _ident(word: str) -> Any:
    return ast.IdentToken(0, 0, word)


def _negated(token: Any) -> Any:
    """Return a number, length, angle or percentage with the other sign; zero stays zero."""
    if token.type not in ("number", "dimension", "percentage") or token.value == 0:
        return token
    text = token.representation
    text = text[1:] if text.startswith("-") else f"-{text.removeprefix('+')}"
    whole = None if token.int_value is None else -token.int_value
    arguments = (token.source_line, token.source_column, -token.value, whole, text)
    if token.type == "dimension":
        return ast.DimensionToken(*arguments, token.unit)
    return type(token)(*arguments)


def _negate_first(value: Tokens) -> Tokens:
    """Negate the first length of a shadow: how far it lies to the right."""
    for place, token in enumerate(value):
        if token.type in ("number", "dimension"):
            return [*value[:place], _negated(token), *value[place + 1 :]]
        if token.type == "function" and token.lower_name in ("calc", "var"):
            break
    return value


def _with_arguments(token: Any, arguments: Tokens) -> Any:
    return ast.FunctionBlock(token.source_line, token.source_column, token.name, arguments)


def _mirror_function(token: Any) -> Any:
    if token.type != "function":
        return token
    if token.lower_name in _ALONG:
        return _with_arguments(token, _negate_first_argument(token.arguments))
    if token.lower_name in _TURNS:
        return _with_arguments(token, [_negated(argument) for argument in token.arguments])
    return token


def _negate_first_argument(arguments: Tokens) -> Tokens:
    places = _words(arguments)
    first = places[0] if places else 0
    return [_negated(token) if i == first else token for i, token in enumerate(arguments)]


def _position(value: Tokens) -> Tokens:
    """Exchange left and right; a first percentage counts from the other side."""
    done = [_other_side(token) for token in value]
    places = _words(done)
    if places and done[places[0]].type == "percentage":
        first = done[places[0]]
        rest = 100 - first.value
        text = f"{rest:g}"
        whole = int(rest) if float(rest).is_integer() else None
        done[places[0]] = ast.PercentageToken(0, 0, rest, whole, text)
    return done


def _gradient(token: Any) -> Any:
    if token.type != "function" or not token.lower_name.endswith("linear-gradient"):
        return token
    arguments = [_other_side(argument) for argument in token.arguments]
    places = _words(arguments)
    first = arguments[places[0]] if places else None
    if first is not None and first.type == "dimension" and first.lower_unit in ("deg", "turn"):
        arguments[places[0]] = _negated(first)
    return _with_arguments(token, arguments)
