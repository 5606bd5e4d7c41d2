"""A published version as a form to answer: fields, help, conditions, in one language.

The page hides what is not asked (``answering.js``); the server decides again, and keeps no answer
to a question that was not shown.
"""

import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lgnet.forms.enums import CHOICE_TYPES, FieldType, LeftReason, Moment
from lgnet.forms.queries.versions import version_by_id
from lgnet.forms.reading import words_of
from lgnet.forms.rules import ALWAYS, Definition, Field, Section, Shown, text_in
from lgnet.forms.rules_answers import Left, carried, from_json, to_json
from lgnet.forms.rules_conditions import asked_of
from lgnet.ui.answered import Answered, AnsweredField
from lgnet.ui.forms import DateField, NoteField, UserTextInput
from lgnet.ui.partial_dates import PartialDateField

from .controls import Choice, OneChip, SinceWidget, SomeChips

LONGEST_SHORT, LONGEST_LONG = 200, 4000
LARGEST = 10**9
# So many answers stand side by side; more of them go into a list.
MOST_CHIPS = 8
VERSION = "form_version"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the page: a question with its control, or a text to read."""

    field: Field
    bound: Any = None
    words: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A section of the page."""

    section: Section
    title: str
    rows: tuple[Row, ...]
    shown: str = ""


class AnswerForm(forms.Form):
    """One version of a form, to be answered. After ``is_valid`` the answers stand in ``answers``.

    ``is_outdated``: it was opened as another version than it was sent to; what was typed is kept
    in the questions that are still there, and nothing counts until somebody has looked again.
    """

    use_required_attribute = False

    def __init__(
        self,
        data: Any = None,
        *,
        definition: Definition,
        version_id: UUID | None,
        language: str,
        moment: str,
        initial: Mapping[str, Any] | None = None,
        left: tuple[Left, ...] = (),
        prefix: str | None = None,
    ) -> None:
        self.definition, self.language, self.moment = definition, language, moment
        self.version_id, self.left = version_id, left
        self.answers: dict[str, Any] = {}
        asked = [one for one in definition.asked() if one.is_question]
        typed = {one.code: from_json(one, (initial or {}).get(one.code)) for one in asked}
        super().__init__(data, initial=typed, prefix=prefix)
        with translation.override(language):
            for one in asked:
                self.fields[one.code] = form_field(one, definition, language, moment)

    @property
    def is_outdated(self) -> bool:
        """Whether the form was opened as another version than this one."""
        told = self.data.get(self.add_prefix(VERSION)) if self.is_bound else None
        return bool(told) and told != str(self.version_id)

    def clean(self) -> dict[str, Any]:
        """Keep what was asked, and nothing that was not shown."""
        cleaned = super().clean() or self.cleaned_data
        fields = {one.code: one for one in self.definition.asked() if one.is_question}
        plain = {
            code: told
            for code, value in cleaned.items()
            if (told := to_json(fields[code], value)) is not None
        }
        shown = {one.code: one for one in asked_of(self.definition, plain) if one.is_question}
        for code in fields.keys() - shown.keys():
            self.errors.pop(code, None)
        for code, one in shown.items():
            if code not in plain and is_required(one, self.moment) and code not in self.errors:
                self.add_error(code, _("This answer is needed."))
        if self.is_outdated:
            self.add_error(
                None,
                _(
                    "This form has changed while it was open. What you wrote is still here. Look"
                    " at the questions again, then save."
                ),
            )
        self.answers = {code: plain[code] for code in shown if code in plain}
        return cleaned

    def blocks(self) -> list[Block]:
        """Return the sections with their rows, as the page shows them."""
        found = []
        for section in self.definition.sections:
            rows = tuple(self._row(one) for one in section.fields if not one.is_retired)
            if rows:
                title = self._words(section.title)
                found.append(Block(section, title, rows, shown_json(section.shown)))
        return found

    def _row(self, one: Field) -> Row:
        shown = shown_json(one.shown)
        if one.is_question:
            return Row(one, bound=self[one.code], shown=shown)
        return Row(one, words=self._words(one.label), shown=shown)

    def _words(self, text: Mapping[str, str]) -> str:
        return text_in(text, self.language, self.definition.languages)

    def render(self, template_name: Any = None, context: Any = None, renderer: Any = None) -> Any:
        """Return the questions as HTML, the words of the controls in the form's language too."""
        with translation.override(self.language):
            return SafeString(
                (renderer or self.renderer).render(
                    template_name or "forms/_answer_form.html",
                    {
                        "form": self,
                        "blocks": self.blocks(),
                        "left": [
                            (
                                self._words(one.field.label) or one.field.code,
                                words_of(one.field, one.value, self.definition, self.language),
                                LeftReason(one.reason).label,
                            )
                            for one in self.left
                        ],
                        "version_name": self.add_prefix(VERSION),
                        "version_id": self.version_id,
                        "language": self.language,
                        "is_rtl": self.language in ("ar", "fa", "he", "ur"),
                    },
                )
            )

    __str__ = render
    __html__ = render


