import django.db.models.deletion
import django.db.models.functions.text
import ymdm.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("proposals", "0001_initial"),
        ("proposals", "0002_keep_typed_replies_and_order_lists"),
        ("proposals", "0003_index_the_order_of_the_ledger"),
        ("proposals", "0004_see_a_unit_by_its_index"),
        ("proposals", "0005_ask_back_some_weeks_after_the_closure"),
        ("proposals", "0006_sketch_texts"),
        ("proposals", "0007_sketch_what_was_submitted"),
        ("proposals", "0008_one_workflow_for_every_channel"),
        ("proposals", "0009_reward_suggestions"),
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
                    name="Category",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "term",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposal_categories",
                                to="congress.congressterm",
                                verbose_name="届",
                            ),
                        ),
                        ("name", models.CharField(max_length=30, verbose_name="类别")),
                        ("hint", models.CharField(blank=True, max_length=60, verbose_name="说明")),
                        ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                    ],
                    options={
                        "verbose_name": "提案类别",
                        "verbose_name_plural": "提案类别",
                        "ordering": ["order", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("term", "name"), name="one_category_per_term_and_name")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("proposal", "职代会提案"),
                                    ("suggestion", "合理化建议"),
                                    ("mailbox", "意见箱"),
                                    ("reception_day", "领导接待日"),
                                    ("forum", "民主恳谈会"),
                                    ("symposium", "专题座谈会"),
                                    ("floor_opinion", "分团讨论意见"),
                                    ("finance", "民主理财"),
                                    ("visit", "调研"),
                                ],
                                default="proposal",
                                max_length=16,
                                verbose_name="渠道",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="organization.unit",
                                verbose_name="受理单位",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="congress.congresssession",
                                verbose_name="届次",
                            ),
                        ),
                        ("between_sessions", models.BooleanField(default=False, verbose_name="闭会期间提案")),
                        ("number", models.CharField(max_length=32, null=True, unique=True, verbose_name="编号")),
                        ("register_number", models.CharField(blank=True, max_length=20, verbose_name="原登记号")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "草稿"),
                                    ("submitted", "待审查"),
                                    ("returned", "退回补充"),
                                    ("withdrawn", "已撤回"),
                                    ("filed", "已立案"),
                                    ("merged", "已并案"),
                                    ("converted", "转意见建议"),
                                    ("not_filed", "不立案"),
                                    ("forwarded_up", "已转上级"),
                                    ("assigned", "已交办"),
                                    ("reassign_requested", "申请改派"),
                                    ("in_progress", "办理中"),
                                    ("reply_draft", "答复待签发"),
                                    ("replied", "待评价"),
                                    ("evaluated", "已评价"),
                                    ("rehandling", "再办理"),
                                    ("leader_review", "领导审定"),
                                    ("closed", "已办结"),
                                    ("archived", "已归档"),
                                ],
                                default="draft",
                                max_length=20,
                                verbose_name="状态",
                            ),
                        ),
                        ("title", models.CharField(blank=True, max_length=120, verbose_name="案由")),
                        ("rationale", models.TextField(blank=True, verbose_name="现状与理由")),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="proposals.category",
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "suggested_unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organization.unit",
                                verbose_name="建议承办单位",
                            ),
                        ),
                        ("is_confidential", models.BooleanField(default=False, verbose_name="请求姓名保密")),
                        (
                            "proposer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提出人",
                            ),
                        ),
                        (
                            "voiced_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="原提出人",
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="congress.delegation",
                                verbose_name="代表团",
                            ),
                        ),
                        ("is_joint", models.BooleanField(default=False, verbose_name="代表团提案")),
                        (
                            "source",
                            models.CharField(
                                choices=[("own", "本人提交"), ("on_behalf", "代为录入"), ("imported", "历年导入")],
                                default="own",
                                max_length=10,
                                verbose_name="来源",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="录入人",
                            ),
                        ),
                        ("started_at", models.DateTimeField(verbose_name="起草时间")),
                        ("saved_at", models.DateTimeField(null=True, verbose_name="最近保存")),
                        ("submitted_on", models.DateField(null=True, verbose_name="提交日期")),
                        ("outcome", models.CharField(blank=True, max_length=20, verbose_name="审查结果")),
                        ("decided_on", models.DateField(null=True, verbose_name="审查日期")),
                        ("filed_on", models.DateField(null=True, verbose_name="立案日期")),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged",
                                to="proposals.proposal",
                                verbose_name="并入",
                            ),
                        ),
                        (
                            "leader",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="分管领导",
                            ),
                        ),
                        ("is_key", models.BooleanField(default=False, verbose_name="重点提案")),
                        (
                            "lead_unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="led_proposals",
                                to="organization.unit",
                                verbose_name="主办单位",
                            ),
                        ),
                        ("assigned_on", models.DateField(null=True, verbose_name="交办日期")),
                        ("reply_due_on", models.DateField(null=True, verbose_name="答复期限")),
                        ("round", models.PositiveSmallIntegerField(default=1, verbose_name="第几次办理")),
                        ("replied_on", models.DateField(null=True, verbose_name="首次答复日期")),
                        ("second_replied_on", models.DateField(null=True, verbose_name="二次答复日期")),
                        ("result_class", models.CharField(blank=True, max_length=1, verbose_name="办理结果")),
                        ("grade", models.CharField(blank=True, max_length=16, verbose_name="评价")),
                        ("first_grade", models.CharField(blank=True, max_length=16, verbose_name="首次评价")),
                        ("conclusion", models.TextField(blank=True, verbose_name="审定意见")),
                        ("closed_on", models.DateField(null=True, verbose_name="办结日期")),
                        ("closure_note", models.TextField(blank=True, verbose_name="办结说明")),
                        ("ask_back_on", models.DateField(null=True, verbose_name="下次回访")),
                        ("asked_back_at", models.DateTimeField(null=True, verbose_name="最近回访")),
                        ("search_text", models.TextField(blank=True, editable=False)),
                    ],
                    options={
                        "verbose_name": "提案",
                        "verbose_name_plural": "提案",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    models.Q(("state", "draft"), _negated=True),
                                    models.Q(("channel", "reception_day"), _negated=True),
                                ),
                                fields=["unit", "-id"],
                                name="proposal_seen_in_unit",
                            ),
                            models.Index(fields=["state", "-id"], name="proposal_by_state"),
                            models.Index(
                                condition=models.Q(("channel", "proposal"), _negated=True),
                                fields=["channel", "-id"],
                                name="proposal_by_channel",
                            ),
                            models.Index(fields=["lead_unit", "-id"], name="proposal_by_lead_unit"),
                            models.Index(fields=["session", "-id"], name="proposal_by_session"),
                            models.Index(
                                condition=models.Q(("replied_on", None)),
                                fields=["reply_due_on", "-id"],
                                name="proposal_unanswered",
                            ),
                            models.Index(
                                condition=models.Q(("replied_on__isnull", False)),
                                fields=["-replied_on", "-id"],
                                name="proposal_answered",
                            ),
                            models.Index(
                                condition=models.Q(("merged_into__isnull", False)),
                                fields=["merged_into"],
                                name="proposal_merged_into",
                            ),
                            models.Index(
                                models.F("session"),
                                django.db.models.functions.text.Length("number"),
                                models.F("number"),
                                name="proposal_by_number",
                            ),
                            models.Index(
                                condition=models.Q(("ask_back_on__isnull", False)),
                                fields=["ask_back_on"],
                                name="proposal_to_ask_back",
                            ),
                            models.Index(
                                models.Case(
                                    models.When(state="draft", then=models.Value(0)),
                                    models.When(state="submitted", then=models.Value(1)),
                                    models.When(state="returned", then=models.Value(2)),
                                    models.When(state="withdrawn", then=models.Value(3)),
                                    models.When(state="filed", then=models.Value(4)),
                                    models.When(state="merged", then=models.Value(5)),
                                    models.When(state="converted", then=models.Value(6)),
                                    models.When(state="not_filed", then=models.Value(7)),
                                    models.When(state="forwarded_up", then=models.Value(8)),
                                    models.When(state="assigned", then=models.Value(9)),
                                    models.When(state="reassign_requested", then=models.Value(10)),
                                    models.When(state="in_progress", then=models.Value(11)),
                                    models.When(state="reply_draft", then=models.Value(12)),
                                    models.When(state="replied", then=models.Value(13)),
                                    models.When(state="evaluated", then=models.Value(14)),
                                    models.When(state="rehandling", then=models.Value(15)),
                                    models.When(state="leader_review", then=models.Value(16)),
                                    models.When(state="closed", then=models.Value(17)),
                                    models.When(state="archived", then=models.Value(18)),
                                    default=models.Value(19),
                                    output_field=models.PositiveSmallIntegerField(),
                                ),
                                models.OrderBy(models.F("id"), descending=True),
                                name="proposal_by_stage",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("number", None), ("submitted_on", None)),
                                    models.Q(("number__isnull", False), ("submitted_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="proposal_number_and_submission_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("assigned_on", None), ("lead_unit", None), ("reply_due_on", None)),
                                    models.Q(
                                        ("assigned_on__isnull", False),
                                        ("lead_unit__isnull", False),
                                        ("reply_due_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="proposal_assigned_has_lead_and_due_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("merged_into__isnull", False), ("state", "merged")),
                                    models.Q(models.Q(("state", "merged"), _negated=True), ("merged_into", None)),
                                    _connector="OR",
                                ),
                                name="proposal_merged_has_its_head",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_on__isnull", False), ("state__in", ["closed", "archived"])),
                                    models.Q(
                                        models.Q(("state__in", ["closed", "archived"]), _negated=True),
                                        ("closed_on", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="proposal_closed_has_its_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                                name="proposal_not_merged_into_itself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("channel", "proposal"), _negated=True),
                                    models.Q(("proposer__isnull", False), ("session__isnull", False)),
                                    _connector="OR",
                                ),
                                name="congress_matter_has_session_and_proposer",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormerNumber",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="former_numbers",
                                to="proposals.proposal",
                                verbose_name="事项",
                            ),
                        ),
                        ("number", models.CharField(max_length=32, unique=True, verbose_name="编号")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("proposal", "职代会提案"),
                                    ("suggestion", "合理化建议"),
                                    ("mailbox", "意见箱"),
                                    ("reception_day", "领导接待日"),
                                    ("forum", "民主恳谈会"),
                                    ("symposium", "专题座谈会"),
                                    ("floor_opinion", "分团讨论意见"),
                                    ("finance", "民主理财"),
                                    ("visit", "调研"),
                                ],
                                max_length=16,
                                verbose_name="渠道",
                            ),
                        ),
                        ("until", models.DateTimeField(verbose_name="使用到")),
                    ],
                    options={
                        "verbose_name": "曾用编号",
                        "verbose_name_plural": "曾用编号",
                        "ordering": ["pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Point",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="points",
                                to="proposals.proposal",
                                verbose_name="提案",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="序号")),
                        ("text", models.CharField(max_length=500, verbose_name="建议")),
                    ],
                    options={
                        "verbose_name": "建议措施",
                        "verbose_name_plural": "建议措施",
                        "ordering": ["order"],
                        "constraints": [
                            models.UniqueConstraint(fields=("proposal", "order"), name="one_point_per_place")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Assignment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to="proposals.proposal",
                                verbose_name="提案",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[("lead", "主办"), ("assisting", "协办")], max_length=10, verbose_name="分工"
                            ),
                        ),
                        ("assigned_at", models.DateTimeField(verbose_name="交办时间")),
                        ("object_until", models.DateField(verbose_name="退办期限")),
                        ("accepted_at", models.DateTimeField(null=True, verbose_name="签收时间")),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="签收人",
                            ),
                        ),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="改派时间")),
                        ("opinion", models.TextField(blank=True, verbose_name="协办意见")),
                        (
                            "opinion_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提出人",
                            ),
                        ),
                        ("opinion_at", models.DateTimeField(null=True, verbose_name="提出时间")),
                    ],
                    options={
                        "verbose_name": "交办",
                        "verbose_name_plural": "交办",
                        "ordering": ["-part", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None), ("part", "lead")),
                                fields=("proposal",),
                                name="one_lead_unit_per_proposal",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("proposal", "unit"),
                                name="one_running_assignment_per_unit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("accepted_at", None), ("accepted_by", None)),
                                    models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="acceptance_has_time_and_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("opinion_at", None), ("opinion_by", None)),
                                    models.Q(("opinion_at__isnull", False), ("opinion_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="opinion_has_time_and_person",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Objection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="proposals.proposal",
                                verbose_name="提案",
                            ),
                        ),
                        (
                            "assignment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="proposals.assignment",
                                verbose_name="交办",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="理由")),
                        (
                            "suggested_unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organization.unit",
                                verbose_name="建议改派单位",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="申请人",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="申请时间")),
                        ("is_approved", models.BooleanField(null=True, verbose_name="同意改派")),
                        ("decision", models.TextField(blank=True, verbose_name="处理意见")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="处理人",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="处理时间")),
                    ],
                    options={
                        "verbose_name": "退办申请",
                        "verbose_name_plural": "退办申请",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at", None), ("decided_by", None), ("is_approved", None)),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("is_approved__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="objection_decided_has_person_and_time",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Contact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contacts",
                                to="proposals.proposal",
                                verbose_name="提案",
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("visit", "当面沟通"),
                                    ("phone", "电话沟通"),
                                    ("topic_meeting", "专题会"),
                                    ("consultation_meeting", "协商会"),
                                    ("push_meeting", "推进会"),
                                ],
                                max_length=24,
                                verbose_name="方式",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="日期")),
                        ("people", models.CharField(max_length=200, verbose_name="参加人")),
                        ("minutes", models.TextField(verbose_name="记录")),
                        ("union_attended", models.BooleanField(default=False, verbose_name="工会参加")),
                        ("round", models.PositiveSmallIntegerField(default=1, verbose_name="第几次办理")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="记录人",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="记录时间")),
                    ],
                    options={
                        "verbose_name": "沟通记录",
                        "verbose_name_plural": "沟通记录",
                        "ordering": ["held_on", "pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="ExtensionRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extension_requests",
                                to="proposals.proposal",
                                verbose_name="提案",
                            ),
                        ),
                        ("days", models.PositiveSmallIntegerField(verbose_name="天数")),
                        ("reason", models.TextField(verbose_name="理由")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="申请人",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="申请时间")),
                        ("is_approved", models.BooleanField(null=True, verbose_name="同意")),
                        ("decision", models.TextField(blank=True, verbose_name="意见")),
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
                        ("new_due_on", models.DateField(null=True, verbose_name="新期限")),
                    ],
                    options={
                        "verbose_name": "延期申请",
                        "verbose_name_plural": "延期申请",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_approved", None)),
                                fields=("proposal",),
                                name="one_waiting_extension_per_proposal",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_approved", True)),
                                fields=("proposal",),
                                name="one_extension_per_proposal",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Instruction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instructions",
                                to="proposals.proposal",
                                verbose_name="提案",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="批示")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="批示人",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="时间")),
                    ],
                    options={
                        "verbose_name": "领导批示",
                        "verbose_name_plural": "领导批示",
                        "ordering": ["pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Reply",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replies",
                                to="proposals.proposal",
                                verbose_name="提案",
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(verbose_name="第几次办理")),
                        (
                            "letter_number",
                            models.CharField(max_length=40, null=True, unique=True, verbose_name="答复函号"),
                        ),
                        ("text", models.TextField(verbose_name="总体答复")),
                        ("scheme", models.CharField(default="abcd_standard", max_length=32, verbose_name="分类口径")),
                        ("result_class", models.CharField(max_length=1, verbose_name="办理结果")),
                        ("plan", models.TextField(blank=True, verbose_name="下一步计划或理由")),
                        ("follow_up_on", models.DateField(null=True, verbose_name="复查日期")),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="起草人",
                            ),
                        ),
                        ("drafted_at", models.DateTimeField(verbose_name="起草时间")),
                        (
                            "signed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="签发人",
                            ),
                        ),
                        ("signed_at", models.DateTimeField(null=True, verbose_name="签发时间")),
                        ("sent_back_at", models.DateTimeField(null=True, verbose_name="退回修改时间")),
                        (
                            "sent_back_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="退回人",
                            ),
                        ),
                        ("sent_back_reason", models.CharField(blank=True, max_length=300, verbose_name="退回原因")),
                    ],
                    options={
                        "verbose_name": "答复",
                        "verbose_name_plural": "答复",
                        "ordering": ["round", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("sent_back_at", None)),
                                fields=("proposal", "round"),
                                name="one_standing_reply_per_round",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("letter_number", None), ("signed_at", None)),
                                    models.Q(("letter_number__isnull", False), ("signed_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="reply_letter_number_with_signature",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PointAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "reply",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="point_answers",
                                to="proposals.reply",
                                verbose_name="答复",
                            ),
                        ),
                        (
                            "point",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="proposals.point",
                                verbose_name="建议",
                            ),
                        ),
                        (
                            "stance",
                            models.CharField(
                                choices=[
                                    ("adopted", "采纳"),
                                    ("partly", "部分采纳"),
                                    ("not_adopted", "未采纳"),
                                    ("explained", "说明情况"),
                                ],
                                max_length=12,
                                verbose_name="意见",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="答复")),
                    ],
                    options={
                        "verbose_name": "逐条答复",
                        "verbose_name_plural": "逐条答复",
                        "ordering": ["point__order"],
                        "constraints": [
                            models.UniqueConstraint(fields=("reply", "point"), name="one_answer_per_point_and_reply")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Countersign",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "reply",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="countersigns",
                                to="proposals.reply",
                                verbose_name="答复",
                            ),
                        ),
                        (
                            "assignment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="countersigns",
                                to="proposals.assignment",
                                verbose_name="协办",
                            ),
                        ),
                        ("agrees", models.BooleanField(verbose_name="同意")),
                        ("text", models.TextField(blank=True, verbose_name="意见")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="会签人",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="会签时间")),
                    ],
                    options={
                        "verbose_name": "会签",
                        "verbose_name_plural": "会签",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("reply", "assignment"), name="one_countersign_per_reply_and_unit"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("agrees", True), models.Q(("text", ""), _negated=True), _connector="OR"
                                ),
                                name="dissent_has_words",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Evaluation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "reply",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evaluations",
                                to="proposals.reply",
                                verbose_name="答复",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="评价人",
                            ),
                        ),
                        (
                            "attitude",
                            models.CharField(
                                choices=[("satisfied", "满意"), ("basically", "基本满意"), ("dissatisfied", "不满意")],
                                max_length=16,
                                verbose_name="办理态度",
                            ),
                        ),
                        (
                            "result",
                            models.CharField(
                                choices=[("satisfied", "满意"), ("basically", "基本满意"), ("dissatisfied", "不满意")],
                                max_length=16,
                                verbose_name="办理结果",
                            ),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="意见")),
                        ("at", models.DateTimeField(verbose_name="评价时间")),
                    ],
                    options={
                        "verbose_name": "评价",
                        "verbose_name_plural": "评价",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("reply", "person"), name="one_evaluation_per_reply_and_person"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("person", None)),
                                fields=("reply",),
                                name="one_evaluation_per_reply_of_the_writer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("result", "dissatisfied"), _negated=True),
                                        models.Q(("attitude", "dissatisfied"), _negated=True),
                                    ),
                                    models.Q(("text", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="dissatisfied_has_words",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="FollowUp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="follow_ups",
                                to="proposals.proposal",
                                verbose_name="提案",
                            ),
                        ),
                        ("progress", models.TextField(verbose_name="进展")),
                        ("result_class", models.CharField(max_length=1, verbose_name="办理结果")),
                        ("next_on", models.DateField(null=True, verbose_name="下次复查")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="填报人",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="时间")),
                    ],
                    options={
                        "verbose_name": "跟踪复查",
                        "verbose_name_plural": "跟踪复查",
                        "ordering": ["pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Revisit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisits",
                                to="proposals.proposal",
                                verbose_name="提案",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提案人",
                            ),
                        ),
                        ("is_done", models.BooleanField(verbose_name="已经办好")),
                        ("text", models.TextField(blank=True, verbose_name="意见")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("answer", models.TextField(blank=True, verbose_name="核实情况")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="核实人",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="核实时间")),
                    ],
                    options={
                        "verbose_name": "回访",
                        "verbose_name_plural": "回访",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_done", True), models.Q(("text", ""), _negated=True), _connector="OR"
                                ),
                                name="not_done_has_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("answered_at", None), ("answered_by", None)),
                                    models.Q(
                                        models.Q(("answer", ""), _negated=True),
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                        ("is_done", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="recheck_has_words_person_and_time",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CoSigner",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="co_signers",
                                to="proposals.proposal",
                                verbose_name="提案",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="co_signings",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="附议人",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("invited", "等待回应"),
                                    ("signed", "已附议"),
                                    ("declined", "未附议"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="invited",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("on_paper", models.BooleanField(default=False, verbose_name="书面附议")),
                        ("invited_at", models.DateTimeField(verbose_name="邀请时间")),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="回应时间")),
                    ],
                    options={
                        "verbose_name": "附议",
                        "verbose_name_plural": "附议",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("proposal", "person"), name="one_signature_per_proposal_and_person"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at", None), ("state", "invited")),
                                    models.Q(
                                        models.Q(("state", "invited"), _negated=True), ("answered_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="signature_answered_has_its_time",
                            ),
                        ],
                        "indexes": [],
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
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="proposals.proposal",
                                verbose_name="提案",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="版本")),
                        ("title", models.CharField(max_length=120, verbose_name="案由")),
                        ("rationale", models.TextField(verbose_name="现状与理由")),
                        ("points", models.JSONField(verbose_name="建议措施")),
                        ("at", models.DateTimeField(verbose_name="提交时间")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提交人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "提案版本",
                        "verbose_name_plural": "提案版本",
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("proposal", "number"), name="one_version_per_number")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ReplyDraft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reply_drafts",
                                to="proposals.proposal",
                                verbose_name="提案",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="填写人",
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(verbose_name="第几次办理")),
                        ("data", models.JSONField(verbose_name="内容")),
                        ("saved_at", models.DateTimeField(verbose_name="保存时间")),
                    ],
                    options={
                        "verbose_name": "答复草稿",
                        "verbose_name_plural": "答复草稿",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("proposal", "person", "round"), name="one_kept_reply_per_person_and_round"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CommitteeMeeting",
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
                                related_name="committee_meetings",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="日期")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="记录人",
                            ),
                        ),
                        (
                            "present",
                            models.ManyToManyField(
                                related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="到会委员"
                            ),
                        ),
                        (
                            "members",
                            models.ManyToManyField(
                                related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="全体委员"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "提案委员会会议",
                        "verbose_name_plural": "提案委员会会议",
                        "ordering": ["-held_on", "-pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Review",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="proposals.proposal",
                                verbose_name="提案",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="proposals.committeemeeting",
                                verbose_name="会议",
                            ),
                        ),
                        ("outcome", models.CharField(max_length=20, verbose_name="结果")),
                        ("reason", models.CharField(max_length=20, verbose_name="理由")),
                        ("text", models.TextField(verbose_name="说明")),
                        ("ayes", models.PositiveSmallIntegerField(default=0, verbose_name="赞成")),
                        ("nays", models.PositiveSmallIntegerField(default=0, verbose_name="反对")),
                        ("abstentions", models.PositiveSmallIntegerField(default=0, verbose_name="弃权")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="记录人",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        (
                            "aside",
                            models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="回避"),
                        ),
                    ],
                    options={
                        "verbose_name": "审查结果",
                        "verbose_name_plural": "审查结果",
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text", ""), _negated=True), models.Q(("reason", ""), _negated=True)
                                ),
                                name="review_has_words",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Reward",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rewards",
                                to="proposals.proposal",
                                verbose_name="建议",
                            ),
                        ),
                        ("is_reserve", models.BooleanField(default=False, verbose_name="技术储备")),
                        ("used_from", models.DateField(null=True, verbose_name="首次使用日期")),
                        ("benefit", models.PositiveBigIntegerField(null=True, verbose_name="十二个月的经济效益（元）")),
                        ("basis", models.TextField(verbose_name="怎么算的")),
                        ("checked_by", models.CharField(blank=True, max_length=60, verbose_name="财务核算人")),
                        ("split", models.TextField(blank=True, verbose_name="按贡献怎么分配")),
                        ("grade", models.PositiveSmallIntegerField(null=True, verbose_name="等级")),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="申报人",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="申报时间")),
                        ("is_granted", models.BooleanField(null=True, verbose_name="同意奖励")),
                        ("amount", models.PositiveIntegerField(default=0, verbose_name="奖金（元）")),
                        ("already", models.PositiveIntegerField(default=0, verbose_name="以前已奖（元）")),
                        ("decision", models.TextField(blank=True, verbose_name="审定意见")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="审定人",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="审定时间")),
                        ("published_at", models.DateTimeField(null=True, verbose_name="公布时间")),
                        ("revoked_at", models.DateTimeField(null=True, verbose_name="撤销时间")),
                        ("revoked_for", models.TextField(blank=True, verbose_name="撤销原因")),
                    ],
                    options={
                        "verbose_name": "建议奖励",
                        "verbose_name_plural": "建议奖励",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("decided_at", None)),
                                fields=("proposal",),
                                name="one_reward_waits_per_suggestion",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("benefit", None), ("grade", None), ("is_reserve", True)),
                                    models.Q(
                                        ("grade__gte", 1),
                                        ("grade__isnull", False),
                                        ("grade__lte", 5),
                                        ("is_reserve", False),
                                        ("benefit__gt", 0),
                                        ("benefit__isnull", False),
                                        ("used_from__isnull", False),
                                        models.Q(("checked_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="reward_is_of_a_grade_or_of_the_reserve",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at", None), ("decided_by", None), ("is_granted", None)),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("is_granted__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="reward_decision_has_person_and_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_at", None),
                                    models.Q(("is_granted", True), ("is_granted__isnull", False)),
                                    _connector="OR",
                                ),
                                name="reward_published_is_granted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("revoked_at", None), ("revoked_for", "")),
                                    models.Q(
                                        ("is_granted", True),
                                        ("is_granted__isnull", False),
                                        ("revoked_at__isnull", False),
                                        models.Q(("revoked_for", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="reward_revoked_has_its_reason",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Sketch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("gram", models.IntegerField(verbose_name="字对")),
                        (
                            "proposal",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="proposals.proposal",
                                verbose_name="提案",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "字对",
                        "verbose_name_plural": "字对",
                        "indexes": [models.Index(fields=["proposal"], name="sketch_of_proposal")],
                        "constraints": [
                            models.UniqueConstraint(fields=("gram", "proposal"), name="one_row_per_gram_and_proposal")
                        ],
                    },
                ),
            ],
        ),
    ]
