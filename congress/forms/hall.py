"""What is typed in the hall: heads, hands and the tellers' sheets."""

from __future__ import annotations

from typing import Any

from django import forms

from ymdm.organization.models import Person
from ymdm.rulebook.acting import ActForm, PeopleField, PersonChoice

from ..balloting import keys_of
from ..models import PaperVersion, Venue, Vote
from ..rules import catalogue as rule
from ..rules.counting import HANDS
from ..rules.deciding import needs_secrecy
from ..rules.matters import Right
from .planning import BecauseForm


def number(label: str, **options: Any) -> forms.IntegerField:
    """A count of people or ballots."""
    return forms.IntegerField(label=label, min_value=0, max_value=100_000, **options)


class ConfirmForm(ActForm):
    """An act without anything to type."""


class _CountedForm(ActForm):
    """A count of the hall; what the check-in says stands beside it, and the smaller of the two rules (CON-62)."""

    cites = (rule.QUORUM, rule.SMALLER_COUNT)
    counted = number("清点到会代表")

    def prepare(self) -> None:
        session = getattr(self.obj, "session", self.obj)
        checked_in = session.attendees.voters().present().count()
        self.fields["counted"].initial = checked_in
        self.fields[
            "counted"
        ].help_text = f"签到 {checked_in} 人，应到 {session.total or '——'} 人；取清点和签到中较少的"


class OpenSessionForm(_CountedForm):
    title = "宣布开会"
    tells = "达到法定人数才能开会。"
    button = "宣布开会"


class CallRollForm(_CountedForm):
    title = "清点人数"
    button = "记下清点人数"


class EndItemForm(ActForm):
    title = "完成这项议程"
    button = "完成议程"
    cites = (rule.RIGHT,)
    outcome = forms.CharField(
        label="进行情况", max_length=200, required=False, help_text="例如：已讨论，收到建议 11 条"
    )


class CloseForm(ActForm):
    title = "宣布闭幕？"
    tells = "闭幕以后不能再进行议程和表决。"
    button = "宣布闭幕"
    cites = (rule.RIGHT, rule.PUBLISH, rule.REPORT_UP)


class DraftVoteForm(ActForm):
    """`obj` is the agenda item; an election asks for its slate, a decision for its text."""

    title = "拟定表决"
    button = "拟定表决"
    cites = (rule.ITEM_BY_ITEM, rule.BY_HANDS, rule.BASE)

    question = forms.CharField(label="表决事项", max_length=160)
    version = forms.ModelChoiceField(
        PaperVersion.objects.none(), label="表决的文本", required=False, empty_label="没有文本"
    )
    method = forms.ChoiceField(label="方式")
    seats = number("应选人数", required=False)
    candidates = PeopleField("候选人", required=False, rows=6, help_text="每行一位")

    def prepare(self) -> None:
        item = self.obj
        self.fields["question"].initial = item.title
        self.fields["version"].queryset = PaperVersion.objects.filter(  # type: ignore[attr-defined]
            paper__item=item
        ).select_related("paper")
        latest = self.fields["version"].queryset.filter(issued_at__isnull=False).order_by("-number").first()  # type: ignore[attr-defined]
        self.fields["version"].initial = latest
        methods = list(Vote.Method.choices)
        if needs_secrecy(item.right, item.matter):
            methods = [choice for choice in methods if choice[0] != HANDS]
        self.fields["method"].choices = methods  # type: ignore[attr-defined]
        if item.right == Right.ELECT:
            self.title, self.button = "拟定选举", "拟定选举"
            del self.fields["version"]
            self.fields["seats"].required = self.fields["candidates"].required = True
            self.fields["candidates"].within = item.unit  # type: ignore[attr-defined]
            self.cites = (rule.SECRET_ELECTION, rule.TOO_MANY_NAMES, rule.MORE_CANDIDATES)
        else:
            del self.fields["seats"], self.fields["candidates"]


