"""Published versions and the national dictionary: what the database itself holds to."""

import pytest
from django.db import InternalError, ProgrammingError, transaction
from django.db.utils import IntegrityError

from lgnet.forms import published
from lgnet.forms.access import CodesOfCities, CodeTaken, FormRefused, HasProblems, NothingChanged
from lgnet.forms.actions import drafts
from lgnet.forms.actions.publishing import adopt, publish, retire_form
from lgnet.forms.actions.reference import CORE_CODE, CORE_ID, load_core, load_dictionary
from lgnet.forms.actions.terms import keep_term
from lgnet.forms.enums import FieldType, Kind
from lgnet.forms.models import CityForm, CoreForm, FormVersion, NationalTerm
from lgnet.forms.queries import adoptable, current_version
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from tests.factories.forms import (
    make_city_form,
    make_definition,
    make_extension,
    make_field,
    make_version,
    retired,
)
from tests.factories.network import make_user

pytestmark = pytest.mark.django_db
REFUSED = (ProgrammingError, InternalError, IntegrityError)


def refused(statement, word):
    with pytest.raises(REFUSED) as caught, transaction.atomic():
        statement()
    assert word in str(caught.value)


def test_a_published_version_never_changes_in_any_way(in_torino):
    version = make_version()
    rows = FormVersion.objects.filter(pk=version.pk)
    refused(lambda: rows.update(content={}), "never changes")
    refused(lambda: rows.update(title={"it": "Altro"}, number=7), "never changes")
    refused(rows.delete, "never deleted")
    retire_form(form=CityForm.objects.get(pk=version.form_id), by=make_user())
    refused(lambda: rows.update(retired_at=None, retired_by=None), "never changes")


def test_a_city_publishes_for_itself_alone(in_torino, palermo):
    version = make_version()
    with scope(city_id=palermo.pk):
        rows = FormVersion.objects.filter(pk=version.pk)
        refused(lambda: rows.update(retired_at=version.published_at), "own city")
    fields = {"form_id": uuid7(), "code": "x", "number": 1, "title": {}, "content": {}}
    for city, kind in ((palermo, Kind.INSTRUMENT), (None, Kind.CORE)):
        refused(
            lambda city=city, kind=kind: FormVersion.objects.create(city=city, kind=kind, **fields),
            "own city",
        )


def test_no_city_writes_the_dictionary_or_the_core(in_torino):
    term = NationalTerm.objects.get(code="with_minors")
    refused(lambda: NationalTerm.objects.filter(pk=term.pk).update(is_current=False), "national")
    refused(lambda: NationalTerm.objects.filter(pk=term.pk).delete(), "national")
    refused(
        lambda: CoreForm.objects.create(code="ours", title={"it": "Nostro"}), "national direction"
    )
    refused(lambda: CoreForm.objects.filter(pk=CORE_ID).update(content={}), "national direction")


def test_with_no_scope_nobody_writes_them(db):
    term = NationalTerm.objects.get(code="with_minors")
    refused(lambda: NationalTerm.objects.filter(pk=term.pk).update(is_current=False), "national")


def test_one_code_is_one_form_of_a_city(in_torino):
    make_city_form(code="same")
    with pytest.raises(CodeTaken):
        make_city_form(code="same")


def test_the_same_form_sent_twice_is_one(in_torino):
    pk, by = uuid7(), make_user()
    made = [make_city_form(by, id=pk, code="once") for _ in range(2)]
    assert made[0].pk == made[1].pk
    version_id = uuid7()
    versions = [publish(form=made[0], id=version_id, by=by) for _ in range(2)]
    assert versions[0].pk == versions[1].pk
    with pytest.raises(NothingChanged):
        publish(form=made[0], by=by)


def test_circles_and_emptied_lists_stop_at_publishing(in_torino):
    form = make_city_form(
        definition=make_definition(make_field("a", type=FieldType.ONE_CHOICE, options=()))
    )
    with pytest.raises(HasProblems) as caught:
        publish(form=form, by=None)
    assert [(one.place, one.part) for one in caught.value.problems] == [("a", "options")]


def test_what_was_taken_out_before_anybody_was_asked_is_gone(in_torino):
    form = make_city_form(definition=make_definition(make_field("a"), retired(make_field("b"))))
    assert publish(form=form, by=None).own.field("b") is None


def test_a_city_asks_the_core_and_its_own_questions_after_it(in_torino, palermo):
    version = publish(form=make_extension(make_field("quartiere")), by=None)
    assert version.base.code == CORE_CODE
    codes = [one.code for one in version.definition.asked()]
    assert codes[0] == "living_situation" and codes[-1] == "quartiere"
    assert current_version(city_id=in_torino.pk, code=CORE_CODE) == version
    core = current_version(city_id=palermo.pk, code=CORE_CODE)
    assert core.city_id is None
    # Out of use: the core is asked all the same.
    retire_form(form=CityForm.objects.get(pk=version.form_id), by=None)
    assert current_version(city_id=in_torino.pk, code=CORE_CODE) == core


def test_the_core_takes_no_code_that_a_city_uses_beside_it(in_torino):
    publish(form=make_extension(make_field("quartiere")), by=None)
    with scope(city_id=None):
        core = CoreForm.objects.get(pk=CORE_ID)
        drafts.put_field(
            form=core, field=make_field("quartiere"), section="core_situation", by=None
        )
        with pytest.raises(CodesOfCities) as caught:
            publish(form=core, by=None)
    assert "Torino: quartiere" in str(caught.value)


