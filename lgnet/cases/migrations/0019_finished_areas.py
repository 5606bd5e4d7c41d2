"""What belongs to a finished assessment is not moved out of it either."""
# ruff: noqa: E501

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from lgnet.kernel.together import together


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0018_answers"),
    ]

    operations = together(
        [
            pgtrigger.migrations.RemoveTrigger(
                model_name="assessmentarea",
                name="finished_stays",
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="assessmentarea",
                trigger=pgtrigger.compiler.Trigger(
                    name="finished_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n                    IF EXISTS (\n                        SELECT FROM cases_assessment AS whole\n                        WHERE whole.finished_at IS NOT NULL\n                        AND (whole.city_id, whole.compartment_id, whole.id) IN (\n                            (OLD.city_id, OLD.compartment_id, OLD.assessment_id),\n                            (NEW.city_id, NEW.compartment_id, NEW.assessment_id)\n                        )\n                    ) THEN\n                        RAISE EXCEPTION 'A finished assessment does not change.';\n                    END IF;\n                    RETURN COALESCE(NEW, OLD);\n                ",
                        hash="5c2e581c6f7c8448f3cafde5b3ed023511015a05",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_finished_stays_df941",
                        table="cases_assessmentarea",
                        when="BEFORE",
                    ),
                ),
            ),
        ]
    )
