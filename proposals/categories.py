"""The fixed list of categories of a term (PRO-13)."""

from __future__ import annotations

from collections.abc import Iterable

from congress.models import CongressTerm

from .models import Category

NINE = (
    # name             hint on the form
    ("生产业务", "监测、科研、治理、监督等业务工作"),
    ("改革发展", "规划、机构、制度改革"),
    ("内部管理", "办事流程、考核、会议、信息化"),
    ("安全与劳动保护", "野外作业、车辆、防护用品、职业健康"),
    ("工资福利", "工资、津贴、社保、休假、体检"),
    ("教育培训", "培训、职称、轮岗、技能竞赛"),
    ("党群文化", "党建、工会、民主管理、文体活动"),
    ("后勤服务", "住房、食堂、交通、办公条件"),
    ("其他", ""),
)


def set_up_categories(term: CongressTerm) -> list[Category]:
    """The categories of a term, the nine usual ones if it has none yet. Safe to call again."""
    if not term.proposal_categories.exists():
        Category.objects.bulk_create(
            Category(term=term, name=name, hint=hint, order=order) for order, (name, hint) in enumerate(NINE, start=1)
        )
    return list(term.proposal_categories.all())


def add_categories(term: CongressTerm, names: Iterable[str]) -> dict[str, Category]:
    """Every category of the term by name, those of `names` added at the end where they are new."""
    have = {category.name: category for category in term.proposal_categories.all()}
    last = max((category.order for category in have.values()), default=0)
    for order, name in enumerate((name for name in dict.fromkeys(names) if name and name not in have), start=last + 1):
        have[name] = Category.objects.create(term=term, name=name, order=order)
    return have
