"""A form of 60 tailored questions, rendered and validated, beside a Django form of 60 texts.

Every kind of question, conditions and help among them, as a city would write it: the definition is
read from its JSON each time, as a page reads a version from the database.
"""

import itertools
import json
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from benchmarks.frame import median, milliseconds, percentile, say
from lgnet.forms import rules
from lgnet.forms.catalogue import Condition, Definition, Field, Option, Section, Shown
from lgnet.forms.enums import FieldType, Moment
from lgnet.forms.published import answer_form

FIELDS, SECTIONS = 60, 6
ROUNDS, ROUNDS_QUICK = 200, 20
WARM_UPS = 3
# A published version's place is taken by anything with its key and its definition.
VERSION = UUID(int=7)
_ANSWERED = {
    FieldType.SHORT_TEXT: ("", "Mensa Esempio"),
    FieldType.LONG_TEXT: ("", "Una riga\nun'altra"),
    FieldType.WHOLE_NUMBER: ("", "7"),
    FieldType.DECIMAL: ("", "7.5"),
    FieldType.DATE: ("", "2026-01-31"),
    FieldType.PARTIAL_DATE: ("_year", "2024"),
    FieldType.YES_NO: ("_value", "yes"),
    FieldType.ONE_CHOICE: ("", "a1"),
    FieldType.SEVERAL_CHOICES: ("", "a1"),
}


def definition() -> Definition:
    """Return a form of ``FIELDS`` questions in ``SECTIONS`` sections."""
    kinds = itertools.cycle(_ANSWERED)
    fields = [_field(number, next(kinds)) for number in range(FIELDS)]
    size = FIELDS // SECTIONS
    return Definition(
        ("it", "en", "ar"),
        tuple(
            Section(
                f"s{number}",
                _words("Sezione", number),
                fields=tuple(fields[number * size : (number + 1) * size]),
            )
            for number in range(SECTIONS)
        ),
    )


def _field(number: int, kind: str) -> Field:
    options = tuple(Option(f"a{n}", _words("Risposta", n), "-") for n in range(6))
    after = number - 1 if number % 5 == 4 else None
    return Field(
        code=f"q{number}",
        type=kind,
        label=_words("Domanda", number),
        help=_words("Aiuto", number) if number % 3 == 0 else {},
        options=options if kind.endswith(("choice", "choices")) else (),
        shown=Shown(conditions=(Condition(f"q{after}", "answered"),)) if after else Shown(),
        required_at=Moment.CLOSING if number % 4 == 0 else Moment.NEVER,
        privacy="operational",
        purpose="care",
        national="-",
    )


def _words(word: str, number: int) -> dict[str, str]:
    return dict.fromkeys(("it", "en", "ar"), f"{word} {number}")


def typed(form: Definition) -> QueryDict:
    """Return an answer to every question, as a browser sends it."""
    data = QueryDict(mutable=True)
    for one in form.asked():
        suffix, value = _ANSWERED[FieldType(one.type)]
        data[f"{one.code}{suffix}"] = value
    return data


def run(quick: bool) -> dict[str, Any]:
    """Render and validate in turns with the plain form; return medians."""
    form = definition()
    stored, data = json.dumps(rules.to_json(form)), typed(form)
    plain = type(
        "Plain", (forms.Form,), {f"q{n}": forms.CharField(max_length=200) for n in range(FIELDS)}
    )
    texts = {f"q{n}": "Mensa Esempio" for n in range(FIELDS)}

    def tailored() -> None:
        version = SimpleNamespace(pk=VERSION, definition=rules.from_json(json.loads(stored)))
        str(answer_form(version))
        answered = answer_form(version, data)
        if not answered.is_valid() or len(answered.answers) != FIELDS:
            raise RuntimeError(f"{len(answered.answers)} answers: {answered.errors.as_json()}")

    def beside() -> None:
        str(plain())
        if not plain(texts).is_valid():
            raise RuntimeError("the plain form refuses")

    times: dict[str, list[float]] = {"tailored": [], "plain": []}
    for number in range(WARM_UPS + (ROUNDS_QUICK if quick else ROUNDS)):
        took = {"tailored": milliseconds(tailored), "plain": milliseconds(beside)}
        if number >= WARM_UPS:
            for name, one in took.items():
                times[name].append(one)
    form_ms, plain_ms = median(times["tailored"]), median(times["plain"])
    say(f"  60 tailored questions {form_ms:6.1f} ms   60 plain texts {plain_ms:6.1f} ms")
    return {
        "figure": round(form_ms, 1),
        "unit": "ms, median to render and validate a form of 60 tailored questions",
        "ratio": round(plain_ms / form_ms, 3),
        "against": "a Django form of 60 texts, rendered and validated in turns with it",
        "form_ms": round(form_ms, 1),
        "p95_ms": round(percentile(times["tailored"], 0.95), 1),
        "plain_ms": round(plain_ms, 1),
        "fields": FIELDS,
    }
