"""A trial has a day on which it ends, after the first night, and no result without a trial."""

# The triggers are as pghistory writes them.
# ruff: noqa: E501

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from lgnet.kernel.together import together


class Migration(migrations.Migration):
    dependencies = [
        ("housing", "0015_earlier_stays"),
        ("network", "0003_joint"),
        ("people", "0009_access_by_source"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            pgtrigger.migrations.RemoveTrigger(
                model_name="stay",
                name="update_update",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="stay",
                name="delete_delete",
            ),
            migrations.RenameField(
                model_name="stay",
                old_name="trial_until",
                new_name="trial_ends_on",
            ),
            migrations.RenameField(
                model_name="stayevent",
                old_name="trial_until",
                new_name="trial_ends_on",
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="stay",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "housing_stayevent" ("arrived_at", "arrived_by_id", "city_id", "clock_started_on", "compartment_id", "destination", "destination_answer", "due_on", "end_reason", "ended_at", "ended_by_id", "ended_on", "forwarding", "given_at", "given_by_id", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "started_on", "structure_id", "trial_ends_on", "trial_result") VALUES (OLD."arrived_at", OLD."arrived_by_id", OLD."city_id", OLD."clock_started_on", OLD."compartment_id", OLD."destination", OLD."destination_answer", OLD."due_on", OLD."end_reason", OLD."ended_at", OLD."ended_by_id", OLD."ended_on", OLD."forwarding", OLD."given_at", OLD."given_by_id", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."request_id", OLD."started_on", OLD."structure_id", OLD."trial_ends_on", OLD."trial_result"); RETURN NULL;',
                        hash="77c24593173c236b67cc2a1bb5f7075bc37b64d2",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_562c5",
                        table="housing_stay",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="stay",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "housing_stayevent" ("arrived_at", "arrived_by_id", "city_id", "clock_started_on", "compartment_id", "destination", "destination_answer", "due_on", "end_reason", "ended_at", "ended_by_id", "ended_on", "forwarding", "given_at", "given_by_id", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "started_on", "structure_id", "trial_ends_on", "trial_result") VALUES (OLD."arrived_at", OLD."arrived_by_id", OLD."city_id", OLD."clock_started_on", OLD."compartment_id", OLD."destination", OLD."destination_answer", OLD."due_on", OLD."end_reason", OLD."ended_at", OLD."ended_by_id", OLD."ended_on", OLD."forwarding", OLD."given_at", OLD."given_by_id", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."request_id", OLD."started_on", OLD."structure_id", OLD."trial_ends_on", OLD."trial_result"); RETURN NULL;',
                        hash="e985f3f548cf85e941709dc2497133486b53695b",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_ab336",
                        table="housing_stay",
                        when="AFTER",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="stay",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("trial_ends_on__isnull", True), ("trial_result__isnull", True)),
                        ("trial_ends_on__gt", models.F("started_on")),
                        _connector="OR",
                    ),
                    name="housing_stay_trial_in_order",
                ),
            ),
        ]
    )
