"""The vault: values open under their own key, in their own place, and nowhere else."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lgnet.kernel import vault
from lgnet.kernel.vault import Sealed, Unreadable, seal, unseal

KEY, OTHER = b"k" * 32, b"o" * 32
CELL = {"city_id": uuid.UUID(int=1), "compartment_id": uuid.UUID(int=0)}


def wrapped(owner=7, **cell):
    return vault.new_data_key(**{**CELL, **cell}, owner=uuid.UUID(int=owner))


def opened(key, owner=7, **cell):
    return vault.opened_key(key, **{**CELL, **cell}, owner=uuid.UUID(int=owner))


@given(st.binary(max_size=300))
def test_what_was_sealed_opens(value):
    assert unseal(seal(value, key=KEY, place="a|b|c"), key=KEY, place="a|b|c") == value


@given(st.binary(min_size=8, max_size=60))
def test_nothing_of_the_value_is_left_to_read(value):
    assert value not in seal(value, key=KEY, place="a|b|c")


def test_a_value_does_not_open_elsewhere():
    sealed = seal(b"Amina", key=KEY, place="people_person|known_as|1")
    for key, place in ((OTHER, "people_person|known_as|1"), (KEY, "people_person|known_as|2")):
        with pytest.raises(Unreadable):
            unseal(sealed, key=key, place=place)


def test_an_altered_value_does_not_open():
    sealed = bytearray(seal(b"Amina", key=KEY, place="p"))
    for at in range(1, len(sealed)):
        altered = bytes(sealed[:at]) + bytes([sealed[at] ^ 1]) + bytes(sealed[at + 1 :])
        with pytest.raises(Unreadable):
            unseal(altered, key=KEY, place="p")


def test_the_same_value_in_the_same_place_gives_the_same_bytes_and_elsewhere_others():
    again = {bytes(seal(b"Amina", key=KEY, place="p")) for _ in range(3)}
    assert len(again) == 1
    assert bytes(seal(b"Amina", key=KEY, place="q")) not in again
    assert bytes(seal(b"Amina", key=OTHER, place="p")) not in again


def test_the_length_tells_little():
    assert len({len(seal(b"x" * n, key=KEY, place="p")) for n in range(1, 13)}) == 1


def test_a_data_key_opens_for_its_owner_in_its_cell_only():
    key = wrapped()
    assert len(opened(key)) == 32
    elsewhere = {"city_id": uuid.UUID(int=2)}, {"compartment_id": uuid.UUID(int=3)}
    for change in ({"owner": 8}, *elsewhere):
        with pytest.raises(Unreadable):
            opened(key, **change)
    assert opened(wrapped()) != opened(key)


def test_a_destroyed_key_opens_nothing():
    for gone in (b"", None):
        with pytest.raises(Unreadable):
            opened(gone)


def test_master_keys_rotate(settings):
    settings.VAULT_KEYS = "1:" + "a" * 32
    old = wrapped()
    settings.VAULT_KEYS = "2:" + "b" * 32 + ", 1:" + "a" * 32
    assert opened(old)
    assert wrapped()[1] == 2
    settings.VAULT_KEYS = "2:" + "b" * 32
    with pytest.raises(Unreadable, match="not among"):
        opened(old)


@pytest.mark.parametrize("text", ["", "a:" + "x" * 32, "1:short", "256:" + "x" * 32])
def test_broken_master_keys_are_refused(settings, text):
    settings.VAULT_KEYS = text
    with pytest.raises(ValueError, match="LGNET_VAULT_KEYS"):
        vault.master_keys()


def test_a_sealed_value_does_not_tell_itself():
    assert f"{Sealed(b'x')} {Sealed(b'x')!r}" == "<sealed> <sealed>"
