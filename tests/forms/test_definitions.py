"""Five hundred random forms: checked, rendered, answered, saved and read back."""

import json
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lgnet.forms import rules
from lgnet.forms.enums import FieldType, Moment
from lgnet.forms.forms import AnswerForm
from lgnet.forms.reading import read_back
from lgnet.forms.rules_answers import carried, from_json
from lgnet.forms.rules_conditions import asked_of, circles
from lgnet.forms.rules_problems import problems_of
from lgnet.forms.rules_versions import changes
from tests.forms.definitions import definitions, typed


def sent(data):
    found = QueryDict(mutable=True)
    for name, value in data.items():
        found.setlist(name, value if isinstance(value, list) else [value])
    return found


def answering(definition, data=None, **more):
    facts = {"version_id": None, "language": "it", "moment": Moment.NEVER}
    return AnswerForm(data, definition=definition, **{**facts, **more})


class Controls(HTMLParser):
    """Gathers the names of controls, and what never stands in a page of ours."""

    def __init__(self):
        super().__init__()
        self.names, self.wrong, self.ids = set(), [], []

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "script" or any(name.startswith("on") or name == "style" for name in told):
            self.wrong.append((tag, told))
        if tag in ("input", "select", "textarea"):
            self.names.add(told.get("name", ""))
        if told.get("id"):
            self.ids.append(told["id"])


@pytest.mark.slow
@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_500_random_forms_render_validate_save_and_read_back(data):
    definition = data.draw(definitions())
    # Saved and read back: the form itself.
    kept = json.loads(json.dumps(rules.to_json(definition)))
    assert rules.from_json(kept) == definition
    asked = [one for one in definition.asked() if one.is_question]
    stopping = [one.kind for one in problems_of(definition, terms={}) if one.is_blocking]
    assert stopping == ([] if asked else ["no_question"])
    assert circles(definition) == set()
    # Rendered: each question has its control, and nothing that the page's policy would drop.
    language = definition.languages[-1]
    page = Controls()
    page.feed(str(answering(definition, language=language)))
    for one in asked:
        assert any(n == one.code or n.startswith(f"{one.code}_") for n in page.names), one.code
    assert page.wrong == []
    assert len(page.ids) == len(set(page.ids))
    # Validated, saved, read back: the answers.
    form = answering(definition, sent(data.draw(typed(definition))))
    assert form.is_valid(), form.errors
    answers = json.loads(json.dumps(form.answers))
    shown = {one.code for one in asked_of(definition, answers)}
    assert set(answers) <= shown, "nothing is kept of what was not shown"
    again = answering(definition, initial=answers)
    for code, value in answers.items():
        one = definition.field(code)
        assert from_json(one, value) is not None, (one, value)
        assert again.initial[code] == from_json(one, value)
    read = {
        line.code: line.words
        for section in read_back(SimpleNamespace(definition=definition), answers)
        for line in section.lines
    }
    assert {code for code, words in read.items() if words} == set(answers)
    # A version that changes nothing takes everything over.
    assert changes(definition, definition) == []
    assert carried(answers, before=definition, now=definition).kept == answers


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_is_needed_is_asked_for_where_it_is_shown_only(data):
    definition = data.draw(definitions())
    form = answering(definition, sent({}), moment=Moment.CLOSING)
    form.is_valid()
    shown = {one.code for one in asked_of(definition, {}) if one.is_question}
    needed = {one.code for one in definition.asked() if one.required_at != Moment.NEVER} & shown
    assert set(form.errors) == needed


def test_the_random_forms_have_everything_in_them():
    """A generator that draws only the simplest would prove nothing."""
    seen = set()

    @settings(
        max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(definitions())
    def look(definition):
        for one in definition.all_fields():
            seen.add(one.type)
            seen.update({"condition"} if one.shown.conditions else set())
            seen.update({"retired"} if one.is_retired else set())

    look()
    assert seen >= {*FieldType.values, "condition", "retired"}
