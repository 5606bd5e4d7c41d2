"""Screens of tailored forms, and forms with everything that a page of them can show."""

from lgnet.forms.actions.drafts import put_field, retire_field
from lgnet.forms.actions.publishing import publish
from lgnet.forms.actions.reference import FIRST_CORE_ID
from lgnet.forms.enums import Comparison, FieldType
from lgnet.forms.rules import Condition, Definition, Option, Section, Shown
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City
from tests.e2e.screen import Screen
from tests.factories.forms import make_city_form, make_extension, make_field

CITY, NATION = Role.CITY_MANAGER, Role.NATIONAL_COORDINATOR
CORE = str(FIRST_CORE_ID)

SCREENS = [
    Screen("forms:list", CITY, on_phone=True),
    Screen("forms:list", NATION),
    Screen("forms:new", CITY, on_phone=True),
    Screen("forms:new", CITY, sends_empty_form=True, status=422),
    Screen("forms:import", CITY, on_phone=True),
    Screen("forms:import", CITY, sends_empty_form=True, status=422),
    Screen("forms:others", CITY, on_phone=True),
    Screen("forms:version", CITY, ("elsewhere",), on_phone=True),
    Screen("forms:version", NATION, (CORE,)),
    Screen("forms:edit", CITY, ("city_form",), on_phone=True),
    Screen("forms:edit", CITY, ("extension_form",)),
    Screen("forms:title", CITY, ("city_form",)),
    Screen("forms:section_new", CITY, ("city_form",), on_phone=True),
    Screen("forms:section", CITY, ("city_form", "visita")),
    Screen("forms:field_new", CITY, ("city_form",), on_phone=True),
    Screen("forms:field_new", CITY, ("city_form",), sends_empty_form=True, status=422),
    Screen("forms:field", CITY, ("city_form", "aiuto"), on_phone=True),
    Screen("forms:preview", CITY, ("city_form",), on_phone=True),
    Screen("forms:preview", CITY, ("city_form",), query="?language=ar", on_phone=True),
    Screen("forms:preview", CITY, ("city_form",), sends_empty_form=True, status=422),
    Screen("forms:publish", CITY, ("city_form",), on_phone=True),
    Screen("forms:publish", CITY, ("extension_form",)),
    Screen("forms:dictionary", NATION),
    Screen("forms:term_new", NATION),
    Screen("forms:term_new", NATION, sends_empty_form=True, status=422),
    Screen("forms:term", NATION, (str(derived_uuid("term", "living_situation")),)),
    Screen("forms:coverage", NATION, on_phone=True),
]


def visit() -> Definition:
    """Return a form with each kind of question, conditions, three languages and a gap."""
    words = {"it": "Che aiuto serve?", "en": "What help is needed?", "ar": "ما المساعدة المطلوبة؟"}
    yes = {"it": "È da sola?", "en": "Is she alone?", "ar": "هل هي وحدها؟"}
    options = (
        Option("letto", {"it": "Un letto", "en": "A bed", "ar": "سرير"}, "-"),
        Option("medico", {"it": "Un medico", "en": "A doctor", "ar": "طبيب"}, "-"),
    )
    alone = Shown("all", (Condition("sola", Comparison.IS, "no"),))
    fields = (
        make_field("sola", type=FieldType.YES_NO, label=yes),
        make_field("con_chi", shown=alone, help={"it": "Anche solo il nome"}),
        make_field("aiuto", type=FieldType.SEVERAL_CHOICES, label=words, options=options),
        make_field("da_quando", type=FieldType.PARTIAL_DATE),
        make_field("giorno", type=FieldType.DATE, required_at="closing"),
        make_field("notti", type=FieldType.WHOLE_NUMBER, low="0", high="365"),
        make_field("racconto", type=FieldType.LONG_TEXT, privacy="", national=""),
        make_field("nota", type=FieldType.NOTE, label={"it": "Leggi insieme alla persona."}),
    )
    title = {"it": "Visita", "en": "Visit", "ar": "زيارة"}
    return Definition(("it", "en", "ar"), (Section("visita", title, fields=fields),))


def fill_forms(by):
    """Make a form not yet ready, own questions beside the core with a change, one elsewhere."""
    form = make_city_form(by, code="visita", title={"it": "Visita"}, definition=visit())
    extension = make_extension(make_field("quartiere"), make_field("mezzo"), by=by, code="torino")
    publish(form=extension, by=by)
    retire_field(form=extension, code="mezzo", by=by)
    put_field(form=extension, field=make_field("lavoro"), section="extra_own", by=by)
    with scope(city_id=City.objects.get(name="Bologna").pk, user_id=by.pk):
        elsewhere = publish(
            form=make_city_form(by, code="laboratori", title={"it": "Laboratori"}), by=by
        )
    return {"city_form": form, "extension_form": extension, "elsewhere": elsewhere}