class OpenVoteForm(_CountedForm):
    title = "开始表决"
    button = "开始表决"

    keeper = PersonChoice("在场的监票人或计票人", help_text="名册由您和这位保管人一起冻结")
    minutes = forms.IntegerField(
        label="最迟几分钟后封箱", min_value=1, max_value=24 * 60, initial=20,
        help_text="所有人都投了，监票人或计票人一人就可以封箱；提前封箱要两人",
    )  # fmt: skip

    def prepare(self) -> None:
        super().prepare()
        self.tells = f"{self.obj.question}（{self.obj.get_method_display()}）"
        if self.obj.method != Vote.Method.BALLOT:
            del self.fields["keeper"], self.fields["minutes"]
            return
        keys = keys_of(self.obj.session)
        kept = keys.keepers.values("person") if keys else []
        self.fields["keeper"].queryset = (  # type: ignore[attr-defined]
            Person.objects.filter(pk__in=kept).exclude(pk=self.person.pk).select_related("unit").order_by("pk")
        )


class KeepersForm(ActForm):
    title = "召集密钥保管人"
    tells = "监票人和计票人各保管一份口令，任意两人一起才能开箱。一次召集够本次会议投 19 次。"
    button = "召集"
    cites = (rule.TELLERS,)


class HandsForm(ActForm):
    title = "登记举手结果"
    tells = "没有举手的不算赞成。"
    button = "结束表决"
    cites = (rule.BASE, rule.IDENTITIES)

    yes = number("赞成")
    no = number("反对", initial=0)
    abstain = number("弃权", initial=0)


class EndVoteForm(ActForm):
    title = "结束投票？"
    tells = "结束后不能再投，由计票人清点。"
    button = "结束投票"
    cites = (rule.TELLERS,)


def close_form(vote: Vote) -> type[ActForm]:
    """Hands are counted with the close; ballots afterwards."""
    return HandsForm if vote.method == HANDS else EndVoteForm


class SheetForm(ActForm):
    """One teller's count; for an election a field a candidate."""

    title = "填报计票单"
    tells = "两名计票人各自填报，数字一致才算数。"
    button = "提交计票单"
    cites = (rule.TELLERS, rule.IDENTITIES)

    venue = forms.ModelChoiceField(Venue.objects.none(), label="会场", empty_label=None)
    issued = number("发出票数")
    returned = number("收回票数")
    yes = number("赞成", initial=0)
    no = number("反对", initial=0)
    abstain = number("弃权", initial=0)
    invalid = number("无效票", initial=0)

    def prepare(self) -> None:
        vote = self.obj
        venues = vote.session.venues.all()
        self.fields["venue"].queryset, self.fields["venue"].initial = venues, venues.first()  # type: ignore[attr-defined]
        if len(venues) == 1:
            del self.fields["venue"]
        if vote.form == Vote.Form.ELECTION:
            for name in ("yes", "no", "abstain"):
                del self.fields[name]
            for one in vote.candidates.select_related("person"):
                self.fields[f"votes-{one.pk}"] = number(f"{one.person}得票")
        self.title = f"{self.title}：{vote.question}"

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        votes = {int(name[6:]): data.pop(name) for name in list(data) if name.startswith("votes-")}
        return data | {"votes": votes}


class DeclareForm(ActForm):
    title = "宣布结果"
    tells = "结果由规则判定，宣布以后不能更改。"
    button = "宣布结果"
    cites = (rule.BASE, rule.LINE, rule.TELLERS)


class StopForm(BecauseForm):
    title = "中止这次表决？"
    tells = "已经投的票作废，原因留在记录里。"
    button = "中止表决"
    cites = (rule.SMALLER_COUNT, rule.ONLY_BY_VOTE)


class FurtherForm(ActForm):
    title = "发起下一轮"
    tells = "候选人由规则缩减；投票无效的原样再投。"
    button = "发起下一轮"
    cites = (rule.NEVER_BY_LOT, rule.IDENTITIES)


class CorrectForm(BecauseForm):
    title = "更正计票结果？"
    tells = "原结果保留，会议留下程序缺陷；两名计票人重新清点同一批选票。"
    button = "更正计票结果"
    cites = (rule.ONLY_BY_VOTE, rule.TELLERS)


class PresentForm(ActForm):
    title = "代为签到"
    tells = "签到台代签会留下记录。"
    button = "代为签到"
    cites = (rule.OBSERVERS,)


class LeaveHallForm(ActForm):
    title = "登记离会"
    tells = "离会后不计入到会人数，回来再签到。"
    button = "登记离会"
    cites = (rule.SMALLER_COUNT,)
