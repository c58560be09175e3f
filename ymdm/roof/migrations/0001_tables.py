import ymdm.tables
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("roof", "0001_note_the_pulse_of_the_clock")]

    initial = True

    dependencies = []

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Pulse",
                    fields=[
                        (
                            "name",
                            models.CharField(max_length=20, primary_key=True, serialize=False, verbose_name="名称"),
                        ),
                        ("at", models.DateTimeField(verbose_name="时间")),
                    ],
                    options={
                        "verbose_name": "脉搏",
                        "verbose_name_plural": "脉搏",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
            ],
        ),
    ]
