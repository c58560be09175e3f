"""Which duties of before were due on a given day, and which nobody can do in another's place."""

from django.db import migrations
from django.db.models import F, Q

GIVEN = ["proposals.follow_up", "proposals.sign"]


def tell(apps, schema_editor):
    duties = apps.get_model("duties", "Duty").objects
    # Of extended and resumed ones it was not written down by how much: their day is taken as it stands.
    duties.filter(Q(kind__in=GIVEN) | ~Q(due_on=F("first_due_on"))).update(is_fixed=True)
    duties.filter(act="proposals.submit", person__isnull=False).update(is_own=True)


class Migration(migrations.Migration):
    dependencies = [("duties", "0003_reckon_anew_after_a_change_of_calendar")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
