"""Every verb recorded has its words, and every word its verb."""

import re

from lgnet.audit.catalogue import KINDS, VERBS, kind_words, verb_words
from tests.house.source import python_files


def recorded():
    """Return the verbs that the package's code hands to ``record``."""
    found = set()
    for path in python_files("lgnet"):
        if path.name != "catalogue.py":
            text = path.read_text(encoding="utf-8")
            found |= set(re.findall(r'\bverb="([a-z_.]+)"', text))
    return found


def test_every_verb_recorded_has_words():
    assert recorded() - set(VERBS) == set()


def test_no_words_without_a_verb():
    assert set(VERBS) - recorded() == set()


def test_verbs_begin_with_their_app():
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", verb) for verb in VERBS)


def test_a_verb_of_an_older_version_shows_as_it_is():
    assert verb_words("people.forgotten") == "people.forgotten"
    assert verb_words("people.viewed") == str(VERBS["people.viewed"])
    assert kind_words("people.person") == str(KINDS["people.person"])
