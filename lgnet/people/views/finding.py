"""Finding people before anybody is recorded twice: the search, and candidates while typing."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.kernel.answers import Answer
from lgnet.kernel.keyset import page_by
from lgnet.network.access import access
from lgnet.ui import sealed
from lgnet.ui.answered import Answered

from .. import match_tokens, queries
from ..asking import Asked
from ..at_entry import weighed
from ..cards import Card, cards_of
from ..enums import Sex
from ..forms import PersonForm
from ..links import each_once
from ..models import Person
from ..phones import NotAPhone, read_phone
from ..rules import LONGEST_NAME
from ..traits import traits_asked

LONGEST_QUERY = 200
MOST_OTHERS = 3


@access(permission="people.view")
@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Find people by names, birth, numbers, citizenship; with nothing asked, the newest.

    A search is posted, and answered at an address in which it stands sealed: no name in any URL.
    """
    if request.method == "POST":
        typed = request.POST.get("q", "").strip()[:LONGEST_QUERY]
        return redirect(sealed_address(request, "people:search", typed))
    text = typed_before(request)
    if not text:
        return _newest(request)
    wanted = queries.asked(text)
    found = _cards(queries.found_people(wanted, most=queries.MOST_FOUND))
    context = {
        "q": text,
        "cards": found,
        "finds_nobody": wanted.is_empty,
        "is_cut": len(found) == queries.MOST_FOUND,
        "new_url": _new_url(request, text),
        "elsewhere_url": _elsewhere_url(request, text, wanted, found),
    }
    return render(request, "people/search.html", context)


def _newest(request: HttpRequest) -> HttpResponse:
    page = page_by(
        queries.newest_people(),
        "created_at",
        older_than=request.GET.get("older", ""),
        newer_than=request.GET.get("newer", ""),
    )
    record(verb="people.listed", kind="people.person", shown=len(page.rows))
    context = {
        "q": "",
        "cards": cards_of(page.rows),
        "newer_url": address("people:search", newer=page.newer) if page.newer else "",
        "older_url": address("people:search", older=page.older) if page.older else "",
        "new_url": _new_url(request, ""),
    }
    return render(request, "people/newest.html", context)


@access(permission="people.view")
@require_POST
def candidates(request: HttpRequest) -> HttpResponse:
    """A fragment: people who may be the one being told of. Posted, as all of it is personal."""
    told = told_so_far(PersonForm(request.POST, countries=list(queries.countries())))
    cards = cards_like(told, but=_uuid(request.GET.get("but", "")))
    return render(request, "people/_candidates.html", {"candidates": cards})


def cards_like(told: Asked, *, but: UUID | None = None) -> list[Card]:
    """Return the lines of people who may be the one told of, and put the look into the audit."""
    if told.is_empty:
        return []
    found = _cards(queries.people_like(told, but=but))
    return weighed(told, found) if found else []


def _cards(people: Iterable[Person]) -> list[Card]:
    found = cards_of(each_once(people))
    record(verb="people.searched", kind="people.person", found=len(found))
    return found


def told_so_far(form: PersonForm) -> Asked:
    """Return what a form half filled in tells; what cannot be read yet is left out."""
    told = {name: _cleaned(form, name) for name in _TELLING}
    names = [told["known_as"], f"{told['given'] or ''} {told['family'] or ''}"]
    names += (told["others"] or "").splitlines()[:MOST_OTHERS]
    texts = [str(name).strip()[:LONGEST_NAME] for name in names if name]
    sex = _known(told["sex"])
    return Asked(
        names=tuple(dict.fromkeys(filter(None, texts))),
        birth=_known(told["birth"]),
        numbers=tuple(str(told[name]) for name in ("phone", "number") if told[name]),
        citizenship=_known(told["citizenship"]),
        sex=Sex(sex) if sex else None,
    )


_TELLING = (
    *("known_as", "given", "family", "others"),
    *("birth", "sex", "citizenship", "phone", "number"),
)


def _cleaned(form: PersonForm, name: str) -> Any:
    try:
        return form.fields[name].clean(form[name].data)
    except ValidationError:
        return None


def _known(told: Answered | None) -> Any:
    return told.value if told is not None and told.is_known else None


def initial_of_asked(wanted: Asked, typed: str) -> dict[str, Any]:
    """Return what a search carries into the form for a new person."""
    names = [*wanted.names, *([] if wanted.names else wanted.perhaps_names)]
    found: dict[str, Any] = {"known_as": " ".join(names) or ("" if wanted.numbers else typed)}
    if wanted.birth is not None:
        found["birth"] = Answered(value=wanted.birth, answer=Answer.KNOWN)
    if wanted.citizenship is not None:
        found["citizenship"] = Answered(value=wanted.citizenship, answer=Answer.KNOWN)
    for number in wanted.numbers:
        found.setdefault("phone" if _is_phone(number) else "number", number)
    return found


def _is_phone(number: str) -> bool:
    try:
        return read_phone(number).is_in_use
    except NotAPhone:
        return False


def typed_before(request: Any) -> str:
    """Return the text sealed in the address; empty where there is none for this user."""
    token = request.GET.get(sealed.PARAMETER, "")
    return sealed.unseal(token, user_id=request.user.pk).strip()[:LONGEST_QUERY]


def sealed_address(request: Any, url_name: str, text: str) -> str:
    """Return the address of a page with ``text`` sealed in it."""
    return address(url_name, **{sealed.PARAMETER: sealed.seal(text, user_id=request.user.pk)})


def address(url_name: str, **query: str) -> str:
    """Return the address of a page with those parts of a query that are given."""
    given = {name: value for name, value in query.items() if value}
    return f"{reverse(url_name)}?{urlencode(given)}" if given else reverse(url_name)


def _new_url(request: HttpRequest, text: str) -> str:
    if "people.edit" not in request.permissions:  # type: ignore[attr-defined]
        return ""
    return sealed_address(request, "people:new", text)


def _elsewhere_url(request: Any, text: str, wanted: Asked, found: Iterable[Card]) -> str:
    """Return where to ask the network, where enough was typed and nobody here is surely meant."""
    is_sure = any(card.person.found.is_sure for card in found)  # type: ignore[attr-defined]
    if "people.cross_city" not in request.permissions or is_sure:
        return ""
    if not match_tokens.asked(traits_asked(wanted)):
        return ""
    return sealed_address(request, "people:known_elsewhere", text)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
