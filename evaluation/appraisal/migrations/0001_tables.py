import django.db.models.deletion
import ymdm.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("appraisal", "0001_appraisals")]

    initial = True

    dependencies = [
        ("ballots", "0001_tables"),
        ("congress", "0001_tables"),
        ("organization", "0001_tables"),
    ]

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Appraisal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        (
                            "term",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="congress.congressterm",
                                verbose_name="届",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="congress.congresssession",
                                verbose_name="职代会会议",
                            ),
                        ),
                        (
                            "superior",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organization.unit",
                                verbose_name="主管机关",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("appraisal_planned", "待述职"),
                                    ("appraisal_reported", "述职已提交"),
                                    ("appraisal_discussed", "代表团已讨论"),
                                    ("appraisal_voting", "测评中"),
                                    ("appraisal_counted", "已计票"),
                                    ("appraisal_fed_back", "已反馈"),
                                    ("appraisal_sent_up", "已报上级"),
                                    ("appraisal_disclosed", "已公布"),
                                    ("appraisal_called_off", "已取消"),
                                ],
                                default="appraisal_planned",
                                max_length=20,
                                verbose_name="状态",
                            ),
                        ),
                        ("grades", models.JSONField(verbose_name="干部等次")),
                        ("body_grades", models.JSONField(verbose_name="领导班子等次")),
                        ("lines", models.JSONField(default=list, verbose_name="警戒线")),
                        ("is_scored", models.BooleanField(default=False, verbose_name="折算分数")),
                        ("asks_comments", models.BooleanField(default=True, verbose_name="征求意见")),
                        ("planned_at", models.DateTimeField(verbose_name="安排时间")),
                        (
                            "ceremony",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ballots.keyceremony",
                                verbose_name="密钥仪式",
                            ),
                        ),
                        (
                            "box",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ballots.ballotbox",
                                verbose_name="票箱",
                            ),
                        ),
                        ("counted_at", models.DateTimeField(null=True, verbose_name="计票时间")),
                        ("took_part", models.PositiveIntegerField(null=True, verbose_name="参加测评的代表")),
                        ("entitled", models.PositiveIntegerField(null=True, verbose_name="应参加的代表")),
                        ("is_quorate", models.BooleanField(null=True, verbose_name="人数达到规定")),
                        ("fed_back_at", models.DateTimeField(null=True, verbose_name="反馈时间")),
                        ("sent_up_at", models.DateTimeField(null=True, verbose_name="报上级时间")),
                        ("sent_up_as", models.CharField(blank=True, max_length=60, verbose_name="报送文号")),
                        ("summary", models.TextField(blank=True, verbose_name="摘要")),
                        ("disclosed_at", models.DateTimeField(null=True, verbose_name="公布时间")),
                        ("called_off_because", models.CharField(blank=True, max_length=200, verbose_name="取消原因")),
                    ],
                    options={
                        "verbose_name": "民主评议",
                        "verbose_name_plural": "民主评议",
                        "ordering": ["-year", "unit__path"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "appraisal_called_off"), _negated=True),
                                fields=("unit", "year"),
                                name="one_appraisal_a_unit_and_year",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("counted_at", None),
                                        ("entitled", None),
                                        ("is_quorate", None),
                                        ("took_part", None),
                                    ),
                                    models.Q(
                                        ("counted_at__isnull", False),
                                        ("entitled__isnull", False),
                                        ("is_quorate__isnull", False),
                                        ("took_part__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="appraisal_counted_is_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fed_back_at", None), ("is_quorate", True), _connector="OR"),
                                name="appraisal_told_only_when_quorate",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("disclosed_at", None),
                                    models.Q(
                                        models.Q(("summary", ""), _negated=True),
                                        ("fed_back_at__isnull", False),
                                        ("sent_up_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="appraisal_disclosed_with_summary",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Appraisee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "appraisal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appraisees",
                                to="appraisal.appraisal",
                                verbose_name="民主评议",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("body", "领导班子"), ("leader", "领导班子成员"), ("director", "职工董事")],
                                max_length=8,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="干部",
                            ),
                        ),
                        ("post", models.CharField(blank=True, max_length=40, verbose_name="职务")),
                        ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                        ("report", models.TextField(blank=True, verbose_name="述职述廉报告")),
                        ("reported_at", models.DateTimeField(null=True, verbose_name="提交时间")),
                        ("told_at", models.DateTimeField(null=True, verbose_name="反馈时间")),
                        ("statement", models.TextField(blank=True, verbose_name="本人说明")),
                        ("stated_at", models.DateTimeField(null=True, verbose_name="说明时间")),
                    ],
                    options={
                        "verbose_name": "评议对象",
                        "verbose_name_plural": "评议对象",
                        "ordering": ["order", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("appraisal", "person"), name="one_line_a_person_and_appraisal"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "body"), ("person", None)),
                                    models.Q(models.Q(("kind", "body"), _negated=True), ("person__isnull", False)),
                                    _connector="OR",
                                ),
                                name="appraisee_is_a_person_or_the_body",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("report", ""), ("reported_at", None)),
                                    models.Q(models.Q(("report", ""), _negated=True), ("reported_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="report_has_its_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("stated_at", None), ("statement", "")),
                                    models.Q(models.Q(("statement", ""), _negated=True), ("stated_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="statement_has_its_time",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Flag",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "appraisee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="flags",
                                to="appraisal.appraisee",
                                verbose_name="评议对象",
                            ),
                        ),
                        ("line", models.CharField(max_length=10, verbose_name="警戒线")),
                        ("sentence", models.CharField(max_length=200, verbose_name="情况")),
                        (
                            "state",
                            models.CharField(
                                choices=[("flag_raised", "待主管机关答复"), ("flag_answered", "已答复")],
                                default="flag_raised",
                                max_length=14,
                                verbose_name="状态",
                            ),
                        ),
                        ("answer", models.TextField(blank=True, verbose_name="答复")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="答复人",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="答复时间")),
                    ],
                    options={
                        "verbose_name": "警戒线提示",
                        "verbose_name_plural": "警戒线提示",
                        "ordering": ["appraisee", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("appraisee", "line"), name="one_flag_a_line_and_appraisee"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer", ""),
                                        ("answered_at", None),
                                        ("answered_by", None),
                                        ("state", "flag_raised"),
                                    ),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                        ("state", "flag_answered"),
                                        models.Q(("answer", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="flag_answered_is_whole",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="VoterGroup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "appraisal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="groups",
                                to="appraisal.appraisal",
                                verbose_name="民主评议",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("representatives", "职工代表"),
                                    ("staff", "职工"),
                                    ("lower_heads", "中层干部"),
                                    ("peers", "同级干部"),
                                    ("in_charge", "分管领导"),
                                    ("manager", "主要负责人"),
                                    ("other", "其他"),
                                ],
                                max_length=16,
                                verbose_name="类别",
                            ),
                        ),
                        ("name", models.CharField(max_length=30, verbose_name="名称")),
                        ("weight", models.PositiveSmallIntegerField(help_text="%", verbose_name="权重")),
                    ],
                    options={
                        "verbose_name": "投票组",
                        "verbose_name_plural": "投票组",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("appraisal", "name"), name="one_voter_group_a_name"),
                            models.CheckConstraint(
                                condition=models.Q(("weight__lte", 100)), name="voter_group_weight_in_percent"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Voter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "appraisal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="voters",
                                to="appraisal.appraisal",
                                verbose_name="民主评议",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="voters",
                                to="appraisal.votergroup",
                                verbose_name="投票组",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="投票人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "投票人",
                        "verbose_name_plural": "投票人",
                        "ordering": ["group", "person"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("appraisal", "person"), name="one_vote_a_person_and_appraisal"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Discussion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "appraisal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="discussions",
                                to="appraisal.appraisal",
                                verbose_name="民主评议",
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="congress.delegation",
                                verbose_name="代表团",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="讨论日期")),
                        ("people", models.PositiveSmallIntegerField(verbose_name="参加人数")),
                        ("text", models.TextField(verbose_name="意见综合")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="登记时间")),
                    ],
                    options={
                        "verbose_name": "代表团讨论",
                        "verbose_name_plural": "代表团讨论",
                        "ordering": ["delegation"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("appraisal", "delegation"), name="one_discussion_a_delegation"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("people__gte", 1)), name="discussion_has_people"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]
