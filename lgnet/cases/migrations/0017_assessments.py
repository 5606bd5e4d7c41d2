"""Assessments, a domain at a time."""
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
import lgnet.kernel.tenancy
from lgnet.kernel.operations import TenantTable
from lgnet.kernel.together import together


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0016_team"),
        ("network", "0004_reception"),
        ("people", "0009_access_by_source"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.CreateModel(
                name="Assessment",
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
                    ("instrument", models.PositiveSmallIntegerField(editable=False)),
                    (
                        "lives",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            choices=[
                                (0, "A home of their own, or with others for good"),
                                (1, "The street or another public space"),
                                (2, "A night shelter"),
                                (3, "A hostel for people without a home"),
                                (4, "Temporary accommodation"),
                                (5, "Transitional housing with support"),
                                (6, "A women's shelter or refuge"),
                                (7, "A health institution, for want of a home"),
                                (8, "Prison, with no home at release"),
                                (9, "A caravan or mobile home"),
                                (10, "A building not meant to live in"),
                                (11, "A makeshift shelter"),
                                (12, "With family or friends for a while"),
                            ],
                            null=True,
                            verbose_name="where the person lives now",
                        ),
                    ),
                    (
                        "lives_answer",
                        models.CharField(
                            choices=[
                                ("known", "Known"),
                                ("unknown", "Not known"),
                                ("declined", "Prefers not to say"),
                                ("not_asked", "Not asked yet"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    ("finished_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    (
                        "case",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="assessments",
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
                        "finished_by",
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
                name="AssessmentArea",
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
                        "together",
                        models.PositiveSmallIntegerField(
                            blank=True, null=True, verbose_name="together"
                        ),
                    ),
                    (
                        "together_answer",
                        models.CharField(
                            choices=[
                                ("known", "Known"),
                                ("unknown", "Not known"),
                                ("declined", "Prefers not to say"),
                                ("not_asked", "Not asked yet"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "worker",
                        models.PositiveSmallIntegerField(
                            blank=True, null=True, verbose_name="the worker's view"
                        ),
                    ),
                    (
                        "support",
                        models.CharField(
                            blank=True,
                            choices=[("none", "None"), ("some", "Some"), ("much", "Much")],
                            max_length=4,
                            null=True,
                            verbose_name="support needed",
                        ),
                    ),
                    ("revision", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "assessment",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="areas",
                            to="cases.assessment",
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
                name="AssessmentAreaEvent",
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
                        "together",
                        models.PositiveSmallIntegerField(
                            blank=True, null=True, verbose_name="together"
                        ),
                    ),
                    (
                        "together_answer",
                        models.CharField(
                            choices=[
                                ("known", "Known"),
                                ("unknown", "Not known"),
                                ("declined", "Prefers not to say"),
                                ("not_asked", "Not asked yet"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "worker",
                        models.PositiveSmallIntegerField(
                            blank=True, null=True, verbose_name="the worker's view"
                        ),
                    ),
                    (
                        "support",
                        models.CharField(
                            blank=True,
                            choices=[("none", "None"), ("some", "Some"), ("much", "Much")],
                            max_length=4,
                            null=True,
                            verbose_name="support needed",
                        ),
                    ),
                    ("revision", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "assessment",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="cases.assessment",
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
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="cases.assessmentarea",
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
                name="AssessmentEvent",
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
                    ("instrument", models.PositiveSmallIntegerField(editable=False)),
                    (
                        "lives",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            choices=[
                                (0, "A home of their own, or with others for good"),
                                (1, "The street or another public space"),
                                (2, "A night shelter"),
                                (3, "A hostel for people without a home"),
                                (4, "Temporary accommodation"),
                                (5, "Transitional housing with support"),
                                (6, "A women's shelter or refuge"),
                                (7, "A health institution, for want of a home"),
                                (8, "Prison, with no home at release"),
                                (9, "A caravan or mobile home"),
                                (10, "A building not meant to live in"),
                                (11, "A makeshift shelter"),
                                (12, "With family or friends for a while"),
                            ],
                            null=True,
                            verbose_name="where the person lives now",
                        ),
                    ),
                    (
                        "lives_answer",
                        models.CharField(
                            choices=[
                                ("known", "Known"),
                                ("unknown", "Not known"),
                                ("declined", "Prefers not to say"),
                                ("not_asked", "Not asked yet"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    ("finished_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                        "finished_by",
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
                            to="cases.assessment",
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
            migrations.AddIndex(
                model_name="assessment",
                index=models.Index(
                    fields=["city", "compartment_id", "case", "-recorded_at", "-id"],
                    name="cases_assessments_newest",
                ),
            ),
            migrations.AddConstraint(
                model_name="assessment",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_assessment_recorded",
                ),
            ),
            migrations.AddConstraint(
                model_name="assessment",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("finished_at__isnull", False),
                        ("finished_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_assessment_finished",
                ),
            ),
            migrations.AddConstraint(
                model_name="assessment",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("lives__isnull", False), ("lives_answer", "known")),
                        models.Q(
                            models.Q(("lives_answer", "known"), _negated=True),
                            ("lives__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="cases_assessment_lives_answered",
                ),
            ),
            migrations.AddConstraint(
                model_name="assessment",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("finished_at__isnull", True)),
                    fields=("city", "compartment_id", "case"),
                    name="cases_one_assessment_begun",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="assessment",
                trigger=pgtrigger.compiler.Trigger(
                    name="finished_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."finished_at" IS NOT NULL)',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="69e7c028cb1901856cc550a00e29237b12615359",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_finished_stays_08d1a",
                        table="cases_assessment",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="assessment",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "cases_assessmentevent" ("case_id", "city_id", "compartment_id", "finished_at", "finished_by_id", "id", "instrument", "lives", "lives_answer", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") VALUES (OLD."case_id", OLD."city_id", OLD."compartment_id", OLD."finished_at", OLD."finished_by_id", OLD."id", OLD."instrument", OLD."lives", OLD."lives_answer", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."recorded_at", OLD."recorded_by_id"); RETURN NULL;',
                        hash="8e20d9ca7c70a6d732343e3a68f1ab1d19913b99",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_75ec5",
                        table="cases_assessment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="assessment",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "cases_assessmentevent" ("case_id", "city_id", "compartment_id", "finished_at", "finished_by_id", "id", "instrument", "lives", "lives_answer", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") VALUES (OLD."case_id", OLD."city_id", OLD."compartment_id", OLD."finished_at", OLD."finished_by_id", OLD."id", OLD."instrument", OLD."lives", OLD."lives_answer", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id"); RETURN NULL;',
                        hash="e8487ab9b2a0e9ee69533ec19bf1b3a3608fc387",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_c79aa",
                        table="cases_assessment",
                        when="AFTER",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="assessmentarea",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_assessmentarea_recorded",
                ),
            ),
            migrations.AddConstraint(
                model_name="assessmentarea",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("together__isnull", False), ("together_answer", "known")),
                        models.Q(
                            models.Q(("together_answer", "known"), _negated=True),
                            ("together__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="cases_area_answered",
                ),
            ),
            migrations.AddConstraint(
                model_name="assessmentarea",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("together__range", (1, 5)), ("together__isnull", True), _connector="OR"
                    ),
                    name="cases_area_together_is_a_step",
                ),
            ),
            migrations.AddConstraint(
                model_name="assessmentarea",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("worker__range", (1, 5)), ("worker__isnull", True), _connector="OR"
                    ),
                    name="cases_area_worker_is_a_step",
                ),
            ),
            migrations.AddConstraint(
                model_name="assessmentarea",
                constraint=models.CheckConstraint(
                    condition=models.Q(("revision__gte", 1)), name="cases_area_revision"
                ),
            ),
            migrations.AddConstraint(
                model_name="assessmentarea",
                constraint=models.UniqueConstraint(
                    fields=("city", "compartment_id", "assessment", "area"), name="cases_area_once"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="assessmentarea",
                trigger=pgtrigger.compiler.Trigger(
                    name="finished_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n                    IF EXISTS (\n                        SELECT FROM cases_assessment AS whole\n                        WHERE whole.city_id = COALESCE(NEW.city_id, OLD.city_id)\n                        AND whole.compartment_id = COALESCE(NEW.compartment_id, OLD.compartment_id)\n                        AND whole.id = COALESCE(NEW.assessment_id, OLD.assessment_id)\n                        AND whole.finished_at IS NOT NULL\n                    ) THEN\n                        RAISE EXCEPTION 'A finished assessment does not change.';\n                    END IF;\n                    RETURN COALESCE(NEW, OLD);\n                ",
                        hash="c00afc420b2248c8d014a0d475054f486946edf6",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_finished_stays_df941",
                        table="cases_assessmentarea",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="assessmentarea",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "cases_assessmentareaevent" ("area", "assessment_id", "city_id", "compartment_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "revision", "support", "together", "together_answer", "worker") VALUES (OLD."area", OLD."assessment_id", OLD."city_id", OLD."compartment_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."revision", OLD."support", OLD."together", OLD."together_answer", OLD."worker"); RETURN NULL;',
                        hash="d42e04dadf3b57b7d654c728fdffd43ee8dc4da2",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_01304",
                        table="cases_assessmentarea",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="assessmentarea",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "cases_assessmentareaevent" ("area", "assessment_id", "city_id", "compartment_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "revision", "support", "together", "together_answer", "worker") VALUES (OLD."area", OLD."assessment_id", OLD."city_id", OLD."compartment_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."revision", OLD."support", OLD."together", OLD."together_answer", OLD."worker"); RETURN NULL;',
                        hash="276837f4e74a04622cf23ada31c293557e9f1324",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_3eddf",
                        table="cases_assessmentarea",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="assessmentareaevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="0936a43c8ce70004520af37d79db560cb03d3de9",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_ffe23",
                        table="cases_assessmentareaevent",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="assessmentevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d00d79bfa42260effce25d2bc3e6df7765da955b",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_6b930",
                        table="cases_assessmentevent",
                        when="BEFORE",
                    ),
                ),
            ),
            TenantTable("assessment"),
            TenantTable("assessmentevent"),
            TenantTable("assessmentarea"),
            TenantTable("assessmentareaevent"),
        ]
    )
