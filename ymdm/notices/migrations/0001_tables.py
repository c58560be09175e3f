import django.db.models.deletion
import ymdm.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("notices", "0001_initial"),
        ("notices", "0002_initial"),
        ("notices", "0003_choose_the_channel_of_each_topic"),
        ("notices", "0004_mail_to_an_address"),
    ]

    initial = True

    dependencies = [
        ("organization", "0001_tables"),
    ]

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="收件人",
                            ),
                        ),
                        ("kind", models.CharField(max_length=40, verbose_name="种类")),
                        ("key", models.CharField(max_length=120, verbose_name="去重键")),
                        ("title", models.CharField(max_length=120, verbose_name="标题")),
                        ("text", models.TextField(blank=True, verbose_name="内容")),
                        ("url", models.CharField(blank=True, max_length=200, verbose_name="链接")),
                        ("made_at", models.DateTimeField(verbose_name="时间")),
                        ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="阅读时间")),
                    ],
                    options={
                        "verbose_name": "消息",
                        "verbose_name_plural": "消息",
                        "ordering": ["-made_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["person", "-made_at", "-id"], name="notice_of_person"),
                            models.Index(
                                condition=models.Q(("read_at", None)), fields=["person"], name="notice_unread"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "kind", "key"), name="one_notice_per_person_kind_and_key"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoticeChoice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notice_choices",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="收件人",
                            ),
                        ),
                        ("topic", models.CharField(max_length=20, verbose_name="主题")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("inbox", "只在站内"),
                                    ("mail", "站内，并马上发邮件"),
                                    ("digest", "站内，每天早上一封邮件汇总"),
                                ],
                                max_length=8,
                                verbose_name="接收方式",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "接收方式",
                        "verbose_name_plural": "接收方式",
                        "constraints": [
                            models.UniqueConstraint(fields=("person", "topic"), name="one_choice_per_person_and_topic")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Mail",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "notice",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mail",
                                to="notices.notice",
                            ),
                        ),
                        ("subject", models.CharField(blank=True, max_length=120, verbose_name="标题")),
                        ("text", models.TextField(blank=True, verbose_name="内容")),
                        ("address", models.EmailField(max_length=254, verbose_name="地址")),
                        ("message_id", models.CharField(max_length=120, unique=True, verbose_name="邮件编号")),
                        ("digest_on", models.DateField(blank=True, null=True, verbose_name="汇总日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[("waiting", "待发送"), ("sent", "已发送"), ("dead", "发送失败")],
                                default="waiting",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="次数")),
                        ("next_try_at", models.DateTimeField(verbose_name="下次发送")),
                        ("lease_until", models.DateTimeField(blank=True, null=True, verbose_name="占用至")),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="发送时间")),
                        ("error", models.CharField(blank=True, max_length=200, verbose_name="失败原因")),
                    ],
                    options={
                        "verbose_name": "待发邮件",
                        "verbose_name_plural": "待发邮件",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")), fields=["next_try_at"], name="mail_waiting"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                                    models.Q(("state", "sent"), _negated=True),
                                    _connector="OR",
                                ),
                                name="mail_sent_has_its_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("notice__isnull", False), ("subject", "")),
                                    models.Q(("notice", None), models.Q(("subject", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="mail_of_a_notice_or_with_a_subject",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
