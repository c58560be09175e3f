"""Schemes: weights that add up, drafted by one and announced by another, frozen for the year; tables in and out."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from evaluation.kinds import Kind
from evaluation.papers.indicator_sheets import read_table
from evaluation.rules import PUBLISHED_BANDS, Item
from evaluation.schemes import rules, workflow
from evaluation.schemes.models import Scheme, SchemeItem, State
from evaluation.schemes.papers import IndicatorTables
from tests import factories as make
from tests.security.scheme_matters import hundred
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.organization.models import Person, Role
from ymdm.papers import sheets
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db
DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "assessment"
YEAR = timezone.localdate().year


@pytest.fixture
def house():
    made = make.bureau()
    made.second = make.person(made.unit, "沈定", role=Role.UNION_OFFICER)
    return made


def drafted(house, unit_class="institution", **typed):
    typed = {"indicators": hundred(), "self_check_due_on": timezone.localdate()} | typed
    return workflow.draft(house.unit, house.union, year=YEAR, unit_class=unit_class, **typed)


def announced(house, **typed):
    made = drafted(house, **typed)
    workflow.announce(made, house.second)
    return Scheme.objects.get(pk=made.pk)


def page(person: Person, name: str, *args: object, status: int = 200, data: dict | None = None) -> str:
    client = Client()
    client.force_login(Person.objects.get(pk=person.pk))
    url = reverse(f"schemes:{name}", args=args)
    answer = client.get(url) if data is None else client.post(url, data)
    assert answer.status_code == status, (name, answer.status_code)
    return b"".join(answer).decode(errors="replace")


def test_a_scheme_is_drafted_by_one_and_announced_by_another_who_tells_its_units(house):
    made = drafted(house)
    with pytest.raises(NoAuthority, match="另一个人公布"):
        workflow.announce(made, house.union)
    workflow.announce(made, house.second)
    made.refresh_from_db()
    assert (made.state, made.announced_by) == (State.ANNOUNCED, house.second)
    assert Event.objects.filter(act="schemes.announce").exists()
    told = set(Notice.objects.filter(kind="scheme-announced").values_list("person", flat=True))
    assert told == {house.branch_union.pk}, "the bureau itself is of another class"


def test_the_database_holds_that_nobody_announces_the_own_draft(house):
    made = announced(house)
    with pytest.raises(IntegrityError), transaction.atomic():
        Scheme.objects.filter(pk=made.pk).update(announced_by=made.drafted_by)


def test_weights_that_do_not_add_up_are_named_row_by_row_and_keep_the_scheme_from_being_announced(house):
    made = drafted(house)
    item = made.items.get(code="2.1")
    workflow.change_item(item, house.union, full=Decimal("38.5"))
    with pytest.raises(Refused, match=r"98\.5 分，不是 100 分（职代会制度 60、局务公开 38\.5）"):
        workflow.announce(made, house.second)
    assert "还不能公布" in page(house.second, "scheme", made.pk)
    SchemeItem.objects.filter(pk=item.pk).update(kind=Kind.STEP, params={})
    with pytest.raises(Refused, match=r"2\.1 公开目录：分档要写明"):
        workflow.announce(made, house.second)


def test_a_weight_is_not_changed_in_the_year_once_announced_and_the_rule_says_so(house):
    made = announced(house)
    item = made.items.first()
    for refused in (
        lambda: workflow.change_item(item, house.union, full=Decimal(50)),
        lambda: workflow.add_item(
            made, house.union, code="9", kind=Kind.BONUS, full=Decimal(2), group="加分项", name="x"
        ),
        lambda: workflow.drop_item(made, house.union, item=item),
        lambda: workflow.take_table(made, house.union, indicators=hundred()),
        lambda: workflow.withdraw(made, house.union, reason="改"),
    ):
        with pytest.raises(Refused, match="EVA-08"):
            refused()
    item.refresh_from_db()
    assert item.full == 60
    typed = {"group": "职代会制度", "code": "1.1", "name": "按期召开", "full": "50", "how": "比例", "source": "records"}
    answer = page(house.union, "item-act", item.pk, "change_item", data=typed, status=409)
    assert "当年不再改" in answer and 'value="50"' in answer, "what was typed stays"


def test_two_schemes_of_a_unit_a_year_and_a_class_are_refused_until_one_is_withdrawn(house):
    made = drafted(house)
    with pytest.raises(Refused, match="已经有了"):
        drafted(house)
    workflow.withdraw(made, house.union, reason="重起")
    assert drafted(house, title="").title == f"{YEAR}年事业单位考评方案"


def test_next_years_scheme_can_begin_as_a_copy(house):
    model = announced(house)
    made = workflow.draft(house.unit, house.union, year=YEAR + 1, unit_class="institution", model=model)
    assert [item.item for item in made.items.all()] == [item.item for item in model.items.all()]
    assert model.items.count() == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [("优秀 90\n良好 95\n合格 60\n不合格 0", "不低于"), ("优秀 九十\n合格 60\n不合格 0", "第 1 行"), ("优秀 90\n合格 60", "最低等次"),
     ("一类 90\n二类 0", "合格")],
)  # fmt: skip
def test_bands_with_a_gap_are_refused_by_name(text, says):
    with pytest.raises(Refused, match=says):
        rules.parse_bands(text)


def test_bands_read_back_as_they_were_written():
    assert rules.parse_bands(rules.bands_text(PUBLISHED_BANDS)) == PUBLISHED_BANDS
    assert not rules.parse_bands("一类 95 以上不含\n合格 90\n不合格 0")[0].included


def real(name="indicators.xlsx"):
    with (DATA / name).open("rb") as file:
        return sheets.read(BytesIO(file.read()), name)


def test_the_tables_of_the_bureau_come_in_as_three_drafts_and_a_second_time_change_nothing(house):
    reading = IndicatorTables.read(real(), house.union)
    assert (reading.report["rows"], reading.report["accepted"], reading.rejected) == (86, 86, [])
    assert not Scheme.objects.exists(), "a preview writes nothing"
    assert IndicatorTables.write(reading, house.union, lambda *_: None)["created"] == 86
    assert [(one.unit_class, one.items.count()) for one in Scheme.objects.all()] == [
        ("agency", 27), ("enterprise", 30), ("institution", 29),
    ]  # fmt: skip
    again = IndicatorTables.read(real(), house.union)
    assert (again.report["unchanged"], again.report["created"], again.report["changed"]) == (86, 0, 0)


def test_a_table_with_a_bad_row_stays_out_whole_and_the_other_tables_come_in(house):
    bad = [sheet if sheet.name != "事业单位" else _broken(sheet) for sheet in real()]
    reading = IndicatorTables.read(bad, house.union)
    assert [(row["sheet"], row["row"]) for row in reading.rejected] == [
        ("事业单位", 4),
        ("事业单位", 3),
        ("事业单位", 2),
    ]
    assert "不是数字" in reading.rejected[0]["says"][0]
    IndicatorTables.write(reading, house.union, lambda *_: None)
    assert set(Scheme.objects.values_list("unit_class", flat=True)) == {"agency", "enterprise"}


def _broken(sheet):
    rows = [list(row) for row in sheet.rows]
    rows[3][4] = "四分"
    return sheets.Sheet(sheet.name, False, [tuple(row) for row in rows])


def test_a_table_for_an_announced_scheme_is_refused_with_the_rule(house):
    announced(house)
    reading = IndicatorTables.read([one for one in real() if one.name == "事业单位"], house.union)
    assert reading.rows_in == 0 and "EVA-08" in reading.rejected[0]["says"][0]


def test_what_is_exported_comes_in_again_as_it_was(house):
    IndicatorTables.write(IndicatorTables.read(real(), house.union), house.union, lambda *_: None)
    scheme = Scheme.objects.get(unit_class="enterprise")
    client = Client()
    client.force_login(house.union)
    content = b"".join(client.get(reverse("schemes:table-export", args=[scheme.pk])))
    assert load_workbook(BytesIO(content)).active["A3"].value == "一级指标"
    table = read_table(sheets.read(BytesIO(content), "x.xlsx")[0])
    assert table is not None and table.wrong == []
    assert [(row.group, row.name, row.item) for row in table.indicators] == [
        (item.group, item.name, item.item) for item in scheme.items.all()
    ]  # fmt: skip


def test_an_announced_scheme_is_for_everybody_of_the_house_and_a_draft_for_its_office(house):
    made = drafted(house)
    page(house.employee, "scheme", made.pk, status=404)
    page(house.leader, "scheme", made.pk)
    assert "还没有考评方案" in page(house.employee, "schemes")
    workflow.announce(made, house.second)
    assert "公开目录" in page(house.employee, "scheme", made.pk)
    outsider = make.person(make.unit("别的局"))
    page(outsider, "scheme", made.pk, status=404)


def test_an_item_typed_by_hand_says_what_is_wrong_with_its_rule(house):
    made = drafted(house)
    typed = {"group": "加分项", "code": "8.1", "name": "荣誉", "full": "2", "how": "看情况", "source": "papers"}
    assert "不认识的计分方法" in page(house.union, "scheme-act", made.pk, "add_item", data=typed, status=422)
    page(house.union, "scheme-act", made.pk, "add_item", data=typed | {"how": "加分（每件1）"}, status=302)
    assert made.items.get(code="8.1").item == Item("8.1", Kind.BONUS, Decimal(2), {"each": "1"})
