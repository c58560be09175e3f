"""How one wants to hear of what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from ymdm.organization.models import Person

from .models import Channel, Mail, NoticeChoice
from .topics import topics


class ChoicesForm(forms.Form):
    """One choice for each topic; what stands chosen is what holds now."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        chosen = dict(NoticeChoice.objects.filter(person=person).values_list("topic", "channel"))
        for topic, words in topics().items():
            self.fields[topic] = forms.ChoiceField(
                label=words, choices=Channel.choices, initial=chosen.get(topic, Channel.MAIL)
            )

    def save(self) -> None:
        """Keep every choice."""
        NoticeChoice.objects.bulk_create(
            [
                NoticeChoice(person=self.person, topic=topic, channel=channel)
                for topic, channel in self.cleaned_data.items()
            ],
            update_conflicts=True,
            unique_fields=["person", "topic"],
            update_fields=["channel"],
        )


class UndeliveredFilter(forms.Form):
    """Which of the mails that were given up are shown, and in which order."""

    ORDERS = {"-next_try_at": "最近的在前", "next_try_at": "最早的在前", "notice__person__staff_number": "按收件人"}

    q = forms.CharField(label="收件人或原因", required=False, max_length=60)
    sort = forms.ChoiceField(label="排序", choices=list(ORDERS.items()), required=False)

    def apply(self, mails: Any) -> Any:
        """The mails that were given up, as asked for."""
        found = mails.filter(state=Mail.State.DEAD).select_related("notice__person__unit")
        asked = self.cleaned_data if self.is_valid() else {}
        if words := asked.get("q"):
            person = Q(notice__person__name__contains=words) | Q(notice__person__staff_number__icontains=words)
            outside = Q(notice=None, address__icontains=words)
            found = found.filter(person | outside | Q(error__icontains=words))
        return found.order_by(asked.get("sort") or "-next_try_at", "pk")
