"""Goal G10: the leaders' page over 300 units × 5 years × 60 indicators against the bare aggregate."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.assessments.models import Answer, Assessment, State
from evaluation.dashboard.reading import board
from evaluation.rules import DEFAULT_BANDS
from evaluation.schemes.models import Scheme, SchemeItem
from tests import factories as make
from ymdm.organization.models import LegalType, Level, Person, Role, Unit

from .sweeping import _told, _turns
from .tables import heading, line, table

UNITS, YEARS, GROUPS, ITEMS = 300, 5, 9, 60
TODAY = date(2026, 12, 20)
AT = datetime(2026, 12, 1, 9, tzinfo=timezone.get_default_timezone())
BARE = """
SELECT a.year, s.unit_class, i."group", sum(w.verified), sum(i."full")
FROM assessments_answer w JOIN assessments_assessment a ON a.id = w.assessment_id
JOIN schemes_schemeitem i ON i.id = w.item_id JOIN schemes_scheme s ON s.id = a.scheme_id
WHERE a.year > 2021 AND w.verified IS NOT NULL GROUP BY 1, 2, 3
"""


def measure(rounds: int, units: int = UNITS) -> None:
    """Queries and time of everything the page reads, and of the page itself over HTTP's handlers."""
    leader, root = _house(units)

    def bare() -> int:
        with connection.cursor() as cursor:
            cursor.execute(BARE)
            return len(cursor.fetchall())

    def ours() -> object:
        return board(Person.objects.get(pk=leader.pk), TODAY.year, "", "", TODAY)

    with CaptureQueriesContext(connection) as asked:
        ours()
    raw, mine = _turns([bare, ours], rounds)
    heading(
        f"G10: the leaders' page, {units} units × {YEARS} years × {ITEMS} items = {Answer.objects.count():,} answers"
    )
    table(
        ("", "× raw", "least", "most", "median"),
        [_told("raw: one group-by", raw, raw), _told(f"what the page reads, {len(asked)} queries", mine, raw)],
    )
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(leader)
    with CaptureQueriesContext(connection) as page:
        answer = client.get(reverse("dashboard:dashboard") + f"?year={TODAY.year}")
    line(f"the page: {answer.status_code}, {len(page)} queries, {len(answer.content) / 1024:.0f} KB below {root}")


def _house(units: int) -> tuple[Person, Unit]:
    root = make.unit("看板评测局", level=Level.BUREAU)
    leader, union = make.person(root, role=Role.LEADER), make.person(root, role=Role.UNION_OFFICER)
    below = [make.unit(parent=root, level=Level.UNIT, legal_type=LegalType.PUBLIC_INSTITUTION) for _ in range(units)]
    bands = [[band.code, band.words, str(band.lower), band.included] for band in DEFAULT_BANDS]
    for year in range(TODAY.year - YEARS + 1, TODAY.year + 1):
        scheme = Scheme.objects.create(
            unit=root, year=year, unit_class="institution", title="方案", bands=bands, drafted_by=union, drafted_at=AT
        )
        items = SchemeItem.objects.bulk_create([
            SchemeItem(scheme=scheme, order=n, group=f"方面{n % GROUPS}", code=str(n), name=f"项目{n}", kind="ratio",
                       full=Decimal(100) / ITEMS, measure="congress.votes" if n == 1 else "")
            for n in range(ITEMS)
        ])  # fmt: skip
        rows = Assessment.objects.bulk_create([
            Assessment(scheme=scheme, unit=unit, year=year, state=State.FINAL, begun_at=AT, due_on=TODAY, read_at=AT,
                       score=Decimal(60 + (n * 7 + year) % 40), grade="good", may_be_awarded=True, final_at=AT,
                       claimed=Decimal(80), signed_by=union, signed_at=AT, result={"indicator": str(60 + n % 40), "said": "80"})
            for n, unit in enumerate(below)
        ])  # fmt: skip
        Answer.objects.bulk_create(
            [Answer(assessment=row, item=item, verified=Decimal(1 + (row.pk + item.pk) % 5) / 5, part=4, whole=5)
             for row in rows for item in items],
            batch_size=5000,
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return leader, root
