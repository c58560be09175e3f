from django.db import migrations

from ymdm.ballots import protection


def forwards(apps, schema_editor):
    protection.install(schema_editor.connection)


def backwards(apps, schema_editor):
    protection.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """The database itself refuses to add, change or take away a ballot when it is not the time."""

    replaces = [("ballots", "0002_sealed_ballots_are_held")]
    dependencies = [("ballots", "0001_tables")]
    operations = [migrations.RunPython(forwards, backwards)]
