"""Definitions that are wrong, conditions, versions, answers: rules without a database."""

from dataclasses import replace

import pytest

from lgnet.forms import rules
from lgnet.forms.enums import FieldType, LeftReason, Moment, ProblemKind
from lgnet.forms.rules import Condition, Definition, Option, Section, Shown
from lgnet.forms.rules_answers import carried, count_by_code, national_answers
from lgnet.forms.rules_conditions import asked_of, circles
from lgnet.forms.rules_problems import Term, problems_of
from lgnet.forms.rules_versions import Asked, changes, coverage, drift
from tests.factories.forms import make_definition, make_field, retired

SLEEPS = Term("living_situation", FieldType.ONE_CHOICE, frozenset({"1", "2", "12"}))
TERMS = {"living_situation": SLEEPS, "age": Term("age", FieldType.DECIMAL)}


def if_(field, operator="is", value="yes"):
    return Shown("all", (Condition(field, operator, value),))


def told(definition, **more):
    found = problems_of(definition, terms=TERMS, **more)
    return {(one.place, one.part, one.kind) for one in found if one.is_blocking}


def test_a_form_with_everything_has_no_problem():
    assert told(make_definition()) == set()


@pytest.mark.parametrize(
    ("more", "part", "kind"),
    [
        ({"label": {"en": "Work?"}}, "label", ProblemKind.NO_TEXT),
        ({"privacy": ""}, "privacy", ProblemKind.NO_PRIVACY),
        ({"privacy": "secret"}, "privacy", ProblemKind.NO_PRIVACY),
        ({"purpose": ""}, "purpose", ProblemKind.NO_PURPOSE),
        ({"national": ""}, "national", ProblemKind.NO_MAPPING),
        ({"national": "gone"}, "national", ProblemKind.UNKNOWN_ENTRY),
        ({"national": "living_situation"}, "national", ProblemKind.ENTRY_TYPE),
        ({"type": FieldType.ONE_CHOICE, "options": ()}, "options", ProblemKind.NO_OPTIONS),
        (
            {
                "type": FieldType.ONE_CHOICE,
                "national": "living_situation",
                "options": (Option("a", {"it": "A"}),),
            },
            "options",
            ProblemKind.OPTION_MAPPING,
        ),
        (
            {"type": FieldType.ONE_CHOICE, "options": (Option("a", {"it": "A"}),) * 2},
            "options",
            ProblemKind.OPTION_TWICE,
        ),
        ({"type": FieldType.WHOLE_NUMBER, "low": "9", "high": "1"}, "low", ProblemKind.LIMITS),
        ({"shown": if_("nowhere")}, "shown", ProblemKind.UNKNOWN_FIELD),
        ({"shown": if_("last")}, "shown", ProblemKind.LATER_FIELD),
        ({"shown": if_("first", "more", "2")}, "shown", ProblemKind.BAD_OPERATOR),
        ({"shown": if_("first", "is", "maybe")}, "shown", ProblemKind.BAD_VALUE),
        ({"code": "Work!"}, "code", ProblemKind.CODE_SHAPE),
    ],
)
def test_each_problem_names_its_place_and_part(more, part, kind):
    code = more.pop("code", "work")
    definition = make_definition(
        make_field("first", type=FieldType.YES_NO), make_field(code, **more), make_field("last")
    )
    found = told(definition)
    assert (code, part, kind) in found
    assert {place for place, _part, _kind in found} == {code}


def test_a_missing_translation_is_told_and_does_not_stop():
    definition = make_definition(languages=("it", "ar"))
    assert told(definition) == set()
    found = problems_of(definition, terms=TERMS)
    assert {(one.kind, one.detail) for one in found} == {(ProblemKind.NO_TRANSLATION, "ar")}


def test_circular_conditions_are_named_on_every_question_of_the_circle():
    definition = make_definition(
        make_field("a", shown=if_("c", "answered")),
        make_field("b", shown=if_("a", "answered")),
        make_field("c", shown=if_("b", "answered")),
        make_field("free", shown=if_("b", "answered")),
    )
    assert circles(definition) == {"a", "b", "c"}
    found = told(definition)
    assert {place for place, _part, kind in found if kind == ProblemKind.CIRCLE} == {"a", "b", "c"}
    # Nobody waits for ever: the questions are just not shown.
    assert asked_of(definition, {"a": "x", "b": "x", "c": "x"}) == []


