"""Papers kept with a case."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import lgnet.kernel.ids
import lgnet.kernel.sealed_fields
import lgnet.kernel.tenancy
from lgnet.kernel.operations import TenantTable
from lgnet.kernel.together import together


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_sealed"),
        ("network", "0004_reception"),
        ("people", "0009_access_by_source"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.CreateModel(
                name="CaseDocument",
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
                                ("identity", "Identity or residence"),
                                ("permit", "Application, permit, appeal"),
                                ("health", "Health"),
                                ("work", "Work and income"),
                                ("school", "School and courses"),
                                ("housing", "Home and tenancy"),
                                ("agreed", "Signed with us"),
                                ("other", "Something else"),
                            ],
                            max_length=8,
                            verbose_name="what it is",
                        ),
                    ),
                    (
                        "form",
                        models.CharField(choices=[("pdf", "PDF"), ("jpeg", "JPEG")], max_length=4),
                    ),
                    (
                        "title",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            key_from="person", max_length=120, verbose_name="title"
                        ),
                    ),
                    ("content", lgnet.kernel.sealed_fields.SealedBytesField(key_from="person")),
                    (
                        "thumbnail",
                        lgnet.kernel.sealed_fields.SealedBytesField(key_from="person", null=True),
                    ),
                    ("bytes_kept", models.PositiveIntegerField()),
                    (
                        "case",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="documents",
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
                            fields=["city", "compartment_id", "case", "-recorded_at", "-id"],
                            name="cases_documents_newest",
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("recorded_at__isnull", False),
                                ("recorded_by__isnull", True),
                                _connector="OR",
                            ),
                            name="cases_casedocument_recorded",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("form", "pdf"), ("thumbnail__isnull", True)),
                                models.Q(("form", "jpeg"), ("thumbnail__isnull", False)),
                                _connector="OR",
                            ),
                            name="cases_document_form",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("bytes_kept__gt", 0), ("bytes_kept__lte", 20971520)
                            ),
                            name="cases_document_bytes",
                        ),
                    ],
                },
            ),
            TenantTable("casedocument"),
        ]
    )
