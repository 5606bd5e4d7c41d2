"""Pages of the inventory: a house is made, closed in part, inspected, photographed, counted."""

import csv
import datetime as dt
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from lgnet.audit.models import AuditEvent
from lgnet.housing.actions.stays import record_arrival
from lgnet.housing.models import (
    Closure,
    Defect,
    HouseRules,
    HousingStructure,
    Inspection,
    Occupancy,
    Place,
    Season,
    StructurePhoto,
)
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.ui.actions import save_draft
from tests.budget import MOST_A_PAGE, count
from tests.factories.housing import make_places, make_stay, make_structure
from tests.factories.network import make_organisation
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def keeper(sign_in, torino):
    return sign_in(Role.HOUSING_COORDINATOR, torino)


@pytest.fixture
def manager(sign_in, torino):
    return sign_in(Role.CITY_MANAGER, torino)


def body(response):
    return response.content.decode()


def at(name, *args):
    return reverse(f"housing:{name}", args=args)


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page).group(1)


def test_a_house_from_the_first_line_to_the_first_place(torino, keeper):
    organisation = make_organisation(torino, name="Cooperativa Faro")
    with scope(city_id=torino.pk, user_id=keeper.user.pk):
        save_draft(
            form_key="housing.house:new",
            fields={"name": ["Casa Bozza"], "meals": ["dinner"]},
            by=keeper.user,
            page_made_at=timezone.now(),
        )
    page = body(keeper.get(at("house_new")))
    assert "Casa Bozza" in page and "protected_refuge" not in page
    typed = {
        "id": hidden(page, "id"),
        "name": "Casa Prova",
        "kind": "emergency",
        "organisation": organisation.pk,
        "opened_on": "2026-01-01",
        "sexes": "women",
        "takes_pets": "no",
        "curfew": "23:00",
        "meals": ["dinner", "kitchen"],
        "staff_languages": ["ara", "wol"],
        "cost_per_night": "31.50",
    }
    wrong = keeper.post(at("house_new"), typed | {"youngest": 40, "oldest": 20})
    assert wrong.status_code == 422
    refuge = keeper.post(at("house_new"), typed | {"kind": "protected_refuge"})
    assert refuge.status_code == 422
    made, again = keeper.post(at("house_new"), typed), keeper.post(at("house_new"), typed)
    assert made.status_code == 302 and made["Location"] == again["Location"]
    with scope(city_id=torino.pk):
        house = HousingStructure.objects.get()
    assert (house.takes_pets, house.is_step_free, house.takes_families) == (False, None, False)
    unit = {"id": uuid7(), "name": "Stanza 1", "kind": "room", "count": 4}
    unit["available_from"] = tonight().isoformat()
    assert keeper.post(at("house_places", house.pk), unit).status_code == 302
    with scope(city_id=torino.pk):
        places = list(Place.objects.order_by("label"))
    assert [place.label for place in places] == ["1", "2", "3", "4"]
    more = {"id": uuid7(), "count": 1, "available_from": tonight().isoformat()}
    keeper.post(at("unit_places", places[0].unit_id), more)
    keeper.post(at("unit_edit", places[0].unit_id), {"name": "Stanza blu", "kind": "room"})
    lower = {"label": "basso", "is_low": "yes", "available_from": tonight().isoformat()}
    keeper.post(at("place_edit", places[0].pk), lower)
    page = body(keeper.get(at("house_places", house.pk)))
    assert "Stanza blu" in page and "basso" in page
    assert keeper.post(at("place_remove", places[3].pk)).status_code == 302
    # No documents are needed, and the six months of a house without a programme are no term.
    page = " ".join(body(keeper.get(at("house", house.pk))).split())
    assert "Documents needed" in page or "Documenti" in page
    assert "lg-warn" in page and "العربية" in page
    # Somebody else saved meanwhile: what they wrote is not written over unseen.
    version = hidden(body(keeper.get(at("house_edit", house.pk))), "version")
    assert keeper.post(at("house_edit", house.pk), typed | {"version": version}).status_code == 302
    changed = typed | {"version": version, "name": "Casa Altra"}
    assert keeper.post(at("house_edit", house.pk), changed).status_code == 302
    late = keeper.post(at("house_edit", house.pk), typed | {"version": version})
    assert late.status_code == 409
    version = hidden(body(late), "version")
    assert keeper.post(at("house_edit", house.pk), typed | {"version": version}).status_code == 302


