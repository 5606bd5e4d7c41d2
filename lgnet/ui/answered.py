"""Questions with three ways of having no answer: not known, prefers not to say, not asked yet."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.answers import Answer

from .forms import ChipRadioSelect


@dataclass(frozen=True, slots=True)
class Answered:
    """A value with what stands in its place; ``value`` is None unless the answer is known."""

    value: Any
    answer: str

    @property
    def is_known(self) -> bool:
        """Whether there is a value."""
        return self.answer == Answer.KNOWN


class AnsweredWidget(forms.MultiWidget):
    """The control of the value, and beside it the three missing answers as chips.

    Choosing a missing answer empties the value; giving a value takes the chip back (in the
    browser, answers.js does so at once).
    """

    template_name = "ui/forms/answered.html"
    use_fieldset = True

    def __init__(self, value_widget: forms.Widget, attrs: dict[str, Any] | None = None) -> None:
        chips = ChipRadioSelect(choices=[c for c in Answer.choices if c[0] != Answer.KNOWN])
        super().__init__({"value": value_widget, "answer": chips}, attrs)

    def decompress(self, value: Answered | None) -> list[Any]:
        if value is None:
            return [None, Answer.NOT_ASKED]
        return [value.value, value.answer]

    def id_for_label(self, id_: str) -> str:
        return self.widgets[0].id_for_label(f"{id_}_0") if id_ else id_

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Name the value's control after the question above both."""
        context = super().get_context(name, value, attrs)
        part = context["widget"]["subwidgets"][0]
        if "id" in part["attrs"] and "subwidgets" not in part:
            part["attrs"]["aria-labelledby"] = f"{context['widget']['attrs']['id']}_legend"
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        value = self.widgets[0].value_from_datadict(data, files, f"{name}_value")
        return [value, data.get(f"{name}_answer")]


class AnsweredField(forms.MultiValueField):
    """Any field, or one of the three missing answers; cleans to ``Answered``.

    ``AnsweredField(forms.ChoiceField(choices=[("", "")] + Sex.choices), label=_("Sex"))``. The
    inner field must take an empty value; its own label and ``required`` are not used.
    """

    default_error_messages = {
        "both": _("There is an answer and a reason for having none. Keep one of the two."),
    }

    def __init__(self, field: forms.Field, **options: Any) -> None:
        field.required = False
        answers = forms.ChoiceField(choices=Answer.choices, required=False)
        options.setdefault("required", False)
        super().__init__(
            fields=(field, answers),
            require_all_fields=False,
            widget=AnsweredWidget(field.widget),
            **options,
        )

    def clean(self, value: Any) -> Answered:
        """Return the answer; raises ValidationError for a value beside a reason for none."""
        raw, answer = value if isinstance(value, list) else (None, None)
        found = self.fields[0].clean(raw)
        answer = self.fields[1].clean(answer)
        if found in self.empty_values:
            missing = answer if answer and answer != Answer.KNOWN else Answer.NOT_ASKED
            return Answered(value=None, answer=missing)
        if answer in (Answer.UNKNOWN, Answer.DECLINED):
            raise ValidationError(self.error_messages["both"], "both")
        return Answered(value=found, answer=Answer.KNOWN)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)