def test_a_section_whose_condition_asks_its_own_question_is_a_circle():
    section = Section("s", {"it": "S"}, if_("a", "answered"), (make_field("a"),))
    assert circles(Definition(("it",), (section,))) == {"a"}


def test_a_code_of_the_core_or_of_another_question_is_refused():
    core = make_definition(make_field("work"), section="core")
    definition = make_definition(make_field("work"), make_field("own"), make_field("own"))
    found = told(definition, base=core)
    assert ("work", "code", ProblemKind.CODE_OF_CORE) in found
    assert ("own", "code", ProblemKind.CODE_TWICE) in found


def test_a_city_may_ask_further_of_a_core_question():
    core = make_definition(make_field("alone", type=FieldType.YES_NO), section="core")
    own = make_definition(make_field("why", shown=if_("alone")))
    assert told(own, base=core) == set()
    assert ("why", "shown", ProblemKind.UNKNOWN_FIELD) in told(own)


def test_a_new_version_never_makes_a_code_mean_something_else():
    before = make_definition(make_field("work"), make_field("home"))
    now = make_definition(make_field("work", type=FieldType.DATE))
    assert told(now, before=before) == {
        ("work", "type", ProblemKind.TYPE_CHANGED),
        ("home", "code", ProblemKind.VANISHED),
    }


@pytest.mark.parametrize(
    ("condition", "answers", "is_shown"),
    [
        (Condition("a", "is", "yes"), {"a": "yes"}, True),
        (Condition("a", "is", "yes"), {}, False),
        (Condition("a", "is_not", "yes"), {}, False),
        (Condition("a", "is_not", "yes"), {"a": "no"}, True),
        (Condition("a", "is", "declined"), {"a": {"none": "declined"}}, True),
        (Condition("a", "answered"), {"a": {"none": "not_asked"}}, False),
        (Condition("a", "empty"), {}, True),
        (Condition("n", "more", "9"), {"n": 10}, True),
        (Condition("n", "less", "9"), {"n": 10}, False),
        (Condition("n", "more", "9"), {"n": "nonsense"}, False),
        (Condition("d", "less", "2026-01-10"), {"d": "2026-01-09"}, True),
        (Condition("m", "has", "two"), {"m": ["one", "two"]}, True),
        (Condition("m", "has", "two"), {"m": ["one"]}, False),
    ],
)
def test_conditions(condition, answers, is_shown):
    definition = make_definition(
        make_field("a", type=FieldType.YES_NO),
        make_field("n", type=FieldType.WHOLE_NUMBER),
        make_field("d", type=FieldType.DATE),
        make_field("m", type=FieldType.SEVERAL_CHOICES),
        make_field("then", shown=Shown("all", (condition,))),
    )
    shown = [one.code for one in asked_of(definition, answers)]
    assert ("then" in shown) == is_shown


def test_what_hangs_on_a_hidden_question_is_hidden_too():
    definition = make_definition(
        make_field("a", type=FieldType.YES_NO),
        make_field("b", type=FieldType.YES_NO, shown=if_("a")),
        make_field("c", shown=if_("b")),
    )
    typed = {"a": "no", "b": "yes", "c": "left over"}
    assert [one.code for one in asked_of(definition, typed)] == ["a"]


