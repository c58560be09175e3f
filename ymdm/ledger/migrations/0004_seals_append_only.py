from django.db import migrations

from ymdm.ledger import protection


def forwards(apps, schema_editor):
    protection.install(schema_editor.connection)


class Migration(migrations.Migration):
    """Seals, blocks and checkpoints only grow as well; erasing a name is the one door (protection.py)."""

    dependencies = [("ledger", "0003_seals")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
