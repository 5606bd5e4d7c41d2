"""How to make one row of each model of a case's papers."""

from collections.abc import Callable
from typing import Any

from lgnet.cases.enums import PaperForm
from lgnet.cases.models import Case, CaseDocument
from tests.factories.people import make_person


def document_of(case: Case, **fields: Any) -> CaseDocument:
    """Keep a paper with a case, without reading it."""
    content = b"%PDF-1.7\n"
    return CaseDocument.objects.create(
        case=case,
        person=case.person,
        kind="permit",
        form=PaperForm.PDF,
        title="Ricevuta",
        content=content,
        bytes_kept=len(content),
        **fields,
    )


def _document(**fields: Any) -> CaseDocument:
    return document_of(Case.objects.create(person=make_person()), **fields)


RECIPES: dict[str, Callable[..., Any]] = {"cases.CaseDocument": _document}
