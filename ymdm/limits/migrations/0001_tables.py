import ymdm.tables
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("limits", "0001_count_what_is_asked_often")]

    initial = True

    dependencies = []

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Count",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("what", models.CharField(max_length=20, verbose_name="事项")),
                        ("who", models.CharField(max_length=40, verbose_name="来源")),
                        ("begins_at", models.DateTimeField(verbose_name="起始时间")),
                        ("times", models.PositiveIntegerField(default=1, verbose_name="次数")),
                    ],
                    options={
                        "verbose_name": "次数",
                        "verbose_name_plural": "次数",
                        "constraints": [
                            models.UniqueConstraint(fields=("what", "who", "begins_at"), name="one_count_per_window")
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]
