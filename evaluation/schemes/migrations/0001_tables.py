import django.db.models.deletion
import ymdm.tables
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("schemes", "0001_schemes_and_their_items")]

    initial = True

    dependencies = [
        ("organization", "0001_tables"),
    ]

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Scheme",
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
                                verbose_name="组织单位",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        (
                            "unit_class",
                            models.CharField(
                                choices=[
                                    ("agency", "机关（含参公）"),
                                    ("institution", "事业单位"),
                                    ("enterprise", "企业单位"),
                                    ("team", "班组、项目部、课题组"),
                                ],
                                max_length=12,
                                verbose_name="单位类别",
                            ),
                        ),
                        ("title", models.CharField(max_length=80, verbose_name="名称")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("scheme_draft", "起草中"),
                                    ("scheme_announced", "已公布"),
                                    ("scheme_withdrawn", "已作废"),
                                ],
                                default="scheme_draft",
                                max_length=20,
                                verbose_name="状态",
                            ),
                        ),
                        ("bands", models.JSONField(verbose_name="等次")),
                        (
                            "cap",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("5"), max_digits=4, verbose_name="加分上限"
                            ),
                        ),
                        (
                            "not_applicable",
                            models.CharField(
                                choices=[
                                    ("rescale", "去掉后按 100 分折算"),
                                    ("full", "按满分计（无此项内容的不扣分）"),
                                ],
                                default="rescale",
                                max_length=8,
                                verbose_name="不适用的项目",
                            ),
                        ),
                        ("self_check_due_on", models.DateField(null=True, verbose_name="自查截止日")),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="起草人",
                            ),
                        ),
                        ("drafted_at", models.DateTimeField(verbose_name="起草时间")),
                        (
                            "announced_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="公布人",
                            ),
                        ),
                        ("announced_at", models.DateTimeField(null=True, verbose_name="公布时间")),
                        ("withdrawn_because", models.CharField(blank=True, max_length=200, verbose_name="作废原因")),
                    ],
                    options={
                        "verbose_name": "考评方案",
                        "verbose_name_plural": "考评方案",
                        "ordering": ["-year", "unit__path", "unit_class"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "scheme_withdrawn"), _negated=True),
                                fields=("unit", "year", "unit_class"),
                                name="one_scheme_a_unit_year_and_class",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("announced_at", None),
                                        ("announced_by", None),
                                        models.Q(("state", "scheme_announced"), _negated=True),
                                    ),
                                    models.Q(
                                        ("announced_at__isnull", False),
                                        ("announced_by__isnull", False),
                                        ("self_check_due_on__isnull", False),
                                        ("state", "scheme_announced"),
                                    ),
                                    _connector="OR",
                                ),
                                name="scheme_announced_is_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("announced_by", models.F("drafted_by")), _negated=True),
                                name="scheme_announced_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("cap__gte", 0), ("cap__lte", 20)),
                                name="scheme_bonus_cap_not_negative",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SchemeItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="schemes.scheme",
                                verbose_name="方案",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                        ("group", models.CharField(max_length=40, verbose_name="一级指标")),
                        ("code", models.CharField(max_length=20, verbose_name="序号")),
                        ("name", models.CharField(max_length=60, verbose_name="考评项目")),
                        ("criteria", models.TextField(blank=True, max_length=1000, verbose_name="评分标准")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("records", "系统取数"),
                                    ("both", "自评+复核"),
                                    ("papers", "查资料"),
                                    ("survey", "民主测评"),
                                ],
                                default="papers",
                                max_length=8,
                                verbose_name="得分方式",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("full_or_zero", "做到得满分"),
                                    ("per_count_deduction", "扣分"),
                                    ("step", "分档"),
                                    ("ratio", "比例"),
                                    ("qualitative_coefficient", "定性系数"),
                                    ("mandatory", "必备"),
                                    ("bonus", "加分"),
                                    ("extra_deduction", "另扣分"),
                                    ("veto", "否决"),
                                    ("import", "引用其他得分"),
                                    ("survey", "民主测评"),
                                ],
                                max_length=24,
                                verbose_name="计分方法",
                            ),
                        ),
                        ("full", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="分值")),
                        ("params", models.JSONField(blank=True, default=dict, verbose_name="计分参数")),
                        ("is_mandatory", models.BooleanField(default=False, verbose_name="必备")),
                        ("measure", models.CharField(blank=True, max_length=40, verbose_name="取数")),
                    ],
                    options={
                        "verbose_name": "考评项目",
                        "verbose_name_plural": "考评项目",
                        "ordering": ["order", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("scheme", "code"), name="one_item_a_scheme_and_code"),
                            models.CheckConstraint(
                                condition=models.Q(("full__gte", 0), ("full__lte", 100)),
                                name="scheme_item_points_in_hundred",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]
