"""Judging the rows of a staff roster: which are accepted, which are not and why. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from . import cells
from .tables import Table

COLUMNS = {
    "unit": ("单位", "所在单位"),
    "dept": ("部门", "所属部门", "所属部门(科室/班组)", "科室/班组"),
    "name": ("姓名",),
    "gender": ("性别",),
    "birth": ("出生年月", "出生日期"),
    "party": ("政治面貌",),
    "post": ("职务", "职务(岗位)"),
    "title": ("职称", "专业技术职务"),
    "employment": ("用工形式", "编制性质"),
    "rep": ("是否职工代表", "职工代表", "职工代表(是/否)"),
    "delegation": ("代表团", "所属代表团"),
    "phone": ("手机号", "联系电话", "手机号码"),
}
NEEDED = ("name", "unit", "phone")
GENDERS = {"男": ("男性",), "女": ("女性",)}
EMPLOYMENTS = {
    "参公": ("公务员", "参公人员", "参照公务员法管理"),
    "事业编制": ("在编", "事业编", "事业在编"),
    "劳动合同": ("合同制", "企业合同制", "聘用", "聘用制"),
    "劳务派遣": ("派遣", "派遣制"),
}
# What is not listed stays as it is written.
PARTIES = {
    "中共党员": ("党员", "中共正式党员"),
    "中共预备党员": ("预备党员",),
    "共青团员": ("团员",),
    "九三学社社员": ("九三学社",),
    "民盟盟员": ("民盟", "民盟成员"),
}
YES_OR_NO = {"是": ("√", "✓", "Y", "1", "代表", "职工代表"), "否": ("", "不是", "×", "N", "0")}
AGES = range(16, 71)
LEADING_POSTS = ("局长", "处长", "科长", "站长", "所长", "院长", "经理", "书记", "主任", "主席", "部长")

# Code of each reason: what is wrong, and what to do about it.
REASONS = {
    "NAME_MISSING": ("没有写姓名", "补上姓名"),
    "NAME_INVALID": ("姓名不是两个以上的汉字", "改成身份证上的姓名，去掉数字和括号"),
    "GENDER_INVALID": ("性别既不是男也不是女", "改成“男”或“女”"),
    "BIRTH_INVALID": ("出生年月看不懂，或年龄不在 16—70 岁", "写成 1985-03 这样，并核对年份"),
    "UNIT_UNKNOWN": ("这个单位不在组织树里", "改成组织树里的名称、简称或别名"),
    "EMPLOYMENT_INVALID": ("用工形式不在四种之内", "改成参公、事业编制、劳动合同或劳务派遣"),
    "REP_INVALID": ("看不出是不是职工代表", "改成“是”或“否”"),
    "REP_NO_DELEGATION": ("是职工代表，但没有写代表团", "补上所在代表团"),
    "DELEGATION_UNKNOWN": ("没有这个代表团", "改成已设的代表团"),
    "PHONE_INVALID": ("手机号不是 11 位有效号码", "核对号码"),
    "PHONE_MISSING_REP": ("是职工代表，但没有手机号", "补上手机号，代表要用手机签到和表决"),
    "DUP_PERSON": ("与前面一行是同一个人", "删去其中一行"),
    "PHONE_CONFLICT": ("手机号已是别人的", "核对两人的号码"),
    "HAS_LEFT": ("名册上写明此人已经离开", "如已返回，请系统管理员先恢复其登记"),
    "OUT_OF_SCOPE": ("这个单位不在您管理的范围内", "请由该单位或上级工会导入"),
}
WARNINGS = {
    "DEPT_UNKNOWN": "部门不在组织树里，先登记在单位名下",
    "DELEGATION_WITHOUT_REP": "写了代表团但不是职工代表，代表团不登记",
    "SAME_NAME_AND_BIRTH": "与另一人同名同出生年月、手机号不同，请确认不是同一人",
}


class Place(NamedTuple):
    """Where a row stands: sheet and Excel row."""

    sheet: str
    row: int


@dataclass(frozen=True)
class PersonRow:
    """One accepted row after normalising. `unit` and `dept` are codes, `dept` may be empty, as `phone` may."""

    sheet: str
    row: int
    name: str
    gender: str
    birth: str
    unit: str
    dept: str
    party: str
    post: str
    title: str
    employment: str
    is_representative: bool
    delegation: str
    phone: str

    @property
    def identity(self) -> tuple[str, str, str]:
        """Two rows with the same are one person."""
        return self.name, self.birth, self.phone

    @property
    def is_leader(self) -> bool:
        return self.post.endswith(LEADING_POSTS)


@dataclass(frozen=True)
class Rejected:
    sheet: str
    row: int
    name: str
    reasons: tuple[str, ...]
    same_as: Place | None = None


@dataclass(frozen=True)
class House:
    """What the judge knows of the house: how units and departments are found, who is here, what is in reach."""

    unit: Callable[[str], str | None]
    dept: Callable[[str, str], str | None]
    is_in_scope: Callable[[str], bool]
    delegations: frozenset[str]
    # Mobile to (name, birth month) of whoever has it.
    mobiles: Mapping[str, tuple[str, str]]
    namesakes: frozenset[tuple[str, str]]
    left: frozenset[tuple[str, str, str]]
    today: date


@dataclass
class Judgement:
    """The outcome for a whole file."""

    accepted: list[PersonRow] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    warnings: list[tuple[Place, str]] = field(default_factory=list)


def judge(tables: list[Table], house: House) -> Judgement:
    """Accept or reject every row. All reasons of a row are listed; doubles are looked for among good rows only."""
    outcome = Judgement()
    people: dict[tuple[str, str, str], Place] = {}
    phones: dict[str, Place] = {}
    births: set[tuple[str, str]] = set()
    for table in tables:
        for number, values in table.rows:
            place = Place(table.sheet, number)
            row, reasons, warnings = _read(place, values, house, table.as_of or house.today)
            if reasons:
                outcome.rejected.append(Rejected(*place, row.name, tuple(reasons)))
            elif row.identity in house.left:
                outcome.rejected.append(Rejected(*place, row.name, ("HAS_LEFT",)))
            elif row.identity in people:
                outcome.rejected.append(Rejected(*place, row.name, ("DUP_PERSON",), people[row.identity]))
            elif row.phone in phones or house.mobiles.get(row.phone, row.identity[:2]) != row.identity[:2]:
                outcome.rejected.append(Rejected(*place, row.name, ("PHONE_CONFLICT",), phones.get(row.phone)))
            else:
                if row.identity[:2] in births or (
                    row.identity[:2] in house.namesakes and house.mobiles.get(row.phone) is None and row.phone
                ):
                    warnings.append("SAME_NAME_AND_BIRTH")
                outcome.accepted.append(row)
                outcome.warnings += [(place, code) for code in warnings]
                people[row.identity] = place
                births.add(row.identity[:2])
                if row.phone:
                    phones[row.phone] = place
    return outcome


def _read(place: Place, values: dict[str, Any], house: House, as_of: date) -> tuple[PersonRow, list[str], list[str]]:
    """One row after normalising, with what stands against it and what is only worth a word."""
    name, phone = cells.name(values.get("name")), cells.phone(values.get("phone"))
    gender = cells.one_of(values.get("gender"), GENDERS)
    birth = cells.birth_month(values.get("birth"))
    unit = house.unit(cells.text(values.get("unit")))
    employment = cells.one_of(values.get("employment"), EMPLOYMENTS)
    rep = cells.one_of(values.get("rep"), YES_OR_NO)
    delegation, written_dept = cells.text(values.get("delegation")), cells.text(values.get("dept"))
    dept = house.dept(unit, written_dept) if unit and written_dept else None
    reasons = [
        code
        for code, applies in {
            "NAME_MISSING": not name,
            "NAME_INVALID": name and not cells.is_name(name),
            "GENDER_INVALID": gender is None,
            "BIRTH_INVALID": not birth or cells.age(birth, as_of) not in AGES,
            "UNIT_UNKNOWN": unit is None,
            "OUT_OF_SCOPE": unit is not None and not house.is_in_scope(unit),
            "EMPLOYMENT_INVALID": employment is None,
            "REP_INVALID": rep is None,
            "REP_NO_DELEGATION": rep == "是" and not delegation,
            "DELEGATION_UNKNOWN": rep == "是" and delegation and delegation not in house.delegations,
            "PHONE_INVALID": phone and not cells.is_mobile(phone),
            "PHONE_MISSING_REP": rep == "是" and not phone,
        }.items()
        if applies
    ]
    warnings = []
    if unit and written_dept and dept is None:
        warnings.append("DEPT_UNKNOWN")
    if rep == "否" and delegation:
        warnings.append("DELEGATION_WITHOUT_REP")
    row = PersonRow(
        *place,
        name=name,
        gender=gender or "",
        birth=birth,
        unit=unit or "",
        dept=dept or "",
        party=cells.one_of(values.get("party"), PARTIES) or cells.text(values.get("party")),
        post=cells.text(values.get("post")),
        title=cells.text(values.get("title")),
        employment=employment or "",
        is_representative=rep == "是",
        delegation=delegation if rep == "是" else "",
        phone=phone,
    )
    return row, reasons, warnings
