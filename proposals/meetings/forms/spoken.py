"""Forms of what is said in the hall of a session."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from congress.models import AgendaItem, Attendee
from proposals.forms.acts.form import words

from .. import rules
from .form import ActForm


class SpeakerField(forms.CharField):
    """A representative of the session who has come, by name or number of the badge; several of a name are told apart."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label=label, max_length=40, **options)
        self.among = Attendee.objects.none()

    def clean(self, value: Any) -> Any:
        typed = super().clean(value).strip()
        if not typed:
            return None
        found = list(
            self.among.filter(Q(person__name=typed) | Q(number=typed) | Q(person__staff_number=typed.upper()))[:3]
        )
        if not found:
            raise forms.ValidationError(f"本次会议的正式代表里没有“{typed[:20]}”，请写姓名或代表证号。")
        if len(found) > 1:
            numbers = "、".join(f"{one.number}（{one.delegation}）" for one in found)
            raise forms.ValidationError(f"叫“{typed[:20]}”的不止一人，请写代表证号：{numbers}。")
        return found[0]


class SpokenForm(ActForm):
    """`obj` is the session; the item under way stands first."""

    title = "登记一条发言"
    button = "登记发言"
    cites = (rules.SPOKEN,)

    item = forms.ModelChoiceField(AgendaItem.objects.none(), label="议程", empty_label=None)
    speaker = SpeakerField("发言代表", help_text="姓名或代表证号")
    text = words("发言要点", rows=3, most=500)

    def prepare(self) -> None:
        items = self.obj.agenda.exclude(state=AgendaItem.State.PUT_OFF).order_by("order")
        self.fields["item"].queryset = items
        now = items.filter(state=AgendaItem.State.NOW).first()
        self.fields["item"].initial = now.pk if now else None
        self.fields["speaker"].among = self.obj.attendees.filter(kind=Attendee.Kind.REPRESENTATIVE).select_related(
            "person", "delegation", "session__term__unit"
        )


class TakeUpForm(ActForm):
    title = "转为事项？"
    tells = "按分团讨论意见收进台账，由工会限期交给责任单位；发言人收到消息。"
    button = "转为事项"
    cites = (rules.SPOKEN, rules.REPLY)
