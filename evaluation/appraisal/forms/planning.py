"""Forms of the plan: who is appraised and on which scale, who votes with which weight."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from congress.models import CongressSession
from ymdm.organization.models import Person, Unit
from ymdm.rulebook.acting import ActForm, PeopleField, PersonChoice, words
from ymdm.workflow import Refused

from .. import rules
from ..models import Appraisee, VoterGroup
from ..rules import scales

OWN = "own"
LINE_WORDS = {
    "main": "称职以上低于 60%（建议免职）", "admonish": "称职以上低于三分之二（诫勉或调整）", "unfit": "不称职超过三分之一（组织认定）",
}  # fmt: skip


class PlanForm(ActForm):
    """A new appraisal. `obj` is the unit."""

    title = "安排民主评议"
    tells = "评议对象会收到通知，限期提交述职述廉报告；在任的职工代表自动列为投票人。"
    button = "安排"
    cites = (rules.YEARLY, rules.ORDER, rules.GRADES, rules.LINES)

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2200)
    superior = forms.ModelChoiceField(
        Unit.objects.none(), label="主管机关", empty_label=None, help_text="看全部结果，书面答复警戒线"
    )
    session = forms.ModelChoiceField(
        CongressSession.objects.none(), label="在哪次会议上评议", required=False, empty_label="单独进行"
    )
    leaders = PeopleField("领导班子成员", help_text="每行一个姓名或工号，职务按名册")
    directors = PeopleField("职工董事", rows=2, required=False, help_text="没有的不填")
    has_body = forms.BooleanField(label="同时评议领导班子", required=False, initial=True)
    scale = forms.ChoiceField(label="干部等次")
    own_scale = words(
        "本单位的等次",
        rows=4,
        most=200,
        required=False,
        help_text="选“本单位自定”时填，每行：名称 分值 相当于。例如：良好 80 称职",
    )
    body_scale = forms.ChoiceField(
        label="领导班子等次", choices=[(code, says) for code, (says, _grades) in rules.body_scales().items()]
    )
    groups = forms.ChoiceField(
        label="投票组和权重", choices=[(code, says) for code, (says, _groups) in rules.templates().items()],
        help_text="之后可以调整",
    )  # fmt: skip
    lines = forms.MultipleChoiceField(
        label="警戒线", choices=list(LINE_WORDS.items()), widget=forms.CheckboxSelectMultiple, required=False,
        initial=list(LINE_WORDS), help_text="到线只向主管机关提示，不作决定",
    )  # fmt: skip
    is_scored = forms.BooleanField(label="按权重折算分数", required=False)
    asks_comments = forms.BooleanField(label="征求不具名的意见", required=False, initial=True)

    def prepare(self) -> None:
        unit: Unit = self.obj
        self.fields["year"].initial = timezone.localdate().year
        above = Unit.objects.filter(pk__in=unit.lineage).order_by("-depth")
        self.fields["superior"].queryset = above  # type: ignore[attr-defined]
        self.fields["superior"].initial = unit.parent_id or unit.pk
        self.fields["session"].queryset = CongressSession.objects.filter(term__unit=unit).select_related("term__unit")  # type: ignore[attr-defined]
        self.fields["scale"].choices = [  # type: ignore[attr-defined]
            *((code, says) for code, (says, _grades) in rules.leader_scales().items()), (OWN, "本单位自定"),
        ]  # fmt: skip
        self.fields["scale"].initial = rules.leader_scale(unit.legal_type)
        for name in ("leaders", "directors"):
            self.fields[name].within = unit  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("scale") == OWN and "own_scale" not in self.errors:
            try:
                data["own"] = rules.parse_scale(data.get("own_scale", ""))
            except Refused as refusal:
                self.add_error("own_scale", f"{refusal.sentence}{refusal.remedy}")
        both = {p.pk for p in data.get("leaders") or []} & {p.pk for p in data.get("directors") or []}
        if both:
            self.add_error("directors", "同一个人不能填两处。")
        return data

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        scale, own, _text = data.pop("scale"), data.pop("own", ()), data.pop("own_scale")
        data["grades"] = own if scale == OWN else rules.leader_scales()[scale][1]
        data["body_grades"] = rules.body_scales()[data.pop("body_scale")][1]
        data["groups"] = rules.templates()[data["groups"]][1]
        for name in ("leaders", "directors"):
            data[name] = [(person, person.post) for person in data[name]]
        return data


class AddForm(ActForm):
    title = "增加评议对象"
    button = "增加"
    cites = (rules.YEARLY,)

    kind = forms.ChoiceField(
        label="类别", choices=[choice for choice in Appraisee.Kind.choices if choice[0] != Appraisee.Kind.BODY]
    )
    person = PeopleField("干部", rows=1, help_text="一个姓名或工号")
    post = forms.CharField(label="职务", max_length=40, required=False, help_text="不填按名册")

    def prepare(self) -> None:
        self.fields["person"].within = self.obj.unit  # type: ignore[attr-defined]

    def clean_person(self) -> Person:
        found = self.cleaned_data["person"]
        if len(found) != 1:
            raise forms.ValidationError("写一位。")
        return found[0]


class AppraiseeChoice(forms.ModelChoiceField):
    def label_from_instance(self, one: Any) -> str:
        return one.name


class DropForm(ActForm):
    title = "移出评议对象"
    tells = "只用于登记错了或者已经调离的。"
    button = "移出"
    danger = True
    cites = (rules.YEARLY,)

    appraisee = AppraiseeChoice(Appraisee.objects.none(), label="评议对象", empty_label="请选择")
    reason = words("原因", rows=2, most=200)

    def prepare(self) -> None:
        self.fields["appraisee"].queryset = self.obj.appraisees.filter(reported_at=None).select_related("person")  # type: ignore[attr-defined]


class WeightsForm(ActForm):
    """A weight for each kind of group; an empty one is no group."""

    title = "投票组和权重"
    tells = "各组权重相加是 100%。开始测评后不能再改。"
    button = "保存"
    cites = (rules.PART, rules.SCORES)

    def prepare(self) -> None:
        now = {group.kind: group for group in self.obj.groups.all()}
        for kind, says in VoterGroup.Kind.choices:
            group = now.get(kind)
            self.fields[kind] = forms.IntegerField(
                label=f"{group.name if group else says}（%）", required=False, min_value=0, max_value=100,
                initial=group.weight if group else None,
            )  # fmt: skip

    def typed(self) -> dict[str, Any]:
        names = {group.kind: group.name for group in self.obj.groups.all()}
        return {
            "groups": [
                scales.GroupTemplate(kind, names.get(kind, str(says)), self.cleaned_data[kind])
                for kind, says in VoterGroup.Kind.choices
                if self.cleaned_data[kind] is not None
            ]
        }


class VotersForm(ActForm):
    title = "登记投票人"
    tells = "每人只在一个组，只投一票。"
    button = "登记"
    cites = (rules.PART,)

    group = forms.ModelChoiceField(VoterGroup.objects.none(), label="投票组", empty_label="请选择")
    people = PeopleField("投票人", required=False, help_text="每行一个姓名或工号")
    everyone = forms.ModelChoiceField(
        Unit.objects.none(), label="或者整个单位", required=False, empty_label="不按单位",
        help_text="这个单位和下级的在职职工，已经在别的组的不重复登记",
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["group"].queryset = self.obj.groups.all()  # type: ignore[attr-defined]
        self.fields["everyone"].queryset = Unit.objects.within(self.obj.unit).open()  # type: ignore[attr-defined]
        self.fields["people"].within = self.obj.unit  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not data.get("people") and not data.get("everyone"):
            self.add_error("people", "请填写投票人，或者选择单位。")
        return data

    def typed(self) -> dict[str, Any]:
        data = self.cleaned_data
        people = list(data["people"])
        if unit := data["everyone"]:
            placed = self.obj.voters.exclude(group=data["group"]).values("person")
            staff = Person.objects.filter(is_active=True, left_on=None, unit__path__startswith=unit.path)
            people += list(staff.exclude(pk__in=placed))
        return {"group": data["group"], "people": list({person.pk: person for person in people}.values())}


class DropVoterForm(ActForm):
    title = "移出投票人"
    button = "移出"
    danger = True

    person = PersonChoice("投票人")
    reason = words("原因", rows=2, most=200)

    def prepare(self) -> None:
        seated = self.obj.voters.values("person")
        self.fields["person"].queryset = (  # type: ignore[attr-defined]
            Person.objects.filter(pk__in=seated).select_related("unit").order_by("pinyin", "pk")
        )


class CallOffForm(ActForm):
    title = "取消这次民主评议？"
    tells = "记录保留，这一年仍要评议。"
    button = "取消民主评议"
    danger = True
    cites = (rules.YEARLY,)

    reason = words("原因", rows=2, most=200)
