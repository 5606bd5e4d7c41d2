"""A city writes a form: in the editor, tried, published, changed, put out of use."""

import pytest
from django.urls import reverse

from lgnet.forms.enums import Kind
from lgnet.forms.models import CityForm, FormVersion
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests.budget import MOST_A_PAGE, count, writes
from tests.factories.forms import make_city_form, make_field, make_version
from tests.pages import page, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(torino, sign_in):
    return sign_in(Role.CITY_MANAGER, torino)


def url(name, *args):
    return reverse(f"forms:{name}", args=args)


def rows(prefix, *told):
    """Return a formset's data."""
    found = {f"{prefix}-TOTAL_FORMS": str(len(told)), f"{prefix}-INITIAL_FORMS": "0"}
    for number, one in enumerate(told):
        found |= {f"{prefix}-{number}-{name}": value for name, value in one.items()}
    return found


def question(section, **more):
    facts = {
        "label_it": "Da chi ha saputo di noi?",
        "type": "one_choice",
        "section": section,
        "privacy": "operational",
        "purpose": "figures",
        "national": "-",
    }
    options = more.pop("options", [{"label_it": "Da un amico", "national": "-"}])
    conditions = more.pop("conditions", [])
    return {**facts, **rows("options", *options), **rows("conditions", *conditions), **more}


def begin(client, **more):
    """Begin a form through the page and return it."""
    pk = uuid7()
    data = {"id": str(pk), "kind": Kind.INSTRUMENT, "title_it": "Colloquio", "code": "colloquio"}
    send(client, url("new"), {**data, **more})
    with scope(city_id=client.member.city_id):
        return CityForm.objects.get(pk=pk)


def fresh(client, form):
    with scope(city_id=client.member.city_id):
        return CityForm.objects.get(pk=form.pk)


def test_a_city_writes_and_publishes_a_form(manager, torino):
    form = begin(manager)
    section = form.definition.sections[0].code
    send(manager, url("field_new", form.pk), question(section))
    (made,) = fresh(manager, form).definition.all_fields()
    assert made.code == "da_chi_ha_saputo_di_noi"
    assert [option.code for option in made.options] == ["da_un_amico"]
    text = page(manager, url("publish", form.pk))
    assert "Da chi ha saputo di noi?" in text and "Added" in text
    send(manager, url("publish", form.pk), {"version_id": str(uuid7())})
    version = FormVersion.objects.get(form_id=form.pk)
    assert (version.number, version.city, version.published_by) == (1, torino, manager.user)
    assert "As published" in page(manager, url("edit", form.pk))
    # Nothing to publish twice.
    assert manager.post(url("publish", form.pk)).status_code == 409


def test_what_is_missing_is_shown_beside_the_question_and_stops_publishing(manager):
    form = begin(manager)
    section = form.definition.sections[0].code
    data = question(section, privacy="", purpose="", national="", options=[])
    send(manager, url("field_new", form.pk), data)
    text = page(manager, url("edit", form.pk))
    for words in (
        "There is no answer left to choose from",
        "Neither a national term is named",
        "How much the answer says of a person is missing",
        "What it is asked for is missing",
    ):
        assert words in text.split('id="q-da_chi_ha_saputo_di_noi"')[1]
    assert manager.post(url("publish", form.pk)).status_code == 422
    assert not FormVersion.objects.filter(form_id=form.pk).exists()


def test_a_wrong_entry_stays_typed_beside_its_error(manager):
    form = begin(manager)
    data = question(form.definition.sections[0].code, label_it="", low="many", type="whole_number")
    answer = send(manager, url("field_new", form.pk), data, status=422).content.decode()
    assert "This is no number" in answer and 'value="many"' in answer
    assert "Da un amico" in answer


