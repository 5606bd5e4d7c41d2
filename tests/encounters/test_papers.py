"""Lists of papers: kept by the city, begun for a person, never asked for to be helped."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lgnet.audit.models import AuditEvent
from lgnet.encounters.actions import papers as verbs
from lgnet.encounters.enums import PaperState
from lgnet.encounters.models import PaperList, PaperMark, PersonPapers
from lgnet.encounters.queries.papers import items_of, papers_by_id, papers_of
from lgnet.encounters.rules_papers import best_language, only_known, progress
from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests.encounters.pages import ENGLISH
from tests.factories.network import make_user
from tests.factories.papers import make_paper_item, make_paper_list, make_paper_mark, make_papers
from tests.factories.people import make_person


@given(st.lists(st.sampled_from(PaperState.values)))
def test_what_is_not_needed_is_counted_nowhere(states):
    brought, needed = progress(states)
    assert 0 <= brought <= needed == len(states) - states.count(PaperState.NOT_NEEDED)
    assert progress([*states, PaperState.NOT_NEEDED]) == (brought, needed)
    assert progress([*states, PaperState.BROUGHT]) == (brought + 1, needed + 1)


@given(st.lists(st.sampled_from(["eng", "ara", "fra"])), st.lists(st.text(max_size=3)))
def test_a_sheet_is_in_a_language_that_its_texts_carry(carried, wanted):
    assert best_language(carried, wanted) in {"ita", *carried}
    assert best_language(["ara"], ["ben", "ara", "eng"]) == "ara"


def test_texts_without_a_name_or_in_no_language_of_ours_are_not_kept():
    typed = {
        "ara": {"title": " جواز ", "hint": ""},
        "eng": {"title": " ", "hint": "lost"},
        "tlh": {"title": "x", "hint": ""},
    }
    assert only_known(typed) == {"ara": {"title": "جواز", "hint": ""}}


@pytest.mark.django_db
def test_a_list_from_the_city_to_the_sheet(sign_in, torino, palermo):
    worker, manager = sign_in(Role.DESK_OPERATOR, torino), sign_in(Role.CITY_MANAGER, torino)
    with scope(city_id=torino.pk):
        person = make_person("Amin", language="ara", language_answer=Answer.KNOWN)

    # A city without lists says so, and has nothing to choose; the usual ones come once.
    new_url = f"{reverse('encounters:papers_new')}?person={person.pk}"
    assert "keeps no list" in worker.get(new_url, headers=ENGLISH).content.decode()
    for _ in range(2):
        manager.post(reverse("encounters:paper_lists_usual"))
    with scope(city_id=torino.pk):
        assert PaperList.objects.count() == 3
        residence = PaperList.objects.order_by("position").first()
        count = len(items_of(residence))

    # The city writes a paper in Arabic; help without a name in that language is refused.
    item_url = reverse("encounters:paper_item_new", args=[residence.pk])
    typed = {"id": uuid7(), "title": "Marca da bollo", "position": 9, "is_active": "on"}
    wrong = manager.post(item_url, typed | {"hint_ara": "من التبغ"}, headers=ENGLISH)
    assert wrong.status_code == 422 and "من التبغ" in wrong.content.decode()
    assert manager.post(item_url, typed | {"title_ara": "طابع"}).status_code == 302

    # Begun twice by mistake, it is one list.
    sent = {"id": uuid7(), "paper_list": residence.pk}
    assert worker.post(new_url, sent).status_code == 302
    assert worker.post(new_url, sent | {"id": uuid7()}).status_code == 302
    with scope(city_id=torino.pk):
        (begun,) = PersonPapers.objects.all()
        first, second, *_rest = items_of(residence)
    page_url = reverse("encounters:papers", args=[begun.pk])
    assert f"0 of {count + 1} brought" in worker.get(page_url, headers=ENGLISH).content.decode()

    # "Not needed" wants a word why, beside the paper; what was chosen stays.
    mark = {"id": uuid7(), "item": first.pk, "state": "not_needed", "note": ""}
    wrong = worker.post(page_url, mark, headers=ENGLISH)
    body = wrong.content.decode()
    assert wrong.status_code == 422 and body.count("Say in a few words why") == 1
    assert re.search(r'value="not_needed"[^>]* checked', body)
    worker.post(page_url, mark | {"note": "Lo ha già l'ufficio"})
    brought = {"id": uuid7(), "item": second.pk, "state": "brought", "note": "Faldone 3"}
    for _ in range(2):
        worker.post(page_url, brought)
    assert f"1 of {count} brought" in worker.get(page_url, headers=ENGLISH).content.decode()
    with scope(city_id=torino.pk):
        assert PaperMark.objects.count() == 2
        assert AuditEvent.objects.filter(verb="encounters.paper_marked").count() == 2

    # The person's page says it, and the sheet tells in Arabic what is missing and no more.
    side = worker.get(reverse("encounters:person_side", args=[person.pk]), headers=ENGLISH)
    assert f"1 of {count} brought" in side.content.decode()
    sheet_url = reverse("encounters:papers_missing", args=[begun.pk])
    sheet = worker.get(sheet_url).content.decode()
    paper = sheet[sheet.index("<article") : sheet.index("</article>")]
    assert 'dir="rtl"' in paper and "طابع" in paper and "Marca da bollo" in paper
    for word in (first.title, second.title, residence.title, "Amin", torino.name, "Faldone"):
        assert word not in paper, word
    english = worker.get(f"{sheet_url}?language=eng").content.decode()
    assert 'lang="en" dir="ltr"' in english and "طابع" not in english

    # Put away, nothing more is said of it; it can be begun anew, and the old one stays.
    assert worker.post(reverse("encounters:papers_end", args=[begun.pk])).status_code == 302
    worker.post(page_url, brought | {"id": uuid7(), "state": "missing"})
    with scope(city_id=torino.pk):
        assert PaperMark.objects.count() == 2
    worker.post(new_url, sent | {"id": uuid7()})
    with scope(city_id=torino.pk):
        assert PersonPapers.objects.count() == 2

    # Elsewhere there is no such list.
    stranger = sign_in(Role.DESK_OPERATOR, palermo)
    for url in (page_url, sheet_url):
        assert stranger.get(url).status_code == 404


@pytest.mark.django_db
def test_the_newest_fact_counts_and_none_is_changed(torino):
    with scope(city_id=torino.pk):
        worker, papers = make_user(), make_papers()
        (item,) = items_of(papers.paper_list)
        for state, note in (("brought", "Faldone"), ("missing", "Era un altro documento")):
            verbs.mark_paper(
                id=uuid7(),
                papers_id=papers.pk,
                item=item,
                state=PaperState(state),
                note=note,
                by=worker,
            )
        found = papers_by_id(papers.pk)
        assert (found.brought, found.needed) == (0, 1)
        assert [mark.state for mark in papers.marks.order_by("pk")] == ["brought", "missing"]
        # A paper taken out of use stays where something was said of it, and is asked of nobody.
        item.is_active = False
        item.save()
        make_paper_item(paper_list=papers.paper_list, is_active=False)
        assert [line.item for line in papers_by_id(papers.pk).lines] == [item]


@pytest.mark.django_db
def test_what_the_verbs_and_the_database_refuse(torino):
    with scope(city_id=torino.pk):
        worker, papers = make_user(), make_papers()
        (item,) = items_of(papers.paper_list)
        said = {"papers_id": papers.pk, "item": item, "note": "", "by": worker}
        with pytest.raises(ValidationError):
            verbs.mark_paper(id=uuid7(), state=PaperState.NOT_NEEDED, **said)
        id = uuid7()
        verbs.mark_paper(id=id, state=PaperState.ASKED, **said)
        with pytest.raises(verbs.SentOtherwise):
            verbs.mark_paper(id=id, state=PaperState.BROUGHT, **said)
        with pytest.raises(type(item).DoesNotExist):
            other = said | {"item": make_paper_item()}
            verbs.mark_paper(id=uuid7(), state=PaperState.ASKED, **other)
        with pytest.raises(verbs.MarkedAlready):
            verbs.take_papers_back(papers_id=papers.pk, by=papers.recorded_by)
        with pytest.raises(verbs.OutOfUse):
            out = make_paper_list(is_active=False)
            verbs.begin_papers(id=uuid7(), person=papers.person, paper_list=out, by=worker)
        with pytest.raises(IntegrityError), transaction.atomic():
            make_papers(person=papers.person, paper_list=papers.paper_list)
        with pytest.raises(IntegrityError), transaction.atomic():
            make_paper_mark(papers=papers, item=item, state="not_needed")

        # Put away and begun anew, the old one is not taken out again beside it.
        verbs.put_papers_away(papers_id=papers.pk, by=worker)
        verbs.take_papers_out_again(papers_id=papers.pk, by=worker)
        assert len(papers_of(papers.person)) == 1
        verbs.put_papers_away(papers_id=papers.pk, by=worker)
        anew = verbs.begin_papers(
            id=uuid7(), person=papers.person, paper_list=papers.paper_list, by=worker
        )
        with pytest.raises(verbs.PutAway):
            verbs.take_papers_out_again(papers_id=papers.pk, by=worker)
        verbs.take_papers_back(papers_id=anew.pk, by=worker)
        assert papers_of(papers.person) == []
