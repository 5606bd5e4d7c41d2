"""How a name or a date comes to be written otherwise the second time."""

import datetime as dt
import random

# Spellings of one sound that romanisations and ears exchange.
_SPELLINGS = (
    ("ou", "u"),
    ("oo", "u"),
    ("kh", "h"),
    ("kh", "k"),
    ("gh", "g"),
    ("dj", "j"),
    ("q", "k"),
    ("ch", "sh"),
    ("ph", "f"),
    ("y", "i"),
    ("ee", "i"),
    ("z", "s"),
    ("e", "a"),
    ("a", "e"),
    ("o", "u"),
    ("i", "e"),
    ("w", "ou"),
    ("th", "t"),
    ("v", "w"),
    ("c", "k"),
    ("j", "g"),
)
_DOUBLE = "lmnstrd"
_LETTERS = "abcdefghijklmnoprstuvyz"


def respelt(rng: random.Random, name: str) -> str:
    """Return the name as another ear writes it: one or two sounds spelt otherwise."""
    text = name.lower()
    for _ in range(rng.choice((1, 1, 2))):
        pairs = [pair for pair in _SPELLINGS if pair[0] in text]
        pairs += [(b, a) for a, b in _SPELLINGS if b in text and len(a) > 1]
        doubles = [letter for letter in _DOUBLE if letter in text]
        if doubles and rng.randrange(4) == 0:
            letter = rng.choice(doubles)
            twice = letter * 2
            text = text.replace(twice, letter) if twice in text else text.replace(letter, twice, 1)
        elif pairs:
            text = text.replace(*rng.choice(pairs), 1)
    return text.capitalize()


def mistyped(rng: random.Random, name: str) -> str:
    """Return the name with one slip: a letter dropped, doubled by another, changed or swapped."""
    if len(name) < 3:
        return name
    place = rng.randrange(1, len(name) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return name[:place] + name[place + 1 :]
    if kind == 1:
        return name[:place] + rng.choice(_LETTERS) + name[place:]
    if kind == 2:
        return name[:place] + rng.choice(_LETTERS) + name[place + 1 :]
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def misdated(rng: random.Random, day: dt.date) -> dt.date:
    """Return the date with one slip: day and month swapped, or one part wrong."""
    kind = rng.randrange(10)
    if kind < 4 and day.day <= 12:
        return dt.date(day.year, day.day, day.month)
    if kind < 6:
        return day.replace(day=rng.randint(1, 28))
    if kind < 7:
        return day.replace(day=min(day.day, 28), month=rng.randint(1, 12))
    return day.replace(day=min(day.day, 28), year=day.year + rng.choice((-1, 1, -1, 1, -10, 10)))
