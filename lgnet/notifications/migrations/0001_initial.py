"""Notices: anybody in the cell may leave one; only whom it is for reads it."""

import lgnet.kernel.ids
import uuid
from django.db import migrations, models

from lgnet.kernel.operations import CELL, TenantTable

OWN = f"{CELL} AND user_id = (SELECT lgnet_user())"


class Migration(migrations.Migration):
    initial = True

    dependencies = [("kernel", "0001_context")]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "compartment_id",
                    models.UUIDField(
                        default=uuid.UUID("00000000-0000-0000-0000-000000000000"), editable=False
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=lgnet.kernel.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("city_id", models.UUIDField()),
                ("user_id", models.UUIDField()),
                ("kind", models.CharField(max_length=60)),
                ("arguments", models.JSONField(default=dict)),
                ("url_name", models.CharField(max_length=100)),
                ("url_args", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("once_key", models.CharField(max_length=200, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["city_id", "compartment_id", "user_id", "-made_at"],
                        name="notifications_notice_newest",
                    ),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["city_id", "compartment_id", "user_id"],
                        name="notifications_notice_unread",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("city_id", "compartment_id", "user_id", "once_key"),
                        name="notifications_notice_once",
                    )
                ],
            },
        ),
        TenantTable("notice", policy=OWN, check=CELL),
    ]
