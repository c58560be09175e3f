"""Forms of notices and objections."""

from __future__ import annotations

from django import forms

from ymdm.rulebook.acting import ActForm, words

from .. import rules


class RaiseObjectionForm(ActForm):
    title = "提出异议"
    tells = "书面结论以前，这个名字停在公示，不往下走。您的姓名只有核查的人看得到。"
    button = "提交异议"
    cites = (rules.NOTICE,)

    text = words("异议内容", rows=5, most=1000, help_text="什么事、什么时候、在哪里，写得越具体越好核查")
    without_name = forms.BooleanField(
        label="不署名", required=False, help_text="只保存内容和日期，收不到结论的消息；结论仍会写在卷里"
    )


class EndNoticeForm(ActForm):
    title = "办结单位公示并上报？"
    tells = "公示期满、没有未结论的异议才能办结；办结以后由上级工会审核。"
    button = "办结并上报"
    cites = (rules.NOTICE, rules.FLOW)

    conclusion = words("公示结果", rows=3, most=500, help_text="公示了几天、有没有异议、怎样处理")


class EndSuperiorNoticeForm(EndNoticeForm):
    title = "办结上级公示并提请决定？"
    tells = "提请以后由另一人决定。"
    button = "办结并提请"


class ConcludeForm(ActForm):
    title = "对异议作出书面结论"
    tells = "异议成立的，这个名字当即取消；不成立的，公示期满后继续办理。署名的人会收到结论。"
    button = "作出结论"
    cites = (rules.NOTICE,)

    is_valid = forms.TypedChoiceField(
        label="结论", choices=[("", "请选择"), ("no", "异议不成立"), ("yes", "异议成立，取消提名")],
        coerce=lambda value: value == "yes",
    )  # fmt: skip
    conclusion = words("核查情况", rows=5, most=1000, help_text="怎样核查的、查到什么")

    def typed(self) -> dict[str, object]:
        return {"is_valid": self.cleaned_data["is_valid"], "conclusion": self.cleaned_data["conclusion"]}