def test_who_must_move_is_named_to_who_may_see_it(torino, keeper, manager):
    night = tonight()
    with scope(city_id=torino.pk):
        taken, free = make_places(2)
        make_stay(place=taken, person=make_person("Amina Esempio"))
        house = taken.unit.structure
    typed = {
        "id": uuid7(),
        "places": [taken.pk, free.pk],
        "reason": "pests",
        "from_on": night.isoformat(),
    }
    refused = keeper.post(at("closure_new", house.pk), typed)
    assert refused.status_code == 409
    assert "Amina Esempio" in body(refused) and at("place", taken.pk) in body(refused)
    unnamed = manager.post(at("closure_new", house.pk), typed)
    assert unnamed.status_code == 409
    assert "Amina" not in body(unnamed) and at("place", taken.pk) not in body(unnamed)
    with scope(city_id=torino.pk):
        assert not Closure.objects.exists()
        told = AuditEvent.objects.filter(verb="housing.movers_viewed")
        assert [event.actor_id for event in told] == [keeper.user.pk]
    assert 'name="only_free"' in body(refused)
    closed = keeper.post(at("closure_new", house.pk), typed | {"only_free": "yes"})
    assert closed.status_code == 302
    with scope(city_id=torino.pk):
        closure = Closure.objects.get()
        assert [row.place_id for row in closure.occupancies.order_by()] == [free.pk]
    # Open again tomorrow, and take that back.
    end = {"until_on": (night + DAY).isoformat()}
    page = body(keeper.post(at("closure_end", closure.pk), end, follow=True))
    keeper.post(reverse("ui:undo", args=[re.search(r"/undo/([0-9a-f-]{36})/", page).group(1)]))
    with scope(city_id=torino.pk):
        assert Closure.objects.get().until_on is None
        assert Occupancy.objects.get(closure=closure).nights.upper is None
    # Nor is the house closed over their heads.
    with scope(city_id=torino.pk):
        saved = HousingStructure.objects.get(pk=house.pk)
    version = hidden(body(keeper.get(at("house_edit", house.pk))), "version")
    facts = {"name": saved.name, "kind": saved.kind, "organisation": saved.organisation_id}
    facts |= {"opened_on": "2020-01-01", "sexes": "any", "version": version}
    facts["closed_on"] = (night + 3 * DAY).isoformat()
    facts["address"], facts["takes_families"] = saved.address, "on"
    refused = keeper.post(at("house_edit", house.pk), facts)
    assert refused.status_code == 409 and "Amina Esempio" in body(refused)
    fixed = keeper.post(
        at("house_edit", house.pk), facts | {"closed_on": "", "kind": "transitional"}
    )
    assert fixed.status_code == 409 and "lg-error" in body(fixed)


def test_seasons_are_set_on_a_page(torino, keeper):
    night = tonight()
    with scope(city_id=torino.pk):
        place = make_places(1)[0]
        house = place.unit.structure
    typed = {"label": "1", "is_seasonal": "on", "available_from": "2020-01-01"}
    assert keeper.post(at("place_edit", place.pk), typed).status_code == 302
    form = {"season-TOTAL_FORMS": 2, "season-INITIAL_FORMS": 0, "season-0-name": "Inverno"}
    half = form | {"season-0-opens_on": night.isoformat()}
    assert keeper.post(at("house_seasons", house.pk), half).status_code == 422
    whole = half | {"season-0-closes_on": (night + 90 * DAY).isoformat()}
    assert keeper.post(at("house_seasons", house.pk), whole).status_code == 302
    with scope(city_id=torino.pk):
        assert Season.objects.get().name == "Inverno"
        make_stay(place=place)
    refused = keeper.post(at("house_seasons", house.pk), form | {"season-0-name": ""})
    assert refused.status_code == 409 and at("place", place.pk) in body(refused)
    shown = body(keeper.get(at("house_seasons", house.pk)))
    assert f'value="{(night + 90 * DAY).isoformat()}"' in shown


def test_what_is_due_is_listed_done_and_mended(torino, keeper):
    today = timezone.localdate()
    with scope(city_id=torino.pk):
        house = make_places(1)[0].unit.structure
    late = {"id": uuid7(), "kind": "fire", "due_on": (today - DAY).isoformat()}
    assert keeper.post(at("inspection_new", house.pk), late).status_code == 302
    listed = body(keeper.get(at("houses")))
    assert "lg-stop" in listed and at("house_upkeep", house.pk) in listed
    with scope(city_id=torino.pk):
        inspection = Inspection.objects.get()
    result = {
        "done_on": today.isoformat(),
        "result": "with_defects",
        "next_due_on": (today + 180 * DAY).isoformat(),
        "found-TOTAL_FORMS": 2,
        "found-INITIAL_FORMS": 0,
        "found-0-what": "Estintore scaduto",
    }
    half = keeper.post(at("inspection_done", inspection.pk), result)
    assert half.status_code == 422 and "Estintore scaduto" in body(half)
    result |= {"found-0-severity": "danger", "found-0-due_on": today.isoformat()}
    for _time in range(2):
        assert keeper.post(at("inspection_done", inspection.pk), result).status_code == 302
    with scope(city_id=torino.pk):
        defect = Defect.objects.get()
        assert (defect.inspection_id, defect.what) == (inspection.pk, "Estintore scaduto")
        assert Inspection.objects.get(done_on__isnull=True).due_on == today + 180 * DAY
    listed = body(keeper.get(at("houses")))
    assert "Estintore scaduto" in listed and "lg-stop" not in listed.split("<main")[1]
    page = body(keeper.post(at("defect_mended", defect.pk), follow=True))
    with scope(city_id=torino.pk):
        assert Defect.objects.get().mended_by == keeper.user
    keeper.post(reverse("ui:undo", args=[re.search(r"/undo/([0-9a-f-]{36})/", page).group(1)]))
    with scope(city_id=torino.pk):
        assert Defect.objects.get().mended_at is None


