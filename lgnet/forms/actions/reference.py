"""What every installation begins with: the national dictionary, and the first national core."""

import json
from pathlib import Path
from typing import Any

from lgnet.forms import rules
from lgnet.forms.enums import CHOICE_TYPES, FieldType, Kind, Moment, Privacy, Purpose
from lgnet.forms.models import CoreForm, FormVersion, NationalTerm
from lgnet.forms.rules import Definition, Field, Option, Section
from lgnet.kernel.bulk import Written, upsert
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.tenancy import scope

FILE = Path(__file__).resolve().parents[1] / "data" / "dictionary.json"
CORE_CODE = "situation"
CORE_ID = derived_uuid("form", CORE_CODE)
FIRST_CORE_ID = derived_uuid("form", CORE_CODE, 1)
_CORE = (
    # term, privacy, purpose, by when
    ("living_situation", Privacy.SENSITIVE, Purpose.CARE, Moment.CLOSING),
    ("living_since", Privacy.OPERATIONAL, Purpose.FIGURES, Moment.NEVER),
    ("with_minors", Privacy.SENSITIVE, Purpose.SAFETY, Moment.NEVER),
    ("specific_needs", Privacy.SENSITIVE, Purpose.CARE, Moment.NEVER),
)


def load_dictionary() -> Written:
    """Write the terms that are missing; what the national direction changed stays."""
    with scope(city_id=None):
        return upsert(
            NationalTerm,
            [NationalTerm(id=derived_uuid("term", told["code"]), **told) for told in _terms()],
            keep=("code", "label", "meaning", "type", "values", "is_current"),
        )


def load_core() -> Written:
    """Write the first national core with its first version, unless there is one already."""
    if FormVersion.objects.filter(form_id=CORE_ID).exists():
        return Written()
    title = {"it": "Situazione della persona", "en": "The person's situation"}
    content = rules.to_json(core_definition())
    with scope(city_id=None):
        upsert(
            CoreForm,
            [CoreForm(id=CORE_ID, code=CORE_CODE, title=title, content=content)],
            keep=("title", "content", "changed_at", "changed_by", "code"),
        )
        FormVersion.objects.create(
            id=FIRST_CORE_ID,
            form_id=CORE_ID,
            code=CORE_CODE,
            kind=Kind.CORE,
            number=1,
            title=title,
            content=content,
        )
    return Written(made=1)


def core_definition() -> Definition:
    """Return the first national core."""
    terms = {told["code"]: told for told in _terms()}
    fields = tuple(
        _field(terms[code], privacy, purpose, moment) for code, privacy, purpose, moment in _CORE
    )
    title = {"it": "Situazione e bisogni", "en": "Situation and needs"}
    return Definition(("it", "en"), (Section("core_situation", title, fields=fields),))


def _field(told: dict[str, Any], privacy: str, purpose: str, moment: str) -> Field:
    options = tuple(
        Option(str(one["code"]), {"it": one["it"], "en": one["en"]}, str(one["code"]))
        for one in told["values"]
    )
    return Field(
        code=told["code"],
        type=FieldType(told["type"]),
        label=told["label"],
        options=options if told["type"] in CHOICE_TYPES else (),
        required_at=moment,
        privacy=privacy,
        purpose=purpose,
        national=told["code"],
    )


def _terms() -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return told
