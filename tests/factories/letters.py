"""Letters, templates and heads of the paper: made in the open scope."""

import itertools

from lgnet.encounters.models import Letter, Letterhead, LetterTemplate
from tests.factories.people import make_person

_numbers = itertools.count(1)


def make_letterhead(**fields) -> Letterhead:
    first = {"name": "Città di Torino", "lines": "Via Garibaldi 1\n011 0110"}
    return Letterhead.objects.create(**first | fields)


def make_template(**fields) -> LetterTemplate:
    first = {"name": f"Modello {next(_numbers)}", "text": "Gentile {persona},"}
    return LetterTemplate.objects.create(**first | fields)


def make_letter(**fields) -> Letter:
    first = {"title": f"Lettera {next(_numbers)}", "text": "Si attesta."}
    if "person" not in fields:
        first["person"] = make_person()
    return Letter.objects.create(**first | fields)
