import django.db.models.deletion
import uuid
import ymdm.ballots.models.boxes
import ymdm.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("ballots", "0001_initial"),
        ("ballots", "0003_salt_of_a_result"),
        ("ballots", "0004_ballots_of_the_staff"),
    ]

    initial = True

    dependencies = [
        ("organization", "0001_tables"),
    ]

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="KeyCeremony",
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
                        ("owner_kind", models.CharField(max_length=40, verbose_name="归属")),
                        ("owner_pk", models.BigIntegerField(verbose_name="归属编号")),
                        ("title", models.CharField(max_length=120, verbose_name="名称")),
                        ("back", models.CharField(blank=True, max_length=200, verbose_name="返回页")),
                        ("t", models.PositiveSmallIntegerField(default=2, verbose_name="开箱所需人数")),
                        (
                            "state",
                            models.CharField(
                                choices=[("called", "待生成"), ("held", "待试投"), ("tried", "可以使用")],
                                default="called",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "密钥仪式",
                        "verbose_name_plural": "密钥仪式",
                        "ordering": ["-pk"],
                        "indexes": [models.Index(fields=["owner_kind", "owner_pk"], name="ceremony_of_owner")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("t__gte", 2)), name="ceremony_takes_two_at_least"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Keeper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ceremony",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="keepers",
                                to="ballots.keyceremony",
                                verbose_name="密钥仪式",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="保管人",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                        (
                            "task",
                            models.CharField(
                                choices=[("scrutineer", "监票人"), ("teller", "计票人")],
                                max_length=10,
                                verbose_name="任务",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "密钥保管人",
                        "verbose_name_plural": "密钥保管人",
                        "ordering": ["order"],
                        "constraints": [
                            models.UniqueConstraint(fields=("ceremony", "person"), name="keeper_once_in_a_ceremony"),
                            models.UniqueConstraint(fields=("ceremony", "order"), name="keeper_has_a_place_of_her_own"),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="KeyPair",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ceremony",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pairs",
                                to="ballots.keyceremony",
                                verbose_name="密钥仪式",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                        (
                            "public_key",
                            models.CharField(
                                help_text="未压缩的 P-256 点，十六进制", max_length=130, verbose_name="公钥"
                            ),
                        ),
                        ("salts", models.JSONField(default=dict, help_text="保管人次序 → 十六进制", verbose_name="盐")),
                        (
                            "used_by",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pair",
                                to="ballots.ballotbox",
                                verbose_name="用于票箱",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "密钥对",
                        "verbose_name_plural": "密钥对",
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("ceremony", "number"), name="pair_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(("number__gt", 0), ("used_by", None), _connector="OR"),
                                name="pair_for_trying_serves_no_box",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="KeyEnvelope",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "pair",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="envelopes",
                                to="ballots.keypair",
                                verbose_name="密钥对",
                            ),
                        ),
                        (
                            "order",
                            models.CharField(help_text="保管人次序，用 > 连接", max_length=40, verbose_name="开启次序"),
                        ),
                        ("salt", models.CharField(max_length=64, verbose_name="盐")),
                        ("ciphertext", models.TextField(help_text="十六进制", verbose_name="密文")),
                    ],
                    options={
                        "verbose_name": "密钥信封",
                        "verbose_name_plural": "密钥信封",
                        "ordering": ["pair", "order"],
                        "constraints": [
                            models.UniqueConstraint(fields=("pair", "order"), name="envelope_once_an_order")
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
                            "box",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="opening",
                                to="ballots.ballotbox",
                                verbose_name="票箱",
                            ),
                        ),
                        ("given", models.JSONField(default=list, verbose_name="已输入的保管人次序")),
                        ("inner", models.JSONField(default=dict, verbose_name="内层密文")),
                        ("until", models.DateTimeField(verbose_name="有效至")),
                    ],
                    options={
                        "verbose_name": "开箱",
                        "verbose_name_plural": "开箱",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="RollEntry",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "box_id", "person_id", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "box",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roll",
                                to="ballots.ballotbox",
                                verbose_name="票箱",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="投票人",
                            ),
                        ),
                        ("stratum", models.CharField(max_length=120, verbose_name="组别")),
                        (
                            "state",
                            models.CharField(
                                choices=[("fresh", "未投票"), ("cast", "已投票"), ("paper", "已领纸质票")],
                                default="fresh",
                                max_length=5,
                                verbose_name="状态",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "投票名册",
                        "verbose_name_plural": "投票名册",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="SealedBallot",
                    fields=[
                        (
                            "tracker",
                            models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="查验码"),
                        ),
                        (
                            "box",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ballots",
                                to="ballots.ballotbox",
                                verbose_name="票箱",
                            ),
                        ),
                        ("stratum", models.CharField(max_length=120, verbose_name="组别")),
                        ("body", models.BinaryField(verbose_name="密票")),
                    ],
                    options={
                        "verbose_name": "密票",
                        "verbose_name_plural": "密票",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="BallotBox",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                                verbose_name="编号",
                            ),
                        ),
                        (
                            "lock_no",
                            models.IntegerField(
                                default=ymdm.ballots.models.boxes.random_lock, unique=True, verbose_name="锁号"
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
                        ("owner_kind", models.CharField(max_length=40, verbose_name="归属")),
                        ("owner_pk", models.BigIntegerField(verbose_name="归属编号")),
                        ("back", models.CharField(blank=True, max_length=200, verbose_name="返回页")),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("vote", "表决"),
                                    ("election", "选举"),
                                    ("appraisal", "民主评议"),
                                    ("award", "评选"),
                                ],
                                max_length=10,
                                verbose_name="用途",
                            ),
                        ),
                        ("paper", models.JSONField(verbose_name="选票")),
                        ("paper_hash", models.CharField(max_length=64, verbose_name="选票摘要")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "准备中"),
                                    ("frozen", "名册已冻结"),
                                    ("open", "投票中"),
                                    ("sealing", "正在封箱"),
                                    ("closed", "已封箱"),
                                    ("opened", "已开箱"),
                                    ("published", "已公布"),
                                    ("destroying", "正在销毁"),
                                    ("destroyed", "选票已销毁"),
                                    ("disputed", "票数不符"),
                                    ("void", "作废"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("opens_at", models.DateTimeField(null=True, verbose_name="投票开始")),
                        ("closes_at", models.DateTimeField(null=True, verbose_name="投票截止")),
                        (
                            "suite",
                            models.CharField(
                                default="HPKE-P256-SHA256-AES256GCM", max_length=40, verbose_name="密码套件"
                            ),
                        ),
                        (
                            "ceremony",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="boxes",
                                to="ballots.keyceremony",
                                verbose_name="密钥仪式",
                            ),
                        ),
                        ("public_key", models.CharField(blank=True, max_length=130, verbose_name="公钥")),
                        ("script_hash", models.CharField(blank=True, max_length=64, verbose_name="封票程序摘要")),
                        ("body_len", models.PositiveIntegerField(help_text="字节", verbose_name="密票长度")),
                        ("roll_root", models.CharField(blank=True, max_length=64, verbose_name="名册根")),
                        ("roll_size", models.PositiveIntegerField(null=True, verbose_name="名册人数")),
                        ("strata", models.JSONField(default=dict, help_text="原组别 → 计票组别", verbose_name="组别")),
                        ("k_min", models.PositiveSmallIntegerField(default=5, verbose_name="最小组")),
                        ("edge_sealing", models.BooleanField(default=False, verbose_name="由服务器代封")),
                        (
                            "is_hall",
                            models.BooleanField(
                                default=False, help_text="全体在场，投票人数实时显示", verbose_name="会场投票"
                            ),
                        ),
                        ("box_root", models.CharField(blank=True, max_length=64, verbose_name="票箱根")),
                        ("box_count", models.PositiveIntegerField(null=True, verbose_name="箱内票数")),
                        ("strata_hash", models.CharField(blank=True, max_length=64, verbose_name="组别摘要")),
                        ("result", models.JSONField(null=True, verbose_name="结果")),
                        ("result_salt", models.CharField(blank=True, max_length=32, verbose_name="结果盐")),
                        ("result_hash", models.CharField(blank=True, max_length=64, verbose_name="结果摘要")),
                        ("objections_until", models.DateTimeField(null=True, verbose_name="异议截止")),
                    ],
                    options={
                        "verbose_name": "票箱",
                        "verbose_name_plural": "票箱",
                        "ordering": ["-opens_at", "id"],
                        "indexes": [
                            models.Index(fields=["owner_kind", "owner_pk"], name="box_of_owner"),
                            models.Index(
                                condition=models.Q(("state", "open")), fields=["closes_at"], name="box_open_by_close"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("result", None),
                                    ("state__in", ("opened", "published", "destroying", "destroyed", "void")),
                                    _connector="OR",
                                ),
                                name="box_result_only_after_opening",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ("draft", "void")),
                                    models.Q(
                                        ("closes_at__isnull", False),
                                        ("opens_at__isnull", False),
                                        ("roll_size__isnull", False),
                                        models.Q(("public_key", ""), _negated=True),
                                        models.Q(("roll_root", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="box_frozen_is_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("box_root", ""), ("box_count__isnull", False), _connector="OR"),
                                name="box_root_after_close",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Asking",
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
                        ("title", models.CharField(max_length=60, verbose_name="名称")),
                        ("lede", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("vote", "表决"),
                                    ("election", "选举"),
                                    ("appraisal", "民主评议"),
                                    ("award", "评选"),
                                ],
                                default="award",
                                max_length=10,
                                verbose_name="用途",
                            ),
                        ),
                        (
                            "reach",
                            models.CharField(
                                choices=[
                                    ("unit", "本单位（不含下级）"),
                                    ("subtree", "本单位和下级单位"),
                                    ("roll", "名单上的人"),
                                ],
                                max_length=8,
                                verbose_name="谁来投",
                            ),
                        ),
                        ("questions", models.JSONField(default=list, verbose_name="问题")),
                        (
                            "ceremony",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ballots.keyceremony",
                                verbose_name="密钥仪式",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("asking_written", "拟题中"), ("asking_boxed", "已成选票")],
                                default="asking_written",
                                max_length=16,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "people",
                            models.ManyToManyField(
                                blank=True, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="名单"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "职工投票",
                        "verbose_name_plural": "职工投票",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "asking_written"), ("ceremony__isnull", False), _connector="OR"
                                ),
                                name="boxed_asking_has_keepers",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PaperCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "box",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="paper_counts",
                                to="ballots.ballotbox",
                                verbose_name="票箱",
                            ),
                        ),
                        ("stratum", models.CharField(max_length=120, verbose_name="组别")),
                        ("venue", models.CharField(max_length=60, verbose_name="会场")),
                        ("issued", models.PositiveIntegerField(help_text="张", verbose_name="发出")),
                        ("returned", models.PositiveIntegerField(help_text="张", verbose_name="收回")),
                        ("counts", models.JSONField(default=dict, verbose_name="票数")),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
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
                    ],
                    options={
                        "verbose_name": "纸质票计数",
                        "verbose_name_plural": "纸质票计数",
                        "ordering": ["venue", "stratum"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("box", "stratum", "venue"), name="paper_count_once_a_group_and_venue"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by", None),
                                    models.Q(("confirmed_by", models.F("entered_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paper_count_by_two_people",
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
                            "box",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="ballots.ballotbox",
                                verbose_name="票箱",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                        ("text", models.TextField(max_length=1000, verbose_name="异议")),
                        ("decision", models.TextField(blank=True, max_length=1000, verbose_name="答复")),
                    ],
                    options={
                        "verbose_name": "投票异议",
                        "verbose_name_plural": "投票异议",
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("box", "number"), name="objection_number_once")
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]
