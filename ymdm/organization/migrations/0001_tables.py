import django.db.models.deletion
import ymdm.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("organization", "0001_initial"),
        ("organization", "0002_three_administrators"),
        ("organization", "0003_place_and_rule_profile"),
        ("organization", "0004_ask_and_confirm_grants"),
        ("organization", "0005_discipline_supervisor"),
        ("organization", "0006_acts_for_two"),
        ("organization", "0007_where_a_unit_stands_by_day"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Unit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, unique=True, verbose_name="编码")),
                        ("name", models.CharField(max_length=60, verbose_name="名称")),
                        ("short_name", models.CharField(blank=True, max_length=30, verbose_name="简称")),
                        (
                            "aliases",
                            models.CharField(blank=True, help_text="用 | 分隔", max_length=200, verbose_name="别名"),
                        ),
                        (
                            "legal_type",
                            models.CharField(
                                choices=[
                                    ("agency", "机关"),
                                    ("civil_service_managed", "参公"),
                                    ("public_institution", "事业"),
                                    ("enterprise", "企业"),
                                ],
                                max_length=24,
                                verbose_name="类型",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("bureau", "局"),
                                    ("unit", "单位"),
                                    ("department", "部门"),
                                    ("team", "班组"),
                                    ("project_office", "项目部"),
                                    ("research_group", "课题组"),
                                ],
                                max_length=16,
                                verbose_name="层级",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="organization.unit",
                                verbose_name="上级单位",
                            ),
                        ),
                        ("path", models.CharField(editable=False, max_length=200, unique=True, verbose_name="路径")),
                        ("depth", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="层数")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="排序")),
                        (
                            "calendar",
                            models.CharField(
                                blank=True,
                                help_text="留空即按国务院放假安排（CAL-02）",
                                max_length=20,
                                verbose_name="工作日历",
                            ),
                        ),
                        (
                            "place",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("北京", "北京"),
                                    ("天津", "天津"),
                                    ("河北", "河北"),
                                    ("山西", "山西"),
                                    ("内蒙古", "内蒙古"),
                                    ("辽宁", "辽宁"),
                                    ("吉林", "吉林"),
                                    ("黑龙江", "黑龙江"),
                                    ("上海", "上海"),
                                    ("江苏", "江苏"),
                                    ("浙江", "浙江"),
                                    ("安徽", "安徽"),
                                    ("福建", "福建"),
                                    ("江西", "江西"),
                                    ("山东", "山东"),
                                    ("河南", "河南"),
                                    ("湖北", "湖北"),
                                    ("湖南", "湖南"),
                                    ("广东", "广东"),
                                    ("广西", "广西"),
                                    ("海南", "海南"),
                                    ("重庆", "重庆"),
                                    ("四川", "四川"),
                                    ("贵州", "贵州"),
                                    ("云南", "云南"),
                                    ("西藏", "西藏"),
                                    ("陕西", "陕西"),
                                    ("甘肃", "甘肃"),
                                    ("青海", "青海"),
                                    ("宁夏", "宁夏"),
                                    ("新疆", "新疆"),
                                ],
                                help_text="留空随上级单位（CON-01）",
                                max_length=6,
                                verbose_name="所在地",
                            ),
                        ),
                        (
                            "profile",
                            models.CharField(
                                blank=True,
                                help_text="留空按所在地和类型（CON-01）",
                                max_length=40,
                                verbose_name="规则口径",
                            ),
                        ),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                    ],
                    options={
                        "verbose_name": "单位",
                        "verbose_name_plural": "单位",
                        "ordering": ["path"],
                        "default_permissions": (),
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="UnitHistory",
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
                                related_name="history",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("opened", "设立"),
                                    ("renamed", "更名"),
                                    ("moved", "划转"),
                                    ("closed", "撤销"),
                                ],
                                max_length=10,
                                verbose_name="变动",
                            ),
                        ),
                        ("before", models.CharField(blank=True, max_length=100, verbose_name="变动前")),
                        ("after", models.CharField(blank=True, max_length=100, verbose_name="变动后")),
                        ("on", models.DateField(verbose_name="日期")),
                    ],
                    options={
                        "verbose_name": "单位沿革",
                        "verbose_name_plural": "单位沿革",
                        "ordering": ["on", "pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="UnitStanding",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="standings",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=6, verbose_name="所在地")),
                        ("profile", models.CharField(blank=True, max_length=40, verbose_name="规则口径")),
                        ("from_on", models.DateField(verbose_name="从哪天起")),
                    ],
                    options={
                        "verbose_name": "规则口径沿革",
                        "verbose_name_plural": "规则口径沿革",
                        "ordering": ["from_on"],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "from_on"), name="one_standing_of_a_unit_and_day")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        ("staff_number", models.CharField(max_length=20, unique=True, verbose_name="工号")),
                        ("name", models.CharField(max_length=30, verbose_name="姓名")),
                        (
                            "pinyin",
                            models.CharField(
                                blank=True, help_text="检索用；多音字姓氏可以改", max_length=80, verbose_name="拼音"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="people",
                                to="organization.unit",
                                verbose_name="所在部门",
                            ),
                        ),
                        (
                            "mobile",
                            models.CharField(blank=True, max_length=11, null=True, unique=True, verbose_name="手机号"),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="电子邮箱")),
                        (
                            "gender",
                            models.CharField(
                                blank=True,
                                choices=[("female", "女"), ("male", "男")],
                                max_length=6,
                                verbose_name="性别",
                            ),
                        ),
                        ("birth_month", models.CharField(blank=True, max_length=7, verbose_name="出生年月")),
                        ("party", models.CharField(blank=True, max_length=20, verbose_name="政治面貌")),
                        ("post", models.CharField(blank=True, max_length=40, verbose_name="职务")),
                        ("professional_title", models.CharField(blank=True, max_length=40, verbose_name="职称")),
                        (
                            "employment",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("civil_service_managed", "参公"),
                                    ("established_post", "事业编制"),
                                    ("contract", "劳动合同"),
                                    ("dispatched", "劳务派遣"),
                                ],
                                max_length=24,
                                verbose_name="用工形式",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="可以登录")),
                        ("left_on", models.DateField(blank=True, null=True, verbose_name="离开日期")),
                        ("wants_mail", models.BooleanField(default=True, verbose_name="消息同时发到邮箱")),
                    ],
                    options={
                        "verbose_name": "职工",
                        "verbose_name_plural": "职工",
                        "ordering": ["staff_number"],
                        "indexes": [models.Index(fields=["unit", "staff_number"], name="person_of_unit")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="ActivationCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="activation_codes",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="职工",
                            ),
                        ),
                        ("code_hash", models.CharField(max_length=64, unique=True, verbose_name="摘要")),
                        ("issued_at", models.DateTimeField(verbose_name="发放时间")),
                        ("expires_at", models.DateTimeField(verbose_name="失效时间")),
                        ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="使用时间")),
                    ],
                    options={
                        "verbose_name": "激活码",
                        "verbose_name_plural": "激活码",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Office",
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
                                related_name="offices",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("union_officer", "工会干部"),
                                    ("committee_member", "提案委员会委员"),
                                    ("employee_representative", "职工代表"),
                                    ("handler", "承办人"),
                                    ("unit_head", "单位负责人"),
                                    ("leader", "领导"),
                                    ("superior_inspector", "上级检查人员"),
                                    ("supervisor", "纪检监督"),
                                    ("system_admin", "系统管理员"),
                                    ("security_admin", "安全管理员"),
                                    ("audit_admin", "审计管理员"),
                                ],
                                max_length=24,
                                verbose_name="角色",
                            ),
                        ),
                        (
                            "group",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="office",
                                to="auth.group",
                                verbose_name="权限组",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "岗位",
                        "verbose_name_plural": "岗位",
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "role"), name="one_office_per_role_and_unit")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="UnitGroupPermission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "permission",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission"),
                        ),
                        ("group", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.group")),
                        (
                            "content_object",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="organization.unit"),
                        ),
                    ],
                    options={
                        "unique_together": {("group", "permission", "content_object")},
                        "abstract": False,
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Appointment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appointments",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="职工",
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appointments",
                                to="organization.office",
                                verbose_name="岗位",
                            ),
                        ),
                        ("title", models.CharField(blank=True, max_length=40, verbose_name="职务名称")),
                        ("from_on", models.DateField(verbose_name="起始日期")),
                        ("until_on", models.DateField(blank=True, null=True, verbose_name="截止日期")),
                    ],
                    options={
                        "verbose_name": "任职",
                        "verbose_name_plural": "任职",
                        "ordering": ["from_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until_on", None), ("until_on__gte", models.F("from_on")), _connector="OR"
                                ),
                                name="appointment_ends_after_it_begins",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="GrantRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "待确认"),
                                    ("confirmed", "已确认"),
                                    ("refused", "不同意"),
                                    ("withdrawn", "已撤回"),
                                    ("expired", "已过期"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="状态",
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
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="事由")),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="申请人",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="申请时间")),
                        ("expires_at", models.DateTimeField(verbose_name="过期时间")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="确认人",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="确认时间")),
                        ("decision", models.CharField(blank=True, max_length=200, verbose_name="意见")),
                        ("used_at", models.DateTimeField(null=True, verbose_name="办理时间")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("appoint", "任职"),
                                    ("end", "结束任职"),
                                    ("codes", "发放激活码"),
                                    ("factor", "重置第二重验证"),
                                ],
                                max_length=10,
                                verbose_name="事项",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="职工",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("union_officer", "工会干部"),
                                    ("committee_member", "提案委员会委员"),
                                    ("employee_representative", "职工代表"),
                                    ("handler", "承办人"),
                                    ("unit_head", "单位负责人"),
                                    ("leader", "领导"),
                                    ("superior_inspector", "上级检查人员"),
                                    ("supervisor", "纪检监督"),
                                    ("system_admin", "系统管理员"),
                                    ("security_admin", "安全管理员"),
                                    ("audit_admin", "审计管理员"),
                                ],
                                max_length=24,
                                verbose_name="角色",
                            ),
                        ),
                        ("title", models.CharField(blank=True, max_length=40, verbose_name="职务名称")),
                        ("from_on", models.DateField(null=True, verbose_name="起始日期")),
                        ("until_on", models.DateField(null=True, verbose_name="截止日期")),
                        (
                            "appointment",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organization.appointment",
                                verbose_name="任职",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "授权申请",
                        "verbose_name_plural": "授权申请",
                        "ordering": ["-pk"],
                        "abstract": False,
                        "indexes": [models.Index(fields=["state", "expires_at"], name="grantrequest_waiting")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                name="grantrequest_is_decided_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("state__in", ["confirmed", "refused"]),
                                    ),
                                    models.Q(
                                        ("decided_at", None),
                                        ("decided_by", None),
                                        ("state__in", ["waiting", "withdrawn", "expired"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="grantrequest_decided_with_person_and_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "appoint"), _negated=True),
                                    models.Q(
                                        ("from_on__isnull", False),
                                        ("person__isnull", False),
                                        models.Q(("role", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="grant_of_an_office_names_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "end"), _negated=True),
                                    models.Q(("appointment__isnull", False), ("until_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="grant_that_ends_names_the_appointment",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "waiting")),
                                fields=("kind", "unit", "person", "role"),
                                name="one_waiting_grant_of_a_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PairedAct",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "待确认"),
                                    ("confirmed", "已确认"),
                                    ("refused", "不同意"),
                                    ("withdrawn", "已撤回"),
                                    ("expired", "已过期"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="状态",
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
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="事由")),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="申请人",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="申请时间")),
                        ("expires_at", models.DateTimeField(verbose_name="过期时间")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="确认人",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="确认时间")),
                        ("decision", models.CharField(blank=True, max_length=200, verbose_name="意见")),
                        ("used_at", models.DateTimeField(null=True, verbose_name="办理时间")),
                        ("kind", models.CharField(max_length=20, verbose_name="事项")),
                        ("about", models.CharField(max_length=40, verbose_name="对象")),
                        ("title", models.CharField(max_length=160, verbose_name="内容")),
                        ("shown", models.JSONField(verbose_name="明细")),
                        ("facts", models.JSONField(verbose_name="办理内容")),
                    ],
                    options={
                        "verbose_name": "双人复核事项",
                        "verbose_name_plural": "双人复核事项",
                        "ordering": ["-pk"],
                        "abstract": False,
                        "indexes": [models.Index(fields=["state", "expires_at"], name="pairedact_waiting")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                name="pairedact_is_decided_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("state__in", ["confirmed", "refused"]),
                                    ),
                                    models.Q(
                                        ("decided_at", None),
                                        ("decided_by", None),
                                        ("state__in", ["waiting", "withdrawn", "expired"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="pairedact_decided_with_person_and_time",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "waiting")),
                                fields=("kind", "about"),
                                name="one_waiting_paired_act_of_a_kind",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
