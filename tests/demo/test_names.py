"""The name pools: enough names, in the right script, spelt in two ways."""

import unicodedata

import pytest

from lgnet.demo.communities import COMMUNITIES
from lgnet.demo.names import pool
from lgnet.people.enums import Script

# How Unicode's character names begin for each script.
PREFIX = {
    Script.ARABIC: "ARABIC",
    Script.BENGALI: "BENGALI",
    Script.CYRILLIC: "CYRILLIC",
    Script.ETHIOPIC: "ETHIOPIC",
    Script.GEORGIAN: "GEORGIAN",
    Script.GURMUKHI: "GURMUKHI",
    Script.HAN: "CJK",
    Script.SINHALA: "SINHALA",
    Script.TAMIL: "TAMIL",
}


def letters(text):
    return [unicodedata.name(character) for character in text if character.isalpha()]


@pytest.mark.parametrize("community", COMMUNITIES.values(), ids=lambda item: item.code)
def test_every_community_has_names_enough_in_its_own_script(community):
    names = pool(community.pool)
    assert len(set(names.male)) >= 40
    assert len(set(names.female)) >= 40
    assert len(set(names.family)) >= 25
    for entry in (*names.male, *names.female, *names.family):
        assert entry.latin != entry.latin_alt
        for spelling in (entry.latin, entry.latin_alt):
            assert spelling
            assert all(name.startswith("LATIN") for name in letters(spelling))
        if community.script == Script.LATIN:
            assert entry.native == ""
        else:
            assert entry.native
            prefix = PREFIX[community.script]
            assert all(name.startswith(prefix) for name in letters(entry.native))


def test_no_pool_is_left_without_a_community():
    from lgnet.demo.names import FOLDER

    files = {path.stem for path in FOLDER.glob("*.tsv")}
    assert files == {community.pool for community in COMMUNITIES.values()}
