"""Sites, offers, hours and codes: where a service is given, to whom, and when."""

# The triggers are as pghistory writes them.
# ruff: noqa: E501

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import lgnet.kernel.ids
import lgnet.kernel.tenancy
from lgnet.kernel.operations import TenantTable
from lgnet.kernel.together import Together

NEW = (
    "servicecode",
    "site",
    "offer",
    "capacityreport",
    "hoursseason",
    "weeklyhours",
    "hoursexception",
)


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_initial"),
        ("network", "0003_joint"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        Together(
            [
                migrations.CreateModel(
                    name="CapacityReport",
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
                        ("valid_on", models.DateField(verbose_name="day")),
                        (
                            "free",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(5000)],
                                verbose_name="free today",
                            ),
                        ),
                        ("told_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                        "ordering": ["-recorded_at", "-id"],
                        "abstract": False,
                        "base_manager_name": "objects",
                        "default_manager_name": "objects",
                    },
                ),
                migrations.CreateModel(
                    name="Offer",
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
                            "description",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="what is given"
                            ),
                        ),
                        (
                            "eligibility",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="who may come, in words"
                            ),
                        ),
                        (
                            "sexes",
                            models.CharField(
                                choices=[
                                    ("any", "Everyone"),
                                    ("women", "Women only"),
                                    ("men", "Men only"),
                                ],
                                default="any",
                                max_length=10,
                                verbose_name="for whom",
                            ),
                        ),
                        (
                            "youngest",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(120)],
                                verbose_name="from the age of",
                            ),
                        ),
                        (
                            "oldest",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(120)],
                                verbose_name="up to the age of",
                            ),
                        ),
                        (
                            "takes_families",
                            models.BooleanField(default=True, verbose_name="takes families"),
                        ),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=3),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "is_by_appointment",
                            models.BooleanField(default=False, verbose_name="by appointment only"),
                        ),
                        (
                            "capacity",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(5000)],
                                verbose_name="room for how many people a day",
                            ),
                        ),
                        (
                            "has_own_hours",
                            models.BooleanField(default=False, verbose_name="hours of its own"),
                        ),
                        (
                            "closed_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="no longer offered from"
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
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.service",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["site", "service", "id"],
                        "abstract": False,
                        "base_manager_name": "objects",
                        "default_manager_name": "objects",
                    },
                ),
                migrations.CreateModel(
                    name="HoursSeason",
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
                                    ("ramadan", "Ramadan"),
                                    ("summer", "Summer"),
                                    ("winter", "Winter"),
                                    ("holiday", "Holidays"),
                                    ("other", "Another reason"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=80, verbose_name="name")),
                        ("from_on", models.DateField(verbose_name="first day")),
                        ("until_on", models.DateField(verbose_name="last day")),
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
                            "offer",
                            lgnet.kernel.tenancy.TenantForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seasons",
                                to="directory.offer",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["from_on", "id"],
                        "abstract": False,
                        "base_manager_name": "objects",
                        "default_manager_name": "objects",
                    },
                ),
                migrations.CreateModel(
                    name="HoursException",
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
                        ("from_on", models.DateField(verbose_name="first day")),
                        ("until_on", models.DateField(verbose_name="last day")),
                        ("opens", models.TimeField(blank=True, null=True, verbose_name="opens")),
                        ("closes", models.TimeField(blank=True, null=True, verbose_name="closes")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
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
                            "offer",
                            lgnet.kernel.tenancy.TenantForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exceptions",
                                to="directory.offer",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["from_on", "opens", "id"],
                        "abstract": False,
                        "base_manager_name": "objects",
                        "default_manager_name": "objects",
                    },
                ),
                migrations.CreateModel(
                    name="CapacityReportEvent",
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
                        ("valid_on", models.DateField(verbose_name="day")),
                        (
                            "free",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(5000)],
                                verbose_name="free today",
                            ),
                        ),
                        ("told_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                                to="directory.capacityreport",
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
                            "offer",
                            lgnet.kernel.tenancy.TenantForeignKey(
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="directory.offer",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="capacityreport",
                    name="offer",
                    field=lgnet.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="directory.offer",
                    ),
                ),
                migrations.CreateModel(
                    name="ServiceCode",
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
                        ("scheme", models.CharField(max_length=60, verbose_name="nomenclature")),
                        ("code", models.CharField(max_length=60, verbose_name="code")),
                        ("from_on", models.DateField(verbose_name="valid from")),
                        (
                            "until_on",
                            models.DateField(blank=True, null=True, verbose_name="valid until"),
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
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.service",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["scheme", "service", "from_on", "id"],
                        "abstract": False,
                        "base_manager_name": "objects",
                        "default_manager_name": "objects",
                    },
                ),
                migrations.CreateModel(
                    name="ServiceCodeEvent",
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
                        ("scheme", models.CharField(max_length=60, verbose_name="nomenclature")),
                        ("code", models.CharField(max_length=60, verbose_name="code")),
                        ("from_on", models.DateField(verbose_name="valid from")),
                        (
                            "until_on",
                            models.DateField(blank=True, null=True, verbose_name="valid until"),
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
                                to="directory.servicecode",
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
                            "service",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="directory.service",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Site",
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
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("address", models.CharField(max_length=200, verbose_name="address")),
                        (
                            "latitude",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=9,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(-90),
                                    django.core.validators.MaxValueValidator(90),
                                ],
                                verbose_name="latitude",
                            ),
                        ),
                        (
                            "longitude",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=9,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(-180),
                                    django.core.validators.MaxValueValidator(180),
                                ],
                                verbose_name="longitude",
                            ),
                        ),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=3),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=40, verbose_name="phone"),
                        ),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=120, verbose_name="e-mail"),
                        ),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        (
                            "is_step_free",
                            models.BooleanField(blank=True, null=True, verbose_name="no steps"),
                        ),
                        (
                            "opened_on",
                            models.DateField(blank=True, null=True, verbose_name="opened on"),
                        ),
                        (
                            "closed_on",
                            models.DateField(blank=True, null=True, verbose_name="closed on"),
                        ),
                        ("confirmed_at", models.DateTimeField(editable=False, null=True)),
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
                            "confirmed_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "neighbourhood",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="network.neighbourhood",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="network.organisation",
                                verbose_name="run by",
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
                        "ordering": ["name", "id"],
                        "abstract": False,
                        "base_manager_name": "objects",
                        "default_manager_name": "objects",
                    },
                ),
                migrations.CreateModel(
                    name="OfferEvent",
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
                            "description",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="what is given"
                            ),
                        ),
                        (
                            "eligibility",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="who may come, in words"
                            ),
                        ),
                        (
                            "sexes",
                            models.CharField(
                                choices=[
                                    ("any", "Everyone"),
                                    ("women", "Women only"),
                                    ("men", "Men only"),
                                ],
                                default="any",
                                max_length=10,
                                verbose_name="for whom",
                            ),
                        ),
                        (
                            "youngest",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(120)],
                                verbose_name="from the age of",
                            ),
                        ),
                        (
                            "oldest",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(120)],
                                verbose_name="up to the age of",
                            ),
                        ),
                        (
                            "takes_families",
                            models.BooleanField(default=True, verbose_name="takes families"),
                        ),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=3),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "is_by_appointment",
                            models.BooleanField(default=False, verbose_name="by appointment only"),
                        ),
                        (
                            "capacity",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(5000)],
                                verbose_name="room for how many people a day",
                            ),
                        ),
                        (
                            "has_own_hours",
                            models.BooleanField(default=False, verbose_name="hours of its own"),
                        ),
                        (
                            "closed_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="no longer offered from"
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
                                to="directory.offer",
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
                            "service",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="directory.service",
                            ),
                        ),
                        (
                            "site",
                            lgnet.kernel.tenancy.TenantForeignKey(
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="directory.site",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="offer",
                    name="site",
                    field=lgnet.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="directory.site",
                    ),
                ),
                migrations.CreateModel(
                    name="HoursSeasonEvent",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("ramadan", "Ramadan"),
                                    ("summer", "Summer"),
                                    ("winter", "Winter"),
                                    ("holiday", "Holidays"),
                                    ("other", "Another reason"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=80, verbose_name="name")),
                        ("from_on", models.DateField(verbose_name="first day")),
                        ("until_on", models.DateField(verbose_name="last day")),
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
                                to="directory.hoursseason",
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
                            "offer",
                            lgnet.kernel.tenancy.TenantForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="directory.offer",
                            ),
                        ),
                        (
                            "site",
                            lgnet.kernel.tenancy.TenantForeignKey(
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="directory.site",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="hoursseason",
                    name="site",
                    field=lgnet.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seasons",
                        to="directory.site",
                    ),
                ),
                migrations.CreateModel(
                    name="HoursExceptionEvent",
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
                        ("from_on", models.DateField(verbose_name="first day")),
                        ("until_on", models.DateField(verbose_name="last day")),
                        ("opens", models.TimeField(blank=True, null=True, verbose_name="opens")),
                        ("closes", models.TimeField(blank=True, null=True, verbose_name="closes")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
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
                                to="directory.hoursexception",
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
                            "offer",
                            lgnet.kernel.tenancy.TenantForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="directory.offer",
                            ),
                        ),
                        (
                            "site",
                            lgnet.kernel.tenancy.TenantForeignKey(
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="directory.site",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="hoursexception",
                    name="site",
                    field=lgnet.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exceptions",
                        to="directory.site",
                    ),
                ),
                migrations.CreateModel(
                    name="SiteEvent",
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
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("address", models.CharField(max_length=200, verbose_name="address")),
                        (
                            "latitude",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=9,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(-90),
                                    django.core.validators.MaxValueValidator(90),
                                ],
                                verbose_name="latitude",
                            ),
                        ),
                        (
                            "longitude",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=9,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(-180),
                                    django.core.validators.MaxValueValidator(180),
                                ],
                                verbose_name="longitude",
                            ),
                        ),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=3),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=40, verbose_name="phone"),
                        ),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=120, verbose_name="e-mail"),
                        ),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        (
                            "is_step_free",
                            models.BooleanField(blank=True, null=True, verbose_name="no steps"),
                        ),
                        (
                            "opened_on",
                            models.DateField(blank=True, null=True, verbose_name="opened on"),
                        ),
                        (
                            "closed_on",
                            models.DateField(blank=True, null=True, verbose_name="closed on"),
                        ),
                        ("confirmed_at", models.DateTimeField(editable=False, null=True)),
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
                            "confirmed_by",
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
                            "neighbourhood",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="network.neighbourhood",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="network.organisation",
                                verbose_name="run by",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="directory.site",
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
                    name="WeeklyHours",
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
                            "weekday",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Monday"),
                                    (1, "Tuesday"),
                                    (2, "Wednesday"),
                                    (3, "Thursday"),
                                    (4, "Friday"),
                                    (5, "Saturday"),
                                    (6, "Sunday"),
                                ],
                                verbose_name="day",
                            ),
                        ),
                        ("opens", models.TimeField(verbose_name="opens")),
                        ("closes", models.TimeField(verbose_name="closes")),
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
                            "offer",
                            lgnet.kernel.tenancy.TenantForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="week",
                                to="directory.offer",
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
                            "season",
                            lgnet.kernel.tenancy.TenantForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="week",
                                to="directory.hoursseason",
                            ),
                        ),
                        (
                            "site",
                            lgnet.kernel.tenancy.TenantForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="week",
                                to="directory.site",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["weekday", "opens", "id"],
                        "abstract": False,
                        "base_manager_name": "objects",
                        "default_manager_name": "objects",
                    },
                ),
                migrations.CreateModel(
                    name="WeeklyHoursEvent",
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
                            "weekday",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Monday"),
                                    (1, "Tuesday"),
                                    (2, "Wednesday"),
                                    (3, "Thursday"),
                                    (4, "Friday"),
                                    (5, "Saturday"),
                                    (6, "Sunday"),
                                ],
                                verbose_name="day",
                            ),
                        ),
                        ("opens", models.TimeField(verbose_name="opens")),
                        ("closes", models.TimeField(verbose_name="closes")),
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
                            "offer",
                            lgnet.kernel.tenancy.TenantForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="directory.offer",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="directory.weeklyhours",
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
                            "season",
                            lgnet.kernel.tenancy.TenantForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="directory.hoursseason",
                            ),
                        ),
                        (
                            "site",
                            lgnet.kernel.tenancy.TenantForeignKey(
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="directory.site",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="capacityreportevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b2b31e80b317c8051ec9c40a51ad5f88eb2c5354",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_35f9f",
                            table="directory_capacityreportevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="capacityreport",
                    index=models.Index(
                        fields=["city", "compartment_id", "valid_on"], name="directory_capacity"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="capacityreport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("recorded_at__isnull", False),
                            ("recorded_by__isnull", True),
                            _connector="OR",
                        ),
                        name="directory_capacityreport_recorded",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="capacityreport",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "directory_capacityreportevent" ("city_id", "compartment_id", "free", "id", "offer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "told_at", "valid_on") VALUES (OLD."city_id", OLD."compartment_id", OLD."free", OLD."id", OLD."offer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."told_at", OLD."valid_on"); RETURN NULL;',
                            hash="b18bccb7d89f3bc949fc52d9201d8b0749e99051",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_47660",
                            table="directory_capacityreport",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="capacityreport",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "directory_capacityreportevent" ("city_id", "compartment_id", "free", "id", "offer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "told_at", "valid_on") VALUES (OLD."city_id", OLD."compartment_id", OLD."free", OLD."id", OLD."offer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."told_at", OLD."valid_on"); RETURN NULL;',
                            hash="8c0801238cee8320daffc556e20e636770cafc0a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ac206",
                            table="directory_capacityreport",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="servicecode",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("recorded_at__isnull", False),
                            ("recorded_by__isnull", True),
                            _connector="OR",
                        ),
                        name="directory_servicecode_recorded",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="servicecode",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="directory_code_days_in_order",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="servicecode",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("city", "="),
                            ("compartment_id", "="),
                            ("service", "="),
                            ("scheme", "="),
                            (
                                models.Func(
                                    "from_on",
                                    "until_on",
                                    models.Value("[]"),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="directory_code_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="servicecode",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "directory_servicecodeevent" ("city_id", "code", "compartment_id", "from_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "scheme", "service_id", "until_on") VALUES (OLD."city_id", OLD."code", OLD."compartment_id", OLD."from_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."scheme", OLD."service_id", OLD."until_on"); RETURN NULL;',
                            hash="c99982f66585ffe5b5575d98ea72f71a31ad1b23",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f7aee",
                            table="directory_servicecode",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="servicecode",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "directory_servicecodeevent" ("city_id", "code", "compartment_id", "from_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "scheme", "service_id", "until_on") VALUES (OLD."city_id", OLD."code", OLD."compartment_id", OLD."from_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."scheme", OLD."service_id", OLD."until_on"); RETURN NULL;',
                            hash="524daaacf3d55521a824d347b0b7842e945f2ff0",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fc4bb",
                            table="directory_servicecode",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="servicecodeevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="eb906879aa1f0aa776d1f97a12f503bdcee94d50",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_80b83",
                            table="directory_servicecodeevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="site",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("recorded_at__isnull", False),
                            ("recorded_by__isnull", True),
                            _connector="OR",
                        ),
                        name="directory_site_recorded",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="site",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at__isnull", False),
                            ("confirmed_by__isnull", True),
                            _connector="OR",
                        ),
                        name="directory_site_confirmed",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="site",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                            _connector="OR",
                        ),
                        name="directory_site_whole_position",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="site",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True),
                            ("opened_on__isnull", True),
                            ("closed_on__gte", models.F("opened_on")),
                            _connector="OR",
                        ),
                        name="directory_site_days_in_order",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="site",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "directory_siteevent" ("address", "city_id", "closed_on", "compartment_id", "confirmed_at", "confirmed_by_id", "email", "id", "is_step_free", "languages", "latitude", "longitude", "name", "neighbourhood_id", "opened_on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "recorded_at", "recorded_by_id", "website") VALUES (OLD."address", OLD."city_id", OLD."closed_on", OLD."compartment_id", OLD."confirmed_at", OLD."confirmed_by_id", OLD."email", OLD."id", OLD."is_step_free", OLD."languages", OLD."latitude", OLD."longitude", OLD."name", OLD."neighbourhood_id", OLD."opened_on", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."phone", OLD."recorded_at", OLD."recorded_by_id", OLD."website"); RETURN NULL;',
                            hash="af4d5bda9dcee1b9a3e7c8ebd537e290fad7fa61",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8f84b",
                            table="directory_site",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="site",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "directory_siteevent" ("address", "city_id", "closed_on", "compartment_id", "confirmed_at", "confirmed_by_id", "email", "id", "is_step_free", "languages", "latitude", "longitude", "name", "neighbourhood_id", "opened_on", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "recorded_at", "recorded_by_id", "website") VALUES (OLD."address", OLD."city_id", OLD."closed_on", OLD."compartment_id", OLD."confirmed_at", OLD."confirmed_by_id", OLD."email", OLD."id", OLD."is_step_free", OLD."languages", OLD."latitude", OLD."longitude", OLD."name", OLD."neighbourhood_id", OLD."opened_on", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."recorded_at", OLD."recorded_by_id", OLD."website"); RETURN NULL;',
                            hash="2426257d6831cc587526c6006b1d556261db0255",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0f6cf",
                            table="directory_site",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="offerevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ea7b6f4e79894261bdc0f8a3b1cca216a36f337b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5fc9b",
                            table="directory_offerevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="offer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("recorded_at__isnull", False),
                            ("recorded_by__isnull", True),
                            _connector="OR",
                        ),
                        name="directory_offer_recorded",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="offer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("youngest__isnull", True),
                            ("oldest__isnull", True),
                            ("oldest__gte", models.F("youngest")),
                            _connector="OR",
                        ),
                        name="directory_offer_ages_in_order",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="offer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("service", uuid.UUID("df6cf67b-843c-5a83-9519-b215204c9517")),
                            _negated=True,
                        ),
                        name="directory_offer_no_refuge",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="offer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "directory_offerevent" ("capacity", "city_id", "closed_on", "compartment_id", "description", "eligibility", "has_own_hours", "id", "is_by_appointment", "languages", "oldest", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "service_id", "sexes", "site_id", "takes_families", "youngest") VALUES (OLD."capacity", OLD."city_id", OLD."closed_on", OLD."compartment_id", OLD."description", OLD."eligibility", OLD."has_own_hours", OLD."id", OLD."is_by_appointment", OLD."languages", OLD."oldest", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."service_id", OLD."sexes", OLD."site_id", OLD."takes_families", OLD."youngest"); RETURN NULL;',
                            hash="438d7ebf97938a0eb4808de24eef84790d59c40a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d9e53",
                            table="directory_offer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="offer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "directory_offerevent" ("capacity", "city_id", "closed_on", "compartment_id", "description", "eligibility", "has_own_hours", "id", "is_by_appointment", "languages", "oldest", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "service_id", "sexes", "site_id", "takes_families", "youngest") VALUES (OLD."capacity", OLD."city_id", OLD."closed_on", OLD."compartment_id", OLD."description", OLD."eligibility", OLD."has_own_hours", OLD."id", OLD."is_by_appointment", OLD."languages", OLD."oldest", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."service_id", OLD."sexes", OLD."site_id", OLD."takes_families", OLD."youngest"); RETURN NULL;',
                            hash="d4687908af2d0ca5e2f9c59d492a4dd3eea5ac8c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_82301",
                            table="directory_offer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="hoursseasonevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="94f55e44fae4ecd26c8e417e30c2dba622c2ee55",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f738b",
                            table="directory_hoursseasonevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hoursseason",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("recorded_at__isnull", False),
                            ("recorded_by__isnull", True),
                            _connector="OR",
                        ),
                        name="directory_hoursseason_recorded",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hoursseason",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("until_on__gte", models.F("from_on"))),
                        name="directory_season_days_in_order",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hoursseason",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("city", "="),
                            ("compartment_id", "="),
                            ("site", "="),
                            (
                                django.db.models.functions.comparison.Coalesce(
                                    "offer",
                                    models.Value(
                                        uuid.UUID("00000000-0000-0000-0000-000000000000"),
                                        models.UUIDField(),
                                    ),
                                ),
                                "=",
                            ),
                            (
                                models.Func(
                                    "from_on",
                                    "until_on",
                                    models.Value("[]"),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="directory_season_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="hoursseason",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "directory_hoursseasonevent" ("city_id", "compartment_id", "from_on", "id", "kind", "name", "offer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "site_id", "until_on") VALUES (OLD."city_id", OLD."compartment_id", OLD."from_on", OLD."id", OLD."kind", OLD."name", OLD."offer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."site_id", OLD."until_on"); RETURN NULL;',
                            hash="8d61b258e6d4de9a5c6f18bbd67a000aae8bb1cf",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1a4f9",
                            table="directory_hoursseason",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="hoursseason",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "directory_hoursseasonevent" ("city_id", "compartment_id", "from_on", "id", "kind", "name", "offer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "site_id", "until_on") VALUES (OLD."city_id", OLD."compartment_id", OLD."from_on", OLD."id", OLD."kind", OLD."name", OLD."offer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."site_id", OLD."until_on"); RETURN NULL;',
                            hash="76d68eb939d6d77791eabe0d24600cdcdacf748e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_eb2ac",
                            table="directory_hoursseason",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="hoursexceptionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d65aa340a3e97d9c1dbf1220a3c2f1d186cf5fe7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3e0ef",
                            table="directory_hoursexceptionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hoursexception",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("recorded_at__isnull", False),
                            ("recorded_by__isnull", True),
                            _connector="OR",
                        ),
                        name="directory_hoursexception_recorded",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hoursexception",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("until_on__gte", models.F("from_on"))),
                        name="directory_exception_days_in_order",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hoursexception",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closes__isnull", True), ("opens__isnull", True)),
                            models.Q(("closes__isnull", False), ("opens__isnull", False)),
                            _connector="OR",
                        ),
                        name="directory_exception_whole_hours",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="hoursexception",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "directory_hoursexceptionevent" ("city_id", "closes", "compartment_id", "from_on", "id", "note", "offer_id", "opens", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "site_id", "until_on") VALUES (OLD."city_id", OLD."closes", OLD."compartment_id", OLD."from_on", OLD."id", OLD."note", OLD."offer_id", OLD."opens", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."site_id", OLD."until_on"); RETURN NULL;',
                            hash="d1342d64dab3d8d71490bf3acec512e1356c95dd",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7a26b",
                            table="directory_hoursexception",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="hoursexception",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "directory_hoursexceptionevent" ("city_id", "closes", "compartment_id", "from_on", "id", "note", "offer_id", "opens", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "site_id", "until_on") VALUES (OLD."city_id", OLD."closes", OLD."compartment_id", OLD."from_on", OLD."id", OLD."note", OLD."offer_id", OLD."opens", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."site_id", OLD."until_on"); RETURN NULL;',
                            hash="12f628e97e54a92ec87b6964a28a1f16ee837718",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b52d5",
                            table="directory_hoursexception",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="siteevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0c5e1ebbabaf437d7cf9d97ae16940d832ad0db6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c4d13",
                            table="directory_siteevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="weeklyhours",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("recorded_at__isnull", False),
                            ("recorded_by__isnull", True),
                            _connector="OR",
                        ),
                        name="directory_weeklyhours_recorded",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="weeklyhours",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "directory_weeklyhoursevent" ("city_id", "closes", "compartment_id", "id", "offer_id", "opens", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "season_id", "site_id", "weekday") VALUES (OLD."city_id", OLD."closes", OLD."compartment_id", OLD."id", OLD."offer_id", OLD."opens", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."season_id", OLD."site_id", OLD."weekday"); RETURN NULL;',
                            hash="22c781516df987cf256d62eb1073edeaa053d72c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_07635",
                            table="directory_weeklyhours",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="weeklyhours",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "directory_weeklyhoursevent" ("city_id", "closes", "compartment_id", "id", "offer_id", "opens", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "season_id", "site_id", "weekday") VALUES (OLD."city_id", OLD."closes", OLD."compartment_id", OLD."id", OLD."offer_id", OLD."opens", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."season_id", OLD."site_id", OLD."weekday"); RETURN NULL;',
                            hash="97ee2d474658bc60b70d15351aa7643b5df35b38",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a4a29",
                            table="directory_weeklyhours",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="weeklyhoursevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f40a83d73f83702aa7ba841632814917cfb2603a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_653ca",
                            table="directory_weeklyhoursevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ]
        ),
        *(TenantTable(name) for name in NEW),
        *(TenantTable(f"{name}event") for name in NEW),
    ]
