"""Boxes for tests: people, keepers with their cards, a box in every state, and casts as the browser makes them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests import factories as make
from ymdm.ballots import casting, ceremonies, closing, drafting, freezing, opens, rules, sealing, unsealing
from ymdm.ballots.models import BallotBox, KeyCeremony, Task
from ymdm.ballots.papers import Paper
from ymdm.organization.models import Person, Role, Unit

OPTIONS = [["yes", "赞成"], ["no", "反对"], ["abstain", "弃权"]]
DECIDE: dict[str, Any] = {
    "v": 1,
    "title": "关于《职工休假办法》的表决",
    "lede": "",
    "items": [{"id": "i1", "kind": "decide", "text": "是否通过《职工休假办法》？", "options": OPTIONS}],
}
EVERYTHING = {
    "v": 1,
    "title": "各种事项",
    "items": [
        *DECIDE["items"],
        {
            "id": "e1", "kind": "elect", "text": "选举职工董事", "seats": 1,
            "candidates": [[17, "张三", "一线"], [18, "李四", "机关"]], "write_in": True, "against": True,
        },
        {
            "id": "r1", "kind": "rate", "text": "对局长的评议", "subject": [9, "王五", "局长"],
            "scale": [["a", "优秀"], ["b", "称职"], ["c", "基本称职"], ["d", "不称职"]], "blank": True,
        },
        {"id": "s1", "kind": "score", "text": "满意度", "low": 0, "high": 100, "step": 1},
        {"id": "c1", "kind": "comment", "text": "意见", "most": 300},
    ],
}  # fmt: skip
HALL = "职工代表"


@dataclass
class Room:
    """A unit with its union officer, three keepers and their cards. `words[order][number]` is a word."""

    unit: Unit
    union: Person
    second: Person
    keepers: list[Person]
    ceremony: KeyCeremony
    words: dict[int, Mapping[int, str]]

    def word(self, place: int, box: BallotBox) -> str:
        return self.words[place][box.pair.number]

    def by_keeper(self, places: Sequence[int], number: int) -> dict[int, str]:
        """Words by keeper (pk), as the forms hand them in."""
        pks = dict(self.ceremony.keepers.values_list("order", "pk"))
        return {pks[place]: self.words[place][number] for place in places}


def room(*, t: int = 2, n: int = 3) -> Room:
    """A unit whose keepers have held their ceremony and tried it out."""
    unit = make.unit("宁蒙局")
    union = make.person(unit, "郑晓芸", role=Role.UNION_OFFICER)
    second = make.person(unit, "何静", role=Role.UNION_OFFICER)
    keepers = [make.person(unit) for _ in range(n)]
    tasks = [Task.SCRUTINEER, *[Task.TELLER] * (n - 1)]
    ceremony = ceremonies.call(
        union, unit=unit, owner_kind="test.matter", owner_pk=1, title="第二次会议", t=t,
        keepers=list(zip(keepers, tasks, strict=True)),
    )  # fmt: skip
    cards = ceremonies.hold(ceremony, keepers[0])
    made = Room(unit, union, second, keepers, ceremony, {card.keeper.order: card.words for card in cards})
    ceremonies.try_out(ceremony, keepers[0], made.by_keeper(range(1, t + 1), 0), {"i1": "yes"})
    return made


def people(unit: Unit, how_many: int) -> list[Person]:
    serial = Person.objects.count()
    return Person.objects.bulk_create(
        [
            Person(name=f"职工{number}", unit=unit, staff_number=f"B-{serial + number:06d}", password="!")
            for number in range(how_many)
        ]
    )


def draft(room_: Room, paper: dict[str, Any] | None = None, **fields: Any) -> BallotBox:
    fields = {"purpose": "vote", "k_min": 1} | fields
    return drafting.draft(
        room_.union, unit=room_.unit, owner_kind="test.matter", owner_pk=1, paper=Paper.parse(paper or DECIDE),
        ceremony=room_.ceremony, **fields,
    )  # fmt: skip


def frozen(
    room_: Room, voters: Sequence[Person | tuple[Person, str]], *, minutes: float = 60, **fields: Any
) -> BallotBox:
    box = draft(room_, **fields)
    roll = [one if isinstance(one, tuple) else (one, HALL) for one in voters]
    now = timezone.now()
    freezing.freeze(
        box, room_.union, room_.keepers[0], roll, now - timedelta(seconds=1), now + timedelta(minutes=minutes)
    )
    return box


def opened(room_: Room, voters: Sequence[Any], **fields: Any) -> BallotBox:
    """A box that people can vote in now."""
    box = frozen(room_, voters, **fields)
    opens.open_box(box, room_.union)
    return box


def body(box: BallotBox, choice: Any) -> bytes:
    """As the browser seals it."""
    return sealing.seal(box.public_key, box.info, sealing.pack(choice, box.body_len))


def cast(box: BallotBox, person: Person, choice: Any = None) -> str:
    """The tracker of a ballot that was cast."""
    return casting.cast(box, person, body(box, {"i1": "yes"} if choice is None else choice)).tracker


def close(room_: Room, box: BallotBox) -> BallotBox:
    closing.close(box, room_.keepers[0], room_.keepers[1])
    return box


def unseal(room_: Room, box: BallotBox, places: Sequence[int] = (1, 2)) -> dict[str, Any]:
    """The result, opened by the keepers of these places in this order."""
    given: Any = None
    for place in places:
        given = unsealing.give_word(
            box, room_.keepers[place - 1], room_.word(place, box), rules.on_the_slip(box.box_root)
        )
    assert isinstance(given, unsealing.Opened)
    box.refresh_from_db()
    return given.result


def plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
