"""Forms of scoring: who scores, one group of points at a time, vetoes, feedback, appeal, the last word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from ymdm.organization.models import Person
from ymdm.rulebook.acting import ActForm, PeopleField, words

from ...papers.numbers import number_of
from ...schemes.models import SchemeItem
from .. import scoring_rules as rules
from ..models import Answer, AppealedItem, Score
from ..workflow.concluding import Ruling
from ..workflow.scoring import Mark


class NameForm(ActForm):
    title = "指定检查人"
    tells = "两名检查人分别评分，签名以前互相看不到。本单位的人和离开不满两年的不能评。"
    button = "指定"
    cites = (rules.TWO, rules.LEFT)

    people = PeopleField("检查人", rows=2, help_text="每行一个姓名或工号，共两名")

    def prepare(self) -> None:
        self.fields["people"].within = self.obj.scheme.unit  # type: ignore[attr-defined]


class ThirdForm(ActForm):
    title = "指定第三名检查人"
    tells = "两名检查人的总分相差太多，由第三人评定有差别的项目。"
    button = "指定"
    cites = (rules.TWO,)

    person = PeopleField("第三名检查人", rows=1, help_text="一个姓名或工号")

    def prepare(self) -> None:
        self.fields["person"].within = self.obj.scheme.unit  # type: ignore[attr-defined]

    def clean_person(self) -> Person:
        found = self.cleaned_data["person"]
        if len(found) != 1:
            raise forms.ValidationError("写一位。")
        return found[0]


class SignScoresForm(ActForm):
    title = "签名确认评分？"
    tells = "签名后不能再改。每一处扣分要写明理由，没有依据的写“未提供依据”。"
    button = "签名"
    cites = (rules.EVERY, rules.TWO)


class VetoForm(ActForm):
    title = "提出一票否决"
    tells = "单位先说明，再由考评组过半数决定；您不参加决定。"
    button = "提出"
    danger = True
    cites = (rules.VETO,)

    item = forms.ModelChoiceField(SchemeItem.objects.none(), label="否决项", empty_label="请选择")
    reason = words("事由和依据", rows=4, most=500)

    def prepare(self) -> None:
        self.fields["item"].queryset = self.obj.scheme.items.filter(kind="veto")  # type: ignore[attr-defined]


class ExplainVetoForm(ActForm):
    title = "对拟否决事项作说明"
    button = "提交说明"
    cites = (rules.VETO,)

    text = words("说明", rows=6, most=3000)

    def prepare(self) -> None:
        self.tells = f"{self.obj.proposed_by}提出“{self.obj.item.name}”：{self.obj.reason}"


class DecideVetoForm(ActForm):
    title = "登记考评组的决定"
    tells = "赞成的多于反对的，否决才成立。"
    button = "登记"
    cites = (rules.VETO,)

    votes_for = forms.IntegerField(label="赞成否决", min_value=0, max_value=99)
    votes_against = forms.IntegerField(label="反对否决", min_value=0, max_value=99)
    reason = words("理由", rows=3, most=500)


class ShowForm(ActForm):
    title = "向单位反馈得分？"
    tells = "单位看到每一处扣分和理由，在期限内可以申诉。"
    button = "反馈"
    cites = (rules.FEEDBACK,)


class AcceptForm(ActForm):
    title = "认可得分？"
    tells = "认可以后不再申诉，工会可以定案。"
    button = "认可"
    cites = (rules.FEEDBACK,)


class AppealForm(ActForm):
    """A reason for each item that lost points; those left empty are not appealed."""

    title = "申诉"
    tells = "只写有异议的项目，其余留空。由没有参加评分的人复核，只升不降。"
    button = "提交申诉"
    cites = (rules.FEEDBACK, rules.APPEAL)

    def prepare(self) -> None:
        self.lost = [answer for answer in self.obj.answers.select_related("item") if lost_by(answer)]
        for answer in self.lost:
            points = f"{answer.verified.normalize():f} / {answer.item.full.normalize():f} 分"
            self.fields[f"item-{answer.pk}"] = words(
                f"{answer.item}（{points}）", rows=2, most=500, required=False, help_text=answer.verdict
            )

    def typed(self) -> dict[str, Any]:
        told = {answer.pk: self.cleaned_data[f"item-{answer.pk}"].strip() for answer in self.lost}
        return {"items": {pk: reason for pk, reason in told.items() if reason}}


def lost_by(answer: Answer) -> bool:
    """Whether an item inside the hundred lost points."""
    return answer.verified is not None and not answer.item.is_outside and answer.verified < answer.item.full


class DecideAppealForm(ActForm):
    """Points and a word for each appealed item."""

    title = "决定申诉"
    tells = "每个项目写复核得分和意见；只能维持或者提高。"
    button = "决定"
    cites = (rules.APPEAL,)

    def prepare(self) -> None:
        found = AppealedItem.objects.filter(answer__assessment=self.obj).select_related("answer__item")
        self.appealed = list(found)
        for one in self.appealed:
            full = one.answer.item.full
            self.fields[f"points-{one.answer_id}"] = forms.DecimalField(
                label=f"{one}复核得分（满分 {full.normalize():f}）", min_value=0, max_value=full, max_digits=6,
                decimal_places=3, initial=one.before.normalize(), help_text=f"单位的理由：{one.reason}",
            )  # fmt: skip
            self.fields[f"reason-{one.answer_id}"] = words("复核意见", rows=2, most=500)

    def typed(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "rulings": {
                one.answer_id: Ruling(data[f"points-{one.answer_id}"], data[f"reason-{one.answer_id}"])
                for one in self.appealed
            }
        }


class FinishForm(ActForm):
    title = "定案？"
    tells = "结果从此不再改，这一年的取数同时封存。"
    button = "定案"
    cites = (rules.FROZEN,)


class ScoreLine:
    """One item as an inspector scores it."""

    def __init__(self, answer: Answer, given: Score | None, data: Mapping[str, str] | None) -> None:
        self.answer, self.error = answer, ""
        pk = answer.pk
        if data is not None:
            self.typed = str(data.get(f"points-{pk}", "")).strip()[:20]
            self.is_not_here = f"none-{pk}" in data
            self.reason = str(data.get(f"reason-{pk}", "")).strip()
        else:
            points = given.points if given else None
            self.typed = "" if points is None else f"{points.normalize():f}"
            self.is_not_here = given is not None and points is None
            self.reason = given.reason if given else ""

    def mark(self) -> Mark | None:
        """What was typed; None where it is left open, or wrong with `error` saying why."""
        full = self.answer.item.full
        if len(self.reason) > 300:
            self.error = "理由最多 300 字。"
        if self.is_not_here or not self.typed:
            return Mark(None, self.reason) if self.is_not_here and not self.error else None
        points = number_of(self.typed)
        if points is None or points != points.quantize(Decimal("0.01")):
            self.error = f"“{self.typed}”不是最多两位小数的数字。"
        elif not 0 <= points <= full:
            self.error = f"要在 0 到 {full.normalize():f} 分之间（EVA-11）。"
        return None if self.error or points is None else Mark(points, self.reason)


class ScoreSheet:
    """The items of one group as they are scored; a mistake in one keeps all that was typed."""

    def __init__(
        self, answers: Sequence[Answer], given: Mapping[int, Score], data: Mapping[str, str] | None = None
    ) -> None:
        self.lines = [ScoreLine(answer, given.get(answer.pk), data) for answer in answers]

    def marks(self) -> dict[int, Mark] | None:
        """By answer, without those left open; None where something is wrong."""
        found = {line.answer.pk: line.mark() for line in self.lines}
        if self.wrong:
            return None
        return {pk: mark for pk, mark in found.items() if mark is not None}

    @property
    def wrong(self) -> list[ScoreLine]:
        return [line for line in self.lines if line.error]