def test_more_rows_keep_what_was_typed_and_bring_the_codes_of_the_term(manager):
    form = begin(manager)
    data = question(form.definition.sections[0].code, national="living_situation", more="options")
    answer = send(manager, url("field_new", form.pk), data, status=200).content.decode()
    assert 'name="options-5-code"' in answer
    assert "Da un amico" in answer
    assert "(12)</option>" in answer, "the codes of the term can be chosen"
    assert not list(fresh(manager, form).definition.all_fields())


def test_an_answer_with_a_national_code_stands_for_it(manager):
    form = begin(manager)
    options = [{"label_it": "Strada", "code": "1"}, {"label_it": "Altro", "national": "-"}]
    data = question(form.definition.sections[0].code, national="living_situation", options=options)
    send(manager, url("field_new", form.pk), data)
    (made,) = fresh(manager, form).definition.all_fields()
    assert [option.national for option in made.options] == ["1", "-"]


def test_two_who_change_one_question_do_not_overwrite_each_other(manager, torino):
    with scope(city_id=torino.pk):
        form = make_city_form()
    seen = page(manager, url("field", form.pk, "work")).split('name="seen" value="')[1][:16]
    data = question("extra", type="short_text", seen=seen)
    send(manager, url("field", form.pk, "work"), {**data, "label_it": "Prima"})
    answer = send(manager, url("field", form.pk, "work"), {**data, "label_it": "Seconda"}, 409)
    assert "Somebody else has changed this question" in answer.content.decode()
    assert "Seconda" in answer.content.decode()
    assert fresh(manager, form).definition.field("work").label["it"] == "Prima"
    # Who has looked at it saves again.
    again = answer.content.decode().split('name="seen" value="')[1][:16]
    send(manager, url("field", form.pk, "work"), {**data, "seen": again, "label_it": "Seconda"})
    assert fresh(manager, form).definition.field("work").label["it"] == "Seconda"


def test_moving_and_retiring_come_back_to_the_question(manager, torino):
    with scope(city_id=torino.pk):
        version = make_version(make_field("one"), make_field("two"))
        form = CityForm.objects.get(pk=version.form_id)
    answer = send(manager, url("move", form.pk), {"code": "two", "to": "up"})
    assert answer["Location"].endswith("#q-two")
    assert [one.code for one in fresh(manager, form).definition.all_fields()] == ["two", "one"]
    send(manager, url("retire", form.pk), {"code": "one"})
    assert [one.code for one in fresh(manager, form).definition.asked()] == ["two"]
    text = page(manager, url("publish", form.pk))
    assert "Retired" in text
    send(manager, url("publish", form.pk), {})
    new = FormVersion.objects.filter(form_id=form.pk).order_by("-number").first()
    assert new.own.field("one").is_retired, "its code means one thing for ever"
    version.refresh_from_db()
    assert not version.own.field("one").is_retired
    send(manager, url("retire", form.pk), {"code": "one", "again": "yes"})
    assert [one.code for one in fresh(manager, form).definition.asked()] == ["two", "one"]


def test_a_published_question_keeps_its_kind_of_answer(manager, torino):
    with scope(city_id=torino.pk):
        form = CityForm.objects.get(pk=make_version(make_field("one")).form_id)
    send(manager, url("field", form.pk, "one"), question("extra", type="date"))
    assert fresh(manager, form).definition.field("one").type == "short_text"


def test_the_preview_checks_answers_and_keeps_none(manager, torino):
    with scope(city_id=torino.pk):
        form = make_city_form(definition=None)
    send(manager, url("section_new", form.pk), {"title_it": "Parte", **rows("conditions")})
    send(manager, url("field_new", form.pk), question("parte", required_at="closing"))
    code = "da_chi_ha_saputo_di_noi"
    assert 'class="fm-phone"' in page(manager, url("preview", form.pk))
    refused = send(manager, url("preview", form.pk), {}, 422).content.decode()
    assert f'id="id_{code}_error"' in refused
    told = send(manager, url("preview", form.pk), {code: "da_un_amico"}, 200).content.decode()
    assert "This is how the answers would be read later" in told
    assert "Da un amico" in told


