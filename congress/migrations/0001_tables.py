import congress.models.sessions
import datetime
import django.db.models.deletion
import ymdm.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("congress", "0001_initial"),
        ("congress", "0002_initial"),
        ("congress", "0003_sessions_from_plan_to_archive"),
        ("congress", "0004_constituencies_elections_reports_and_joint_meetings"),
        ("congress", "0005_posting_and_the_file_of_a_session"),
        ("congress", "0006_votes_by_phone"),
        ("congress", "0007_counts_of_a_few"),
        ("congress", "0008_the_quality_of_a_session"),
        ("congress", "0009_amendments_from_the_floor"),
        ("congress", "0010_elections_by_phone"),
    ]

    initial = True

    dependencies = [
        ("organization", "0001_tables"),
    ]

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="CongressTerm",
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
                                related_name="congress_terms",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="届")),
                        ("begins_on", models.DateField(verbose_name="起始日期")),
                        ("ends_on", models.DateField(verbose_name="届满日期")),
                        ("is_assembly", models.BooleanField(default=False, verbose_name="职工大会")),
                        ("first_ends_on", models.DateField(blank=True, null=True, verbose_name="原届满日期")),
                        (
                            "extended_because",
                            models.CharField(blank=True, max_length=200, verbose_name="推迟换届的原因"),
                        ),
                        (
                            "extended_by_paper",
                            models.CharField(blank=True, max_length=80, verbose_name="上级工会同意的文件"),
                        ),
                    ],
                    options={
                        "verbose_name": "届",
                        "verbose_name_plural": "届",
                        "ordering": ["-begins_on"],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "number"), name="one_term_per_unit_and_number"),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gt", models.F("begins_on"))),
                                name="term_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("first_ends_on", None),
                                    models.Q(
                                        ("first_ends_on__lt", models.F("ends_on")),
                                        models.Q(("extended_because", ""), _negated=True),
                                        models.Q(("extended_by_paper", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="extended_term_has_reason_and_paper",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Delegation",
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
                                related_name="delegations",
                                to="congress.congressterm",
                                verbose_name="届",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        (
                            "head",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="团长",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "代表团",
                        "verbose_name_plural": "代表团",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("term", "name"), name="one_delegation_per_term_and_name")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Mandate",
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
                                related_name="mandates",
                                to="congress.congressterm",
                                verbose_name="届",
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates",
                                to="congress.delegation",
                                verbose_name="代表团",
                            ),
                        ),
                        (
                            "appointment",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandate",
                                to="organization.appointment",
                                verbose_name="任职",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="代表",
                            ),
                        ),
                        (
                            "category",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("front_line", "一线职工"),
                                    ("professional", "专业技术人员"),
                                    ("manager", "中层管理人员"),
                                    ("leader", "单位领导"),
                                ],
                                max_length=12,
                                verbose_name="构成",
                            ),
                        ),
                        ("is_guess", models.BooleanField(default=False, verbose_name="构成待核对")),
                        (
                            "constituency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates",
                                to="congress.constituency",
                                verbose_name="选区",
                            ),
                        ),
                        (
                            "election",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates",
                                to="congress.election",
                                verbose_name="选举",
                            ),
                        ),
                        (
                            "ended_because",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("moved", "调离选区"),
                                    ("left", "解除或终止劳动关系"),
                                    ("retired", "退休"),
                                    ("resigned", "辞去代表"),
                                    ("recalled", "罢免"),
                                    ("convicted", "受刑事处罚"),
                                ],
                                max_length=10,
                                verbose_name="终止原因",
                            ),
                        ),
                        ("ended_note", models.CharField(blank=True, max_length=200, verbose_name="终止说明")),
                    ],
                    options={
                        "verbose_name": "代表资格",
                        "verbose_name_plural": "代表资格",
                        "ordering": ["delegation", "pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="CongressSession",
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
                                related_name="sessions",
                                to="congress.congressterm",
                                verbose_name="届",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="次")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("regular", "正式会议"), ("extraordinary", "临时会议")],
                                default="regular",
                                max_length=16,
                                verbose_name="会议类型",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "筹备"),
                                    ("noticed", "已通知"),
                                    ("materials_out", "材料已送达"),
                                    ("preparatory_done", "预备会议已开"),
                                    ("open", "会议进行中"),
                                    ("closed", "已闭幕"),
                                    ("published", "决议已公布"),
                                    ("reported", "已报上级"),
                                    ("archived", "已归档"),
                                    ("postponed", "已延期"),
                                    ("cancelled", "已取消"),
                                    ("past", "以往会议"),
                                ],
                                default="planned",
                                max_length=20,
                                verbose_name="状态",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="召开日期")),
                        ("begins", models.TimeField(default=datetime.time(9, 0), verbose_name="开始时间")),
                        ("place", models.CharField(blank=True, max_length=60, verbose_name="地点")),
                        ("call_theme", models.CharField(blank=True, max_length=200, verbose_name="征集主题")),
                        ("call_opens_on", models.DateField(verbose_name="征集开始")),
                        ("call_closes_on", models.DateField(verbose_name="征集截止")),
                        ("ruled_on", models.DateField(null=True, verbose_name="适用规则的日期")),
                        ("noticed_at", models.DateTimeField(null=True, verbose_name="发出通知时间")),
                        ("total", models.PositiveIntegerField(null=True, verbose_name="应到代表")),
                        ("roll_frozen_at", models.DateTimeField(null=True, verbose_name="资格审查时间")),
                        ("qualification", models.TextField(blank=True, verbose_name="资格审查报告")),
                        ("opened_at", models.DateTimeField(null=True, verbose_name="开幕时间")),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="闭幕时间")),
                        ("published_on", models.DateField(null=True, verbose_name="公布决议日期")),
                        ("posted_until", models.DateField(null=True, verbose_name="张贴到")),
                        ("posting_proof", models.CharField(blank=True, max_length=200, verbose_name="张贴证明")),
                        ("reported_on", models.DateField(null=True, verbose_name="报上级日期")),
                        ("archived_at", models.DateTimeField(null=True, verbose_name="归档时间")),
                        ("because", models.CharField(blank=True, max_length=200, verbose_name="延期或取消的原因")),
                        (
                            "secret",
                            models.CharField(
                                default=congress.models.sessions.new_secret, editable=False, max_length=32
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "会议",
                        "verbose_name_plural": "会议",
                        "ordering": ["-held_on"],
                        "constraints": [
                            models.UniqueConstraint(fields=("term", "number"), name="one_session_per_term_and_number"),
                            models.CheckConstraint(
                                condition=models.Q(("call_closes_on__gte", models.F("call_opens_on"))),
                                name="call_closes_after_it_opens",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["open", "closed"]), _negated=True),
                                    models.Q(("opened_at__isnull", False), ("total__isnull", False)),
                                    _connector="OR",
                                ),
                                name="open_session_has_its_roll_and_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["postponed", "cancelled"]), _negated=True),
                                    models.Q(("because", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="session_put_off_with_reason",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SessionOffice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="offices",
                                to="congress.congresssession",
                                verbose_name="会议",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="人员",
                            ),
                        ),
                        (
                            "office",
                            models.CharField(
                                choices=[
                                    ("chair", "执行主席"),
                                    ("secretary", "大会秘书"),
                                    ("teller", "计票人"),
                                    ("scrutineer", "监票人"),
                                ],
                                max_length=12,
                                verbose_name="职责",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "会议职责",
                        "verbose_name_plural": "会议职责",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "person", "office"), name="one_office_of_a_person_and_session"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agenda",
                                to="congress.congresssession",
                                verbose_name="会议",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="children",
                                to="congress.agendaitem",
                                verbose_name="上一级议程",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="序号")),
                        ("title", models.CharField(max_length=120, verbose_name="议程")),
                        ("matter", models.CharField(max_length=32, verbose_name="事项")),
                        ("right", models.CharField(max_length=16, verbose_name="职权")),
                        ("reporter", models.CharField(blank=True, max_length=40, verbose_name="报告人")),
                        ("minutes", models.PositiveSmallIntegerField(default=15, verbose_name="时长（分钟）")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "待进行"),
                                    ("now", "正在进行"),
                                    ("done", "已完成"),
                                    ("put_off", "不再进行"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("is_noticed", models.BooleanField(default=False, verbose_name="列入通知的议程")),
                        ("began_at", models.DateTimeField(null=True, verbose_name="开始时间")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="结束时间")),
                        ("outcome", models.CharField(blank=True, max_length=200, verbose_name="进行情况")),
                    ],
                    options={
                        "verbose_name": "议程",
                        "verbose_name_plural": "议程",
                        "ordering": ["order", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "order"), name="one_item_of_a_session_and_order"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "now")),
                                fields=("session",),
                                name="one_item_of_a_session_under_way",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Paper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="papers",
                                to="congress.agendaitem",
                                verbose_name="议程",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="材料")),
                    ],
                    options={
                        "verbose_name": "会议材料",
                        "verbose_name_plural": "会议材料",
                        "ordering": ["pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="PaperVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="congress.paper",
                                verbose_name="材料",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="版本")),
                        ("text", models.TextField(blank=True, verbose_name="正文")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="修改说明")),
                        ("is_substantive", models.BooleanField(default=False, verbose_name="实质性修改")),
                        ("is_from_floor", models.BooleanField(default=False, verbose_name="大会当场修改")),
                        ("made_at", models.DateTimeField(verbose_name="编写时间")),
                        ("issued_at", models.DateTimeField(null=True, verbose_name="送达时间")),
                    ],
                    options={
                        "verbose_name": "材料版本",
                        "verbose_name_plural": "材料版本",
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("paper", "number"), name="one_version_of_a_paper_and_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number", 1), models.Q(("note", ""), _negated=True), _connector="OR"
                                ),
                                name="later_version_says_what_changed",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PaperReceipt",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="receipts",
                                to="congress.paperversion",
                                verbose_name="材料版本",
                            ),
                        ),
                        (
                            "attendee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="receipts",
                                to="congress.attendee",
                                verbose_name="参会人",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="签收时间")),
                        ("is_on_paper", models.BooleanField(default=False, verbose_name="纸质签收")),
                    ],
                    options={
                        "verbose_name": "材料签收",
                        "verbose_name_plural": "材料签收",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "attendee"), name="one_receipt_of_a_version_and_attendee"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Venue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="venues",
                                to="congress.congresssession",
                                verbose_name="会议",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="会场")),
                    ],
                    options={
                        "verbose_name": "会场",
                        "verbose_name_plural": "会场",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("session", "name"), name="one_venue_of_a_session_and_name")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Attendee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendees",
                                to="congress.congresssession",
                                verbose_name="会议",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="人员",
                            ),
                        ),
                        (
                            "mandate",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="congress.mandate",
                                verbose_name="代表资格",
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendees",
                                to="congress.delegation",
                                verbose_name="代表团",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("representative", "正式代表"), ("observer", "列席代表")],
                                max_length=16,
                                verbose_name="身份",
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=12, verbose_name="代表证号")),
                        ("seat", models.CharField(blank=True, max_length=20, verbose_name="座位")),
                        (
                            "venue",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendees",
                                to="congress.venue",
                                verbose_name="会场",
                            ),
                        ),
                        ("called_at", models.DateTimeField(null=True, verbose_name="通知时间")),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[("", "未回复"), ("comes", "参加"), ("leave", "请假")],
                                default="",
                                max_length=8,
                                verbose_name="回复",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="回复时间")),
                        ("leave_reason", models.CharField(blank=True, max_length=200, verbose_name="请假原因")),
                        ("is_qualified", models.BooleanField(null=True, verbose_name="资格有效")),
                        (
                            "disqualified_because",
                            models.CharField(blank=True, max_length=200, verbose_name="资格无效的原因"),
                        ),
                        ("is_present", models.BooleanField(default=False, verbose_name="在会场")),
                        ("arrived_at", models.DateTimeField(null=True, verbose_name="签到时间")),
                    ],
                    options={
                        "verbose_name": "参会人",
                        "verbose_name_plural": "参会人",
                        "ordering": ["delegation", "number", "pk"],
                        "indexes": [models.Index(fields=["session", "kind", "is_present"], name="present_at_session")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "person"), name="one_call_of_a_person_and_session"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("delegation__isnull", False),
                                        ("kind", "representative"),
                                        ("mandate__isnull", False),
                                    ),
                                    models.Q(("kind", "observer"), ("mandate", None)),
                                    _connector="OR",
                                ),
                                name="representative_has_mandate_and_delegation",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", "leave"), _negated=True),
                                    models.Q(("leave_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="leave_has_its_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_present", False), ("arrived_at__isnull", False), _connector="OR"
                                ),
                                name="present_has_arrived",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Presence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "attendee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="presences",
                                to="congress.attendee",
                                verbose_name="参会人",
                            ),
                        ),
                        ("is_in", models.BooleanField(verbose_name="到会")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("written_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "way",
                            models.CharField(
                                choices=[("phone", "本人扫码"), ("desk", "签到台代签"), ("late_sent", "断网后补传")],
                                max_length=10,
                                verbose_name="方式",
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
                        "verbose_name": "签到记录",
                        "verbose_name_plural": "签到记录",
                        "ordering": ["written_at", "pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="RollCall",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="roll_calls",
                                to="congress.congresssession",
                                verbose_name="会议",
                            ),
                        ),
                        ("checked_in", models.PositiveIntegerField(verbose_name="签到人数")),
                        ("counted", models.PositiveIntegerField(verbose_name="清点人数")),
                        ("at", models.DateTimeField(verbose_name="清点时间")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="清点人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "清点人数",
                        "verbose_name_plural": "清点人数",
                        "ordering": ["at", "pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Vote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="votes",
                                to="congress.congresssession",
                                verbose_name="会议",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="votes",
                                to="congress.agendaitem",
                                verbose_name="议程",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="votes",
                                to="congress.paperversion",
                                verbose_name="表决的文本",
                            ),
                        ),
                        ("question", models.CharField(max_length=160, verbose_name="表决事项")),
                        (
                            "form",
                            models.CharField(
                                choices=[("decision", "表决"), ("election", "选举")],
                                default="decision",
                                max_length=10,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("hands", "举手表决"),
                                    ("paper", "纸质无记名投票"),
                                    ("ballot", "手机无记名投票"),
                                ],
                                max_length=8,
                                verbose_name="方式",
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(default=1, verbose_name="轮次")),
                        (
                            "follows",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="next_round",
                                to="congress.vote",
                                verbose_name="上一轮",
                            ),
                        ),
                        (
                            "corrects",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrected_by",
                                to="congress.vote",
                                verbose_name="更正的结果",
                            ),
                        ),
                        ("seats", models.PositiveSmallIntegerField(null=True, verbose_name="应选人数")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "待开始"),
                                    ("open", "正在表决"),
                                    ("counting", "正在计票"),
                                    ("counted", "待宣布"),
                                    ("declared", "已宣布"),
                                    ("stopped", "已中止"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("because", models.CharField(blank=True, max_length=200, verbose_name="中止或更正的原因")),
                        ("line", models.CharField(blank=True, max_length=16, verbose_name="表决线")),
                        ("law", models.CharField(blank=True, max_length=60, verbose_name="适用规则")),
                        ("total", models.PositiveIntegerField(null=True, verbose_name="应到代表")),
                        ("checked_in", models.PositiveIntegerField(null=True, verbose_name="签到人数")),
                        ("roll_called", models.PositiveIntegerField(null=True, verbose_name="清点人数")),
                        ("opened_at", models.DateTimeField(null=True, verbose_name="开始时间")),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="结束时间")),
                        ("issued", models.PositiveIntegerField(null=True, verbose_name="发出票数")),
                        ("returned", models.PositiveIntegerField(null=True, verbose_name="收回票数")),
                        ("yes", models.PositiveIntegerField(null=True, verbose_name="赞成")),
                        ("no", models.PositiveIntegerField(null=True, verbose_name="反对")),
                        ("abstain", models.PositiveIntegerField(null=True, verbose_name="弃权")),
                        ("invalid", models.PositiveIntegerField(null=True, verbose_name="无效")),
                        ("outcome", models.CharField(blank=True, max_length=20, verbose_name="结果")),
                        ("sentence", models.CharField(blank=True, max_length=400, verbose_name="结果说明")),
                        (
                            "hides_counts",
                            models.BooleanField(
                                default=False, help_text="投票的人太少（CON-76）", verbose_name="不公布票数"
                            ),
                        ),
                        (
                            "others",
                            models.JSONField(
                                blank=True, default=dict, help_text="对不上名册的姓名和票数", verbose_name="另选他人"
                            ),
                        ),
                        ("declared_at", models.DateTimeField(null=True, verbose_name="宣布时间")),
                        (
                            "declared_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="宣布人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "表决",
                        "verbose_name_plural": "表决",
                        "ordering": ["item__order", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["open", "counting", "counted"])),
                                fields=("session",),
                                name="one_vote_of_a_session_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("declared_at__isnull", False),
                                        ("outcome__gt", ""),
                                        ("state", "declared"),
                                        ("total__isnull", False),
                                    ),
                                    models.Q(models.Q(("state", "declared"), _negated=True), ("declared_at", None)),
                                    _connector="OR",
                                ),
                                name="declared_vote_has_its_outcome",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("form", "election"), ("seats__gte", 1)),
                                    models.Q(("form", "decision"), ("seats", None)),
                                    _connector="OR",
                                ),
                                name="election_has_seats_and_decision_none",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Candidate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "vote",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="candidates",
                                to="congress.vote",
                                verbose_name="选举",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="候选人",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="序号")),
                        ("votes", models.PositiveIntegerField(null=True, verbose_name="得票")),
                        ("is_elected", models.BooleanField(default=False, verbose_name="当选")),
                        ("is_written_in", models.BooleanField(default=False, verbose_name="另选")),
                    ],
                    options={
                        "verbose_name": "候选人",
                        "verbose_name_plural": "候选人",
                        "ordering": ["order"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("vote", "person"), name="one_candidacy_of_a_person_and_vote"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TellerSheet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "vote",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sheets",
                                to="congress.vote",
                                verbose_name="表决",
                            ),
                        ),
                        (
                            "venue",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="congress.venue",
                                verbose_name="会场",
                            ),
                        ),
                        (
                            "teller",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="计票人",
                            ),
                        ),
                        ("issued", models.PositiveIntegerField(verbose_name="发出票数")),
                        ("returned", models.PositiveIntegerField(verbose_name="收回票数")),
                        ("yes", models.PositiveIntegerField(default=0, verbose_name="赞成")),
                        ("no", models.PositiveIntegerField(default=0, verbose_name="反对")),
                        ("abstain", models.PositiveIntegerField(default=0, verbose_name="弃权")),
                        ("invalid", models.PositiveIntegerField(default=0, verbose_name="无效")),
                        ("at", models.DateTimeField(verbose_name="填报时间")),
                    ],
                    options={
                        "verbose_name": "计票单",
                        "verbose_name_plural": "计票单",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("vote", "venue", "teller"), name="one_sheet_of_a_teller_and_venue"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("venue", None)),
                                fields=("vote", "teller"),
                                name="one_sheet_of_a_teller_in_the_only_hall",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CandidateCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "sheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="counts",
                                to="congress.tellersheet",
                                verbose_name="计票单",
                            ),
                        ),
                        (
                            "candidate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="counts",
                                to="congress.candidate",
                                verbose_name="候选人",
                            ),
                        ),
                        ("votes", models.PositiveIntegerField(verbose_name="得票")),
                    ],
                    options={
                        "verbose_name": "候选人得票",
                        "verbose_name_plural": "候选人得票",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sheet", "candidate"), name="one_count_of_a_sheet_and_candidate"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Amendment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="amendments",
                                to="congress.agendaitem",
                                verbose_name="议程",
                            ),
                        ),
                        (
                            "base",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="amendments",
                                to="congress.paperversion",
                                verbose_name="修改的文本",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                        (
                            "mover",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="amendments",
                                to="congress.attendee",
                                verbose_name="提出的代表",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="修改后的全文")),
                        ("because", models.CharField(max_length=120, verbose_name="修改什么、为什么")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("moved", "待表决"),
                                    ("adopted", "已采纳"),
                                    ("rejected", "没有通过"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="moved",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("moved_at", models.DateTimeField(verbose_name="提出时间")),
                        (
                            "vote",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="amendment",
                                to="congress.vote",
                                verbose_name="表决",
                            ),
                        ),
                        (
                            "adopted",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="adopted_from",
                                to="congress.paperversion",
                                verbose_name="采纳后的文本",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "修正案",
                        "verbose_name_plural": "修正案",
                        "ordering": ["item", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("item", "number"), name="one_amendment_of_an_item_and_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("adopted__isnull", False), ("state", "adopted"), ("vote__isnull", False)),
                                    models.Q(models.Q(("state", "adopted"), _negated=True), ("adopted", None)),
                                    _connector="OR",
                                ),
                                name="adopted_amendment_has_its_version",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SessionArchive",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="archive",
                                to="congress.congresssession",
                                verbose_name="会议",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="归档时间")),
                        ("stored_as", models.CharField(blank=True, max_length=60, verbose_name="存放位置")),
                        ("sha256", models.CharField(blank=True, max_length=64, verbose_name="文件摘要")),
                        ("size", models.PositiveBigIntegerField(default=0, verbose_name="大小")),
                        ("files", models.PositiveIntegerField(default=0, verbose_name="文件数")),
                        ("written_at", models.DateTimeField(null=True, verbose_name="写成时间")),
                    ],
                    options={
                        "verbose_name": "会议档案",
                        "verbose_name_plural": "会议档案",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sha256", ""), ("stored_as", ""), ("written_at", None)),
                                    models.Q(
                                        ("written_at__isnull", False),
                                        models.Q(("stored_as", ""), _negated=True),
                                        models.Q(("sha256", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="written_archive_has_place_and_digest",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Constituency",
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
                                related_name="constituencies",
                                to="congress.congressterm",
                                verbose_name="届",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="选区")),
                        (
                            "delegation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="constituencies",
                                to="congress.delegation",
                                verbose_name="代表团",
                            ),
                        ),
                        ("employees", models.PositiveIntegerField(default=0, verbose_name="职工")),
                        ("women", models.PositiveIntegerField(default=0, verbose_name="女职工")),
                        ("front_line", models.PositiveIntegerField(default=0, verbose_name="一线职工")),
                        ("managers", models.PositiveIntegerField(default=0, verbose_name="管理人员")),
                        ("counted_on", models.DateField(null=True, verbose_name="统计日期")),
                        ("proposed", models.PositiveSmallIntegerField(null=True, verbose_name="建议名额")),
                        ("seats", models.PositiveSmallIntegerField(default=0, verbose_name="名额")),
                        ("seats_because", models.CharField(blank=True, max_length=200, verbose_name="调整名额的原因")),
                        ("women_at_least", models.PositiveSmallIntegerField(default=0, verbose_name="女职工代表至少")),
                        (
                            "front_line_at_least",
                            models.PositiveSmallIntegerField(default=0, verbose_name="一线职工代表至少"),
                        ),
                        (
                            "managers_at_most",
                            models.PositiveSmallIntegerField(null=True, verbose_name="管理人员代表最多"),
                        ),
                        (
                            "units",
                            models.ManyToManyField(related_name="+", to="organization.unit", verbose_name="单位和部门"),
                        ),
                    ],
                    options={
                        "verbose_name": "选区",
                        "verbose_name_plural": "选区",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("term", "name"), name="one_constituency_per_term_and_name"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("proposed", None),
                                    ("seats", models.F("proposed")),
                                    models.Q(("seats_because", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="other_seats_than_proposed_have_a_reason",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Election",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "constituency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="elections",
                                to="congress.constituency",
                                verbose_name="选区",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("term", "换届选举"), ("by_election", "补选"), ("recall", "罢免")],
                                default="term",
                                max_length=12,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("paper", "纸质无记名投票"),
                                    ("hands", "举手表决"),
                                    ("ballot", "手机无记名投票"),
                                ],
                                default="paper",
                                max_length=8,
                                verbose_name="方式",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="投票日期")),
                        ("place", models.CharField(max_length=60, verbose_name="地点")),
                        ("seats", models.PositiveSmallIntegerField(null=True, verbose_name="应选人数")),
                        (
                            "mandate",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recalls",
                                to="congress.mandate",
                                verbose_name="罢免的代表",
                            ),
                        ),
                        ("because", models.CharField(blank=True, max_length=200, verbose_name="原因")),
                        ("round", models.PositiveSmallIntegerField(default=1, verbose_name="轮次")),
                        (
                            "follows",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="next_round",
                                to="congress.election",
                                verbose_name="上一轮",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("nominating", "提名候选人"),
                                    ("voting", "正在投票"),
                                    ("decided", "待公布"),
                                    ("result_published", "已公布结果"),
                                    ("dropped", "已中止"),
                                ],
                                default="nominating",
                                max_length=16,
                                verbose_name="状态",
                            ),
                        ),
                        ("employees", models.PositiveIntegerField(null=True, verbose_name="选区职工")),
                        ("participants", models.PositiveIntegerField(null=True, verbose_name="参加投票")),
                        ("yes", models.PositiveIntegerField(null=True, verbose_name="赞成罢免")),
                        ("line", models.CharField(blank=True, max_length=16, verbose_name="当选线")),
                        ("outcome", models.CharField(blank=True, max_length=20, verbose_name="结果")),
                        ("sentence", models.CharField(blank=True, max_length=400, verbose_name="结果说明")),
                        (
                            "hides_counts",
                            models.BooleanField(
                                default=False, help_text="投票的人太少（CON-76）", verbose_name="不公布票数"
                            ),
                        ),
                        ("tellers", models.CharField(blank=True, max_length=60, verbose_name="计票人")),
                        ("scrutineer", models.CharField(blank=True, max_length=30, verbose_name="监票人")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="计票时间")),
                        ("published_at", models.DateTimeField(null=True, verbose_name="公布时间")),
                    ],
                    options={
                        "verbose_name": "代表选举",
                        "verbose_name_plural": "代表选举",
                        "ordering": ["-held_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "recall"), ("mandate__isnull", False), ("seats", None)),
                                    models.Q(
                                        ("kind__in", ["term", "by_election"]), ("mandate", None), ("seats__gte", 1)
                                    ),
                                    _connector="OR",
                                ),
                                name="recall_names_a_mandate_and_election_seats",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["nominating", "voting", "dropped"]),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("employees__isnull", False),
                                        ("outcome__gt", ""),
                                        ("participants__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="decided_election_has_its_counts",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Nominee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "election",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="nominees",
                                to="congress.election",
                                verbose_name="选举",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="候选人",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="序号")),
                        ("nominated_by", models.CharField(blank=True, max_length=60, verbose_name="提名人")),
                        ("votes", models.PositiveIntegerField(null=True, verbose_name="得票")),
                        ("is_elected", models.BooleanField(default=False, verbose_name="当选")),
                    ],
                    options={
                        "verbose_name": "代表候选人",
                        "verbose_name_plural": "代表候选人",
                        "ordering": ["order"],
                        "constraints": [
                            models.UniqueConstraint(fields=("election", "person"), name="one_nomination_of_a_person")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="JointMeeting",
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
                                related_name="joint_meetings",
                                to="congress.congressterm",
                                verbose_name="届",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="日期")),
                        ("place", models.CharField(max_length=60, verbose_name="地点")),
                        ("urgency", models.CharField(max_length=200, verbose_name="为什么等不到下一次职代会")),
                        (
                            "state",
                            models.CharField(
                                choices=[("called", "已通知"), ("held", "已召开"), ("called_off", "已取消")],
                                default="called",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("minutes", models.TextField(blank=True, verbose_name="会议记录")),
                        ("because", models.CharField(blank=True, max_length=200, verbose_name="取消原因")),
                    ],
                    options={
                        "verbose_name": "联席会议",
                        "verbose_name_plural": "联席会议",
                        "ordering": ["-held_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "held"), _negated=True),
                                    models.Q(("minutes", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="joint_meeting_held_with_minutes",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="JointMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="members",
                                to="congress.jointmeeting",
                                verbose_name="联席会议",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="人员",
                            ),
                        ),
                        ("office", models.CharField(max_length=80, verbose_name="职务")),
                        ("came", models.BooleanField(default=False, verbose_name="到会")),
                    ],
                    options={
                        "verbose_name": "联席会议成员",
                        "verbose_name_plural": "联席会议成员",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("meeting", "person"), name="one_seat_in_a_joint_meeting")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="JointMatter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="matters",
                                to="congress.jointmeeting",
                                verbose_name="联席会议",
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
                                max_length=32,
                                verbose_name="事项类别",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="事项")),
                        ("decision", models.CharField(blank=True, max_length=400, verbose_name="处理意见")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("joint_raised", "待商议"),
                                    ("joint_settled", "待职代会确认"),
                                    ("joint_confirmed", "已由职代会确认"),
                                    ("joint_reversed", "职代会没有确认"),
                                ],
                                default="joint_raised",
                                max_length=16,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="joint_matters",
                                to="congress.congresssession",
                                verbose_name="确认的会议",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "联席会议事项",
                        "verbose_name_plural": "联席会议事项",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("session", None), ("state", "joint_raised")),
                                    models.Q(("decision__gt", ""), ("session", None), ("state", "joint_settled")),
                                    models.Q(
                                        ("decision__gt", ""),
                                        ("session__isnull", False),
                                        ("state__in", ["joint_confirmed", "joint_reversed"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="joint_matter_settled_has_decision_and_confirmed_a_session",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Minutes",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="minutes",
                                to="congress.congresssession",
                                verbose_name="会议",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="会议记录")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "草稿"), ("signed", "已签字")],
                                default="draft",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("drafted_at", models.DateTimeField(verbose_name="起草时间")),
                        (
                            "chair",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="执行主席",
                            ),
                        ),
                        ("chair_at", models.DateTimeField(null=True, verbose_name="执行主席签字时间")),
                        (
                            "secretary",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="大会秘书",
                            ),
                        ),
                        ("secretary_at", models.DateTimeField(null=True, verbose_name="大会秘书签字时间")),
                    ],
                    options={
                        "verbose_name": "会议记录",
                        "verbose_name_plural": "会议记录",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "draft"),
                                    models.Q(("chair__isnull", False), ("secretary__isnull", False)),
                                    _connector="OR",
                                ),
                                name="signed_minutes_have_both_names",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Explanation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="explanations",
                                to="congress.congresssession",
                                verbose_name="会议",
                            ),
                        ),
                        ("code", models.CharField(max_length=8, verbose_name="检查项")),
                        ("text", models.CharField(max_length=300, verbose_name="说明")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="说明人",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="时间")),
                    ],
                    options={
                        "verbose_name": "检查说明",
                        "verbose_name_plural": "检查说明",
                        "ordering": ["at", "pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Organ",
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
                                related_name="organs",
                                to="congress.congressterm",
                                verbose_name="届",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="organs",
                                to="congress.congresssession",
                                verbose_name="会议",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("presidium", "主席团"),
                                    ("qualification", "代表资格审查委员会"),
                                    ("proposals", "提案委员会"),
                                    ("appraisal", "民主评议委员会"),
                                    ("welfare", "生活福利委员会"),
                                    ("safety", "劳动保护委员会"),
                                    ("finance", "民主理财委员会"),
                                ],
                                max_length=16,
                                verbose_name="类别",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "主席团和专门委员会",
                        "verbose_name_plural": "主席团和专门委员会",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("session", None)),
                                fields=("term", "kind"),
                                name="one_committee_of_a_kind_and_term",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("session__isnull", False)),
                                fields=("session", "kind"),
                                name="one_presidium_of_a_session",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="OrganMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "organ",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="members",
                                to="congress.organ",
                                verbose_name="机构",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="人员",
                            ),
                        ),
                        ("is_head", models.BooleanField(default=False, verbose_name="负责人")),
                        ("is_elected", models.BooleanField(default=False, verbose_name="已由大会通过")),
                    ],
                    options={
                        "verbose_name": "成员",
                        "verbose_name_plural": "成员",
                        "ordering": ["-is_head", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("organ", "person"), name="one_seat_of_a_person_and_organ")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PlanStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="plan",
                                to="congress.congresssession",
                                verbose_name="会议",
                            ),
                        ),
                        ("code", models.CharField(max_length=32, verbose_name="步骤")),
                        ("order", models.PositiveSmallIntegerField(verbose_name="序号")),
                        ("says", models.CharField(max_length=80, verbose_name="事项")),
                        ("rule", models.CharField(max_length=20, verbose_name="规则")),
                        ("due_on", models.DateField(verbose_name="最迟日期")),
                        ("done_on", models.DateField(null=True, verbose_name="完成日期")),
                        (
                            "done_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        ("proof", models.CharField(blank=True, max_length=300, verbose_name="依据")),
                    ],
                    options={
                        "verbose_name": "筹备步骤",
                        "verbose_name_plural": "筹备步骤",
                        "ordering": ["order"],
                        "constraints": [
                            models.UniqueConstraint(fields=("session", "code"), name="one_step_of_a_session_and_code"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done_on", None), models.Q(("proof", ""), _negated=True), _connector="OR"
                                ),
                                name="done_step_has_its_proof",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="YearReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "mandate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="congress.mandate",
                                verbose_name="代表",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("report_owed", "待述职"),
                                    ("report_given", "已述职"),
                                    ("report_lapsed", "不再述职"),
                                ],
                                default="report_owed",
                                max_length=16,
                                verbose_name="状态",
                            ),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="述职内容")),
                        ("given_at", models.DateTimeField(null=True, verbose_name="述职时间")),
                        ("satisfied", models.PositiveIntegerField(default=0, verbose_name="满意")),
                        ("mostly", models.PositiveIntegerField(default=0, verbose_name="基本满意")),
                        ("unsatisfied", models.PositiveIntegerField(default=0, verbose_name="不满意")),
                    ],
                    options={
                        "verbose_name": "代表述职",
                        "verbose_name_plural": "代表述职",
                        "ordering": ["-year", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("mandate", "year"), name="one_report_of_a_mandate_and_year"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "report_given"), _negated=True),
                                    models.Q(("given_at__isnull", False), models.Q(("text", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="report_given_has_text_and_time",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Rater",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="raters",
                                to="congress.yearreport",
                                verbose_name="述职",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="职工",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "已评议的职工",
                        "verbose_name_plural": "已评议的职工",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("report", "person"), name="one_rating_of_a_person_and_report"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Training",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "mandate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="trainings",
                                to="congress.mandate",
                                verbose_name="代表",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="日期")),
                        ("title", models.CharField(max_length=80, verbose_name="培训内容")),
                        ("hours", models.PositiveSmallIntegerField(verbose_name="学时")),
                    ],
                    options={
                        "verbose_name": "代表培训",
                        "verbose_name_plural": "代表培训",
                        "ordering": ["-held_on", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("mandate", "held_on", "title"), name="one_training_of_a_mandate_and_day"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Resolution",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="resolutions",
                                to="congress.congresssession",
                                verbose_name="会议",
                            ),
                        ),
                        (
                            "vote",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="resolution",
                                to="congress.vote",
                                verbose_name="表决",
                            ),
                        ),
                        ("number", models.CharField(max_length=40, unique=True, verbose_name="文号")),
                        ("title", models.CharField(max_length=160, verbose_name="决议")),
                        ("text", models.TextField(verbose_name="正文")),
                        (
                            "state",
                            models.CharField(
                                choices=[("adopted", "已通过"), ("published", "已公布"), ("carried_out", "已落实")],
                                default="adopted",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("adopted_on", models.DateField(verbose_name="通过日期")),
                        (
                            "owner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organization.unit",
                                verbose_name="落实单位",
                            ),
                        ),
                        ("due_on", models.DateField(null=True, verbose_name="落实期限")),
                        ("published_on", models.DateField(null=True, verbose_name="公布日期")),
                        ("carried_out_on", models.DateField(null=True, verbose_name="落实日期")),
                    ],
                    options={
                        "verbose_name": "决议",
                        "verbose_name_plural": "决议",
                        "ordering": ["-adopted_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("due_on", None), ("owner", None)),
                                    models.Q(("due_on__isnull", False), ("owner__isnull", False)),
                                    _connector="OR",
                                ),
                                name="resolution_has_owner_and_day_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("published_on", None), ("state", "adopted")),
                                    models.Q(
                                        models.Q(("state", "adopted"), _negated=True), ("published_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="published_resolution_has_its_day",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Progress",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "resolution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="progress",
                                to="congress.resolution",
                                verbose_name="决议",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="进展")),
                        ("on", models.DateField(verbose_name="日期")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="填报人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "落实进展",
                        "verbose_name_plural": "落实进展",
                        "ordering": ["on", "pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Defect",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="defects",
                                to="congress.congresssession",
                                verbose_name="会议",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="defects",
                                to="congress.agendaitem",
                                verbose_name="议程",
                            ),
                        ),
                        ("check_code", models.CharField(max_length=24, verbose_name="检查项")),
                        ("sentence", models.CharField(max_length=300, verbose_name="情况")),
                        ("rule", models.CharField(max_length=20, verbose_name="规则")),
                        ("found_at", models.DateTimeField(verbose_name="发现时间")),
                        ("cure", models.CharField(blank=True, max_length=300, verbose_name="怎样补正")),
                        ("cured_at", models.DateTimeField(null=True, verbose_name="补正时间")),
                        (
                            "cured_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="补正人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "程序缺陷",
                        "verbose_name_plural": "程序缺陷",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "item", "check_code"), name="one_defect_of_a_kind_and_item"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("item", None)),
                                fields=("session", "check_code"),
                                name="one_defect_of_a_kind_and_session",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cure", ""), ("cured_at", None)),
                                    models.Q(("cured_at__isnull", False), models.Q(("cure", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="cured_defect_says_how",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SessionSurvey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="survey",
                                to="congress.congresssession",
                                verbose_name="会议",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("asked", "正在评价"), ("over", "评价结束")],
                                default="asked",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="开始时间")),
                        ("until_on", models.DateField(verbose_name="截止日期")),
                        ("invited", models.PositiveIntegerField(verbose_name="参加评价的代表")),
                        ("forms", models.PositiveIntegerField(default=0, verbose_name="收到份数")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="结束时间")),
                    ],
                    options={
                        "verbose_name": "会议质量评价",
                        "verbose_name_plural": "会议质量评价",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", False), ("state", "over")),
                                    models.Q(("ended_at", None), ("state", "asked")),
                                    _connector="OR",
                                ),
                                name="survey_over_has_its_time",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SurveySum",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sums",
                                to="congress.sessionsurvey",
                                verbose_name="评价",
                            ),
                        ),
                        ("code", models.CharField(max_length=16, verbose_name="项目")),
                        ("good", models.PositiveIntegerField(default=0, verbose_name="好")),
                        ("fair", models.PositiveIntegerField(default=0, verbose_name="一般")),
                        ("poor", models.PositiveIntegerField(default=0, verbose_name="差")),
                    ],
                    options={
                        "verbose_name": "评价合计",
                        "verbose_name_plural": "评价合计",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("survey", "code"), name="one_sum_of_a_survey_and_item")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SurveyHandedIn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="handed_in",
                                to="congress.sessionsurvey",
                                verbose_name="评价",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="代表",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "已评价的代表",
                        "verbose_name_plural": "已评价的代表",
                        "constraints": [
                            models.UniqueConstraint(fields=("survey", "person"), name="one_form_of_a_survey_and_person")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TeamMeeting",
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
                                related_name="team_meetings",
                                to="organization.unit",
                                verbose_name="班组",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="日期")),
                        ("topic", models.CharField(max_length=80, verbose_name="议题")),
                        ("note", models.TextField(verbose_name="记录")),
                        ("raised", models.TextField(blank=True, verbose_name="提出的意见")),
                        (
                            "recorder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="记录人",
                            ),
                        ),
                        ("written_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "present",
                            models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="到会"),
                        ),
                    ],
                    options={
                        "verbose_name": "班组民主管理会",
                        "verbose_name_plural": "班组民主管理会",
                        "ordering": ["-held_on", "-pk"],
                        "indexes": [models.Index(fields=["unit", "-held_on"], name="team_meeting_of_unit")],
                        "constraints": [],
                    },
                ),
            ],
        ),
    ]
