"""Words of a name, in any script, cleaned of what spelling, copying and malice bring along."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from lgnet.people.enums import Script

# Articles and particles that come and go between spellings.
PARTICLES = frozenset(
    {
        *("al", "el", "ul", "ad", "ar", "as", "an", "ash", "ben", "bin", "ibn", "bint"),
        *("bte", "ould", "uld", "walad", "md", "mst", "mohd", "haji", "hajj", "de", "da", "di"),
        *(
            "del",
            "della",
            "dos",
            "la",
            "le",
            "van",
            "von",
            "der",
            "den",
            "ter",
            "y",
            "ال",
            "بن",
            "ابن",
            "بنت",
        ),
        *("ولد", "الحاج", "মোঃ", "মো", "মোসাঃ", "মোসা"),
    }
)
_SCRIPT_NAMES = (
    ("LATIN", Script.LATIN),
    ("ARABIC", Script.ARABIC),
    ("BENGALI", Script.BENGALI),
    ("CYRILLIC", Script.CYRILLIC),
    ("ETHIOPIC", Script.ETHIOPIC),
    ("GEORGIAN", Script.GEORGIAN),
    ("GURMUKHI", Script.GURMUKHI),
    ("CJK", Script.HAN),
    ("SINHALA", Script.SINHALA),
    ("TAMIL", Script.TAMIL),
    ("DEVANAGARI", Script.DEVANAGARI),
)
_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
HAN = re.compile(f"[{_HAN}]+")
# Family names of two signs; every other one has one.
_LAST_ALPHABET = "\u2fff"
_LONG_FAMILY_NAMES = (
    "欧阳",
    "歐陽",
    "司马",
    "司馬",
    "诸葛",
    "諸葛",
    "上官",
    "司徒",
    "皇甫",
    "慕容",
)
_MOST_SIGNS_OF_A_CHINESE_NAME = 3
_FOREIGN_POINT = re.compile("[·•・‧⋅]")
_APOSTROPHES = re.compile("['`´‘’‛ʹʻʼʽʾʿˈ′＇]")
_MARKS_ON_LETTERS = re.compile("[\u0300-\u036f\u0483-\u0489\u0640]")
# Letters that look alike, so that one stands in a word of the other script unseen.
_CYRILLIC_TWINS = "асеорхуіјѕԁһӏԛԝвкмнтгпАСЕОРХУІЈЅВКМНТ"
_LATIN_TWINS = "aceopxyijsdhlqwvkmhtrnACEOPXYIJSBKMHT"
_TO_LATIN = str.maketrans(_CYRILLIC_TWINS, _LATIN_TWINS)
_TO_CYRILLIC = str.maketrans("aceopxyijsACEOPXYIJSBKMHT", "асеорхуіјѕАСЕОРХУІЈЅВКМНТ")
_GREEK_TWINS = str.maketrans("αοερνιτκυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aoepvitkuABEZHIKMNOPTYX")
# Servant of ...: written joined to what follows, or apart, or without its article.
_SERVANT = re.compile(r"abd(?:[aeiou]+(?:l|(?=[rsntdz])))?[-\s]+(?:(?:al|el|ul|ar|as|an)[-\s]+)?")
_SERVANT_ARABIC = re.compile("عبد[ -]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as ``written``, lower case in its own script, and ``roman``, in letters a to z."""

    written: str
    roman: str

    def __hash__(self) -> int:
        """Words are keys of many caches; what is written tells them apart."""
        return hash(self.written)

    @property
    def is_han(self) -> bool:
        """Return whether it is written in Chinese signs."""
        return self.written[0] > _LAST_ALPHABET and bool(HAN.fullmatch(self.written))

    @property
    def is_vocalised(self) -> bool:
        """Return whether its vowels are written, as Arabic and Hebrew script leave most out."""
        return not any("\u0590" <= char <= "\u08ff" for char in self.written)


