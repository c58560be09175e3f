"""The lists of the organisation as workbooks: the rows of the page, with the same filters."""

from __future__ import annotations

from typing import Any

from ymdm.workflow import NoAuthority

from ..models import Person, Unit, within_paths
from .directory import OWNERS

READ, EXPORT = "organization.read_people", "organization.export_people"


def people(request: Any) -> tuple[Any, ...]:
    """The roll as filtered: title, columns, people, filter in words. Mobiles stay masked."""
    from ..forms.rolls import PeopleFilter  # cycle: forms read what people write with papers.cells

    _check(request.user)
    form = PeopleFilter(request.GET, units=request.user.units_for(EXPORT))
    owners = {unit.pk: unit for unit in Unit.objects.filter(level__in=OWNERS)}

    def owner(person: Person) -> Unit:
        return next((owners[pk] for pk in reversed(person.unit.lineage) if pk in owners), person.unit)

    columns = (
        ("工号", lambda person: person.staff_number),
        ("姓名", lambda person: person.name),
        ("性别", lambda person: person.get_gender_display()),
        ("单位", lambda person: owner(person).name),
        ("部门", lambda person: "" if person.unit.pk in owners else person.unit.name),
        ("职务", lambda person: person.post),
        ("职称", lambda person: person.professional_title),
        ("用工形式", lambda person: person.get_employment_display()),
        ("政治面貌", lambda person: person.party),
        ("手机号（已遮盖）", lambda person: person.masked_mobile),
        ("账号", lambda person: "已开通" if person.is_opened else "未开通"),
        ("最近登录", lambda person: person.last_login),
    )
    people_ = Person.objects.filter(within_paths(request.user.scope(EXPORT), "unit__path"), left_on=None)
    rows = form.apply(people_.select_related("unit"))
    return "职工名册", columns, rows, form.words


def units(request: Any) -> tuple[Any, ...]:
    """The units whose roll one may read, under the headings that the import reads."""
    _check(request.user)
    columns = (
        ("编码", lambda unit: unit.code),
        ("名称", lambda unit: unit.name),
        ("简称", lambda unit: unit.short_name),
        ("别名", lambda unit: unit.aliases),
        ("类型", lambda unit: unit.get_legal_type_display()),
        ("层级", lambda unit: unit.get_level_display()),
        ("上级编码", lambda unit: unit.parent.code if unit.parent else ""),
        ("所在地", lambda unit: unit.place),
    )
    return "组织机构", columns, request.user.units_for(EXPORT).open().select_related("parent").order_by("path"), ""


def _check(person: Any) -> None:
    if not person.may_anywhere(EXPORT):
        raise NoAuthority("您现在的任职里没有导出名册的权限。如工作需要，请联系工会登记任职。")
