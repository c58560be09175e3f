"""What is typed to propose, publish or return the results of a class."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from ymdm.rulebook.acting import ActForm, words

from ...schemes.models import Scheme
from .. import standing_rules as rules
from ..models import Standings, State


class ProposeStandingsForm(ActForm):
    title = "提出考评结果？"
    tells = "全部单位定案以后，按类别排名次，由另一人复核后公布。"
    button = "排出名次"
    cites = (rules.OUT, rules.USE)

    scheme = forms.ModelChoiceField(Scheme.objects.none(), label="方案", empty_label="请选择")
    quota = forms.IntegerField(
        label="优秀名额（%）", required=False, min_value=1, max_value=100, initial=40,
        help_text="优秀单位最多占本类的百分之几，超出的评为下一等次；同分的一起保留或一起下调。不设名额就空着。",
    )  # fmt: skip

    weight = forms.IntegerField(
        label="在领导班子考核中的权重（%）", min_value=0, max_value=100, help_text="按这个权重折算，写进报送的表。"
    )

    def prepare(self) -> None:
        self.fields["weight"].initial = rules.weight_at(self.obj, timezone.now())
        taken = Standings.objects.exclude(state=Standings.State.RETURNED).values("scheme")
        offered = Scheme.objects.announced().filter(unit=self.obj, assessments__state=State.FINAL)
        self.fields["scheme"].queryset = offered.exclude(pk__in=taken).distinct()


class PublishStandingsForm(ActForm):
    title = "公布考评结果？"
    tells = "全体职工看得到各单位的得分、等次和名次；得分不满六成的项目成为各单位下一年的任务。公布以后不能收回。"
    button = "公布"
    cites = (rules.OUT, rules.POINTS)


class ReturnStandingsForm(ActForm):
    title = "退回考评结果？"
    tells = "结果不公布，可以重新提出。"
    button = "退回"
    cites = (rules.OUT,)

    because = words("退回原因", rows=2, most=300)