def answer_form(
    version: Any,
    data: Any = None,
    *,
    initial: Mapping[str, Any] | None = None,
    given_to: Any = None,
    language: str = "it",
    moment: str = Moment.CLOSING,
    prefix: str | None = None,
) -> AnswerForm:
    """Return the form of a published version.

    ``initial``: answers as JSON values. ``given_to``: the version they were given to, where it is
    another one; what this version no longer asks then stands in ``left`` and is not lost unseen.
    ``moment``: by when answers are required now.
    """
    left = _left_of_typed(version, data, language, prefix) if data is not None else ()
    if initial and given_to is not None and given_to.pk != version.pk:
        taken = carried(initial, before=given_to.definition, now=version.definition)
        initial, left = taken.kept, taken.left
    return AnswerForm(
        data,
        definition=version.definition,
        version_id=version.pk,
        language=language,
        moment=moment,
        initial=initial,
        left=left,
        prefix=prefix,
    )


def _left_of_typed(version: Any, data: Any, language: str, prefix: str | None) -> tuple[Left, ...]:
    """Return what was typed into an earlier version and has no place in this one."""
    told = data.get(f"{prefix}-{VERSION}" if prefix else VERSION)
    try:
        opened = version_by_id(UUID(told)) if told and told != str(version.pk) else None
    except ValueError:
        opened = None
    if opened is None or opened.pk == version.pk:
        return ()
    typed = AnswerForm(
        data,
        definition=opened.definition,
        version_id=opened.pk,
        language=language,
        moment=Moment.NEVER,
        prefix=prefix,
    )
    typed.is_valid()
    return carried(typed.answers, before=opened.definition, now=version.definition).left


def left_of_kept(version: Any, data: Any, *, language: str = "it") -> tuple[Left, ...]:
    """Return what a kept draft of typed fields holds for which the version has no place.

    A draft does not say which version it was typed into; a published question never changes its
    kind and never vanishes, so the version that is asked now can still read it.
    """
    found = []
    for one in version.definition.all_fields():
        if not one.is_question:
            continue
        control = form_field(one, version.definition, language, Moment.NEVER)
        typed = control.widget.value_from_datadict(data, {}, one.code)
        if one.is_retired:
            with contextlib.suppress(forms.ValidationError):
                value = to_json(one, control.clean(typed))
                if value is not None:
                    found.append(Left(one, value, LeftReason.RETIRED))
        elif one.type in CHOICE_TYPES:
            codes = typed if isinstance(typed, list) else [typed]
            gone = [code for code in codes if code and one.option(code) is None]
            if gone:
                value = gone if one.type == FieldType.SEVERAL_CHOICES else gone[0]
                found.append(Left(one, value, LeftReason.OPTION_GONE))
    return tuple(found)


def is_required(one: Field, moment: str) -> bool:
    """Return whether a question must have an answer at a moment."""
    return one.required_at == Moment.SAVING or (
        one.required_at == Moment.CLOSING and moment == Moment.CLOSING
    )


