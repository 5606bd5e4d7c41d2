"""What was found about funding lines."""
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
        ("cases", "0019_finished_areas"),
        ("network", "0005_conditions"),
        ("people", "0009_access_by_source"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.CreateModel(
                name="EligibilityFinding",
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
                        "conclusion",
                        models.CharField(
                            choices=[
                                ("meets", "Meets the conditions"),
                                ("not_met", "Does not meet them"),
                                ("unclear", "Not clear yet"),
                            ],
                            max_length=8,
                            verbose_name="conclusion",
                        ),
                    ),
                    (
                        "sealed_grounds",
                        lgnet.kernel.sealed_fields.SealedTextField(key_from="person"),
                    ),
                    (
                        "evidence",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="person",
                            max_length=500,
                            null=True,
                            verbose_name="evidence",
                        ),
                    ),
                    (
                        "reason",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="person",
                            max_length=1000,
                            null=True,
                            verbose_name="reason",
                        ),
                    ),
                    (
                        "case",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="findings",
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
                        "line",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="network.fundingline",
                            verbose_name="funding line",
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
                    "indexes": [
                        models.Index(
                            fields=["city", "compartment_id", "case", "-recorded_at", "-id"],
                            name="cases_findings_newest",
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("recorded_at__isnull", False),
                                ("recorded_by__isnull", True),
                                _connector="OR",
                            ),
                            name="cases_eligibilityfinding_recorded",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("conclusion__in", ["meets", "not_met", "unclear"])),
                            name="cases_finding_known",
                        ),
                    ],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="eligibilityfinding",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="ef2829eeb3c6a14234cc320e29963e3224728ce7",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_fbeda",
                        table="cases_eligibilityfinding",
                        when="BEFORE",
                    ),
                ),
            ),
            TenantTable("eligibilityfinding"),
        ]
    )
