"""Protected files with a list of their own readers, and asking the protection service.

A file and all that hangs on it is visible to who stands on its list, whoever asks in SQL: the
policies ask a function of the owner, who alone reads every list. What else the owner's functions
do tells the caller nothing of any file: keep one holder, destroy keys with the person's, leave
notices to readers, and count the files nobody reads any more.
"""
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

CELL = "city_id = (SELECT lgnet_city()) AND compartment_id = (SELECT lgnet_compartment())"
ME = "(SELECT lgnet_user())"
READ = "IN (SELECT cases_restricted_mine(false))"
HELD = "IN (SELECT cases_restricted_mine(true))"
DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
# A day of the list turns at midnight in Italy.
LIVE = """r.ended_at IS NULL
    AND (r.until_on IS NULL OR r.until_on > (now() AT TIME ZONE 'Europe/Rome')::date)"""

ACROSS = """
CREATE POLICY across ON cases_restrictedfile TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY across ON cases_restrictedreader FOR SELECT TO CURRENT_USER USING (true);
"""
MINE = f"""
CREATE FUNCTION cases_restricted_mine(is_held boolean) RETURNS SETOF uuid
LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT r.file_id FROM public.cases_restrictedreader AS r
    WHERE r.city_id = (SELECT public.lgnet_city())
        AND r.compartment_id = (SELECT public.lgnet_compartment())
        AND r.user_id = (SELECT public.lgnet_user())
        AND {LIVE}
        AND (r.is_holder OR NOT is_held)
$$;
"""
# The lock first: two who take each other off the list at once are asked one after the other.
STAYS_HELD = f"""
CREATE FUNCTION cases_restricted_stays_held() RETURNS trigger
LANGUAGE plpgsql {DEFINER} AS $$
DECLARE
    held uuid;
BEGIN
    IF TG_TABLE_NAME = 'cases_restrictedfile' THEN
        held := NEW.id;
    ELSE
        held := NEW.file_id;
    END IF;
    PERFORM FROM public.cases_restrictedfile AS f
    WHERE f.city_id = NEW.city_id AND f.compartment_id = NEW.compartment_id AND f.id = held
    FOR UPDATE;
    IF NOT EXISTS (
        SELECT FROM public.cases_restrictedreader AS r
        WHERE r.city_id = NEW.city_id AND r.compartment_id = NEW.compartment_id
            AND r.file_id = held AND r.is_holder AND r.ended_at IS NULL
    ) THEN
        RAISE EXCEPTION 'Somebody holds a protected file.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER stays_held AFTER INSERT ON cases_restrictedfile
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cases_restricted_stays_held();
CREATE TRIGGER stays_held AFTER UPDATE ON cases_restrictedreader
    FOR EACH ROW EXECUTE FUNCTION cases_restricted_stays_held();
"""
# Whoever erases a person need not know whether there is a file.
GOES_ALONG = f"""
CREATE FUNCTION cases_restricted_goes_along() RETURNS trigger
LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    UPDATE public.cases_restrictedfile AS f SET data_key = ''
    WHERE f.city_id = NEW.city_id AND f.compartment_id = NEW.compartment_id
        AND f.person_id = NEW.id AND f.data_key <> '';
    RETURN NULL;
END $$;
CREATE TRIGGER restricted_goes_along AFTER UPDATE OF data_key ON people_person
    FOR EACH ROW WHEN (OLD.data_key <> '' AND NEW.data_key = '')
    EXECUTE FUNCTION cases_restricted_goes_along();
"""
# Whoever asks need not know whether anybody reads.
TELL = f"""
CREATE FUNCTION cases_restricted_tell(asked uuid, about uuid, told_day date) RETURNS void
LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    INSERT INTO public.notifications_notice
        (id, city_id, compartment_id, user_id, kind, arguments, url_name, url_args, made_at,
         read_at, once_key)
    SELECT gen_random_uuid(), c.city_id, c.compartment_id, r.user_id, 'cases.protection_asked',
        jsonb_build_object('on', told_day), 'cases:protection',
        jsonb_build_object('case_id', c.id), now(), NULL, 'cases.protection_asked:' || asked
    FROM public.cases_case AS c
    JOIN public.cases_protectionask AS k ON k.city_id = c.city_id
        AND k.compartment_id = c.compartment_id AND k.case_id = c.id AND k.id = asked
    JOIN public.cases_restrictedfile AS f ON f.city_id = k.city_id
        AND f.compartment_id = k.compartment_id AND f.person_id = k.person_id
    JOIN public.cases_restrictedreader AS r ON r.city_id = f.city_id
        AND r.compartment_id = f.compartment_id AND r.file_id = f.id
    WHERE c.city_id = public.lgnet_city() AND c.compartment_id = public.lgnet_compartment()
        AND c.id = about AND {LIVE} AND r.user_id IS DISTINCT FROM public.lgnet_user()
    ON CONFLICT DO NOTHING;
END $$;
"""
# How many, and nothing else: for who sees to it that somebody answers for each file. The roles that
# may keep files stand here, too: as an argument, none of them would count all the files there are.
UNREAD = f"""
CREATE FUNCTION cases_restricted_unread() RETURNS bigint
LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT count(*) FROM public.cases_restrictedfile AS f
    WHERE f.city_id = (SELECT public.lgnet_city())
        AND f.compartment_id = (SELECT public.lgnet_compartment())
        AND f.data_key <> ''
        AND NOT EXISTS (
            SELECT FROM public.cases_restrictedreader AS r
            JOIN public.network_membership AS m ON m.city_id = r.city_id
                AND m.compartment_id = r.compartment_id AND m.user_id = r.user_id
            JOIN public.accounts_user AS u ON u.id = r.user_id
            WHERE r.city_id = f.city_id AND r.compartment_id = f.compartment_id
                AND r.file_id = f.id AND {LIVE}
                AND m.is_active AND m.role IN ('case_manager') AND u.is_active
        )
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0021_parties"),
        ("directory", "0002_sites"),
        ("notifications", "0001_initial"),
        ("network", "0004_reception"),
        ("people", "0009_access_by_source"),
        ("referrals", "0002_cells"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.CreateModel(
                name="ProtectionPolicy",
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
                        "local_name",
                        models.CharField(
                            blank=True, max_length=80, verbose_name="helpline of the city"
                        ),
                    ),
                    (
                        "local_number",
                        models.CharField(blank=True, max_length=20, verbose_name="its number"),
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
                        "contact",
                        models.ForeignKey(
                            blank=True,
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
                            related_name="+",
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
                ],
                options={
                    "abstract": False,
                    "base_manager_name": "objects",
                    "default_manager_name": "objects",
                },
            ),
            migrations.CreateModel(
                name="RestrictedFile",
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
                    ("data_key", lgnet.kernel.sealed_fields.DataKeyField()),
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
                name="RestrictedEntry",
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
                        "harm",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            choices=[
                                ("trafficking", "Trafficking or exploitation"),
                                ("gender", "Gender-based violence"),
                                ("other", "Other need of protection"),
                            ],
                            key_from="file",
                            null=True,
                            verbose_name="what it is about",
                        ),
                    ),
                    (
                        "text",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="file",
                            max_length=20000,
                            null=True,
                            verbose_name="what was told",
                        ),
                    ),
                    (
                        "told_day",
                        lgnet.kernel.sealed_fields.SealedDateField(
                            blank=True, key_from="file", null=True, verbose_name="when it was told"
                        ),
                    ),
                    (
                        "teller",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="file",
                            max_length=200,
                            null=True,
                            verbose_name="by whom",
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
                        "corrects",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="cases.restrictedentry",
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
                        "file",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="entries",
                            to="cases.restrictedfile",
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
                name="RestrictedReader",
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
                    ("is_opening", models.BooleanField(default=False, editable=False)),
                    (
                        "is_holder",
                        models.BooleanField(
                            default=False, verbose_name="may let others in, and end it"
                        ),
                    ),
                    ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                    (
                        "reason",
                        lgnet.kernel.sealed_fields.SealedTextField(
                            blank=True,
                            key_from="file",
                            max_length=200,
                            null=True,
                            verbose_name="why",
                        ),
                    ),
                    ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                        "ended_by",
                        models.ForeignKey(
                            blank=True,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "file",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="readers",
                            to="cases.restrictedfile",
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
                name="ProtectionAsk",
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
                    ("taken_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                        "contact",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
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
                    (
                        "referral",
                        lgnet.kernel.tenancy.TenantForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="referrals.referral",
                        ),
                    ),
                    (
                        "taken_by",
                        models.ForeignKey(
                            blank=True,
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
                            name="cases_protection_asks",
                        ),
                        models.Index(
                            fields=["city", "compartment_id", "contact", "-recorded_at", "-id"],
                            name="cases_protection_asked_me",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("recorded_at__isnull", False),
                                ("recorded_by__isnull", True),
                                _connector="OR",
                            ),
                            name="cases_protectionask_recorded",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("taken_at__isnull", False),
                                ("taken_by__isnull", True),
                                _connector="OR",
                            ),
                            name="cases_protection_taken",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("contact__isnull", False), ("referral__isnull", True)),
                                models.Q(("contact__isnull", True), ("referral__isnull", False)),
                                _connector="OR",
                            ),
                            name="cases_protection_asked_one",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("taken_at__isnull", True),
                                ("contact__isnull", False),
                                _connector="OR",
                            ),
                            name="cases_protection_taken_here",
                        ),
                    ],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="protectionask",
                trigger=pgtrigger.compiler.Trigger(
                    name="stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="ba366e0abc90f77c92c553afd2aeca9028096080",
                        operation="DELETE",
                        pgid="pgtrigger_stays_b5a6c",
                        table="cases_protectionask",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="protectionask",
                trigger=pgtrigger.compiler.Trigger(
                    name="read_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."compartment_id" IS DISTINCT FROM (NEW."compartment_id") OR OLD."city_id" IS DISTINCT FROM (NEW."city_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."contact_id" IS DISTINCT FROM (NEW."contact_id") OR OLD."referral_id" IS DISTINCT FROM (NEW."referral_id"))',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="e0330eb620eb83e32eb2c224d09ff1513279ae3a",
                        operation="UPDATE",
                        pgid="pgtrigger_read_only_f5760",
                        table="cases_protectionask",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="protectionask",
                trigger=pgtrigger.compiler.Trigger(
                    name="taken_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."taken_at" IS NOT NULL)',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="57bc75b1bb59962fcc7d0f07acc5ed0c95d22885",
                        operation="UPDATE",
                        pgid="pgtrigger_taken_stays_da258",
                        table="cases_protectionask",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="protectionpolicy",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_protectionpolicy_recorded",
                ),
            ),
            migrations.AddConstraint(
                model_name="protectionpolicy",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("contact__isnull", True), ("offer__isnull", True), _connector="OR"
                    ),
                    name="cases_protection_one_contact",
                ),
            ),
            migrations.AddConstraint(
                model_name="protectionpolicy",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("local_name", ""), ("local_number", "")),
                        models.Q(
                            models.Q(("local_name", ""), _negated=True),
                            models.Q(("local_number", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="cases_protection_number_is_named",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="protectionpolicy",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="3cf479c9e1fff3178bb600ac829bd60333fc0a5e",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_c926b",
                        table="cases_protectionpolicy",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="restrictedfile",
                index=models.Index(
                    fields=["city", "compartment_id", "person"], name="cases_restricted_by_person"
                ),
            ),
            migrations.AddConstraint(
                model_name="restrictedfile",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_restrictedfile_recorded",
                ),
            ),
            migrations.AddConstraint(
                model_name="restrictedfile",
                constraint=models.CheckConstraint(
                    condition=models.Q(("recorded_by__isnull", False)),
                    name="cases_restricted_has_author",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="restrictedfile",
                trigger=pgtrigger.compiler.Trigger(
                    name="stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="8e271da821498bbb98b053ce7625fbd28fddfce1",
                        operation="DELETE",
                        pgid="pgtrigger_stays_c2331",
                        table="cases_restrictedfile",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="restrictedfile",
                trigger=pgtrigger.compiler.Trigger(
                    name="read_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."compartment_id" IS DISTINCT FROM (NEW."compartment_id") OR OLD."city_id" IS DISTINCT FROM (NEW."city_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id"))',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="8ab4af21a87b951412ab8b57f3bf5a0c69ef719b",
                        operation="UPDATE",
                        pgid="pgtrigger_read_only_a3e7a",
                        table="cases_restrictedfile",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="restrictedentry",
                index=models.Index(
                    fields=["city", "compartment_id", "file", "-recorded_at", "-id"],
                    name="cases_restricted_newest",
                ),
            ),
            migrations.AddConstraint(
                model_name="restrictedentry",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_restrictedentry_recorded",
                ),
            ),
            migrations.AddConstraint(
                model_name="restrictedentry",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("text__isnull", False), ("harm__isnull", False), _connector="OR"
                    ),
                    name="cases_restricted_says_something",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="restrictedentry",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="44c08ad70b05e72288536b03849d4b834ea21735",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_2b28c",
                        table="cases_restrictedentry",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="restrictedreader",
                index=models.Index(
                    condition=models.Q(("ended_at__isnull", True)),
                    fields=["city", "compartment_id", "user"],
                    name="cases_restricted_my_files",
                ),
            ),
            migrations.AddConstraint(
                model_name="restrictedreader",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", True),
                        _connector="OR",
                    ),
                    name="cases_restrictedreader_recorded",
                ),
            ),
            migrations.AddConstraint(
                model_name="restrictedreader",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("ended_at__isnull", False), ("ended_by__isnull", True), _connector="OR"
                    ),
                    name="cases_restricted_ended",
                ),
            ),
            migrations.AddConstraint(
                model_name="restrictedreader",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("recorded_by__isnull", False),
                        models.Q(
                            models.Q(
                                ("is_holder", True),
                                ("is_opening", True),
                                ("until_on__isnull", True),
                                ("user", models.F("recorded_by")),
                            ),
                            models.Q(
                                ("is_opening", False),
                                ("reason__isnull", False),
                                models.Q(("user", models.F("recorded_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                    ),
                    name="cases_restricted_let_in_by_another",
                ),
            ),
            migrations.AddConstraint(
                model_name="restrictedreader",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("is_holder", False), ("until_on__isnull", True), _connector="OR"
                    ),
                    name="cases_restricted_holder_without_end",
                ),
            ),
            migrations.AddConstraint(
                model_name="restrictedreader",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("is_opening", True)),
                    fields=("city", "compartment_id", "file"),
                    name="cases_restricted_opened_once",
                ),
            ),
            migrations.AddConstraint(
                model_name="restrictedreader",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("ended_at__isnull", True)),
                    fields=("city", "compartment_id", "file", "user"),
                    name="cases_restricted_reads_once",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="restrictedreader",
                trigger=pgtrigger.compiler.Trigger(
                    name="stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="c1c525db3fc4e7b4d8fd22cf9030128defdbc3da",
                        operation="DELETE",
                        pgid="pgtrigger_stays_19901",
                        table="cases_restrictedreader",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="restrictedreader",
                trigger=pgtrigger.compiler.Trigger(
                    name="read_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."compartment_id" IS DISTINCT FROM (NEW."compartment_id") OR OLD."city_id" IS DISTINCT FROM (NEW."city_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."file_id" IS DISTINCT FROM (NEW."file_id") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."is_opening" IS DISTINCT FROM (NEW."is_opening") OR OLD."is_holder" IS DISTINCT FROM (NEW."is_holder") OR OLD."until_on" IS DISTINCT FROM (NEW."until_on") OR OLD."reason" IS DISTINCT FROM (NEW."reason"))',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="302a14e9ba5ae9758738e65b4e001bc0e0afee27",
                        operation="UPDATE",
                        pgid="pgtrigger_read_only_7ae97",
                        table="cases_restrictedreader",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="restrictedreader",
                trigger=pgtrigger.compiler.Trigger(
                    name="ended_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."ended_at" IS NOT NULL)',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="978bbbdfcd86574c48512e4130245956651d011e",
                        operation="UPDATE",
                        pgid="pgtrigger_ended_stays_9e23e",
                        table="cases_restrictedreader",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.RunSQL(ACROSS + MINE + STAYS_HELD + GOES_ALONG + TELL + UNREAD),
            TenantTable(
                "restrictedfile",
                policy=f"{CELL} AND id {READ}",
                check=f"{CELL} AND recorded_by_id = {ME}",
            ),
            TenantTable(
                "restrictedentry",
                policy=f"{CELL} AND file_id {READ}",
                check=f"{CELL} AND file_id {READ} AND recorded_by_id = {ME}",
            ),
            TenantTable(
                "restrictedreader",
                policy=f"{CELL} AND file_id {READ}",
                check=f"{CELL} AND (file_id {HELD} OR (is_opening AND user_id = {ME}))",
            ),
            TenantTable("protectionpolicy"),
            TenantTable(
                "protectionask",
                policy=f"{CELL} AND (recorded_by_id = {ME} OR contact_id = {ME}"
                " OR person_id IN (SELECT f.person_id FROM cases_restrictedfile AS f))",
            ),
        ]
    )
