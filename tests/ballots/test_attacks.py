"""What an administrator with the whole database tries, and where it is found (security.md 2.9)."""

import json
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ballots import making
from ymdm.ballots import checking, closing, lists, protection, recounting, rules, sealing, unsealing
from ymdm.ballots.models import BallotBox, KeyEnvelope, Opening, RollEntry, RollState, SealedBallot, State
from ymdm.ballots.papers import Paper, tally
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return making.room()


@pytest.fixture
def voters(room):
    return making.people(room.unit, 6)


@pytest.fixture
def closed(room, voters):
    """A closed box of six, with its list as after the commit."""
    box = making.opened(room, voters)
    for person in voters:
        making.cast(box, person)
    making.close(room, box)
    lists.write(box)
    return box


class Administrator:
    """Takes the triggers away, as only the owner of the tables can, and puts them back."""

    def __enter__(self) -> None:
        protection.remove(connection)

    def __exit__(self, *_exc: object) -> None:
        protection.install(connection)


def refused_by_the_database(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except DatabaseError:
        return True
    return False


# --- the database itself -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["frozen", "closed", "opened"])
def test_the_database_lets_no_ballot_in_but_into_an_open_box(room, voters, state):
    box = making.frozen(room, voters)
    body = making.body(box, {"i1": "yes"})
    if state != "frozen":
        from ymdm.ballots import opens

        opens.open_box(box, room.union)
        making.close(room, box)
    if state == "opened":
        making.unseal(room, box)
    row = SealedBallot(tracker=sealing.tracker(box.pk, body), box=box, stratum=making.HALL, body=body)
    assert refused_by_the_database(lambda: row.save(force_insert=True))


def test_the_database_lets_no_ballot_go_or_change(room, voters, closed):
    box = making.opened(room, voters)
    making.cast(box, voters[0])
    for which in (box, closed):
        rows = SealedBallot.objects.filter(box=which)
        assert refused_by_the_database(rows.delete)
        assert refused_by_the_database(lambda rows=rows: rows.update(stratum="别的组"))
    if connection.vendor == "postgresql":

        def empty():
            with connection.cursor() as cursor:
                cursor.execute("TRUNCATE ballots_sealedballot")

        assert refused_by_the_database(empty)
    assert SealedBallot.objects.count() == 7


def test_a_ballot_of_no_box_is_refused(room, voters):
    box = making.draft(room)
    row = SealedBallot(tracker="a" * 64, box_id="00000000-0000-0000-0000-000000000001", stratum="甲", body=b"x")
    assert box and refused_by_the_database(lambda: row.save(force_insert=True))


# --- stuffing before the close -------------------------------------------------------------------------------------------


def test_a_ballot_put_in_before_the_close_makes_the_box_disputed(room, voters):
    box = making.opened(room, voters)
    making.cast(box, voters[0])
    body = making.body(box, {"i1": "no"})
    SealedBallot.objects.create(tracker=sealing.tracker(box.pk, body), box=box, stratum=making.HALL, body=body)
    making.close(room, box)
    assert box.state == State.DISPUTED
    with pytest.raises(Refused, match="票数不符"):
        making.unseal(room, box)


def test_a_ballot_for_somebody_absent_is_seen_by_her(room, voters):
    box = making.opened(room, voters)
    body = making.body(box, {"i1": "no"})
    SealedBallot.objects.create(tracker=sealing.tracker(box.pk, body), box=box, stratum=making.HALL, body=body)
    RollEntry.objects.filter(box=box, person=voters[5]).update(state=RollState.CAST)
    making.close(room, box)
    assert box.roll_state(voters[5]) == RollState.CAST, "the figures agree; only the voter knows better, and is shown"


# --- after the close -------------------------------------------------------------------------------------------------


def shorten(box):
    SealedBallot.objects.filter(pk=box.ballots.first().pk).delete()


def exchange(box):
    one = box.ballots.first()
    body = making.body(box, {"i1": "no"})
    SealedBallot.objects.filter(pk=one.pk).update(tracker=sealing.tracker(box.pk, body), body=body)


def change_body(box):
    one = box.ballots.first()
    SealedBallot.objects.filter(pk=one.pk).update(body=making.body(box, {"i1": "no"}))


def move_to_another_group(box):
    SealedBallot.objects.filter(pk=box.ballots.first().pk).update(stratum="别的组")


def shrink_to_one_and_rewrite(box):
    keep = box.ballots.first()
    SealedBallot.objects.filter(box=box).exclude(pk=keep.pk).delete()
    BallotBox.objects.filter(pk=box.pk).update(
        box_root=sealing.root([keep.tracker]),
        box_count=1,
        strata_hash=sealing.strata_digest([(keep.tracker, keep.stratum)]),
    )


ATTACKS = [shorten, exchange, change_body, move_to_another_group, shrink_to_one_and_rewrite]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_a_box_that_was_touched_after_the_close_is_not_opened_and_the_check_tells(room, closed, attack):
    slip = closing.slip(closed)
    with Administrator():
        attack(closed)
    assert checking.check_all()
    for root in (slip, rules.on_the_slip(BallotBox.objects.get(pk=closed.pk).box_root)):
        with pytest.raises(Refused, match="不能开箱"):
            unsealing.give_word(closed, room.keepers[0], room.word(1, closed), root)
    assert BallotBox.objects.get(pk=closed.pk).state == State.CLOSED
    assert not Opening.objects.exists()


def test_a_second_box_of_one_root_does_not_pass_the_slip(room, closed):
    with pytest.raises(Refused, match="封箱单"):
        unsealing.give_word(closed, room.keepers[0], room.word(1, closed), "AAAA " * 8)


# --- who opens -------------------------------------------------------------------------------------------------------


def test_one_keeper_alone_opens_nothing(room, closed):
    slip = closing.slip(closed)
    waiting = unsealing.give_word(closed, room.keepers[0], room.word(1, closed), slip)
    assert isinstance(waiting, unsealing.Waiting) and waiting.missing == 1
    with pytest.raises(Refused, match="已经输入"):
        unsealing.give_word(closed, room.keepers[0], room.word(1, closed), slip)
    kept = making.plain([list(Opening.objects.values("given", "inner"))])
    assert room.word(1, closed) not in kept and room.word(2, closed) not in kept
    with pytest.raises(Refused, match="口令不对"):
        unsealing.give_word(closed, room.keepers[1], room.words[2][closed.pair.number + 1], slip)
    with pytest.raises(NoAuthority):
        unsealing.give_word(closed, room.union, room.word(2, closed), slip)
    assert BallotBox.objects.get(pk=closed.pk).result is None


def test_what_the_first_gave_is_forgotten_after_ten_minutes(room, closed):
    slip = closing.slip(closed)
    unsealing.give_word(closed, room.keepers[0], room.word(1, closed), slip)
    Opening.objects.update(until="2026-01-01T00:00:00Z")
    assert isinstance(unsealing.give_word(closed, room.keepers[1], room.word(2, closed), slip), unsealing.Waiting)
    assert isinstance(unsealing.give_word(closed, room.keepers[2], room.word(3, closed), slip), unsealing.Opened)
    assert not Opening.objects.exists()


def test_a_word_opens_the_one_box_alone(room, voters):
    first, second = making.opened(room, voters), making.opened(room, voters)
    assert first.public_key != second.public_key
    for box in (first, second):
        making.cast(box, voters[0])
        making.close(room, box)
    with pytest.raises(Refused, match="口令不对"):
        unsealing.give_word(second, room.keepers[0], room.word(1, first), closing.slip(second))


def test_an_envelope_put_in_place_of_another_does_not_open(room, closed):
    other = KeyEnvelope.objects.filter(pair__number=closed.pair.number + 1, order="1>2").get()
    KeyEnvelope.objects.filter(pair=closed.pair, order="1>2").update(salt=other.salt, ciphertext=other.ciphertext)
    with pytest.raises(Refused, match="口令不对"):
        unsealing.give_word(closed, room.keepers[0], room.word(1, closed), closing.slip(closed))


def test_a_recount_gives_the_same_bytes_and_finds_a_result_that_was_changed(room, closed):
    result = making.unseal(room, closed)
    number, slip = closed.pair.number, closing.slip(closed)
    for places in ([1, 2], [3, 1]):
        assert recounting.recount(closed, room.keepers[0], room.by_keeper(places, number), slip)
    with pytest.raises(Refused, match="需要 2 名"):
        recounting.recount(closed, room.keepers[0], room.by_keeper([1], number), slip)
    BallotBox.objects.filter(pk=closed.pk).update(result=result | {"forged": True})
    closed.refresh_from_db()
    assert not recounting.recount(closed, room.keepers[0], room.by_keeper([1, 2], number), slip)
    assert any("结果" in fault for fault in checking.check(closed))


def test_noise_of_a_voter_is_an_invalid_ballot_and_does_not_stop_the_opening(room, voters):
    from ymdm.ballots import casting

    box = making.opened(room, voters)
    making.cast(box, voters[0])
    sealed = making.body(box, {"i1": "yes"})
    casting.cast(box, voters[1], sealed[:-1] + bytes([sealed[-1] ^ 1]))
    making.close(room, box)
    assert making.unseal(room, box) and box.box_count == 2


# --- the check -------------------------------------------------------------------------------------------------------------


def test_the_check_finds_nothing_where_all_is_well_and_says_what_is_wrong(room, closed, voters, capsys):
    making.opened(room, voters)
    call_command("check_ballots")
    assert "没有不符" in capsys.readouterr().out
    lists.path(closed).write_text("ymdm/box/1\n", encoding="ascii")
    with pytest.raises(CommandError, match="1 处不符"):
        call_command("check_ballots")
    assert "清单文件与票箱不一致" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda box: RollEntry.objects.filter(box=box).update(stratum="别的组"), "名册根"),
        (
            lambda box: BallotBox.objects.filter(pk=box.pk).update(paper=making.DECIDE | {"title": "另一件事"}),
            "选票内容",
        ),
        (lambda box: BallotBox.objects.filter(pk=box.pk).update(state=State.SEALING), "正在封箱"),
        (lambda box: lists.path(box).unlink(), "清单文件不在"),
        (lambda box: protection.remove(connection), "触发器"),
    ],
    ids=["roll", "paper", "state", "list", "triggers"],
)
def test_the_check_tells(closed, wrong, says):
    try:
        wrong(closed)
        assert any(says in fault for fault in checking.check_all())
    finally:
        protection.install(connection)


