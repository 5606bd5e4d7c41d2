"""On what ground data are used, and how long an answer holds: rules and texts."""

import datetime as dt
import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lgnet.kernel.nights import ITALY
from lgnet.people.consent_texts import (
    BLANK,
    FOLDER,
    VERSIONS,
    consent_text,
    languages_of,
)
from lgnet.people.enums import (
    Purpose,
)
from lgnet.people.rules_legal import (
    LEGAL_BASES,
    Basis,
    ConsentState,
    WrongExpiry,
    askable_purposes,
    check_expiry,
    end_of,
    may_use,
    state_of_answer,
    usual_expiry,
)

TODAY = dt.date(2026, 3, 10)

# The rules ----------------------------------------------------------------------------------


def test_every_purpose_has_its_ground():
    assert set(LEGAL_BASES) == set(Purpose)


def test_only_optional_disclosures_are_asked():
    assert askable_purposes() == (Purpose.SHARING, Purpose.CROSS_CITY, Purpose.MEDIA)


@pytest.mark.parametrize("purpose", [Purpose.CARE, Purpose.HEALTH, Purpose.FIGURES])
@pytest.mark.parametrize("state", [None, *ConsentState])
def test_no_answer_changes_what_is_a_public_task(purpose, state):
    assert LEGAL_BASES[purpose].basis is Basis.PUBLIC_TASK
    assert may_use(purpose, state)


@pytest.mark.parametrize("purpose", [Purpose.SHARING, Purpose.CROSS_CITY, Purpose.MEDIA])
def test_what_is_asked_needs_a_standing_yes(purpose):
    allowed = [state for state in (None, *ConsentState) if may_use(purpose, state)]
    assert allowed == [ConsentState.GIVEN]


@given(
    st.booleans(), st.booleans(), st.booleans(), st.none() | st.dates(TODAY, dt.date(2030, 1, 1))
)
def test_only_a_newest_unwithdrawn_yes_stands(is_given, is_withdrawn, is_newest, expires_on):
    found = state_of_answer(
        is_given=is_given,
        is_withdrawn=is_withdrawn,
        is_newest=is_newest,
        expires_on=expires_on,
        today=TODAY,
    )
    assert (found is ConsentState.GIVEN) == (is_given and not is_withdrawn and is_newest)


@pytest.mark.parametrize(
    ("expires_on", "expected"),
    [
        (TODAY, ConsentState.GIVEN),
        (TODAY - dt.timedelta(days=1), ConsentState.EXPIRED),
        (None, ConsentState.GIVEN),
    ],
)
def test_a_yes_holds_to_the_end_of_its_last_day(expires_on, expected):
    found = state_of_answer(
        is_given=True, is_withdrawn=False, is_newest=True, expires_on=expires_on, today=TODAY
    )
    assert found is expected


@pytest.mark.parametrize(
    ("last_day", "ends_at"),
    [
        (dt.date(2026, 3, 10), dt.datetime(2026, 3, 10, 23, tzinfo=dt.UTC)),
        # The day the clocks go forward and the day they go back.
        (dt.date(2026, 3, 29), dt.datetime(2026, 3, 29, 22, tzinfo=dt.UTC)),
        (dt.date(2026, 10, 25), dt.datetime(2026, 10, 25, 23, tzinfo=dt.UTC)),
    ],
)
def test_a_consent_ends_at_midnight_in_italy(last_day, ends_at):
    assert end_of(last_day) == ends_at
    assert end_of(last_day).astimezone(ITALY).date() == last_day + dt.timedelta(days=1)


def test_a_consent_without_a_last_day_has_no_end():
    assert end_of(None) is None


@pytest.mark.parametrize(
    ("purpose", "expires_on", "reason"),
    [
        (Purpose.SHARING, None, "missing"),
        (Purpose.SHARING, TODAY - dt.timedelta(days=1), "past"),
        (Purpose.SHARING, dt.date(2028, 3, 11), "too_long"),
        (Purpose.MEDIA, TODAY - dt.timedelta(days=1), "past"),
    ],
)
def test_a_term_that_cannot_be(purpose, expires_on, reason):
    with pytest.raises(WrongExpiry) as problem:
        check_expiry(purpose, expires_on, today=TODAY)
    assert problem.value.reason == reason


@pytest.mark.parametrize(
    ("purpose", "expires_on"),
    [
        (Purpose.SHARING, TODAY),
        (Purpose.SHARING, dt.date(2028, 3, 10)),
        (Purpose.MEDIA, None),
        (Purpose.MEDIA, dt.date(2050, 1, 1)),
    ],
)
def test_a_term_that_can_be(purpose, expires_on):
    check_expiry(purpose, expires_on, today=TODAY)


def test_the_term_offered_can_be_chosen():
    for purpose in askable_purposes():
        check_expiry(purpose, usual_expiry(purpose, today=TODAY), today=TODAY)


# The texts ----------------------------------------------------------------------------------

# A text once read to somebody never changes: a better one is a new version.
DIGESTS = {
    "2026-1": {
        "ita": "dc8c54be97f0b9e6",
        "eng": "a1ca276795a56e5d",
        "fra": "91576778c78943e3",
        "ara": "558ce4e3af554f76",
        "ben": "4748e060b65b42ad",
    }
}


def test_the_texts_that_were_read_stay_as_they_were():
    assert tuple(DIGESTS) == VERSIONS
    for version, digests in DIGESTS.items():
        found = {
            path.stem: hashlib.sha256(path.read_bytes()).hexdigest()[:16]
            for path in (FOLDER / version).glob("*.toml")
        }
        assert found == digests


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("purpose", askable_purposes())
def test_every_language_says_all(version, purpose):
    fill = {"recipient": "Coperativa Faro", "until": "1 maggio 2027", "city": "Torino"}
    shapes = set()
    for language in languages_of(version):
        text = consent_text(purpose, language, fill=fill, version=version)
        whole = "\n".join([text.title, *text.lines, *text.free, text.yes, text.no])
        shapes.add(
            (len(text.lines), len(text.free), *(whole.count(word) for word in fill.values()))
        )
        assert not re.search(r"[{}]", whole), language
        assert (text.direction == "rtl") == (language == "ara")
    assert len(shapes) == 1, "a language says more or less than the others"


def test_what_is_not_known_yet_is_a_line_to_write_on():
    text = consent_text(Purpose.SHARING, "ita", fill={})
    assert BLANK in text.title


def test_a_name_with_braces_fills_no_other_gap():
    text = consent_text(Purpose.SHARING, "ita", fill={"recipient": "{until}", "until": "domani"})
    assert "{until}" in text.title
