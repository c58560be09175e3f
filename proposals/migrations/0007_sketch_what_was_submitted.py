"""Sketch the texts that were handed in before sketches were kept."""

from django.db import migrations

from proposals.rules.likeness import sketch


def sketch_all(apps, schema_editor):
    Proposal, Sketch = apps.get_model("proposals", "Proposal"), apps.get_model("proposals", "Sketch")
    texts = Proposal.objects.exclude(number=None).values_list("pk", "title", "search_text")
    for pk, title, text in texts.iterator(chunk_size=2000):
        Sketch.objects.bulk_create(Sketch(proposal_id=pk, gram=gram) for gram in sketch(title, text))


def forget_all(apps, schema_editor):
    apps.get_model("proposals", "Sketch").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("proposals", "0006_sketch_texts")]

    operations = [migrations.RunPython(sketch_all, forget_all)]
