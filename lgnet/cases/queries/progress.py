"""How the running cases get on, counted: plans, goals reached, and steps up and down by domain.

Only the newest two ends of the same anchors are compared: the first and the newest finished
assessment of the person a case goes through, each with what was said together. No sum over domains.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from ..enums_plan import GoalState
from ..models import Goal
from .cases import open_cases

# Steps of two versions of the anchors do not mean the same.
COMPARED = """
WITH finished AS (
    SELECT a.id, a.case_id, a.instrument, a.finished_at
    FROM cases_case AS c
    JOIN cases_assessment AS a ON a.city_id = c.city_id AND a.compartment_id = c.compartment_id
        AND a.case_id = c.id AND a.person_id = c.person_id
    WHERE c.id IN ({running}) AND a.finished_at IS NOT NULL
), newest AS (
    SELECT DISTINCT ON (case_id) * FROM finished ORDER BY case_id, finished_at DESC, id DESC
), first AS (
    SELECT DISTINCT ON (f.case_id) f.* FROM finished AS f
    JOIN newest AS n ON n.case_id = f.case_id AND n.instrument = f.instrument AND n.id <> f.id
    ORDER BY f.case_id, f.finished_at, f.id
), steps AS (
    SELECT newest.case_id, later.together - earlier.together AS up
    FROM newest
    JOIN first USING (case_id)
    JOIN cases_assessmentarea AS later ON later.assessment_id = newest.id
    JOIN cases_assessmentarea AS earlier
        ON earlier.assessment_id = first.id AND earlier.area = later.area
    WHERE later.together IS NOT NULL AND earlier.together IS NOT NULL
), cases AS (
    SELECT bool_or(up > 0) AND bool_and(up >= 0) AS is_better FROM steps GROUP BY case_id
)
SELECT count(*), count(*) FILTER (WHERE is_better) FROM cases
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """Numbers of running cases. ``better``: higher in a domain at least, and lower in none."""

    planned: int
    reached: int
    compared: int
    better: int


def progress_of_now() -> Progress:
    """Count the running cases of the open scope; three queries."""
    running = open_cases().order_by()
    sql, params = running.values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(COMPARED.format(running=sql), params)
        compared, better = cursor.fetchone()
    return Progress(
        planned=running.filter(Exists(_goals())).count(),
        reached=running.filter(Exists(_goals().filter(state=GoalState.REACHED))).count(),
        compared=compared,
        better=better,
    )


def _goals() -> QuerySet[Goal]:
    """Return the goals of a row of an outer query."""
    return Goal.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        case_id=OuterRef("pk"),
    ).order_by()
