import django.db.models.deletion
import ymdm.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("papers", "0001_import_runs"), ("papers", "0002_long_exports"), ("papers", "0003_rosters_take_two")]

    initial = True

    dependencies = [
        ("organization", "0001_tables"),
    ]

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="ImportRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=20, verbose_name="种类")),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="上传人",
                            ),
                        ),
                        ("file_name", models.CharField(max_length=150, verbose_name="文件名")),
                        ("size", models.PositiveIntegerField(verbose_name="大小")),
                        ("sha256", models.CharField(max_length=64, verbose_name="文件摘要")),
                        ("stored_as", models.CharField(blank=True, max_length=60, verbose_name="存放位置")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("uploaded", "正在核对"),
                                    ("unreadable", "读不了"),
                                    ("previewed", "等您决定"),
                                    ("importing", "正在写入"),
                                    ("imported", "已导入"),
                                    ("declined", "没有导入"),
                                ],
                                default="uploaded",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("sentence", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        ("digest", models.CharField(blank=True, max_length=64, verbose_name="核对结果摘要")),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="复核人",
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="上传时间")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="结束时间")),
                    ],
                    options={
                        "verbose_name": "导入",
                        "verbose_name_plural": "导入",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("state__in", ["uploaded", "previewed", "importing"])),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("state__in", ["unreadable", "imported", "declined"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="import_run_ended_in_an_end_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("confirmed_by", models.F("uploaded_by")), _negated=True),
                                name="import_run_is_confirmed_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind__in", ["people", "units"]), ("state", "importing"), _negated=True),
                                    ("uploaded_by", None),
                                    ("confirmed_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="import_for_two_is_written_for_two",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ImportReport",
                    fields=[
                        (
                            "run",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="report",
                                serialize=False,
                                to="papers.importrun",
                                verbose_name="导入",
                            ),
                        ),
                        ("content", models.JSONField(verbose_name="核对结果")),
                        ("counts", models.JSONField(default=dict, verbose_name="导入结果")),
                    ],
                    options={
                        "verbose_name": "核对结果",
                        "verbose_name_plural": "核对结果",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="ExportRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=20, verbose_name="种类")),
                        ("query", models.TextField(blank=True, verbose_name="筛选条件")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="导出人",
                            ),
                        ),
                        ("title", models.CharField(max_length=60, verbose_name="清单")),
                        ("rows", models.PositiveIntegerField(verbose_name="行数")),
                        ("done", models.PositiveIntegerField(default=0, verbose_name="已写行数")),
                        ("made_at", models.DateTimeField(verbose_name="提出时间")),
                        ("lease_until", models.DateTimeField(null=True, verbose_name="占用至")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="完成时间")),
                        ("sentence", models.CharField(blank=True, max_length=200, verbose_name="没有完成的原因")),
                        ("stored_as", models.CharField(blank=True, max_length=60, verbose_name="存放位置")),
                        ("size", models.PositiveBigIntegerField(default=0, verbose_name="大小")),
                    ],
                    options={
                        "verbose_name": "导出",
                        "verbose_name_plural": "导出",
                        "ordering": ["-pk"],
                        "indexes": [models.Index(fields=["made_at"], name="export_run_by_age")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("sentence", ""), ("stored_as", "")),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("stored_as", ""),
                                        models.Q(("sentence", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("sentence", ""),
                                        models.Q(("stored_as", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="export_run_ended_with_file_or_sentence",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
