"""From the ceremony to the ashes: one box through its whole life, and who is refused on the way."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.ballots import making
from ymdm.ballots import casting, closing, destroying, freezing, lists, objecting, opens, publishing, recounting, rules
from ymdm.ballots.models import BallotBox, KeyEnvelope, RollState, SealedBallot, State
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.workflow import SYSTEM, NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return making.room()


@pytest.fixture
def voters(room):
    return making.people(room.unit, 6)


def test_a_box_lives_from_its_draft_to_its_ashes(room, voters):
    box = making.opened(room, voters)
    trackers = {
        making.cast(box, person, {"i1": choice})
        for person, choice in zip(voters[:5], ["yes"] * 4 + ["no"], strict=True)
    }
    making.close(room, box)
    assert (box.state, box.box_count) == (State.CLOSED, 5)
    result = making.unseal(room, box)
    assert (box.state, box.result) == (State.OPENED, result)
    publishing.publish(box, room.union, room.second)
    assert recounting.recount(box, room.keepers[2], room.by_keeper([2, 3], box.pair.number), closing.slip(box))
    lists.write(box)
    assert lists.path(box).read_text().splitlines() == [
        f"ymdm/box/1 {box.pk} 5 {box.box_root}",
        *sorted(trackers),
    ]
    BallotBox.objects.filter(pk=box.pk).update(objections_until=timezone.now() - timedelta(days=1))
    destroying.destroy(box, room.keepers[0], room.keepers[1:2])
    assert box.state == State.DESTROYED
    assert not SealedBallot.objects.exists() and not KeyEnvelope.objects.filter(pair=box.pair).exists()
    acts = [event.act for event in Event.objects.of(box)]
    assert acts == [
        "ballots.draft", "ballots.freeze", "ballots.open_voting", "ballots.close", "ledger.ask", "ballots.give_word",
        "ballots.unseal", "ledger.ask", "ballots.publish", "ledger.ask", "ballots.recount", "ballots.destroy",
    ]  # fmt: skip


def test_a_cast_writes_no_event_and_the_roll_no_time(room, voters):
    box = making.opened(room, voters)
    before = Event.objects.count()
    making.cast(box, voters[0])
    assert Event.objects.count() == before
    assert {field.name for field in SealedBallot._meta.get_fields()} == {"tracker", "box", "stratum", "body"}


def test_the_same_ballot_again_is_the_same_receipt_and_another_is_refused(room, voters):
    box = making.opened(room, voters)
    sealed = making.body(box, {"i1": "no"})
    first = casting.cast(box, voters[0], sealed)
    assert casting.cast(box, voters[0], sealed) == casting.Receipt(first.tracker, repeated=True)
    with pytest.raises(Refused, match="您已投票"):
        casting.cast(box, voters[0], making.body(box, {"i1": "no"}))
    with pytest.raises(Refused, match="完全相同的密票"):
        casting.cast(box, voters[1], sealed)
    assert box.roll_state(voters[1]) == RollState.FRESH
    making.close(room, box)
    assert casting.cast(box, voters[0], sealed).repeated, "a lost answer is given after the close as well"


@pytest.mark.parametrize("spoil", ["short", "long", "no point", "compressed", "off the curve"])
def test_what_is_no_sealed_ballot_is_refused_and_the_roll_untouched(room, voters, spoil):
    box = making.opened(room, voters)
    good = making.body(box, {"i1": "yes"})
    bad = {
        "short": good[:-1],
        "long": good + b"\0",
        "no point": bytes(len(good)),
        "compressed": b"\2" + good[1:],
        "off the curve": good[:64] + bytes([good[64] ^ 1]) + good[65:],
    }[spoil]
    with pytest.raises(Refused, match="不完整"):
        casting.cast(box, voters[0], bad)
    assert box.roll_state(voters[0]) == RollState.FRESH and not SealedBallot.objects.exists()


def test_nobody_casts_before_the_opening_after_the_close_or_from_outside(room, voters):
    box = making.frozen(room, voters)
    with pytest.raises(Refused, match="还没有开始"):
        making.cast(box, voters[0])
    opens.open_box(box, room.union)
    with pytest.raises(Refused, match="不在这次投票的名册上"):
        making.cast(box, room.union)
    # The clock of the database, whatever the task of the close does.
    BallotBox.objects.filter(pk=box.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Refused, match="已经截止"):
        making.cast(box, voters[0])
    assert closing.close_due() == 1 and closing.close_due() == 0
    with pytest.raises(Refused, match="已经截止"):
        making.cast(box, voters[0])


def test_nobody_closes_early_alone(room, voters):
    box = making.opened(room, voters[:2])
    for by, second in ((SYSTEM, None), (room.keepers[0], None), (room.keepers[0], room.keepers[0]), (room.union, None)):
        with pytest.raises(Refused):
            closing.close(box, by, second)
    for person in voters[:2]:
        making.cast(box, person)
    closing.close(box, room.keepers[0])
    assert box.state == State.CLOSED


def test_the_freeze_takes_a_keeper_beside_the_union(room, voters):
    box = making.draft(room)
    now = timezone.now()
    hours = (now, now + timedelta(hours=1))
    for keeper in (room.union, room.second, voters[0]):
        with pytest.raises(Refused):
            freezing.freeze(box, room.union, keeper, [(voters[0], "甲")], *hours)
    with pytest.raises(Refused, match="出现了两次"):
        freezing.freeze(box, room.union, room.keepers[0], [(voters[0], "甲"), (voters[0], "乙")], *hours)
    with pytest.raises(Refused, match="名册是空的"):
        freezing.freeze(box, room.union, room.keepers[0], [], *hours)
    with pytest.raises(Refused, match="截止时间"):
        freezing.freeze(box, room.union, room.keepers[0], [(voters[0], "甲")], *reversed(hours))
    box.refresh_from_db()
    assert box.state == State.DRAFT and not box.roll.exists()


def test_the_server_seals_only_where_the_box_was_frozen_so_and_never_in_production(room, voters, settings):
    plain, edge = making.opened(room, voters), making.opened(room, voters, edge_sealing=True)
    with pytest.raises(Refused, match="浏览器"):
        casting.cast_at_edge(plain, voters[0], {"i1": "yes"})
    assert casting.cast_at_edge(edge, voters[0], {"i1": "yes"}).tracker
    settings.HTTPS = True
    with pytest.raises(Refused, match="浏览器"):
        casting.cast_at_edge(edge, voters[1], {"i1": "yes"})
    with pytest.raises(Refused, match="代封"):
        making.frozen(room, voters, edge_sealing=True)


def test_no_box_opens_while_the_platform_is_debugged(room, voters, settings):
    box = making.frozen(room, voters)
    settings.DEBUG = True
    with pytest.raises(Refused, match="调试模式"):
        opens.open_box(box, room.union)


def test_a_result_is_published_by_two_and_stands_for_objections(room, voters):
    box = making.opened(room, voters)
    making.cast(box, voters[0])
    making.close(room, box)
    with pytest.raises(Refused, match="不能再“公布结果”"):
        publishing.publish(box, room.union, room.second)
    making.unseal(room, box)
    assert box.shows_result_to(room.keepers[0]) and not box.shows_result_to(voters[0])
    with pytest.raises(NoAuthority):
        publishing.publish(box, room.union, room.union)
    with pytest.raises(NoAuthority):
        publishing.publish(box, room.union, voters[0])
    publishing.publish(box, room.union, room.second)
    assert box.shows_result_to(voters[0])
    objection = objecting.object_to(box, voters[3], "我没有投票，系统却显示已投。")
    assert objection.number == 1
    with pytest.raises(NoAuthority):
        objecting.object_to(box, room.second, "别人的事")
    with pytest.raises(Refused, match="异议期"):
        destroying.destroy(box, room.keepers[0], room.keepers[1:2])
    with pytest.raises(NoAuthority):
        objecting.decide(objection, room.union, "查过了")
    duty = Duty.objects.of(objection).get()
    assert (duty.person, duty.is_owed) == (room.keepers[0], True)
    objecting.decide(objection, room.keepers[0], "已核对名册。")
    assert not Duty.objects.of(objection).owed().exists()
    event = Event.objects.of(objection).first()
    assert (event.actor_id, event.actor_label) == (None, "一名职工")


def test_the_turnout_is_told_from_five_ballots_on_and_lives_only_in_a_hall(room, voters):
    box, hall = making.opened(room, voters), making.opened(room, voters, is_hall=True)
    for person in voters[:4]:
        making.cast(hall, person)
    assert hall.turnout() is None
    for person in voters:
        making.cast(box, person)
    making.cast(hall, voters[4])
    assert (hall.turnout(), box.turnout()) == (5, 6)
    making.cast(hall, voters[5])
    assert hall.turnout() == 6


def as_they_lie() -> list[int]:
    """The people of the roll in the order of the hidden row numbers."""
    hidden = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT person_id FROM ballots_rollentry ORDER BY {hidden}")  # noqa: S608
        return [row[0] for row in cursor.fetchall()]


def test_the_roll_lies_in_no_order_of_names(room):
    box = making.frozen(room, making.people(room.unit, 60))
    by_row = as_they_lie()
    assert len(by_row) == 60 and sorted(by_row) != by_row
    opens.open_box(box, room.union)
    making.close(room, box)
    assert connection.vendor == "postgresql" or as_they_lie() == sorted(by_row)


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ({"甲": 5, "乙": 6}, {"甲": "甲", "乙": "乙"}),
        ({"甲": 2, "乙": 6, "丙": 9}, {"甲": "乙、甲", "乙": "乙、甲", "丙": "丙"}),
        ({"甲": 1, "乙": 2, "丙": 3, "丁": 20}, dict.fromkeys("甲乙丙", "丙、乙、甲") | {"丁": "丁"}),
        ({"甲": 1, "乙": 2}, {"甲": "乙、甲", "乙": "乙、甲"}),
        ({"甲": 1}, {"甲": "甲"}),
    ],
    ids=["large enough", "one small", "three small", "all together too few", "one alone"],
)
def test_groups_under_five_are_merged_with_the_next_smallest(sizes, groups):
    merged = rules.merge_strata(sizes, 5)
    assert {name: frozenset(rest) for name, rest in merged.items()} == {
        name: frozenset(rest) for name, rest in groups.items()
    }
