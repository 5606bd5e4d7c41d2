"""Names with a long tail, in two scripts: the demo's common ones, then real and made ones.

Most people share a few names and many have a rare one: the n-th name is drawn with a weight of
1/n. The tail of each language are names of the real pairs. Where these are not of its script, the
name is spelt in it letter by letter, by tables that have nothing to do with those of the keys.
"""

import itertools
import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from benchmarks._names import SEEN_OFTEN, pairs_of
from lgnet.demo.names import NameEntry, pool
from lgnet.people.enums import Script

TAIL = 1500


@dataclass(frozen=True, slots=True)
class Community:
    """Who shares a language: the demo's pools, the script, and its share of the people."""

    title: str
    pools: tuple[str, ...]
    script: Script
    share: float
    has_two_given: float = 0.15


COMMUNITIES = (
    Community("arabic", ("arabic",), Script.ARABIC, 0.20),
    Community("persian and urdu", ("dari", "urdu"), Script.ARABIC, 0.11),
    Community("bengali", ("bengali",), Script.BENGALI, 0.12, 0.4),
    Community("cyrillic", ("ukrainian",), Script.CYRILLIC, 0.09),
    Community("ethiopic", ("amharic", "tigrinya"), Script.ETHIOPIC, 0.07),
    Community("georgian", ("georgian",), Script.GEORGIAN, 0.03),
    Community("chinese", ("chinese",), Script.HAN, 0.06),
    Community("latin, west african", ("senegambian", "bambara", "ghanaian"), Script.LATIN, 0.12),
    Community("latin, other", ("nigerian", "romanian", "albanian", "peruvian", "somali"),
              Script.LATIN, 0.20, 0.3),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawn:
    """Entries with the running sum of their weights."""

    entries: tuple[NameEntry, ...]
    sums: tuple[float, ...]

    def draw(self, rng: random.Random) -> NameEntry:
        """Return an entry: the first ones often, the last ones rarely."""
        return rng.choices(self.entries, cum_weights=self.sums)[0]


def _drawn(entries: Sequence[NameEntry]) -> Drawn:
    weights = (1 / (place + 4) for place in range(len(entries)))
    return Drawn(tuple(entries), tuple(itertools.accumulate(weights)))


@cache
def given_names(community: Community) -> Drawn:
    """Return the given names of a community."""
    common = [name for stem in community.pools for name in (*pool(stem).male, *pool(stem).female)]
    return _drawn(common + _tail(community, is_family=False))


@cache
def family_names(community: Community) -> Drawn:
    """Return the family names of a community."""
    common = [name for stem in community.pools for name in pool(stem).family]
    return _drawn(common + _tail(community, is_family=True))


def _tail(community: Community, *, is_family: bool) -> list[NameEntry]:
    """Return rare names; one half of the pairs are family names here, the other given ones."""
    if community.script == Script.HAN:
        return [] if is_family else _two_signs(community)
    source, spelt = _TAILS[community.script]
    pairs = [pair for pair in pairs_of(source) if pair.seen >= SEEN_OFTEN and len(pair.latin) > 2]
    found = []
    for pair in pairs[int(is_family) :: 2][:TAIL]:
        latin = unicodedata.normalize("NFC", pair.latin).title()
        native = pair.other if spelt is None else spelt(pair.latin)
        found.append(NameEntry(native, latin, latin))
    random.Random(community.title).shuffle(found)
    return found


def _two_signs(community: Community) -> list[NameEntry]:
    """Return Chinese given names of two signs, made of those of one."""
    common = [name for stem in community.pools for name in (*pool(stem).male, *pool(stem).female)]
    single = [name for name in common if len(name.native) == 1]
    pairs = [
        NameEntry(one.native + other.native, latin, latin)
        for one, other in itertools.permutations(single, 2)
        for latin in [one.latin + other.latin.lower()]
    ]
    random.Random(community.title).shuffle(pairs)
    return pairs[:TAIL]


_BENGALI_VOWELS = {"a": "া", "e": "ে", "i": "ি", "o": "ো", "u": "ু"}
_BENGALI_FIRST = {"a": "আ", "e": "এ", "i": "ই", "o": "ও", "u": "উ"}
_BENGALI = {
    "sh": "শ", "ch": "চ", "kh": "খ", "gh": "ঘ", "th": "থ", "dh": "ধ", "ph": "ফ", "bh": "ভ",
    "b": "ব", "c": "ক", "d": "দ", "f": "ফ", "g": "গ", "h": "হ", "j": "জ", "k": "ক", "l": "ল",
    "m": "ম", "n": "ন", "p": "প", "q": "ক", "r": "র", "s": "স", "t": "ত", "v": "ভ", "w": "ও",
    "x": "ক্স", "y": "য়", "z": "জ",
}  # fmt: skip
_GEORGIAN = {
    "sh": "შ", "ch": "ჩ", "zh": "ჟ", "kh": "ხ", "gh": "ღ", "ts": "ც", "dz": "ძ", "th": "თ",
    "ph": "ფ", "a": "ა", "b": "ბ", "c": "კ", "d": "დ", "e": "ე", "f": "ფ", "g": "გ", "h": "ჰ",
    "i": "ი", "j": "ჯ", "k": "კ", "l": "ლ", "m": "მ", "n": "ნ", "o": "ო", "p": "პ", "q": "ქ",
    "r": "რ", "s": "ს", "t": "ტ", "u": "უ", "v": "ვ", "w": "ვ", "x": "ქს", "y": "ი", "z": "ზ",
}  # fmt: skip
# The first syllable of each row; the vowels follow in the order of _ETHIOPIC_VOWELS.
_ETHIOPIC = {
    "sh": "ሸ", "ch": "ቸ", "kh": "ኸ", "gh": "ገ", "th": "ተ", "dh": "ደ", "ph": "ፈ", "b": "በ",
    "c": "ከ", "d": "ደ", "f": "ፈ", "g": "ገ", "h": "ሀ", "j": "ጀ", "k": "ከ", "l": "ለ", "m": "መ",
    "n": "ነ", "p": "ፐ", "q": "ቀ", "r": "ረ", "s": "ሰ", "t": "ተ", "v": "ቨ", "w": "ወ", "x": "ሰ",
    "y": "የ", "z": "ዘ",
}  # fmt: skip
_ETHIOPIC_VOWELS = {"e": 0, "u": 1, "i": 2, "a": 3, "": 5, "o": 6}
_ETHIOPIC_FIRST = {"a": "አ", "e": "እ", "i": "ኢ", "o": "ኦ", "u": "ኡ"}


def _plain(latin: str) -> str:
    marks = unicodedata.normalize("NFKD", latin.lower())
    return "".join(char for char in marks if "a" <= char <= "z")


def _signs(latin: str, table: dict[str, str]) -> list[str]:
    """Return a plain Latin word in the pieces that a table knows, vowels apart."""
    plain, at, found = _plain(latin), 0, []
    while at < len(plain):
        length = 2 if plain[at : at + 2] in table else 1
        found.append(plain[at : at + length])
        at += length
    return found


def _in_bengali(latin: str) -> str:
    text = ""
    is_after_consonant = False
    for piece in _signs(latin, _BENGALI):
        if piece in _BENGALI:
            text += _BENGALI[piece]
            is_after_consonant = True
        elif piece in _BENGALI_VOWELS:
            text += (_BENGALI_VOWELS if is_after_consonant else _BENGALI_FIRST)[piece]
            is_after_consonant = False
    return text


def _in_georgian(latin: str) -> str:
    return "".join(_GEORGIAN.get(piece, "") for piece in _signs(latin, _GEORGIAN))


def _in_ethiopic(latin: str) -> str:
    text, waiting = "", ""
    for piece in [*_signs(latin, _ETHIOPIC), ""]:
        is_vowel = piece in _ETHIOPIC_FIRST
        if waiting:
            order = _ETHIOPIC_VOWELS[piece] if is_vowel else _ETHIOPIC_VOWELS[""]
            text += chr(ord(_ETHIOPIC[waiting]) + order)
        elif is_vowel:
            text += _ETHIOPIC_FIRST[piece]
        waiting = piece if piece in _ETHIOPIC else ""
    return text


_TAILS: dict[Script, tuple[str, Callable[[str], str] | None]] = {
    Script.ARABIC: ("arabic", None),
    Script.BENGALI: ("arabic", _in_bengali),
    Script.CYRILLIC: ("russian", None),
    Script.ETHIOPIC: ("arabic", _in_ethiopic),
    Script.GEORGIAN: ("russian", _in_georgian),
    Script.LATIN: ("russian", lambda latin: ""),
}
