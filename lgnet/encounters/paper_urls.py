"""Addresses of papers."""

from django.urls import path

from .views import paper_lists, papers

addresses = [
    path("papers/new/", papers.papers_new, name="papers_new"),
    path("papers/<uuid:papers_id>/", papers.papers, name="papers"),
    path("papers/<uuid:papers_id>/missing/", papers.papers_missing, name="papers_missing"),
    path("papers/<uuid:papers_id>/end/", papers.papers_end, name="papers_end"),
    path("papers/lists/", paper_lists.paper_lists, name="paper_lists"),
    path("papers/lists/usual/", paper_lists.paper_lists_usual, name="paper_lists_usual"),
    path("papers/lists/new/", paper_lists.paper_list_new, name="paper_list_new"),
    path("papers/lists/<uuid:list_id>/", paper_lists.paper_list, name="paper_list"),
    path("papers/lists/<uuid:list_id>/new/", paper_lists.paper_item_new, name="paper_item_new"),
    path("papers/items/<uuid:item_id>/", paper_lists.paper_item, name="paper_item"),
]
