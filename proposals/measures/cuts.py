"""The sets of proposals that figures count (proposals.md 8): each has a word, a definition and one condition.

A figure and the rows that open behind it are made of the same condition, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from ..channels import POLICIES
from ..models import Contact, Evaluation, Reply
from ..models.querysets import ProposalQuerySet
from ..models.states import Source, State

GRADES = tuple(Evaluation.Grade.values)

FILED = Q(outcome=State.FILED)
MERGED = Q(outcome=State.MERGED)
RECEIVED = Q(number__isnull=False) & ~Q(state__in=[State.DRAFT, State.WITHDRAWN])


def assigned(on: date) -> Q:
    return Q(assigned_on__lte=on)


def replied(on: date) -> Q:
    return assigned(on) & Q(replied_on__lte=on)


def unanswered(on: date) -> Q:
    return assigned(on) & ~Q(replied_on__lte=on)


def graded(grade: str, on: date) -> Q:
    """The grade that stands: that of the last answer, or the first one where the last was not rated (PRO-33, PRO-37)."""
    return replied(on) & (Q(grade=grade) | Q(first_grade=grade) & ~Q(grade__in=GRADES))


def evaluated(on: date) -> Q:
    return replied(on) & (Q(grade__in=GRADES) | Q(first_grade__in=GRADES))


def late(on: date) -> Q:
    return replied(on) & Q(replied_on__gt=F("reply_due_on"))


def in_time(on: date) -> Q:
    return replied(on) & Q(replied_on__lte=F("reply_due_on"))


def open_overdue(on: date) -> Q:
    return unanswered(on) & Q(reply_due_on__lt=on)


@dataclass(frozen=True)
class Cut:
    """A set of proposals: its name on the page of its rows, what belongs to it, and the condition as of a day."""

    words: str
    definition: str
    where: Callable[[date], Q]


def _always(condition: Q) -> Callable[[date], Q]:
    return lambda on: condition


# The register of past sessions holds no talks, so that proposals which came from it are left out of the contact rate;
# and so is what came by a channel in which nobody has to talk before the answer (PRO-27, PRO-45).
_TALKED = Exists(Contact.objects.filter(proposal=OuterRef("pk")))
_WITH_TALKS = FILED & ~Q(source=Source.IMPORTED) & Q(channel__in=[c for c in POLICIES if POLICIES[c].wants_contact])

CUTS: dict[str, Cut] = {
    "received": Cut("收到", "已提交编号、没有撤回的提案。", _always(RECEIVED)),
    "withdrawn": Cut("撤回", "提交以后由提案人撤回的，不算收到。", _always(Q(state=State.WITHDRAWN, number__isnull=False))),
    "pending": Cut("待审查", "已收到、还没有审查结果的。", _always(RECEIVED & Q(outcome=""))),
    "fit": Cut("立案（并案前）", "审查结果为立案或并案的：并入别案的也符合立案条件。", _always(FILED | MERGED)),
    "filed": Cut("立案", "审查结果为立案、单独办理的。", _always(FILED)),
    "merged": Cut("并案", "并入另一件提案一并办理的。", _always(MERGED)),
    "converted": Cut("转意见建议", "转为意见建议，仍须答复的。", _always(Q(outcome=State.CONVERTED))),
    "not_filed": Cut("不立案", "不立案并说明理由的。", _always(Q(outcome=State.NOT_FILED))),
    "forwarded_up": Cut("转上级", "超出本单位权限、转报上级的。", _always(Q(outcome=State.FORWARDED_UP))),
    "matters": Cut("并案后的件数", "收到的提案，并入别案的不再单独计一件。", _always(RECEIVED & ~MERGED)),
    "assigned": Cut("已交办", "已交给主办单位办理的，立案和转意见建议都算。", assigned),
    "replied": Cut("已答复", "已经签发首次答复的。", replied),
    "due": Cut("应答复", "已经答复的，加上到期还没有答复的；没有到期的不算。", lambda on: replied(on) | open_overdue(on)),
    "in_time": Cut("按期答复", "首次答复不晚于答复期限当天的。", in_time),
    "late": Cut("逾期答复", "首次答复晚于答复期限的。", late),
    "open_overdue": Cut("逾期未答复", "答复期限已过、还没有答复的。", open_overdue),
    "open": Cut("尚未到期", "已交办、还没有答复、期限没有过的。", lambda on: unanswered(on) & Q(reply_due_on__gte=on)),
    "closed": Cut("已办结", "立案的提案中已经办结的。", lambda on: FILED & Q(closed_on__lte=on)),
    "filed_replied": Cut("立案并已答复", "立案的提案中已经答复的。", lambda on: FILED & replied(on)),
    "unclassified": Cut("未分类", "立案并已答复、没有办理结果分类的。", lambda on: FILED & replied(on) & Q(result_class="")),
    "evaluated": Cut("已评价", "提案人已经评价的。再次答复没有评价的，按首次评价计。", evaluated),
    "satisfied": Cut("满意", "评价为满意的。", lambda on: graded("satisfied", on)),
    "content": Cut("满意和基本满意", "评价为满意或基本满意的。", lambda on: graded("satisfied", on) | graded("basically", on)),
    "basically": Cut("基本满意", "评价为基本满意的。", lambda on: graded("basically", on)),
    "dissatisfied": Cut("不满意", "评价为不满意的。", lambda on: graded("dissatisfied", on)),
    "not_evaluated": Cut("未评价", "已经答复、没有评价的，不计入满意。", lambda on: replied(on) & ~evaluated(on)),
    "talk_wanted": Cut("应沟通", "立案的职代会提案；历年导入的登记表没有记沟通，不算在内。", _always(_WITH_TALKS)),
    "talked": Cut("已沟通", "立案的提案中，登记了与提案人沟通的。", _always(_WITH_TALKS & Q(_TALKED))),
}  # fmt: skip


def with_scheme(rows: ProposalQuerySet) -> ProposalQuerySet:
    """The rows with the scheme by which their last letter classes its answer. Classes of two schemes never mix."""
    letters = Reply.objects.filter(proposal=OuterRef("pk")).exclude(signed_at=None).order_by("-round", "-pk")
    scheme = Coalesce(Subquery(letters.values("scheme")[:1]), Value(""), output_field=CharField())
    return rows.annotate(scheme=scheme)
