import django.db.models.deletion
import ymdm.tables
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("workdays", "0001_calendar_notices_and_special_days"),
        ("workdays", "0002_reckon_anew_after_a_change_of_calendar"),
        ("workdays", "0003_every_change_of_a_calendar"),
    ]

    initial = True

    dependencies = []

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Calendar",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(blank=True, max_length=20, unique=True, verbose_name="代码")),
                        ("name", models.CharField(default="国家法定工作日历", max_length=60, verbose_name="名称")),
                        (
                            "rest_weekdays",
                            models.CharField(
                                default="67", help_text="周一为 1，周日为 7", max_length=7, verbose_name="每周休息日"
                            ),
                        ),
                        ("edition", models.CharField(editable=False, max_length=32, verbose_name="版次")),
                        (
                            "changed_by",
                            models.CharField(blank=True, editable=False, max_length=160, verbose_name="最近一次变动"),
                        ),
                    ],
                    options={
                        "verbose_name": "工作日历",
                        "verbose_name_plural": "工作日历",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="HolidayNotice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                        ("version", models.PositiveSmallIntegerField(verbose_name="版次")),
                        ("name", models.CharField(max_length=120, verbose_name="通知名称")),
                        ("document_number", models.CharField(max_length=60, verbose_name="发文字号")),
                        ("issued_on", models.DateField(verbose_name="发文日期")),
                        ("days", models.JSONField(verbose_name="放假和调休安排")),
                        ("loaded_by", models.CharField(max_length=60, verbose_name="载入人")),
                        ("loaded_at", models.DateTimeField(verbose_name="载入时间")),
                    ],
                    options={
                        "verbose_name": "放假通知",
                        "verbose_name_plural": "放假通知",
                        "ordering": ["year", "version"],
                        "constraints": [
                            models.UniqueConstraint(fields=("year", "version"), name="one_notice_per_year_and_version"),
                            models.CheckConstraint(
                                condition=models.Q(("version__gte", 1)), name="notice_version_starts_at_one"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SpecialDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "calendar",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="special_days",
                                to="workdays.calendar",
                                verbose_name="工作日历",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="日期")),
                        ("is_workday", models.BooleanField(verbose_name="是否上班")),
                        ("name", models.CharField(max_length=30, verbose_name="名称")),
                        ("laid_by", models.CharField(max_length=60, verbose_name="登记人")),
                        ("laid_at", models.DateTimeField(verbose_name="登记时间")),
                    ],
                    options={
                        "verbose_name": "特殊日期",
                        "verbose_name_plural": "特殊日期",
                        "ordering": ["on"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("calendar", "on"), name="one_special_day_per_calendar_and_date"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "calendar",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="workdays.calendar",
                                verbose_name="工作日历",
                            ),
                        ),
                        ("edition", models.CharField(max_length=32, unique=True, verbose_name="版次")),
                        ("why", models.CharField(max_length=160, verbose_name="变动")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                    ],
                    options={
                        "verbose_name": "工作日历变动",
                        "verbose_name_plural": "工作日历变动",
                        "ordering": ["pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
            ],
        ),
    ]
