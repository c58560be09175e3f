"""How one wants to hear of what."""

from __future__ import annotations

from typing import Any

from django import forms

from ymdm.organization.models import Person

from .models import Channel, NoticeChoice
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
