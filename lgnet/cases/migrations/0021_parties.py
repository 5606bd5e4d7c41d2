"""The people of a case beside the one it goes through."""
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
        ("cases", "0020_eligibility"),
        ("network", "0005_conditions"),
        ("people", "0009_access_by_source"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.CreateModel(
                name="CaseParty",
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
                        "left_at",
                        models.DateTimeField(
                            blank=True, editable=False, null=True, verbose_name="left"
                        ),
                    ),
                    (
                        "leaving",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("withdrew", "Does not want to go on"),
                                ("left", "No longer lives with the others"),
                                ("moved_away", "Moved to another city"),
                                ("died", "Died"),
                                ("own_case", "Gets a case of their own"),
                                ("mistake", "Was added by mistake"),
                                ("other", "Another reason"),
                                ("goes_through", "The case goes through them now"),
                            ],
                            max_length=12,
                            null=True,
                            verbose_name="why they left",
                        ),
                    ),
                    (
                        "note",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="person",
                            max_length=1000,
                            null=True,
                            verbose_name="note",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "base_manager_name": "objects",
                    "default_manager_name": "objects",
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="case",
                trigger=pgtrigger.compiler.Trigger(
                    name="one_case_a_person",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        declare="DECLARE someone uuid; own_case uuid;",
                        func="\n        IF NEW.state = 'closed' OR (TG_OP = 'UPDATE' AND OLD.state <> 'closed'\n                                    AND OLD.person_id = NEW.person_id) THEN\n            RETURN NEW;\n        END IF;\n        own_case := NEW.id;\n        FOR someone IN\n            SELECT NEW.person_id AS of_case UNION\n            SELECT p.person_id FROM cases_caseparty AS p\n            WHERE p.case_id = NEW.id AND p.city_id = NEW.city_id\n            AND p.compartment_id = NEW.compartment_id AND p.left_at IS NULL ORDER BY of_case\n        LOOP\n            \n    PERFORM pg_advisory_xact_lock(5310, hashtext(\n        'person of a case ' || NEW.city_id || NEW.compartment_id || someone) & 1023);\n    IF EXISTS (SELECT FROM cases_case AS c\n               WHERE c.city_id = NEW.city_id AND c.compartment_id = NEW.compartment_id\n               AND c.person_id = someone AND c.state <> 'closed' AND c.id <> own_case)\n       OR EXISTS (SELECT FROM cases_caseparty AS p\n                  JOIN cases_case AS c ON c.id = p.case_id AND c.city_id = p.city_id\n                  AND c.compartment_id = p.compartment_id\n                  WHERE p.city_id = NEW.city_id AND p.compartment_id = NEW.compartment_id\n                  AND p.person_id = someone AND p.left_at IS NULL\n                  AND c.state <> 'closed' AND c.id <> own_case) THEN\n        RAISE EXCEPTION 'A person is in one running case at a time.'\n            USING ERRCODE = 'unique_violation', CONSTRAINT = 'cases_one_running_a_person';\n    END IF;\n\n        END LOOP;\n        RETURN NEW;\n    ",
                        hash="3e8f07fe3dff18f1330b53270d8c81d009e9de05",
                        operation='INSERT OR UPDATE OF "state", "person_id"',
                        pgid="pgtrigger_one_case_a_person_b1d32",
                        table="cases_case",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddField(
                model_name="caseparty",
                name="case",
                field=lgnet.kernel.tenancy.TenantForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="parties",
                    to="cases.case",
                ),
            ),
            migrations.AddField(
                model_name="caseparty",
                name="city",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="network.city",
                ),
            ),
            migrations.AddField(
                model_name="caseparty",
                name="left_by",
                field=models.ForeignKey(
                    blank=True,
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="caseparty",
                name="person",
                field=lgnet.kernel.tenancy.TenantForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="people.person",
                ),
            ),
            migrations.AddField(
                model_name="caseparty",
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
                model_name="caseparty",
                index=models.Index(
                    condition=models.Q(("left_at__isnull", True)),
                    fields=["city", "compartment_id", "person"],
                    name="cases_parties_present",
                ),
            ),
            migrations.AddConstraint(
                model_name="caseparty",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_caseparty_recorded",
                ),
            ),
            migrations.AddConstraint(
                model_name="caseparty",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("left_at__isnull", False), ("left_by__isnull", True), _connector="OR"
                    ),
                    name="cases_party_left",
                ),
            ),
            migrations.AddConstraint(
                model_name="caseparty",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("leaving__isnull", True), ("left_at__isnull", True)),
                        models.Q(("leaving__isnull", False), ("left_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="cases_party_leaving_is_whole",
                ),
            ),
            migrations.AddConstraint(
                model_name="caseparty",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("left_at__isnull", True)),
                    fields=("city", "compartment_id", "case", "person"),
                    name="cases_party_once",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="caseparty",
                trigger=pgtrigger.compiler.Trigger(
                    name="joins_a_running_case",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        declare="DECLARE someone uuid; own_case uuid; found record;",
                        func="\n        IF NEW.left_at IS NOT NULL THEN\n            RETURN NEW;\n        END IF;\n        SELECT c.state, c.person_id INTO found FROM cases_case AS c\n        WHERE c.id = NEW.case_id AND c.city_id = NEW.city_id\n        AND c.compartment_id = NEW.compartment_id FOR SHARE;\n        IF found.state = 'closed' OR found.person_id = NEW.person_id THEN\n            RAISE EXCEPTION 'Somebody joins a running case, and once.'\n                USING ERRCODE = 'check_violation';\n        END IF;\n        someone := NEW.person_id;\n        own_case := NEW.case_id;\n        \n    PERFORM pg_advisory_xact_lock(5310, hashtext(\n        'person of a case ' || NEW.city_id || NEW.compartment_id || someone) & 1023);\n    IF EXISTS (SELECT FROM cases_case AS c\n               WHERE c.city_id = NEW.city_id AND c.compartment_id = NEW.compartment_id\n               AND c.person_id = someone AND c.state <> 'closed' AND c.id <> own_case)\n       OR EXISTS (SELECT FROM cases_caseparty AS p\n                  JOIN cases_case AS c ON c.id = p.case_id AND c.city_id = p.city_id\n                  AND c.compartment_id = p.compartment_id\n                  WHERE p.city_id = NEW.city_id AND p.compartment_id = NEW.compartment_id\n                  AND p.person_id = someone AND p.left_at IS NULL\n                  AND c.state <> 'closed' AND c.id <> own_case) THEN\n        RAISE EXCEPTION 'A person is in one running case at a time.'\n            USING ERRCODE = 'unique_violation', CONSTRAINT = 'cases_one_running_a_person';\n    END IF;\n\n        RETURN NEW;\n    ",
                        hash="d3758946b0f45218e294c919550eee95676b54e1",
                        operation="INSERT",
                        pgid="pgtrigger_joins_a_running_case_5048c",
                        table="cases_caseparty",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="caseparty",
                trigger=pgtrigger.compiler.Trigger(
                    name="leaves_once",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n        IF TG_OP = 'DELETE' OR OLD.left_at IS NOT NULL\n           OR (NEW.id, NEW.case_id, NEW.person_id, NEW.recorded_at)\n              IS DISTINCT FROM (OLD.id, OLD.case_id, OLD.person_id, OLD.recorded_at) THEN\n            RAISE EXCEPTION 'Who was in a case stays written; leaving is written once.';\n        END IF;\n        RETURN NEW;\n    ",
                        hash="e7bf0e6cb5a1236b98a206385400dff2f94c2b2d",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_leaves_once_a5253",
                        table="cases_caseparty",
                        when="BEFORE",
                    ),
                ),
            ),
            TenantTable("caseparty"),
        ]
    )
