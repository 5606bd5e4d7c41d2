"""Forms: the one people answer, made of a published version; and those by which it is written."""

from .answering import AnswerForm, answer_form
from .editing import (
    ConditionRows,
    FieldForm,
    OptionRows,
    SectionForm,
    TitleForm,
    conditions_in,
    field_in,
    options_in,
    saved_field,
    title_in,
)
from .starting import AdoptForm, ConfirmForm, FileForm, NewForm, TermForm, values_in

__all__ = [
    "AdoptForm",
    "AnswerForm",
    "ConditionRows",
    "ConfirmForm",
    "FieldForm",
    "FileForm",
    "NewForm",
    "OptionRows",
    "SectionForm",
    "TermForm",
    "TitleForm",
    "answer_form",
    "conditions_in",
    "field_in",
    "options_in",
    "saved_field",
    "title_in",
    "values_in",
]
