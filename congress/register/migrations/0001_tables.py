import django.db.models.deletion
import ymdm.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("register", "0001_documents_and_their_versions"),
        ("register", "0002_major_decisions_and_corrections"),
        ("register", "0003_files_for_the_superior_union"),
    ]

    initial = True

    dependencies = [
        ("congress", "0001_tables"),
        ("organization", "0001_tables"),
    ]

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Decision",
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
                                related_name="decisions",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("major_decision", "重大决策"),
                                    ("key_appointment", "重要干部任免"),
                                    ("major_project", "重大项目安排"),
                                    ("large_sum", "大额度资金使用"),
                                ],
                                max_length=20,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "matter",
                            models.CharField(
                                choices=[
                                    ("development_plan", "发展规划、年度工作报告和重大决策"),
                                    ("budget_accounts", "财务预决算"),
                                    ("restructure", "改制、合并、分立、搬迁、停产、解散、破产"),
                                    ("placement_plan", "职工安置方案"),
                                    ("collective_contract", "集体合同和专项集体合同"),
                                    ("wage_bonus_plan", "工资制度、工资调整和奖金分配方案"),
                                    ("discipline_rules", "奖惩、考勤和劳动保护办法"),
                                    ("vital_interest_rule", "直接涉及职工切身利益的规章制度"),
                                    ("welfare", "福利费使用、福利制度和生活事项"),
                                    ("personnel_rules", "事业单位人事管理制度"),
                                    ("proposal_report", "提案办理情况"),
                                    ("resolution_execution", "以往决议执行情况"),
                                    ("contract_execution", "集体合同履行情况"),
                                    ("insurance_safety", "社会保险、安全生产和教育经费情况"),
                                    ("hospitality_cost", "业务招待费使用情况"),
                                    ("union_work", "工会工作和联席会议报告"),
                                    ("committee_members", "专门委员会成员"),
                                    ("employee_directors", "职工董事、职工监事和协商代表"),
                                    ("labor_model", "劳动模范人选"),
                                    ("cadre_appraisal", "单位领导人员"),
                                    ("land_property", "土地、房屋等资产的使用"),
                                    ("procedure", "会议程序（议程、主席团、资格审查、计票人）"),
                                    ("other", "其他事项"),
                                ],
                                default="other",
                                max_length=32,
                                verbose_name="事项",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="决策事项")),
                        ("text", models.TextField(verbose_name="内容")),
                        ("amount", models.BigIntegerField(null=True, verbose_name="金额（分）")),
                        (
                            "state",
                            models.CharField(
                                choices=[("proposed", "待决定"), ("decided", "已决定"), ("disclosed", "已公开")],
                                default="proposed",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
                        (
                            "body",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("party_committee", "党委（党组）会议"),
                                    ("office_meeting", "行政办公会议"),
                                    ("joint_meeting", "党政联席会议"),
                                    ("board", "董事会"),
                                    ("other", "其他会议"),
                                ],
                                max_length=20,
                                verbose_name="决定的会议",
                            ),
                        ),
                        ("meeting", models.CharField(blank=True, max_length=80, verbose_name="会议名称")),
                        ("decided_on", models.DateField(null=True, verbose_name="决定日期")),
                        ("procedure", models.CharField(blank=True, max_length=500, verbose_name="经过的程序")),
                        ("right", models.CharField(blank=True, max_length=16, verbose_name="职代会应有的职权")),
                        (
                            "resolution",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="congress.resolution",
                                verbose_name="职代会决议",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="congress.agendaitem",
                                verbose_name="职代会议程",
                            ),
                        ),
                        ("contract", models.CharField(blank=True, max_length=120, verbose_name="合同")),
                        ("contract_on", models.DateField(null=True, verbose_name="合同签订日期")),
                        ("not_binding", models.BooleanField(default=False, verbose_name="对职工没有约束力")),
                        ("out_of_order", models.BooleanField(default=False, verbose_name="程序颠倒")),
                        ("made_good_on", models.DateField(null=True, verbose_name="补经职代会的日期")),
                        ("disclosed_as", models.CharField(blank=True, max_length=160, verbose_name="公开事项")),
                        ("disclosed_on", models.DateField(null=True, verbose_name="公开日期")),
                        ("secrecy_ground", models.CharField(blank=True, max_length=300, verbose_name="不公开的依据")),
                    ],
                    options={
                        "verbose_name": "重大决策",
                        "verbose_name_plural": "重大决策",
                        "ordering": ["-decided_on", "-pk"],
                        "indexes": [models.Index(fields=["unit", "decided_on"], name="decision_of_unit_and_day")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_on", None), ("state", "proposed")),
                                    models.Q(
                                        models.Q(("state", "proposed"), _negated=True),
                                        ("decided_on__isnull", False),
                                        models.Q(("meeting", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="decision_made_with_day_and_meeting",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("disclosed_on__isnull", False),
                                        ("state", "disclosed"),
                                        models.Q(("disclosed_as", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "disclosed"), _negated=True),
                                        ("disclosed_as", ""),
                                        ("disclosed_on", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="disclosed_decision_says_where_and_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "large_sum"), _negated=True), ("amount__gt", 0), _connector="OR"
                                ),
                                name="decision_on_money_has_an_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("contract", ""), ("contract_on", None)),
                                    models.Q(models.Q(("contract", ""), _negated=True), ("contract_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="contract_has_name_and_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Correction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "decision",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="correction",
                                to="register.decision",
                                verbose_name="决策",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        ("number", models.CharField(max_length=40, verbose_name="文号")),
                        ("text", models.CharField(max_length=600, verbose_name="要求")),
                        ("rule", models.CharField(max_length=12, verbose_name="规则")),
                        (
                            "state",
                            models.CharField(
                                choices=[("sent", "待答复"), ("responded", "已答复")],
                                default="sent",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("sent_on", models.DateField(verbose_name="发出日期")),
                        ("answer_due_on", models.DateField(verbose_name="答复期限")),
                        ("correct_by", models.DateField(null=True, verbose_name="改正期限")),
                        ("answer", models.TextField(blank=True, verbose_name="答复")),
                        ("answered_on", models.DateField(null=True, verbose_name="答复日期")),
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
                    ],
                    options={
                        "verbose_name": "纠正通知",
                        "verbose_name_plural": "纠正通知",
                        "ordering": ["-sent_on", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "number"), name="one_correction_of_a_unit_and_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer", ""), ("answered_by", None), ("answered_on", None), ("state", "sent")
                                    ),
                                    models.Q(
                                        ("answered_by__isnull", False),
                                        ("answered_on__isnull", False),
                                        ("state", "responded"),
                                        models.Q(("answer", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="correction_answered_in_writing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered_on", None), ("answered_on__gte", models.F("sent_on")), _connector="OR"
                                ),
                                name="correction_is_answered_after_it_was_sent",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="RuleDocument",
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
                                related_name="rule_documents",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("charter", "章程"),
                                    ("implementing_rules", "实施细则"),
                                    ("proposal_rules", "提案工作制度"),
                                    ("rules_of_procedure", "议事规则"),
                                    ("representative_rules", "职工代表制度"),
                                    ("disclosure_rules", "公开制度"),
                                    ("other", "其他制度"),
                                ],
                                default="other",
                                max_length=24,
                                verbose_name="种类",
                            ),
                        ),
                        (
                            "matter",
                            models.CharField(
                                choices=[
                                    ("development_plan", "发展规划、年度工作报告和重大决策"),
                                    ("budget_accounts", "财务预决算"),
                                    ("restructure", "改制、合并、分立、搬迁、停产、解散、破产"),
                                    ("placement_plan", "职工安置方案"),
                                    ("collective_contract", "集体合同和专项集体合同"),
                                    ("wage_bonus_plan", "工资制度、工资调整和奖金分配方案"),
                                    ("discipline_rules", "奖惩、考勤和劳动保护办法"),
                                    ("vital_interest_rule", "直接涉及职工切身利益的规章制度"),
                                    ("welfare", "福利费使用、福利制度和生活事项"),
                                    ("personnel_rules", "事业单位人事管理制度"),
                                    ("proposal_report", "提案办理情况"),
                                    ("resolution_execution", "以往决议执行情况"),
                                    ("contract_execution", "集体合同履行情况"),
                                    ("insurance_safety", "社会保险、安全生产和教育经费情况"),
                                    ("hospitality_cost", "业务招待费使用情况"),
                                    ("union_work", "工会工作和联席会议报告"),
                                    ("committee_members", "专门委员会成员"),
                                    ("employee_directors", "职工董事、职工监事和协商代表"),
                                    ("labor_model", "劳动模范人选"),
                                    ("cadre_appraisal", "单位领导人员"),
                                    ("land_property", "土地、房屋等资产的使用"),
                                    ("procedure", "会议程序（议程、主席团、资格审查、计票人）"),
                                    ("other", "其他事项"),
                                ],
                                default="other",
                                max_length=32,
                                verbose_name="涉及的事项",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="名称")),
                        ("number", models.CharField(blank=True, max_length=40, verbose_name="文号")),
                        ("entered_at", models.DateTimeField(verbose_name="登记时间")),
                    ],
                    options={
                        "verbose_name": "制度",
                        "verbose_name_plural": "制度",
                        "ordering": ["title", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "title"), name="one_document_of_a_unit_and_title")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="RuleVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="register.ruledocument",
                                verbose_name="制度",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="版本")),
                        ("text", models.TextField(blank=True, verbose_name="正文")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="修改说明")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "草稿"),
                                    ("congress_passed", "职代会已通过"),
                                    ("in_force", "施行"),
                                    ("replaced", "已废止"),
                                ],
                                default="draft",
                                max_length=16,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "resolution",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rule_versions",
                                to="congress.resolution",
                                verbose_name="通过它的决议",
                            ),
                        ),
                        ("must_pass", models.BooleanField(default=False, verbose_name="须由职代会通过")),
                        ("heard", models.CharField(blank=True, max_length=500, verbose_name="怎样听取意见")),
                        ("noticed_on", models.DateField(null=True, verbose_name="告知职工的日期")),
                        ("effective_on", models.DateField(null=True, verbose_name="施行日期")),
                        ("ended_on", models.DateField(null=True, verbose_name="施行到")),
                        ("ended_because", models.CharField(blank=True, max_length=200, verbose_name="废止原因")),
                        ("made_at", models.DateTimeField(verbose_name="编写时间")),
                    ],
                    options={
                        "verbose_name": "制度版本",
                        "verbose_name_plural": "制度版本",
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("document", "number"), name="one_version_of_a_document_and_number"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "in_force")),
                                fields=("document",),
                                name="one_version_of_a_document_in_force",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["draft", "congress_passed"])),
                                fields=("document",),
                                name="one_version_of_a_document_under_way",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("must_pass", True), ("state__in", ["in_force", "replaced"]), _negated=True
                                    ),
                                    ("resolution__isnull", False),
                                    _connector="OR",
                                ),
                                name="rule_in_force_was_passed_where_it_must",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("effective_on", None),
                                        ("noticed_on", None),
                                        ("state__in", ["draft", "congress_passed"]),
                                    ),
                                    models.Q(
                                        ("effective_on__isnull", False),
                                        ("noticed_on__isnull", False),
                                        ("state__in", ["in_force", "replaced"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="rule_in_force_has_its_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "congress_passed"), _negated=True),
                                    ("resolution__isnull", False),
                                    _connector="OR",
                                ),
                                name="passed_rule_names_its_resolution",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_on__isnull", False), ("state", "replaced")),
                                    models.Q(models.Q(("state", "replaced"), _negated=True), ("ended_on", None)),
                                    _connector="OR",
                                ),
                                name="replaced_rule_has_its_last_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number", 1), models.Q(("note", ""), _negated=True), _connector="OR"
                                ),
                                name="later_rule_says_what_changed",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="UnitReport",
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
                                related_name="unit_reports",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                        ("edition", models.PositiveSmallIntegerField(verbose_name="版本")),
                        ("made_at", models.DateTimeField(verbose_name="生成时间")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="生成人",
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                        ("size", models.PositiveIntegerField(verbose_name="大小")),
                        ("checkpoint_size", models.BigIntegerField(null=True, verbose_name="台账公布点")),
                        ("stored_as", models.CharField(max_length=60, verbose_name="存放位置")),
                    ],
                    options={
                        "verbose_name": "报送文件",
                        "verbose_name_plural": "报送文件",
                        "ordering": ["-made_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "year", "edition"), name="one_report_of_a_unit_year_and_edition"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("edition__gte", 1)), name="report_editions_count_from_one"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]
