import django.db.models.deletion
import ymdm.tables
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("ledger", "0001_initial"), ("ledger", "0003_seals")]

    initial = True

    dependencies = []

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("act", models.CharField(max_length=60, verbose_name="事项")),
                        ("says", models.CharField(max_length=40, verbose_name="说明")),
                        ("object_type", models.CharField(max_length=60, verbose_name="对象类型")),
                        ("object_id", models.CharField(max_length=40, verbose_name="对象编号")),
                        ("object_label", models.CharField(max_length=200, verbose_name="对象")),
                        ("unit_id", models.BigIntegerField(null=True, verbose_name="单位编号")),
                        ("unit_label", models.CharField(blank=True, max_length=100, verbose_name="单位")),
                        ("actor_id", models.BigIntegerField(null=True, verbose_name="办理人编号")),
                        ("actor_label", models.CharField(max_length=60, verbose_name="办理人")),
                        ("actor_role", models.CharField(blank=True, max_length=100, verbose_name="办理人身份")),
                        ("at", models.DateTimeField(verbose_name="发生时间")),
                        ("recorded_at", models.DateTimeField(verbose_name="记录时间")),
                        ("commitment", models.CharField(max_length=64, verbose_name="摘要")),
                    ],
                    options={
                        "verbose_name": "事件",
                        "verbose_name_plural": "事件",
                        "indexes": [
                            models.Index(fields=["object_type", "object_id", "at", "id"], name="event_of_object")
                        ],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="EventPayload",
                    fields=[
                        (
                            "event",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="payload",
                                serialize=False,
                                to="ledger.event",
                            ),
                        ),
                        ("salt", models.CharField(max_length=32, verbose_name="盐")),
                        ("payload", models.JSONField(verbose_name="内容")),
                    ],
                    options={
                        "verbose_name": "事件内容",
                        "verbose_name_plural": "事件内容",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="EventSeal",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "chain", "seq", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("chain", models.CharField(max_length=20, verbose_name="链")),
                        ("seq", models.BigIntegerField(verbose_name="序号")),
                        (
                            "event",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="seal", to="ledger.event"
                            ),
                        ),
                        ("salt", models.CharField(max_length=32, verbose_name="盐")),
                        ("subject", models.CharField(max_length=64, verbose_name="事项摘要")),
                        ("person", models.CharField(max_length=64, verbose_name="人员摘要")),
                        ("prev", models.CharField(max_length=64, verbose_name="上一条")),
                        ("hash", models.CharField(max_length=64, verbose_name="封条")),
                    ],
                    options={
                        "verbose_name": "封条",
                        "verbose_name_plural": "封条",
                        "constraints": [models.UniqueConstraint(fields=("chain", "prev"), name="one_seal_after_each")],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SealBlock",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "chain", "number", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("chain", models.CharField(max_length=20, verbose_name="链")),
                        ("number", models.BigIntegerField(verbose_name="块号")),
                        ("root", models.CharField(max_length=64, verbose_name="树根")),
                    ],
                    options={
                        "verbose_name": "封条块",
                        "verbose_name_plural": "封条块",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Checkpoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("chain", models.CharField(max_length=20, verbose_name="链")),
                        ("origin", models.CharField(max_length=200, verbose_name="平台")),
                        ("hash_name", models.CharField(max_length=10, verbose_name="算法")),
                        ("size", models.BigIntegerField(verbose_name="条数")),
                        ("root", models.CharField(max_length=64, verbose_name="树根")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("public_key", models.CharField(max_length=64, verbose_name="公钥")),
                        ("signature", models.CharField(max_length=128, verbose_name="签名")),
                    ],
                    options={
                        "verbose_name": "公布点",
                        "verbose_name_plural": "公布点",
                        "ordering": ["pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Erasure",
                    fields=[
                        (
                            "event",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="erasure",
                                serialize=False,
                                to="ledger.event",
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="依据和理由")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                    ],
                    options={
                        "verbose_name": "隐去",
                        "verbose_name_plural": "隐去",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
            ],
        ),
    ]
