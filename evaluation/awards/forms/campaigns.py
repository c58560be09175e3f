"""Forms of a campaign: quotas and conditions, publishing, the file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from ymdm.rulebook.acting import ActForm, day, words

from .. import rules
from ..models import Kind


class OpenForm(ActForm):
    """`obj` is the unit that gives the awards."""

    title = "下达表彰名额"
    tells = "条件、名额和截止日当天向全体职工公开，下属单位收到消息。"
    button = "下达"
    cites = (rules.FLOW, rules.OPEN, rules.CYCLE)

    title_ = forms.CharField(label="名称", max_length=60)
    year = forms.IntegerField(label="表彰哪一年的工作", min_value=2000, max_value=2200)
    nominate_until = day("提名截止日")
    terms = words("评选条件", rows=6, most=3000, help_text="系统核对的条件另列，这里写本次评选的其他要求")

    def prepare(self) -> None:
        year = timezone.localdate().year
        self.fields["year"].initial = year
        self.fields["title_"].initial = f"{year}年度民主管理和职代会工作先进评选"
        for kind in Kind:
            self.fields[kind.value] = forms.IntegerField(
                label=f"{kind.label}名额", min_value=0, max_value=rules.MOST, initial=0, help_text="0 表示这次不评"
            )

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return {
            "title": data["title_"], "year": data["year"], "nominate_until": data["nominate_until"], "terms": data["terms"],
            "quotas": {kind.value: data[kind.value] for kind in Kind},
        }  # fmt: skip


class PublishForm(ActForm):
    title = "公布表彰结果？"
    tells = "全体职工看得到名单，获表彰的可以打印证书。公布以后只能撤销单个称号，不能收回。"
    button = "公布"
    cites = (rules.OPEN,)


class ArchiveForm(ActForm):
    title = "归档表彰材料？"
    tells = "名额、提名、公示、异议结论和决定合成一份档案，可以随时打印。"
    button = "归档"
    cites = (rules.OPEN,)


class CallOffForm(ActForm):
    title = "取消评选"
    button = "取消评选"
    danger = True
    cites = (rules.FLOW,)

    reason = words("原因", rows=2, most=200)
