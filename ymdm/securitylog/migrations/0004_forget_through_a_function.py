from django.db import migrations

from ymdm.securitylog import protection


def forwards(apps, schema_editor):
    protection.install(schema_editor.connection)


class Migration(migrations.Migration):
    """On PostgreSQL old lines go through a function of the owner's, so that nobody else needs to delete any."""

    dependencies = [("securitylog", "0003_confirmed_kind")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
