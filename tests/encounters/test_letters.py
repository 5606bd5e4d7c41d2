"""Letters: from a template to Word and PDF, in every script, never changed."""

import datetime as dt
import io
import re
import zlib

import pytest
from django.urls import reverse
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from lgnet.audit.models import AuditEvent
from lgnet.demo.actions.desks import load_demo_desk
from lgnet.encounters import letter_files
from lgnet.encounters.letter_defaults import DEFAULTS
from lgnet.encounters.models import Letter, Letterhead
from lgnet.encounters.rules_letters import BLANK, FIELDS, filled, has_loose_brace, unknown_fields
from lgnet.kernel import sheets
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people.enums import NameKind
from tests.encounters.pages import ENGLISH
from tests.factories.letters import make_letter
from tests.factories.network import make_user
from tests.factories.people import make_person

ARABIC = "محمد الأمين"


@given(st.text(), st.dictionaries(st.sampled_from(sorted(FIELDS)), st.text(max_size=20)))
def test_a_template_is_filled_once(words, values):
    """What a value says is put as it stands: a name in braces is a name."""
    value = values.get("persona") or BLANK
    plain = words.replace("{", "").replace("}", "")
    assert filled(f"{plain}{{ persona }}{plain}", values) == f"{plain}{value}{plain}"
    assert filled("{persona}", {"persona": "{data}"}) == "{data}"


def test_the_templates_every_city_begins_with_name_known_fields():
    for one in DEFAULTS:
        assert not unknown_fields(one.text) and not has_loose_brace(one.text), one.code


@pytest.mark.django_db
def test_a_letter_is_written_and_taken_along(sign_in, torino, palermo):
    worker = sign_in(Role.DESK_OPERATOR, torino)
    manager = sign_in(Role.CITY_MANAGER, torino)
    with scope(city_id=torino.pk):
        person = make_person("Amin", names=[(NameKind.FULL, ARABIC)])

    # A field that does not exist is refused in words beside it, and nothing typed is lost.
    templates_url = reverse("encounters:letter_template_new") + "?of=presenza"
    typed = {"id": uuid7(), "name": "Presenza", "is_active": "on"}
    wrong = typed | {"text": "Si attesta che {nome} c'era."}
    refused = manager.post(templates_url, wrong, headers=ENGLISH)
    assert refused.status_code == 422
    body = refused.content.decode()
    assert "There is no field {nome}" in body and "c&#x27;era" in body
    good = typed | {"text": "Si attesta che {nome_completo} era qui il {data}.\n{testo}"}
    assert manager.post(templates_url, good).status_code == 302
    head = {"id": uuid7(), "name": "Città di Torino", "lines": "Via Garibaldi 1\n\n011 0110"}
    with io.BytesIO(_png()) as logo:
        logo.name = "logo.png"
        assert (
            manager.post(reverse("encounters:letterhead"), head | {"logo": logo}).status_code == 302
        )

    # The worker chooses, reads what the fields became, keeps it twice by mistake: one letter.
    new_url = reverse("encounters:letter_new") + f"?person={person.pk}"
    choice = worker.get(new_url).content.decode()
    assert "Invito a un appuntamento" in choice and "Attestazione di presenza" not in choice
    template_url = re.search(r'href="([^"]+template=[0-9a-f-]{36})"', choice)[1]
    form = worker.get(template_url.replace("&amp;", "&")).context["form"]
    assert ARABIC in form.initial["text"] and BLANK in form.initial["text"]
    letter = {"id": uuid7(), "title": "Attestazione", "text": f"{form.initial['text']}\n{ARABIC}"}
    post_url = template_url.replace("&amp;", "&")
    left = worker.post(post_url, letter | {"text": "Oggi è il {data}"}, headers=ENGLISH)
    assert left.status_code == 422 and "Write the words instead of {data}" in left.content.decode()
    kept = [worker.post(post_url, letter) for _ in range(2)]
    address = reverse("encounters:letter", args=[letter["id"]])
    assert [answer.url for answer in kept] == [address, address]
    with scope(city_id=torino.pk):
        assert Letter.objects.count() == 1
        assert AuditEvent.objects.filter(verb="encounters.letter_written").count() == 1

    # Both files say what the page says, under the head of the paper.
    word = worker.get(reverse("encounters:letter_word", args=[letter["id"]]))
    file = Document(io.BytesIO(word.content))
    header = file.sections[0].header
    assert [line.text for line in header.paragraphs][1:] == [
        "Città di Torino",
        "Via Garibaldi 1",
        "011 0110",
    ]
    assert len(header.part.related_parts) == 1
    lines = [line.text for line in file.paragraphs]
    assert lines[0] == "Attestazione" and lines[-1] == ARABIC
    assert file.paragraphs[-1].runs[0].font.rtl
    pdf = worker.get(reverse("encounters:letter_pdf", args=[letter["id"]]))
    assert pdf["Content-Type"] == "application/pdf" and "no-store" in pdf["Cache-Control"]
    drawn = signs_of(pdf.content)
    assert set(ARABIC + "Città di Torino 011") - {" "} <= drawn
    assert b"/Subtype /Image" in pdf.content

    # A new one takes its place; the first stays as it was.
    again = f"{new_url}&replaces={letter['id']}"
    second = letter | {"id": uuid7(), "text": "Corretta"}
    assert worker.post(again, second).status_code == 302
    assert worker.post(again, letter | {"id": uuid7()}).status_code == 422
    assert "Open the newer letter" in worker.get(address, headers=ENGLISH).content.decode()
    with scope(city_id=torino.pk):
        assert Letter.objects.get(pk=letter["id"]).text == letter["text"].strip()

    # Elsewhere it does not exist.
    stranger = sign_in(Role.DESK_OPERATOR, palermo)
    for name in ("letter", "letter_word", "letter_pdf"):
        elsewhere = reverse(f"encounters:{name}", args=[letter["id"]])
        assert stranger.get(elsewhere).status_code == 404


