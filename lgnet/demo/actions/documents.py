"""Papers with some open cases of the demo: drawn, and marked as invented."""

import datetime as dt
import io
from uuid import UUID

from PIL import Image, ImageDraw, ImageFont

from lgnet.accounts.models import User
from lgnet.cases.actions.documents import keep_document
from lgnet.cases.enums import DocumentKind
from lgnet.cases.queries.cases import cases_of_member
from lgnet.kernel.ids import derived_uuid

CASES = 3
PAPERS = (
    (DocumentKind.PERMIT, "Ricevuta della richiesta di permesso"),
    (DocumentKind.SCHOOL, "Iscrizione al corso di italiano"),
)


def load_demo_documents(code: str, *, worker_id: UUID, on: dt.date) -> int:
    """Keep papers with the newest cases of a worker; return how many. Once there, the same."""
    by = User.objects.get(pk=worker_id)
    cases = cases_of_member(worker_id).order_by("-opened_at", "-pk")[:CASES]
    count = 0
    for number, case in enumerate(cases):
        for kind, title in PAPERS[: 1 + number % 2]:
            keep_document(
                id=derived_uuid("demo", "document", case.pk, kind.value),
                case=case,
                person=case.person,
                kind=kind,
                title=title,
                content=_drawn(title, on),
                by=by,
            )
            count += 1
    return count


def _drawn(title: str, on: dt.date) -> bytes:
    """Return a sheet of paper with a title and grey lines where text would stand."""
    sheet = Image.new("RGB", (620, 877), "#fdfcf8")
    pen = ImageDraw.Draw(sheet)
    pen.text((50, 60), title, fill="#222", font=ImageFont.load_default(26))
    pen.text((50, 110), f"Demo: documento inventato, {on:%d.%m.%Y}", fill="#a33")
    for line in range(18):
        pen.rectangle((50, 180 + 30 * line, 570 - 37 * (line % 4), 188 + 30 * line), fill="#ddd")
    sent = io.BytesIO()
    sheet.save(sent, format="PNG")
    return sent.getvalue()
