"""Tables of people on their way in."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import lgnet.kernel.ids
import lgnet.kernel.sealed_fields
import lgnet.kernel.tenancy
from lgnet.kernel.together import together


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0002_cells"),
        ("network", "0003_joint"),
        ("people", "0004_sealed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.CreateModel(
                name="TableImport",
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
                        "state",
                        models.CharField(
                            choices=[
                                ("read", "Columns to name"),
                                ("judging", "Being checked"),
                                ("judged", "Ready to decide"),
                                ("writing", "Being brought in"),
                                ("written", "Brought in"),
                                ("taken_back", "Taken back"),
                                ("failed", "Did not work"),
                            ],
                            default="read",
                            max_length=12,
                        ),
                    ),
                    (
                        "source",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            key_from="cell",
                            max_length=120,
                            null=True,
                            verbose_name="where the list comes from",
                        ),
                    ),
                    (
                        "sheet_name",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            key_from="cell", max_length=60, null=True
                        ),
                    ),
                    ("other_sheets", models.PositiveSmallIntegerField(default=0)),
                    ("encoding", models.CharField(blank=True, max_length=20)),
                    ("separator", models.CharField(blank=True, max_length=1)),
                    ("row_count", models.PositiveIntegerField()),
                    ("width", models.PositiveSmallIntegerField()),
                    ("heading_row", models.PositiveSmallIntegerField()),
                    ("columns", models.JSONField(default=dict)),
                    ("is_day_first", models.BooleanField(default=True)),
                    (
                        "meanings",
                        lgnet.kernel.sealed_fields.SealedTextField(key_from="cell", null=True),
                    ),
                    (
                        "unknown_words",
                        lgnet.kernel.sealed_fields.SealedTextField(key_from="cell", null=True),
                    ),
                    ("counts", models.JSONField(default=dict)),
                    ("done", models.PositiveIntegerField(default=0)),
                    ("problem", models.CharField(blank=True, max_length=20)),
                    (
                        "created_at",
                        models.DateTimeField(
                            default=django.utils.timezone.now,
                            editable=False,
                            verbose_name="brought",
                        ),
                    ),
                    ("written_at", models.DateTimeField(editable=False, null=True)),
                    ("taken_back_at", models.DateTimeField(editable=False, null=True)),
                    ("emptied_at", models.DateTimeField(editable=False, null=True)),
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
                        "taken_back_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "written_by",
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
                    "ordering": ["-created_at", "-id"],
                    "abstract": False,
                    "base_manager_name": "objects",
                    "default_manager_name": "objects",
                },
            ),
            migrations.CreateModel(
                name="StagedRow",
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
                    ("number", models.PositiveIntegerField()),
                    ("cells", lgnet.kernel.sealed_fields.SealedTextField(key_from="cell")),
                    ("cut", models.JSONField(default=list)),
                    (
                        "state",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("fine", "Fine"),
                                ("warning", "To look at"),
                                ("unsure", "Perhaps known"),
                                ("known", "Known already"),
                                ("refused", "Refused"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("troubles", models.JSONField(default=list)),
                    ("twice_of", models.PositiveIntegerField(null=True)),
                    ("candidates", models.JSONField(default=list)),
                    (
                        "decision",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("new", "Record as new"),
                                ("existing", "Is this person"),
                                ("leave", "Leave out"),
                                ("open", "To decide"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("chosen", models.UUIDField(null=True)),
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
                        "table",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="exchange.tableimport",
                        ),
                    ),
                ],
                options={
                    "ordering": ["number"],
                    "abstract": False,
                    "base_manager_name": "objects",
                    "default_manager_name": "objects",
                },
            ),
            migrations.CreateModel(
                name="ImportedPerson",
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
                    ("row_number", models.PositiveIntegerField()),
                    ("is_made", models.BooleanField()),
                    ("fingerprint", models.BinaryField(max_length=16)),
                    ("content", models.BinaryField(max_length=16)),
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
                            related_name="+",
                            to="people.person",
                        ),
                    ),
                    (
                        "table",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="exchange.tableimport",
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
                name="ColumnMemory",
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
                    ("headings_key", models.BinaryField(max_length=32)),
                    ("columns", models.JSONField(default=dict)),
                    ("is_day_first", models.BooleanField(null=True)),
                    (
                        "meanings",
                        lgnet.kernel.sealed_fields.SealedTextField(key_from="cell", null=True),
                    ),
                    (
                        "saved_at",
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
                        "saved_by",
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
                        models.UniqueConstraint(
                            fields=("city", "compartment_id", "headings_key"),
                            name="exchange_headings_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("saved_at__isnull", False),
                                ("saved_by__isnull", True),
                                _connector="OR",
                            ),
                            name="exchange_columns_saved",
                        ),
                    ],
                },
            ),
            migrations.AddIndex(
                model_name="tableimport",
                index=models.Index(
                    fields=["city", "compartment_id", "-created_at", "-id"],
                    name="exchange_table_newest",
                ),
            ),
            migrations.AddConstraint(
                model_name="tableimport",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("created_at__isnull", False), ("created_by__isnull", True), _connector="OR"
                    ),
                    name="exchange_table_created",
                ),
            ),
            migrations.AddConstraint(
                model_name="tableimport",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("written_at__isnull", False), ("written_by__isnull", True), _connector="OR"
                    ),
                    name="exchange_table_written",
                ),
            ),
            migrations.AddConstraint(
                model_name="tableimport",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("taken_back_at__isnull", False),
                        ("taken_back_by__isnull", True),
                        _connector="OR",
                    ),
                    name="exchange_table_taken_back",
                ),
            ),
            migrations.AddConstraint(
                model_name="stagedrow",
                constraint=models.UniqueConstraint(
                    fields=("city", "compartment_id", "table", "number"),
                    name="exchange_staged_row_once",
                ),
            ),
            migrations.AddConstraint(
                model_name="stagedrow",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("decision", "existing"), _negated=True),
                        ("chosen__isnull", False),
                        _connector="OR",
                    ),
                    name="exchange_existing_is_somebody",
                ),
            ),
            migrations.AddIndex(
                model_name="importedperson",
                index=models.Index(
                    fields=["city", "compartment_id", "table", "row_number"],
                    name="exchange_imported_by_table",
                ),
            ),
            migrations.AddIndex(
                model_name="importedperson",
                index=models.Index(
                    fields=["city", "compartment_id", "person"], name="exchange_imported_person"
                ),
            ),
            migrations.AddConstraint(
                model_name="importedperson",
                constraint=models.UniqueConstraint(
                    fields=("city", "compartment_id", "fingerprint"), name="exchange_imported_once"
                ),
            ),
        ]
    )
