"""Paper beside the box, the program that keepers take home, and what the system checks say."""

import importlib.util
import json
import random
from types import ModuleType

import pytest
from django.core.management import CommandError, call_command

from tests.ballots import making
from ymdm.ballots import checks, closing, exporting, papering, recounting
from ymdm.ballots.models import Opening, PaperCount, RollState
from ymdm.ledger.models import Event
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db
SECOND_SCORE = {"id": "s2", "kind": "score", "text": "宿舍", "low": 0, "high": 100, "step": 5}


@pytest.fixture(scope="module")
def program() -> ModuleType:
    spec = importlib.util.spec_from_file_location("recount_handout", exporting.PROGRAM)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def room():
    return making.room()


@pytest.fixture
def voters(room):
    return making.people(room.unit, 8)


def counted_on_paper(room, box, *, confirmed=True) -> PaperCount:
    count = papering.enter(
        box,
        room.keepers[0],
        venue="主会场",
        stratum=making.HALL,
        issued=2,
        returned=2,
        counts={"i1": {"yes": 1, "no": 1}},
    )
    if confirmed:
        papering.confirm(count, room.keepers[1])
    return count


def test_a_paper_ballot_takes_the_place_of_the_one_on_the_phone_and_nobody_is_named(room, voters):
    box = making.opened(room, voters)
    with pytest.raises(NoAuthority):
        papering.hand_out(box, voters[0], room.union)
    papering.hand_out(box, voters[0], room.keepers[0])
    assert box.roll_state(voters[0]) == RollState.PAPER
    with pytest.raises(Refused, match="已领取纸质票"):
        making.cast(box, voters[0])
    making.cast(box, voters[1])
    for person in (voters[0], voters[1], room.union):
        with pytest.raises(Refused):
            papering.hand_out(box, person, room.keepers[0])
    event = Event.objects.of(box).filter(act="ballots.hand_out").get()
    assert voters[0].name not in making.plain(event.payload.payload) + event.object_label


def test_counts_on_paper_are_confirmed_by_a_second_and_only_then_the_box_opens(room, voters):
    box = making.opened(room, voters)
    for person in voters[:2]:
        papering.hand_out(box, person, room.keepers[0])
    making.cast(box, voters[2])
    making.close(room, box)
    with pytest.raises(Refused, match="CON-69"):
        papering.enter(box, room.keepers[0], venue="主会场", stratum=making.HALL, issued=1, returned=2, counts={})
    count = counted_on_paper(room, box, confirmed=False)
    with pytest.raises(Refused, match="第二人复核"):
        making.unseal(room, box)
    assert not Opening.objects.exists(), "no word was taken"
    with pytest.raises(Refused, match="两个人"):
        papering.confirm(count, room.keepers[0])
    papering.confirm(count, room.keepers[1])
    with pytest.raises(Refused, match="已经复核"):
        counted_on_paper(room, box)
    result = making.unseal(room, box)
    assert result["items"]["i1"]["groups"][making.HALL]["options"] == {"yes": 2, "no": 1, "abstain": 0}


def test_more_paper_than_was_handed_out_does_not_open(room, voters):
    box = making.opened(room, voters)
    papering.hand_out(box, voters[0], room.keepers[0])
    making.close(room, box)
    with pytest.raises(Refused, match="超过了收回"):
        papering.enter(
            box, room.keepers[0], venue="主会场", stratum=making.HALL, issued=1, returned=1, counts={"i1": {"yes": 2}}
        )
    counted_on_paper(room, box)
    with pytest.raises(Refused, match="多于名册上发出的"):
        making.unseal(room, box)


