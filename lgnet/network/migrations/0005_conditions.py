"""What funding lines ask of the people they pay for."""
# ruff: noqa: E501

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import lgnet.kernel.ids
from lgnet.kernel.together import together


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0004_reception"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.CreateModel(
                name="FundingCondition",
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
                    ("position", models.PositiveSmallIntegerField(default=0)),
                    ("text_it", models.CharField(max_length=200, verbose_name="in Italian")),
                    (
                        "text_en",
                        models.CharField(blank=True, max_length=200, verbose_name="in English"),
                    ),
                    (
                        "text_ar",
                        models.CharField(blank=True, max_length=200, verbose_name="in Arabic"),
                    ),
                    (
                        "created_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    (
                        "created_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "ended_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "line",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="conditions",
                            to="network.fundingline",
                        ),
                    ),
                ],
                options={
                    "ordering": ["position", "created_at", "id"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("created_at__isnull", False),
                                ("created_by__isnull", True),
                                _connector="OR",
                            ),
                            name="network_condition_created",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", True),
                                _connector="OR",
                            ),
                            name="network_condition_ended",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("text_it", ""), _negated=True),
                            name="network_condition_says_something",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("ended_at__isnull", True)),
                            fields=("line", "text_it"),
                            name="network_condition_once",
                        ),
                    ],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="fundingcondition",
                trigger=pgtrigger.compiler.Trigger(
                    name="national_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n        IF lgnet_compartment() IS NULL OR lgnet_city() IS NOT NULL THEN\n            RAISE EXCEPTION 'Only the national direction writes here.' USING ERRCODE = 'insufficient_privilege';\n        END IF;\n        RETURN COALESCE(NEW, OLD);\n    ",
                        hash="f8ec94d1d736fedda190b1eef9613379a28d8d6d",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_national_only_ecbe7",
                        table="network_fundingcondition",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="fundingcondition",
                trigger=pgtrigger.compiler.Trigger(
                    name="never_reworded",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."line_id" IS DISTINCT FROM (NEW."line_id") OR OLD."text_it" IS DISTINCT FROM (NEW."text_it") OR OLD."text_en" IS DISTINCT FROM (NEW."text_en") OR OLD."text_ar" IS DISTINCT FROM (NEW."text_ar") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id"))',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="01f7cfbf7bceecc590c5b49e53da20f1ab354a1d",
                        operation="UPDATE",
                        pgid="pgtrigger_never_reworded_9f0c3",
                        table="network_fundingcondition",
                        when="BEFORE",
                    ),
                ),
            ),
        ]
    )
