import django.db.models.deletion
import ymdm.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("duties", "0001_initial"),
        ("duties", "0002_initial"),
        ("duties", "0003_reckon_anew_after_a_change_of_calendar"),
        ("duties", "0004_tell_given_days_and_own_words"),
    ]

    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("organization", "0001_tables"),
    ]

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Duty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40, verbose_name="种类")),
                        ("says", models.CharField(max_length=60, verbose_name="要办的事")),
                        ("act", models.CharField(max_length=60, verbose_name="所需权限")),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties",
                                to="organization.unit",
                                verbose_name="责任单位",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="责任人",
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
                        (
                            "watcher",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organization.unit",
                                verbose_name="督办单位",
                            ),
                        ),
                        (
                            "subject_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, to="contenttypes.contenttype"
                            ),
                        ),
                        ("subject_id", models.BigIntegerField()),
                        ("subject_label", models.CharField(max_length=160, verbose_name="事项")),
                        ("url", models.CharField(max_length=200, verbose_name="链接")),
                        ("rule", models.CharField(max_length=12, verbose_name="规则")),
                        ("opened_on", models.DateField(verbose_name="起算日期")),
                        ("days", models.PositiveSmallIntegerField(verbose_name="期限")),
                        (
                            "counting",
                            models.CharField(
                                choices=[("workdays", "工作日"), ("natural", "自然日"), ("months", "个月")],
                                default="workdays",
                                max_length=10,
                                verbose_name="计法",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="到期日")),
                        ("first_due_on", models.DateField(verbose_name="原到期日")),
                        ("later", models.JSONField(default=list, verbose_name="其后增加的时间")),
                        ("is_fixed", models.BooleanField(default=False, verbose_name="到期日是指定的")),
                        (
                            "follows",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followers",
                                to="duties.duty",
                                verbose_name="随同",
                            ),
                        ),
                        ("edition", models.CharField(default="", max_length=64, verbose_name="日历版次")),
                        ("is_provisional", models.BooleanField(default=False, verbose_name="暂定")),
                        ("next_stage_on", models.DateField(null=True, verbose_name="下次提醒")),
                        ("is_own", models.BooleanField(default=False, verbose_name="只能由本人办")),
                        ("extended_at", models.DateTimeField(null=True, verbose_name="延期时间")),
                        (
                            "extended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="延期批准人",
                            ),
                        ),
                        ("extension_reason", models.CharField(blank=True, max_length=200, verbose_name="延期理由")),
                        ("paused_on", models.DateField(null=True, verbose_name="暂停日期")),
                        ("met_at", models.DateTimeField(null=True, verbose_name="办理时间")),
                        ("met_by_label", models.CharField(blank=True, max_length=60, verbose_name="办理人")),
                        ("cancelled_at", models.DateTimeField(null=True, verbose_name="取消时间")),
                        ("cancel_reason", models.CharField(blank=True, max_length=200, verbose_name="取消原因")),
                    ],
                    options={
                        "verbose_name": "待办",
                        "verbose_name_plural": "待办",
                        "ordering": ["due_on", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("cancelled_at", None), ("met_at", None)),
                                fields=["next_stage_on"],
                                name="duty_next_stage",
                            ),
                            models.Index(
                                condition=models.Q(("cancelled_at", None), ("met_at", None)),
                                fields=["due_on"],
                                name="duty_owed_by_due_day",
                            ),
                            models.Index(
                                condition=models.Q(("cancelled_at", None), ("met_at", None)),
                                fields=["unit", "due_on"],
                                name="duty_owed_by_unit",
                            ),
                            models.Index(fields=["subject_type", "subject_id"], name="duty_of_subject"),
                            models.Index(
                                condition=models.Q(("cancelled_at", None), ("met_at", None)),
                                fields=["edition"],
                                name="duty_owed_by_edition",
                            ),
                            models.Index(
                                condition=models.Q(("cancelled_at", None), ("met_at", None), ("person__isnull", False)),
                                fields=["person"],
                                name="duty_owed_by_person",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("met_at", None), ("cancelled_at", None), _connector="OR"),
                                name="duty_is_met_or_cancelled_not_both",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("extended_at", None), ("extended_by", None)),
                                    models.Q(("extended_at__isnull", False), ("extended_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="duty_extension_has_time_and_approver",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_on__gte", models.F("opened_on"))),
                                name="duty_due_not_before_opening",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("cancelled_at", None),
                                    models.Q(("cancel_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="duty_cancelled_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Shift",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "duty",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shifts",
                                to="duties.duty",
                                verbose_name="待办",
                            ),
                        ),
                        ("edition", models.CharField(max_length=64, verbose_name="日历版次")),
                        ("why", models.CharField(max_length=160, verbose_name="原因")),
                        ("before", models.DateField(verbose_name="原到期日")),
                        ("after", models.DateField(verbose_name="新到期日")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                    ],
                    options={
                        "verbose_name": "到期日变动",
                        "verbose_name_plural": "到期日变动",
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("duty", "edition"), name="one_shift_per_duty_and_edition"),
                            models.CheckConstraint(
                                condition=models.Q(("after__gt", models.F("before"))), name="shift_never_shortens"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Slip",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "duty",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="slips",
                                to="duties.duty",
                                verbose_name="待办",
                            ),
                        ),
                        ("stage", models.CharField(max_length=20, verbose_name="阶段")),
                        ("tone", models.CharField(max_length=8, verbose_name="灯")),
                        ("number", models.CharField(blank=True, max_length=24, verbose_name="单号")),
                        ("on", models.DateField(verbose_name="日期")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("by_label", models.CharField(max_length=60, verbose_name="发出人")),
                        ("text", models.CharField(max_length=300, verbose_name="内容")),
                    ],
                    options={
                        "verbose_name": "催办单",
                        "verbose_name_plural": "催办单",
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("duty", "stage"), name="one_slip_per_duty_and_stage")
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]