def test_the_program_that_keepers_take_home_counts_the_same_and_finds_what_was_changed(room, voters, program):
    box = making.opened(room, voters)
    papering.hand_out(box, voters[0], room.keepers[0])
    papering.hand_out(box, voters[1], room.keepers[0])
    for number, person in enumerate(voters[2:]):
        making.cast(box, person, {"i1": ["yes", "no", "abstain"][number % 3]} if number < 5 else {})
    making.close(room, box)
    counted_on_paper(room, box)
    making.unseal(room, box)
    told = json.loads(exporting.document(box))
    slip = closing.slip(box)
    assert program.check(told, slip) == []
    key = program.open_key(told, [("3", room.word(3, box)), ("1", room.word(1, box))])
    assert (
        program.recounted(told, key)
        == program.announced(told)
        == {"i1": {making.HALL: {"yes": 2, "no": 2, "abstain": 1, "blank": 1}}}
    )

    with pytest.raises(SystemExit):
        program.open_key(told, [("1", room.word(1, box)), ("2", room.words[2][0])])
    assert program.check(told, "AAAA " * 8)
    assert program.check(told | {"ballots": told["ballots"][1:]}, slip)
    assert program.check(told | {"result": told["result"] | {"v": 2}}, slip)


ALL_KINDS = making.EVERYTHING | {"differ": True, "items": [*making.EVERYTHING["items"], SECOND_SCORE]}
ODD = {
    "i1": ["yes", "no", "abstain", "maybe", 1, ["yes"], "", None],
    "e1": [
        {"for": [17]}, {"for": [18], "against": [17]}, {"write": ["慕容 雪"]}, {"write": ["慕容雪"], "for": []}, {},
        {"write": [" 张　三 "]}, {"for": [17, 18]}, {"for": [17], "write": ["张三"]}, {"for": [99]}, {"who": [17]},
        {"write": [" "]}, "张三", {"for": [17], "against": [17]}, {"for": [True]}, None,
    ],
    "r1": ["a", "b", "c", "d", "e", None, 0],
    "s1": [0, 60, 61, 100, 101, -1, "60", 60.5, True, None],
    "s2": [0, 60, 60, 65, 100, 3, None],
    "c1": ["说得对", " 说得对 ", "说得不对", "长" * 301, "  ", 7, None],
}  # fmt: skip


def odd_answers(chance: random.Random) -> dict:
    return {name: chance.choice(answers) for name, answers in ODD.items()}


@pytest.mark.parametrize("seed", range(3))
def test_the_program_counts_every_kind_of_question_as_the_platform_does_whatever_stands_on_the_ballots(
    room, program, seed
):
    chance = random.Random(seed)
    voters = making.people(room.unit, 40)
    on_roll = [(person, chance.choice(["一线职工", "管理人员"])) for person in voters]
    box = making.opened(room, on_roll, paper=ALL_KINDS)
    for person in voters[:2]:
        papering.hand_out(box, person, room.keepers[0])
    for person in voters[2:]:
        making.cast(box, person, odd_answers(chance))
    making.close(room, box)
    group = box.roll.get(person=voters[0]).stratum
    handed_out = box.roll.filter(person__in=voters[:2], stratum=group).count()
    count = papering.enter(
        box, room.keepers[0], venue="主会场", stratum=group, issued=handed_out, returned=1,
        counts={
            "i1": {"yes": 1}, "e1": {"for": {"17": 1}, "write": {"慕容 雪": 0}}, "r1": {"a": 1}, "s1": {"61": 1}, "s2": {},
        },
    )  # fmt: skip
    papering.confirm(count, room.keepers[1])
    making.unseal(room, box)
    told = json.loads(exporting.document(box))
    assert program.check(told, closing.slip(box)) == []
    key = program.open_key(told, [("1", room.word(1, box)), ("2", room.word(2, box))])
    counted = program.recounted(told, key)
    assert counted == program.announced(told) and set(counted) == set(ODD)
    for item in told["paper"]["items"]:
        assert program.in_words(item, counted[item["id"]])

    assert recounting.recount(box, room.keepers[2], room.by_keeper([2, 3], box.pair.number), closing.slip(box))
    for name, groups in counted.items():
        there = next(iter(groups))
        changed = json.loads(json.dumps(told))
        if name == "c1":
            changed["result"]["items"]["c1"]["comments"] = changed["result"]["items"]["c1"]["comments"][1:]
        else:
            found = changed["result"]["items"][name]["groups"][there]
            found["invalid"] = found.get("invalid", 0) + 1
        assert program.announced(changed)[name] != counted[name], "a count that was changed is found"
    changed = json.loads(json.dumps(told))
    changed["result"]["ballots"] = {group: number + 1 for group, number in told["result"]["ballots"].items()}
    assert any("各组票数" in fault for fault in program.check(changed, closing.slip(box)))