def script_of(text: str) -> Script:
    """Return the script of most letters of ``text``; Latin for text without letters."""
    counts: dict[Script, int] = {}
    for char in text:
        if char.isalpha():
            name = unicodedata.name(char, "")
            script = next((code for start, code in _SCRIPT_NAMES if start in name), Script.OTHER)
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=lambda script: counts[script]) if counts else Script.LATIN


def plain_digits(text: str) -> str:
    """Return ``text`` with the digits of every script as 0 to 9."""
    return "".join(_digit(char) for char in text)


def _digit(char: str) -> str:
    value = unicodedata.digit(char, None) if not char.isascii() else None
    return char if value is None else str(value)


@lru_cache(maxsize=20_000)
def name_words(text: str) -> tuple[Word, ...]:
    """Return the words of a name in order, without particles unless there is nothing else."""
    words = whole_words(text)
    told = tuple(word for word in words if word.written not in PARTICLES)
    return told or words


@lru_cache(maxsize=20_000)
def whole_words(text: str) -> tuple[Word, ...]:
    """Return the words of a name in order, particles too."""
    return tuple(word for part in _parts(text) if (word := _word(part)) is not None)


def compound_words(text: str) -> list[Word]:
    """Return particles with the word they lead to, as one word: al Hassan is Alhassan too."""
    found: list[Word] = []
    leading: list[Word] = []
    for word in whole_words(text):
        leading.append(word)
        if word.written not in PARTICLES:
            if len(leading) > 1:
                found.append(joined_word(leading))
            leading = []
    return found


def joined_word(words: Sequence[Word]) -> Word:
    """Return words as one."""
    return Word("".join(word.written for word in words), "".join(word.roman for word in words))


def words_of(text: str) -> list[str]:
    """Return the romanised words of a name in order, particles too: letters a to z and digits."""
    return [word.roman for word in whole_words(text)]


def _word(part: str) -> Word | None:
    roman = re.sub("[^a-z0-9]", "", anyascii(part).lower())
    return Word(part, roman) if roman else None


def _parts(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", plain_digits(text))
    text = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cc"))
    # What is not composed by now is a mark more than spelling asks for.
    text = _MARKS_ON_LETTERS.sub("", _APOSTROPHES.sub("", text))
    # A point stands between the names of somebody not Chinese: they are not to be parted.
    text = (text if _FOREIGN_POINT.search(text) else HAN.sub(_spaced_han, text)).lower()
    text = _SERVANT_ARABIC.sub("عبد", _SERVANT.sub(_joined_servant, text))
    parts = "".join(char if _is_of_word(char) else " " for char in text).split()
    return [_one_script(part) for part in parts]


def _is_of_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN"


def _joined_servant(found: re.Match[str]) -> str:
    return "abdul" if found.start() == 0 or found.string[found.start() - 1] in " -" else found[0]


def _spaced_han(found: re.Match[str]) -> str:
    """Part family and given name: Chinese has no spaces. Longer names are foreign ones, one word.

    The first sign is the family name, as in its usual romanisation.
    """
    signs = found.group()
    first = 2 if signs.startswith(_LONG_FAMILY_NAMES) else 1
    if len(signs) > max(_MOST_SIGNS_OF_A_CHINESE_NAME, first + 2):
        return f" {signs} "
    return f" {signs[:first]} {signs[first:]} "


def is_chinese_family_name(signs: str) -> bool:
    """Return whether signs have the length of a Chinese family name."""
    return bool(HAN.fullmatch(signs)) and (len(signs) == 1 or signs in _LONG_FAMILY_NAMES)


def _one_script(word: str) -> str:
    """Return the word without letters of another script that only look like its own."""
    latin = sum(char.isascii() and char.isalpha() for char in word)
    cyrillic = sum("\u0400" <= char <= "\u052f" for char in word)
    if latin and cyrillic:
        return word.translate(_TO_LATIN if latin >= cyrillic else _TO_CYRILLIC)
    if latin and any("\u0370" <= char <= "\u03ff" for char in word):
        return word.translate(_GREEK_TWINS)
    return word
