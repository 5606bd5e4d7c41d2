"""Search keys: how a name heard once meets a name written otherwise, in whatever script.

``words`` cleans and parts a name, ``sounds`` reads a word as consonants (``signs`` says what each
sign sounds like), ``chinese`` does the same coarsely for names carried into Chinese, ``tokens``
makes of them what is kept and what is asked for. Pure functions: text in, tokens and bytes out.
"""

from .chinese import coarse_skeletons
from .sounds import skeleton, skeletons
from .tokens import (
    COARSE_ASKED,
    COARSE_HAN_ASKED,
    KEY_BYTES,
    MOST_WORDS_JOINED,
    READINGS_ASKED,
    coarse_parts,
    date_token,
    day_token,
    joined_skeleton,
    key_of,
    number_tokens,
    pair_token,
    person_tokens,
    word_skeletons,
    year_token,
)
from .words import (
    PARTICLES,
    Word,
    compound_words,
    joined_word,
    name_words,
    plain_digits,
    script_of,
    whole_words,
    words_of,
)

__all__ = [
    "COARSE_ASKED",
    "COARSE_HAN_ASKED",
    "EARLIEST_YEAR",
    "KEY_BYTES",
    "MOST_WORDS_JOINED",
    "PARTICLES",
    "READINGS_ASKED",
    "Word",
    "coarse_parts",
    "coarse_skeletons",
    "compound_words",
    "date_token",
    "day_token",
    "joined_skeleton",
    "joined_word",
    "key_of",
    "name_words",
    "number_tokens",
    "pair_token",
    "person_tokens",
    "plain_digits",
    "script_of",
    "skeleton",
    "skeletons",
    "whole_words",
    "word_skeletons",
    "words_of",
    "year_token",
]

EARLIEST_YEAR = 1900