def test_the_program_tells_every_count_in_words_and_says_whether_it_is_the_announced_one(
    room, voters, program, tmp_path, monkeypatch, capsys
):
    box = making.opened(room, voters, paper=making.EVERYTHING)
    choice = {"i1": "yes", "e1": {"for": [17]}, "r1": "a", "s1": 90, "c1": "食堂的菜太咸"}
    for person in voters[:5]:
        making.cast(box, person, choice)
    making.close(room, box)
    making.unseal(room, box)
    (tmp_path / "box.json").write_bytes(exporting.document(box))
    words = iter([room.word(1, box), room.word(2, box)])
    monkeypatch.setattr("builtins.input", lambda _asked: closing.slip(box))
    monkeypatch.setattr(program.getpass, "getpass", lambda _asked: next(words))
    with pytest.raises(SystemExit) as ended:
        program.main(tmp_path / "box.json")
    told = capsys.readouterr().out
    assert ended.value.code == 0 and told.count("与公布的一致") == 5
    for said in ("赞成 5 票", "赞成张三 5 票", "优秀 5 票", "90 分 5 票", "“食堂的菜太咸” 5 次"):
        assert said in told


def test_the_command_hands_out_the_program_and_the_file_and_knows_its_box(room, voters, tmp_path, capsys):
    call_command("recount", "--handout")
    assert capsys.readouterr().out == exporting.PROGRAM.read_text(encoding="utf-8")
    box = making.opened(room, voters)
    making.cast(box, voters[0])
    with pytest.raises(Refused, match="封箱以后"):
        call_command("recount", str(box.pk), export=str(tmp_path / "box.json"))
    making.close(room, box)
    call_command("recount", str(box.pk), export=str(tmp_path / "box.json"))
    assert json.loads((tmp_path / "box.json").read_text())["box"] == str(box.pk)
    with pytest.raises(CommandError, match="没有这个票箱"):
        call_command("recount", "00000000-0000-0000-0000-000000000001")


def test_the_command_recounts_with_the_words_that_are_typed(room, voters, monkeypatch, capsys):
    box = making.opened(room, voters)
    making.cast(box, voters[0])
    making.close(room, box)
    making.unseal(room, box)
    words = iter([room.word(1, box), room.word(2, box)])
    monkeypatch.setattr("builtins.input", lambda _asked: closing.slip(box))
    monkeypatch.setattr("ymdm.ballots.management.commands.recount.getpass", lambda _asked: next(words))
    call_command("recount", str(box.pk))
    assert "逐字节相同" in capsys.readouterr().out


def test_debugging_an_open_box_or_logging_statements_fails_the_system_check(room, voters, settings):
    asked = {"databases": ["default"]}
    making.frozen(room, voters)
    settings.DEBUG = True
    assert checks.nothing_is_debugged_while_a_box_is_open(**asked) == []
    settings.DEBUG = False
    making.opened(room, voters)
    assert checks.nothing_is_debugged_while_a_box_is_open(**asked) == []
    settings.DEBUG = True
    assert [one.id for one in checks.nothing_is_debugged_while_a_box_is_open(**asked)] == ["ballots.E001"]
    assert checks.no_statement_goes_into_a_log() == []
    settings.LOGGING = {"loggers": {"django.db.backends": {"level": "DEBUG"}}}
    assert [one.id for one in checks.no_statement_goes_into_a_log()] == ["ballots.E002"]
    assert checks.the_database_keeps_parameters_out_of_its_log(**asked) == []
