"""Forms: the national dictionary, forms being written, and published versions of them."""
# ruff: noqa: E501

import django.db.models.deletion
import django.utils.timezone
import lgnet.kernel.ids
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from lgnet.kernel.operations import TenantTable
from lgnet.kernel.together import together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("kernel", "0003_quick_context"),
        ('network', '0004_reception'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
        migrations.CreateModel(
            name='CoreForm',
            fields=[
                ('id', models.UUIDField(default=lgnet.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40, verbose_name='code')),
                ('title', models.JSONField(verbose_name='title')),
                ('content', models.JSONField(default=dict)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='FormVersion',
            fields=[
                ('id', models.UUIDField(default=lgnet.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('form_id', models.UUIDField(editable=False)),
                ('code', models.CharField(max_length=40, verbose_name='code')),
                ('kind', models.CharField(choices=[('core', 'National core'), ('extension', 'Own questions beside the national core'), ('instrument', 'Own form'), ('service_list', 'Own list of services')], max_length=20, verbose_name='kind')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('title', models.JSONField(verbose_name='title')),
                ('content', models.JSONField()),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('retired_at', models.DateTimeField(editable=False, null=True)),
                ('adopted_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms.formversion')),
                ('base', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms.formversion')),
                ('city', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.city')),
                ('published_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('retired_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['code', '-number'],
            },
        ),
        migrations.CreateModel(
            name='CityForm',
            fields=[
                ('id', models.UUIDField(default=lgnet.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('compartment_id', models.UUIDField(default=uuid.UUID('00000000-0000-0000-0000-000000000000'), editable=False)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('code', models.CharField(max_length=40, verbose_name='code')),
                ('title', models.JSONField(verbose_name='title')),
                ('content', models.JSONField(default=dict)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('kind', models.CharField(choices=[('extension', 'Own questions beside the national core'), ('instrument', 'Own form'), ('service_list', 'Own list of services')], max_length=20, verbose_name='kind')),
                ('core_id', models.UUIDField(blank=True, editable=False, null=True)),
                ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.city')),
                ('recorded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('adopted_from', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms.formversion')),
            ],
            options={
                'ordering': ['code', 'id'],
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='NationalTerm',
            fields=[
                ('id', models.UUIDField(default=lgnet.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='code')),
                ('label', models.JSONField(verbose_name='name')),
                ('meaning', models.TextField(blank=True, max_length=1000, verbose_name='meaning')),
                ('type', models.CharField(choices=[('short_text', 'Short text'), ('long_text', 'Long text'), ('whole_number', 'Whole number'), ('decimal', 'Number with decimals'), ('date', 'Day'), ('partial_date', 'Day of which a part may be known'), ('yes_no', 'Yes or no; not known and not said stand apart'), ('one_choice', 'One of some answers'), ('several_choices', 'Any of some answers'), ('note', 'A text to read, no question')], max_length=20, verbose_name='kind of answer')),
                ('values', models.JSONField(blank=True, default=list, verbose_name='codes')),
                ('is_current', models.BooleanField(default=True, verbose_name='in use')),
            ],
            options={
                'ordering': ['code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('type', 'note'), _negated=True), name='forms_term_is_a_question')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nationalterm',
            trigger=pgtrigger.compiler.Trigger(name='national_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF lgnet_compartment() IS NULL OR lgnet_city() IS NOT NULL THEN\n            RAISE EXCEPTION 'Only the national direction writes here.' USING ERRCODE = 'insufficient_privilege';\n        END IF;\n        RETURN COALESCE(NEW, OLD);\n    ", hash='6a6b68caf5feff630616cc5f69ff39ec5cca1ce2', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_national_only_e6030', table='forms_nationalterm', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='coreform',
            constraint=models.UniqueConstraint(fields=('code',), name='forms_core_form_code_once'),
        ),
        migrations.AddConstraint(
            model_name='coreform',
            constraint=models.CheckConstraint(condition=models.Q(('changed_at__isnull', False), ('changed_by__isnull', True), _connector='OR'), name='forms_core_form_changed'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='coreform',
            trigger=pgtrigger.compiler.Trigger(name='national_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF lgnet_compartment() IS NULL OR lgnet_city() IS NOT NULL THEN\n            RAISE EXCEPTION 'Only the national direction writes here.' USING ERRCODE = 'insufficient_privilege';\n        END IF;\n        RETURN COALESCE(NEW, OLD);\n    ", hash='8835b9efb59fb3a432f92850a9fbf6262abb4407', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_national_only_c4b83', table='forms_coreform', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='formversion',
            constraint=models.UniqueConstraint(fields=('form_id', 'number'), name='forms_version_number_once'),
        ),
        migrations.AddConstraint(
            model_name='formversion',
            constraint=models.UniqueConstraint(fields=('city', 'code', 'number'), name='forms_version_code_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='formversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('city__isnull', True), ('kind', 'core')), models.Q(models.Q(('kind', 'core'), _negated=True), ('city__isnull', False)), _connector='OR'), name='forms_only_the_core_is_national'),
        ),
        migrations.AddConstraint(
            model_name='formversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('base__isnull', False), ('kind', 'extension')), models.Q(models.Q(('kind', 'extension'), _negated=True), ('base__isnull', True)), _connector='OR'), name='forms_only_an_extension_has_a_base'),
        ),
        migrations.AddConstraint(
            model_name='formversion',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='forms_versions_count_from_one'),
        ),
        migrations.AddConstraint(
            model_name='formversion',
            constraint=models.CheckConstraint(condition=models.Q(('published_at__isnull', False), ('published_by__isnull', True), _connector='OR'), name='forms_version_published'),
        ),
        migrations.AddConstraint(
            model_name='formversion',
            constraint=models.CheckConstraint(condition=models.Q(('retired_at__isnull', False), ('retired_by__isnull', True), _connector='OR'), name='forms_version_retired'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formversion',
            trigger=pgtrigger.compiler.Trigger(name='own_city_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF lgnet_compartment() IS NULL OR NEW.city_id IS DISTINCT FROM lgnet_city() THEN\n            RAISE EXCEPTION 'A form is published and retired by its own city.' USING ERRCODE = 'insufficient_privilege';\n        END IF;\n        RETURN NEW;\n    ", hash='e82adb84b8a7f69d8059c1b5621dc6fffc45b59b', operation='INSERT OR UPDATE', pgid='pgtrigger_own_city_only_4290d', table='forms_formversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formversion',
            trigger=pgtrigger.compiler.Trigger(name='published_is_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF TG_OP = 'DELETE' THEN\n            RAISE EXCEPTION 'A published version of a form is never deleted.'\n                USING ERRCODE = 'restrict_violation';\n        END IF;\n        IF OLD.retired_at IS NOT NULL OR\n           to_jsonb(NEW) - 'retired_at' - 'retired_by_id'\n           IS DISTINCT FROM to_jsonb(OLD) - 'retired_at' - 'retired_by_id' THEN\n            RAISE EXCEPTION 'A published version of a form never changes.'\n                USING ERRCODE = 'restrict_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='6277fdf64a53576f87b5823f37fc54944bc4b8fa', operation='UPDATE OR DELETE', pgid='pgtrigger_published_is_fixed_48194', table='forms_formversion', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='cityform',
            constraint=models.CheckConstraint(condition=models.Q(('recorded_at__isnull', False), ('recorded_by__isnull', True), _connector='OR'), name='forms_cityform_recorded'),
        ),
        migrations.AddConstraint(
            model_name='cityform',
            constraint=models.CheckConstraint(condition=models.Q(('changed_at__isnull', False), ('changed_by__isnull', True), _connector='OR'), name='forms_city_form_changed'),
        ),
        migrations.AddConstraint(
            model_name='cityform',
            constraint=models.UniqueConstraint(fields=('city', 'compartment_id', 'code'), name='forms_city_form_code_once'),
        ),
        migrations.AddConstraint(
            model_name='cityform',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('core_id__isnull', False), ('kind', 'extension')), models.Q(models.Q(('kind', 'extension'), _negated=True), ('core_id__isnull', True)), _connector='OR'), name='forms_only_an_extension_has_a_core'),
        ),
        TenantTable("cityform"),
]
)
