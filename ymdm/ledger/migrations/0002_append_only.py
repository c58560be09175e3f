from django.db import migrations

from ymdm.ledger import protection


def forwards(apps, schema_editor):
    protection.install(schema_editor.connection)


def backwards(apps, schema_editor):
    protection.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """The database itself refuses to change or delete what the ledger holds."""

    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
