import django.db.models.deletion
import ymdm.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("disclosure", "0001_catalogue_and_obligations"),
        ("disclosure", "0002_publications_and_what_is_said_about_them"),
    ]

    initial = True

    dependencies = [
        ("attachments", "0001_tables"),
        ("organization", "0001_tables"),
    ]

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="CatalogueItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=12, unique=True, verbose_name="编号")),
                        ("name", models.CharField(max_length=80, verbose_name="公开事项")),
                        ("topic", models.CharField(blank=True, max_length=20, verbose_name="类别")),
                        (
                            "under",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="disclosure.catalogueitem",
                                verbose_name="总目录事项",
                            ),
                        ),
                        ("goals", models.CharField(blank=True, max_length=5, verbose_name="五公开")),
                        ("major", models.CharField(blank=True, max_length=4, verbose_name="三重一大")),
                        ("schedule", models.CharField(max_length=80, verbose_name="阶段和频次")),
                        ("min_days", models.PositiveSmallIntegerField(default=15, verbose_name="张贴天数")),
                        ("is_notice", models.BooleanField(default=False, verbose_name="公示")),
                        ("owed_by", models.CharField(max_length=100, verbose_name="适用单位类型")),
                        ("open_to", models.CharField(blank=True, max_length=100, verbose_name="可选用的单位类型")),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("public", "社会公众"),
                                    ("employees", "全体职工"),
                                    ("representatives", "职工代表"),
                                ],
                                default="employees",
                                max_length=16,
                                verbose_name="公开对象",
                            ),
                        ),
                        ("to_congress", models.BooleanField(default=False, verbose_name="提交职代会")),
                        ("form", models.CharField(blank=True, max_length=40, verbose_name="公开形式")),
                        ("time_limit", models.CharField(blank=True, max_length=40, verbose_name="公开时限")),
                        ("basis", models.CharField(blank=True, max_length=160, verbose_name="依据")),
                    ],
                    options={
                        "verbose_name": "公开目录事项",
                        "verbose_name_plural": "公开目录事项",
                        "ordering": ["code"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Adoption",
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
                                related_name="adoptions",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="adoptions",
                                to="disclosure.catalogueitem",
                                verbose_name="目录事项",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("in_force", "列入目录"),
                                    ("removal_asked", "申请移出"),
                                    ("removed", "已移出"),
                                ],
                                default="in_force",
                                max_length=16,
                                verbose_name="状态",
                            ),
                        ),
                        ("from_on", models.DateField(verbose_name="列入日期")),
                        ("until_on", models.DateField(null=True, verbose_name="移出日期")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="移出理由")),
                        ("decision", models.CharField(blank=True, max_length=80, verbose_name="单位决定")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="申请人",
                            ),
                        ),
                        (
                            "consent_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="上级同意人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "单位公开目录",
                        "verbose_name_plural": "单位公开目录",
                        "ordering": ["unit", "item"],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "item"), name="one_adoption_per_unit_and_item"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "removed"), _negated=True),
                                    models.Q(
                                        ("asked_by__isnull", False),
                                        ("consent_by__isnull", False),
                                        ("until_on__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                        models.Q(("decision", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="removed_with_reason_decision_day_and_consent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "removal_asked"), _negated=True),
                                    models.Q(
                                        ("asked_by__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                        models.Q(("decision", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="removal_asked_with_reason_and_decision",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("consent_by", None),
                                    ("asked_by", None),
                                    models.Q(("consent_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="removal_consented_by_another",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CatalogueYear",
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
                                related_name="catalogue_years",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("adopted_on", models.DateField(verbose_name="确定日期")),
                        ("document", models.CharField(max_length=80, verbose_name="文件")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "年度公开目录",
                        "verbose_name_plural": "年度公开目录",
                        "ordering": ["unit", "-year"],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "year"), name="one_catalogue_per_unit_and_year")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Board",
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
                                related_name="boards",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        ("place", models.CharField(max_length=80, verbose_name="位置")),
                        ("from_on", models.DateField(verbose_name="设立日期")),
                        ("until_on", models.DateField(null=True, verbose_name="撤除日期")),
                    ],
                    options={
                        "verbose_name": "公开栏",
                        "verbose_name_plural": "公开栏",
                        "ordering": ["pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Obligation",
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
                                related_name="obligations",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="obligations",
                                to="disclosure.catalogueitem",
                                verbose_name="目录事项",
                            ),
                        ),
                        ("period", models.CharField(max_length=40, verbose_name="期间")),
                        ("label", models.CharField(max_length=60, verbose_name="期间或事件")),
                        (
                            "stage",
                            models.CharField(
                                choices=[("before", "事前"), ("process", "事中"), ("result", "事后")],
                                max_length=8,
                                verbose_name="阶段",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("ends_on", models.DateField(verbose_name="期末或形成日期")),
                        ("due_on", models.DateField(verbose_name="公开期限")),
                        ("rule", models.CharField(max_length=8, verbose_name="规则")),
                        ("published_on", models.DateField(null=True, verbose_name="公开日期")),
                        ("withheld_on", models.DateField(null=True, verbose_name="决定不公开日期")),
                        ("lifted_on", models.DateField(null=True, verbose_name="解除日期")),
                        ("lifted_because", models.CharField(blank=True, max_length=200, verbose_name="解除原因")),
                        ("owed_from_on", models.DateField(verbose_name="起办日期")),
                        ("is_on_clock", models.BooleanField(default=False, verbose_name="已列入待办")),
                    ],
                    options={
                        "verbose_name": "应公开",
                        "verbose_name_plural": "应公开",
                        "ordering": ["due_on", "pk"],
                        "indexes": [
                            models.Index(fields=["year", "unit", "item"], name="obligation_of_year"),
                            models.Index(fields=["unit", "due_on"], name="obligation_of_unit"),
                            models.Index(
                                condition=models.Q(
                                    ("is_on_clock", False),
                                    ("lifted_on", None),
                                    ("published_on", None),
                                    ("withheld_on", None),
                                ),
                                fields=["owed_from_on"],
                                name="obligation_off_the_clock",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "item", "period", "stage"),
                                name="one_obligation_per_unit_item_period_and_stage",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("lifted_on", None),
                                    models.Q(("lifted_because", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="lifted_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("withheld_on", None), ("published_on", None), _connector="OR"),
                                name="withheld_is_not_published",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("owed_from_on__lte", models.F("due_on"))),
                                name="owed_before_it_is_due",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Publication",
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
                                related_name="publications",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publications",
                                to="disclosure.catalogueitem",
                                verbose_name="目录事项",
                            ),
                        ),
                        (
                            "obligation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publications",
                                to="disclosure.obligation",
                                verbose_name="应公开",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="标题")),
                        (
                            "scope",
                            models.CharField(
                                choices=[
                                    ("unit", "本单位及下属职工"),
                                    ("house", "全局职工"),
                                    ("representatives", "职工代表"),
                                    ("public", "全局职工和社会公众"),
                                ],
                                default="unit",
                                max_length=16,
                                verbose_name="公开范围",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("preparing", "编写中"),
                                    ("published", "公开中"),
                                    ("ended", "公开期满"),
                                    ("suspended", "暂停公开"),
                                    ("dropped", "不再公开"),
                                ],
                                default="preparing",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="建立时间")),
                        ("published_at", models.DateTimeField(null=True, verbose_name="公开时间")),
                        ("published_on", models.DateField(null=True, verbose_name="公开日期")),
                        ("ends_on", models.DateField(null=True, verbose_name="公开到")),
                        ("is_notice", models.BooleanField(default=False, verbose_name="公示")),
                        ("days", models.PositiveSmallIntegerField(verbose_name="公开天数")),
                        ("concluded_on", models.DateField(null=True, verbose_name="公示办结日期")),
                        ("conclusion", models.CharField(blank=True, max_length=500, verbose_name="公示结论")),
                        ("suspended_at", models.DateTimeField(null=True, verbose_name="暂停时间")),
                        ("suspended_because", models.CharField(blank=True, max_length=300, verbose_name="暂停原因")),
                        ("incident_report", models.TextField(blank=True, verbose_name="情况报告")),
                    ],
                    options={
                        "verbose_name": "公开事项",
                        "verbose_name_plural": "公开事项",
                        "ordering": ["-published_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["-published_at"], name="publication_newest"),
                            models.Index(fields=["unit", "-published_at"], name="publication_of_unit"),
                            models.Index(fields=["item", "-published_at"], name="publication_of_item"),
                            models.Index(
                                condition=models.Q(("state", "published")),
                                fields=["ends_on"],
                                name="publication_ending",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["published", "ended"]), _negated=True),
                                    models.Q(
                                        ("ends_on__isnull", False),
                                        ("published_at__isnull", False),
                                        ("published_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="open_publication_has_its_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on", None), ("ends_on__gte", models.F("published_on")), _connector="OR"
                                ),
                                name="publication_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("concluded_on", None), models.Q(("conclusion", ""), _negated=True), _connector="OR"
                                ),
                                name="concluded_notice_says_how",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "suspended"), _negated=True),
                                    models.Q(
                                        ("suspended_at__isnull", False),
                                        models.Q(("suspended_because", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="suspended_with_time_and_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Version",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="disclosure.publication",
                                verbose_name="公开事项",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="版本")),
                        ("body", models.TextField(verbose_name="正文")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="更正说明")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "起草"),
                                    ("collecting", "征求意见"),
                                    ("review", "保密审查"),
                                    ("approval", "待批准"),
                                    ("scheduled", "定时公开"),
                                    ("published", "已公开"),
                                    ("replaced", "已更正"),
                                    ("dropped", "已放弃"),
                                ],
                                default="draft",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="起草人",
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="起草时间")),
                        ("opinions_until", models.DateField(null=True, verbose_name="征求意见到")),
                        ("opinions_heard", models.CharField(blank=True, max_length=500, verbose_name="意见采纳情况")),
                        ("masked", models.JSONField(default=list, verbose_name="个人信息处理")),
                        (
                            "reviewer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="审查人",
                            ),
                        ),
                        (
                            "slip",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disclosure.reviewslip",
                                verbose_name="审查单",
                            ),
                        ),
                        (
                            "approver",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="批准人",
                            ),
                        ),
                        ("approved_at", models.DateTimeField(null=True, verbose_name="批准时间")),
                        ("publish_on", models.DateField(null=True, verbose_name="公开日期")),
                        ("published_at", models.DateTimeField(null=True, verbose_name="公开时间")),
                        ("sha256", models.CharField(blank=True, max_length=64, verbose_name="摘要")),
                    ],
                    options={
                        "verbose_name": "公开文本",
                        "verbose_name_plural": "公开文本",
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("publication", "number"), name="one_version_of_publication_and_number"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "published")),
                                fields=("publication",),
                                name="one_version_of_publication_is_read",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "collecting", "review", "approval", "scheduled"])
                                ),
                                fields=("publication",),
                                name="one_version_of_publication_under_way",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["scheduled", "published", "replaced"]), _negated=True),
                                    models.Q(
                                        ("approver__isnull", False),
                                        ("publish_on__isnull", False),
                                        ("reviewer__isnull", False),
                                        ("slip__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="published_with_slip_and_approval",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reviewer", None),
                                    models.Q(("reviewer", models.F("author")), _negated=True),
                                    _connector="OR",
                                ),
                                name="reviewer_is_not_the_author",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approver", None),
                                    models.Q(
                                        models.Q(("approver", models.F("author")), _negated=True),
                                        models.Q(("approver", models.F("reviewer")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="approver_is_neither_author_nor_reviewer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number", 1), models.Q(("note", ""), _negated=True), _connector="OR"
                                ),
                                name="correction_says_what_changed",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewSlip",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="slips",
                                to="disclosure.version",
                                verbose_name="公开文本",
                            ),
                        ),
                        (
                            "state_secrets",
                            models.CharField(
                                choices=[
                                    ("none", "不涉及"),
                                    ("treated", "涉及，已隐去或分开"),
                                    ("stands", "涉及，不能公开"),
                                ],
                                max_length=8,
                                verbose_name="国家秘密",
                            ),
                        ),
                        (
                            "work_secrets",
                            models.CharField(
                                choices=[
                                    ("none", "不涉及"),
                                    ("treated", "涉及，已隐去或分开"),
                                    ("stands", "涉及，不能公开"),
                                ],
                                max_length=8,
                                verbose_name="工作秘密",
                            ),
                        ),
                        (
                            "business_secrets",
                            models.CharField(
                                choices=[
                                    ("none", "不涉及"),
                                    ("treated", "涉及，已隐去或分开"),
                                    ("stands", "涉及，不能公开"),
                                ],
                                max_length=8,
                                verbose_name="商业秘密",
                            ),
                        ),
                        (
                            "personal_data",
                            models.CharField(
                                choices=[
                                    ("none", "不涉及"),
                                    ("treated", "涉及，已隐去或分开"),
                                    ("stands", "涉及，不能公开"),
                                ],
                                max_length=8,
                                verbose_name="个人信息",
                            ),
                        ),
                        (
                            "attribute",
                            models.CharField(
                                choices=[
                                    ("open", "向社会公开"),
                                    ("employees", "向职工公开"),
                                    ("on_request", "依申请公开"),
                                    ("closed", "不公开"),
                                ],
                                max_length=12,
                                verbose_name="公开属性",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="审查意见")),
                        ("passes", models.BooleanField(verbose_name="通过")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="审查人",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="审查时间")),
                        ("sha256", models.CharField(max_length=64, verbose_name="所审文本摘要")),
                    ],
                    options={
                        "verbose_name": "公开审查单",
                        "verbose_name_plural": "公开审查单",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("passes", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="slip_that_refuses_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("passes", False),
                                    models.Q(
                                        ("attribute__in", ["open", "employees"]),
                                        models.Q(("state_secrets", "stands"), _negated=True),
                                        models.Q(("work_secrets", "stands"), _negated=True),
                                        models.Q(("business_secrets", "stands"), _negated=True),
                                        models.Q(("personal_data", "stands"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="slip_passes_only_what_may_be_open",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="WithheldPart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withheld_parts",
                                to="disclosure.version",
                                verbose_name="公开文本",
                            ),
                        ),
                        ("what", models.CharField(max_length=120, verbose_name="未公开的部分")),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("state_secret", "国家秘密（保密法第13条）"),
                                    ("work_secret", "工作秘密（保密法第64条）"),
                                    ("business_secret", "商业秘密（政府信息公开条例第15条）"),
                                    ("privacy", "个人隐私（政府信息公开条例第15条）"),
                                    ("stability", "危及国家安全、公共安全、经济安全、社会稳定（条例第14条）"),
                                    ("underway", "事前不宜公开，延后公开（DIS-14）"),
                                    ("internal", "人事管理、后勤管理、内部工作流程（条例第16条，只适用于向社会公开）"),
                                ],
                                max_length=16,
                                verbose_name="依据",
                            ),
                        ),
                        ("until_on", models.DateField(null=True, verbose_name="延后到")),
                    ],
                    options={
                        "verbose_name": "未公开部分",
                        "verbose_name_plural": "未公开部分",
                        "ordering": ["pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Posting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="disclosure.publication",
                                verbose_name="公开事项",
                            ),
                        ),
                        (
                            "board",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="disclosure.board",
                                verbose_name="公开栏",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("up", "张贴中"), ("down", "已取下")],
                                default="up",
                                max_length=4,
                                verbose_name="状态",
                            ),
                        ),
                        ("up_on", models.DateField(verbose_name="张贴日期")),
                        (
                            "up_photo",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="attachments.attachment",
                                verbose_name="张贴照片",
                            ),
                        ),
                        ("down_on", models.DateField(null=True, verbose_name="取下日期")),
                        (
                            "down_photo",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="attachments.attachment",
                                verbose_name="取下时照片",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "张贴",
                        "verbose_name_plural": "张贴",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "up")),
                                fields=("publication", "board"),
                                name="one_sheet_of_a_publication_on_a_board",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("down_on", None), ("state", "up")),
                                    models.Q(
                                        ("down_on__gte", models.F("up_on")),
                                        ("down_photo__isnull", False),
                                        ("state", "down"),
                                    ),
                                    _connector="OR",
                                ),
                                name="taken_down_with_photograph_after_it_was_up",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Remark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="remarks",
                                to="disclosure.publication",
                                verbose_name="公开事项",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("question", "提问"),
                                    ("opinion", "意见"),
                                    ("objection", "异议"),
                                    ("report", "反映不实或应公开未公开"),
                                ],
                                max_length=10,
                                verbose_name="类型",
                            ),
                        ),
                        ("about", models.CharField(blank=True, max_length=80, verbose_name="针对的内容")),
                        ("text", models.CharField(max_length=1000, verbose_name="内容")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提出人",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="提出日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "待答复"), ("answered", "已答复")],
                                default="open",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("answer", models.TextField(blank=True, verbose_name="答复")),
                        ("is_adopted", models.BooleanField(null=True, verbose_name="采纳")),
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
                        "verbose_name": "对公开事项的意见",
                        "verbose_name_plural": "对公开事项的意见",
                        "ordering": ["-pk"],
                        "indexes": [models.Index(fields=["publication", "kind"], name="remark_of_publication")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "answered"), _negated=True),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                        models.Q(("answer", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="answered_remark_has_its_answer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("by__isnull", False), ("kind", "objection"), _connector="OR"),
                                name="without_a_name_only_objections",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="readings",
                                to="disclosure.publication",
                                verbose_name="公开事项",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="读者",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="日期")),
                        ("is_signed", models.BooleanField(default=False, verbose_name="签阅")),
                    ],
                    options={
                        "verbose_name": "阅读",
                        "verbose_name_plural": "阅读",
                        "constraints": [
                            models.UniqueConstraint(fields=("publication", "person"), name="one_reading_of_a_person")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Withholding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "obligation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withholdings",
                                to="disclosure.obligation",
                                verbose_name="应公开",
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
                            "ground",
                            models.CharField(
                                choices=[
                                    ("state_secret", "国家秘密（保密法第13条）"),
                                    ("work_secret", "工作秘密（保密法第64条）"),
                                    ("business_secret", "商业秘密（政府信息公开条例第15条）"),
                                    ("privacy", "个人隐私（政府信息公开条例第15条）"),
                                    ("stability", "危及国家安全、公共安全、经济安全、社会稳定（条例第14条）"),
                                    ("underway", "事前不宜公开，延后公开（DIS-14）"),
                                    ("internal", "人事管理、后勤管理、内部工作流程（条例第16条，只适用于向社会公开）"),
                                ],
                                max_length=16,
                                verbose_name="依据",
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="理由")),
                        ("until_on", models.DateField(null=True, verbose_name="延后到")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("awaiting", "待批准"),
                                    ("in_force", "不公开"),
                                    ("refused", "应当公开"),
                                    ("ended", "已恢复公开"),
                                ],
                                default="awaiting",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提出人",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="提出时间")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="批准人",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="批准时间")),
                        ("decision", models.CharField(blank=True, max_length=300, verbose_name="批准意见")),
                        ("examined_on", models.DateField(null=True, verbose_name="最近审查日期")),
                        ("examine_by_on", models.DateField(null=True, verbose_name="下次审查日期")),
                    ],
                    options={
                        "verbose_name": "不公开审批",
                        "verbose_name_plural": "不公开审批",
                        "ordering": ["-asked_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "in_force")),
                                fields=["examine_by_on"],
                                name="withholding_to_examine",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["awaiting", "in_force"])),
                                fields=("obligation",),
                                name="one_withholding_stands",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "in_force"), _negated=True),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("examine_by_on__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="withheld_with_ground_approver_and_review_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(("decided_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="withholding_consented_by_another",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
