"""In what state a form may be changed and published, and why not."""

from django.utils.translation import gettext as _

from .enums import ProblemKind
from .models import CityForm, CoreForm, FormVersion
from .rules import Definition
from .rules_problems import Flaw, Terms, blocking, problems_of

Written = CityForm | CoreForm


class FormRefused(Exception):
    """A form cannot be changed so as things stand; ``str()`` says why, in plain words."""


class ChangedMeanwhile(FormRefused):
    """Somebody else has changed the same question since it was opened."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else has changed this question meanwhile. Look at it and save again.")
        )


class CodeTaken(FormRefused):
    """Two forms of one place, or two parts of one form, would have one code."""

    def __init__(self) -> None:
        super().__init__(_("This code is already taken. Choose another one."))


class HasProblems(FormRefused):
    """The form is not ready; each problem stands beside its question."""

    def __init__(self, problems: list[Flaw]) -> None:
        super().__init__(_("The form is not ready to be published yet."))
        self.problems = problems


class NothingChanged(FormRefused):
    """The working copy says what is published already."""

    def __init__(self) -> None:
        super().__init__(_("Nothing has changed since the last version."))


class NotEmpty(FormRefused):
    """A section with questions goes only after them."""

    def __init__(self) -> None:
        super().__init__(_("There are still questions in this section. Move or retire them first."))


class CodesOfCities(FormRefused):
    """The core would take codes that cities already use beside it."""

    def __init__(self, taken: list[str]) -> None:
        super().__init__(
            _("Cities already use these codes beside the core: %(codes)s. Choose others.")
            % {"codes": ", ".join(taken)}
        )


def problems(
    form: Written,
    definition: Definition,
    *,
    terms: Terms,
    core: FormVersion | None,
    before: FormVersion | None,
) -> list[Flaw]:
    """Return what keeps a form from being published, and what should be looked at.

    Every added question needs a privacy label, a purpose and a national term or an explicit
    "this city only": else nobody could say later why it was asked, or count it.
    """
    found = problems_of(
        definition,
        terms=terms,
        base=core.definition if core else None,
        before=before.own if before else None,
    )
    if form.core_id is not None and core is None:
        found.insert(0, Flaw("", "core", ProblemKind.UNKNOWN_FIELD))
    return found


def check_ready(found: list[Flaw]) -> None:
    """Raise HasProblems where something keeps the form from being published."""
    if stopping := blocking(found):
        raise HasProblems(stopping)


def is_changed(
    form: Written, definition: Definition, *, core: FormVersion | None, before: FormVersion | None
) -> bool:
    """Return whether publishing would change what is asked.

    A form out of use comes back as it was, and a newer national core is worth a version too.
    """
    if before is None or before.retired_at is not None:
        return True
    base = core.pk if core else None
    return (before.own, before.title, before.base_id) != (definition, form.title, base)


def check_changed(
    form: Written, definition: Definition, *, core: FormVersion | None, before: FormVersion | None
) -> None:
    """Raise NothingChanged: a version that says the same would only make people look twice."""
    if not is_changed(form, definition, core=core, before=before):
        raise NothingChanged
