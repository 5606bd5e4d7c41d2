"""Names carried into Chinese and back: a coarser skeleton, as Chinese has fewer sounds.

Michael is written Mai-ke-er there, Sergey Xie-er-gai: no r and l apart, no consonant without its
vowel, endings swallowed. Both sides are folded to P T K S F M N L, with alternatives.
"""

import functools
import re
import unicodedata

from anyascii import anyascii

from .sounds import (
    LATIN_SIGNS,
    OPEN,
    VOWEL,
    Rules,
    Segments,
    read_by_rules,
    readings,
    rules_by_letter,
)

_LATIN = rules_by_letter(
    (
        ("dg(?=[eiy])", "S"),
        ("tsch|tch|sch|sh|zh|dzh|dj|cz|sz", "S"),
        ("ch(?=[rl])", "K"),
        ("ch", "S|K|"),
        ("ck", "K"),
        ("cc?(?=[eiy])", "S|K"),
        ("c$", "K|S"),
        ("c", "K"),
        ("ph", "F"),
        ("th", "T|S"),
        ("[kg]h", "|K"),
        ("gg(?=[eiy])", "S"),
        ("g(?=[eiy])", "K|S"),
        ("ng(?=[aeiouy])", "NK|N"),
        ("ng", "N"),
        ("gn(?=[aeiouy])", "N|KN"),
        ("[gqk]u(?=[aeiy])|g|q|k", "K"),
        ("j", "S|"),
        ("ts|tz|zz|z", "S"),
        ("x", "KS|S"),
        ("s", "S"),
        ("(?<=[aeiouy])r(?![aeiouyr])", "'|L"),
        ("r", "L"),
        ("l(?![aeiouyl])", "L|'"),
        ("l", "L"),
        ("v", "F|"),
        ("[bp]", "P"),
        ("f", "F"),
        ("dt|[td]", "T"),
        ("m(?=[bpf])", "M|N"),
        ("m", "M"),
        ("n", "N"),
        ("[aeiouyhw]", VOWEL),
    )
)
_SYLLABLE = re.compile("[A-Z][a-z]*")
_PINYIN = rules_by_letter(
    (
        ("^er$", "L|'"),
        ("^ji", "S|K|'"),
        ("^qi", "S|K"),
        ("^xi", "S|'|K"),
        ("zh|ch|sh|[jqzcsx]", "S"),
        ("[bp]", "P"),
        ("m", "M"),
        ("f", "F|'"),
        ("[dt]", "T"),
        ("ng$|n", "N"),
        ("[lr]", "L"),
        ("[gk]", "K"),
        ("w", "'|F"),
        ("y", "'|S"),
        ("[aeiouvh]", VOWEL),
    )
)
# Three sounds or fewer say little: whether the name begins with a vowel is added.
_SHORT = 3
_MOST = 16


def coarse_skeletons(word: str, most: int) -> tuple[str, ...]:
    """Return at most ``most`` (up to 16) coarse skeletons of a word, in whatever script.

    None for a word of which less than two sounds would be left.
    """
    return _coarse_skeletons(word)[:most]


@functools.lru_cache(maxsize=100_000)
def _coarse_skeletons(word: str) -> tuple[str, ...]:
    roman = anyascii(unicodedata.normalize("NFC", word.lower()).translate(LATIN_SIGNS))
    syllables = _SYLLABLE.findall(roman)
    if syllables and not word.isascii():
        segments = _segments([syllable.lower() for syllable in syllables], _PINYIN)
    else:
        segments = _segments([re.sub("[^a-z]", "", roman.lower())], _LATIN)
    found = dict.fromkeys(map(_marked, readings(segments, _MOST)))
    return tuple(bones for bones in found if len(bones) > 1)


def _segments(syllables: list[str], rules: Rules) -> Segments:
    """Read syllable by syllable: the rules speak of where each begins and ends."""
    return [sounds for syllable in syllables for sounds in read_by_rules(syllable, rules)]


def _marked(way: str) -> str:
    bones = way.replace(VOWEL, "")
    return OPEN + bones if len(bones) <= _SHORT and way[:1] in (VOWEL, "") else bones
