"""The whole of people: identity, households, consent, access, duplicates; values as bytes."""

import django.db.models.deletion
import django.utils.timezone
import lgnet.kernel.ids
import lgnet.kernel.sealed_fields
import lgnet.kernel.tenancy
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models
from lgnet.kernel.together import together


# The owner rewrites rows that stand in the clear; 0004 seals them and forces the policies anew.
UNFORCED = "".join(
    f'ALTER TABLE "people_{table}" NO FORCE ROW LEVEL SECURITY;'
    for table in ("person", "personevent", "personname", "personnameevent", "searchkey")
)
YEARS = "".join(
    f'UPDATE "people_{table}" SET birth_year = extract(year FROM birth_date);'
    for table in ("person", "personevent")
)


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0003_joint"),
        ("people", "0002_cells"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Consent",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("care", "Help and follow-up by the joint service"),
                            ("health", "Health needs for the help asked"),
                            ("figures", "Figures without names"),
                            ("sharing", "Telling another organisation"),
                            ("cross_city", "Telling another city of the network"),
                            ("media", "Photos, videos and stories"),
                        ],
                        max_length=12,
                        verbose_name="purpose",
                    ),
                ),
                ("is_given", models.BooleanField(verbose_name="agreed")),
                (
                    "text_version",
                    models.CharField(max_length=20, verbose_name="version of the text"),
                ),
                ("language", models.CharField(max_length=3, verbose_name="language")),
                (
                    "explained",
                    models.CharField(
                        choices=[
                            ("spoken", "Told in a language they speak"),
                            ("interpreter", "Told through an interpreter"),
                            ("read", "Read by the person"),
                            ("read_aloud", "Read aloud to the person"),
                            ("pictures", "Shown with pictures or sound"),
                        ],
                        max_length=12,
                        verbose_name="how it was explained",
                    ),
                ),
                (
                    "given_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="expires")),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
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
                    "given_by",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="people.person",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
                    ),
                ),
                (
                    "withdrawn_by",
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
                "ordering": ["-given_at", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("given_at__isnull", False), ("given_by__isnull", True), _connector="OR"
                        ),
                        name="people_consent_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", False),
                            ("withdrawn_by__isnull", True),
                            _connector="OR",
                        ),
                        name="people_consent_withdrawn",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True), ("is_given", True), _connector="OR"
                        ),
                        name="people_consent_withdrawn_was_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("purpose", "sharing"), _negated=True),
                            ("recipient__isnull", False),
                            _connector="OR",
                        ),
                        name="people_consent_sharing_names_recipient",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentEvent",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("care", "Help and follow-up by the joint service"),
                            ("health", "Health needs for the help asked"),
                            ("figures", "Figures without names"),
                            ("sharing", "Telling another organisation"),
                            ("cross_city", "Telling another city of the network"),
                            ("media", "Photos, videos and stories"),
                        ],
                        max_length=12,
                        verbose_name="purpose",
                    ),
                ),
                ("is_given", models.BooleanField(verbose_name="agreed")),
                (
                    "text_version",
                    models.CharField(max_length=20, verbose_name="version of the text"),
                ),
                ("language", models.CharField(max_length=3, verbose_name="language")),
                (
                    "explained",
                    models.CharField(
                        choices=[
                            ("spoken", "Told in a language they speak"),
                            ("interpreter", "Told through an interpreter"),
                            ("read", "Read by the person"),
                            ("read_aloud", "Read aloud to the person"),
                            ("pictures", "Shown with pictures or sound"),
                        ],
                        max_length=12,
                        verbose_name="how it was explained",
                    ),
                ),
                (
                    "given_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="expires")),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
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
                    "given_by",
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
                        to="people.consent",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.organisation",
                    ),
                ),
                (
                    "withdrawn_by",
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
            name="ContactPoint",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("phone", "Phone"), ("email", "E-mail"), ("other", "Other way")],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "value",
                    lgnet.kernel.sealed_fields.SealedTextField(
                        key_from="person", max_length=200, verbose_name="number or address"
                    ),
                ),
                (
                    "is_shared",
                    models.BooleanField(default=False, verbose_name="shared with others"),
                ),
                (
                    "call_safety",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        default="unknown",
                        max_length=8,
                        verbose_name="safe to call",
                    ),
                ),
                (
                    "message_safety",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        default="unknown",
                        max_length=8,
                        verbose_name="safe to leave a message",
                    ),
                ),
                (
                    "note",
                    lgnet.kernel.sealed_fields.SealedTextField(
                        blank=True,
                        key_from="person",
                        max_length=200,
                        null=True,
                        verbose_name="note",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                    "person",
                    lgnet.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact_points",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("created_at__isnull", False),
                            ("created_by__isnull", True),
                            _connector="OR",
                        ),
                        name="people_contact_created",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", False), ("ended_by__isnull", True), _connector="OR"
                        ),
                        name="people_contact_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactPointEvent",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("phone", "Phone"), ("email", "E-mail"), ("other", "Other way")],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "value",
                    lgnet.kernel.sealed_fields.SealedTextField(
                        key_from="person", max_length=200, verbose_name="number or address"
                    ),
                ),
                (
                    "is_shared",
                    models.BooleanField(default=False, verbose_name="shared with others"),
                ),
                (
                    "call_safety",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        default="unknown",
                        max_length=8,
                        verbose_name="safe to call",
                    ),
                ),
                (
                    "message_safety",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        default="unknown",
                        max_length=8,
                        verbose_name="safe to leave a message",
                    ),
                ),
                (
                    "note",
                    lgnet.kernel.sealed_fields.SealedTextField(
                        blank=True,
                        key_from="person",
                        max_length=200,
                        null=True,
                        verbose_name="note",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                    "created_by",
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
                    "ended_by",
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
                        to="people.contactpoint",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DuplicateCandidate",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                ("weight", models.FloatField()),
                ("reasons", models.JSONField(default=list)),
                (
                    "found_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
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
                    "first",
                    lgnet.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "second",
                    lgnet.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["city", "compartment_id", "-weight", "id"],
                        name="people_candidate_by_weight",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="people_candidate_in_order",
                    ),
                    models.UniqueConstraint(
                        fields=("city", "compartment_id", "first", "second"),
                        name="people_candidate_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Guardianship",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "guardian_name",
                    lgnet.kernel.sealed_fields.SealedTextField(
                        blank=True,
                        key_from="person",
                        max_length=200,
                        null=True,
                        verbose_name="guardian's name",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("parent", "Parent"),
                            ("appointed", "Guardian appointed by the court"),
                            ("provisional", "Provisional guardian"),
                            ("foster", "Foster carer"),
                        ],
                        max_length=12,
                        verbose_name="ground",
                    ),
                ),
                ("from_on", models.DateField(verbose_name="since")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
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
                    "guardian",
                    lgnet.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "person",
                    lgnet.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guardianships",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-from_on", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("created_at__isnull", False),
                            ("created_by__isnull", True),
                            _connector="OR",
                        ),
                        name="people_guardian_created",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("guardian__isnull", False), ("guardian_name__isnull", True)),
                            models.Q(("guardian__isnull", True), ("guardian_name__isnull", False)),
                            _connector="OR",
                        ),
                        name="people_guardian_is_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("guardian__isnull", True),
                            models.Q(("guardian", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="people_guardian_is_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="people_guardian_days_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GuardianshipEvent",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "guardian_name",
                    lgnet.kernel.sealed_fields.SealedTextField(
                        blank=True,
                        key_from="person",
                        max_length=200,
                        null=True,
                        verbose_name="guardian's name",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("parent", "Parent"),
                            ("appointed", "Guardian appointed by the court"),
                            ("provisional", "Provisional guardian"),
                            ("foster", "Foster carer"),
                        ],
                        max_length=12,
                        verbose_name="ground",
                    ),
                ),
                ("from_on", models.DateField(verbose_name="since")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
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
                    "created_by",
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
                    "guardian",
                    lgnet.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.person",
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
                        to="people.guardianship",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Household",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "name",
                    lgnet.kernel.sealed_fields.SealedTextField(
                        blank=True, key_from="cell", max_length=120, null=True, verbose_name="name"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
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
                    "created_by",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("created_at__isnull", False),
                            ("created_by__isnull", True),
                            _connector="OR",
                        ),
                        name="people_household_created",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseholdEvent",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "name",
                    lgnet.kernel.sealed_fields.SealedTextField(
                        blank=True, key_from="cell", max_length=120, null=True, verbose_name="name"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
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
                    "created_by",
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="people.household",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HouseholdMember",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("partner", "Partner"),
                            ("parent", "Parent"),
                            ("child", "Child"),
                            ("sibling", "Brother or sister"),
                            ("grandparent", "Grandparent"),
                            ("grandchild", "Grandchild"),
                            ("relative", "Other relative"),
                            ("not_related", "Not related"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="relation",
                    ),
                ),
                (
                    "is_head",
                    models.BooleanField(default=False, verbose_name="head of the household"),
                ),
                ("from_on", models.DateField(verbose_name="since")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
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
                    "household",
                    lgnet.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="people.household",
                    ),
                ),
                (
                    "person",
                    lgnet.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-is_head", "from_on", "id"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("created_at__isnull", False),
                            ("created_by__isnull", True),
                            _connector="OR",
                        ),
                        name="people_member_created",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="people_member_days_in_order",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until_on__isnull", True)),
                        fields=("city", "compartment_id", "person"),
                        name="people_one_household_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_head", True), ("until_on__isnull", True)),
                        fields=("city", "compartment_id", "household"),
                        name="people_one_head_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseholdMemberEvent",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("partner", "Partner"),
                            ("parent", "Parent"),
                            ("child", "Child"),
                            ("sibling", "Brother or sister"),
                            ("grandparent", "Grandparent"),
                            ("grandchild", "Grandchild"),
                            ("relative", "Other relative"),
                            ("not_related", "Not related"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="relation",
                    ),
                ),
                (
                    "is_head",
                    models.BooleanField(default=False, verbose_name="head of the household"),
                ),
                ("from_on", models.DateField(verbose_name="since")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
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
                    "created_by",
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
                    "household",
                    lgnet.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.household",
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
                        to="people.householdmember",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Identifier",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("codice_fiscale", "Codice fiscale"),
                            ("provisional_cf", "Provisional codice fiscale"),
                            ("stp", "STP health code"),
                            ("eni", "ENI health code"),
                            ("passport", "Passport"),
                            ("identity_card", "Identity card"),
                            ("permit", "Residence permit number"),
                            ("consular", "Consular card"),
                            ("other", "Other document"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "value",
                    lgnet.kernel.sealed_fields.SealedTextField(
                        key_from="person", max_length=60, verbose_name="number"
                    ),
                ),
                (
                    "valid_from_on",
                    models.DateField(blank=True, null=True, verbose_name="valid from"),
                ),
                (
                    "valid_until_on",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                    "issuer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.country",
                    ),
                ),
                (
                    "person",
                    lgnet.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identifiers",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("created_at__isnull", False),
                            ("created_by__isnull", True),
                            _connector="OR",
                        ),
                        name="people_identifier_created",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", False), ("ended_by__isnull", True), _connector="OR"
                        ),
                        name="people_identifier_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from_on__isnull", True),
                            ("valid_until_on__isnull", True),
                            ("valid_until_on__gte", models.F("valid_from_on")),
                            _connector="OR",
                        ),
                        name="people_identifier_days_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IdentifierEvent",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("codice_fiscale", "Codice fiscale"),
                            ("provisional_cf", "Provisional codice fiscale"),
                            ("stp", "STP health code"),
                            ("eni", "ENI health code"),
                            ("passport", "Passport"),
                            ("identity_card", "Identity card"),
                            ("permit", "Residence permit number"),
                            ("consular", "Consular card"),
                            ("other", "Other document"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "value",
                    lgnet.kernel.sealed_fields.SealedTextField(
                        key_from="person", max_length=60, verbose_name="number"
                    ),
                ),
                (
                    "valid_from_on",
                    models.DateField(blank=True, null=True, verbose_name="valid from"),
                ),
                (
                    "valid_until_on",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                    "created_by",
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
                    "ended_by",
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
                    "issuer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.country",
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
                        to="people.identifier",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MinorPathStep",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("safe_place", "In a safe place for minors"),
                            ("court_told", "Public prosecutor at the juvenile court told"),
                            ("guardian_asked", "Guardian asked for at the juvenile court"),
                            ("services_told", "Social services of the municipality told"),
                            ("interview", "First talk with a mediator"),
                            ("family_search", "Search for the family considered"),
                        ],
                        max_length=16,
                        verbose_name="step",
                    ),
                ),
                (
                    "done_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
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
                    "done_by",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="minor_steps",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", False), ("done_by__isnull", True), _connector="OR"
                        ),
                        name="people_minor_step_done",
                    ),
                    models.UniqueConstraint(
                        fields=("city", "compartment_id", "person", "step"),
                        name="people_minor_step_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinorPathStepEvent",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("safe_place", "In a safe place for minors"),
                            ("court_told", "Public prosecutor at the juvenile court told"),
                            ("guardian_asked", "Guardian asked for at the juvenile court"),
                            ("services_told", "Social services of the municipality told"),
                            ("interview", "First talk with a mediator"),
                            ("family_search", "Search for the family considered"),
                        ],
                        max_length=16,
                        verbose_name="step",
                    ),
                ),
                (
                    "done_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
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
                    "done_by",
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
                        to="people.minorpathstep",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PairVerdict",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("same", "The same person"),
                            ("never_same", "Never the same person"),
                            ("not_sure", "Not sure"),
                        ],
                        max_length=12,
                    ),
                ),
                ("picks", models.JSONField(default=dict)),
                (
                    "decided_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
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
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    lgnet.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "second",
                    lgnet.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["city", "compartment_id", "second"], name="people_verdict_by_second"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at__isnull", False),
                            ("decided_by__isnull", True),
                            _connector="OR",
                        ),
                        name="people_verdict_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="people_verdict_in_order",
                    ),
                    models.UniqueConstraint(
                        fields=("city", "compartment_id", "first", "second"),
                        name="people_verdict_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PairVerdictEvent",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("same", "The same person"),
                            ("never_same", "Never the same person"),
                            ("not_sure", "Not sure"),
                        ],
                        max_length=12,
                    ),
                ),
                ("picks", models.JSONField(default=dict)),
                (
                    "decided_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
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
                    "first",
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
                        to="people.pairverdict",
                    ),
                ),
                (
                    "second",
                    lgnet.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PersonAccess",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                ("audience_id", models.UUIDField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("care", "Works with this person"),
                            ("referral", "Received a referral"),
                            ("transfer", "Received the person from elsewhere"),
                            ("consent", "The person agreed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("source_id", models.UUIDField(blank=True, null=True)),
                (
                    "granted_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("until_at", models.DateTimeField(blank=True, null=True)),
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
                    "granted_by",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "city",
                            "compartment_id",
                            "person",
                            "audience_id",
                            "reason",
                            "source_id",
                        ),
                        name="people_access_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonCard",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "code",
                    lgnet.kernel.sealed_fields.SealedTextField(key_from="person", max_length=20),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                    "person",
                    lgnet.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cards",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("created_at__isnull", False),
                            ("created_by__isnull", True),
                            _connector="OR",
                        ),
                        name="people_card_created",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", False), ("ended_by__isnull", True), _connector="OR"
                        ),
                        name="people_card_ended",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("city", "compartment_id", "person"),
                        name="people_one_card_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonCardEvent",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "code",
                    lgnet.kernel.sealed_fields.SealedTextField(key_from="person", max_length=20),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                    "created_by",
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
                    "ended_by",
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
                        to="people.personcard",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PersonCitizenship",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
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
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.country",
                    ),
                ),
                (
                    "person",
                    lgnet.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="citizenships",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("city", "compartment_id", "person", "country"),
                        name="people_citizenship_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonCitizenshipEvent",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
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
                    "country",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.country",
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
                        to="people.personcitizenship",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PersonLanguage",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                ("language", models.CharField(max_length=3, verbose_name="language")),
                (
                    "speaks",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("little", "A little"), ("no", "No")],
                        max_length=6,
                        null=True,
                        verbose_name="speaks",
                    ),
                ),
                (
                    "understands",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("little", "A little"), ("no", "No")],
                        max_length=6,
                        null=True,
                        verbose_name="understands",
                    ),
                ),
                (
                    "reads",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("little", "A little"), ("no", "No")],
                        max_length=6,
                        null=True,
                        verbose_name="reads",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="languages",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["language", "id"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("city", "compartment_id", "person", "language"),
                        name="people_language_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonLanguageEvent",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                ("language", models.CharField(max_length=3, verbose_name="language")),
                (
                    "speaks",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("little", "A little"), ("no", "No")],
                        max_length=6,
                        null=True,
                        verbose_name="speaks",
                    ),
                ),
                (
                    "understands",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("little", "A little"), ("no", "No")],
                        max_length=6,
                        null=True,
                        verbose_name="understands",
                    ),
                ),
                (
                    "reads",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("little", "A little"), ("no", "No")],
                        max_length=6,
                        null=True,
                        verbose_name="reads",
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
                        to="people.personlanguage",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Photo",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                ("image", lgnet.kernel.sealed_fields.SealedBytesField(key_from="person")),
                ("thumbnail", lgnet.kernel.sealed_fields.SealedBytesField(key_from="person")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
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
                    "person",
                    lgnet.kernel.tenancy.TenantOneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photo",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("created_at__isnull", False),
                            ("created_by__isnull", True),
                            _connector="OR",
                        ),
                        name="people_photo_created",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ResidenceTitle",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(blank=True, max_length=8, null=True, verbose_name="kind"),
                ),
                (
                    "kind_answer",
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
                    "ground",
                    models.CharField(blank=True, max_length=40, null=True, verbose_name="ground"),
                ),
                (
                    "document",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("card", "Card"),
                            ("paper", "Paper permit"),
                            ("receipt", "Receipt of a request or renewal"),
                            ("visa", "Visa"),
                            ("other", "Other paper"),
                        ],
                        max_length=8,
                        null=True,
                        verbose_name="paper",
                    ),
                ),
                (
                    "number",
                    lgnet.kernel.sealed_fields.SealedTextField(
                        blank=True,
                        key_from="person",
                        max_length=40,
                        null=True,
                        verbose_name="number",
                    ),
                ),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="issued")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="expires")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                    "person",
                    lgnet.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="residence_titles",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["city", "compartment_id", "expires_on"],
                        name="people_title_by_expiry",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("created_at__isnull", False),
                            ("created_by__isnull", True),
                            _connector="OR",
                        ),
                        name="people_title_created",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", False), ("ended_by__isnull", True), _connector="OR"
                        ),
                        name="people_title_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__isnull", True), ("kind_answer", "known"), _connector="OR"
                        ),
                        name="people_title_kind_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued_on__isnull", True),
                            ("expires_on__isnull", True),
                            ("expires_on__gte", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="people_title_days_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResidenceTitleEvent",
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
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(blank=True, max_length=8, null=True, verbose_name="kind"),
                ),
                (
                    "kind_answer",
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
                    "ground",
                    models.CharField(blank=True, max_length=40, null=True, verbose_name="ground"),
                ),
                (
                    "document",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("card", "Card"),
                            ("paper", "Paper permit"),
                            ("receipt", "Receipt of a request or renewal"),
                            ("visa", "Visa"),
                            ("other", "Other paper"),
                        ],
                        max_length=8,
                        null=True,
                        verbose_name="paper",
                    ),
                ),
                (
                    "number",
                    lgnet.kernel.sealed_fields.SealedTextField(
                        blank=True,
                        key_from="person",
                        max_length=40,
                        null=True,
                        verbose_name="number",
                    ),
                ),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="issued")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="expires")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                    "created_by",
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
                    "ended_by",
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
                        to="people.residencetitle",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "people_consentevent" ("city_id", "compartment_id", "expires_on", "explained", "given_at", "given_by_id", "id", "is_given", "language", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recipient_id", "text_version", "withdrawn_at", "withdrawn_by_id") VALUES (OLD."city_id", OLD."compartment_id", OLD."expires_on", OLD."explained", OLD."given_at", OLD."given_by_id", OLD."id", OLD."is_given", OLD."language", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."purpose", OLD."recipient_id", OLD."text_version", OLD."withdrawn_at", OLD."withdrawn_by_id"); RETURN NULL;',
                    hash="22ec2414025087bcad22cefd947259cea4eb49ee",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8387f",
                    table="people_consent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_consentevent" ("city_id", "compartment_id", "expires_on", "explained", "given_at", "given_by_id", "id", "is_given", "language", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recipient_id", "text_version", "withdrawn_at", "withdrawn_by_id") VALUES (OLD."city_id", OLD."compartment_id", OLD."expires_on", OLD."explained", OLD."given_at", OLD."given_by_id", OLD."id", OLD."is_given", OLD."language", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."purpose", OLD."recipient_id", OLD."text_version", OLD."withdrawn_at", OLD."withdrawn_by_id"); RETURN NULL;',
                    hash="968f92038b1db8878d10886caf418a4d61ad752f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ee4b6",
                    table="people_consent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bdc9faf295805134d4eb8e91f64cb67de798a38b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_20ef5",
                    table="people_consentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "people_contactpointevent" ("call_safety", "city_id", "compartment_id", "created_at", "created_by_id", "ended_at", "ended_by_id", "id", "is_shared", "kind", "message_safety", "note", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (OLD."call_safety", OLD."city_id", OLD."compartment_id", OLD."created_at", OLD."created_by_id", OLD."ended_at", OLD."ended_by_id", OLD."id", OLD."is_shared", OLD."kind", OLD."message_safety", OLD."note", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."value"); RETURN NULL;',
                    hash="b01d0ddab0f8d099f105fdb62a9bd217610ebfbd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ecedd",
                    table="people_contactpoint",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_contactpointevent" ("call_safety", "city_id", "compartment_id", "created_at", "created_by_id", "ended_at", "ended_by_id", "id", "is_shared", "kind", "message_safety", "note", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (OLD."call_safety", OLD."city_id", OLD."compartment_id", OLD."created_at", OLD."created_by_id", OLD."ended_at", OLD."ended_by_id", OLD."id", OLD."is_shared", OLD."kind", OLD."message_safety", OLD."note", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."value"); RETURN NULL;',
                    hash="50303172e1813bd87b9cb70c1e08dd69281b8a29",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e5970",
                    table="people_contactpoint",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactpointevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="50b538ebeecd23601ab23973b25d4653f5555c88",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d177f",
                    table="people_contactpointevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guardianship",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "people_guardianshipevent" ("city_id", "compartment_id", "created_at", "created_by_id", "from_on", "guardian_id", "guardian_name", "id", "kind", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until_on") VALUES (OLD."city_id", OLD."compartment_id", OLD."created_at", OLD."created_by_id", OLD."from_on", OLD."guardian_id", OLD."guardian_name", OLD."id", OLD."kind", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."until_on"); RETURN NULL;',
                    hash="9a2b27aecd347155b060751370c4a975898407d9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d23a2",
                    table="people_guardianship",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guardianship",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_guardianshipevent" ("city_id", "compartment_id", "created_at", "created_by_id", "from_on", "guardian_id", "guardian_name", "id", "kind", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until_on") VALUES (OLD."city_id", OLD."compartment_id", OLD."created_at", OLD."created_by_id", OLD."from_on", OLD."guardian_id", OLD."guardian_name", OLD."id", OLD."kind", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."until_on"); RETURN NULL;',
                    hash="9352aeb90e411a4cfe6c67642e4088e2b4be8c78",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_71611",
                    table="people_guardianship",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guardianshipevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ea73384194682bc50a05a4a71ddfdc3cb4b5834e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_76cd1",
                    table="people_guardianshipevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="household",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "people_householdevent" ("city_id", "compartment_id", "created_at", "created_by_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."city_id", OLD."compartment_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id"); RETURN NULL;',
                    hash="184d4c0c0309ee5972c1918517840e055fcbac89",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dc1e1",
                    table="people_household",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="household",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_householdevent" ("city_id", "compartment_id", "created_at", "created_by_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."city_id", OLD."compartment_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="bd9e687744878ef69792d28ce6e35f7f47a67444",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f7549",
                    table="people_household",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="householdevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1923307960ae186977a6d2250a4b7c43dc797db6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4e265",
                    table="people_householdevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="householdmember",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "people_householdmemberevent" ("city_id", "compartment_id", "created_at", "created_by_id", "from_on", "household_id", "id", "is_head", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation", "until_on") VALUES (OLD."city_id", OLD."compartment_id", OLD."created_at", OLD."created_by_id", OLD."from_on", OLD."household_id", OLD."id", OLD."is_head", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."relation", OLD."until_on"); RETURN NULL;',
                    hash="3c3d4afd9042a235649e01a8af8cbb537714329b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2b5a2",
                    table="people_householdmember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="householdmember",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_householdmemberevent" ("city_id", "compartment_id", "created_at", "created_by_id", "from_on", "household_id", "id", "is_head", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation", "until_on") VALUES (OLD."city_id", OLD."compartment_id", OLD."created_at", OLD."created_by_id", OLD."from_on", OLD."household_id", OLD."id", OLD."is_head", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."relation", OLD."until_on"); RETURN NULL;',
                    hash="42563a3d7564adda6ca6f68d2267a306d1915cab",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e91f6",
                    table="people_householdmember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="householdmemberevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c442d82752e879ad9ac2f95d1b17b2a18b9f23ea",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6f95c",
                    table="people_householdmemberevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="identifier",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "people_identifierevent" ("city_id", "compartment_id", "created_at", "created_by_id", "ended_at", "ended_by_id", "id", "issuer_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "valid_from_on", "valid_until_on", "value") VALUES (OLD."city_id", OLD."compartment_id", OLD."created_at", OLD."created_by_id", OLD."ended_at", OLD."ended_by_id", OLD."id", OLD."issuer_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."scheme", OLD."valid_from_on", OLD."valid_until_on", OLD."value"); RETURN NULL;',
                    hash="dcea140cb114b2b01cf705a82bea9f1d2b12586d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e3682",
                    table="people_identifier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="identifier",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_identifierevent" ("city_id", "compartment_id", "created_at", "created_by_id", "ended_at", "ended_by_id", "id", "issuer_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "valid_from_on", "valid_until_on", "value") VALUES (OLD."city_id", OLD."compartment_id", OLD."created_at", OLD."created_by_id", OLD."ended_at", OLD."ended_by_id", OLD."id", OLD."issuer_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."scheme", OLD."valid_from_on", OLD."valid_until_on", OLD."value"); RETURN NULL;',
                    hash="272f5021a5584d0f02a798b31bb0cc3200dcab7d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c0602",
                    table="people_identifier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="identifierevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4b68e59099bbf6509447f5e3f5cc691c15b6fdaa",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2e123",
                    table="people_identifierevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minorpathstep",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "people_minorpathstepevent" ("city_id", "compartment_id", "done_at", "done_by_id", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step") VALUES (OLD."city_id", OLD."compartment_id", OLD."done_at", OLD."done_by_id", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."step"); RETURN NULL;',
                    hash="08aa168d0c3791c58d65e60289cdf55ab75411cc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_71899",
                    table="people_minorpathstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minorpathstep",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_minorpathstepevent" ("city_id", "compartment_id", "done_at", "done_by_id", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step") VALUES (OLD."city_id", OLD."compartment_id", OLD."done_at", OLD."done_by_id", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."step"); RETURN NULL;',
                    hash="acd42e952c3359fe80f5976bfcdd277988f5c601",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0c897",
                    table="people_minorpathstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minorpathstepevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6c43070745e7d04db1edb5edb1e3ab29420858a6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_496b1",
                    table="people_minorpathstepevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pairverdict",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "people_pairverdictevent" ("city_id", "compartment_id", "decided_at", "decided_by_id", "first_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picks", "second_id", "verdict") VALUES (OLD."city_id", OLD."compartment_id", OLD."decided_at", OLD."decided_by_id", OLD."first_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."picks", OLD."second_id", OLD."verdict"); RETURN NULL;',
                    hash="f1220b0f285f3c26ea2ac0ff0094da8c3e930f31",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cf031",
                    table="people_pairverdict",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pairverdict",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_pairverdictevent" ("city_id", "compartment_id", "decided_at", "decided_by_id", "first_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picks", "second_id", "verdict") VALUES (OLD."city_id", OLD."compartment_id", OLD."decided_at", OLD."decided_by_id", OLD."first_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."picks", OLD."second_id", OLD."verdict"); RETURN NULL;',
                    hash="59a4aebbea9a0f101db0e1d7bed1465403dc39c2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7f186",
                    table="people_pairverdict",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pairverdictevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="dbf2a08bae4c48c8b71dfba356ad63ec32f65615",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8d9e6",
                    table="people_pairverdictevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personcard",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "people_personcardevent" ("city_id", "code", "compartment_id", "created_at", "created_by_id", "ended_at", "ended_by_id", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."city_id", OLD."code", OLD."compartment_id", OLD."created_at", OLD."created_by_id", OLD."ended_at", OLD."ended_by_id", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id"); RETURN NULL;',
                    hash="324bfd7309d4a803cc2985dbec097a65cea8edb0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_80277",
                    table="people_personcard",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personcard",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_personcardevent" ("city_id", "code", "compartment_id", "created_at", "created_by_id", "ended_at", "ended_by_id", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."city_id", OLD."code", OLD."compartment_id", OLD."created_at", OLD."created_by_id", OLD."ended_at", OLD."ended_by_id", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="03f81d2f7813467aa38932c7aa06f4860b331ac2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_655b6",
                    table="people_personcard",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personcardevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="14f1129a93387af3402bb1c92759c5ad34c7aa77",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_56886",
                    table="people_personcardevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personcitizenship",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "people_personcitizenshipevent" ("city_id", "compartment_id", "country_id", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."city_id", OLD."compartment_id", OLD."country_id", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id"); RETURN NULL;',
                    hash="a1ab7c63fd2d0430f7232f2db3538534ae019421",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_56086",
                    table="people_personcitizenship",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personcitizenship",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_personcitizenshipevent" ("city_id", "compartment_id", "country_id", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."city_id", OLD."compartment_id", OLD."country_id", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="fe9aadce3762ea64f0f66b2a198b0e1bf2ada868",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_61cf2",
                    table="people_personcitizenship",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personcitizenshipevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cbbe669877c234931ae4e2ed9b8f10478a421c8f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8fa1f",
                    table="people_personcitizenshipevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personlanguage",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "people_personlanguageevent" ("city_id", "compartment_id", "id", "language", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reads", "speaks", "understands") VALUES (OLD."city_id", OLD."compartment_id", OLD."id", OLD."language", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."reads", OLD."speaks", OLD."understands"); RETURN NULL;',
                    hash="9a013d03766bbfa27e741eced6937bb160939bb2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5a594",
                    table="people_personlanguage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personlanguage",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_personlanguageevent" ("city_id", "compartment_id", "id", "language", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reads", "speaks", "understands") VALUES (OLD."city_id", OLD."compartment_id", OLD."id", OLD."language", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reads", OLD."speaks", OLD."understands"); RETURN NULL;',
                    hash="6f312baf5132ca3f06dcc00bc850b8ede2da6611",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_64475",
                    table="people_personlanguage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personlanguageevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5ae8ab2a1f0d85ceb78da9647c27c27a524b0c84",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7e08e",
                    table="people_personlanguageevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="residencetitle",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "people_residencetitleevent" ("city_id", "compartment_id", "created_at", "created_by_id", "document", "ended_at", "ended_by_id", "expires_on", "ground", "id", "issued_on", "kind", "kind_answer", "number", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."city_id", OLD."compartment_id", OLD."created_at", OLD."created_by_id", OLD."document", OLD."ended_at", OLD."ended_by_id", OLD."expires_on", OLD."ground", OLD."id", OLD."issued_on", OLD."kind", OLD."kind_answer", OLD."number", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id"); RETURN NULL;',
                    hash="a5bb662358518ca6014102ea80bd5558d5df2a77",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ce0b8",
                    table="people_residencetitle",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="residencetitle",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_residencetitleevent" ("city_id", "compartment_id", "created_at", "created_by_id", "document", "ended_at", "ended_by_id", "expires_on", "ground", "id", "issued_on", "kind", "kind_answer", "number", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."city_id", OLD."compartment_id", OLD."created_at", OLD."created_by_id", OLD."document", OLD."ended_at", OLD."ended_by_id", OLD."expires_on", OLD."ground", OLD."id", OLD."issued_on", OLD."kind", OLD."kind_answer", OLD."number", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="23ec8582d48b79f18132a9fb8ab2f84076e71817",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8b29b",
                    table="people_residencetitle",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="residencetitleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="85808ed9ca16d8992719c51702e294b2e941d5d7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_43c14",
                    table="people_residencetitleevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(UNFORCED),
        pgtrigger.migrations.RemoveTrigger(
            model_name="person",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="person",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="personname",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="personname",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="person",
            name="people_known_as_something",
        ),
        migrations.RemoveConstraint(
            model_name="searchkey",
            name="people_search_key_once",
        ),
        migrations.RunSQL("DELETE FROM people_searchkey"),
        migrations.RemoveField(
            model_name="searchkey",
            name="key",
        ),
        migrations.AddField(
            model_name="person",
            name="birth_year",
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="person",
            name="data_key",
            field=lgnet.kernel.sealed_fields.DataKeyField(default=b"", editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="person",
            name="gender",
            field=lgnet.kernel.sealed_fields.SealedTextField(
                blank=True,
                key_from="self",
                max_length=80,
                null=True,
                verbose_name="gender, in the person's words",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="interpreter",
            field=models.CharField(
                blank=True,
                choices=[
                    ("no", "Not needed"),
                    ("anyone", "Needed"),
                    ("woman", "Needed, a woman"),
                    ("man", "Needed, a man"),
                ],
                max_length=8,
                null=True,
                verbose_name="interpreter",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="interpreter_answer",
            field=models.CharField(
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
        migrations.AddField(
            model_name="personevent",
            name="birth_year",
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="personevent",
            name="gender",
            field=lgnet.kernel.sealed_fields.SealedTextField(
                blank=True,
                key_from="self",
                max_length=80,
                null=True,
                verbose_name="gender, in the person's words",
            ),
        ),
        migrations.AddField(
            model_name="personevent",
            name="interpreter",
            field=models.CharField(
                blank=True,
                choices=[
                    ("no", "Not needed"),
                    ("anyone", "Needed"),
                    ("woman", "Needed, a woman"),
                    ("man", "Needed, a man"),
                ],
                max_length=8,
                null=True,
                verbose_name="interpreter",
            ),
        ),
        migrations.AddField(
            model_name="personevent",
            name="interpreter_answer",
            field=models.CharField(
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
        migrations.AddField(
            model_name="personname",
            name="written_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="personnameevent",
            name="written_by",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunSQL(YEARS),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="person",
                    name="birth_date",
                    field=lgnet.kernel.sealed_fields.SealedDateField(
                        blank=True, key_from="self", null=True, verbose_name="born"
                    ),
                ),
            ],
            database_operations=[
                migrations.RunSQL(
                    'ALTER TABLE "people_person" ALTER COLUMN "birth_date" TYPE bytea'
                    " USING convert_to(birth_date::text, 'UTF8')"
                ),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="person",
                    name="known_as",
                    field=lgnet.kernel.sealed_fields.SealedTextField(
                        help_text="A nickname, a name or a few words are enough.",
                        key_from="self",
                        max_length=200,
                        verbose_name="what we call this person",
                    ),
                ),
            ],
            database_operations=[
                migrations.RunSQL(
                    'ALTER TABLE "people_person" ALTER COLUMN "known_as" TYPE bytea'
                    " USING convert_to(known_as::text, 'UTF8')"
                ),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="personevent",
                    name="birth_date",
                    field=lgnet.kernel.sealed_fields.SealedDateField(
                        blank=True, key_from="self", null=True, verbose_name="born"
                    ),
                ),
            ],
            database_operations=[
                migrations.RunSQL(
                    'ALTER TABLE "people_personevent" ALTER COLUMN "birth_date" TYPE bytea'
                    " USING convert_to(birth_date::text, 'UTF8')"
                ),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="personevent",
                    name="known_as",
                    field=lgnet.kernel.sealed_fields.SealedTextField(
                        help_text="A nickname, a name or a few words are enough.",
                        key_from="self",
                        max_length=200,
                        verbose_name="what we call this person",
                    ),
                ),
            ],
            database_operations=[
                migrations.RunSQL(
                    'ALTER TABLE "people_personevent" ALTER COLUMN "known_as" TYPE bytea'
                    " USING convert_to(known_as::text, 'UTF8')"
                ),
            ],
        ),
        migrations.AlterField(
            model_name="personname",
            name="kind",
            field=models.CharField(
                choices=[
                    ("given", "Given name"),
                    ("family", "Family name"),
                    ("nickname", "Nickname"),
                    ("full", "Full name"),
                    ("document", "As on the document"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="personname",
                    name="text",
                    field=lgnet.kernel.sealed_fields.SealedTextField(
                        key_from="person", max_length=200, verbose_name="name"
                    ),
                ),
            ],
            database_operations=[
                migrations.RunSQL(
                    'ALTER TABLE "people_personname" ALTER COLUMN "text" TYPE bytea'
                    " USING convert_to(text::text, 'UTF8')"
                ),
            ],
        ),
        migrations.AlterField(
            model_name="personnameevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("given", "Given name"),
                    ("family", "Family name"),
                    ("nickname", "Nickname"),
                    ("full", "Full name"),
                    ("document", "As on the document"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="personnameevent",
                    name="text",
                    field=lgnet.kernel.sealed_fields.SealedTextField(
                        key_from="person", max_length=200, verbose_name="name"
                    ),
                ),
            ],
            database_operations=[
                migrations.RunSQL(
                    'ALTER TABLE "people_personnameevent" ALTER COLUMN "text" TYPE bytea'
                    " USING convert_to(text::text, 'UTF8')"
                ),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."birth_answer" IS DISTINCT FROM (NEW."birth_answer") OR OLD."birth_date" IS DISTINCT FROM (NEW."birth_date") OR OLD."birth_precision" IS DISTINCT FROM (NEW."birth_precision") OR OLD."birth_year" IS DISTINCT FROM (NEW."birth_year") OR OLD."citizenship_id" IS DISTINCT FROM (NEW."citizenship_id") OR OLD."citizenship_answer" IS DISTINCT FROM (NEW."citizenship_answer") OR OLD."city_id" IS DISTINCT FROM (NEW."city_id") OR OLD."compartment_id" IS DISTINCT FROM (NEW."compartment_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."gender" IS DISTINCT FROM (NEW."gender") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."interpreter" IS DISTINCT FROM (NEW."interpreter") OR OLD."interpreter_answer" IS DISTINCT FROM (NEW."interpreter_answer") OR OLD."known_as" IS DISTINCT FROM (NEW."known_as") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."language_answer" IS DISTINCT FROM (NEW."language_answer") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."sex_answer" IS DISTINCT FROM (NEW."sex_answer"))',
                    func='INSERT INTO "people_personevent" ("birth_answer", "birth_date", "birth_precision", "birth_year", "citizenship_answer", "citizenship_id", "city_id", "compartment_id", "created_at", "created_by_id", "gender", "id", "interpreter", "interpreter_answer", "known_as", "language", "language_answer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex", "sex_answer") VALUES (OLD."birth_answer", OLD."birth_date", OLD."birth_precision", OLD."birth_year", OLD."citizenship_answer", OLD."citizenship_id", OLD."city_id", OLD."compartment_id", OLD."created_at", OLD."created_by_id", OLD."gender", OLD."id", OLD."interpreter", OLD."interpreter_answer", OLD."known_as", OLD."language", OLD."language_answer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."sex", OLD."sex_answer"); RETURN NULL;',
                    hash="5e4f67c71705ca023a960c5f53df52f0a84a4e92",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_de829",
                    table="people_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_personevent" ("birth_answer", "birth_date", "birth_precision", "birth_year", "citizenship_answer", "citizenship_id", "city_id", "compartment_id", "created_at", "created_by_id", "gender", "id", "interpreter", "interpreter_answer", "known_as", "language", "language_answer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex", "sex_answer") VALUES (OLD."birth_answer", OLD."birth_date", OLD."birth_precision", OLD."birth_year", OLD."citizenship_answer", OLD."citizenship_id", OLD."city_id", OLD."compartment_id", OLD."created_at", OLD."created_by_id", OLD."gender", OLD."id", OLD."interpreter", OLD."interpreter_answer", OLD."known_as", OLD."language", OLD."language_answer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sex", OLD."sex_answer"); RETURN NULL;',
                    hash="ec5ee47248a2159f803a699f264ab9868bc0882a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2ca2d",
                    table="people_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personname",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "people_personnameevent" ("city_id", "compartment_id", "id", "kind", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "script", "text", "written_by_id") VALUES (OLD."city_id", OLD."compartment_id", OLD."id", OLD."kind", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."position", OLD."script", OLD."text", OLD."written_by_id"); RETURN NULL;',
                    hash="b279700f4c262223a27c91730fabe2dc07b27792",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6d4c3",
                    table="people_personname",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personname",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_personnameevent" ("city_id", "compartment_id", "id", "kind", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "script", "text", "written_by_id") VALUES (OLD."city_id", OLD."compartment_id", OLD."id", OLD."kind", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."script", OLD."text", OLD."written_by_id"); RETURN NULL;',
                    hash="f4a6e58f76781889c43b966bd1eb95b4808547af",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7960e",
                    table="people_personname",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("interpreter__isnull", False), ("interpreter_answer", "known")),
                    models.Q(
                        models.Q(("interpreter_answer", "known"), _negated=True),
                        ("interpreter__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="people_interpreter_answered",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("birth_date__isnull", True), ("birth_year__isnull", True)),
                    models.Q(("birth_date__isnull", False), ("birth_year__isnull", False)),
                    _connector="OR",
                ),
                name="people_birth_date_has_year",
            ),
        ),
    ]
    operations = together(operations)
