"""Skeletons: the consonants of a word that survive spelling and script.

A word of any script is read from left to right as a row of sounds. Where one sign has several
sounds (Arabic jim is j or g, Italian c is k or ch), each is an alternative; the skeletons of a
word are its likeliest readings, best first. Two spellings of one name share a skeleton; no table
of names is needed.

The classes: B is b and p; F is f and v; S is s and z; X is sh and ch; T, D, K, G, J, L, M, N, R
are what they say. Vowels, h, w and y are left out.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable

from anyascii import anyascii

from .signs import (
    ARABIC,
    ARABIC_PAIRS,
    CYRILLIC,
    CYRILLIC_PAIRS,
    INDIC,
    NUKTA,
    OTHER_SCRIPTS,
)

Segments = list[tuple[str, ...]]
Rules = dict[str, list[tuple[re.Pattern[str], tuple[str, ...]]]]
_BEFORE = re.compile(r"^\^|^\(\?<=[^)]*\)")
# Stands where a vowel was, so that equal consonants around it stay two.
VOWEL = "'"
_MOST_BEAMS = 24
# Skeletons worked out at once, however many are asked for.
_MOST = 6
# Skeletons as short as this say too little: whether the word begins with a vowel is added.
_SHORT = 2
OPEN = "a"

LATIN_SIGNS = str.maketrans(
    {
        "š": "sh", "č": "ch", "ž": "zh", "ş": "sh", "ș": "sh", "ţ": "ts", "ț": "ts", "ñ": "ny",
        "ß": "ss", "ø": "o", "æ": "e", "œ": "e", "þ": "th", "ð": "d", "đ": "dj", "ż": "zh",
        "ł": "l", "ı": "i", "ğ": "gh", "ś": "sh", "ź": "z", "ĉ": "ch", "ŝ": "sh", "ĝ": "dj",
        "ĵ": "zh", "ə": "a", "ḥ": "h", "ḫ": "kh", "ġ": "gh",
    }
)  # fmt: skip
_KEPT = "ćçř"


def rules_by_letter(rules: Iterable[tuple[str, str]]) -> Rules:
    """Return rules (pattern, ``sound|sound``) by the first letter that each may fit.

    A pattern is made of letters, classes and looks around them, alternatives apart by ``|``.
    """
    found: Rules = {}
    for pattern, sounds in rules:
        rule = (re.compile(pattern), tuple(sounds.split("|")))
        for alternative in pattern.split("|"):
            start = _BEFORE.sub("", alternative)
            letters = start[1 : start.index("]")] if start[0] == "[" else start[0]
            for letter in letters:
                if rule not in found.setdefault(letter, []):
                    found[letter].append(rule)
    return found


# A pattern and its sounds, best first; the first pattern that fits wins.
_LATIN = rules_by_letter(
    (
        ("ć", "X|K|S"),
        ("^mc", "MK"),
        ("ç", "X|S"),
        ("ř", "R|RJ"),
        ("tsch|tch|tsh", "X"),
        ("dsch|dzh", "J"),
        ("dj", "J|D"),
        ("shch|szcz", "X"),
        ("sch", "X|SK"),
        ("cz|sz", "X|S"),
        ("rz", "RS|J"),
        ("sc(?=[eiy])", "S|X|SK"),
        ("ck", "K"),
        ("cch(?=[eiy])", "K"),
        ("ch(?=[rl])", "K|X"),
        ("ch", "X|K|"),
        ("cc(?=[eiy])", "X|KS"),
        ("c(?=[eiy])", "S|X|K"),
        ("(?<=[iy])c$", "K|X"),
        ("c$", "K|X"),
        ("c", "K|S"),
        ("sh", "X|S"),
        ("zh", "J|S"),
        ("ph", "F"),
        ("th", "T|S"),
        ("dh", "D|S"),
        ("kh", "'|K"),
        ("gh$", "'|G"),
        ("igh", "'|G"),
        ("gh", "G|"),
        ("bh", "B|F"),
        ("gj", "J|G"),
        ("gn(?=[aeiouy])", "N|GN"),
        ("gli", "L|GL"),
        ("gu(?=[eiy])", "G"),
        ("gg(?=[eiy])|dg(?=[eiy])", "J|G"),
        ("g(?=[eiy])", "J|G|"),
        ("ng$", "NG|N"),
        ("g", "G|K"),
        ("^x", "S|X|K"),
        ("x$", "KS|"),
        ("x", "KS|X"),
        ("qu", "K|KF"),
        ("q(?=i)", "K|X"),
        ("[qk]", "K|G"),
        ("j", "J|"),
        ("ll(?=[aeiouy])", "L|"),
        ("lj", "L|LJ"),
        ("nj", "N|NJ"),
        ("^ts", "S|TS"),
        ("ts|tz", "TS|S"),
        ("zz", "S|TS"),
        ("z", "S|TS|J"),
        ("ss", "S"),
        ("^s(?=[tp])", "S|X"),
        ("s$", "S|"),
        ("s", "S|X"),
        ("^kn", "N|KN"),
        ("^wr", "R"),
        ("v", "F|"),
        ("w", "|F"),
        ("t$", "T|"),
        ("d$", "D|T"),
        ("[bp]", "B"),
        ("f", "F"),
        ("t", "T"),
        ("d", "D"),
        ("m", "M"),
        ("n", "N"),
        ("l", "L"),
        ("r", "R"),
        ("[aeiouy]", VOWEL),
        ("h", VOWEL),
    )
)
_INDIC_SIGN = re.compile(f".[{NUKTA}]?")
_NOT_LETTERS = re.compile(f"[^a-z0-9{_KEPT}]")
_DOUBLED = re.compile(r"(.)\1+")


def skeletons(word: str, most: int) -> tuple[str, ...]:
    """Return at most ``most`` (up to six) skeletons of a word, the likeliest first, at least one.

    A word with digits is its own skeleton.
    """
    return _skeletons(word)[:most]


@functools.lru_cache(maxsize=100_000)
def _skeletons(word: str) -> tuple[str, ...]:
    if any(char.isdigit() for char in word):
        return (anyascii(word).lower(),)
    found = dict.fromkeys(_marked(bones) for bones in readings(segments_of(word), _MOST * 2))
    return tuple(found)[:_MOST] or (OPEN,)


def skeleton(word: str) -> str:
    """Return the likeliest skeleton of a word."""
    return skeletons(word, 1)[0]


def segments_of(word: str) -> Segments:
    """Return the sounds of a word sign by sign, each with its alternatives."""
    word = unicodedata.normalize("NFC", word.lower())
    if any("\u0600" <= char <= "\u08ff" for char in word):
        return _by_table(unicodedata.normalize("NFKC", word), ARABIC, ARABIC_PAIRS)
    if any("\u0400" <= char <= "\u052f" for char in word):
        return _by_table(word, CYRILLIC, CYRILLIC_PAIRS)
    if any("\u0900" <= char <= "\u0d7f" for char in word):
        return _indic(word)
    if any(char in OTHER_SCRIPTS for char in word):
        return _by_table(word, OTHER_SCRIPTS, {})
    return _latin(word)


def readings(segments: Segments, most: int) -> Iterable[str]:
    """Return the likeliest ways through the alternatives; a second choice costs one, and so on."""
    ways: list[tuple[int, str]] = [(0, "")]
    for sounds in segments:
        if len(sounds) == 1:
            ways = [(cost, _joined(way, sounds[0])) for cost, way in ways]
            continue
        longer: dict[str, int] = {}
        for cost, way in ways:
            for extra, sound in enumerate(sounds):
                further = _joined(way, sound)
                if longer.get(further, 99) > cost + extra:
                    longer[further] = cost + extra
        ways = sorted([(cost, way) for way, cost in longer.items()])[:_MOST_BEAMS]
    return [way for _, way in ways[:most]]


def _joined(way: str, sound: str) -> str:
    """Let a consonant doubled in writing count once; one repeated after a vowel stays two."""
    if sound == VOWEL:
        return way if way.endswith(VOWEL) else way + VOWEL
    return way + (sound[1:] if sound and way.endswith(sound[0]) else sound)


def _marked(way: str) -> str:
    bones = way.replace(VOWEL, "")
    return OPEN + bones if len(bones) <= _SHORT and way[:1] in (VOWEL, "") else bones


def _latin(word: str) -> Segments:
    signs = word.translate(LATIN_SIGNS)
    plain = "".join(sign if sign in _KEPT else anyascii(sign) for sign in signs).lower()
    plain = _NOT_LETTERS.sub("", plain)
    return read_by_rules(plain, _LATIN)


def read_by_rules(plain: str, rules: Rules) -> Segments:
    """Return the sounds of plain letters; a letter without a rule is passed over."""
    segments: Segments = []
    at = 0
    while at < len(plain):
        for pattern, sounds in rules.get(plain[at], ()):
            found = pattern.match(plain, at)
            if found:
                segments.append(sounds)
                at = found.end()
                break
        else:
            at += 1
    return segments


def _by_table(
    word: str, table: dict[str, tuple[str, ...]], pairs: dict[str, tuple[str, ...]]
) -> Segments:
    segments: Segments = []
    at = 0
    while at < len(word):
        pair = word[at : at + 2]
        if pair in pairs:
            segments.append(pairs[pair])
            at += 2
            continue
        sign = word[at]
        if sign in table:
            segments.append(table[sign])
        elif not unicodedata.combining(sign):
            segments += _latin(anyascii(sign))
        at += 1
    return segments


def _indic(word: str) -> Segments:
    """Read the scripts of India by the common order of their blocks in Unicode."""
    return [
        _indic_sounds(sign) or _indic_sounds(sign[0]) or (VOWEL,)
        for sign in _INDIC_SIGN.findall(word)
    ]


def _indic_sounds(sign: str) -> tuple[str, ...] | None:
    """Return the sounds of a sign, with its dot below if it has one."""
    if sign in INDIC or ord(sign[0]) >= 0x0D00:
        return INDIC.get(sign)
    return INDIC.get("".join(chr(0x0900 + (ord(char) - 0x0900) % 0x80) for char in sign))
