"""Units are compared like with like only, ties share a rank, and small numbers are marked or hidden (F102, F103)."""

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from proposals.measures import Scope
from proposals.measures.groups import Group
from proposals.measures.league import ALONE, HIDDEN, SMALL, _ranked, league
from proposals.models import Proposal
from tests import factories as make
from ymdm.organization.models import LegalType, Level

ON = date(2026, 6, 1)


def group(name, due, in_time, evaluated=0, content=0):
    counts = dict.fromkeys(("received", "fit", "assigned", "replied", "late", "open_overdue", "satisfied"), 0)
    counts |= {"due": due, "in_time": in_time, "evaluated": evaluated, "content": content}
    return Group(name, Scope(lead="1"), counts)


@pytest.mark.parametrize(
    ("units", "ranks"),
    [
        ([("甲", 10, 10), ("乙", 10, 9), ("丙", 10, 8)], [("甲", 1, ""), ("乙", 2, ""), ("丙", 3, "")]),
        # ties share a rank, and the next one counts on
        ([("甲", 10, 8), ("乙", 5, 4), ("丙", 10, 9)], [("丙", 1, ""), ("乙", 2, ""), ("甲", 2, "")]),
        ([("甲", 10, 9), ("乙", 6, 5), ("丙", 12, 10)], [("甲", 1, ""), ("丙", 2, ""), ("乙", 2, "")]),
        # four answers make no rank, however good; five do
        ([("甲", 5, 1), ("乙", 4, 4), ("丙", 5, 5)], [("丙", 1, ""), ("甲", 2, ""), ("乙", None, SMALL)]),
        ([("甲", 9, 9), ("乙", 4, 4)], [("甲", None, ALONE), ("乙", None, SMALL)]),
        ([("甲", 0, 0)], [("甲", None, SMALL)]),
    ],
    ids=["by rate", "tie", "tie of other counts", "too few", "alone", "nothing due"],
)  # fmt: skip
def test_ranks(units, ranks):
    rows = _ranked([group(*unit) for unit in units])
    shown = sorted((row.rank or 9, row.name, row.rank, row.why) for row in rows)
    assert [one[1:] for one in shown] == [
        one[1:] for one in sorted((rank or 9, name, rank, why) for name, rank, why in ranks)
    ]


@pytest.mark.parametrize(("evaluated", "words"), [(5, "80.00%"), (4, None), (0, None)])
def test_a_share_that_would_tell_who_graded_is_hidden(evaluated, words):
    (row,) = _ranked([group("甲", 9, 9, evaluated, 4 if evaluated == 5 else evaluated)])
    assert (row.satisfied.words if row.satisfied else None) == words


@pytest.mark.django_db
class TestPage:
    @pytest.fixture
    def house(self):
        house = make.bureau()
        for lead in (house.hr, house.logistics, house.finance):
            make.in_progress(house, lead=lead)
        type(house.finance).objects.filter(pk=house.finance.pk).update(legal_type=LegalType.ENTERPRISE)
        return house

    def test_every_unit_stands_in_the_class_of_its_type_and_level_and_in_no_other(self, house):
        house.hr.refresh_from_db()
        classes = league(Scope(), ON)
        told = {one.words: {row.name for row in one.rows} for one in classes}
        like = f"{house.hr.get_legal_type_display()}{house.hr.get_level_display()}"
        assert told == {like: {house.hr.short, house.logistics.short}, "企业部门": {house.finance.short}}
        assert house.hr.level == Level.DEPARTMENT

    def test_the_page_shows_the_classes_apart_with_definitions_to_everybody(self, client, house):
        client.force_login(house.employee)
        text = client.get(reverse("proposals:league")).content.decode()
        assert text.index("企业部门") > text.index(f"{house.hr.get_legal_type_display()}部门") > 0
        assert SMALL in text and HIDDEN in text and "率相同的名次相同" in text
        assert reverse("proposals:league") in client.get(reverse("proposals:figures")).content.decode()

    def test_nowhere_are_units_of_all_classes_ranked_together(self, client, house):
        client.force_login(house.union)
        assert "由低到高" not in client.get(reverse("proposals:figures")).content.decode()

    def test_the_workbook_tells_the_same_with_the_definitions(self, client, house):
        client.force_login(house.employee)
        answer = client.get(reverse("proposals:league-export"))
        sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
        assert {row[2] for row in rows if row[0] != "口径"} == {
            house.hr.short,
            house.logistics.short,
            house.finance.short,
        }
        assert {row[9] for row in rows if row[0] != "口径"} == {SMALL}
        assert {row[2] for row in rows if row[0] == "口径"} == {"同类", "名次", "按期答复率", "小样本"}

    def test_nothing_assigned_says_so(self, client, house):
        Proposal.objects.update(assigned_on=None, lead_unit=None, reply_due_on=None)
        client.force_login(house.union)
        assert "这个范围里还没有交办的事项" in client.get(reverse("proposals:league")).content.decode()
