"""What keepers and union officers can do to a box from its pages, and what they type for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from ymdm.organization.models import Person
from ymdm.rulebook.acting import ActForm, words

from .models import BallotBox, State
from .models.askings import OWN_KIND

SENTENCE = "请填写{}。"


# --- acts: which, when, for whom ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Act:
    """A button on the page of a box. `page` is the URL name; `open_for` says whether it stands there now."""

    verb: str
    label: str
    icon: str
    page: str
    open_for: Callable[[BallotBox, Person], bool]
    is_first: bool = False

    def is_open(self, box: BallotBox, person: Person) -> bool:
        return self.open_for(box, person)


def _keeps(*states: str) -> Callable[[BallotBox, Person], bool]:
    return lambda box, person: box.state in states and box.is_kept_by(person)


def _prepares(*states: str) -> Callable[[BallotBox, Person], bool]:
    return lambda box, person: box.state in states and person.may("ballots.prepare", box.unit)


AFTER = (State.CLOSED, State.OPENED, State.PUBLISHED)
ACTS = (
    Act("freeze", "冻结名册和选票", "lock", "ballots:act",
        lambda box, person: _prepares(State.DRAFT)(box, person) and knows_roll(box), True),
    Act("open_voting", "开始投票", "play", "ballots:act",
        lambda box, person: box.state == State.FROZEN and box.owner_kind == OWN_KIND
        and (box.is_kept_by(person) or person.may("ballots.prepare", box.unit)), True),
    Act("close", "封箱", "lock", "ballots:act", _keeps(State.OPEN)),
    Act("opening", "输入口令开箱", "finger", "ballots:opening", _keeps(State.CLOSED), True),
    Act("publish", "公布结果", "flag", "ballots:act",
        lambda box, person: box.state == State.OPENED and person.may("ballots.publish", box.unit), True),
    Act("slip", "封箱单", "print", "ballots:slip",
        lambda box, person: bool(box.box_root)
        and (box.is_kept_by(person) or person.may("ballots.prepare", box.unit))),
    Act("paper", "纸质票", "doc", "ballots:paper", _keeps(State.OPEN, State.CLOSED)),
    Act("recount", "重新计票", "refresh", "ballots:recount", _keeps(State.OPENED, State.PUBLISHED)),
    Act("destroy", "销毁选票", "trash", "ballots:act", _keeps(State.PUBLISHED, State.VOID)),
    Act("void", "作废", "x-c", "ballots:act",
        _prepares(State.DRAFT, State.FROZEN, State.OPEN, State.CLOSED, State.OPENED, State.DISPUTED)),
)  # fmt: skip


def knows_roll(box: BallotBox) -> bool:
    return box.owner_kind in settings.YMDM_BALLOT_ROLLS


def voters(box: BallotBox) -> Iterable[tuple[Person | int, str]]:
    """Who is to vote, as the owner of the box says: (person, group) each."""
    return import_string(settings.YMDM_BALLOT_ROLLS[box.owner_kind])(box)


# --- what is typed --------------------------------------------------------------------------------------------------


class MomentField(forms.DateTimeField):
    def __init__(self, label: str, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(
            label=label, widget=widget, error_messages={"invalid": "请按 2026-11-20 9:00 的样子填写时间。"}, **options
        )


class FreezeForm(ActForm):
    title = "冻结名册和选票"
    tells = "冻结以后名册、选票、投票时间都不能再改。要由一名监票人或计票人在自己的手机或电脑上确认。"
    button = "下一步：请保管人确认"
    opens_at = MomentField("投票开始")
    closes_at = MomentField("投票截止")

    def prepare(self) -> None:
        now = timezone.localtime().replace(second=0, microsecond=0)
        self.fields["opens_at"].initial = self.obj.opens_at or now
        self.fields["closes_at"].initial = self.obj.closes_at or now + timedelta(hours=2)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("opens_at") and typed.get("closes_at") and typed["closes_at"] <= typed["opens_at"]:
            self.add_error("closes_at", "截止时间要晚于开始时间。")
        return typed


class OpenForm(ActForm):
    title = "开始投票？"
    tells = "名册上的人从现在起可以投票，到截止时间自动封箱。开始后不能改时间，也不能重新打开。"
    button = "开始投票"


class CloseForm(ActForm):
    title = "现在封箱？"
    tells = "封箱后不能再投票，也不能重新打开。还有人没投的，提前封箱要由两名监票人、计票人一起办理。"
    button = "封箱"
    danger = True


class PublishForm(ActForm):
    title = "公布结果？"
    tells = "公布后全体职工可以看到结果，并开始异议期（5 天）。要由另一名有权公布的人在自己的设备上确认。"
    button = "下一步：请另一人确认"


class DestroyForm(ActForm):
    title = "销毁选票？"
    tells = "密票和密钥信封将被删除，以后不能再重新计票；结果、票箱清单和票箱根保留。销毁后请保管人烧掉口令卡。"
    button = "下一步：请另一名保管人确认"
    danger = True


class VoidForm(ActForm):
    title = "作废这次投票？"
    tells = "作废后这个票箱不能再用，需要的话另行组织一次投票。"
    button = "作废"
    danger = True
    reason = words("作废原因", rows=3, most=300)


BOX_FORMS: dict[str, type[ActForm]] = {
    "freeze": FreezeForm,
    "open_voting": OpenForm,
    "close": CloseForm,
    "publish": PublishForm,
    "destroy": DestroyForm,
    "void": VoidForm,
}


class ObjectForm(ActForm):
    title = "对这次投票提出异议"
    tells = (
        "说明您看到了什么问题，例如：没有投票却显示已投票。不记录提出人，由监票人、计票人书面答复，名册上的人都能看到。"
    )
    button = "提交异议"
    text = words("异议内容", rows=5, most=1000)


class DecideForm(ActForm):
    title = "答复异议"
    tells = "答复公开给名册上的全体人员，答复后不能修改。"
    button = "提交答复"
    text = words("答复", rows=5, most=1000)


class TypedOnce(forms.TextInput):
    """Whatever was typed never comes back in a page."""

    def format_value(self, value: Any) -> None:
        return None


class WordField(forms.CharField):
    """16 digits from a card."""

    def __init__(self, label: str) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "word", "spellcheck": "false"}
        super().__init__(label=label, max_length=40, required=False, widget=TypedOnce(attrs=attrs))


class WordsForm(forms.Form):
    """The words of the keepers, each in a field of its own, and for a box the root from the slip."""

    use_required_attribute = False
    root = forms.CharField(
        label="封箱单上的票箱根", max_length=120, help_text="封箱单上的 8 组字符，或扫描单上的二维码。",
        error_messages={"required": "请填写封箱单上的票箱根。"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "word"}),
    )  # fmt: skip

    def __init__(self, *args: Any, keepers: Iterable[Any], row: int, t: int, with_root: bool = True, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not with_root:
            del self.fields["root"]
        self.keepers, self.t = list(keepers), t
        for keeper in self.keepers:
            field = WordField(f"{keeper}的口令")
            field.help_text = f"口令卡上第 {row} 行，16 位数字。"
            self.fields[f"word{keeper.pk}"] = field

    def words(self) -> dict[int, str]:
        """What was typed, by pk of the keeper."""
        given = {keeper.pk: self.cleaned_data.get(f"word{keeper.pk}", "").strip() for keeper in self.keepers}
        return {pk: word for pk, word in given.items() if word}

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not any(typed.get(f"word{keeper.pk}", "").strip() for keeper in self.keepers):
            raise forms.ValidationError("请至少填写一名保管人的口令。")
        return typed


class CountForm(forms.Form):
    """Paper ballots of a group at a venue: how many there are, and what stands on them."""

    use_required_attribute = False
    venue = forms.CharField(label="会场", max_length=60, error_messages={"required": SENTENCE.format("会场")})
    stratum = forms.ChoiceField(label="组别")
    issued = forms.IntegerField(label="发出（张）", min_value=0, max_value=99999)
    returned = forms.IntegerField(label="收回（张）", min_value=0, max_value=99999)

    def __init__(self, *args: Any, box: BallotBox, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = sorted(set(box.strata.values()))
        self.fields["stratum"].choices = [(group, group or "全体") for group in groups]  # type: ignore[attr-defined]
        self.lines = count_lines(box.paper)
        for name, label, _path in self.lines:
            self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=99999, initial=0)
        for field in self.fields.values():
            if isinstance(field, forms.IntegerField):
                field.error_messages["required"] = SENTENCE.format(field.label)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if (typed.get("returned") or 0) > (typed.get("issued") or 0):
            self.add_error("returned", "收回的票多于发出的票。请核对张数；属实的，这次投票无效。")
        return typed

    def counts(self) -> dict[str, Any]:
        """Per item: each option, or each candidate's votes for and against, and what is blank or invalid."""
        made: dict[str, Any] = {}
        for name, _label, path in self.lines:
            place = made
            for part in path[:-1]:
                place = place.setdefault(part, {})
            place[path[-1]] = self.cleaned_data[name]
        return made


