"""More states, and the facts that change them."""
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
        ("cases", "0005_documents"),
        ("network", "0004_reception"),
        ("people", "0009_access_by_source"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.CreateModel(
                name="CaseFact",
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
                        "kind",
                        models.CharField(
                            choices=[
                                ("start", "Work began"),
                                ("suspend", "Paused"),
                                ("resume", "Work went on"),
                                ("close", "Closed"),
                                ("reopen", "Opened again"),
                                ("take_back", "The closing was taken back"),
                            ],
                            max_length=10,
                            verbose_name="what happened",
                        ),
                    ),
                    (
                        "was",
                        models.CharField(
                            choices=[
                                ("open", "Open"),
                                ("active", "In progress"),
                                ("suspended", "Paused"),
                                ("closed", "Closed"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "became",
                        models.CharField(
                            choices=[
                                ("open", "Open"),
                                ("active", "In progress"),
                                ("suspended", "Paused"),
                                ("closed", "Closed"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "reason",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="cell",
                            max_length=4000,
                            null=True,
                            verbose_name="why",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "base_manager_name": "objects",
                    "default_manager_name": "objects",
                },
            ),
            migrations.RemoveConstraint(
                model_name="case",
                name="cases_closing_is_whole",
            ),
            migrations.RemoveConstraint(
                model_name="case",
                name="cases_one_open_a_person",
            ),
            migrations.AlterField(
                model_name="case",
                name="state",
                field=models.CharField(
                    choices=[
                        ("open", "Open"),
                        ("active", "In progress"),
                        ("suspended", "Paused"),
                        ("closed", "Closed"),
                    ],
                    default="open",
                    max_length=10,
                ),
            ),
            migrations.AlterField(
                model_name="caseevent",
                name="state",
                field=models.CharField(
                    choices=[
                        ("open", "Open"),
                        ("active", "In progress"),
                        ("suspended", "Paused"),
                        ("closed", "Closed"),
                    ],
                    default="open",
                    max_length=10,
                ),
            ),
            migrations.AddConstraint(
                model_name="case",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("closed_at__isnull", True),
                            ("outcome__isnull", True),
                            ("state__in", ["open", "active", "suspended"]),
                        ),
                        models.Q(
                            ("closed_at__isnull", False),
                            ("outcome__isnull", False),
                            ("state", "closed"),
                        ),
                        _connector="OR",
                    ),
                    name="cases_closing_is_whole",
                ),
            ),
            migrations.AddIndex(
                model_name="case",
                index=models.Index(
                    condition=models.Q(("state__in", ["open", "active", "suspended"])),
                    fields=["city", "compartment_id", "-opened_at", "-id"],
                    name="cases_running",
                ),
            ),
            migrations.AddConstraint(
                model_name="case",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("state__in", ["open", "active", "suspended"])),
                    fields=("city", "compartment_id", "person"),
                    name="cases_one_open_a_person",
                ),
            ),
            migrations.AddField(
                model_name="casefact",
                name="case",
                field=lgnet.kernel.tenancy.TenantForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="facts",
                    to="cases.case",
                ),
            ),
            migrations.AddField(
                model_name="casefact",
                name="city",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="network.city",
                ),
            ),
            migrations.AddField(
                model_name="casefact",
                name="recorded_by",
                field=models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddIndex(
                model_name="casefact",
                index=models.Index(
                    fields=["city", "compartment_id", "case", "-recorded_at", "-id"],
                    name="cases_facts_newest",
                ),
            ),
            migrations.AddConstraint(
                model_name="casefact",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_casefact_recorded",
                ),
            ),
            migrations.AddConstraint(
                model_name="casefact",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("became", "active"), ("kind", "start"), ("was", "open")),
                        models.Q(("became", "suspended"), ("kind", "suspend"), ("was", "active")),
                        models.Q(("became", "active"), ("kind", "resume"), ("was", "suspended")),
                        models.Q(("became", "closed"), ("kind", "close"), ("was", "active")),
                        models.Q(("became", "closed"), ("kind", "close"), ("was", "open")),
                        models.Q(("became", "closed"), ("kind", "close"), ("was", "suspended")),
                        models.Q(("became", "open"), ("kind", "reopen"), ("was", "closed")),
                        models.Q(("became", "active"), ("kind", "take_back"), ("was", "closed")),
                        models.Q(("became", "open"), ("kind", "take_back"), ("was", "closed")),
                        models.Q(("became", "suspended"), ("kind", "take_back"), ("was", "closed")),
                        _connector="OR",
                    ),
                    name="cases_fact_is_a_step",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="casefact",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="ba7f7dd09958042e68701ecce75036f652ab9e2b",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_37645",
                        table="cases_casefact",
                        when="BEFORE",
                    ),
                ),
            ),
            TenantTable("casefact"),
        ]
    )
