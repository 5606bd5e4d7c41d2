"""Answers to the forms of a case: drafts, finished ones, corrections; what the database holds."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from lgnet.audit.models import AuditEvent
from lgnet.cases.actions import refusals
from lgnet.cases.actions.answers import save_answers
from lgnet.cases.enums_answers import AnswersState
from lgnet.cases.models import FormAnswers
from lgnet.cases.queries.answers import forms_asked, last_finished, running_cases_told, standing
from lgnet.cases.rules_answers import MOST_ASIDE, aside_of, put_aside
from lgnet.forms.actions.drafts import put_field, retire_field
from lgnet.forms.actions.publishing import publish
from lgnet.forms.actions.reference import CORE_CODE
from lgnet.forms.enums import FieldType, Privacy
from lgnet.forms.models import CityForm
from lgnet.forms.published import read_back
from lgnet.forms.rules import Option
from lgnet.kernel.ids import uuid7
from tests.factories.cases import make_case, make_manager
from tests.factories.forms import make_extension, make_field, make_version

pytestmark = pytest.mark.django_db
LEVELS = tuple(Option(code.lower(), {"it": code}, code) for code in ("A0", "A1", "A2"))


@pytest.fixture
def by(in_torino):
    return make_manager()


@pytest.fixture
def version(by):
    level = make_field(
        "level", type=FieldType.ONE_CHOICE, options=LEVELS, national="language_level"
    )
    return make_version(make_field("work"), make_field("trade"), level, by=by, code="meeting")


def save(case, version, by, **more):
    facts = {"id": uuid7(), "form_code": version.code, "answers": {"work": "Cuoco"}}
    return save_answers(**{**facts, "case": case, "version": version, "by": by, **more})


def later_version(version, by, *fields, without):
    form = CityForm.objects.get(pk=version.form_id)
    for one in fields:
        put_field(form=form, field=one, section="extra", by=by)
    retire_field(form=form, code=without, by=by)
    return publish(form=form, by=by)


def count():
    return FormAnswers.objects.count()


def test_a_draft_is_gone_on_with_and_finished(by, version):
    case = make_case(by=by)
    draft = save(case, version, by)
    assert (draft.state, draft.revision, draft.national) == (AnswersState.DRAFT, 1, {})
    told = {"work": "Cuoco", "level": "a0"}
    done = save(case, version, by, id=draft.pk, revision=1, answers=told, is_finished=True)
    assert (done.pk, done.state, done.revision) == (draft.pk, AnswersState.FINISHED, 2)
    assert done.finished_by == by and done.told_at == done.finished_at
    assert FormAnswers.objects.get(pk=done.pk).answers == told
    assert done.national == {"language_level": ["A0"]}
    verbs = AuditEvent.objects.filter(verb__startswith="cases.form_").order_by("pk")
    assert [one.verb for one in verbs] == ["cases.form_saved", "cases.form_finished"]


@pytest.mark.parametrize("is_finished", [False, True])
def test_the_same_sent_twice_writes_once(by, version, is_finished):
    case, known = make_case(by=by), uuid7()
    for _ in range(2):
        row = save(case, version, by, id=known, is_finished=is_finished)
    assert (count(), row.revision) == (1, 1)
    assert AuditEvent.objects.filter(verb__startswith="cases.form_").count() == 1


def test_two_tabs_overwrite_nothing(by, version):
    case = make_case(by=by)
    draft = save(case, version, by)
    mine = save(case, version, by, id=draft.pk, revision=1, answers={"work": "Muratore"})
    with pytest.raises(refusals.AnswersStale) as stale:
        save(case, version, by, id=draft.pk, revision=1, answers={"work": "Sarto"})
    assert stale.value.row.pk == mine.pk
    with pytest.raises(refusals.AnswersStale):
        save(case, version, by, answers={"work": "Sarto"})
    assert FormAnswers.objects.get(pk=draft.pk).answers == {"work": "Muratore"}


def test_who_writes_to_what_was_finished_meanwhile_is_told(by, version):
    case = make_case(by=by)
    draft = save(case, version, by)
    save(case, version, by, id=draft.pk, revision=1, is_finished=True)
    with pytest.raises(refusals.AnswersStale) as stale:
        save(case, version, by, id=draft.pk, revision=1, answers={"work": "Sarto"})
    assert stale.value.row.state == AnswersState.FINISHED


def test_a_correction_stands_in_place_of_the_earlier_and_tells_of_its_day(by, version):
    case = make_case(by=by)
    first = save(case, version, by, answers={"level": "a0"}, is_finished=True)
    newer = save(case, version, by, answers={"level": "a2"}, is_finished=True)
    told = {"answers": {"level": "a1"}, "corrects": first, "is_finished": True}
    fixed = save(case, version, by, **told)
    assert fixed.told_at == first.told_at < newer.told_at
    rows = standing(FormAnswers.objects.filter(case=case)).order_by("told_at")
    assert [row.pk for row in rows] == [fixed.pk, newer.pk]
    assert last_finished(case)["meeting"].pk == newer.pk
    with pytest.raises(refusals.AnswersStale) as stale:
        save(case, version, by, **told)
    assert stale.value.row.pk == fixed.pk, "corrected once: then the correction is"
    draft = save(case, version, by)
    with pytest.raises(refusals.AnswersElsewhere):
        save(make_case(by=by), version, by, id=draft.pk)
    with pytest.raises(refusals.AnswersElsewhere):
        save(make_case(by=by), version, by, corrects=newer)


def test_a_draft_goes_over_to_the_new_version_and_keeps_what_no_longer_fits(by, version):
    case = make_case(by=by)
    told = {"work": "Cuoco", "trade": "Pane", "level": "a1"}
    draft = save(case, version, by, answers=told)
    level = version.definition.field("level")
    fewer = make_field(
        "level", type=FieldType.ONE_CHOICE, options=LEVELS[:1], national=level.national
    )
    now = later_version(version, by, fewer, without="trade")
    row = save(case, now, by, id=draft.pk, revision=1, answers={"work": "Cuoco"})
    old = str(version.pk)
    assert row.aside == [[old, "trade", "Pane"], [old, "level", "a1"]]
    row = save(case, now, by, id=draft.pk, revision=2, answers={"work": "x"}, is_finished=True)
    assert (row.version_id, len(row.aside)) == (now.pk, 2), "what was put aside stays"


def test_finished_answers_are_read_under_their_own_version(by, version):
    case = make_case(by=by)
    row = save(case, version, by, answers={"trade": "Pane"}, is_finished=True)
    later_version(version, by, without="trade")
    kept = FormAnswers.objects.select_related("version").get(pk=row.pk)
    (section,) = read_back(kept.version, kept.answers)
    assert [line.words for line in section.lines] == ["", "Pane", ""]


def test_the_database_keeps_one_draft_a_form(by, version):
    case = make_case(by=by)
    row = save(case, version, by)
    row.pk, row._state.adding = uuid7(), True
    with pytest.raises(IntegrityError, match="cases_one_draft_a_form"), transaction.atomic():
        row.save()


def test_the_database_lets_nobody_rewrite_what_is_finished(by, version):
    row = save(make_case(by=by), version, by, is_finished=True)
    rows = FormAnswers.objects.filter(pk=row.pk)
    for deed in (
        lambda: rows.update(revision=2),
        lambda: rows.update(state="draft", finished_at=None, told_at=None, national={}),
        lambda: rows.order_by().delete(),
    ):
        with pytest.raises(DatabaseError, match="Finished answers"), transaction.atomic():
            deed()


def test_the_database_lets_nobody_write_blindly_over_a_draft(by, version):
    row = save(make_case(by=by), version, by)
    rows = FormAnswers.objects.filter(pk=row.pk)
    for fields in ({"revision": 1}, {"revision": 3}, {"changed_by": None}):
        with pytest.raises(DatabaseError, match="on top of"), transaction.atomic():
            rows.update(**fields)
    with pytest.raises(DatabaseError, match="stays with"), transaction.atomic():
        rows.update(revision=2, form_code="other")


def test_words_and_what_is_sensitive_stay_sealed(by):
    told = make_field(
        *("level",),
        type=FieldType.ONE_CHOICE,
        options=LEVELS,
        national="language_level",
        privacy=Privacy.SENSITIVE,
    )
    version = make_version(told, make_field("work"), by=by, code="sealed")
    row = save(
        make_case(by=by),
        version,
        by,
        answers={"level": "a0", "work": "Parola"},
        is_finished=True,
    )
    assert row.national == {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(one)::text FROM cases_formanswers AS one")
        (text,) = cursor.fetchone()
    assert "Parola" not in text and b"Parola".hex() not in text
    assert "a0" not in row.national


def test_the_newest_answer_counts_and_closed_cases_do_not(by, version):
    def told():
        found = running_cases_told(term="language_level", codes=("A0", "A1"))
        return set(found.values_list("pk", flat=True))

    case, other = make_case(by=by), make_case(by=by)
    save(case, version, by, answers={"level": "a0"}, is_finished=True)
    save(other, version, by, answers={"level": "a0"})
    assert told() == {case.pk}, "a draft is no answer"
    save(case, version, by, answers={"work": "x"}, is_finished=True)
    assert told() == {case.pk}, "what does not speak of it takes nothing back"
    save(case, version, by, answers={"level": "a2"}, is_finished=True)
    assert told() == set()


def test_the_core_keeps_its_code_when_the_city_adds_questions(by):
    case = make_case(by=by)
    before = forms_asked(case)[CORE_CODE]
    assert before.city_id is None
    publish(form=make_extension(make_field("own"), by=by), by=by)
    now = forms_asked(case)
    assert now[CORE_CODE].base_id == before.pk
    publish(form=make_extension(make_field("more"), by=by, code="second"), by=by)
    assert {*forms_asked(case)} == {CORE_CODE, "second"} | {*now}, "and no question is lost"


def test_what_is_put_aside_is_kept_once_and_has_a_bound():
    one, other = ["v", "q", "x"], ["v", "q", {"none": "unknown"}]
    assert put_aside([one], [other, one]) == [one, other]
    assert aside_of([one, "x", ["v", 1, "x"], ["v", "q", None], ["v", "q", "x" * 9000]]) == [one]
    assert aside_of("no list") == aside_of({"v": 1}) == []
    assert len(put_aside([], [["v", "q", n] for n in range(MOST_ASIDE + 5)])) == MOST_ASIDE
