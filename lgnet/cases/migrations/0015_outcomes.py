"""What was achieved, the question at the end, and asking again later."""
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
        ("cases", "0012_plan"),
        ("network", "0004_reception"),
        ("people", "0009_access_by_source"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.CreateModel(
                name="CaseOutcome",
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
                    ("closed_at", models.DateTimeField(editable=False)),
                    (
                        "area",
                        models.CharField(
                            choices=[
                                ("housing", "A place to live"),
                                ("work", "Work"),
                                ("documents", "Documents and permit"),
                                ("language", "Level of the language"),
                                ("health", "Health"),
                                ("school", "School of the children"),
                            ],
                            max_length=10,
                            verbose_name="area of life",
                        ),
                    ),
                    (
                        "value",
                        models.CharField(
                            choices=[
                                ("reached", "Reached"),
                                ("partly", "Partly"),
                                ("not_reached", "Not reached"),
                                ("no_aim", "Was not an aim"),
                                ("not_known", "Not known"),
                                ("taken_back", "Taken back with the closing"),
                            ],
                            max_length=12,
                            verbose_name="what was achieved",
                        ),
                    ),
                    (
                        "destination",
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
                        "note",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="person",
                            max_length=500,
                            null=True,
                            verbose_name="note",
                        ),
                    ),
                    (
                        "case",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="outcomes",
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
                name="HelpAsked",
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
                    ("closed_at", models.DateTimeField(editable=False)),
                    (
                        "case",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
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
                ],
                options={
                    "abstract": False,
                    "base_manager_name": "objects",
                    "default_manager_name": "objects",
                },
            ),
            migrations.CreateModel(
                name="HelpAnswer",
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
                        "value",
                        models.CharField(
                            choices=[
                                ("very", "Yes, very"),
                                ("somewhat", "Yes, somewhat"),
                                ("little", "A little"),
                                ("not_at_all", "Not at all"),
                                ("declined", "I prefer not to say"),
                            ],
                            max_length=10,
                            verbose_name="answer",
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
                        "asked",
                        lgnet.kernel.tenancy.TenantOneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="answer",
                            to="cases.helpasked",
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
                name="HelpTally",
                fields=[
                    (
                        "compartment_id",
                        models.UUIDField(
                            default=uuid.UUID("00000000-0000-0000-0000-000000000000"),
                            editable=False,
                        ),
                    ),
                    (
                        "id",
                        models.UUIDField(
                            default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("quarter_on", models.DateField()),
                    (
                        "value",
                        models.CharField(
                            choices=[
                                ("very", "Yes, very"),
                                ("somewhat", "Yes, somewhat"),
                                ("little", "A little"),
                                ("not_at_all", "Not at all"),
                                ("declined", "I prefer not to say"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("count", models.PositiveIntegerField(default=0)),
                    (
                        "city",
                        models.ForeignKey(
                            editable=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="network.city",
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
                name="HelpToken",
                fields=[
                    (
                        "compartment_id",
                        models.UUIDField(
                            default=uuid.UUID("00000000-0000-0000-0000-000000000000"),
                            editable=False,
                        ),
                    ),
                    (
                        "id",
                        models.UUIDField(
                            default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "asked",
                        lgnet.kernel.tenancy.TenantOneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="token",
                            to="cases.helpasked",
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
                ],
                options={
                    "abstract": False,
                    "base_manager_name": "objects",
                    "default_manager_name": "objects",
                },
            ),
            migrations.CreateModel(
                name="CaseFollowUp",
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
                    ("closed_at", models.DateTimeField(editable=False)),
                    (
                        "mark",
                        models.PositiveSmallIntegerField(
                            choices=[
                                (3, "After 3 months"),
                                (6, "After 6 months"),
                                (12, "After 12 months"),
                            ],
                            verbose_name="when",
                        ),
                    ),
                    (
                        "contact",
                        models.CharField(
                            choices=[
                                ("reached", "We spoke with the person"),
                                ("not_found", "We did not find the person"),
                                ("no_contact", "The person wants no more contact"),
                            ],
                            max_length=10,
                            verbose_name="what was found",
                        ),
                    ),
                    (
                        "lives",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("told", "Told"),
                                ("unknown", "Not known"),
                                ("declined", "Prefers not to say"),
                            ],
                            max_length=8,
                            null=True,
                        ),
                    ),
                    (
                        "destination",
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
                        "works",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("yes", "Has work"),
                                ("sometimes", "Works now and then"),
                                ("training", "In training or at school"),
                                ("no", "Has no work"),
                                ("unknown", "Not known"),
                                ("declined", "Prefers not to say"),
                            ],
                            max_length=9,
                            null=True,
                            verbose_name="work",
                        ),
                    ),
                    (
                        "wants_help",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Not known"),
                                ("declined", "Prefers not to say"),
                            ],
                            max_length=8,
                            null=True,
                            verbose_name="would like help again",
                        ),
                    ),
                    (
                        "note",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="person",
                            max_length=2000,
                            null=True,
                            verbose_name="note",
                        ),
                    ),
                    (
                        "case",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="follow_ups",
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
                    "indexes": [
                        models.Index(
                            condition=models.Q(("contact", "no_contact")),
                            fields=["city", "compartment_id", "person"],
                            name="cases_no_further_contact",
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("recorded_at__isnull", False),
                                ("recorded_by__isnull", True),
                                _connector="OR",
                            ),
                            name="cases_casefollowup_recorded",
                        ),
                        models.UniqueConstraint(
                            fields=("city", "compartment_id", "case", "closed_at", "mark"),
                            name="cases_follow_up_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("contact__in", ["reached", "not_found", "no_contact"]),
                                ("mark__in", [3, 6, 12]),
                            ),
                            name="cases_follow_up_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("contact", "reached"),
                                models.Q(
                                    ("destination__isnull", True),
                                    ("lives__isnull", True),
                                    ("wants_help__isnull", True),
                                    ("works__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="cases_follow_up_asked",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("destination__in", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
                                    ("destination__isnull", False),
                                    ("lives", "told"),
                                    ("lives__isnull", False),
                                ),
                                models.Q(
                                    ("destination__isnull", True),
                                    ("lives__in", ["unknown", "declined"]),
                                    ("lives__isnull", False),
                                ),
                                models.Q(("destination__isnull", True), ("lives__isnull", True)),
                                _connector="OR",
                            ),
                            name="cases_follow_up_lives",
                        ),
                    ],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="casefollowup",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="6db328bcd2eca62ba5d9cc3122e82bdc0b2088dc",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_8ef5f",
                        table="cases_casefollowup",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="caseoutcome",
                index=models.Index(
                    fields=["city", "compartment_id", "case", "closed_at", "-recorded_at", "-id"],
                    name="cases_outcomes_newest",
                ),
            ),
            migrations.AddConstraint(
                model_name="caseoutcome",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_caseoutcome_recorded",
                ),
            ),
            migrations.AddConstraint(
                model_name="caseoutcome",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        (
                            "area__in",
                            ["housing", "work", "documents", "language", "health", "school"],
                        ),
                        (
                            "value__in",
                            [
                                "reached",
                                "partly",
                                "not_reached",
                                "no_aim",
                                "not_known",
                                "taken_back",
                            ],
                        ),
                    ),
                    name="cases_outcome_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="caseoutcome",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("destination__isnull", True),
                        models.Q(
                            ("area", "housing"),
                            ("destination__in", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
                        ),
                        _connector="OR",
                    ),
                    name="cases_outcome_destination",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="caseoutcome",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="f5d005f431d2a7abc14b2f3206a3dea346d9c0f3",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_78c65",
                        table="cases_caseoutcome",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="helpasked",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_helpasked_recorded",
                ),
            ),
            migrations.AddConstraint(
                model_name="helpasked",
                constraint=models.UniqueConstraint(
                    fields=("city", "compartment_id", "case", "closed_at"),
                    name="cases_help_asked_once",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="helpasked",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="0f58effd2a74e78eb2c1919cb4e8e7aa7f4a9658",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_be391",
                        table="cases_helpasked",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="helpanswer",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_helpanswer_recorded",
                ),
            ),
            migrations.AddConstraint(
                model_name="helpanswer",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("value__in", ["very", "somewhat", "little", "not_at_all", "declined"])
                    ),
                    name="cases_help_answer_known",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="helpanswer",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="175e29871f9e997664ec59e00ae3f134f117f4d6",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_a0284",
                        table="cases_helpanswer",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="helptally",
                constraint=models.UniqueConstraint(
                    fields=("city", "compartment_id", "quarter_on", "value"),
                    name="cases_help_tally_once",
                ),
            ),
            migrations.AddConstraint(
                model_name="helptally",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("value__in", ["very", "somewhat", "little", "not_at_all", "declined"])
                    ),
                    name="cases_help_tally_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="helptally",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("quarter_on__day", 1), ("quarter_on__month__in", [1, 4, 7, 10])
                    ),
                    name="cases_help_tally_quarter",
                ),
            ),
            TenantTable("caseoutcome"),
            TenantTable("helpasked"),
            TenantTable("helpanswer"),
            TenantTable("helptally"),
            TenantTable("helptoken"),
            TenantTable("casefollowup"),
        ]
    )
