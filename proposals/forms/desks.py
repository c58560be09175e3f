"""Forms of the desks: the forms of the acts, with what a desk knows already filled in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from ymdm.organization.models import Person, Unit

from .. import rules
from ..models import CommitteeMeeting, Proposal, ReplyDraft, State
from .acts.form import day
from .acts.handling import AssignForm, DecideObjectionForm
from .acts.replying import ReplyForm
from .acts.reviewing import ReviewForm
from .units import UnitByName

FIT = "经提案委员会审查，符合立案条件。"
# A decision is said as what is decided, a state as what has become.
OUTCOMES = {
    State.FILED: "立案",
    State.MERGED: "并案",
    State.CONVERTED: "转意见建议",
    State.NOT_FILED: "不立案",
    State.FORWARDED_UP: "转上级",
}


class MeetingForm(forms.Form):
    """A meeting of the committee: the day, and who of its members was there."""

    held_on = day("会议日期")
    present = forms.ModelMultipleChoiceField(
        label="到会委员", queryset=Person.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Person.objects.holding_here("proposals.sit", unit)
        self.fields["held_on"].initial = timezone.localdate()
        self.fields["present"].queryset = members
        self.fields["present"].initial = [member.pk for member in members]
        self.fields["present"].error_messages["required"] = "请勾选到会的委员。"


class ReviewDeskForm(ReviewForm):
    """A decision with the usual one filled in: filed, by all who were there and need not step aside."""

    def __init__(self, *args: Any, sitting: CommitteeMeeting | None, likely: Sequence[int] = (), **kwargs: Any) -> None:
        self.sitting, self.likely = sitting, likely
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        super().prepare()
        self.fields["outcome"].choices = list(OUTCOMES.items())
        self.fields["outcome"].widget.attrs["class"] = "choices-2"
        groups = [(words, list(rules.REASONS[outcome].items())) for outcome, words in OUTCOMES.items()]
        self.fields["reason"].choices = [("", "请选择"), *groups]
        self.fields["outcome"].initial, self.fields["reason"].initial = State.FILED, "fit"
        self.fields["text"].initial = FIT
        self.fields["text"].widget.attrs["class"] = "textarea--sm"
        self.fields["meeting"].widget = forms.HiddenInput()
        self.fields["meeting"].error_messages["required"] = "请先选定或登记审查会议。"
        if self.sitting:
            authors = {person.pk for person in self.proposal.signatories()}
            present = list(self.sitting.present.all())
            self.aside = [person for person in present if person.pk in authors]
            self.fields["meeting"].initial = self.sitting.pk
            self.fields["ayes"].initial = len(present) - len(self.aside)
        heads = self.fields["into"].queryset.only("number", "title", "channel", "merged_into")
        place = {pk: at for at, pk in enumerate(self.likely)}
        listed = sorted(heads, key=lambda head: place.get(head.pk, len(place)))
        self.fields["into"].choices = [("", "不并案"), *((head.pk, str(head)) for head in listed)]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        # The sentence that was filled in must not go out as the reason of a refusal.
        if data.get("outcome") not in {None, State.FILED} and data.get("text", "").strip() == FIT:
            self.add_error("text", f"请改写说明：现在写的是立案的话，而审查结果是“{State(data['outcome']).label}”。")
        return data


class AssignDeskForm(AssignForm):
    """The units are typed by name; three assisting ones have a place of their own."""

    lead = UnitByName(label="主办单位", help_text="输入名称里的几个字，从列出的单位里选")
    assisting = None
    assisting_1 = UnitByName(label="协办单位", required=False)
    assisting_2 = UnitByName(label="协办单位（二）", required=False)
    assisting_3 = UnitByName(label="协办单位（三）", required=False)

    field_order = ("lead", "assisting_1", "assisting_2", "assisting_3", "leader", "days", "counting")

    def __init__(self, *args: Any, units: Sequence[Unit], leader: int | None = None, **kwargs: Any) -> None:
        self.units, self.usual_leader = list(units), leader
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        # The choices of the act's own form are replaced, all but the leader and the days.
        self.fields["assisting"] = forms.Field(required=False)
        super().prepare()
        del self.fields["assisting"]
        for name in ("lead", "assisting_1", "assisting_2", "assisting_3"):
            self.fields[name].units = self.units
        if self.proposal.suggested_unit not in self.units:
            self.fields["lead"].initial = None
        leaders = {leader.pk for leader in self.fields["leader"].queryset}
        if not self.proposal.leader_id and self.usual_leader in leaders:
            self.fields["leader"].initial = self.usual_leader
        elif not self.proposal.leader_id and len(leaders) == 1:
            self.fields["leader"].initial = next(iter(leaders))

    def typed(self) -> dict[str, Any]:
        data = {name: self.cleaned_data[name] for name in ("lead", "leader", "days", "counting")}
        given = [self.cleaned_data[f"assisting_{number}"] for number in (1, 2, 3)]
        return data | {"assisting": list(dict.fromkeys(unit for unit in given if unit))}


class ObjectionDeskForm(DecideObjectionForm):
    """The new unit is typed by name as well."""

    unit = UnitByName(label="改派给", required=False, help_text="只在同意时填写")

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        self.units = list(units)
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.fields["unit"].units = self.units
        waiting = self.proposal.objections.filter(is_approved=None).select_related("suggested_unit").first()
        self.fields["unit"].initial = waiting.suggested_unit if waiting else None


class ReplyDeskForm(ReplyForm):
    """The answer as it was left: what was kept while typing goes before what the last draft held."""

    LONGEST = 4000

    def __init__(self, *args: Any, kept: ReplyDraft | None = None, **kwargs: Any) -> None:
        self.kept = kept
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        super().prepare()
        self.fields["result_class"].widget.attrs["class"] = "choices-2"
        for name, value in (self.kept.data if self.kept else {}).items():
            if name in self.fields:
                self.fields[name].initial = value

    @classmethod
    def raw(cls, posted: Any, proposal: Proposal) -> dict[str, str]:
        """What was typed so far, well-formed or not: the fields of this form and nothing else."""
        names = ["text", "result_class", "plan", "follow_up_on"]
        for point in proposal.points.all():
            names += [f"stance_{point.pk}", f"text_{point.pk}"]
        return {name: str(posted[name])[: cls.LONGEST] for name in names if name in posted}
