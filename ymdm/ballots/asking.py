"""Ask the staff of a unit: the questions one by one, the keepers, and then a box like any other (F30, EVA-48)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from . import ceremonies, drafting
from .models import Asking, BallotBox, Task
from .models.askings import GROUP, OWN_KIND
from .papers import Paper

State, Reach = Asking.State, Asking.Reach
K_MIN = 5  # CON-76
MOST = 30  # questions


@step(Asking, says="组织职工投票", needs="ballots.prepare", creates=True)
def ask(
    unit: Unit, by: Person, *, at: datetime, title: str, purpose: str, reach: str, lede: str = "",
    people: Sequence[Person] = (),
) -> Asking:  # fmt: skip
    """Begin a ballot of the staff. Raises Refused for an empty list, or people of another unit on it."""
    if reach == Reach.ROLL and not people:
        raise Refused("名单上还没有人。", remedy="请每行写一个姓名或工号。")
    strangers = [str(one) for one in people if not one.unit.is_within(unit)]
    if strangers:
        raise Refused(f"{'、'.join(strangers[:5])}不是{unit}的职工。", remedy="请核对名单。")
    made = Asking.objects.create(unit=unit, title=title.strip(), lede=lede.strip(), purpose=purpose, reach=reach)
    if reach == Reach.ROLL:
        made.people.set(people)
    return made


@step(Asking, leaves=[State.WRITING], needs="ballots.prepare", says="加一个问题")
def add_question(asking: Asking, by: Person, *, at: datetime, question: dict[str, Any]) -> None:
    """Add a question of one of the five kinds. Raises Refused where it cannot be put like this."""
    if len(asking.questions) >= MOST:
        raise Refused(f"一次投票最多 {MOST} 个问题。", remedy="请分成两次投票。")
    number = max([int(one["id"][1:]) for one in asking.questions], default=0) + 1
    asking.questions = [*asking.questions, question | {"id": f"q{number}"}]
    paper_of(asking)


@step(Asking, leaves=[State.WRITING], needs="ballots.prepare", says="删去一个问题")
def drop_question(asking: Asking, by: Person, *, at: datetime, question: str) -> None:
    """Take a question off the paper again, by its id."""
    left = [one for one in asking.questions if one["id"] != question]
    if len(left) == len(asking.questions):
        raise Refused("选票上没有这个问题。")
    asking.questions = left


@step(Asking, leaves=[State.WRITING], needs="ballots.prepare", says="召集密钥保管人")
def call_keepers(asking: Asking, by: Person, *, at: datetime, scrutineer: Person, tellers: Sequence[Person]) -> None:
    """Name a scrutineer and two tellers, none of them on a slate. May be done again before the box is drafted."""
    if len({one.pk for one in tellers}) < 2 or scrutineer.pk in {one.pk for one in tellers}:
        raise Refused("要有 1 名监票人和 2 名计票人，不是同一个人。", rule="CON-75")
    keepers = [(scrutineer, Task.SCRUTINEER.value), *[(one, Task.TELLER.value) for one in tellers]]
    asking.ceremony = ceremonies.call(
        by, unit=asking.unit, owner_kind=OWN_KIND, owner_pk=asking.pk, title=asking.title, keepers=keepers,
    )  # fmt: skip
    _check_keepers(asking)


def _check_keepers(asking: Asking) -> None:
    if standing := asking.keepers_who_stand():
        raise Refused(
            f"{'、'.join(standing)}在候选名单上，不能监票、计票。",
            rule="CON-75",
            remedy="请另选保管人，或者改候选名单。",
        )


@step(Asking, leaves=[State.WRITING], reaches=State.BOXED, needs="ballots.prepare", says="起草票箱")
def draft_box(asking: Asking, by: Person, *, at: datetime, opens_at: datetime, closes_at: datetime) -> None:
    """Make the paper and its box; roll and hours are frozen there, with a keeper beside.

    Raises Refused without questions or keepers, with a keeper on a slate, or where nobody would vote.
    """
    if asking.ceremony is None:
        raise Refused("还没有监票人和计票人。", rule="CON-75", remedy="请先召集密钥保管人。")
    _check_keepers(asking)
    if not asking.voters().exists():
        raise Refused("没有人可以投票。", remedy="请核对谁来投。")
    if closes_at <= opens_at or closes_at <= at:
        raise Refused("截止时间要晚于开始时间和现在。")
    box = drafting.draft(
        by, unit=asking.unit, owner_kind=OWN_KIND, owner_pk=asking.pk, purpose=asking.purpose, paper=paper_of(asking),
        ceremony=asking.ceremony, k_min=K_MIN, at=at,
    )  # fmt: skip
    # What was planned; the freeze asks again and fixes it.
    BallotBox.objects.filter(pk=box.pk).update(opens_at=opens_at, closes_at=closes_at)


def paper_of(asking: Asking) -> Paper:
    """The paper as it stands now. Raises Refused with what is wrong with it."""
    return Paper.parse({"v": 1, "title": asking.title, "lede": asking.lede, "items": asking.questions})


def voters(box: BallotBox) -> Iterable[tuple[int, str]]:
    """Named in settings.YMDM_BALLOT_ROLLS: who votes in the box of an asking, in one group."""
    asking = Asking.objects.select_related("unit").get(pk=box.owner_pk)
    return [(pk, GROUP) for pk in asking.voters().values_list("pk", flat=True)]
