"""Filled-in forms of a case."""
# ruff: noqa: E501

import uuid

import django.db.models.deletion
import django.utils.timezone
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
        ("cases", "0017_assessments"),
        ("forms", "0001_initial"),
        ("network", "0004_reception"),
        ("people", "0009_access_by_source"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.CreateModel(
                name="FormAnswers",
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
                    ("form_code", models.CharField(max_length=40, verbose_name="form")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("draft", "Started, something missing"),
                                ("finished", "Filled in"),
                            ],
                            default="draft",
                            max_length=8,
                        ),
                    ),
                    ("revision", models.PositiveIntegerField(default=1)),
                    (
                        "sealed_answers",
                        lgnet.kernel.sealed_fields.SealedTextField(key_from="person"),
                    ),
                    ("sealed_aside", lgnet.kernel.sealed_fields.SealedTextField(key_from="person")),
                    ("national", models.JSONField(default=dict)),
                    (
                        "changed_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("finished_at", models.DateTimeField(editable=False, null=True)),
                    ("told_at", models.DateTimeField(editable=False, null=True)),
                    (
                        "case",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="answers",
                            to="cases.case",
                        ),
                    ),
                    (
                        "changed_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
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
                        "corrects",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="cases.formanswers",
                        ),
                    ),
                    (
                        "finished_by",
                        models.ForeignKey(
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
                    (
                        "version",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="forms.formversion",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "base_manager_name": "objects",
                    "default_manager_name": "objects",
                    "indexes": [
                        models.Index(
                            fields=["city", "compartment_id", "case", "-told_at", "-id"],
                            name="cases_answers_newest",
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("recorded_at__isnull", False),
                                ("recorded_by__isnull", True),
                                _connector="OR",
                            ),
                            name="cases_formanswers_recorded",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("changed_at__isnull", False),
                                ("changed_by__isnull", True),
                                _connector="OR",
                            ),
                            name="cases_answers_changed",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("finished_at__isnull", False),
                                ("finished_by__isnull", True),
                                _connector="OR",
                            ),
                            name="cases_answers_finished",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("state", "draft")),
                            fields=("city", "compartment_id", "case", "form_code"),
                            name="cases_one_draft_a_form",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("state", "finished")),
                            fields=("city", "compartment_id", "corrects"),
                            name="cases_answers_corrected_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("finished_at__isnull", True),
                                    ("national", {}),
                                    ("state", "draft"),
                                    ("told_at__isnull", True),
                                ),
                                models.Q(
                                    ("finished_at__isnull", False),
                                    ("state", "finished"),
                                    ("told_at__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="cases_answers_finishing_is_whole",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("revision__gte", 1)), name="cases_answers_revision"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("corrects__isnull", True),
                                models.Q(("corrects", models.F("id")), _negated=True),
                                _connector="OR",
                            ),
                            name="cases_answers_correct_others",
                        ),
                    ],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="formanswers",
                trigger=pgtrigger.compiler.Trigger(
                    name="finished_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n        IF OLD.state = 'finished' THEN\n            RAISE EXCEPTION 'Finished answers are corrected by new ones.';\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        END IF;\n        IF NEW.revision <> OLD.revision + 1 THEN\n            RAISE EXCEPTION 'A draft is written on top of what was last seen of it.';\n        END IF;\n        IF (NEW.case_id, NEW.person_id, NEW.form_code, NEW.corrects_id)\n           IS DISTINCT FROM (OLD.case_id, OLD.person_id, OLD.form_code, OLD.corrects_id) THEN\n            RAISE EXCEPTION 'A draft stays with its case and its form.';\n        END IF;\n        RETURN NEW;\n    ",
                        hash="04a5ecff0f7193c7e78fd82255c46bc09ec9223a",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_finished_stays_74d2f",
                        table="cases_formanswers",
                        when="BEFORE",
                    ),
                ),
            ),
            TenantTable("formanswers"),
        ]
    )
