"""Forms, published or not."""

import itertools
from dataclasses import replace

from lgnet.forms.actions.drafts import create_form
from lgnet.forms.actions.publishing import publish
from lgnet.forms.actions.reference import CORE_ID
from lgnet.forms.enums import LOCAL_ONLY, FieldType, Kind, Purpose
from lgnet.forms.models import CityForm, FormVersion
from lgnet.forms.rules import Definition, Field, Option, Section
from lgnet.kernel.ids import uuid7

_numbers = itertools.count(1)


def make_field(code="work", **more) -> Field:
    """Make a question with everything that publishing asks for."""
    facts = {
        "label": {"it": f"Domanda {code}"},
        "privacy": "operational",
        "purpose": Purpose.CARE,
        "national": LOCAL_ONLY,
    }
    if more.get("type") in (FieldType.ONE_CHOICE, FieldType.SEVERAL_CHOICES):
        facts["options"] = (
            Option("one", {"it": "Uno"}, LOCAL_ONLY),
            Option("two", {"it": "Due"}, LOCAL_ONLY),
        )
    return Field(code, **{**facts, **more})


def make_definition(*fields: Field, section="extra", languages=("it",)) -> Definition:
    """Make a definition of one section."""
    return Definition(
        languages, (Section(section, {"it": "Altre domande"}, fields=fields or (make_field(),)),)
    )


def make_city_form(by=None, **more) -> CityForm:
    """Make a form of the city whose scope is open."""
    number = next(_numbers)
    facts = {
        "id": uuid7(),
        "kind": Kind.INSTRUMENT,
        "code": f"form_{number}",
        "title": {"it": f"Modulo {number}"},
        "definition": make_definition(),
        "by": by,
    }
    return create_form(**{**facts, **more})


def make_extension(*fields: Field, by=None, **more) -> CityForm:
    """Make a city's own questions beside the national core."""
    return make_city_form(
        by,
        kind=Kind.EXTENSION,
        core_id=CORE_ID,
        definition=make_definition(*fields, section="extra_own"),
        **more,
    )


def make_version(*fields: Field, by=None, **more) -> FormVersion:
    """Publish a new form of the city whose scope is open."""
    if fields:
        more.setdefault("definition", make_definition(*fields))
    return publish(form=make_city_form(by, **more), by=by)


def retired(one: Field) -> Field:
    """Return a question as no longer asked."""
    return replace(one, is_retired=True)
