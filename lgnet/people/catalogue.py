"""What people shows to the apps above it, beside models and queries: cards, languages, profiles.

And what reading somebody else's list needs, so that a row is judged by the same rules as a form.
"""

from .asking import Asked
from .card_codes import read_code
from .cards import Card, card_of, cards_of
from .consent_texts import CURRENT, has_text
from .details import names_of
from .excerpts import Line, profile_of, profile_words, sections_of, snapshot, written
from .finding import find_alike
from .frames import Frame, frame_for
from .households import household_of, is_unaccompanied, load_minors, members_of
from .identifiers import (
    LONGEST_NUMBER,
    Checked,
    check_number,
    compact,
    contradictions_of,
    mixes_scripts,
)
from .kin import Kin, birth_of, kin_of
from .languages import LANGUAGES, language_choices, language_label
from .links import group_ids
from .phones import LONGEST_PHONE, NotAPhone, read_phone, shown_phone
from .profiles import Profile, kind_of_other
from .ranking import Clue, Found
from .remarks import Remark
from .rules import (
    LONGEST_NAME,
    MOST_NAMES,
    OLDEST_PLAUSIBLE_AGE,
    Birth,
    ImplausibleBirth,
    ages_on,
    birth_of_age,
    birth_period,
    check_birth,
    clean_name,
    is_placeholder,
)
from .rules_legal import end_of
from .scanning import person_of_card
from .search_keys import script_of
from .wording import birth_text

__all__ = [
    "CURRENT",
    "LANGUAGES",
    "LONGEST_NAME",
    "LONGEST_NUMBER",
    "LONGEST_PHONE",
    "MOST_NAMES",
    "OLDEST_PLAUSIBLE_AGE",
    "Asked",
    "Birth",
    "Card",
    "Checked",
    "Clue",
    "Found",
    "Frame",
    "ImplausibleBirth",
    "Kin",
    "Line",
    "NotAPhone",
    "Profile",
    "Remark",
    "ages_on",
    "birth_of",
    "birth_of_age",
    "birth_period",
    "birth_text",
    "card_of",
    "cards_of",
    "check_birth",
    "check_number",
    "clean_name",
    "compact",
    "contradictions_of",
    "end_of",
    "find_alike",
    "frame_for",
    "group_ids",
    "has_text",
    "household_of",
    "is_placeholder",
    "is_unaccompanied",
    "kin_of",
    "kind_of_other",
    "language_choices",
    "language_label",
    "load_minors",
    "members_of",
    "mixes_scripts",
    "names_of",
    "person_of_card",
    "profile_of",
    "profile_words",
    "read_code",
    "read_phone",
    "script_of",
    "sections_of",
    "shown_phone",
    "snapshot",
    "written",
]
