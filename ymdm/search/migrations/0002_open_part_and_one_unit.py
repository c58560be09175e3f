"""What everybody may read is indexed by itself, and a document knows its own unit alone.

Documents and index are emptied; `prepare` fills them again, as it does whenever something lacks.
"""

from django.db import migrations, models


def forget_all(apps, schema_editor):
    apps.get_model("search", "Document").objects.all().delete()
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("TRUNCATE search_index")
    else:
        schema_editor.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_documents_and_their_index")]

    operations = [
        migrations.RunPython(forget_all, forget_all),
        migrations.RemoveField("document", "units"),
        migrations.AddField(
            "document", "unit", models.PositiveBigIntegerField(default=0, verbose_name="单位"), preserve_default=False
        ),
    ]
