"""Lists of papers and what people brought: made in the open scope."""

import itertools

from lgnet.encounters.models import PaperList, PaperListItem, PaperMark, PersonPapers
from tests.factories.people import make_person

_numbers = itertools.count(1)


def make_paper_list(**fields) -> PaperList:
    return PaperList.objects.create(**{"title": f"Elenco {next(_numbers)}"} | fields)


def make_paper_item(**fields) -> PaperListItem:
    if "paper_list" not in fields:
        fields["paper_list"] = make_paper_list()
    return PaperListItem.objects.create(**{"title": f"Documento {next(_numbers)}"} | fields)


def make_papers(**fields) -> PersonPapers:
    if "paper_list" not in fields:
        fields["paper_list"] = make_paper_item().paper_list
    if "person" not in fields:
        fields["person"] = make_person()
    return PersonPapers.objects.create(**fields)


def make_paper_mark(**fields) -> PaperMark:
    if "papers" not in fields:
        fields["papers"] = make_papers()
    if "item" not in fields:
        fields["item"] = make_paper_item(paper_list=fields["papers"].paper_list)
    return PaperMark.objects.create(**{"state": "brought"} | fields)