def test_a_draft_keeps_what_the_new_version_asks_and_names_what_it_does_not():
    choice = {"type": FieldType.SEVERAL_CHOICES}
    before = make_definition(
        make_field("stays"),
        make_field("goes"),
        make_field("turns", type=FieldType.WHOLE_NUMBER),
        make_field("some", **choice),
        make_field("one", type=FieldType.ONE_CHOICE),
    )
    fewer = (Option("one", {"it": "Uno"}),)
    now = make_definition(
        make_field("stays"),
        retired(make_field("goes")),
        make_field("turns", type=FieldType.DATE),
        make_field("some", **choice, options=fewer),
        make_field("one", type=FieldType.ONE_CHOICE, options=fewer),
    )
    answers = {"stays": "a", "goes": "b", "turns": 3, "some": ["one", "two"], "one": "two"}
    found = carried(answers, before=before, now=now)
    assert found.kept == {"stays": "a", "some": ["one"]}
    assert [(one.field.code, one.value, one.reason) for one in found.left] == [
        ("goes", "b", LeftReason.RETIRED),
        ("turns", 3, LeftReason.OTHER_TYPE),
        ("some", ["two"], LeftReason.OPTION_GONE),
        ("one", "two", LeftReason.OPTION_GONE),
    ]
    assert answers["goes"] == "b", "the answers given are not touched"


def test_what_changed_between_two_versions():
    before = make_definition(make_field("a"), make_field("b"), make_field("c"), make_field("d"))
    now = make_definition(
        make_field("b"),
        make_field("a"),
        retired(make_field("c")),
        make_field("d", label={"it": "Altro"}, required_at=Moment.CLOSING),
        make_field("e"),
    )
    assert [(str(one.kind), one.field.code, one.parts) for one in changes(before, now)] == [
        ("retired", "c", ()),
        ("changed", "d", ("label", "required_at")),
        ("added", "e", ()),
        ("moved", "a", ()),
    ]


def test_moving_goes_through_sections_and_stops_at_the_ends():
    form = Definition(
        ("it",),
        (
            Section("s1", {"it": "1"}, fields=(make_field("a"), make_field("b"))),
            Section("s2", {"it": "2"}, fields=(make_field("c"),)),
        ),
    )
    form = rules.move_field(form, "b", steps=1)
    assert [[f.code for f in s.fields] for s in form.sections] == [["a"], ["b", "c"]]
    form = rules.move_field(rules.move_field(form, "c", steps=1), "a", steps=-1)
    assert [[f.code for f in s.fields] for s in form.sections] == [["a"], ["b", "c"]]
    form = rules.move_section(form, "s2", steps=-1)
    assert [s.code for s in form.sections] == ["s2", "s1"]


def city(name, pairs):
    """Make a city's own way of asking where somebody sleeps: its codes to national ones."""
    options = tuple(Option(code, {"it": code}, national) for code, national in pairs.items())
    return make_definition(
        make_field(name, type=FieldType.ONE_CHOICE, options=options, national="living_situation")
    )


def test_two_cities_with_different_forms_make_one_national_figure():
    torino = city("dove_dorme", {"strada": "1", "dormitorio": "2", "camper": "-"})
    palermo = city("notte", {"p": "1", "q": "12"})
    figure = count_by_code(
        {
            "Torino": [(torino, {"dove_dorme": w}) for w in ("strada", "strada", "camper")],
            "Palermo": [(palermo, {"notte": w}) for w in ("p", "q", "q")],
        },
        "living_situation",
    )
    assert figure == {"1": 3, "12": 2}
    assert national_answers(torino, {"dove_dorme": "camper"}) == {}


def test_the_drift_report_names_the_question_that_lacks_a_mapping():
    form = make_definition(
        make_field("mapped", type=FieldType.WHOLE_NUMBER, national="age"),
        make_field("unmapped", national=""),
        make_field("local"),
        make_field("stale", national="taken_out"),
        replace(
            make_field("half", type=FieldType.ONE_CHOICE, national="living_situation"),
            options=(Option("s", {"it": "S"}, "1"), Option("t", {"it": "T"}, "99")),
        ),
    )
    found = drift([Asked("Modulo", form)], TERMS)
    assert [(one.title, one.field.code, one.kind, one.detail) for one in found] == [
        ("Modulo", "unmapped", "unmapped", ""),
        ("Modulo", "local", "local", ""),
        ("Modulo", "stale", "unknown", "taken_out"),
        ("Modulo", "half", "option", "t"),
    ]
    cells = coverage([Asked("Modulo", form)], ["age", "living_situation", "nothing"])
    assert [(code, str(cell.state)) for code, cell in cells.items()] == [
        ("age", "mapped"),
        ("living_situation", "mapped"),
        ("nothing", "missing"),
    ]
