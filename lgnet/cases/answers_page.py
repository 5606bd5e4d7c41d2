"""A form of a case as its page shows it: the draft, what was typed and not sent, what is aside."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from lgnet.forms.models import FormVersion
from lgnet.forms.published import (
    AnswerForm,
    answer_form,
    carried,
    label_of,
    left_of_kept,
    versions_by_ids,
    words_of,
)
from lgnet.ui import drafts

from .models import Case, FormAnswers
from .rules_answers import Aside, put_aside


@dataclass(slots=True)
class Sheet:
    """A form on the table. ``seen``: the draft somebody goes on with; ``corrects``: what it
    stands in for; ``aside``: what the version has no place for, kept and shown."""

    case: Case
    code: str
    version: FormVersion
    language: str
    seen: FormAnswers | None = None
    corrects: FormAnswers | None = None
    aside: list[Aside] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Return the name under which what is typed is kept until it is sent."""
        return f"cases.form:{self.case.pk}:{self.code}"

    @property
    def revision(self) -> int:
        """Return the revision that was seen, 0 of a form nobody began."""
        return self.seen.revision if self.seen else 0

    def blank(self, kept: drafts.Kept) -> AnswerForm:
        """Return the form to go on with: the draft or what is corrected, what was typed on top."""
        before = self.seen or self.corrects
        told = before.answers if before else {}
        form = answer_form(
            self.version,
            initial=told,
            given_to=before.version if before else None,
            language=self.language,
        )
        if before is not None:
            self.aside = put_aside(before.aside, _left(before, self.version))
        if kept.is_there:
            form.initial = {**form.initial, **drafts.values_of(kept, form.fields)}
            lost = left_of_kept(self.version, kept.data(), language=self.language)
            form.left = (*form.left, *(one for one in lost if one not in form.left))
        self.take_aside(form)
        return form

    def take_aside(self, form: AnswerForm, opened: str = "") -> None:
        """Keep what the form has no place for, once, beside what was put aside before.

        ``opened``: the version it was typed into, where that is another one.
        """
        known = {(code, repr(value)) for _version, code, value in self.aside}
        new = [
            [opened or str(self.version.pk), one.field.code, one.value]
            for one in form.left
            if (one.field.code, repr(one.value)) not in known
        ]
        self.aside = put_aside(self.aside, new)


def _left(before: FormAnswers, version: FormVersion) -> list[Aside]:
    if before.version_id == version.pk:
        return []
    found = carried(before.answers, before=before.version.definition, now=version.definition)
    return [[str(before.version_id), one.field.code, one.value] for one in found.left]


def words_aside(aside: Iterable[Aside], language: str) -> list[tuple[str, str]]:
    """Return question and answer in words, each as its own version asked it."""
    told = list(aside)
    versions = versions_by_ids(found for one in told if (found := _id(one[0])))
    lines = []
    for version_id, code, value in told:
        key = _id(version_id)
        version = versions.get(key) if key else None
        asked = version.definition.field(code) if version else None
        if version is None or asked is None:
            lines.append((code, str(value)))
            continue
        words = words_of(asked, value, version.definition, language)
        lines.append((label_of(asked, language), words))
    return lines


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