# --- whatever is voted ---------------------------------------------------------------------------------------------------


def given_of(counts) -> Counter[str]:
    """Votes of one group by what was given, noughts left out."""
    return +Counter({**counts["options"], "blank": counts["blank"], "invalid": counts["invalid"]})


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_voted_in_whatever_order_the_count_is_what_was_cast(room, voters, data):
    order = data.draw(st.permutations(range(len(voters))))
    choices = data.draw(st.lists(st.sampled_from(["yes", "no", "abstain", "blank"]), min_size=6, max_size=6))
    absent = data.draw(st.sets(st.sampled_from(range(6)), max_size=5))
    keepers = data.draw(st.permutations([1, 2, 3]))[:2]
    with transaction.atomic():
        box = making.opened(room, [(person, "甲" if number % 2 else "乙") for number, person in enumerate(voters)])
        cast: dict[str, Counter[str]] = {}
        for number in order:
            if number not in absent:
                choice = {} if choices[number] == "blank" else {"i1": choices[number]}
                making.cast(box, voters[number], choice)
                cast.setdefault("甲" if number % 2 else "乙", Counter())[choices[number]] += 1
        making.close(room, box)
        result = making.unseal(room, box, keepers)
        assert {name: given_of(counts) for name, counts in result["items"]["i1"]["groups"].items()} == cast
        assert box.box_count == sum(count.total() for count in cast.values())
        assert len({len(one.body) for one in box.ballots.all()}) == 1
        transaction.set_rollback(True)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    answers=st.lists(st.dictionaries(st.sampled_from(["i1", "e1", "r1", "s1", "c1"]), anything) | anything, max_size=4)
)
def test_no_ballot_whatever_it_says_can_stop_a_count(answers):
    paper = Paper.parse(making.EVERYTHING)
    plain = [json.dumps({"c": answer}).encode() for answer in answers]
    read = [("甲", paper.unpack(text)) for text in plain]
    result = tally(paper, read)
    assert result["ballots"] == ({"甲": len(answers)} if answers else {})
    assert json.dumps(result) == json.dumps(tally(paper, list(reversed(read))))


def test_counts_that_are_not_shown_are_not_found_by_trying_them_against_the_public_hash(room, voters):
    """Four ballots tell only passed or not (CON-76): fifteen guesses must not tell more."""
    box = making.opened(room, voters[:4], k_min=5)
    for number, person in enumerate(voters[:4]):
        making.cast(box, person, {"i1": "no" if number else "yes"})
    making.close(room, box)
    result = making.unseal(room, box)
    paper, (group,) = Paper.parse(box.paper), result["ballots"]
    guesses = [
        tally(paper, [(group, {"i1": one}) for one in ["yes"] * yes + ["no"] * no + ["abstain"] * (4 - yes - no)])
        for yes in range(5)
        for no in range(5 - yes)
    ]
    assert result in guesses and len(guesses) == 15
    assert box.result_hash not in {unsealing.hash_of(one, "") for one in guesses}
    assert unsealing.hash_of(result, box.result_salt) == box.result_hash
