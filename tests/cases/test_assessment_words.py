"""The numbers of a chart: where there is no step, the page says why in words."""

import pytest
from django.urls import reverse

from lgnet.cases.actions.assessments import finish_assessment, say_area
from lgnet.cases.enums_plan import LifeArea
from lgnet.kernel.answers import Answer
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests.factories.assessments import make_assessment, make_finished
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db


def test_declined_unknown_and_not_asked_are_said_in_words(sign_in, torino):
    manager = sign_in(Role.CASE_MANAGER, torino)
    with scope(city_id=torino.pk):
        case = make_case(by=manager.user)
        make_finished(case, by=manager.user, housing=(2, 1))
        for answer in (Answer.DECLINED, Answer.UNKNOWN, Answer.NOT_ASKED):
            found = make_assessment(case, by=manager.user)
            say_area(
                assessment=found,
                area=LifeArea.HOUSING,
                together_answer=answer,
                together=None,
                worker=4,
                by=manager.user,
            )
            finish_assessment(assessment=found, by=manager.user)
        make_finished(case, by=manager.user, work=(3, 3))
    page = manager.get(
        reverse("cases:assessments", args=[case.pk]), headers={"accept-language": "en"}
    )
    charts = {chart["area"]: chart for chart in page.context["charts"]}
    housing, work = charts[LifeArea.HOUSING], charts[LifeArea.WORK]
    assert [said[1:] for said in housing["numbers"]] == [
        ("2", "1"),
        ("Prefers not to say", "4"),
        ("Not known", "4"),
        ("Not asked yet", "4"),
        ("Not asked yet", "no score"),
    ]
    assert len(work["numbers"]) == 5
    body = page.content.decode()
    assert "Prefers not to say" in body and body.count("<polyline") == 1
