"""What upper apps use of tailored forms: what a city asks, the form to answer, answers read back.

Answers live with the app that asked, beside the identifier of the version they were given to:

    version = current_version(city_id=city.pk, code="situation")
    form = answer_form(version, request.POST)           # {{ form }}, forms/answering.js
    if form.is_valid(): save(version_id=version.pk, answers=form.answers)
    read_back(version_by_id(version_id), answers)       # for ever, whatever is asked since
"""

from .forms.answering import AnswerForm, answer_form, left_of_kept
from .queries.versions import asked_by_city, current_version, version_by_id, versions_by_ids
from .reading import ReadLine, ReadSection, read_back, words_of
from .rules_answers import Carried, Left, carried, count_by_code, national_answers, national_codes
from .wording import label_of, title_of

__all__ = [
    "AnswerForm",
    "Carried",
    "Left",
    "ReadLine",
    "ReadSection",
    "answer_form",
    "asked_by_city",
    "carried",
    "count_by_code",
    "current_version",
    "label_of",
    "left_of_kept",
    "national_answers",
    "national_codes",
    "read_back",
    "title_of",
    "version_by_id",
    "versions_by_ids",
    "words_of",
]
