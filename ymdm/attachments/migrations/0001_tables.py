import django.db.models.deletion
import ymdm.attachments.models
import ymdm.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("attachments", "0001_initial"), ("attachments", "0002_initial")]

    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("organization", "0001_tables"),
    ]

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Attachment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "subject_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, to="contenttypes.contenttype"
                            ),
                        ),
                        ("subject_id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=100, verbose_name="文件名")),
                        ("media_type", models.CharField(max_length=100, verbose_name="类型")),
                        ("size", models.PositiveIntegerField(help_text="字节", verbose_name="大小")),
                        ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                        (
                            "file",
                            models.FileField(
                                max_length=120, upload_to=ymdm.attachments.models.stored_name, verbose_name="文件"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="上传人",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="上传时间")),
                    ],
                    options={
                        "verbose_name": "附件",
                        "verbose_name_plural": "附件",
                        "ordering": ["pk"],
                        "indexes": [models.Index(fields=["subject_type", "subject_id"], name="attachment_of_subject")],
                        "constraints": [],
                    },
                ),
            ],
        ),
    ]
