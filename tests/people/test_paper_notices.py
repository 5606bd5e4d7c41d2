"""Who recorded a paper hears once of each reminder, while they work with papers here."""

import datetime as dt

import pytest
from django.utils import timezone

from lgnet.kernel.answers import Answer
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.notifications.models import Notice
from lgnet.people.actions.paper_notices import remind_of_papers
from lgnet.people.models import ResidenceTitle
from tests.factories.network import make_member, make_user
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def test_each_reminder_once_to_who_recorded_the_paper(torino):
    today = timezone.localdate()
    worker = make_member(role=Role.DESK_OPERATOR, city=torino).user
    gone = make_user()

    def paper(days, by=worker, **fields):
        return ResidenceTitle.objects.create(
            person=fields.pop("person", None) or make_person(),
            kind="1",
            kind_answer=Answer.KNOWN,
            expires_on=today + dt.timedelta(days=days),
            created_by=by,
            **fields,
        )

    with scope(city_id=torino.pk):
        for days in (7, 29, 40, 91, -2):
            paper(days)
        paper(7, by=gone)
        renewed = paper(6).person
        paper(400, person=renewed)
        assert remind_of_papers(today=today) == 2
        assert remind_of_papers(today=today) == 2
    with scope(city_id=torino.pk, user_id=worker.pk):
        assert Notice.objects.count() == 2
        assert set(Notice.objects.values_list("kind", flat=True)) == {"people.paper_expires"}
    with scope(city_id=torino.pk):
        # 29 and 91 days ahead become 23 and 85: only the second is within its week.
        assert remind_of_papers(today=today + dt.timedelta(days=6)) == 2
