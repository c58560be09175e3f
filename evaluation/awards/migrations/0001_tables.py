import django.db.models.deletion
import ymdm.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organization', '0001_tables'),
        ('organization', '__first__'),
    ]

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Campaign',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                        ('title', models.CharField(max_length=60, verbose_name='名称')),
                        ('terms', models.TextField(max_length=3000, verbose_name='评选条件')),
                        ('nominate_until', models.DateField(verbose_name='提名截止日')),
                        ('state', models.CharField(choices=[('awards_called', '评选中'), ('awards_published', '结果已公布'), ('awards_archived', '表彰已归档'), ('awards_called_off', '评选已取消')], default='awards_called', max_length=20, verbose_name='状态')),
                        ('opened_at', models.DateTimeField(verbose_name='下达时间')),
                        ('published_at', models.DateTimeField(null=True, verbose_name='公布时间')),
                        ('archived_at', models.DateTimeField(null=True, verbose_name='归档时间')),
                        ('called_off_because', models.CharField(blank=True, max_length=200, verbose_name='取消原因')),
                        ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='下达人')),
                        ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='公布人')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.unit', verbose_name='表彰单位')),
                    ],
                    options={
                        'verbose_name': '表彰',
                        'verbose_name_plural': '表彰',
                        'ordering': ['-year', '-pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'awards_called_off'), _negated=True), fields=('unit', 'year'), name='one_campaign_a_unit_and_year'), models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('published_by', None), ('state__in', ['awards_called', 'awards_called_off'])), models.Q(('published_at__isnull', False), ('published_by__isnull', False), ('state__in', ['awards_published', 'awards_archived'])), _connector='OR'), name='campaign_published_by_somebody')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Nomination',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('model_unit', '先进单位'), ('model_group', '先进集体'), ('model_individual', '先进个人'), ('outstanding_representative', '优秀职工代表')], max_length=30, verbose_name='种类')),
                        ('name', models.CharField(max_length=80, verbose_name='被提名的名称')),
                        ('deeds', models.TextField(max_length=3000, verbose_name='主要事迹')),
                        ('tour_report', models.CharField(blank=True, max_length=120, verbose_name='巡视报告')),
                        ('wants_support', models.BooleanField(default=False, verbose_name='征集职工支持')),
                        ('heard', models.CharField(blank=True, choices=[('congress', '职工代表大会讨论'), ('assembly', '职工大会讨论'), ('talks', '座谈或者书面征求职工意见'), ('support', '平台上征集职工支持')], max_length=10, verbose_name='听取意见的方式')),
                        ('opinions', models.TextField(blank=True, max_length=2000, verbose_name='征求意见的情况和结果')),
                        ('heard_on', models.DateField(null=True, verbose_name='听取意见日期')),
                        ('supporters', models.PositiveIntegerField(null=True, verbose_name='支持人数')),
                        ('checked', models.JSONField(blank=True, default=list, verbose_name='提名时的条件')),
                        ('state', models.CharField(choices=[('award_draft', '拟提名'), ('award_unit_notice', '单位公示中'), ('award_handed_in', '待上级审核'), ('award_upper_notice', '上级公示中'), ('award_proposed', '待决定'), ('award_given', '已决定表彰'), ('award_refused', '未予表彰'), ('award_removed', '因异议取消'), ('award_taken_back', '提名已撤回'), ('award_withdrawn', '称号已撤销')], default='award_draft', max_length=30, verbose_name='状态')),
                        ('nominated_at', models.DateTimeField(verbose_name='提名时间')),
                        ('opinion', models.CharField(blank=True, max_length=500, verbose_name='审核意见')),
                        ('decided_at', models.DateTimeField(null=True, verbose_name='决定时间')),
                        ('rechecked', models.JSONField(blank=True, default=list, verbose_name='决定时的条件')),
                        ('number', models.CharField(max_length=40, null=True, unique=True, verbose_name='证书编号')),
                        ('ended_because', models.CharField(blank=True, max_length=500, verbose_name='原因')),
                        ('withdrawn_at', models.DateTimeField(null=True, verbose_name='撤销时间')),
                        ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='awards.campaign', verbose_name='表彰')),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人')),
                        ('nominated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提名经办人')),
                        ('nominee_person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='被提名人')),
                        ('nominee_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.unit', verbose_name='被提名单位或集体')),
                        ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提请决定的人')),
                        ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审核人')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.unit', verbose_name='提名单位')),
                        ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤销人')),
                    ],
                    options={
                        'verbose_name': '表彰提名',
                        'verbose_name_plural': '表彰提名',
                        'ordering': ['kind', 'unit__path', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['model_unit', 'model_group']), ('nominee_person', None), ('nominee_unit__isnull', False)), models.Q(('kind__in', ['model_individual', 'outstanding_representative']), ('nominee_person__isnull', False), ('nominee_unit', None)), _connector='OR'), name='nomination_names_one'), models.CheckConstraint(condition=models.Q(models.Q(('number', None), models.Q(('state__in', ['award_given', 'award_withdrawn']), _negated=True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('number__isnull', False), ('state__in', ['award_given', 'award_withdrawn'])), _connector='OR'), name='nomination_given_has_its_number'), models.CheckConstraint(condition=models.Q(('decided_by', models.F('proposed_by')), _negated=True), name='nomination_decided_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'award_withdrawn'), _negated=True), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('ended_because', ''), _negated=True)), _connector='OR'), name='nomination_withdrawn_with_a_reason')],
                        'indexes': [models.Index(fields=['campaign', 'kind', 'state'], name='nomination_of_campaign')],
                    },
                ),
                migrations.CreateModel(
                    name='Inquiry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.CharField(choices=[('discipline', '纪检监察'), ('personnel', '组织人事'), ('safety', '安全生产'), ('other', '其他部门')], max_length=12, verbose_name='部门')),
                        ('asked', models.CharField(max_length=80, verbose_name='被征求意见的部门和人')),
                        ('answered_on', models.DateField(verbose_name='答复日期')),
                        ('is_clear', models.BooleanField(verbose_name='没有不同意见')),
                        ('answer', models.CharField(max_length=500, verbose_name='答复内容')),
                        ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                        ('nomination', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inquiries', to='awards.nomination', verbose_name='提名')),
                    ],
                    options={
                        'verbose_name': '征求部门意见',
                        'verbose_name_plural': '征求部门意见',
                        'ordering': ['pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('asked', ''), _negated=True), models.Q(('answer', ''), _negated=True)), name='inquiry_has_its_answer')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='PublicNotice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('level', models.CharField(choices=[('unit', '单位公示'), ('superior', '上级公示')], max_length=10, verbose_name='公示')),
                        ('from_on', models.DateField(verbose_name='公示开始日')),
                        ('until_on', models.DateField(verbose_name='公示截止日')),
                        ('conclusion', models.CharField(blank=True, max_length=500, verbose_name='公示结果')),
                        ('concluded_at', models.DateTimeField(null=True, verbose_name='办结时间')),
                        ('concluded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办结人')),
                        ('nomination', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='awards.nomination', verbose_name='提名')),
                    ],
                    options={
                        'verbose_name': '表彰公示',
                        'verbose_name_plural': '表彰公示',
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(fields=('nomination', 'level'), name='one_public_notice_a_nomination_and_level'), models.CheckConstraint(condition=models.Q(('until_on__gt', models.F('from_on'))), name='public_notice_has_days'), models.CheckConstraint(condition=models.Q(models.Q(('concluded_at', None), ('concluded_by', None), ('conclusion', '')), models.Q(('concluded_at__isnull', False), ('concluded_by__isnull', False), models.Q(('conclusion', ''), _negated=True)), _connector='OR'), name='public_notice_concluded_in_writing')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Objection',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.CharField(max_length=1000, verbose_name='异议内容')),
                        ('on', models.DateField(verbose_name='提出日期')),
                        ('state', models.CharField(choices=[('objection_open', '异议待结论'), ('objection_valid', '异议成立'), ('objection_invalid', '异议不成立')], default='objection_open', max_length=30, verbose_name='状态')),
                        ('conclusion', models.CharField(blank=True, max_length=1000, verbose_name='书面结论')),
                        ('concluded_at', models.DateTimeField(null=True, verbose_name='结论时间')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                        ('concluded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作结论的人')),
                        ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='awards.publicnotice', verbose_name='公示')),
                    ],
                    options={
                        'verbose_name': '对表彰的异议',
                        'verbose_name_plural': '对表彰的异议',
                        'ordering': ['pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('concluded_at', None), ('concluded_by', None), ('conclusion', ''), ('state', 'objection_open')), models.Q(models.Q(('state', 'objection_open'), _negated=True), ('concluded_at__isnull', False), ('concluded_by__isnull', False), models.Q(('conclusion', ''), _negated=True)), _connector='OR'), name='award_objection_concluded_in_writing')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Quota',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('model_unit', '先进单位'), ('model_group', '先进集体'), ('model_individual', '先进个人'), ('outstanding_representative', '优秀职工代表')], max_length=30, verbose_name='种类')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='名额')),
                        ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotas', to='awards.campaign', verbose_name='表彰')),
                    ],
                    options={
                        'verbose_name': '名额',
                        'verbose_name_plural': '名额',
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(fields=('campaign', 'kind'), name='one_quota_a_campaign_and_kind'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='quota_is_not_empty')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Support',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(verbose_name='时间')),
                        ('nomination', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supports', to='awards.nomination', verbose_name='提名')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='职工')),
                    ],
                    options={
                        'verbose_name': '职工支持',
                        'verbose_name_plural': '职工支持',
                        'constraints': [models.UniqueConstraint(fields=('nomination', 'person'), name='one_support_a_nomination_and_person')],
                        'indexes': [],
                    },
                ),
            ],
        ),
    ]
