"""What the protection page of a case shows: the same for all, and a file to those on its list."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from lgnet.audit.catalogue import verb_words
from lgnet.kernel.ids import uuid7
from lgnet.network.access import can
from lgnet.network.queries import staff_names
from lgnet.people.catalogue import group_ids
from lgnet.people.models import Person

from .actions.restricted import record_in
from .forms.restricted import AskForm, EntryForm, LetInForm
from .helplines import helplines
from .models import Case, RestrictedEntry, RestrictedFile, RestrictedReader
from .queries import protection as queries
from .queries import restricted
from .queries.parties import persons_of
from .rules_restricted import may_end, reads_on

# What stands open on the page; what is older is unfolded. More is no file any more.
OPEN_ENTRIES, MOST_ENTRIES = 10, 500
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was sent and not accepted: it is shown again as it was typed."""

    deed: str
    form: Any
    file: RestrictedFile | None = None


def page_context(request: Any, case: Case, sent: Sent | None) -> dict[str, Any]:
    """Return what the page shows. Each file it shows is read, and that stands in its audit."""
    policy = queries.protection_here()
    named = queries.named_by(policy)
    asks = list(queries.asks_about(case)[: queries.MOST_ASKS])
    may_keep = can(request.membership, restricted.RIGHT)
    persons = persons_of(case)
    files = restricted.files_about(case, persons) if may_keep else []
    readers = restricted.readers_of(files) if files else {}
    shown = [_file(request, one, readers[one.pk], sent) for one in files]
    for one in files:
        record_in(one, verb="cases.restricted_read")
    context = {
        "named": named,
        "helplines": helplines(policy),
        "ask_form": _form(sent, "ask", None)
        or AskForm(
            initial={"id": uuid7(), "person": case.person_id}, persons=persons, auto_id="ask_%s"
        ),
        "is_household": len(persons) > 1,
        "asks": asks,
        "may_keep": may_keep,
        "may_open_referral": can(request.membership, "referrals.view"),
        "files": shown,
    }
    without = without_file(files, persons) if may_keep else []
    typed = _form(sent, "write", None)
    if typed or without:
        context["first_form"] = typed or EntryForm(
            initial={"id": uuid7(), "harm": "", "person": without[0].pk},
            persons=without,
            auto_id="first_%s",
        )
    return context


def without_file(files: list[RestrictedFile], persons: list[Person]) -> list[Person]:
    """Return the people of whom no file is open to the one who asks."""
    if not files:
        return persons
    groups = group_ids([one.pk for one in persons])
    about = {one.person_id for one in files}
    return [one for one in persons if not about & (groups.get(one.pk, frozenset()) | {one.pk})]


def _file(
    request: Any, file: RestrictedFile, readers: list[RestrictedReader], sent: Sent | None
) -> dict[str, Any]:
    entries = _numbered(file)
    today = timezone.localdate()
    now = [
        one
        for one in readers
        if reads_on(today, until_on=one.until_on, is_ended=one.ended_at is not None)
    ]
    holders = [one for one in now if one.is_holder]
    is_held = request.user.pk in {one.user_id for one in holders}
    looks = restricted.looks_at(file)
    names = staff_names(look.actor_id for look in looks)
    found = {
        "file": file,
        "open_entries": entries[:OPEN_ENTRIES],
        "older_entries": entries[OPEN_ENTRIES:],
        "is_held": is_held,
        "readers": [
            (one, one.until_on and one.until_on - ONE_DAY, is_held and may_end(one, holders))
            for one in now
        ],
        "former": [one for one in readers if one not in now],
        "looks": [
            (names.get(look.actor_id, "") if look.actor_id else "", verb_words(look.verb), look.at)
            for look in looks
        ],
        "write_form": _form(sent, "write", file)
        or EntryForm(
            initial={"id": uuid7(), "harm": ""},
            entries=_choices(entries),
            auto_id=f"write_{file.pk}_%s",
        ),
        "refused": _form(sent, "take_off", file),
    }
    if is_held:
        found["let_in_form"] = _form(sent, "let_in", file) or LetInForm(
            initial={"id": uuid7()},
            colleagues=colleagues_for(request),
            auto_id=f"let_in_{file.pk}_%s",
        )
    return found


def _form(sent: Sent | None, deed: str, file: RestrictedFile | None) -> Any:
    if sent is None or sent.deed != deed or sent.file != file:
        return None
    return sent.form


def colleagues_for(request: Any) -> list[tuple[str, str]]:
    """Return who can be let in by the one who asks, each once."""
    found = {
        str(one.user_id): one.user.full_name
        for one in restricted.may_read()
        if one.user_id != request.user.pk
    }
    return list(found.items())


def entry_choices(file: RestrictedFile) -> list[tuple[str, str]]:
    """Return the entries of a file that another may correct, the newest first."""
    return _choices(_numbered(file))


def _choices(entries: list[tuple[int, RestrictedEntry]]) -> list[tuple[str, str]]:
    return [
        (
            str(entry.pk),
            _("No. %(number)s of %(day)s")
            % {
                "number": number,
                "day": formats.date_format(
                    timezone.localtime(entry.recorded_at), "SHORT_DATETIME_FORMAT"
                ),
            },
        )
        for number, entry in entries
    ]


def _numbered(file: RestrictedFile) -> list[tuple[int, RestrictedEntry]]:
    """Return the entries with their numbers, the newest first; what each corrects has its own."""
    found = list(restricted.entries_of(file).order_by("-recorded_at", "-pk")[:MOST_ENTRIES])
    numbers = {entry.pk: number for number, entry in enumerate(reversed(found), start=1)}
    for entry in found:
        corrected = entry.corrects_id and numbers.get(entry.corrects_id)
        entry.corrected_number = corrected  # type: ignore[attr-defined]
    return [(numbers[entry.pk], entry) for entry in found]
