import django.db.models.deletion
import ymdm.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("finance", "0001_groups_reviews_and_vouchers")]

    initial = True

    dependencies = [
        ("congress", "0001_tables"),
        ("organization", "0001_tables"),
        ("proposals", "0001_tables"),
    ]

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="FinanceGroup",
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
                                related_name="finance_groups",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "keeper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organization.unit",
                                verbose_name="记账部门",
                            ),
                        ),
                        (
                            "rhythm",
                            models.CharField(
                                choices=[("month", "每月"), ("quarter", "每季度")],
                                max_length=8,
                                verbose_name="审查周期",
                            ),
                        ),
                        (
                            "head",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="组长",
                            ),
                        ),
                        ("until_on", models.DateField(verbose_name="任期至")),
                        (
                            "state",
                            models.CharField(
                                choices=[("group_running", "在任"), ("group_ended", "已结束")],
                                default="group_running",
                                max_length=16,
                                verbose_name="状态",
                            ),
                        ),
                        ("founded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("ended_on", models.DateField(null=True, verbose_name="结束日期")),
                        ("ended_because", models.CharField(blank=True, max_length=200, verbose_name="结束原因")),
                    ],
                    options={
                        "verbose_name": "民主理财小组",
                        "verbose_name_plural": "民主理财小组",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "group_running")),
                                fields=("unit",),
                                name="one_running_finance_group_per_unit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_because", ""), ("ended_on", None), ("state", "group_running")),
                                    models.Q(
                                        ("ended_on__isnull", False),
                                        ("state", "group_ended"),
                                        models.Q(("ended_because", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="finance_group_ended_on_a_day_with_reason",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="FinanceElection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="elections",
                                to="finance.financegroup",
                                verbose_name="小组",
                            ),
                        ),
                        (
                            "body",
                            models.CharField(
                                choices=[("congress", "职代会"), ("employees", "职工大会")],
                                max_length=10,
                                verbose_name="由谁选举",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="congress.congresssession",
                                verbose_name="届次",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="选举日期")),
                        ("how", models.CharField(max_length=200, verbose_name="选举方式和结果")),
                    ],
                    options={
                        "verbose_name": "民主理财小组选举",
                        "verbose_name_plural": "民主理财小组选举",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("body", "congress"), ("session__isnull", False)),
                                    models.Q(("body", "employees"), ("session", None)),
                                    _connector="OR",
                                ),
                                name="finance_election_of_a_congress_names_its_session",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("how", ""), _negated=True), name="finance_election_says_how"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="GroupMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="members",
                                to="finance.financegroup",
                                verbose_name="小组",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="组员",
                            ),
                        ),
                        (
                            "election",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="members",
                                to="finance.financeelection",
                                verbose_name="选举",
                            ),
                        ),
                        ("left_on", models.DateField(null=True, verbose_name="离开日期")),
                        ("left_because", models.CharField(blank=True, max_length=120, verbose_name="离开原因")),
                    ],
                    options={
                        "verbose_name": "民主理财小组组员",
                        "verbose_name_plural": "民主理财小组组员",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("left_on", None)),
                                fields=("group", "person"),
                                name="one_seat_per_finance_group_and_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("left_because", ""), ("left_on", None)),
                                    models.Q(("left_on__isnull", False), models.Q(("left_because", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="finance_member_left_on_a_day_with_reason",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewPeriod",
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
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="periods",
                                to="finance.financegroup",
                                verbose_name="小组",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                        ("month", models.PositiveSmallIntegerField(null=True, verbose_name="月")),
                        ("quarter", models.PositiveSmallIntegerField(null=True, verbose_name="季度")),
                        ("last_on", models.DateField(verbose_name="期末")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("opened", "审查中"),
                                    ("questioned", "质询中"),
                                    ("answered", "待签字"),
                                    ("signed", "已签字"),
                                    ("published", "已公布"),
                                    ("called_off", "已取消"),
                                ],
                                default="opened",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="开审时间")),
                        ("handed_in_at", models.DateTimeField(null=True, verbose_name="账目交齐时间")),
                        ("report", models.TextField(blank=True, verbose_name="审查报告")),
                        ("signed_at", models.DateTimeField(null=True, verbose_name="签字完成时间")),
                        ("summary", models.TextField(blank=True, verbose_name="公布摘要")),
                        ("published_at", models.DateTimeField(null=True, verbose_name="公布时间")),
                        ("called_off_because", models.CharField(blank=True, max_length=200, verbose_name="取消原因")),
                        (
                            "present",
                            models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="到会"),
                        ),
                    ],
                    options={
                        "verbose_name": "账目审查",
                        "verbose_name_plural": "账目审查",
                        "ordering": ["-last_on", "-pk"],
                        "indexes": [models.Index(fields=["unit", "-last_on"], name="review_of_unit")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("month__gte", 1), ("month__lte", 12), ("quarter", None)),
                                    models.Q(("month", None), ("quarter__gte", 1), ("quarter__lte", 4)),
                                    _connector="OR",
                                ),
                                name="review_is_of_a_month_or_of_a_quarter",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "called_off"), _negated=True),
                                fields=("unit", "year", "month"),
                                name="one_review_per_month",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "called_off"), _negated=True),
                                fields=("unit", "year", "quarter"),
                                name="one_review_per_quarter",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("signed_at__isnull", False),
                                        ("state__in", ["signed", "published"]),
                                        models.Q(("report", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state__in", ["signed", "published"]), _negated=True),
                                        ("signed_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="review_signed_with_report_and_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("published_at__isnull", False),
                                        ("state", "published"),
                                        models.Q(("summary", ""), _negated=True),
                                    ),
                                    models.Q(models.Q(("state", "published"), _negated=True), ("published_at", None)),
                                    _connector="OR",
                                ),
                                name="review_published_with_summary_and_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "called_off"), models.Q(("called_off_because", ""), _negated=True)
                                    ),
                                    models.Q(
                                        models.Q(("state", "called_off"), _negated=True), ("called_off_because", "")
                                    ),
                                    _connector="OR",
                                ),
                                name="review_called_off_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Accounts",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "period",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accounts",
                                to="finance.reviewperiod",
                                verbose_name="账目审查",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "账目材料",
                        "verbose_name_plural": "账目材料",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewSignature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "period",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatures",
                                to="finance.reviewperiod",
                                verbose_name="账目审查",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="组员",
                            ),
                        ),
                        ("is_reserved", models.BooleanField(default=False, verbose_name="保留意见")),
                        ("words", models.CharField(blank=True, max_length=500, verbose_name="保留的意见")),
                        ("report_sha256", models.CharField(max_length=64, verbose_name="报告摘要")),
                        ("at", models.DateTimeField(verbose_name="签字时间")),
                    ],
                    options={
                        "verbose_name": "签字",
                        "verbose_name_plural": "签字",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("period", "person"), name="one_signature_per_review_and_member"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("is_reserved", True), models.Q(("words", ""), _negated=True)),
                                    models.Q(("is_reserved", False), ("words", "")),
                                    _connector="OR",
                                ),
                                name="reservation_has_its_words",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewCorrection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "period",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="finance.reviewperiod",
                                verbose_name="账目审查",
                            ),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="更正")),
                        ("reason", models.CharField(max_length=200, verbose_name="原因")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="更正人",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="更正时间")),
                    ],
                    options={
                        "verbose_name": "更正",
                        "verbose_name_plural": "更正",
                        "ordering": ["pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Voucher",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "period",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="vouchers",
                                to="finance.reviewperiod",
                                verbose_name="账目审查",
                            ),
                        ),
                        ("number", models.CharField(max_length=20, verbose_name="凭证号")),
                        ("on", models.DateField(verbose_name="日期")),
                        ("purpose", models.CharField(max_length=120, verbose_name="摘要")),
                        ("cents", models.BigIntegerField(help_text="分", verbose_name="金额")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("pending", "待审"),
                                    ("passed", "通过"),
                                    ("questioned", "有质询"),
                                    ("returned", "退回"),
                                    ("void", "作废"),
                                ],
                                default="pending",
                                max_length=10,
                                verbose_name="审查结果",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        (
                            "entered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="录入人",
                            ),
                        ),
                        ("entered_at", models.DateTimeField(verbose_name="录入时间")),
                    ],
                    options={
                        "verbose_name": "凭证",
                        "verbose_name_plural": "凭证",
                        "ordering": ["number", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("period", "number"), name="one_voucher_per_review_and_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("cents", 0), _negated=True), name="voucher_has_an_amount"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("outcome__in", ["pending", "passed"]),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="voucher_not_passed_says_why",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="VoucherQuestion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "period",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="finance.reviewperiod",
                                verbose_name="账目审查",
                            ),
                        ),
                        (
                            "voucher",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="finance.voucher",
                                verbose_name="凭证",
                            ),
                        ),
                        ("about", models.CharField(blank=True, max_length=60, verbose_name="科目或项目")),
                        ("text", models.CharField(max_length=500, verbose_name="质询")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提问人",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="提出时间")),
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="finance_question",
                                to="proposals.proposal",
                                verbose_name="事项",
                            ),
                        ),
                        ("carried_at", models.DateTimeField(null=True, verbose_name="结转时间")),
                        ("carried_because", models.CharField(blank=True, max_length=200, verbose_name="结转原因")),
                    ],
                    options={
                        "verbose_name": "质询",
                        "verbose_name_plural": "质询",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("voucher__isnull", False), models.Q(("about", ""), _negated=True), _connector="OR"
                                ),
                                name="question_is_about_a_voucher_or_a_line",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("carried_at", None), ("carried_because", "")),
                                    models.Q(
                                        ("carried_at__isnull", False), models.Q(("carried_because", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="question_carried_over_with_reason",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]
