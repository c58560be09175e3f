"""What a roster may say, row by row, and what an import does about people who are here already."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest

from tests import factories as make
from ymdm.ledger.models import Event
from ymdm.organization.models import Employment, Person, Unit
from ymdm.organization.papers import People, cells
from ymdm.organization.papers.people_rules import REASONS
from ymdm.workflow import SYSTEM

HEADER = ("单位", "部门", "姓名", "性别", "出生年月", "用工形式", "是否职工代表", "代表团", "手机号")
GOOD = ("西峰局", "", "尉迟红霞", "女", "1985-03", "事业编制", "否", "", "15400000001")


def sheet(*rows, header=HEADER, name="花名册", hidden=False):
    return SimpleNamespace(name=name, is_hidden=hidden, rows=[header, *rows])


def but(**changes):
    """The good row with some cells changed, named by their heading."""
    return tuple(changes.get(heading, value) for heading, value in zip(HEADER, GOOD, strict=True))


def imported(house_sheet, by=SYSTEM):
    return People.write(People.read([house_sheet], by), by, lambda done, total: None)


@pytest.fixture
def house(db):
    return make.bureau()


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"姓名": " "}, ["NAME_MISSING"]),
        ({"姓名": "马3"}, ["NAME_INVALID"]),
        ({"姓名": "马"}, ["NAME_INVALID"]),
        ({"姓名": "买买提•艾力"}, []),
        ({"姓名": "𠮷野"}, []),
        ({"性别": "M"}, ["GENDER_INVALID"]),
        ({"出生年月": "2062-03"}, ["BIRTH_INVALID"]),
        ({"出生年月": "不详"}, ["BIRTH_INVALID"]),
        ({"单位": "某局"}, ["UNIT_UNKNOWN"]),
        ({"用工形式": ""}, ["EMPLOYMENT_INVALID"]),
        ({"是否职工代表": "也许"}, ["REP_INVALID"]),
        ({"是否职工代表": "√"}, ["REP_NO_DELEGATION"]),
        ({"是否职工代表": "√", "代表团": "月球代表团"}, ["DELEGATION_UNKNOWN"]),
        ({"是否职工代表": "√", "代表团": "西峰代表团", "手机号": ""}, ["PHONE_MISSING_REP"]),
        ({"手机号": ""}, []),
        ({"手机号": "1540000000"}, ["PHONE_INVALID"]),
        ({"手机号": "+86 154-0000-0001"}, []),
        ({"姓名": "", "性别": "", "手机号": "12"}, ["NAME_MISSING", "GENDER_INVALID", "PHONE_INVALID"]),
    ],
)
def test_all_reasons_of_a_bad_row_are_named(house, changes, reasons):
    outcome = People.read([sheet(but(**changes))], SYSTEM).outcome
    assert [code for bad in outcome.rejected for code in bad.reasons] == reasons
    assert len(outcome.accepted) == (not reasons)


def test_every_reason_has_a_sentence_and_a_remedy():
    assert all(len(says) > 4 and len(remedy) > 2 for says, remedy in REASONS.values())


@pytest.mark.parametrize(
    ("written", "month"),
    [
        (datetime(1985, 3, 9), "1985-03"), (date(1985, 3, 9), "1985-03"), ("1985-03", "1985-03"), ("1985.3", "1985-03"),
        ("1985/3/1", "1985-03"), ("1985年3月", "1985-03"), ("1985年3月1日", "1985-03"), (198503, "1985-03"),
        ("19850301", "1985-03"), (31107, "1985-03"), ("85.3", "1985-03"), ("１９８５－０３", "1985-03"), (198503.0, "1985-03"),
        ("25.3", ""), ("1985-13", ""), ("1985-02-30", ""), ("", ""), (None, ""), ("三月", ""), (17999, ""),
    ],
)  # fmt: skip
def test_a_birth_month_is_read_however_it_is_written(written, month):
    assert cells.birth_month(written) == month


def test_the_title_says_on_which_day_ages_are_counted(house):
    rows = [
        ("职工花名册（截至2026年9月30日）",),
        HEADER,
        but(出生年月="2010-10"),
        but(出生年月="2010-09", 手机号="15400000002"),
    ]
    table = SimpleNamespace(name="花名册", is_hidden=False, rows=rows)
    outcome = People.read([table], SYSTEM).outcome
    assert [bad.row for bad in outcome.rejected] == [3], "15 years old on that day"
    assert [row.row for row in outcome.accepted] == [4]


def test_totals_repeated_headers_empty_rows_and_hidden_sheets_are_no_people(house):
    reading = People.read(
        [
            sheet(GOOD, (None,) * 9, HEADER, ("合计", 1)),
            sheet(GOOD, name="旧", hidden=True),
            sheet(GOOD, header=("a", "b")),
        ],
        SYSTEM,
    )
    assert reading.answer["skipped_rows"] == [["花名册", 4, "header repeated"], ["花名册", 5, "total or note"]]
    assert [name for name, table in reading.sheets if table is None] == ["旧", "花名册"]
    assert len(reading.outcome.accepted) == 1 and not reading.outcome.rejected


def test_one_person_twice_is_one_and_one_mobile_is_one_persons(house):
    outcome = People.read(
        [sheet(GOOD, GOOD, but(姓名="齐建国"), but(手机号="15400000009"))], SYSTEM
    ).outcome  # fmt: skip
    assert [(bad.row, bad.reasons, bad.same_as) for bad in outcome.rejected] == [
        (3, ("DUP_PERSON",), ("花名册", 2)),
        (4, ("PHONE_CONFLICT",), ("花名册", 2)),
    ]
    assert [code for _place, code in outcome.warnings] == ["SAME_NAME_AND_BIRTH"]


def test_an_imported_person_has_an_account_without_password_and_a_number_in_order(house):
    assert imported(sheet(GOOD, but(姓名="齐建国", 手机号="15400000002", 部门="南小河沟班组"))) == {
        "created": 2, "changed": 0, "unchanged": 0,
    }  # fmt: skip
    first, second = Person.objects.filter(staff_number__startswith="XF-").order_by("staff_number")
    assert (first.staff_number, second.staff_number) == ("XF-0001", "XF-0002")
    assert not first.is_opened and first.employment == Employment.ESTABLISHED_POST and first.birth_month == "1985-03"
    assert first.unit == house.branch and second.unit == house.team
    assert [event.says for event in Event.objects.of(first)] == ["登记入册"]


def test_a_second_import_changes_what_changed_and_doubles_nobody(house):
    imported(sheet(GOOD))
    assert imported(sheet(GOOD)) == {"created": 0, "changed": 0, "unchanged": 1}
    changed = but(部门="南小河沟班组", 用工形式="聘用")
    reading = People.read([sheet(changed)], SYSTEM)
    assert reading.report["changes"][0]["says"] == ["所在部门：西峰局 → 南小河沟班组", "用工形式：事业编制 → 劳动合同"]
    assert imported(sheet(changed)) == {"created": 0, "changed": 1, "unchanged": 0}
    person = Person.objects.get(name="尉迟红霞")
    assert person.unit == house.team and person.employment == Employment.CONTRACT
    assert Event.objects.of(person).last().says == "更新名册"


def test_an_empty_cell_takes_nothing_away_and_a_missing_mobile_is_filled_in(house):
    imported(sheet(but(手机号="")))
    assert imported(sheet(GOOD)) == {"created": 0, "changed": 1, "unchanged": 0}
    assert imported(sheet(but(手机号=""))) == {"created": 0, "changed": 0, "unchanged": 1}
    assert Person.objects.get(name="尉迟红霞").mobile == "15400000001"


def test_a_mobile_that_somebody_of_the_house_has_is_not_taken_from_them(house):
    imported(sheet(GOOD))
    outcome = People.read([sheet(but(姓名="齐建国"))], SYSTEM).outcome
    assert [bad.reasons for bad in outcome.rejected] == [("PHONE_CONFLICT",)]


def test_somebody_who_has_left_is_not_brought_back_by_an_old_list(house):
    imported(sheet(GOOD))
    Person.objects.filter(name="尉迟红霞").update(left_on=date(2026, 1, 1))
    outcome = People.read([sheet(GOOD)], SYSTEM).outcome
    assert [bad.reasons for bad in outcome.rejected] == [("HAS_LEFT",)]


def test_an_officer_imports_within_the_own_units_only(house):
    assert People.read([sheet(GOOD)], house.branch_union).report["accepted"] == 1
    other = but(单位="黄河上中游管理局")
    outcome = People.read([sheet(other)], house.branch_union).outcome
    assert [bad.reasons for bad in outcome.rejected] == [("OUT_OF_SCOPE",)]
    assert People.read([sheet(other)], house.union).report["accepted"] == 1


def test_a_former_name_of_a_unit_still_finds_it(house):
    from ymdm.organization.workflow import rename_unit

    rename_unit(house.branch, SYSTEM, name="西峰治理监督局", on=date(2026, 1, 1))
    assert People.read([sheet(GOOD)], SYSTEM).report["accepted"] == 1


def test_what_comes_after_an_import_is_called_with_people_and_rows(house, settings):
    settings.YMDM_AFTER_PEOPLE_IMPORT = [f"{__name__}.seat"]
    SEATED.clear()
    imported(sheet(but(是否职工代表="Y", 代表团="西峰代表团")))
    assert SEATED == [("尉迟红霞", True, "西峰代表团")]


SEATED: list = []


def seat(pairs) -> None:
    SEATED.extend((person.name, row.is_representative, row.delegation) for person, row in pairs)


def test_reading_costs_the_same_for_one_row_and_for_fifty(house, django_assert_max_num_queries):
    rows = [but(手机号=f"154000001{n:02}") for n in range(50)]
    with django_assert_max_num_queries(3):
        People.read([sheet(*rows)], SYSTEM)


def test_a_unit_may_be_named_by_name_short_name_or_alias(house):
    Unit.objects.filter(pk=house.branch.pk).update(short_name="西峰", aliases="西峰站|黄委西峰站")
    for written in ("西峰局", "西峰", "西峰站", " 黄委西峰站　"):
        assert People.read([sheet(but(单位=written))], SYSTEM).report["accepted"] == 1, written
