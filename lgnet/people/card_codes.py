"""The code on a person's card: drawn by lot, says nothing of anybody. Pure functions.

Twelve signs of Crockford's base 32 (digits and capitals without I, L, O and U, which are misread):
eleven are random, 55 bits, the last checks them. At least three are digits and three letters, so
that no code can be taken for a name, nor for a telephone number.
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
FEWEST_OF_A_KIND = 3
# How Crockford reads what people write for a sign.
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARATORS = str.maketrans(dict.fromkeys("- \t\u00a0\u2010\u2011\u2012\u2013"))


def new_code() -> str:
    """Return a fresh code of twelve signs, without separators."""
    while True:
        drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
        code = drawn + check_sign(drawn)
        digits = sum(sign.isdigit() for sign in code)
        if FEWEST_OF_A_KIND <= digits <= LENGTH - FEWEST_OF_A_KIND:
            return code


def read_code(text: str) -> str | None:
    """Return the code that was scanned or typed, in capitals and without separators, or None.

    None for what cannot be a code: another length, a foreign sign, a check that fails.
    """
    signs = text.strip().upper().translate(_SEPARATORS).translate(_READ_AS)
    if len(signs) != LENGTH or not set(signs) <= set(ALPHABET):
        return None
    return signs if check_sign(signs[:-1]) == signs[-1] else None


def shown_code(code: str) -> str:
    """Return a code in groups of four, as it is printed and read out."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def check_sign(signs: str) -> str:
    """Return the sign that makes one wrong sign, or two neighbours swapped, show up.

    Luhn's algorithm over 32 signs (ISO/IEC 7812-1 annex B, generalised); like there, the first
    and the last sign of the alphabet swapped go unseen.
    """
    total = 0
    for place, sign in enumerate(reversed(signs)):
        value = ALPHABET.index(sign) * (2 if place % 2 == 0 else 1)
        total += value // len(ALPHABET) + value % len(ALPHABET)
    return ALPHABET[-total % len(ALPHABET)]
