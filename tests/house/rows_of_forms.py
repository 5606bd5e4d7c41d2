"""Tailored forms: who may open each page, and how to make one row."""

from collections.abc import Callable
from typing import Any

from lgnet.forms.actions.reference import FIRST_CORE_ID
from lgnet.forms.models import FormVersion
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City
from tests.factories.forms import make_city_form, make_version
from tests.house.access_row import Row

# Who writes the forms of a city, and the core for the nation.
WRITING = frozenset({Role.CITY_MANAGER, Role.NATIONAL_COORDINATOR})
NATION = frozenset({Role.NATIONAL_COORDINATOR})
LOOKING_ON = NATION | {Role.NATIONAL_ANALYST}
FORM = {"form_id": "city_form"}
# Made by ``make_city_form``.
SECTION, QUESTION = {**FORM, "code": "=extra"}, {**FORM, "code": "=work"}

MATRIX = {
    "forms:list": Row(WRITING, grows=("city_form",)),
    "forms:new": Row(WRITING, post=422),
    "forms:import": Row(WRITING, post=422),
    "forms:others": Row(WRITING, grows=("form_elsewhere",)),
    # What is published is there for every city; the core is nobody's to adopt.
    "forms:version": Row(WRITING, post=404, path={"version_id": f"={FIRST_CORE_ID}"}),
    "forms:edit": Row(WRITING, path=FORM),
    "forms:title": Row(WRITING, post=422, path=FORM),
    "forms:section_new": Row(WRITING, post=422, path=FORM),
    "forms:section": Row(WRITING, post=422, path=SECTION),
    "forms:field_new": Row(WRITING, post=422, path=FORM),
    "forms:field": Row(WRITING, post=422, path=QUESTION),
    "forms:move": Row(WRITING, get=405, post=302, path=FORM),
    "forms:retire": Row(WRITING, get=405, post=302, path=FORM),
    "forms:preview": Row(WRITING, post=200, path=FORM),
    "forms:publish": Row(WRITING, post=302, path=FORM),
    "forms:retire_form": Row(WRITING, get=405, post=302, path=FORM),
    "forms:dictionary": Row(NATION),
    "forms:term_new": Row(NATION, post=422),
    "forms:term": Row(
        NATION, post=422, path={"term_id": f"={derived_uuid('term', 'with_minors')}"}
    ),
    "forms:coverage": Row(LOOKING_ON),
}


def published_elsewhere() -> FormVersion:
    """Publish a form in another city, for this one to adopt."""
    with scope(city_id=City.objects.get(name="Bologna").pk):
        return make_version()


RECIPES: dict[str, Callable[..., Any]] = {"forms.CityForm": lambda **f: make_city_form(**f)}