def count_lines(paper: dict[str, Any]) -> list[tuple[str, str, tuple[str, ...]]]:
    """(field, label, path in the counts) for every number that is counted on paper."""
    lines = []
    for item in paper["items"]:
        name, kind = item["id"], item["kind"]
        label = item["subject"][1] if item.get("subject") else item.get("text", "")
        if kind in ("decide", "rate"):
            options = item.get("options") or item["scale"]
            lines += [(f"{name}-{value}", f"{label[:40]}：{words_}", (name, str(value))) for value, words_ in options]
        elif kind == "elect":
            for one in item["candidates"]:
                lines.append((f"{name}-for-{one[0]}", f"{one[1]}：赞成", (name, "for", str(one[0]))))
                if item.get("against"):
                    lines.append((f"{name}-against-{one[0]}", f"{one[1]}：反对", (name, "against", str(one[0]))))
        if kind in ("decide", "rate", "elect"):
            lines.append((f"{name}-invalid", f"{label[:40]}：无效", (name, "invalid")))
    return lines


class HandOutForm(forms.Form):
    """Who takes a paper ballot: the staff number, or the name where only one on the roll has it."""

    use_required_attribute = False
    who = forms.CharField(
        label="工号或姓名", max_length=60, error_messages={"required": "请填写领票人的工号或姓名。"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, box: BallotBox, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.box = box

    def clean_who(self) -> Person:
        typed = self.cleaned_data["who"].strip()
        on_roll = Person.objects.filter(pk__in=self.box.roll.values("person")).select_related("unit")
        found = list(on_roll.filter(staff_number__iexact=typed)[:2]) or list(on_roll.filter(name=typed)[:5])
        if not found:
            raise forms.ValidationError("名册里没有这个人，请核对工号。")
        if len(found) > 1:
            numbers = "、".join(f"{one.staff_number}（{one.unit.short}）" for one in found)
            raise forms.ValidationError(f"名册里有 {len(found)} 个同名的人，请填工号：{numbers}。")
        return found[0]
