"""House rules as they are printed: which language, written in which direction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language_info

from lgnet.people.catalogue import LANGUAGES, language_label
from lgnet.people.models import Person

from .models import HouseRules
from .rules_nights import rules_languages


@dataclass(frozen=True, slots=True)
class Paper:
    """House rules in one language; ``is_chosen`` for this guest.

    ``tag`` is the language's code for the page (BCP 47); ``own_words`` the code of one of our own
    languages in which the lines to sign are written.
    """

    rules: HouseRules
    label: str
    tag: str
    own_words: str
    is_chosen: bool

    @property
    def language(self) -> str:
        """Return the language as ISO 639-3."""
        return self.rules.language

    @property
    def is_ours(self) -> bool:
        """Return whether the lines to sign stand in the paper's own language."""
        return self.own_words == self.tag

    @property
    def direction(self) -> str:
        """Return ltr or rtl, of the lines to sign."""
        return "rtl" if get_language_info(self.own_words)["bidi"] else "ltr"


def papers_of(
    available: Mapping[str, HouseRules], *, person: Person, reads: Sequence[str]
) -> list[Paper]:
    """Return a house's rules in every language there is, those for the guest chosen."""
    preferred = person.language
    chosen = rules_languages(available=list(available), preferred=preferred, reads=reads)
    codes = [*chosen, *sorted(code for code in available if code not in chosen)]
    return [_paper(available[code], code in chosen) for code in codes]


def _paper(rules: HouseRules, is_chosen: bool) -> Paper:
    known = LANGUAGES.get(rules.language)
    tag = known.cldr if known and known.cldr else rules.language
    ours = dict(settings.LANGUAGES)
    return Paper(
        rules=rules,
        label=language_label(rules.language),
        tag=tag,
        own_words=tag if tag in ours else settings.LANGUAGE_CODE,
        is_chosen=is_chosen,
    )
