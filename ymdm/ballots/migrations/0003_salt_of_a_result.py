"""The public hash of a result is salted from now on. SQLite rebuilds the table, which no trigger may name meanwhile."""

from django.db import migrations, models

from ymdm.ballots import protection


def take_off(apps, schema_editor):
    protection.remove(schema_editor.connection)


def put_on(apps, schema_editor):
    protection.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("ballots", "0002_sealed_ballots_are_held")]

    operations = [
        migrations.RunPython(take_off, put_on),
        migrations.AddField(
            model_name="ballotbox",
            name="result_salt",
            field=models.CharField(blank=True, max_length=32, verbose_name="结果盐"),
        ),
        migrations.RunPython(put_on, take_off),
    ]
