from django.db import migrations

from ymdm.ledger import protection


def forwards(apps, schema_editor):
    protection.install(schema_editor.connection)


class Migration(migrations.Migration):
    """On PostgreSQL an erasure goes through a function of the owner's, so that nobody else needs to update the ledger."""

    dependencies = [("ledger", "0004_seals_append_only")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
