import django.db.models.deletion
import ymdm.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("figures", "0001_closed_years_and_their_figures")]

    initial = True

    dependencies = [
        ("organization", "0001_tables"),
    ]

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="ClosedYear",
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
                                related_name="+",
                                to="organization.unit",
                                verbose_name="单位",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("on", models.DateField(verbose_name="数据截至")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="封存人",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="封存时间")),
                    ],
                    options={
                        "verbose_name": "年度数据封存",
                        "verbose_name_plural": "年度数据封存",
                        "ordering": ["-year", "unit__path"],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "year"), name="one_closing_a_unit_and_year")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="KeptFigure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "closed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="figures",
                                to="figures.closedyear",
                                verbose_name="封存",
                            ),
                        ),
                        ("key", models.CharField(max_length=40, verbose_name="取数")),
                        ("label", models.CharField(max_length=40, verbose_name="名称")),
                        ("definition", models.CharField(max_length=200, verbose_name="口径")),
                        ("rule", models.CharField(blank=True, max_length=12, verbose_name="规则")),
                        ("counted", models.CharField(max_length=8, verbose_name="计量")),
                        ("address", models.CharField(blank=True, max_length=300, verbose_name="明细")),
                        ("part", models.PositiveIntegerField(verbose_name="分子")),
                        ("whole", models.PositiveIntegerField(verbose_name="分母")),
                        ("rows", models.JSONField(verbose_name="明细行")),
                        ("fingerprint", models.CharField(max_length=64, verbose_name="摘要")),
                    ],
                    options={
                        "verbose_name": "封存的数",
                        "verbose_name_plural": "封存的数",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("closed", "key"), name="one_kept_figure_a_year_and_key"),
                            models.CheckConstraint(
                                condition=models.Q(("part__lte", models.F("whole"))), name="kept_part_within_whole"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]
