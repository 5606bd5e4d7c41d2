"""Addresses of encounters."""

from django.urls import path

from . import desk_urls, letter_urls, outreach_urls, paper_urls
from .views import boards, contacts, day_work, needs, person_side

app_name = "encounters"
urlpatterns = [
    path("", contacts.listing, name="list"),
    path("new/", contacts.new, name="new"),
    path("work/", day_work.day_work, name="day_work"),
    path("work/<uuid:given_id>/minutes/", day_work.day_work_minutes, name="day_work_minutes"),
    path("work/<uuid:given_id>/back/", day_work.day_work_back, name="day_work_back"),
    path("pick/", contacts.pick, name="pick"),
    path("<uuid:encounter_id>/", contacts.detail, name="detail"),
    path("<uuid:encounter_id>/saved/", contacts.saved, name="saved"),
    path("<uuid:encounter_id>/person/", contacts.attach, name="attach"),
    path("needs/<uuid:need_id>/", needs.answer, name="answer"),
    path("people/<uuid:person_id>/side/", person_side.person_side, name="person_side"),
    path("unmet/", needs.unmet, name="unmet"),
    path("policy/", needs.policy, name="policy"),
    path("board/", boards.boards_home, name="boards"),
    path("board/street/", boards.street, name="street_board"),
    path("board/desk/", boards.desk, name="desk_board"),
    # The desk
    *desk_urls.addresses,
    *letter_urls.addresses,
    *paper_urls.addresses,
    # The street
    *outreach_urls.addresses,
]
