import django.db.models.deletion
import proposals.letterbox.codes
import ymdm.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("letterbox", "0001_letters_and_boxes"),
        ("letterbox", "0002_pictures_of_letters"),
        ("letterbox", "0003_ask_the_writer_back"),
    ]

    initial = True

    dependencies = [
        ("organization", "0001_tables"),
        ("proposals", "0001_tables"),
    ]

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Series",
                    fields=[
                        (
                            "year",
                            models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name="年度"),
                        ),
                        ("last", models.PositiveIntegerField(default=0, verbose_name="最后编号")),
                    ],
                    options={
                        "verbose_name": "编号",
                        "verbose_name_plural": "编号",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Batch",
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
                        ("slot_on", models.DateField(verbose_name="开箱日")),
                        (
                            "state",
                            models.CharField(
                                choices=[("box_closed", "待开箱"), ("box_opened", "已开箱")],
                                default="box_closed",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("commitments", models.JSONField(default=list, verbose_name="来信摘要")),
                    ],
                    options={
                        "verbose_name": "开箱批次",
                        "verbose_name_plural": "开箱批次",
                        "ordering": ["-slot_on", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "slot_on"), name="one_batch_per_unit_and_slot")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Opening",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="openings",
                                to="letterbox.batch",
                                verbose_name="批次",
                            ),
                        ),
                        (
                            "opener",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="开箱人",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="申请时间")),
                        (
                            "witness",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="监箱人",
                            ),
                        ),
                        ("at", models.DateTimeField(null=True, verbose_name="开箱时间")),
                    ],
                    options={
                        "verbose_name": "开箱",
                        "verbose_name_plural": "开箱",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("witness", models.F("opener")), _negated=True),
                                name="box_is_opened_by_two_persons",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("at", None), ("witness", None)),
                                    models.Q(("at__isnull", False), ("witness__isnull", False)),
                                    _connector="OR",
                                ),
                                name="box_opening_has_witness_and_time",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("witness", None)),
                                fields=("batch",),
                                name="one_opening_waits_per_batch",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Letter",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                default=proposals.letterbox.codes.random_key, primary_key=True, serialize=False
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
                        ("number", models.CharField(max_length=20, unique=True, verbose_name="编号")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("serial", models.PositiveIntegerField(verbose_name="序号")),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("anonymous", "匿名"),
                                    ("hidden", "隐名"),
                                    ("named", "实名"),
                                    ("paper", "纸质信录入"),
                                ],
                                max_length=10,
                                verbose_name="方式",
                            ),
                        ),
                        ("is_report", models.BooleanField(default=False, verbose_name="检举控告")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("letter_sealed", "待开箱"),
                                    ("letter_opened", "待办理"),
                                    ("letter_handled", "办理中"),
                                    ("letter_answered", "已答复"),
                                    ("letter_again", "追问待答"),
                                ],
                                default="letter_sealed",
                                max_length=16,
                                verbose_name="状态",
                            ),
                        ),
                        ("received_on", models.DateField(verbose_name="收到日期")),
                        ("secret_hash", models.CharField(blank=True, max_length=64, verbose_name="查询密码摘要")),
                        ("sealed", models.TextField(verbose_name="密封的内容")),
                        (
                            "batch",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="letterbox.batch",
                                verbose_name="批次",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="写信人",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="录入人",
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proposals.proposal",
                                verbose_name="事项",
                            ),
                        ),
                        ("title", models.CharField(blank=True, max_length=120, verbose_name="题目")),
                        ("summary", models.TextField(blank=True, verbose_name="整理后的内容")),
                        ("answer", models.TextField(blank=True, verbose_name="答复")),
                        ("answered_on", models.DateField(null=True, verbose_name="答复日期")),
                        ("answered_by", models.CharField(blank=True, max_length=60, verbose_name="答复单位")),
                        ("second_answer", models.TextField(blank=True, verbose_name="再次答复")),
                        ("second_answered_on", models.DateField(null=True, verbose_name="再次答复日期")),
                        (
                            "grade",
                            models.CharField(
                                blank=True,
                                choices=[("satisfied", "满意"), ("basically", "基本满意"), ("dissatisfied", "不满意")],
                                max_length=16,
                                verbose_name="评价",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "来信",
                        "verbose_name_plural": "来信",
                        "ordering": ["-year", "-serial"],
                        "indexes": [models.Index(fields=["state", "received_on"], name="letter_by_state")],
                        "constraints": [
                            models.UniqueConstraint(fields=("year", "serial"), name="letter_numbers_are_unique"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("author", None), ("entered_by", None), ("mode", "anonymous")),
                                    models.Q(("author", None), ("entered_by__isnull", False), ("mode", "paper")),
                                    models.Q(
                                        ("author__isnull", False),
                                        ("entered_by", None),
                                        ("mode__in", ["named", "hidden"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="anonymous_letter_has_no_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_report", False),
                                    models.Q(
                                        ("answer", ""),
                                        ("matter", None),
                                        ("second_answer", ""),
                                        ("summary", ""),
                                        ("title", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="report_tells_nothing",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterKey",
                    fields=[
                        (
                            "letter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="key",
                                serialize=False,
                                to="letterbox.letter",
                            ),
                        ),
                        ("wrapped", models.TextField(verbose_name="封装的密钥")),
                    ],
                    options={
                        "verbose_name": "来信密钥",
                        "verbose_name_plural": "来信密钥",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Picture",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                default=proposals.letterbox.codes.random_key, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "letter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pictures",
                                to="letterbox.letter",
                                verbose_name="来信",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                        ("sealed", models.BinaryField(verbose_name="密封的图片")),
                    ],
                    options={
                        "verbose_name": "照片",
                        "verbose_name_plural": "照片",
                        "ordering": ["order"],
                        "constraints": [
                            models.UniqueConstraint(fields=("letter", "order"), name="one_picture_per_place")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                default=proposals.letterbox.codes.random_key, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "letter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="letterbox.letter",
                                verbose_name="来信",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("question", "询问"),
                                    ("answer", "答复"),
                                    ("words", "补充"),
                                    ("rating", "评价"),
                                    ("again", "追问"),
                                    ("revisit", "回访"),
                                ],
                                max_length=10,
                                verbose_name="种类",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="日期")),
                        ("sealed", models.TextField(verbose_name="密封的内容")),
                        ("who", models.CharField(blank=True, max_length=60, verbose_name="单位")),
                        ("is_taken_up", models.BooleanField(default=True, verbose_name="已转达")),
                    ],
                    options={
                        "verbose_name": "往来",
                        "verbose_name_plural": "往来",
                        "ordering": ["order"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("is_taken_up", False)), fields=["on"], name="message_to_take_up"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("letter", "order"), name="one_message_per_place"),
                            models.UniqueConstraint(
                                condition=models.Q(("kind__in", ["rating", "again"])),
                                fields=("letter", "kind"),
                                name="writer_rates_and_asks_once",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
