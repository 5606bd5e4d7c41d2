"""The team of a case, handing it over, and what a second person approves."""
# ruff: noqa: E501

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
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
        ("cases", "0015_outcomes"),
        ("network", "0004_reception"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.CreateModel(
                name="CaseMember",
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
                        "part",
                        models.CharField(
                            choices=[("substitute", "Stands in"), ("helper", "Works on it too")],
                            max_length=10,
                        ),
                    ),
                    (
                        "does",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="cell",
                            max_length=200,
                            null=True,
                            verbose_name="what they do",
                        ),
                    ),
                    ("from_on", models.DateField(verbose_name="since")),
                    ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                    (
                        "case",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="members",
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
                        "user",
                        models.ForeignKey(
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
                name="CaseMemberEvent",
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
                        "part",
                        models.CharField(
                            choices=[("substitute", "Stands in"), ("helper", "Works on it too")],
                            max_length=10,
                        ),
                    ),
                    (
                        "does",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="cell",
                            max_length=200,
                            null=True,
                            verbose_name="what they do",
                        ),
                    ),
                    ("from_on", models.DateField(verbose_name="since")),
                    ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
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
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="cases.casemember",
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
                        "user",
                        models.ForeignKey(
                            db_constraint=False,
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
                name="CasePolicy",
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
                        "is_close_approved",
                        models.BooleanField(
                            default=False,
                            verbose_name="a second person approves the closing of a case",
                        ),
                    ),
                    (
                        "is_reopen_approved",
                        models.BooleanField(
                            default=False,
                            verbose_name="a second person approves that a case is opened again",
                        ),
                    ),
                    (
                        "quiet_days",
                        models.PositiveSmallIntegerField(
                            default=30,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(365),
                            ],
                            verbose_name="days without a contact or a change after which a case is quiet",
                        ),
                    ),
                    (
                        "return_months",
                        models.PositiveSmallIntegerField(
                            default=12,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(60),
                            ],
                            verbose_name="months after the closing within which a new case is a return",
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
                name="CasePolicyEvent",
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
                        "is_close_approved",
                        models.BooleanField(
                            default=False,
                            verbose_name="a second person approves the closing of a case",
                        ),
                    ),
                    (
                        "is_reopen_approved",
                        models.BooleanField(
                            default=False,
                            verbose_name="a second person approves that a case is opened again",
                        ),
                    ),
                    (
                        "quiet_days",
                        models.PositiveSmallIntegerField(
                            default=30,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(365),
                            ],
                            verbose_name="days without a contact or a change after which a case is quiet",
                        ),
                    ),
                    (
                        "return_months",
                        models.PositiveSmallIntegerField(
                            default=12,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(60),
                            ],
                            verbose_name="months after the closing within which a new case is a return",
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
                            to="cases.casepolicy",
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
                name="CaseRequest",
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
                        "move",
                        models.CharField(
                            choices=[("close", "Close the case"), ("reopen", "Reopen")],
                            max_length=10,
                        ),
                    ),
                    (
                        "outcome",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("housed", "Has a home"),
                                ("working", "Has work and goes on alone"),
                                ("passed_on", "Passed on to another service"),
                                ("moved_away", "Moved to another city"),
                                ("lost_contact", "We lost contact"),
                                ("withdrew", "Did not want to go on"),
                                ("died", "Died"),
                                ("other", "Another outcome"),
                            ],
                            max_length=20,
                            null=True,
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
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("waiting", "Waiting for approval"),
                                ("approved", "Approved"),
                                ("refused", "Refused"),
                                ("withdrawn", "Withdrawn"),
                            ],
                            default="waiting",
                            max_length=10,
                        ),
                    ),
                    ("decided_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "answer",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="cell",
                            max_length=4000,
                            null=True,
                            verbose_name="why",
                        ),
                    ),
                    (
                        "case",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="requests",
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
                        "decided_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
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
                name="CaseRequestEvent",
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
                        "move",
                        models.CharField(
                            choices=[("close", "Close the case"), ("reopen", "Reopen")],
                            max_length=10,
                        ),
                    ),
                    (
                        "outcome",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("housed", "Has a home"),
                                ("working", "Has work and goes on alone"),
                                ("passed_on", "Passed on to another service"),
                                ("moved_away", "Moved to another city"),
                                ("lost_contact", "We lost contact"),
                                ("withdrew", "Did not want to go on"),
                                ("died", "Died"),
                                ("other", "Another outcome"),
                            ],
                            max_length=20,
                            null=True,
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
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("waiting", "Waiting for approval"),
                                ("approved", "Approved"),
                                ("refused", "Refused"),
                                ("withdrawn", "Withdrawn"),
                            ],
                            default="waiting",
                            max_length=10,
                        ),
                    ),
                    ("decided_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "answer",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="cell",
                            max_length=4000,
                            null=True,
                            verbose_name="why",
                        ),
                    ),
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
                        "decided_by",
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
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="cases.caserequest",
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
                name="Handover",
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
                        "still_open",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            key_from="cell", max_length=4000, verbose_name="what is open"
                        ),
                    ),
                    (
                        "promised",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="cell",
                            max_length=4000,
                            null=True,
                            verbose_name="what was promised",
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("waiting", "Waiting for an answer"),
                                ("accepted", "Accepted"),
                                ("declined", "Declined"),
                                ("withdrawn", "Withdrawn"),
                            ],
                            default="waiting",
                            max_length=10,
                        ),
                    ),
                    ("answered_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "answer_reason",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="cell",
                            max_length=4000,
                            null=True,
                            verbose_name="why",
                        ),
                    ),
                    (
                        "answered_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "case",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="handovers",
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
                        "from_user",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
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
                        "to_user",
                        models.ForeignKey(
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
                name="HandoverEvent",
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
                        "still_open",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            key_from="cell", max_length=4000, verbose_name="what is open"
                        ),
                    ),
                    (
                        "promised",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="cell",
                            max_length=4000,
                            null=True,
                            verbose_name="what was promised",
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("waiting", "Waiting for an answer"),
                                ("accepted", "Accepted"),
                                ("declined", "Declined"),
                                ("withdrawn", "Withdrawn"),
                            ],
                            default="waiting",
                            max_length=10,
                        ),
                    ),
                    ("answered_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "answer_reason",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="cell",
                            max_length=4000,
                            null=True,
                            verbose_name="why",
                        ),
                    ),
                    (
                        "answered_by",
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
                        "from_user",
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
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="cases.handover",
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
                        "to_user",
                        models.ForeignKey(
                            db_constraint=False,
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
                model_name="casemember",
                index=models.Index(
                    fields=["city", "compartment_id", "user", "part", "from_on"],
                    name="cases_members_by_user",
                ),
            ),
            migrations.AddConstraint(
                model_name="casemember",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_casemember_recorded",
                ),
            ),
            migrations.AddConstraint(
                model_name="casemember",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("until_on__isnull", True),
                        ("until_on__gte", models.F("from_on")),
                        _connector="OR",
                    ),
                    name="cases_member_days_in_order",
                ),
            ),
            migrations.AddConstraint(
                model_name="casemember",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("part", "substitute"), _negated=True),
                        ("until_on__isnull", False),
                        _connector="OR",
                    ),
                    name="cases_substitute_has_an_end",
                ),
            ),
            migrations.AddConstraint(
                model_name="casemember",
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                    expressions=[
                        ("city", "="),
                        ("compartment_id", "="),
                        ("case", "="),
                        ("user", "="),
                        ("part", "="),
                        (
                            models.Func(
                                "from_on",
                                "until_on",
                                function="daterange",
                                output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                            ),
                            "&&",
                        ),
                    ],
                    name="cases_member_once_a_day",
                ),
            ),
            migrations.AddConstraint(
                model_name="casemember",
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                    condition=models.Q(("part", "substitute")),
                    expressions=[
                        ("city", "="),
                        ("compartment_id", "="),
                        ("case", "="),
                        (
                            models.Func(
                                "from_on",
                                "until_on",
                                function="daterange",
                                output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                            ),
                            "&&",
                        ),
                    ],
                    name="cases_one_substitute_a_day",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="casemember",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "cases_casememberevent" ("case_id", "city_id", "compartment_id", "does", "from_on", "id", "part", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "until_on", "user_id") VALUES (OLD."case_id", OLD."city_id", OLD."compartment_id", OLD."does", OLD."from_on", OLD."id", OLD."part", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."until_on", OLD."user_id"); RETURN NULL;',
                        hash="19655aaaf88242382fe01382629d8405309c49de",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_8d863",
                        table="cases_casemember",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="casemember",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "cases_casememberevent" ("case_id", "city_id", "compartment_id", "does", "from_on", "id", "part", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "until_on", "user_id") VALUES (OLD."case_id", OLD."city_id", OLD."compartment_id", OLD."does", OLD."from_on", OLD."id", OLD."part", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."until_on", OLD."user_id"); RETURN NULL;',
                        hash="c12de77f00c5956554126e05bb955bb346588c30",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_177a4",
                        table="cases_casemember",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="casememberevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="8c10f5146aa25b30c1771fdacd1f25953bdf5026",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_c38ac",
                        table="cases_casememberevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="casepolicy",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_casepolicy_recorded",
                ),
            ),
            migrations.AddConstraint(
                model_name="casepolicy",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("quiet_days__gte", 1),
                        ("quiet_days__lte", 365),
                        ("return_months__gte", 1),
                        ("return_months__lte", 60),
                    ),
                    name="cases_policy_terms",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="casepolicy",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "cases_casepolicyevent" ("city_id", "compartment_id", "id", "is_close_approved", "is_reopen_approved", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_days", "recorded_at", "recorded_by_id", "return_months") VALUES (OLD."city_id", OLD."compartment_id", OLD."id", OLD."is_close_approved", OLD."is_reopen_approved", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."quiet_days", OLD."recorded_at", OLD."recorded_by_id", OLD."return_months"); RETURN NULL;',
                        hash="3308fb8eb27c208f48f0145a1bfdec430e0379e7",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_559a0",
                        table="cases_casepolicy",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="casepolicy",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "cases_casepolicyevent" ("city_id", "compartment_id", "id", "is_close_approved", "is_reopen_approved", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_days", "recorded_at", "recorded_by_id", "return_months") VALUES (OLD."city_id", OLD."compartment_id", OLD."id", OLD."is_close_approved", OLD."is_reopen_approved", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."quiet_days", OLD."recorded_at", OLD."recorded_by_id", OLD."return_months"); RETURN NULL;',
                        hash="f289246e0ca3c9e80615a49dd3b582a7c8529176",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_77dd1",
                        table="cases_casepolicy",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="casepolicyevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="82d1a24a5ec20c8d8ce4c6fd7da66394634e8364",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_086d4",
                        table="cases_casepolicyevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="caserequest",
                index=models.Index(
                    condition=models.Q(("state", "waiting")),
                    fields=["city", "compartment_id", "-recorded_at", "-id"],
                    name="cases_requests_waiting",
                ),
            ),
            migrations.AddConstraint(
                model_name="caserequest",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_caserequest_recorded",
                ),
            ),
            migrations.AddConstraint(
                model_name="caserequest",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("decided_at__isnull", False), ("decided_by__isnull", True), _connector="OR"
                    ),
                    name="cases_request_decided",
                ),
            ),
            migrations.AddConstraint(
                model_name="caserequest",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("state", "waiting")),
                    fields=("city", "compartment_id", "case"),
                    name="cases_one_request_waits",
                ),
            ),
            migrations.AddConstraint(
                model_name="caserequest",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("decided_at__isnull", True), ("state", "waiting")),
                        models.Q(("decided_at__isnull", False), ("state", "withdrawn")),
                        models.Q(
                            ("decided_at__isnull", False),
                            ("decided_by__isnull", False),
                            ("recorded_by__isnull", False),
                            ("state__in", ["approved", "refused"]),
                            models.Q(("decided_by", models.F("recorded_by")), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="cases_request_by_another",
                ),
            ),
            migrations.AddConstraint(
                model_name="caserequest",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "refused"), _negated=True),
                        ("answer__isnull", False),
                        _connector="OR",
                    ),
                    name="cases_request_refused_why",
                ),
            ),
            migrations.AddConstraint(
                model_name="caserequest",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("move", "close"), ("outcome__isnull", False)),
                        models.Q(("move", "reopen"), ("outcome__isnull", True)),
                        _connector="OR",
                    ),
                    name="cases_request_outcome",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="caserequest",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "cases_caserequestevent" ("answer", "case_id", "city_id", "compartment_id", "decided_at", "decided_by_id", "id", "move", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "state") VALUES (OLD."answer", OLD."case_id", OLD."city_id", OLD."compartment_id", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."move", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."reason", OLD."recorded_at", OLD."recorded_by_id", OLD."state"); RETURN NULL;',
                        hash="dc7c611190c639334ad261978af89e14608fb23d",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_5b3b9",
                        table="cases_caserequest",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="caserequest",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "cases_caserequestevent" ("answer", "case_id", "city_id", "compartment_id", "decided_at", "decided_by_id", "id", "move", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "state") VALUES (OLD."answer", OLD."case_id", OLD."city_id", OLD."compartment_id", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."move", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded_at", OLD."recorded_by_id", OLD."state"); RETURN NULL;',
                        hash="d051f310c3946f52914bb687a2a8cd8a04b71f26",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_88f58",
                        table="cases_caserequest",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="caserequestevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="32a4b986b0dfdc1c49884eaf2c21c528f1a7e230",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_df75c",
                        table="cases_caserequestevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="handover",
                index=models.Index(
                    fields=["city", "compartment_id", "case", "-recorded_at", "-id"],
                    name="cases_handovers_newest",
                ),
            ),
            migrations.AddIndex(
                model_name="handover",
                index=models.Index(
                    condition=models.Q(("state", "waiting")),
                    fields=["city", "compartment_id", "to_user"],
                    name="cases_handovers_waiting",
                ),
            ),
            migrations.AddConstraint(
                model_name="handover",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_handover_recorded",
                ),
            ),
            migrations.AddConstraint(
                model_name="handover",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_handover_answered",
                ),
            ),
            migrations.AddConstraint(
                model_name="handover",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("state", "waiting")),
                    fields=("city", "compartment_id", "case"),
                    name="cases_one_handover_waits",
                ),
            ),
            migrations.AddConstraint(
                model_name="handover",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("from_user__isnull", True),
                        models.Q(("from_user", models.F("to_user")), _negated=True),
                        _connector="OR",
                    ),
                    name="cases_handover_to_another",
                ),
            ),
            migrations.AddConstraint(
                model_name="handover",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("answered_at__isnull", True), ("state", "waiting")),
                        models.Q(
                            ("answered_at__isnull", False),
                            ("answered_by", models.F("to_user")),
                            ("state__in", ["accepted", "declined"]),
                        ),
                        models.Q(("answered_at__isnull", False), ("state", "withdrawn")),
                        _connector="OR",
                    ),
                    name="cases_handover_is_answered",
                ),
            ),
            migrations.AddConstraint(
                model_name="handover",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "declined"), _negated=True),
                        ("answer_reason__isnull", False),
                        _connector="OR",
                    ),
                    name="cases_handover_declined_why",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handover",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "cases_handoverevent" ("answer_reason", "answered_at", "answered_by_id", "case_id", "city_id", "compartment_id", "from_user_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised", "recorded_at", "recorded_by_id", "state", "still_open", "to_user_id") VALUES (OLD."answer_reason", OLD."answered_at", OLD."answered_by_id", OLD."case_id", OLD."city_id", OLD."compartment_id", OLD."from_user_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."promised", OLD."recorded_at", OLD."recorded_by_id", OLD."state", OLD."still_open", OLD."to_user_id"); RETURN NULL;',
                        hash="b95a1a3c742b269c4cdda6487ee460fd59009024",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_d94a6",
                        table="cases_handover",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handover",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "cases_handoverevent" ("answer_reason", "answered_at", "answered_by_id", "case_id", "city_id", "compartment_id", "from_user_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised", "recorded_at", "recorded_by_id", "state", "still_open", "to_user_id") VALUES (OLD."answer_reason", OLD."answered_at", OLD."answered_by_id", OLD."case_id", OLD."city_id", OLD."compartment_id", OLD."from_user_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."promised", OLD."recorded_at", OLD."recorded_by_id", OLD."state", OLD."still_open", OLD."to_user_id"); RETURN NULL;',
                        hash="c4bfa7daf6507fdb0a07f7c8e7ff812d6f8e30f2",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_45661",
                        table="cases_handover",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handoverevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="822387738520752e0f34b644122e610a75c05bf8",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_4cf32",
                        table="cases_handoverevent",
                        when="BEFORE",
                    ),
                ),
            ),
            TenantTable("casemember"),
            TenantTable("casememberevent"),
            TenantTable("casepolicy"),
            TenantTable("casepolicyevent"),
            TenantTable("caserequest"),
            TenantTable("caserequestevent"),
            TenantTable("handover"),
            TenantTable("handoverevent"),
        ]
    )
