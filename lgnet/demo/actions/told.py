"""Answers of the demo's cases to what two cities ask of their own, about the same thing."""

from itertools import cycle
from typing import Any

from lgnet.cases.actions.answers import save_answers
from lgnet.cases.queries.answers import ASKED
from lgnet.cases.queries.cases import open_cases
from lgnet.demo.tailored import PALERMO, TORINO
from lgnet.forms.actions.reference import CORE_CODE
from lgnet.forms.published import asked_by_city
from lgnet.kernel.ids import derived_uuid
from lgnet.network.models import City

# How many cases answered; what they said, by turns, in the codes of the city's own question.
TOLD: dict[str, tuple[int, tuple[dict[str, str], ...]]] = {
    TORINO: (
        34,
        (
            {"italiano": "a1", "lavoro": "cerca"},
            {"italiano": "b1", "lavoro": "contratto"},
            {"italiano": "a0", "lavoro": "cerca"},
            {"italiano": "a2", "lavoro": "tirocinio"},
            {"italiano": "a2", "lavoro": "nero"},
        ),
    ),
    PALERMO: (24, ({"parla": "a1"}, {"parla": "a2"}, {"parla": "a0"}, {"stagione": "yes"})),
}


def load_demo_told(code: str, city: City, *, by: Any) -> int:
    """Have cases of the open scope answer the city's questions; return how many did."""
    if code not in TOLD:
        return 0
    count, said = TOLD[code]
    version = asked_by_city(city.pk, kinds=ASKED)[CORE_CODE]
    cases = open_cases().select_related("person").order_by("opened_at", "pk")[:count]
    for case, answers in zip(cases, cycle(said), strict=False):
        save_answers(
            id=derived_uuid("demo", "told", case.pk),
            case=case,
            form_code=CORE_CODE,
            version=version,
            answers=answers,
            by=by,
            is_finished=True,
        )
    return len(cases)
