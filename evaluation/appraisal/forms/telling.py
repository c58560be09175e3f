"""Forms of reports, discussions, feedback, and the superior's answer."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from congress.models import Delegation
from ymdm.attachments.models import Attachment
from ymdm.rulebook.acting import ActForm, day, words

from .. import results, rules
from ..models import ReportFiles


class ReportForm(ActForm):
    title = "我的述职述廉报告"
    tells = "会发给全体投票人。发出之前可以再改。"
    button = "提交报告"
    cites = (rules.ORDER,)

    text = words("报告", rows=16, most=10_000, help_text="履行职责、廉洁自律、上年意见整改情况")

    upload = forms.FileField(
        label="附件", required=False, help_text="PDF、Word、WPS、Excel 或图片；只有看报告的人能下载"
    )
    drop = forms.ModelMultipleChoiceField(
        Attachment.objects.none(), label="删除已传的附件", required=False, widget=forms.CheckboxSelectMultiple
    )

    def prepare(self) -> None:
        self.fields["text"].initial = self.obj.report
        files = (
            Attachment.objects.of(kept) if (kept := ReportFiles.objects.filter(appraisee=self.obj).first()) else None
        )
        if files is not None and files:
            self.fields["drop"].queryset = files  # type: ignore[attr-defined]
        else:
            del self.fields["drop"]


class CloseReportsForm(ActForm):
    title = "把述职报告发给代表？"
    tells = "发出以后报告不能再改，代表团可以开始讨论。"
    button = "发给代表"
    cites = (rules.ORDER,)


class DiscussionForm(ActForm):
    title = "登记代表团讨论"
    tells = "只写意见综合，不写谁说了什么。再次登记的代替前一次。"
    button = "登记"
    cites = (rules.ORDER,)

    delegation = forms.ModelChoiceField(Delegation.objects.none(), label="代表团", empty_label="请选择")
    held_on = day("讨论日期")
    people = forms.IntegerField(label="参加人数", min_value=1, max_value=9999)
    text = words("意见综合", rows=6, most=3000)

    def prepare(self) -> None:
        own = self.obj.term.delegations.all()
        if not self.person.may("appraisal.run", self.obj.unit):
            own = own.filter(head=self.person)
        self.fields["delegation"].queryset = own  # type: ignore[attr-defined]
        self.fields["held_on"].initial = timezone.localdate()


class EndDiscussionForm(ActForm):
    title = "各代表团都讨论完了？"
    tells = "接下来召集密钥保管人，开始无记名测评。"
    button = "讨论结束"
    cites = (rules.ORDER,)


class FeedBackForm(ActForm):
    title = "向本人反馈结果？"
    tells = "每名干部只看到自己的结果，可以作一次说明。"
    button = "反馈"
    cites = (rules.SEEN, rules.ORDER)


class ExplainForm(ActForm):
    title = "对我的结果作说明"
    tells = "上级会和结果一起看到。只能说明一次。"
    button = "提交说明"
    cites = (rules.SEEN,)

    text = words("说明", rows=6, most=2000)


class SendUpForm(ActForm):
    title = "把结果报上级？"
    button = "报上级"
    cites = (rules.ORDER, rules.FLAGS)

    number = forms.CharField(label="报送文号", max_length=60, required=False)

    def prepare(self) -> None:
        self.tells = f"{self.obj.superior}看到每名干部的结果；到警戒线的，限期书面答复。"


class AnswerForm(ActForm):
    title = "答复警戒线"
    tells = "写明核实的情况和处理意见。票数不作决定，由主管机关认定。"
    button = "书面答复"
    cites = (rules.FLAGS, rules.LINES)

    text = words("答复", rows=6, most=3000)


class DiscloseForm(ActForm):
    title = "公布摘要"
    tells = "提交后要另一位工会干部复核，复核同意才公布给全体职工。不写每个人的结果。"
    button = "提请复核"
    cites = (rules.ORDER, rules.SEEN)

    summary = words("摘要", rows=8, most=2000)

    def prepare(self) -> None:
        self.fields["summary"].initial = results.draft_summary(self.obj)


class LookForm(ActForm):
    title = "申请查看每名干部的结果"
    tells = "另一位工会干部同意后可以看 24 小时，每次查看都记入台账。"
    button = "提出申请"
    cites = (rules.SEEN,)

    reason = words("为什么要看", rows=3, most=200)
