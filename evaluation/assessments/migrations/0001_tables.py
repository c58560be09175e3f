import django.db.models.deletion
import ymdm.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("assessments", "0001_assessments_and_their_answers"),
        ("assessments", "0002_scores_vetoes_appeals_and_results"),
    ]

    initial = True

    dependencies = [
        ("attachments", "0001_tables"),
        ("organization", "0001_tables"),
        ("schemes", "0001_tables"),
    ]

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Assessment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assessments",
                                to="schemes.scheme",
                                verbose_name="方案",
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
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("assess_checking", "自查中"),
                                    ("assess_handed_in", "待负责人签字"),
                                    ("assess_signed", "已上报"),
                                    ("assess_scoring", "评分中"),
                                    ("assess_disputed", "待第三人评定"),
                                    ("assess_scored", "已评分"),
                                    ("assess_shown", "已反馈，可申诉"),
                                    ("assess_appealed", "申诉复核中"),
                                    ("assess_decided", "申诉已决定"),
                                    ("assess_final", "已定案"),
                                ],
                                default="assess_checking",
                                max_length=24,
                                verbose_name="状态",
                            ),
                        ),
                        ("begun_at", models.DateTimeField(verbose_name="开始时间")),
                        ("due_on", models.DateField(verbose_name="自查截止日")),
                        ("read_at", models.DateTimeField(verbose_name="取数时间")),
                        (
                            "handed_in_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="填报人",
                            ),
                        ),
                        ("handed_in_at", models.DateTimeField(null=True, verbose_name="填报时间")),
                        (
                            "signed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="签字的负责人",
                            ),
                        ),
                        ("signed_at", models.DateTimeField(null=True, verbose_name="签字时间")),
                        (
                            "claimed",
                            models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name="自评得分"),
                        ),
                        ("shown_at", models.DateTimeField(null=True, verbose_name="反馈时间")),
                        ("appeal_until", models.DateField(null=True, verbose_name="申诉截止日")),
                        ("accepted_at", models.DateTimeField(null=True, verbose_name="认可时间")),
                        ("score", models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name="得分")),
                        ("grade", models.CharField(blank=True, max_length=20, verbose_name="等次")),
                        ("may_be_awarded", models.BooleanField(null=True, verbose_name="可以评先")),
                        ("result", models.JSONField(blank=True, default=dict, verbose_name="结果")),
                        ("final_at", models.DateTimeField(null=True, verbose_name="定案时间")),
                    ],
                    options={
                        "verbose_name": "年度考评",
                        "verbose_name_plural": "年度考评",
                        "ordering": ["-year", "unit__path"],
                        "indexes": [models.Index(fields=["scheme", "unit"], name="assessment_of_scheme")],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "year"), name="one_assessment_a_unit_and_year"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("handed_in_at", None), ("handed_in_by", None)),
                                    models.Q(("handed_in_at__isnull", False), ("handed_in_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="assessment_handed_in_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("signed_at", None), ("signed_by", None)),
                                    models.Q(
                                        ("claimed__isnull", False),
                                        ("signed_at__isnull", False),
                                        ("signed_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="assessment_signed_with_its_sum",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("grade", ""), ("may_be_awarded", None), ("score", None)),
                                    models.Q(
                                        ("may_be_awarded__isnull", False),
                                        ("score__isnull", False),
                                        models.Q(("grade", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="assessment_scored_is_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("final_at", None), models.Q(("state", "assess_final"), _negated=True)),
                                    models.Q(
                                        ("final_at__isnull", False), ("score__isnull", False), ("state", "assess_final")
                                    ),
                                    _connector="OR",
                                ),
                                name="assessment_final_has_its_score",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("signed_by", models.F("handed_in_by")), _negated=True),
                                name="assessment_signed_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="assessments.assessment",
                                verbose_name="考评",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="schemes.schemeitem",
                                verbose_name="考评项目",
                            ),
                        ),
                        ("part", models.PositiveIntegerField(null=True, verbose_name="计入")),
                        ("whole", models.PositiveIntegerField(null=True, verbose_name="全部")),
                        (
                            "suggested",
                            models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name="系统建议"),
                        ),
                        ("raises", models.CharField(blank=True, max_length=300, verbose_name="怎样提高")),
                        (
                            "claimed",
                            models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name="自评分"),
                        ),
                        ("is_applicable", models.BooleanField(default=True, verbose_name="有这方面的事项")),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                        (
                            "verified",
                            models.DecimalField(decimal_places=3, max_digits=6, null=True, verbose_name="核定分"),
                        ),
                        ("verdict", models.CharField(blank=True, max_length=700, verbose_name="扣分理由")),
                    ],
                    options={
                        "verbose_name": "自查项目",
                        "verbose_name_plural": "自查项目",
                        "ordering": ["item__order", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("assessment", "item"), name="one_answer_an_assessment_and_item"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("part", None), ("whole", None)),
                                    ("part__lte", models.F("whole")),
                                    _connector="OR",
                                ),
                                name="answer_counts_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("claimed", None), ("claimed__gte", 0), _connector="OR"),
                                name="answer_not_below_nought",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "answer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="assessments.answer",
                                verbose_name="自查项目",
                            ),
                        ),
                        (
                            "attachment",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="attachments.attachment",
                                verbose_name="文件",
                            ),
                        ),
                        ("dated_on", models.DateField(verbose_name="形成日期")),
                    ],
                    options={
                        "verbose_name": "佐证材料",
                        "verbose_name_plural": "佐证材料",
                        "ordering": ["pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Inspector",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspectors",
                                to="assessments.assessment",
                                verbose_name="考评",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="检查人",
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField(verbose_name="次序")),
                        ("signed_at", models.DateTimeField(null=True, verbose_name="签名时间")),
                    ],
                    options={
                        "verbose_name": "检查人",
                        "verbose_name_plural": "检查人",
                        "ordering": ["place"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("assessment", "person"), name="one_inspector_an_assessment_and_person"
                            ),
                            models.UniqueConstraint(
                                fields=("assessment", "place"), name="one_inspector_an_assessment_and_place"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("place__gte", 1), ("place__lte", 3)),
                                name="inspector_is_one_of_three",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Score",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inspector",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scores",
                                to="assessments.inspector",
                                verbose_name="检查人",
                            ),
                        ),
                        (
                            "answer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scores",
                                to="assessments.answer",
                                verbose_name="考评项目",
                            ),
                        ),
                        ("points", models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name="得分")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="扣分理由")),
                    ],
                    options={
                        "verbose_name": "评分",
                        "verbose_name_plural": "评分",
                        "ordering": ["inspector", "answer"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("inspector", "answer"), name="one_score_an_inspector_and_item"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("points", None), ("points__gte", 0), _connector="OR"),
                                name="score_not_below_nought",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Veto",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="vetoes",
                                to="assessments.assessment",
                                verbose_name="考评",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="schemes.schemeitem",
                                verbose_name="否决项",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("veto_proposed", "待单位说明"),
                                    ("veto_heard", "待考评组决定"),
                                    ("veto_upheld", "否决成立"),
                                    ("veto_refused", "否决不成立"),
                                ],
                                default="veto_proposed",
                                max_length=20,
                                verbose_name="状态",
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="事由")),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提出人",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
                        ("hear_until", models.DateField(verbose_name="说明截止日")),
                        ("heard", models.TextField(blank=True, verbose_name="单位的说明")),
                        (
                            "heard_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="说明人",
                            ),
                        ),
                        ("votes_for", models.PositiveSmallIntegerField(null=True, verbose_name="赞成")),
                        ("votes_against", models.PositiveSmallIntegerField(null=True, verbose_name="反对")),
                        ("decision", models.CharField(blank=True, max_length=500, verbose_name="决定的理由")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="决定时间")),
                    ],
                    options={
                        "verbose_name": "一票否决",
                        "verbose_name_plural": "一票否决",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("assessment", "item"), name="one_veto_an_assessment_and_item"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at", None), ("votes_against", None), ("votes_for", None)),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("votes_against__isnull", False),
                                        ("votes_for__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="veto_decided_with_votes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                name="veto_decided_by_another",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="AppealedItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "answer",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appealed",
                                to="assessments.answer",
                                verbose_name="考评项目",
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="申诉理由")),
                        (
                            "filed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="申诉人",
                            ),
                        ),
                        ("filed_at", models.DateTimeField(verbose_name="申诉时间")),
                        ("before", models.DecimalField(decimal_places=3, max_digits=6, verbose_name="原得分")),
                        (
                            "after",
                            models.DecimalField(decimal_places=3, max_digits=6, null=True, verbose_name="复核得分"),
                        ),
                        ("decision", models.CharField(blank=True, max_length=500, verbose_name="复核意见")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="复核人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "申诉项目",
                        "verbose_name_plural": "申诉项目",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("after", None), ("after__gte", models.F("before")), _connector="OR"
                                ),
                                name="appeal_changes_only_upward",
                            )
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]