def test_a_new_core_leaves_published_forms_of_cities_as_they_are(in_torino):
    version = publish(form=make_extension(make_field("quartiere")), by=None)
    with scope(city_id=None):
        core = CoreForm.objects.get(pk=CORE_ID)
        field = make_field("eta", type=FieldType.WHOLE_NUMBER)
        drafts.put_field(form=core, field=field, section="core_situation", by=None)
        new = publish(form=core, by=None)
    assert new.number == 2
    again = FormVersion.objects.get(pk=version.pk)
    assert again.definition.field("eta") is None
    # The city takes the new core by publishing, though its own questions are the same.
    form = CityForm.objects.get(pk=version.form_id)
    assert publish(form=form, by=None).definition.field("eta") is not None
    with pytest.raises(NothingChanged):
        publish(form=form, by=None)


def test_a_form_out_of_use_comes_back_as_it_was(in_torino):
    version = make_version()
    form = CityForm.objects.get(pk=version.form_id)
    retire_form(form=form, by=None)
    assert current_version(city_id=in_torino.pk, code=version.code) is None
    again = publish(form=form, by=None)
    assert (again.number, again.own) == (2, version.own)
    assert current_version(city_id=in_torino.pk, code=version.code) == again


def test_another_city_adopts_a_form_and_goes_its_own_way(in_torino, palermo):
    version = make_version(make_field("a"), code="laboratori")
    with scope(city_id=palermo.pk):
        assert version in adoptable(city_id=palermo.pk)
        form = adopt(id=uuid7(), version=version, code="laboratori", by=None)
        assert form.adopted_from == version
        drafts.put_field(form=form, field=make_field("b"), section="extra", by=None)
        mine = publish(form=form, by=None)
        assert mine.adopted_from == version
        assert [one.code for one in mine.own.asked()] == ["a", "b"]
        with pytest.raises(FormRefused):
            adopt(id=uuid7(), version=mine, code="again", by=None)
    assert [one.code for one in version.own.asked()] == ["a"]
    assert version not in adoptable(city_id=in_torino.pk)


def test_a_draft_of_another_city_is_not_seen(in_torino, palermo):
    form = make_city_form()
    with scope(city_id=palermo.pk):
        assert not CityForm.objects.filter(pk=form.pk).exists()
        assert adoptable(city_id=palermo.pk) == []


def test_the_dictionary_keeps_what_the_nation_changed(db):
    with scope(city_id=None):
        term = NationalTerm.objects.get(code="work_situation")
        facts = {"id": term.pk, "code": term.code, "type": term.type, "values": term.values}
        keep_term(**facts, label={"it": "Lavoro oggi"}, meaning="", is_current=True)
        with pytest.raises(FormRefused):
            keep_term(**{**facts, "type": FieldType.DATE}, label={}, meaning="", is_current=True)
        with pytest.raises(CodeTaken):
            keep_term(**{**facts, "id": uuid7()}, label={"it": "x"}, meaning="", is_current=True)
    load_dictionary()
    load_core()
    assert NationalTerm.objects.get(code="work_situation").label == {"it": "Lavoro oggi"}
    assert FormVersion.objects.filter(form_id=CORE_ID).count() == 1


def test_the_dictionary_holds_only_needs_a_city_may_ask(db):
    codes = {one["code"] for one in NationalTerm.objects.get(code="specific_needs").values}
    assert "SM-CI" in codes
    assert not codes & {"LP-CR", "LP-ST", "LP-AP", "LP-AF", "CR-AF", "CR-CL", "TR-HO"}


# A form that changes while somebody fills it in.


def two_versions():
    first = make_version(make_field("a"), make_field("b"), code="visita")
    form = CityForm.objects.get(pk=first.form_id)
    drafts.retire_field(form=form, code="b", by=None)
    drafts.put_field(form=form, field=make_field("c"), section="extra", by=None)
    return first, publish(form=form, by=None)


def test_a_form_version_changed_mid_entry_keeps_what_was_typed(in_torino):
    first, second = two_versions()
    typed = {"form_version": str(first.pk), "a": "uno", "b": "due"}
    form = published.answer_form(second, typed)
    assert not form.is_valid()
    assert form.is_outdated
    html = str(form)
    assert 'value="uno"' in html
    assert "due" in html and "Domanda b" in html, "what has no place any more is still to be read"
    assert f'value="{second.pk}"' in html, "sent again, it counts"
    again = published.answer_form(second, {**typed, "form_version": str(second.pk), "c": "tre"})
    assert again.is_valid()
    assert again.answers == {"a": "uno", "c": "tre"}


def test_a_question_retired_while_a_draft_holds_it_is_named_in_the_draft(in_torino):
    first, second = two_versions()
    form = published.answer_form(second, initial={"a": "uno", "b": "due"}, given_to=first)
    assert form.initial["a"] == "uno"
    assert [(one.field.code, one.value) for one in form.left] == [("b", "due")]
    assert "due" in str(form)


def test_answers_are_read_back_as_they_were_asked(in_torino):
    first, second = two_versions()
    answers = {"a": "uno", "b": "due"}
    (section,) = published.read_back(published.version_by_id(first.pk), answers)
    assert [(line.label, line.words) for line in section.lines] == [
        ("Domanda a", "uno"),
        ("Domanda b", "due"),
    ]
    (section,) = published.read_back(second, {"a": "uno"})
    assert [line.code for line in section.lines] == ["a", "c"]