def test_photos_are_made_anew_and_shown_to_nobody_else(torino, palermo, keeper, sign_in):
    with scope(city_id=torino.pk):
        house = make_structure()
    sent = io.BytesIO()
    Image.effect_noise((900, 600), 60).convert("RGB").save(sent, "JPEG", comment=b"45.07 7.68")

    def send(content, **fields):
        file = SimpleUploadedFile("casa.jpg", content)
        data = {"id": uuid7(), "caption": "Il cortile", "image": file, **fields}
        return keeper.post(at("house_photos", house.pk), data)

    assert send(b"<svg xmlns='x'><script/></svg>").status_code == 422
    assert send(sent.getvalue()).status_code == 302
    with scope(city_id=torino.pk):
        photo = StructurePhoto.objects.get()
    seen = keeper.get(at("house_photo", photo.pk))
    assert seen["Content-Type"] == "image/jpeg" and "no-store" in seen["Cache-Control"]
    assert b"45.07" not in seen.content
    assert "data:image/jpeg;base64" in body(keeper.get(at("house_photos", house.pk)))
    other = sign_in(Role.HOUSING_COORDINATOR, palermo)
    assert other.get(at("house_photo", photo.pk)).status_code == 404
    assert keeper.post(at("house_photo_remove", photo.pk)).status_code == 302
    with scope(city_id=torino.pk):
        assert not StructurePhoto.objects.exists()


def test_rules_are_written_language_by_language(torino, keeper):
    with scope(city_id=torino.pk):
        house = make_structure()
    for language, text, means in (
        ("ita", "Silenzio", ""),
        ("ara", "الهدوء", "yes"),
        ("ita", "Silenzio dopo le 23", "no"),
    ):
        typed = {"text": text, "is_translation": means}
        assert keeper.post(at("rules_edit", house.pk, language), typed).status_code == 302
    with scope(city_id=torino.pk):
        written = set(HouseRules.objects.values_list("language", "version", "text"))
    assert written == {
        ("ita", 1, "Silenzio"),
        ("ara", 1, "الهدوء"),
        ("ita", 2, "Silenzio dopo le 23"),
    }
    listed = body(keeper.get(at("house_rules", house.pk)))
    assert "العربية" in listed and listed.count("lg-warn") == 1
    assert "Silenzio" in body(keeper.get(at("rules_edit", house.pk, "ita")))
    assert keeper.get(at("rules_edit", house.pk, "xxx")).status_code == 404


def test_the_history_counts_nights_and_costs_and_goes_into_a_file(torino, keeper):
    night = tonight()
    with scope(city_id=torino.pk):
        house = make_structure(cost_per_night="20.00")
        place = make_places(3, structure=house)[0]
        stay = make_stay(place=place, person=make_person("Amina"), started_on=night - 9 * DAY)
        record_arrival(stay=stay, by=keeper.user)
    period = {"first": (night - 11 * DAY).isoformat(), "last": (night - DAY).isoformat()}
    page = body(keeper.get(at("house_history", house.pk), period))
    assert "180,00" in page and "Amina" not in page
    backwards = {"first": period["last"], "last": period["first"]}
    assert keeper.get(at("house_history", house.pk), backwards).status_code == 422
    file = keeper.get(at("history_csv", house.pk), period)
    assert house.name not in file["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(body(file).lstrip("\ufeff"))))
    assert [row["taken"] for row in rows] == ["0", "0", *["1"] * 9]
    assert rows[-1]["free"] == "2" and rows[-1]["rate_percent"] == "33"
    for month in ("2026-13", "x", "0001-01", "9999-12"):
        assert keeper.get(at("house_history", house.pk), {"month": month}).status_code == 200


def test_pages_of_houses_cost_a_handful_of_queries(torino, keeper):
    with scope(city_id=torino.pk):
        house = make_places(3)[0].unit.structure
    for name, args in (("houses", ()), *((n, (house.pk,)) for n in PAGES)):
        before = count(keeper, at(name, *args))
        with scope(city_id=torino.pk):
            for number in range(3):
                other = make_structure()
                for one in (house, other):
                    make_stay(place=make_places(4, structure=one)[0])
                    Defect.objects.create(
                        structure=one,
                        what="Rotto",
                        severity="soon",
                        due_on=timezone.localdate() - number * DAY,
                    )
        after = count(keeper, at(name, *args))
        assert before == after <= MOST_A_PAGE, name


PAGES = (
    "house",
    "house_edit",
    "house_places",
    "house_closures",
    "closure_new",
    "house_seasons",
    "house_upkeep",
    "house_photos",
    "house_rules",
    "house_history",
)