def shown_json(shown: Shown) -> str:
    """Return conditions for the page's script; nothing where it is always shown."""
    if shown == ALWAYS or not shown.conditions:
        return ""
    return json.dumps(
        {
            "joint": str(shown.joint),
            "conditions": [[one.field, str(one.operator), one.value] for one in shown.conditions],
        }
    )


def form_field(one: Field, definition: Definition, language: str, moment: str) -> forms.Field:
    """Return the control of a question."""

    def words(text: Mapping[str, str]) -> str:
        return text_in(text, language, definition.languages)

    options: dict[str, Any] = {
        "label": words(one.label) or one.code,
        "help_text": words(one.help),
        "required": is_required(one, moment),
    }
    choices = [(option.code, words(option.label) or option.code) for option in one.options]
    return _MAKERS[FieldType(one.type)](one, options, choices)


Choices = list[tuple[str, str]]
Maker = Callable[[Field, dict[str, Any], Choices], forms.Field]


def _bounds(one: Field) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, told, otherwise in (
        ("min_value", one.low, -LARGEST),
        ("max_value", one.high, LARGEST),
    ):
        try:
            found[name] = Decimal(told) if told else Decimal(otherwise)
        except InvalidOperation:
            found[name] = Decimal(otherwise)
    return found


def _whole(one: Field, options: dict[str, Any], choices: Choices) -> forms.Field:
    bounds: dict[str, Any] = {name: int(value) for name, value in _bounds(one).items()}
    return forms.IntegerField(**options, **bounds, widget=_number())


def _decimal(one: Field, options: dict[str, Any], choices: Choices) -> forms.Field:
    return forms.DecimalField(
        **options, **_bounds(one), max_digits=15, decimal_places=4, widget=_number(step="any")
    )


def _number(**attrs: str) -> forms.NumberInput:
    return forms.NumberInput({"inputmode": "decimal", "dir": "ltr", **attrs})


def _one_choice(one: Field, options: dict[str, Any], choices: Choices) -> forms.Field:
    if len(choices) > MOST_CHIPS:
        return forms.ChoiceField(choices=[("", ""), *choices], widget=Choice, **options)
    return forms.ChoiceField(choices=choices, widget=OneChip, **options)


def _yes_no(one: Field, options: dict[str, Any], choices: Choices) -> forms.Field:
    options["required"] = False
    inner = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))], widget=OneChip)
    field = YesNoField(inner, **options)
    value, reasons = field.widget.widgets
    field.widget.widgets = [value, OneChip(choices=reasons.choices)]
    return field


class YesNoField(AnsweredField):
    """Yes or no, or why neither."""

    def clean(self, value: Any) -> Answered:
        """Take the reason for no answer where a yes or no was given before it.

        Two rows of chips cannot both be emptied by hand: the reason, given last, counts.
        """
        raw, answer = value if isinstance(value, list) else (None, None)
        if raw and answer in ("unknown", "declined"):
            raw = None
        return super().clean([raw, answer])


_MAKERS: dict[FieldType, Maker] = {
    FieldType.SHORT_TEXT: lambda one, options, choices: forms.CharField(
        max_length=LONGEST_SHORT, widget=UserTextInput, **options
    ),
    FieldType.LONG_TEXT: lambda one, options, choices: NoteField(
        max_length=LONGEST_LONG, **options
    ),
    FieldType.WHOLE_NUMBER: _whole,
    FieldType.DECIMAL: _decimal,
    FieldType.DATE: lambda one, options, choices: DateField(**options),
    FieldType.PARTIAL_DATE: lambda one, options, choices: PartialDateField(
        widget=SinceWidget,
        error_messages={"year_missing": _("Give at least the year, or about how long ago.")},
        **options,
    ),
    FieldType.YES_NO: _yes_no,
    FieldType.ONE_CHOICE: _one_choice,
    FieldType.SEVERAL_CHOICES: lambda one, options, choices: forms.MultipleChoiceField(
        choices=choices, widget=SomeChips, **options
    ),
}
