"""Forms of publicity sessions. None asks how many came: that is counted from those who signed in."""

from __future__ import annotations

from django import forms

from ymdm.rulebook.acting import ActForm, clock, day, words

from .. import rules
from ..models import Kind, Opinion


class PlanForm(ActForm):
    """`obj` is the unit."""

    title = "安排宣讲"
    tells = "本单位职工在宣讲页面看到；当天由您开放签到，人数按签到计算。"
    button = "安排"
    cites = (rules.ATTENDANCE,)

    topic = forms.CharField(label="主题", max_length=80)
    speaker = forms.CharField(label="主讲人", max_length=60)
    kind = forms.ChoiceField(label="去向", choices=Kind.choices)
    place = forms.CharField(label="地点", max_length=80)
    on = day("日期")
    starts = clock("时间")
    file = forms.FileField(label="宣讲材料", required=False, help_text="PDF、图片、表格、文档；可以不传")


class OpenForm(ActForm):
    title = "开放签到？"
    tells = "宣讲页面显示签到码和二维码，每分钟更换；当天有效，结束时请关闭。"
    button = "开放签到"
    cites = (rules.ATTENDANCE,)


class CloseForm(ActForm):
    title = "结束签到？"
    tells = "签到码失效。当天可以再次开放。"
    button = "结束签到"


class HoldForm(ActForm):
    title = "记为已举行？"
    tells = "人数就是签到的人数，以后不能再签到；签到的职工可以评价。"
    button = "记为已举行"
    cites = (rules.ATTENDANCE,)


class CallOffForm(ActForm):
    title = "取消宣讲"
    button = "取消宣讲"
    danger = True
    cites = (rules.ATTENDANCE,)

    reason = words("原因", rows=2, most=200)


class SignInForm(ActForm):
    title = "现场签到"
    tells = "只签本人；已经签到的再签一次没有影响。"
    button = "签到"
    cites = (rules.ATTENDANCE,)

    code = forms.CharField(label="签到码", max_length=6, min_length=6, help_text="扫码进来的已经填好")


class FeedbackForm(ActForm):
    title = "评价宣讲"
    tells = "不记姓名，每人评一次，提交以后不能改。"
    button = "提交评价"
    cites = (rules.OPINIONS,)

    opinion = forms.ChoiceField(label="评价", choices=Opinion.choices, widget=forms.RadioSelect)
    words = words("意见", rows=2, most=200, required=False, help_text="可以不写；请不要写自己的姓名")
