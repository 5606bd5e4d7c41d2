"""Lists of papers: a city keeps them, a worker begins one for a person and says what was seen."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.directory.models import Service
from lgnet.encounters.enums import PaperState
from lgnet.encounters.models import PaperList, PaperListItem, PaperMark, PersonPapers
from lgnet.encounters.paper_defaults import DEFAULTS
from lgnet.encounters.rules_papers import MOST_ITEMS, only_known
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.tenancy import required_scope
from lgnet.people.models import Person

from .desk_refusals import DeskRefused, SentOtherwise


class OutOfUse(DeskRefused):
    """A list or a paper is out of use."""

    def __init__(self) -> None:
        super().__init__(_("Your city has taken this list out of use."))


class PutAway(DeskRefused):
    """The list of a person was put away meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("This list was put away. Begin it again if it is needed."))


class MarkedAlready(DeskRefused):
    """Somebody has said something about a list: it is no longer only begun."""

    def __init__(self) -> None:
        super().__init__(_("Something is written on this list already. You can put it away."))


@transaction.atomic
def keep_paper_list(
    *, id: UUID, title: str, service: Service | None, position: int, is_active: bool, by: Any
) -> PaperList:
    """Add a list or change it, and return it."""
    row = PaperList.objects.filter(pk=id).order_by("pk").first() or PaperList(id=id, recorded_by=by)
    row.title, row.service, row.position, row.is_active = title, service, position, is_active
    row.save()
    record(verb="encounters.paper_list_kept", target=row)
    return row


@transaction.atomic
def keep_paper_item(
    *,
    id: UUID,
    paper_list: PaperList,
    title: str,
    hint: str,
    texts: dict[str, dict[str, str]],
    position: int,
    is_active: bool,
    by: Any,
) -> PaperListItem:
    """Add a paper to a list or change it, and return it; raises ValidationError by field."""
    # Two who add at once: the second counts after the first.
    PaperList.objects.select_for_update(of=("self",)).order_by().get(pk=paper_list.pk)
    row = PaperListItem.objects.filter(pk=id).order_by("pk").first()
    if row is None:
        if PaperListItem.objects.filter(paper_list=paper_list).order_by().count() >= MOST_ITEMS:
            raise ValidationError(
                {"title": _("A list has at most %(most)s papers.") % {"most": MOST_ITEMS}}
            )
        row = PaperListItem(id=id, paper_list=paper_list, recorded_by=by)
    elif row.paper_list_id != paper_list.pk:
        raise SentOtherwise
    row.title, row.hint, row.texts = title, hint, only_known(texts)
    row.position, row.is_active = position, is_active
    row.save()
    record(verb="encounters.paper_item_kept", target=row)
    return row


@transaction.atomic
def take_usual_lists(*, by: Any) -> int:
    """Give a city the usual lists it does not have yet; return how many are new."""
    services = {one.code: one for one in Service.objects.all()}
    new = 0
    here = required_scope("the usual lists")
    cell = (here.city_id, here.compartment_id)
    for position, one in enumerate(DEFAULTS, start=1):
        list_id = derived_uuid("papers", *cell, one.code)
        if PaperList.objects.filter(pk=list_id).order_by().exists():
            continue
        new += 1
        kept = keep_paper_list(
            id=list_id,
            title=one.title,
            service=services.get(one.service),
            position=position,
            is_active=True,
            by=by,
        )
        for number, paper in enumerate(one.papers, start=1):
            keep_paper_item(
                id=derived_uuid("papers", *cell, one.code, number),
                paper_list=kept,
                title=paper.title,
                hint=paper.hint,
                texts=paper.texts,
                position=number,
                is_active=True,
                by=by,
            )
    return new


@transaction.atomic
def begin_papers(*, id: UUID, person: Person, paper_list: PaperList, by: Any) -> PersonPapers:
    """Begin a list for a person and return it; the one that is open already is that one.

    Raises OutOfUse.
    """
    kept = PaperList.objects.select_for_update(of=("self",)).order_by().get(pk=paper_list.pk)
    known = (
        PersonPapers.objects.filter(person=person, paper_list=kept, ended_at__isnull=True)
        .order_by("pk")
        .first()
    )
    if known is not None:
        return known
    if not kept.is_active:
        raise OutOfUse
    begun, _is_new = PersonPapers.objects.get_or_create(
        id=id, defaults={"person": person, "paper_list": kept, "recorded_by": by}
    )
    if (begun.person_id, begun.paper_list_id) != (person.pk, kept.pk):
        raise SentOtherwise
    record(verb="encounters.papers_begun", target=begun)
    return begun


@transaction.atomic
def mark_paper(
    *,
    id: UUID,
    papers_id: UUID,
    item: PaperListItem,
    state: PaperState,
    note: str,
    by: Any,
) -> PaperMark:
    """Say where a paper is, and return the fact; the same ``id`` says it once.

    Raises ValidationError by field, PutAway, SentOtherwise, PersonPapers.DoesNotExist.
    """
    note = note.strip()
    if state == PaperState.NOT_NEEDED and not note:
        raise ValidationError({"note": _("Say in a few words why it is not needed.")})
    papers = PersonPapers.objects.select_for_update(of=("self",)).order_by().get(pk=papers_id)
    if item.paper_list_id != papers.paper_list_id:
        raise PaperListItem.DoesNotExist
    known = PaperMark.objects.filter(pk=id).order_by("pk").first()
    if known is not None:
        said = (known.papers_id, known.item_id, known.state, known.note or "")
        if said != (papers.pk, item.pk, state, note):
            raise SentOtherwise
        return known
    if papers.ended_at is not None:
        raise PutAway
    mark = PaperMark.objects.create(
        id=id, papers=papers, item=item, state=state, note=note or None, recorded_by=by
    )
    record(verb="encounters.paper_marked", target=papers)
    return mark


@transaction.atomic
def put_papers_away(*, papers_id: UUID, by: Any) -> PersonPapers:
    """Put a person's list away, and return it; put away twice it stays as it was."""
    papers = PersonPapers.objects.select_for_update(of=("self",)).order_by().get(pk=papers_id)
    if papers.ended_at is None:
        papers.ended_at, papers.ended_by = timezone.now(), by
        papers.save(update_fields=["ended_at", "ended_by"])
        record(verb="encounters.papers_ended", target=papers)
    return papers


@transaction.atomic
def take_papers_out_again(*, papers_id: UUID, by: Any) -> None:
    """Open a list again that one has just put away; raises PutAway if it was begun anew."""
    papers = PersonPapers.objects.select_for_update(of=("self",)).order_by().get(pk=papers_id)
    if papers.ended_at is None:
        return
    anew = PersonPapers.objects.filter(
        person_id=papers.person_id, paper_list_id=papers.paper_list_id, ended_at__isnull=True
    )
    if anew.order_by().exists():
        raise PutAway
    papers.ended_at = papers.ended_by = None
    papers.save(update_fields=["ended_at", "ended_by"])
    record(verb="encounters.papers_begun", target=papers)


@transaction.atomic
def take_papers_back(*, papers_id: UUID, by: Any) -> None:
    """Take back a list one has just begun; raises PersonPapers.DoesNotExist, MarkedAlready."""
    papers = (
        PersonPapers.objects.select_for_update(of=("self",))
        .order_by()
        .get(pk=papers_id, recorded_by=by)
    )
    if PaperMark.objects.filter(papers=papers).order_by().exists():
        raise MarkedAlready
    record(verb="encounters.papers_retracted", target=papers)
    papers.delete()
