"""Papers of a case: made anew, sealed, shown to who follows cases, destroyed for good."""

import io

import pytest
from django.db import connection
from django.urls import reverse
from PIL import Image
from pypdf import PdfWriter

from lgnet.audit.models import AuditEvent
from lgnet.cases.actions.documents import keep_document
from lgnet.cases.actions.refusals import TooManyDocuments
from lgnet.cases.enums import DocumentKind, PaperForm
from lgnet.cases.models import CaseDocument
from lgnet.cases.papers import MOST_BYTES
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests.encounters.pages import ENGLISH
from tests.factories.cases import make_case
from tests.factories.families import make_household
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(sign_in, torino):
    return sign_in(Role.CASE_MANAGER, torino)


@pytest.fixture
def case(torino):
    with scope(city_id=torino.pk):
        return make_case(make_person("Amina"))


def at(name, pk):
    return reverse(f"cases:{name}", args=[pk])


def picture(with_place=False):
    image, target = Image.effect_noise((300, 200), 50).convert("RGB"), io.BytesIO()
    exif = Image.Exif()
    if with_place:
        exif[0x010E] = "via del Rifugio 3"
    image.save(target, format="JPEG", exif=exif)
    return target.getvalue()


def pdf():
    writer, target = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 300)
    writer.add_metadata({"/Author": "Planted"})
    writer.write(target)
    return target.getvalue()


def send(client, case, content, *, status=302, name="../../etc/x.exe", **told):
    file = io.BytesIO(content)
    file.name = name
    fields = {
        "id": str(uuid7()),
        "file": file,
        "kind": "permit",
        "title": "Ricevuta",
        "person": str(case.person_id),
        **told,
    }
    answer = client.post(at("documents", case.pk), fields, headers=ENGLISH)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def kept(city):
    with scope(city_id=city.pk):
        return list(CaseDocument.objects.order_by("recorded_at", "pk"))


def test_a_photo_and_a_pdf_are_kept_without_what_came_along_and_opened(worker, torino, case):
    sent = picture(with_place=True)
    assert b"via del Rifugio" in sent
    send(worker, case, sent)
    send(worker, case, pdf(), title="Ricorso")
    page = worker.get(at("documents", case.pk), headers=ENGLISH).content.decode()
    assert "Ricevuta" in page and "Ricorso" in page and "Application, permit, appeal" in page
    photo, paper = kept(torino)
    assert (photo.form, paper.form) == (PaperForm.JPEG, PaperForm.PDF)
    for found, kind in ((photo, "image/jpeg"), (paper, "application/pdf")):
        answer = worker.get(at("document", found.pk))
        assert answer["Content-Type"] == kind
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        for word in (b"via del Rifugio", b"Planted"):
            assert word not in answer.content
        assert not {"Ricevuta", "Amina"} & set(answer["Content-Disposition"].split('"'))
    with scope(city_id=torino.pk):
        verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert verbs >= {"cases.document_kept", "cases.document_viewed", "cases.documents_listed"}


def test_nothing_of_a_paper_lies_open_in_the_database(worker, torino, case):
    send(worker, case, picture(), title="Titolo segreto")
    with scope(city_id=torino.pk), connection.cursor() as cursor:
        cursor.execute("SELECT title, content, thumbnail FROM cases_casedocument")
        (row,) = cursor.fetchall()
    for value in map(bytes, row):
        assert b"Titolo" not in value
        assert b"JFIF" not in value


def test_a_form_sent_twice_keeps_one(worker, torino, case):
    again = {"id": str(uuid7())}
    send(worker, case, picture(), **again)
    send(worker, case, picture(), **again)
    assert len(kept(torino)) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ\x90\x00 this program", "no file we can keep"),
        (b"<html><script>alert(1)</script>", "no file we can keep"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no file we can keep"),
        (b"%PDF-1.7 broken", "damaged"),
        (b"\xff\xd8\xff" + bytes(MOST_BYTES), "10 MB at most"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_the_file_and_the_words_stay(
    worker, torino, case, content, words
):
    page = send(worker, case, content, status=422, title="Il mio titolo", name="permesso.pdf")
    assert words in page
    assert "Il mio titolo" in page
    assert kept(torino) == []


def test_an_empty_form_says_what_is_missing(worker, case):
    answer = worker.post(at("documents", case.pk), {}, headers=ENGLISH)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() >= {"file", "kind", "title"}


def test_what_the_scanner_finds_or_does_not_answer_is_not_kept(worker, torino, case, settings):
    settings.FILE_SCANNER = ["/bin/false"]
    assert "something harmful" in send(worker, case, picture(), status=422)
    settings.FILE_SCANNER = ["/nowhere"]
    assert "could not be checked" in send(worker, case, picture(), status=422)
    assert kept(torino) == []


def test_a_paper_may_be_that_of_somebody_of_the_household_and_of_nobody_else(worker, torino, case):
    with scope(city_id=torino.pk):
        child, stranger = make_person("Idris"), make_person("Zoe")
        make_household(case.person, child)
    page = worker.get(at("documents", case.pk), headers=ENGLISH).content.decode()
    assert "Idris" in page and "Zoe" not in page
    send(worker, case, picture(), person=str(child.pk))
    assert [one.person_id for one in kept(torino)] == [child.pk]
    send(worker, case, picture(), person=str(stranger.pk), status=422)
    assert "Whose" in worker.get(at("documents", case.pk), headers=ENGLISH).content.decode()


def test_destroying_is_asked_first_and_leaves_nothing(worker, torino, case):
    send(worker, case, picture())
    (found,) = kept(torino)
    asked = worker.get(at("document_destroy", found.pk), headers=ENGLISH).content.decode()
    assert "cannot be brought back" in asked
    assert worker.post(at("document_destroy", found.pk)).status_code == 302
    assert kept(torino) == []
    assert worker.get(at("document", found.pk)).status_code == 404
    with scope(city_id=torino.pk):
        assert AuditEvent.objects.filter(verb="cases.document_destroyed").count() == 1


def test_who_only_sees_cases_does_not_see_papers(worker, sign_in, torino, case):
    send(worker, case, picture())
    (found,) = kept(torino)
    desk = sign_in(Role.DESK_OPERATOR, torino)
    assert desk.get(at("case_detail", case.pk)).status_code == 200
    for name, pk in (("documents", case.pk), ("document", found.pk)):
        assert desk.get(at(name, pk)).status_code == 403


def test_a_case_keeps_so_many_and_says_so(torino, case, monkeypatch):
    monkeypatch.setattr("lgnet.cases.actions.documents.MOST_DOCUMENTS", 1)
    with scope(city_id=torino.pk):
        told = {
            "case": case,
            "person": case.person,
            "kind": DocumentKind.OTHER,
            "title": "x",
            "content": picture(),
            "by": None,
        }
        keep_document(id=uuid7(), **told)
        with pytest.raises(TooManyDocuments):
            keep_document(id=uuid7(), **told)