@pytest.mark.django_db
def test_what_no_font_draws_is_said_and_word_remains(sign_in, torino):
    worker = sign_in(Role.CASE_MANAGER, torino)
    with scope(city_id=torino.pk):
        letter = make_letter(text="漢字 è il nome", recorded_by=worker.user)
    page = worker.get(reverse("encounters:letter", args=[letter.pk]), headers=ENGLISH)
    assert "漢字" in page.content.decode() and "cannot draw these signs" in page.content.decode()
    pdf = worker.get(reverse("encounters:letter_pdf", args=[letter.pk]))
    assert pdf.status_code == 302
    word = worker.get(reverse("encounters:letter_word", args=[letter.pk]))
    assert "漢字" in Document(io.BytesIO(word.content)).paragraphs[-1].text


def test_a_letter_in_five_scripts_is_drawn_whole():
    text = f"{ARABIC} Ελένη Жанна সুমন ሰላም"
    paper = sheets.Sheet(sheets.Head("Città"), "Prova", (text, "\u200f" + ARABIC))
    assert sheets.unprintable(paper) == ""
    # Bengali signs join, and some stand for several letters: those that open a word are enough.
    assert set(f"{ARABIC}ΕЖስ".replace(" ", "").replace("ስ", "ሰ")) <= signs_of(sheets.as_pdf(paper))


def signs_of(pdf: bytes) -> set[str]:
    """Return the signs that a PDF says it draws, from the maps of its fonts back to text."""
    found: set[str] = set()
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            stream = zlib.decompress(packed)
        except zlib.error:
            stream = packed
        if b"beginbfchar" not in stream:
            continue
        for sign in re.findall(rb"<[0-9A-Fa-f]+> <([0-9A-Fa-f]+)>", stream):
            found.update(bytes.fromhex(sign.decode()).decode("utf-16-be"))
    return found


def _png() -> bytes:
    from PIL import Image

    written = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(written, format="PNG")
    return written.getvalue()


def test_a_head_without_logo_says_no_picture():
    letter = Letter(title="Prova", text="Uno\n\nDue", head=Letterhead(name="Comune", lines=""))
    paper = letter_files.sheet_of(letter, organisation="Ente")
    assert (paper.head.name, paper.head.logo, paper.paragraphs) == (
        "Comune",
        None,
        ("Uno", "", "Due"),
    )


@pytest.mark.django_db
def test_the_demo_has_a_handful_of_letters(torino):
    with scope(city_id=torino.pk):
        worker = make_user(full_name="Ada Esempio")
        for _ in range(3):
            make_person()
        load_demo_desk("TO", worker_id=worker.pk, on=dt.date(2026, 11, 23))
        assert sorted(letter.title for letter in Letter.objects.all()) == sorted(
            one.name for one in DEFAULTS
        )
        assert not [one for one in Letter.objects.all() if "{" in one.text]
