import django.db.models.deletion
import ymdm.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("rulebook", "0001_overrides_and_their_edition")]

    initial = True

    dependencies = [
        ("organization", "0001_tables"),
    ]

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Edition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("word", models.CharField(max_length=32, verbose_name="版次")),
                    ],
                    options={
                        "verbose_name": "规则库版次",
                        "verbose_name_plural": "规则库版次",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Override",
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
                                related_name="overrides",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        ("key", models.CharField(max_length=40, verbose_name="数值")),
                        ("number", models.CharField(max_length=20, verbose_name="改为")),
                        ("from_on", models.DateField(verbose_name="从哪天起")),
                        ("reason", models.CharField(max_length=300, verbose_name="理由")),
                        ("document", models.CharField(max_length=120, verbose_name="依据的文件")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "待确认"),
                                    ("confirmed", "已确认"),
                                    ("declined", "未通过"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="proposed",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("before", models.CharField(max_length=40, verbose_name="原来")),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="overrides_proposed",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提出人",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="overrides_confirmed",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="确认人",
                            ),
                        ),
                        ("confirmed_at", models.DateTimeField(null=True, verbose_name="确认时间")),
                        (
                            "ended_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="未通过或撤回的原因"),
                        ),
                    ],
                    options={
                        "verbose_name": "本单位规定",
                        "verbose_name_plural": "本单位规定",
                        "ordering": ["-from_on", "-pk"],
                        "indexes": [models.Index(fields=["key", "unit"], name="override_of_value_and_unit")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                                name="override_is_confirmed_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("confirmed_at__isnull", False),
                                        ("confirmed_by__isnull", False),
                                        ("state", "confirmed"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "confirmed"), _negated=True),
                                        ("confirmed_at", None),
                                        ("confirmed_by", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="override_confirmed_with_person_and_time",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "proposed")),
                                fields=("unit", "key"),
                                name="one_proposed_override_per_unit_and_value",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
