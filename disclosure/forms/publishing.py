"""Forms of review, approval, suspension, notices and posting."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from ymdm.rulebook.acting import ActForm, day, words

from ..models import Board, ReviewSlip
from ..rules import publishing as rules


class SlipForm(ActForm):
    """The slip, item by item."""

    title = "签署审查单"
    tells = "逐项审查正文和全部附件。"
    button = "签署，通过"
    cites = (rules.SLIP, rules.THREE, rules.NO_HIDING)

    def prepare(self) -> None:
        for name in ReviewSlip.ITEMS:
            label = str(ReviewSlip._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            self.fields[name] = forms.ChoiceField(
                label=label, choices=ReviewSlip.Finding.choices, widget=forms.RadioSelect
            )
        self.fields["attribute"] = forms.ChoiceField(
            label="公开属性", choices=ReviewSlip.Attribute.choices, initial=ReviewSlip.Attribute.EMPLOYEES
        )
        self.fields["reason"] = words("审查意见", rows=3, most=500, required=self.danger)


class SendBackForm(SlipForm):
    title = "审查退回"
    tells = "退回给起草人修改，审查单留存。"
    button = "退回"
    danger = True


class ApproveForm(ActForm):
    title = "批准公开"
    button = "批准"
    cites = (rules.SLIP, rules.THREE)

    publish_on = day("公开日期", help_text="今天的，批准后马上公开；以后的，到那天自动公开")

    def prepare(self) -> None:
        self.fields["publish_on"].initial = timezone.localdate()
        slip = self.obj.slip
        self.tells = (
            f"{slip.by}已于{timezone.localtime(slip.at):%-m月%-d日}签署审查单：{slip.get_attribute_display()}。"
            if slip
            else ""
        )


class ReturnForm(ActForm):
    title = "不予批准"
    tells = "退回给起草人修改，修改后重新审查。"
    button = "退回"
    danger = True

    reason = words("理由和怎样修改", rows=3, most=300)


class SuspendForm(ActForm):
    title = "暂停公开？"
    tells = "马上对所有读者隐去，当日要书面报告。"
    button = "暂停公开"
    danger = True
    cites = (rules.SUSPENSION,)

    reason = words("发现了什么", rows=3, most=300)


class IncidentForm(ActForm):
    title = "报告暂停公开的情况"
    button = "提交报告"
    cites = (rules.SUSPENSION,)

    report = words("情况报告", rows=8, help_text="什么内容，从什么时候到什么时候公开，可能影响谁，怎样处置")


class ResumeForm(ActForm):
    title = "恢复公开？"
    tells = "读者又能看到现行文本。需要改内容的，请先办理更正。"
    button = "恢复公开"
    cites = (rules.SUSPENSION,)


class ConcludeForm(ActForm):
    title = "书面办结公示"
    tells = "写明公示结果和异议的处理情况。办结后才能进行下一步。"
    button = "办结"
    cites = (rules.STOPS,)

    conclusion = words("公示结论", rows=4, most=500)


class BoardChoice(forms.ModelChoiceField):
    def label_from_instance(self, board: Board) -> str:
        return board.place


class PutUpForm(ActForm):
    title = "登记张贴"
    tells = "给没有账号的职工看的，要张贴并拍照。"
    button = "登记张贴"
    cites = (rules.POSTING,)

    board = BoardChoice(Board.objects.none(), label="公开栏", empty_label="请选择")
    photo = forms.FileField(label="现场照片", widget=forms.ClearableFileInput(attrs={"accept": ".jpg,.jpeg,.png"}))

    def prepare(self) -> None:
        self.fields["board"].queryset = boards = Board.objects.filter(unit=self.obj.unit, until_on=None)
        found = list(boards[:2])
        if len(found) == 1:
            self.fields["board"].initial = found[0]
        if not found:
            self.fields["board"].help_text = "还没有登记公开栏，请先在公开目录页登记。"


class TakeDownForm(ActForm):
    title = "登记取下"
    button = "登记取下"
    cites = (rules.POSTING,)

    photo = forms.FileField(label="取下前的照片", widget=forms.ClearableFileInput(attrs={"accept": ".jpg,.jpeg,.png"}))
