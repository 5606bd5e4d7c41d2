"""The plan: goals, actions, reviews, what was signed."""
# ruff: noqa: E501

import uuid

import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import lgnet.kernel.ids
import lgnet.kernel.sealed_fields
import lgnet.kernel.tenancy
from lgnet.kernel.operations import TenantTable
from lgnet.kernel.together import together


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0010_states"),
        ("network", "0004_reception"),
        ("people", "0009_access_by_source"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.CreateModel(
                name="Action",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=lgnet.kernel.ids.uuid7,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "compartment_id",
                        models.UUIDField(
                            default=uuid.UUID("00000000-0000-0000-0000-000000000000"),
                            editable=False,
                        ),
                    ),
                    (
                        "recorded_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    (
                        "text",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            key_from="person", max_length=500, verbose_name="what is done"
                        ),
                    ),
                    (
                        "doer",
                        models.CharField(
                            choices=[
                                ("person", "The person"),
                                ("staff", "One of us"),
                                ("other", "Somebody else"),
                            ],
                            max_length=6,
                            verbose_name="who does it",
                        ),
                    ),
                    (
                        "other",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="person",
                            max_length=120,
                            null=True,
                            verbose_name="who else",
                        ),
                    ),
                    ("due_on", models.DateField(blank=True, null=True, verbose_name="by when")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("to_do", "To do"),
                                ("done", "Done"),
                                ("not_done", "Not done"),
                            ],
                            default="to_do",
                            max_length=8,
                        ),
                    ),
                    (
                        "result",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="person",
                            max_length=1000,
                            null=True,
                            verbose_name="what came of it",
                        ),
                    ),
                    ("settled_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ("revision", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "city",
                        models.ForeignKey(
                            editable=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="network.city",
                        ),
                    ),
                    (
                        "person",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="people.person",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "settled_by",
                        models.ForeignKey(
                            blank=True,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "staff",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "base_manager_name": "objects",
                    "default_manager_name": "objects",
                },
            ),
            migrations.CreateModel(
                name="Goal",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=lgnet.kernel.ids.uuid7,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "compartment_id",
                        models.UUIDField(
                            default=uuid.UUID("00000000-0000-0000-0000-000000000000"),
                            editable=False,
                        ),
                    ),
                    (
                        "recorded_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    (
                        "area",
                        models.CharField(
                            choices=[
                                ("income", "Income"),
                                ("work", "Work"),
                                ("housing", "Housing"),
                                ("food", "Food"),
                                ("children", "Children: school and care"),
                                ("language", "Language and education"),
                                ("legal", "Legal status"),
                                ("health", "Health"),
                                ("mental", "Mental health"),
                                ("substances", "Substance use"),
                                ("family", "Family and relations"),
                                ("mobility", "Getting around"),
                                ("community", "Community life"),
                                ("safety", "Safety"),
                            ],
                            max_length=10,
                            verbose_name="part of life",
                        ),
                    ),
                    (
                        "text",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            key_from="person", max_length=1000, verbose_name="in the person's words"
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("open", "On the way"),
                                ("reached", "Reached"),
                                ("partly", "Reached in part"),
                                ("given_up", "Given up"),
                            ],
                            default="open",
                            max_length=8,
                            verbose_name="how far",
                        ),
                    ),
                    (
                        "result",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="person",
                            max_length=1000,
                            null=True,
                            verbose_name="what came of it",
                        ),
                    ),
                    (
                        "is_exit",
                        models.BooleanField(default=False, verbose_name="belongs to the exit plan"),
                    ),
                    ("revision", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "case",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="goals",
                            to="cases.case",
                        ),
                    ),
                    (
                        "city",
                        models.ForeignKey(
                            editable=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="network.city",
                        ),
                    ),
                    (
                        "person",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="people.person",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "base_manager_name": "objects",
                    "default_manager_name": "objects",
                },
            ),
            migrations.CreateModel(
                name="ActionEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    (
                        "id",
                        models.UUIDField(
                            default=lgnet.kernel.ids.uuid7, editable=False, serialize=False
                        ),
                    ),
                    (
                        "compartment_id",
                        models.UUIDField(
                            default=uuid.UUID("00000000-0000-0000-0000-000000000000"),
                            editable=False,
                        ),
                    ),
                    (
                        "recorded_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    (
                        "text",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            key_from="person", max_length=500, verbose_name="what is done"
                        ),
                    ),
                    (
                        "doer",
                        models.CharField(
                            choices=[
                                ("person", "The person"),
                                ("staff", "One of us"),
                                ("other", "Somebody else"),
                            ],
                            max_length=6,
                            verbose_name="who does it",
                        ),
                    ),
                    (
                        "other",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="person",
                            max_length=120,
                            null=True,
                            verbose_name="who else",
                        ),
                    ),
                    ("due_on", models.DateField(blank=True, null=True, verbose_name="by when")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("to_do", "To do"),
                                ("done", "Done"),
                                ("not_done", "Not done"),
                            ],
                            default="to_do",
                            max_length=8,
                        ),
                    ),
                    (
                        "result",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="person",
                            max_length=1000,
                            null=True,
                            verbose_name="what came of it",
                        ),
                    ),
                    ("settled_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ("revision", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "city",
                        models.ForeignKey(
                            db_constraint=False,
                            editable=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="network.city",
                        ),
                    ),
                    (
                        "person",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="people.person",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="cases.action",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "settled_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "staff",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "goal",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="cases.goal",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="action",
                name="goal",
                field=lgnet.kernel.tenancy.TenantForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="actions",
                    to="cases.goal",
                ),
            ),
            migrations.CreateModel(
                name="GoalEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    (
                        "id",
                        models.UUIDField(
                            default=lgnet.kernel.ids.uuid7, editable=False, serialize=False
                        ),
                    ),
                    (
                        "compartment_id",
                        models.UUIDField(
                            default=uuid.UUID("00000000-0000-0000-0000-000000000000"),
                            editable=False,
                        ),
                    ),
                    (
                        "recorded_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    (
                        "area",
                        models.CharField(
                            choices=[
                                ("income", "Income"),
                                ("work", "Work"),
                                ("housing", "Housing"),
                                ("food", "Food"),
                                ("children", "Children: school and care"),
                                ("language", "Language and education"),
                                ("legal", "Legal status"),
                                ("health", "Health"),
                                ("mental", "Mental health"),
                                ("substances", "Substance use"),
                                ("family", "Family and relations"),
                                ("mobility", "Getting around"),
                                ("community", "Community life"),
                                ("safety", "Safety"),
                            ],
                            max_length=10,
                            verbose_name="part of life",
                        ),
                    ),
                    (
                        "text",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            key_from="person", max_length=1000, verbose_name="in the person's words"
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("open", "On the way"),
                                ("reached", "Reached"),
                                ("partly", "Reached in part"),
                                ("given_up", "Given up"),
                            ],
                            default="open",
                            max_length=8,
                            verbose_name="how far",
                        ),
                    ),
                    (
                        "result",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="person",
                            max_length=1000,
                            null=True,
                            verbose_name="what came of it",
                        ),
                    ),
                    (
                        "is_exit",
                        models.BooleanField(default=False, verbose_name="belongs to the exit plan"),
                    ),
                    ("revision", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "case",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="cases.case",
                        ),
                    ),
                    (
                        "city",
                        models.ForeignKey(
                            db_constraint=False,
                            editable=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="network.city",
                        ),
                    ),
                    (
                        "person",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="people.person",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="cases.goal",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="PlanAgreement",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=lgnet.kernel.ids.uuid7,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "compartment_id",
                        models.UUIDField(
                            default=uuid.UUID("00000000-0000-0000-0000-000000000000"),
                            editable=False,
                        ),
                    ),
                    (
                        "recorded_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("agreed_on", models.DateField(verbose_name="signed on")),
                    (
                        "language",
                        models.CharField(max_length=10, verbose_name="language of their copy"),
                    ),
                    (
                        "text",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            key_from="person", max_length=100000
                        ),
                    ),
                    ("digest", models.CharField(editable=False, max_length=64)),
                    (
                        "case",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="agreements",
                            to="cases.case",
                        ),
                    ),
                    (
                        "city",
                        models.ForeignKey(
                            editable=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="network.city",
                        ),
                    ),
                    (
                        "person",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="people.person",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "base_manager_name": "objects",
                    "default_manager_name": "objects",
                },
            ),
            migrations.CreateModel(
                name="PlanReview",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=lgnet.kernel.ids.uuid7,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "compartment_id",
                        models.UUIDField(
                            default=uuid.UUID("00000000-0000-0000-0000-000000000000"),
                            editable=False,
                        ),
                    ),
                    (
                        "recorded_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("reviewed_on", models.DateField(verbose_name="looked at on")),
                    (
                        "note",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="person",
                            max_length=4000,
                            null=True,
                            verbose_name="what was said",
                        ),
                    ),
                    ("next_on", models.DateField(blank=True, null=True, verbose_name="again on")),
                    (
                        "case",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reviews",
                            to="cases.case",
                        ),
                    ),
                    (
                        "city",
                        models.ForeignKey(
                            editable=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="network.city",
                        ),
                    ),
                    (
                        "person",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="people.person",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "base_manager_name": "objects",
                    "default_manager_name": "objects",
                },
            ),
            migrations.AddIndex(
                model_name="goal",
                index=models.Index(
                    fields=["city", "compartment_id", "case", "recorded_at", "id"],
                    name="cases_goals_of_case",
                ),
            ),
            migrations.AddConstraint(
                model_name="goal",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_goal_recorded",
                ),
            ),
            migrations.AddConstraint(
                model_name="goal",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "given_up"), _negated=True),
                        ("result__isnull", False),
                        _connector="OR",
                    ),
                    name="cases_goal_given_up_says_why",
                ),
            ),
            migrations.AddConstraint(
                model_name="goal",
                constraint=models.CheckConstraint(
                    condition=models.Q(("revision__gte", 1)), name="cases_goal_revision"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="goal",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "cases_goalevent" ("area", "case_id", "city_id", "compartment_id", "id", "is_exit", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "result", "revision", "state", "text") VALUES (OLD."area", OLD."case_id", OLD."city_id", OLD."compartment_id", OLD."id", OLD."is_exit", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."result", OLD."revision", OLD."state", OLD."text"); RETURN NULL;',
                        hash="9957049c90a98dc2a4bac7f5779c338f8be2ffaa",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_ef2a9",
                        table="cases_goal",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="goal",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "cases_goalevent" ("area", "case_id", "city_id", "compartment_id", "id", "is_exit", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "result", "revision", "state", "text") VALUES (OLD."area", OLD."case_id", OLD."city_id", OLD."compartment_id", OLD."id", OLD."is_exit", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."result", OLD."revision", OLD."state", OLD."text"); RETURN NULL;',
                        hash="a19b33a890d5e29eeb8429ce5de1fa2c97f97a73",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_1b34d",
                        table="cases_goal",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="actionevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="a0fbaadab5fd1463c81af9e78d9669fc29d560a9",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_a4a2b",
                        table="cases_actionevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="action",
                index=models.Index(
                    fields=["city", "compartment_id", "goal", "recorded_at", "id"],
                    name="cases_actions_of_goal",
                ),
            ),
            migrations.AddIndex(
                model_name="action",
                index=models.Index(
                    condition=models.Q(("state", "to_do")),
                    fields=["city", "compartment_id", "due_on", "id"],
                    name="cases_actions_due",
                ),
            ),
            migrations.AddConstraint(
                model_name="action",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_action_recorded",
                ),
            ),
            migrations.AddConstraint(
                model_name="action",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("settled_at__isnull", False), ("settled_by__isnull", True), _connector="OR"
                    ),
                    name="cases_action_settled",
                ),
            ),
            migrations.AddConstraint(
                model_name="action",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("settled_at__isnull", True), ("state", "to_do")),
                        models.Q(
                            ("settled_at__isnull", False), ("state__in", ["done", "not_done"])
                        ),
                        _connector="OR",
                    ),
                    name="cases_action_to_do_or_settled",
                ),
            ),
            migrations.AddConstraint(
                model_name="action",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("doer", "person"), ("other__isnull", True), ("staff__isnull", True)
                        ),
                        models.Q(
                            ("doer", "staff"), ("other__isnull", True), ("staff__isnull", False)
                        ),
                        models.Q(
                            ("doer", "other"), ("other__isnull", False), ("staff__isnull", True)
                        ),
                        _connector="OR",
                    ),
                    name="cases_action_has_a_doer",
                ),
            ),
            migrations.AddConstraint(
                model_name="action",
                constraint=models.CheckConstraint(
                    condition=models.Q(("revision__gte", 1)), name="cases_action_revision"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="action",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "cases_actionevent" ("city_id", "compartment_id", "doer", "due_on", "goal_id", "id", "other", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "result", "revision", "settled_at", "settled_by_id", "staff_id", "state", "text") VALUES (OLD."city_id", OLD."compartment_id", OLD."doer", OLD."due_on", OLD."goal_id", OLD."id", OLD."other", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."result", OLD."revision", OLD."settled_at", OLD."settled_by_id", OLD."staff_id", OLD."state", OLD."text"); RETURN NULL;',
                        hash="69413a2031b247b72f4bab2cd35fbab19aa3bfe6",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_3816b",
                        table="cases_action",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="action",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "cases_actionevent" ("city_id", "compartment_id", "doer", "due_on", "goal_id", "id", "other", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "result", "revision", "settled_at", "settled_by_id", "staff_id", "state", "text") VALUES (OLD."city_id", OLD."compartment_id", OLD."doer", OLD."due_on", OLD."goal_id", OLD."id", OLD."other", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."result", OLD."revision", OLD."settled_at", OLD."settled_by_id", OLD."staff_id", OLD."state", OLD."text"); RETURN NULL;',
                        hash="4362a742240a4cac00f0907503c2d22758d12b2d",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_5c9f3",
                        table="cases_action",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="goalevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="cd9add2963bc0404013141dbf793d75f3d1b7dcc",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_f9d0a",
                        table="cases_goalevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="planagreement",
                index=models.Index(
                    fields=["city", "compartment_id", "case", "-recorded_at", "-id"],
                    name="cases_agreements_newest",
                ),
            ),
            migrations.AddConstraint(
                model_name="planagreement",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_planagreement_recorded",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="planagreement",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="c733567458ef83ebe71d53d09f3ea2a32a5031e9",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_c2c22",
                        table="cases_planagreement",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="planreview",
                index=models.Index(
                    fields=["city", "compartment_id", "case", "-reviewed_on", "-id"],
                    name="cases_reviews_newest",
                ),
            ),
            migrations.AddConstraint(
                model_name="planreview",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_planreview_recorded",
                ),
            ),
            migrations.AddConstraint(
                model_name="planreview",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("next_on__isnull", True),
                        ("next_on__gt", models.F("reviewed_on")),
                        _connector="OR",
                    ),
                    name="cases_review_next_is_later",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="planreview",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="6fd6d37ed60d4274026968f77515b54beeb11e9b",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_30c1a",
                        table="cases_planreview",
                        when="BEFORE",
                    ),
                ),
            ),
            TenantTable("goal"),
            TenantTable("goalevent"),
            TenantTable("action"),
            TenantTable("actionevent"),
            TenantTable("planreview"),
            TenantTable("planagreement"),
        ]
    )
