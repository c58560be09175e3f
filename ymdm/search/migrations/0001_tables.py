"""The documents, and the index of their pieces, for which the two databases have words of their own."""

import ymdm.tables
from django.db import migrations, models


SQLITE = "CREATE VIRTUAL TABLE search_index USING fts5(tokens, content='', detail=none, tokenize='ascii')"
POSTGRES = (
    "CREATE TABLE search_index (id bigint PRIMARY KEY, tokens bigint[] NOT NULL)",
    "CREATE INDEX search_index_tokens ON search_index USING gin (tokens) WITH (gin_pending_list_limit = 1024)",
    # Without figures about the tokens the planner takes the index for every word. With them it would read all rows
    # for a common one, and unpacking their arrays takes seconds.
    "ALTER TABLE search_index ALTER COLUMN tokens SET STATISTICS 0",
)


def make_index(apps, schema_editor):
    for sql in POSTGRES if schema_editor.connection.vendor == "postgresql" else [SQLITE]:
        schema_editor.execute(sql)


def drop_index(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_index")


class Migration(migrations.Migration):
    replaces = [("search", "0001_documents_and_their_index"), ("search", "0002_open_part_and_one_unit")]

    initial = True

    dependencies = []

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        ("id", models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name="键")),
                        ("source", models.PositiveSmallIntegerField(verbose_name="来源")),
                        ("subject", models.PositiveBigIntegerField(verbose_name="对象编号")),
                        ("kind", models.CharField(max_length=20, verbose_name="种类")),
                        ("unit", models.PositiveBigIntegerField(verbose_name="单位")),
                        ("title", models.CharField(max_length=200, verbose_name="标题")),
                        ("text", models.TextField(verbose_name="内容")),
                        ("open_to", models.PositiveIntegerField(verbose_name="公开部分长度")),
                    ],
                    options={
                        "verbose_name": "可查内容",
                        "verbose_name_plural": "可查内容",
                        "constraints": [
                            models.UniqueConstraint(fields=("source", "subject"), name="one_document_per_subject")
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
        migrations.RunPython(make_index, drop_index),
    ]
