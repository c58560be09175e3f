"""The organisation chart as a file."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from tests import factories as make
from ymdm.organization.models import Unit, UnitHistory, UnitStanding
from ymdm.organization.papers import Units
from ymdm.workflow import SYSTEM

HEADER = ("编码", "名称", "简称", "别名", "类型", "层级", "上级编码")
ROOT = ("HSZ", "黄河上中游管理局", "局机关", "", "机关", "单位", "")
BRANCH = ("TS", "天水局", "", "天水站", "事业", "单位", "HSZ")
TEAM = ("TS-B1", "测流班", "", "", "班组", "班组", "TS")


def sheet(*rows):
    return SimpleNamespace(name="机构", is_hidden=False, rows=[HEADER, *rows])


def placed(*rows):
    return SimpleNamespace(name="机构", is_hidden=False, rows=[(*HEADER, "所在地"), *rows])


def imported(*rows, by=SYSTEM):
    return Units.write(Units.read([sheet(*rows)], by), by, lambda done, total: None)


def reasons(*rows, by=SYSTEM):
    return [bad["reasons"] for bad in Units.read([sheet(*rows)], by).answer["rejected_rows"]]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("", *BRANCH[1:]), "CODE_MISSING"),
        (("天水", *BRANCH[1:]), "CODE_INVALID"),
        (("HSZ", *BRANCH[1:]), "CODE_DOUBLED"),
        (("TS", "", *BRANCH[2:]), "NAME_MISSING"),
        ((*BRANCH[:4], "衙门", *BRANCH[5:]), "TYPE_INVALID"),
        ((*BRANCH[:5], "厅", "HSZ"), "LEVEL_INVALID"),
        ((*BRANCH[:6], "NO"), "PARENT_UNKNOWN"),
        ((*BRANCH[:6], ""), "ROOT_DOUBLED"),
        (("TS", "长" * 61, *BRANCH[2:]), "TOO_LONG"),
    ],
)
def test_a_bad_row_is_named_with_its_reason(db, row, reason):
    assert reasons(ROOT, row) == [[reason]]


def test_a_team_is_what_its_unit_is(db):
    imported(ROOT, BRANCH, TEAM)
    assert Unit.objects.get(code="TS-B1").legal_type == "public_institution"


def test_what_hangs_on_a_bad_row_does_not_come_in(db):
    assert reasons(ROOT, ("TS", "", *BRANCH[2:]), TEAM) == [["NAME_MISSING"], ["PARENT_UNKNOWN"]]


def test_a_second_import_renames_and_moves_through_the_steps_and_keeps_the_history(db):
    imported(ROOT, BRANCH, TEAM, ("XF", "西峰局", "", "", "事业", "单位", "HSZ"))
    renamed = ("TS", "天水治理监督局", *BRANCH[2:])
    moved = (*TEAM[:6], "XF")
    reading = Units.read([sheet(ROOT, renamed, moved)], SYSTEM)
    assert [change["says"] for change in reading.report["changes"]] == [
        ["名称：天水局 → 天水治理监督局"], ["上级：TS → XF"],
    ]  # fmt: skip
    assert imported(ROOT, renamed, moved) == {"created": 0, "changed": 2, "unchanged": 1}
    assert Unit.objects.get(code="TS-B1").path.startswith(Unit.objects.get(code="XF").path)
    kinds = UnitHistory.objects.exclude(kind="opened").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["renamed", "moved"]
    # An old list calls the unit by its former name; nobody is renamed back by it.
    assert imported(ROOT, BRANCH) == {"created": 0, "changed": 0, "unchanged": 2}


def test_an_administrator_of_one_unit_changes_nothing_above_or_beside_it(db):
    house = make.bureau()
    admin = make.person(house.branch, role="system_admin")
    below = ("XF-NEW", "新科室", "", "", "事业", "部门", "XF")
    beside = ("HSZ-NEW", "新处室", "", "", "机关", "部门", "HSZ")
    assert reasons(below, beside, by=admin) == [["OUT_OF_SCOPE"]]
    root_renamed = ("HSZ", "改名", "", "", "参公", "局", "")
    assert reasons(root_renamed, by=admin) == [["OUT_OF_SCOPE"]]


@pytest.mark.parametrize(
    ("written", "place"),
    [("甘肃", "甘肃"), ("甘肃省", "甘肃"), ("内蒙古自治区", "内蒙古"), ("", ""), ("北京市", "北京")],
)
def test_a_unit_comes_in_with_its_place(db, written, place):
    reading = Units.read([placed((*ROOT, "陕西"), (*BRANCH, written))], SYSTEM)
    Units.write(reading, SYSTEM, lambda done, total: None)
    assert Unit.objects.get(code="TS").place == place


def test_a_place_that_is_none_is_named(db):
    reading = Units.read([placed((*ROOT, "陕西"), (*BRANCH, "天水"))], SYSTEM)
    assert [bad["reasons"] for bad in reading.answer["rejected_rows"]] == [["PLACE_UNKNOWN"]]


def test_a_first_place_has_always_been_and_another_one_is_a_move_from_today(db):
    imported(ROOT, BRANCH)
    for place in ("甘肃", "陕西", ""):
        reading = Units.read([placed((*BRANCH, place))], SYSTEM)
        Units.write(reading, SYSTEM, lambda done, total: None)
    unit = Unit.objects.get(code="TS")
    assert unit.place == "陕西", "an empty cell takes nothing away"
    assert [(row.from_on, row.place) for row in unit.standings.all()] == [
        (UnitStanding.ALWAYS, "甘肃"), (timezone.localdate(), "陕西"),
    ]  # fmt: skip
