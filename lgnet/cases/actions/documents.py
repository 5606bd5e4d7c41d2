"""Keeping papers with a case, and destroying them."""

from typing import Any
from uuid import UUID

from django.db import transaction

from lgnet.audit.actions import record
from lgnet.cases.enums import DocumentKind
from lgnet.cases.models import Case, CaseDocument
from lgnet.cases.papers import Paper, made_of
from lgnet.people.models import Person

from .refusals import TooManyDocuments

# More than this is an archive, and nobody finds anything in it.
MOST_DOCUMENTS = 200


def keep_document(
    *,
    id: UUID,
    case: Case,
    person: Person,
    kind: DocumentKind,
    title: str,
    content: bytes,
    by: Any,
) -> CaseDocument:
    """Keep a file with a case, made anew, and return it; the same ``id`` again keeps one.

    A closed case keeps papers too: some come later. Raises PaperRefused, TooManyDocuments.
    """
    # Before the lock: a scanner and a reader of PDFs may take their time.
    paper = made_of(content)
    with transaction.atomic():
        return _keep(id=id, case=case, person=person, kind=kind, title=title, paper=paper, by=by)


def _keep(
    *, id: UUID, case: Case, person: Person, kind: DocumentKind, title: str, paper: Paper, by: Any
) -> CaseDocument:
    Case.objects.select_for_update(of=("self",)).order_by().get(pk=case.pk)
    known = CaseDocument.objects.filter(pk=id).order_by().first()
    if known is not None:
        return known
    if CaseDocument.objects.filter(case=case).count() >= MOST_DOCUMENTS:
        raise TooManyDocuments(MOST_DOCUMENTS)
    document = CaseDocument.objects.create(
        id=id,
        case=case,
        person=person,
        kind=DocumentKind(kind),
        form=paper.form,
        title=title,
        content=paper.content,
        thumbnail=paper.thumbnail,
        bytes_kept=len(paper.content),
        recorded_by=by,
    )
    record(verb="cases.document_kept", target=document, case=case.pk, kind=document.kind)
    return document


@transaction.atomic
def destroy_document(*, document: CaseDocument, by: Any) -> None:
    """Destroy a paper; nothing keeps it."""
    record(verb="cases.document_destroyed", target=document, case=document.case_id)
    document.delete()
