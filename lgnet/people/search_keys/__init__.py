"""Search keys: how a name heard once meets a name written otherwise, in whatever script.

``words`` cleans and parts a name, ``sounds`` reads a word as consonants (``signs`` says what each
sign sounds like), ``chinese`` does the same coarsely for names carried into Chinese, ``tokens``
makes of them what is kept and what is asked for. Pure functions: text in, tokens and bytes out.
"""

from .sounds import skeleton, skeletons
from .tokens import KEY_BYTES, key_of, number_tokens, person_tokens
from .words import PARTICLES, Word, name_words, plain_digits, script_of, words_of

__all__ = [
    "EARLIEST_YEAR",
    "KEY_BYTES",
    "PARTICLES",
    "Word",
    "key_of",
    "name_words",
    "number_tokens",
    "person_tokens",
    "plain_digits",
    "script_of",
    "skeleton",
    "skeletons",
    "words_of",
]

EARLIEST_YEAR = 1900


from dataclasses import dataclass  # noqa: E402


@dataclass(frozen=True, slots=True)
class Asked:
    words: tuple[str, ...]
    year: int | None = None


def tokens_of(text):
    return person_tokens([text], birth=None)


def asked_of(text, *, latest_year):
    return Asked(tuple(words_of(text)))


def asked_token(word):
    return f"~{skeleton(word)}"


def spelling_token(word):
    return f"~{skeleton(word)}"
