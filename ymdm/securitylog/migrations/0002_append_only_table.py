from django.db import migrations

from ymdm.securitylog import protection


def forwards(apps, schema_editor):
    protection.install(schema_editor.connection)


def backwards(apps, schema_editor):
    protection.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """The database itself refuses to change what the security log holds, or to let it go too early."""

    replaces = [("securitylog", "0002_append_only"), ("securitylog", "0004_forget_through_a_function")]
    dependencies = [("securitylog", "0001_tables")]
    operations = [migrations.RunPython(forwards, backwards)]