def test_a_form_out_of_use_comes_back_with_a_new_version(manager, torino):
    with scope(city_id=torino.pk):
        form = CityForm.objects.get(pk=make_version(make_field("one")).form_id)
    send(manager, url("retire_form", form.pk), {})
    assert FormVersion.objects.get(form_id=form.pk).retired_by == manager.user
    assert "Out of use" in page(manager, url("list"))
    send(manager, url("field", form.pk, "one"), question("extra", type="short_text"))
    send(manager, url("publish", form.pk), {})
    newest = FormVersion.objects.filter(form_id=form.pk).order_by("-number").first()
    assert (newest.number, newest.retired_at) == (2, None)


def test_two_forms_of_a_city_have_two_codes(manager, torino):
    begin(manager)
    data = {"id": str(uuid7()), "kind": Kind.INSTRUMENT, "title_it": "Altro", "code": "colloquio"}
    answer = send(manager, url("new"), data, 422).content.decode()
    assert "This code is already taken" in answer


@pytest.mark.parametrize("name", ["list", "new", "import", "others"])
def test_pages_stay_within_their_budget_and_write_nothing(manager, torino, name):
    with scope(city_id=torino.pk):
        make_version()
    assert count(manager, url(name)) < MOST_A_PAGE
    assert writes(manager, url(name)) == []


@pytest.mark.parametrize("name", ["edit", "title", "preview", "publish", "field_new"])
def test_pages_of_a_form_stay_within_their_budget(manager, torino, name):
    with scope(city_id=torino.pk):
        form = CityForm.objects.get(pk=make_version().form_id)
    assert count(manager, url(name, form.pk)) < MOST_A_PAGE
    assert writes(manager, url(name, form.pk)) == []


# The national direction.


def test_the_report_names_the_question_that_lacks_a_term(torino, sign_in, palermo):
    with scope(city_id=palermo.pk):
        make_version(make_field("quartiere", label={"it": "In quale quartiere dorme?"}))
    text = page(sign_in(Role.NATIONAL_ANALYST), url("coverage"))
    drift = text.split(f'id="drift-{palermo.cadastral_code}"')[1]
    assert "In quale quartiere dorme?" in drift and "quartiere" in drift
    assert f'id="drift-{torino.cadastral_code}"' not in text


def test_the_coverage_costs_no_query_for_each_form(torino, sign_in, palermo):
    client = sign_in(Role.NATIONAL_COORDINATOR)
    before = count(client, url("coverage"))
    for city in (torino, palermo):
        with scope(city_id=city.pk):
            for number in range(3):
                make_version(make_field(f"q{number}"))
    assert count(client, url("coverage")) == before < MOST_A_PAGE


def test_the_nation_adds_a_term_and_cities_can_use_it(sign_in, manager):
    client = sign_in(Role.NATIONAL_COORDINATOR)
    data = {"id": str(uuid7()), "code": "has_pet", "type": "one_choice", "label_it": "Animali"}
    wrong = send(client, url("term_new"), {**data, "values": "cane"}, 422).content.decode()
    assert "Line 1" in wrong
    send(client, url("term_new"), {**data, "values": "dog | Cane | Dog", "is_current": "on"})
    form = begin(manager)
    text = page(manager, url("field_new", form.pk))
    assert '<option value="has_pet">Animali</option>' in text


def test_another_citys_form_is_adopted_through_the_page(manager, torino, palermo):
    with scope(city_id=palermo.pk):
        version = make_version(make_field("tema"), code="laboratori")
    assert "Palermo" in page(manager, url("others"))
    send(manager, url("version", version.pk), {"id": str(uuid7()), "code": "laboratori"})
    with scope(city_id=torino.pk):
        assert CityForm.objects.get(code="laboratori").adopted_from == version
