"""Forms of amendments."""

from __future__ import annotations

from django import forms

from ymdm.rulebook.acting import ActForm, words

from ..models import Attendee, PaperVersion
from ..rules import catalogue as rule


class MoverChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Attendee) -> str:  # type: ignore[override]
        return f"{obj.number} {obj.person}（{obj.delegation}）"


class MoveForm(ActForm):
    """`obj` is the item under way; the newest draft stands in the box, to be changed in place."""

    title = "登记修正案"
    tells = "在草案上直接改，系统会标出改动。先表决修正案，通过的写进草案，再表决草案。"
    button = "登记修正案"
    cites = (rule.NEW_VERSION, rule.ITEM_BY_ITEM)

    base = forms.ModelChoiceField(PaperVersion.objects.none(), label="修改的草案", empty_label=None)
    mover = MoverChoice(Attendee.objects.none(), label="提出的代表", empty_label="请选择")
    because = forms.CharField(label="修改什么、为什么", max_length=120)
    text = words("修改后的全文", rows=12, most=60_000)

    def prepare(self) -> None:
        sent = PaperVersion.objects.filter(paper__item=self.obj, issued_at__isnull=False).select_related("paper__item")
        newest = dict(sent.order_by("number").values_list("paper", "pk"))
        self.fields["base"].queryset = sent.filter(pk__in=newest.values()).order_by("paper")  # type: ignore[attr-defined]
        first = self.fields["base"].queryset.first()  # type: ignore[attr-defined]
        self.fields["base"].initial = first
        self.fields["text"].initial = first.text if first else ""
        here = self.obj.session.attendees.voters().present().select_related("person", "delegation")
        self.fields["mover"].queryset = here.order_by("number")  # type: ignore[attr-defined]


class PutForm(ActForm):
    title = "提交表决？"
    tells = "举手表决，应到代表过半数同意才采纳。拟定后在总览页开始表决。"
    button = "提交表决"
    cites = (rule.ITEM_BY_ITEM, rule.BY_HANDS)


class WithdrawForm(ActForm):
    title = "撤回修正案？"
    tells = "撤回的修正案留在会议档案里。"
    button = "撤回"
    cites = (rule.ITEM_BY_ITEM,)
