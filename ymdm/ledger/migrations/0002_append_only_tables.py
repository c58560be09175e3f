from django.db import migrations

from ymdm.ledger import protection


def forwards(apps, schema_editor):
    protection.install(schema_editor.connection)


def backwards(apps, schema_editor):
    protection.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """The database itself refuses to change or delete what the ledger holds (protection.py)."""

    replaces = [
        ("ledger", "0002_append_only"),
        ("ledger", "0004_seals_append_only"),
        ("ledger", "0005_empty_through_a_function"),
    ]
    dependencies = [("ledger", "0001_tables")]
    operations = [migrations.RunPython(forwards, backwards)]
