"""Telephone numbers: read as they are dictated, kept in one form (E.164), shown left to right."""

from dataclasses import dataclass

import phonenumbers

from .rules import clean_name

HOME_REGION = "IT"
LONGEST_PHONE = 40


@dataclass(frozen=True, slots=True)
class Phone:
    """A number in E.164 (``+393331234567``), and whether its country has such numbers."""

    e164: str
    is_in_use: bool


class NotAPhone(ValueError):
    """What was typed cannot be called."""


def read_phone(text: str) -> Phone:
    """Return the number meant; one without a country's prefix is Italian. Raises NotAPhone."""
    try:
        found = phonenumbers.parse(clean_name(text), HOME_REGION)
    except phonenumbers.NumberParseException:
        raise NotAPhone(len(text)) from None
    if not phonenumbers.is_possible_number(found):
        raise NotAPhone(len(text))
    e164 = phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)
    return Phone(e164=e164, is_in_use=phonenumbers.is_valid_number(found))


def shown_phone(e164: str) -> str:
    """Return a number with the spaces its country writes; what is no number, as it is."""
    try:
        found = phonenumbers.parse(e164, HOME_REGION)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
