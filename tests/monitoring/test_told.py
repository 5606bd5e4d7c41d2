"""One national indicator over cities that ask in different words; one that does not ask."""

import re

import pytest
from django.urls import reverse

from lgnet.cases.actions.answers import save_answers
from lgnet.cases.actions.cases import close_case
from lgnet.cases.enums import Outcome
from lgnet.forms.enums import LOCAL_ONLY, FieldType
from lgnet.forms.rules import Option
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.monitoring.actions import refresh_all_figures
from lgnet.monitoring.enums import Measure, Period
from lgnet.monitoring.models import CityFigure, NetworkFigure
from lgnet.network.enums import Role
from tests.factories.cases import make_case, make_manager
from tests.factories.forms import make_extension, make_field, make_version, publish

pytestmark = pytest.mark.django_db
KNOWN, LITTLE = Measure.ITALIAN_KNOWN.value, Measure.LITTLE_ITALIAN.value


def level(code, *options, national="language_level"):
    return make_field(
        code,
        type=FieldType.ONE_CHOICE,
        national=national,
        label={"it": f"Come va l'italiano? ({code})"},
        options=tuple(Option(own, {"it": own}, mapped) for own, mapped in options),
    )


def answer(version, told, by, *, times=1, case=None):
    """Have so many cases answer; return the last."""
    for _ in range(times):
        case = case or make_case(by=by)
        last = case
        save_answers(
            id=uuid7(),
            case=case,
            form_code=version.base.code if version.base else version.code,
            version=version,
            answers=told,
            by=by,
            is_finished=True,
        )
        case = None
    return last


@pytest.fixture
def cities(torino, palermo, bologna):
    """Torino asks beside the core, Palermo in a form of its own, Bologna for itself alone."""
    with scope(city_id=torino.pk):
        by = make_manager()
        steps = level("parla", ("niente", "A0"), ("poco", "A1"), ("bene", "B1"))
        version = publish(form=make_extension(steps, by=by), by=by)
        answer(version, {"parla": "niente"}, by, times=6)
        answer(version, {"parla": "poco"}, by, times=2)
        answer(version, {"parla": "bene"}, by, times=9)
        # Who has learned counts by the newest answer; who is closed counts no more.
        learned = answer(version, {"parla": "poco"}, by)
        answer(version, {"parla": "bene"}, by, case=learned)
        gone = answer(version, {"parla": "poco"}, by)
        close_case(case=gone, outcome=Outcome.OTHER, by=by)
        make_case(by=by)
    with scope(city_id=palermo.pk):
        by = make_manager()
        steps = level("lingua", ("a", "A1"), ("z", "B2"))
        version = make_version(steps, by=by, code="accoglienza")
        answer(version, {"lingua": "a"}, by, times=7)
        answer(version, {"lingua": "z"}, by, times=5)
    with scope(city_id=bologna.pk):
        by = make_manager()
        steps = level("livello", ("poco", LOCAL_ONLY), ("bene", LOCAL_ONLY), national=LOCAL_ONLY)
        version = publish(form=make_extension(steps, by=by), by=by)
        answer(version, {"livello": "poco"}, by, times=9)
    refresh_all_figures()


def exact(city):
    with scope(city_id=city.pk):
        rows = CityFigure.objects.filter(measure__in=(KNOWN, LITTLE), period=Period.ALL)
        return {row.measure: row.value for row in rows}


def test_both_ways_to_ask_count_alike_and_not_asking_is_no_zero(cities, torino, palermo, bologna):
    assert exact(torino) == {KNOWN: 18, LITTLE: 8}
    assert exact(palermo) == {KNOWN: 12, LITTLE: 7}
    assert exact(bologna) == {KNOWN: None, LITTLE: None}
    total = NetworkFigure.objects.filter(city=None, period=Period.ALL)
    assert total.get(measure=LITTLE).value == 15
    assert total.get(measure=KNOWN).value == 30
    assert not NetworkFigure.objects.filter(city=bologna, measure=LITTLE).exists()


def row_of(page, city):
    table = page[page.index('id="told"') :]
    found = re.search(rf"<th[^>]*>\s*(?:<bdi>)?{city}.*?</tr>", table, re.S).group()
    texts = re.findall(r"<td[^>]*>(.*?)</td>", found, re.S)
    return [re.sub(r"<[^>]+>", "", text).strip() for text in texts]


def test_the_boards_say_who_does_not_ask(cities, bologna, sign_in):
    analyst = sign_in(Role.NATIONAL_ANALYST)
    page = analyst.get(reverse("monitoring:board"), headers={"accept-language": "en"})
    text = page.content.decode()
    assert row_of(text, "Torino") == ["18", "8"]
    assert row_of(text, "Palermo") == ["12", "7"]
    assert row_of(text, "Bologna") == ["not asked", "not asked"]
    manager = sign_in(Role.CITY_MANAGER, bologna)
    own = manager.get(reverse("monitoring:city"), headers={"accept-language": "en"})
    assert own.content.decode().count("not asked") == 2 * len(Period)
    file = analyst.get(reverse("monitoring:board_csv")).content.decode()
    assert re.search(r"Bologna,\d+,30d,.*,,,", file)


def test_the_drift_report_names_the_question_that_lacks_a_mapping(cities, sign_in):
    analyst = sign_in(Role.NATIONAL_ANALYST)
    page = analyst.get(reverse("forms:coverage"), headers={"accept-language": "en"})
    text = page.content.decode()
    assert "(livello)" in text
    assert "(parla)" not in text and "(lingua)" not in text
