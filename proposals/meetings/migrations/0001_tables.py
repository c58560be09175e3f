import django.db.models.deletion
import ymdm.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("meetings", "0001_reception_days_and_forums"),
        ("meetings", "0002_series_of_meetings"),
        ("meetings", "0003_visits_find_problems"),
        ("meetings", "0004_meetings_about_matters"),
        ("meetings", "0005_what_is_said_in_the_hall"),
    ]

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
                    name="MatterMeeting",
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
                                related_name="matter_meetings",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("topic_meeting", "专题会"),
                                    ("consultation_meeting", "协商会"),
                                    ("push_meeting", "推进会"),
                                ],
                                max_length=24,
                                verbose_name="形式",
                            ),
                        ),
                        ("meets_at", models.DateTimeField(verbose_name="时间")),
                        ("place", models.CharField(max_length=60, verbose_name="地点")),
                        (
                            "host",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="主持人",
                            ),
                        ),
                        (
                            "recorder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="记录人",
                            ),
                        ),
                        ("people", models.CharField(max_length=200, verbose_name="参加人")),
                        (
                            "state",
                            models.CharField(
                                choices=[("called", "已通知"), ("held", "已召开"), ("called_off", "已取消")],
                                default="called",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("called_at", models.DateTimeField(verbose_name="通知时间")),
                        ("held_on", models.DateField(null=True, verbose_name="召开日期")),
                        ("called_off_because", models.CharField(blank=True, max_length=200, verbose_name="取消原因")),
                    ],
                    options={
                        "verbose_name": "专题会",
                        "verbose_name_plural": "专题会",
                        "ordering": ["-meets_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("held_on__isnull", False), ("state", "held")),
                                    models.Q(models.Q(("state", "held"), _negated=True), ("held_on", None)),
                                    _connector="OR",
                                ),
                                name="matter_meeting_held_on_a_day",
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
                                name="matter_meeting_called_off_with_reason",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="BoundMatter",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bound",
                                to="meetings.mattermeeting",
                                verbose_name="会议",
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bound_meetings",
                                to="proposals.proposal",
                                verbose_name="事项",
                            ),
                        ),
                        (
                            "contact",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bound",
                                to="proposals.contact",
                                verbose_name="记录",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "会议事项",
                        "verbose_name_plural": "会议事项",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "matter"), name="one_place_per_meeting_and_matter"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ReceptionSchedule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "weekday",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[(1, "周一"), (2, "周二"), (3, "周三"), (4, "周四"), (5, "周五")],
                                null=True,
                                verbose_name="每周",
                            ),
                        ),
                        (
                            "nth",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="每月第几个工作日"),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reception_schedules",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "leader",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="接待领导",
                            ),
                        ),
                        (
                            "substitute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="代班领导",
                            ),
                        ),
                        (
                            "recorder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="记录人",
                            ),
                        ),
                        ("place", models.CharField(max_length=60, verbose_name="地点")),
                        ("begins", models.TimeField(verbose_name="开始时间")),
                        ("slots", models.PositiveSmallIntegerField(verbose_name="接待人次")),
                        ("slot_minutes", models.PositiveSmallIntegerField(verbose_name="每人次时间")),
                        ("from_on", models.DateField(verbose_name="起始日期")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="停止日期")),
                    ],
                    options={
                        "verbose_name": "接待安排",
                        "verbose_name_plural": "接待安排",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("nth", None), ("weekday__gte", 1), ("weekday__lte", 5)),
                                    models.Q(("nth__gte", 1), ("nth__lte", 15), ("weekday", None)),
                                    _connector="OR",
                                ),
                                name="meetings_receptionschedule_weekly_or_monthly",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("substitute", models.F("leader")), _negated=True),
                                name="substitute_is_another_leader",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("recorder", models.F("leader")), _negated=True),
                                name="recorder_does_not_receive",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("slots__gte", 1), ("slots__lte", 20)), name="reception_has_slots"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ReceptionDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "schedule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="days",
                                to="meetings.receptionschedule",
                                verbose_name="安排",
                            ),
                        ),
                        ("nominal_on", models.DateField(verbose_name="按周期应在")),
                        ("on", models.DateField(verbose_name="日期")),
                        (
                            "receiver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="接待人",
                            ),
                        ),
                        ("stands_in_because", models.CharField(blank=True, max_length=120, verbose_name="代班原因")),
                        (
                            "state",
                            models.CharField(
                                choices=[("planned", "待接待"), ("held", "已接待"), ("called_off", "不再接待")],
                                default="planned",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("held_at", models.DateTimeField(null=True, verbose_name="接待结束")),
                    ],
                    options={
                        "verbose_name": "接待日",
                        "verbose_name_plural": "接待日",
                        "ordering": ["on", "pk"],
                        "indexes": [models.Index(fields=["state", "on"], name="reception_by_day")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("schedule", "on"), name="one_reception_per_schedule_and_day"
                            ),
                            models.UniqueConstraint(fields=("schedule", "nominal_on"), name="one_reception_per_turn"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("held_at__isnull", False), ("state", "held")),
                                    models.Q(models.Q(("state", "held"), _negated=True), ("held_at", None)),
                                    _connector="OR",
                                ),
                                name="held_reception_has_its_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReceptionVisit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="meetings.receptionday",
                                verbose_name="接待日",
                            ),
                        ),
                        ("slot", models.PositiveSmallIntegerField(verbose_name="序号")),
                        (
                            "visitor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reception_visits",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="来访人",
                            ),
                        ),
                        ("visitor_name", models.CharField(blank=True, max_length=30, verbose_name="来访人姓名")),
                        ("about", models.CharField(blank=True, max_length=500, verbose_name="想反映的事")),
                        ("is_booked", models.BooleanField(default=True, verbose_name="预约")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("booked", "已预约"),
                                    ("cancelled", "已取消"),
                                    ("absent", "没有来"),
                                    ("received", "已接待"),
                                    ("signed_off", "已签结"),
                                ],
                                default="booked",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="登记时间")),
                        ("received_at", models.DateTimeField(null=True, verbose_name="接待时间")),
                        ("signed_off_at", models.DateTimeField(null=True, verbose_name="签结时间")),
                    ],
                    options={
                        "verbose_name": "来访",
                        "verbose_name_plural": "来访",
                        "ordering": ["slot", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "cancelled"), _negated=True),
                                fields=("day", "slot"),
                                name="one_visit_per_slot",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("is_booked", True), models.Q(("state", "cancelled"), _negated=True)
                                ),
                                fields=("day", "visitor"),
                                name="one_booking_per_day_and_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("visitor__isnull", False), ("visitor_name", "")),
                                    models.Q(("visitor", None), models.Q(("visitor_name", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="visitor_is_a_person_or_a_name",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("received_at__isnull", False),
                                        ("signed_off_at__isnull", False),
                                        ("state", "signed_off"),
                                    ),
                                    models.Q(
                                        ("received_at__isnull", False), ("signed_off_at", None), ("state", "received")
                                    ),
                                    models.Q(
                                        ("received_at", None),
                                        ("signed_off_at", None),
                                        ("state__in", ["booked", "cancelled", "absent"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="visit_received_and_signed_off_have_times",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ReceptionItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="meetings.receptionvisit",
                                verbose_name="来访",
                            ),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="反映的事")),
                        ("solved", models.CharField(blank=True, max_length=500, verbose_name="当场答复")),
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reception_item",
                                to="proposals.proposal",
                                verbose_name="事项",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="登记时间")),
                    ],
                    options={
                        "verbose_name": "反映事项",
                        "verbose_name_plural": "反映事项",
                        "ordering": ["pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Forum",
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
                                related_name="forums",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("forum", "民主恳谈会"),
                                    ("symposium", "专题座谈会"),
                                    ("floor_opinion", "职代会分团讨论"),
                                    ("visit", "调研"),
                                ],
                                max_length=16,
                                verbose_name="形式",
                            ),
                        ),
                        ("topic", models.CharField(max_length=80, verbose_name="主题")),
                        ("call", models.TextField(blank=True, verbose_name="通知")),
                        ("meets_at", models.DateTimeField(verbose_name="时间")),
                        ("place", models.CharField(max_length=60, verbose_name="地点")),
                        (
                            "host",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="主持人",
                            ),
                        ),
                        (
                            "recorder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="记录人",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="floor_talks",
                                to="congress.congresssession",
                                verbose_name="届次",
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="floor_talks",
                                to="congress.delegation",
                                verbose_name="代表团",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("called", "已通知"),
                                    ("raised", "意见待交办"),
                                    ("settled", "意见已交办"),
                                    ("called_off", "已取消"),
                                ],
                                default="called",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("called_at", models.DateTimeField(verbose_name="通知时间")),
                        ("minutes", models.TextField(blank=True, verbose_name="会议记录")),
                        ("held_on", models.DateField(null=True, verbose_name="召开日期")),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="办结时间")),
                        ("called_off_because", models.CharField(blank=True, max_length=200, verbose_name="取消原因")),
                    ],
                    options={
                        "verbose_name": "恳谈座谈",
                        "verbose_name_plural": "恳谈座谈",
                        "ordering": ["-meets_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("held_on__isnull", False),
                                        ("state__in", ["raised", "settled"]),
                                        models.Q(("minutes", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("held_on", None), ("minutes", ""), ("state__in", ["called", "called_off"])
                                    ),
                                    _connector="OR",
                                ),
                                name="held_forum_has_minutes_and_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at__isnull", False), ("state", "settled")),
                                    models.Q(models.Q(("state", "settled"), _negated=True), ("settled_at", None)),
                                    _connector="OR",
                                ),
                                name="settled_forum_has_its_time",
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
                                name="forum_called_off_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("delegation__isnull", False),
                                        ("kind", "floor_opinion"),
                                        ("session__isnull", False),
                                    ),
                                    models.Q(
                                        models.Q(("kind", "floor_opinion"), _negated=True),
                                        ("delegation", None),
                                        ("session", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="floor_talk_has_session_and_delegation",
                            ),
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
                            "forum",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendees",
                                to="meetings.forum",
                                verbose_name="会议",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="参加人",
                            ),
                        ),
                        ("came", models.BooleanField(null=True, verbose_name="到会")),
                    ],
                    options={
                        "verbose_name": "参加人",
                        "verbose_name_plural": "参加人",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("forum", "person"), name="one_place_per_forum_and_person")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ForumPoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "forum",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="points",
                                to="meetings.forum",
                                verbose_name="会议",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="序号")),
                        ("text", models.CharField(max_length=500, verbose_name="意见")),
                        (
                            "voice",
                            models.CharField(
                                choices=[("person", "到会的人"), ("meeting", "会议集体"), ("delegation", "代表团")],
                                max_length=10,
                                verbose_name="谁提的",
                            ),
                        ),
                        (
                            "speaker",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="发言人",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="forum_points",
                                to="congress.agendaitem",
                                verbose_name="议程",
                            ),
                        ),
                        (
                            "matter",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="forum_point",
                                to="proposals.proposal",
                                verbose_name="事项",
                            ),
                        ),
                        ("noted_at", models.DateTimeField(verbose_name="登记时间")),
                    ],
                    options={
                        "verbose_name": "意见",
                        "verbose_name_plural": "意见",
                        "ordering": ["order"],
                        "constraints": [
                            models.UniqueConstraint(fields=("forum", "order"), name="one_forum_point_per_place"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("speaker__isnull", False), ("voice", "person")),
                                    models.Q(models.Q(("voice", "person"), _negated=True), ("speaker", None)),
                                    _connector="OR",
                                ),
                                name="forum_point_has_its_speaker",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingSeries",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "weekday",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[(1, "周一"), (2, "周二"), (3, "周三"), (4, "周四"), (5, "周五")],
                                null=True,
                                verbose_name="每周",
                            ),
                        ),
                        (
                            "nth",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="每月第几个工作日"),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meeting_series",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="名称")),
                        (
                            "chair",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="主持人",
                            ),
                        ),
                        (
                            "recorder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="记录人",
                            ),
                        ),
                        ("place", models.CharField(max_length=60, verbose_name="地点")),
                        ("begins", models.TimeField(verbose_name="开始时间")),
                        ("agenda", models.TextField(verbose_name="固定议程")),
                        ("from_on", models.DateField(verbose_name="起始日期")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="停止日期")),
                        (
                            "members",
                            models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="成员"),
                        ),
                    ],
                    options={
                        "verbose_name": "例会",
                        "verbose_name_plural": "例会",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("nth", None), ("weekday__gte", 1), ("weekday__lte", 5)),
                                    models.Q(("nth__gte", 1), ("nth__lte", 15), ("weekday", None)),
                                    _connector="OR",
                                ),
                                name="meetings_meetingseries_weekly_or_monthly",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SeriesMeeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="meetings.meetingseries",
                                verbose_name="例会",
                            ),
                        ),
                        ("nominal_on", models.DateField(verbose_name="按周期应在")),
                        ("on", models.DateField(verbose_name="日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[("planned", "待召开"), ("held", "已召开"), ("skipped", "没有召开")],
                                default="planned",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("minutes", models.TextField(blank=True, verbose_name="会议记录")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="没有召开的原因")),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="登记时间")),
                        (
                            "present",
                            models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="到会"),
                        ),
                    ],
                    options={
                        "verbose_name": "例会会次",
                        "verbose_name_plural": "例会会次",
                        "ordering": ["on", "pk"],
                        "indexes": [models.Index(fields=["state", "on"], name="series_meeting_by_day")],
                        "constraints": [
                            models.UniqueConstraint(fields=("series", "on"), name="one_meeting_per_series_and_day"),
                            models.UniqueConstraint(fields=("series", "nominal_on"), name="one_meeting_per_turn"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("minutes", ""), ("reason", ""), ("settled_at", None), ("state", "planned")
                                    ),
                                    models.Q(
                                        ("reason", ""),
                                        ("settled_at__isnull", False),
                                        ("state", "held"),
                                        models.Q(("minutes", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("minutes", ""),
                                        ("settled_at__isnull", False),
                                        ("state", "skipped"),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="series_meeting_held_with_minutes_or_skipped_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActionItem",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="meetings.seriesmeeting",
                                verbose_name="会次",
                            ),
                        ),
                        ("text", models.CharField(max_length=300, verbose_name="议定事项")),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="责任人",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="完成日期")),
                        ("result", models.CharField(blank=True, max_length=500, verbose_name="完成情况")),
                        ("done_at", models.DateTimeField(null=True, verbose_name="完成时间")),
                    ],
                    options={
                        "verbose_name": "议定事项",
                        "verbose_name_plural": "议定事项",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_at", None), ("result", "")),
                                    models.Q(("done_at__isnull", False), models.Q(("result", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="action_done_with_its_result",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SpokenPoint",
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
                                related_name="spoken_points",
                                to="congress.congresssession",
                                verbose_name="会议",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="spoken_points",
                                to="congress.agendaitem",
                                verbose_name="议程",
                            ),
                        ),
                        (
                            "speaker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="spoken_points",
                                to="congress.attendee",
                                verbose_name="发言代表",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="序号")),
                        ("text", models.CharField(max_length=500, verbose_name="发言要点")),
                        ("noted_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "noted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        (
                            "matter",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="spoken_point",
                                to="proposals.proposal",
                                verbose_name="事项",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "会上发言",
                        "verbose_name_plural": "会上发言",
                        "ordering": ["order"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "order"), name="one_spoken_point_of_a_session_and_order"
                            )
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]
