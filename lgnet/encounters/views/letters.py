"""Letters: written for a person from a template, read again, taken along as Word or PDF."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.kernel import sheets
from lgnet.kernel.ids import uuid7
from lgnet.kernel.keyset import page_by
from lgnet.network.access import access
from lgnet.people.models import Person
from lgnet.ui import drafts
from lgnet.ui.undo import offer_undo

from ..actions.letters import ReplacedAlready, WrittenOtherwise, write_letter
from ..forms.letters import LetterForm
from ..letter_files import sheet_of
from ..models import Letter
from ..picking import person_asked_for
from ..queries import letters as queries
from ..rules_letters import FIELDS, missing_in


@access(permission="desk.letters")
@require_GET
def letters(request: Any) -> HttpResponse:
    """Letters, newest first."""
    page = page_by(
        queries.letters(),
        "recorded_at",
        older_than=request.GET.get("older", ""),
        newer_than=request.GET.get("newer", ""),
    )
    record(verb="encounters.listed", kind="encounters.letter", shown=len(page.rows))
    address = reverse("encounters:letters")
    context = {
        "letters": page.rows,
        "newer_url": f"{address}?newer={page.newer}" if page.newer else "",
        "older_url": f"{address}?older={page.older}" if page.older else "",
        "may_manage": "desk.manage" in request.permissions,
    }
    return render(request, "encounters/letters.html", context)


@access(permission="desk.letters")
@require_http_methods(["GET", "POST"])
def letter_new(request: Any) -> HttpResponse:
    """Choose a template, read the letter again and keep it."""
    person = person_asked_for(request)
    if person is None:
        # The list says how a letter begins: from a person's page.
        return redirect("encounters:letters")
    template = queries.template_with(request.GET.get("template", ""))
    before = _letter_named(request.GET.get("replaces", ""), person)
    if template is None and before is None:
        return _choice_page(request, person)
    draft_key = f"encounters.letter:{person.pk}:{before.pk if before else template['key']}"  # type: ignore[index]
    values = _values(request, person)
    source = template["text"] if template else ""
    if request.method == "GET":
        first = (
            {"id": uuid7(), "title": before.title, "text": before.text}
            if before
            else {
                "id": uuid7(),
                "title": template["name"],  # type: ignore[index]
                "text": queries.begun(template, values) if template else "",
            }
        )
        initial, kept = drafts.initial_for(request, draft_key, LetterForm, first)
        missing = [] if before else missing_in(source, values)
        form = LetterForm(initial=initial)
        return _write_page(request, person, form, kept, draft_key, missing)
    form = LetterForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            letter = write_letter(
                id=typed["id"],
                person=person,
                title=typed["title"],
                text=typed["text"],
                head=queries.letterhead_here(),
                by=request.user,
                replaces=before,
            )
        except WrittenOtherwise as other:
            messages.warning(request, _("This letter was kept already, as it stands here."))
            return redirect("encounters:letter", other.saved.pk)
        except ReplacedAlready:
            form.add_error(None, _("Another letter has taken the place of this one meanwhile."))
        else:
            drafts.clear(request, draft_key)
            offer_undo(
                request,
                action="encounters.letter",
                arguments={"letter_id": str(letter.pk)},
                label=_("The letter is kept."),
            )
            return redirect("encounters:letter", letter.pk)
    kept = drafts.kept_for(request, draft_key)
    return _write_page(request, person, form, kept, draft_key, [], status=422)


@access(permission="desk.letters")
@require_GET
def letter(request: Any, letter_id: UUID) -> HttpResponse:
    """One letter, with its files. Opening it is put in the audit."""
    found = _letter_or_404(letter_id)
    record(verb="encounters.letter_seen", target=found)
    newer = queries.newer_than(found)
    new_url = reverse("encounters:letter_new")
    context = {
        "letter": found,
        "newer": newer,
        "paper": _paper(request, found),
        "lacking": sheets.unprintable(_paper(request, found)),
        "again_url": "" if newer else f"{new_url}?person={found.person_id}&replaces={found.pk}",
        "list_url": reverse("encounters:letters"),
    }
    return render(request, "encounters/letter.html", context)


@access(permission="desk.letters")
@require_GET
def letter_word(request: Any, letter_id: UUID) -> HttpResponse:
    """The letter as a Word file."""
    found = _letter_or_404(letter_id)
    record(verb="encounters.letter_taken", target=found, form="docx")
    return _file(
        found,
        sheets.as_word(_paper(request, found)),
        sheets.WORD,
        "docx",
    )


@access(permission="desk.letters")
@require_GET
def letter_pdf(request: Any, letter_id: UUID) -> HttpResponse:
    """The letter as PDF; back to its page where a sign cannot be drawn."""
    found = _letter_or_404(letter_id)
    paper = _paper(request, found)
    if sheets.unprintable(paper):
        return redirect("encounters:letter", found.pk)
    record(verb="encounters.letter_taken", target=found, form="pdf")
    return _file(found, sheets.as_pdf(paper), "application/pdf", "pdf")


def _values(request: Any, person: Person) -> dict[str, str]:
    member = request.membership
    return queries.values_for(
        person,
        city=member.city.name if member.city else "",
        organisation=member.organisation.name,
        worker=request.user.full_name,
    )


def _file(letter: Letter, content: bytes, kind: str, ending: str) -> HttpResponse:
    # The name of the file tells nobody whose letter it is.
    name = f"{slugify(letter.title)[:60] or 'lettera'}.{ending}"
    return HttpResponse(
        content,
        content_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store, private",
        },
    )


def _paper(request: Any, letter: Letter) -> sheets.Sheet:
    return sheet_of(letter, organisation=request.membership.organisation.name)


def _choice_page(request: Any, person: Person) -> HttpResponse:
    here = reverse("encounters:letter_new")
    context = {
        "person": person,
        "choices": [
            {"name": row["name"], "url": f"{here}?person={person.pk}&template={row['key']}"}
            for row in queries.templates_here()
            if row["is_active"]
        ],
        "may_manage": "desk.manage" in request.permissions,
        "has_head": queries.letterhead_here() is not None,
    }
    return render(request, "encounters/letter_choice.html", context)


def _write_page(
    request: Any,
    person: Person,
    form: LetterForm,
    kept: drafts.Kept,
    draft_key: str,
    missing: list[str],
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "person": person,
        "kept": kept,
        "draft_key": draft_key,
        "missing": [FIELDS[name] for name in missing],
        "back_url": f"{reverse('encounters:letter_new')}?person={person.pk}",
    }
    return render(request, "encounters/letter_new.html", context, status=status)


def _letter_or_404(letter_id: UUID) -> Letter:
    found = queries.letter_by_id(letter_id)
    if found is None:
        raise Http404
    return found


def _letter_named(text: str, person: Person) -> Letter | None:
    """Return the letter to this person that a new one is to replace; raises Http404."""
    if not text:
        return None
    try:
        found = _letter_or_404(UUID(text))
    except ValueError:
        raise Http404 from None
    if found.person_id != person.pk:
        raise Http404
    return found
