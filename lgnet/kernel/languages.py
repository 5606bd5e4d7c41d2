"""Languages people speak: ISO 639-3 codes, each with its own name, and its name in ours.

Names in the language of the page come from CLDR (Unicode licence, shipped with Babel); where
CLDR has none, from our translations.
"""

import functools
import unicodedata
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its ISO 639-3 code, CLDR's code for it, and what its speakers call it."""

    code: str
    cldr: str
    own_name: str
    label: str | Promise = ""


LANGUAGES = {
    language.code: language
    for language in (
        Language("ita", "it", "Italiano"),
        Language("eng", "en", "English"),
        Language("fra", "fr", "Français"),
        Language("spa", "es", "Español"),
        Language("por", "pt", "Português"),
        Language("deu", "de", "Deutsch"),
        Language("ara", "ar", "العربية"),
        Language("amh", "am", "አማርኛ"),
        Language("bam", "bm", "Bamanankan"),
        Language("ben", "bn", "বাংলা"),
        Language("bos", "bs", "Bosanski"),
        Language("bul", "bg", "Български"),
        Language("ckb", "ckb", "کوردیی ناوەندی"),
        Language("dyu", "dyu", "Julakan"),
        Language("edo", "", "Ẹ̀dó", _("Edo")),
        Language("ewe", "ee", "Eʋegbe"),
        Language("fas", "fa", "فارسی"),
        Language("ful", "ff", "Pulaar"),
        Language("guj", "gu", "ગુજરાતી"),
        Language("hat", "ht", "Kreyòl ayisyen"),
        Language("hau", "ha", "Hausa"),
        Language("hbs", "sh", "Srpskohrvatski"),
        Language("hin", "hi", "हिन्दी"),
        Language("hye", "hy", "Հայերեն"),
        Language("ibo", "ig", "Igbo"),
        Language("kat", "ka", "ქართული"),
        Language("kmr", "", "Kurmancî", _("Kurdish (Kurmanji)")),
        Language("lin", "ln", "Lingála"),
        Language("mal", "ml", "മലയാളം"),
        Language("mkd", "mk", "Македонски"),
        Language("mnk", "", "Mandinka", _("Mandinka")),
        Language("nep", "ne", "नेपाली"),
        Language("orm", "om", "Afaan Oromoo"),
        Language("pan", "pa", "ਪੰਜਾਬੀ"),
        Language("pcm", "pcm", "Naijá"),
        Language("prs", "", "دری", _("Dari")),
        Language("pus", "ps", "پښتو"),
        Language("rom", "rom", "Romani čhib"),
        Language("ron", "ro", "Română"),
        Language("rus", "ru", "Русский"),
        Language("sin", "si", "සිංහල"),
        Language("snk", "snk", "Sooninkanxanne"),
        Language("som", "so", "Soomaali"),
        Language("sqi", "sq", "Shqip"),
        Language("swa", "sw", "Kiswahili"),
        Language("syl", "", "ꠍꠤꠟꠐꠤ", _("Sylheti")),
        Language("tam", "ta", "தமிழ்"),
        Language("tgl", "tl", "Tagalog"),
        Language("tir", "ti", "ትግርኛ"),
        Language("tur", "tr", "Türkçe"),
        Language("twi", "", "Twi"),
        Language("ukr", "uk", "Українська"),
        Language("urd", "ur", "اردو"),
        Language("wol", "wo", "Wolof"),
        Language("yor", "yo", "Yorùbá"),
        Language("zgh", "zgh", "ⵜⴰⵎⴰⵣⵉⵖⵜ"),
        Language("zho", "zh", "中文"),
    )
}


def language_name(code: str) -> str:
    """Return a language's name in the language of the page; a code we lack is shown as it is."""
    found = LANGUAGES.get(code)
    if found is None:
        return code
    return str(found.label) or _cldr_names(get_language() or "en").get(found.cldr, found.own_name)


def language_label(code: str) -> str:
    """Return the page's name and, where it differs, the own one: each side reads its own."""
    found, name = LANGUAGES.get(code), language_name(code)
    if found is None or found.own_name.casefold() == name.casefold():
        return name
    return f"{name} – {found.own_name}"


def language_choices() -> list[tuple[str, str]]:
    """Return (code, label) of every language, by the name in the language of the page."""
    by_name = sorted(LANGUAGES, key=lambda code: sorting_key(language_name(code)))
    return [(code, language_label(code)) for code in by_name]


def sorting_key(text: str) -> str:
    """Return a key that sorts names as people expect, without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


@functools.cache
def _cldr_names(page_language: str) -> dict[str, str]:
    try:
        locale = Locale.parse(page_language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return {code: _first_upper(name) for code, name in locale.languages.items()}
