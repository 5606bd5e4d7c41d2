"""A part of a person's page, fetched after it: the street's wish, the clock, letters, papers."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from lgnet.kernel.nights import tonight
from lgnet.network.access import access
from lgnet.people.models import Person
from lgnet.referrals.queries.reading import newest_of

from .. import board_words
from ..queries import outreach
from ..queries.clock import clock_of
from ..queries.letters import letters_to
from ..queries.papers import papers_of

MOST_REFERRALS = 5


@access(permission="encounters.view")
@require_GET
def person_side(request: Any, person_id: UUID) -> HttpResponse:
    """Show what belongs beside a person: each part to those who may see it."""
    person = Person.objects.filter(pk=person_id).order_by("pk").first()
    if person is None:
        raise Http404
    legs = board_words.leg_lines(clock_of(person))
    wish = letters = None
    if "outreach.work" in request.permissions:
        wish = {"wish": outreach.wish_of(person, tonight())}
    if "desk.letters" in request.permissions:
        found = letters_to(person)
        if found:
            letters = {"letters": found, "list_url": reverse("encounters:letters")}
    referrals: list[Any] = []
    if "referrals.view" in request.permissions:
        referrals = newest_of(person, most=MOST_REFERRALS)
    papers = papers_of(person) if "desk.papers" in request.permissions else []
    context = {
        "person": person,
        "papers": papers,
        "referrals": referrals,
        "clock": {"legs": legs} if legs else None,
        "wish": wish,
        "letters": letters,
    }
    return render(request, "encounters/_side.html", context)
