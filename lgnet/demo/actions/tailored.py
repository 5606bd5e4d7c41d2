"""Writing the demo's tailored forms into a city, inside its open scope."""

from typing import Any

from lgnet.demo.tailored import BEGUN, BOLOGNA, EXTENSIONS, INSTRUMENT, PALERMO
from lgnet.forms.actions.drafts import create_form, put_field
from lgnet.forms.actions.publishing import publish
from lgnet.forms.actions.reference import CORE_ID
from lgnet.forms.enums import Kind
from lgnet.kernel.ids import derived_uuid


def load_demo_forms(city: str, *, by: Any) -> int:
    """Publish what the city asks of its own, and leave a question unfinished; return how many."""
    made = 0
    if city in EXTENSIONS:
        code, title, definition = EXTENSIONS[city]
        form = create_form(
            id=derived_uuid("demo", "form", city),
            kind=Kind.EXTENSION,
            code=code,
            title=title,
            definition=definition,
            core_id=CORE_ID,
            by=by,
        )
        publish(form=form, id=derived_uuid("demo", "form", city, 1), by=by)
        if city == PALERMO:
            put_field(form=form, field=BEGUN, section="palermo_arrivo", by=by)
        made += 1
    if city == BOLOGNA:
        title, definition = INSTRUMENT
        form = create_form(
            id=derived_uuid("demo", "instrument", city),
            kind=Kind.INSTRUMENT,
            code="laboratorio",
            title=title,
            definition=definition,
            by=by,
        )
        publish(form=form, id=derived_uuid("demo", "instrument", city, 1), by=by)
        made += 1
    return made
