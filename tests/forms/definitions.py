"""Random forms that a city could write, and answers to them."""

import datetime as dt

from hypothesis import strategies as st

from lgnet.forms.enums import (
    CHOICE_TYPES,
    LOCAL_ONLY,
    WITHOUT_VALUE,
    FieldType,
    Joint,
    Moment,
    Privacy,
    Purpose,
)
from lgnet.forms.rules import Condition, Definition, Field, Option, Section, Shown
from lgnet.forms.rules_conditions import operators_of

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12
)
TYPES = st.sampled_from([*FieldType])


@st.composite
def definitions(draw):
    """Draw a form without problems."""
    languages = draw(st.sampled_from([("it",), ("it", "ar"), ("it", "en", "ar")]))

    def text():
        return {language: draw(WORDS) for language in languages}

    earlier, sections, number = [], [], 0
    for part in range(draw(st.integers(1, 3))):
        fields = []
        shown = draw(conditions(earlier))
        for _ in range(draw(st.integers(1, 5))):
            number += 1
            one = draw(questions(f"q{number}", text(), earlier))
            fields.append(one)
        earlier = earlier + [one for one in fields if one.is_question and not one.is_retired]
        sections.append(Section(f"s{part}", text(), shown, tuple(fields)))
    return Definition(languages, tuple(sections))


@st.composite
def questions(draw, code, label, earlier):
    kind = draw(TYPES)
    options = ()
    if kind in CHOICE_TYPES:
        options = tuple(Option(f"o{n}", label, LOCAL_ONLY) for n in range(draw(st.integers(1, 10))))
    low = high = ""
    if kind in (FieldType.WHOLE_NUMBER, FieldType.DECIMAL) and draw(st.booleans()):
        low, high = "-5", "20"
    return Field(
        code=code,
        type=kind,
        label=label,
        help=label if draw(st.booleans()) else {},
        options=options,
        low=low,
        high=high,
        shown=draw(conditions(earlier)),
        required_at=draw(st.sampled_from(list(Moment))) if kind != FieldType.NOTE else "never",
        privacy=draw(st.sampled_from(list(Privacy))) if kind != FieldType.NOTE else "",
        purpose=draw(st.sampled_from(list(Purpose))) if kind != FieldType.NOTE else "",
        national=LOCAL_ONLY if kind != FieldType.NOTE else "",
        is_retired=draw(st.integers(0, 9)) == 0,
    )


@st.composite
def conditions(draw, earlier):
    if not earlier or draw(st.integers(0, 2)):
        return Shown()
    found = []
    for _ in range(draw(st.integers(1, 2))):
        asked = draw(st.sampled_from(earlier))
        operator = draw(st.sampled_from(operators_of(asked.type)))
        value = "" if operator in WITHOUT_VALUE else draw(compared(asked))
        found.append(Condition(asked.code, operator, value))
    return Shown(draw(st.sampled_from(list(Joint))), tuple(found))


def compared(asked):
    """Return values that a condition may compare an answer with."""
    if asked.options:
        return st.sampled_from([option.code for option in asked.options])
    return {
        FieldType.YES_NO: st.sampled_from(["yes", "no", "unknown", "declined"]),
        FieldType.DATE: st.dates(dt.date(2020, 1, 1), dt.date(2026, 1, 1)).map(str),
        FieldType.WHOLE_NUMBER: st.integers(-5, 20).map(str),
        FieldType.DECIMAL: st.integers(-5, 20).map(str),
    }.get(asked.type, WORDS)


@st.composite
def typed(draw, definition):
    """Draw what somebody types into every question, as a browser sends it."""
    data = {}
    for one in definition.asked():
        code = one.code
        is_left_out = one.required_at != Moment.SAVING and draw(st.integers(0, 5)) == 0
        if not one.is_question or is_left_out:
            continue
        if one.type in (FieldType.SHORT_TEXT, FieldType.LONG_TEXT):
            data[code] = draw(WORDS)
        elif one.type == FieldType.WHOLE_NUMBER:
            data[code] = str(draw(st.integers(-5, 20)))
        elif one.type == FieldType.DECIMAL:
            data[code] = str(draw(st.decimals(-5, 20, places=2)))
        elif one.type == FieldType.DATE:
            data[code] = str(draw(st.dates(dt.date(1950, 1, 1), dt.date(2030, 1, 1))))
        elif one.type == FieldType.PARTIAL_DATE:
            data[f"{code}_year"] = str(draw(st.integers(1950, 2020)))
            if draw(st.booleans()):
                data[f"{code}_month"] = str(draw(st.integers(1, 12)))
        elif one.type == FieldType.YES_NO:
            if draw(st.booleans()):
                data[f"{code}_value"] = draw(st.sampled_from(["yes", "no"]))
            else:
                data[f"{code}_answer"] = draw(st.sampled_from(["unknown", "declined"]))
        elif one.type == FieldType.ONE_CHOICE:
            data[code] = draw(st.sampled_from([option.code for option in one.options]))
        else:
            data[code] = draw(
                st.lists(st.sampled_from([o.code for o in one.options]), unique=True, min_size=1)
            )
    return data
