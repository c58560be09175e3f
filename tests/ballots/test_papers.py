"""What stands on a ballot and how it is counted: the rules of CON-69, 70, 76 and EVA-43, 46, 47 as tables."""

import json
import random
from fractions import Fraction

import pytest

from ymdm.ballots import papers, sealing
from ymdm.ballots.papers import Paper
from ymdm.workflow import Refused

OPTIONS = [["yes", "赞成"], ["no", "反对"], ["abstain", "弃权"]]
SCALE = [["a", "优秀"], ["b", "称职"], ["c", "基本称职"], ["d", "不称职"]]
DECIDE = {"id": "i1", "kind": "decide", "text": "是否通过？", "options": OPTIONS}
ELECT = {
    "id": "e1", "kind": "elect", "text": "选举主席团成员", "seats": 2, "write_in": True, "against": True,
    "candidates": [[17, "张三", "一线职工"], [18, "李四"], [19, "王 五"]],
}  # fmt: skip
RATE = {"id": "r1", "kind": "rate", "text": "", "subject": [9, "赵六", "局长"], "scale": SCALE, "blank": True}
SCORE = {"id": "s1", "kind": "score", "text": "食堂", "low": 0, "high": 100, "step": 1}
SECOND = SCORE | {"id": "s2", "text": "宿舍"}
COMMENT = {"id": "c1", "kind": "comment", "text": "意见", "most": 300}


def paper(*items, **fields):
    return Paper.parse({"v": 1, "title": "试票", "lede": "", "items": list(items)} | fields)


def counted(item, *choices, groups=None):
    """The counts of one question over these answers, each in its own group where `groups` says so."""
    of = groups or [""] * len(choices)
    made = papers.tally(paper(item), [(group, {item["id"]: one}) for group, one in zip(of, choices, strict=True)])
    return made["items"][item["id"]]["groups"]


# --- the paper ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "says"),
    [
        (DECIDE | {"id": "X 1"}, "编号"),
        (DECIDE | {"kind": "raise"}, "认不出"),
        (DECIDE | {"text": " "}, "没有文字"),
        (DECIDE | {"options": OPTIONS[:1]}, "至少要有两个"),
        (DECIDE | {"options": [*OPTIONS, ["yes", "同意"]]}, "重复"),
        (ELECT | {"candidates": []}, "没有候选人"),
        (ELECT | {"seats": 0}, "seats"),
        (ELECT | {"seats": 4, "write_in": False}, "只有 3 名"),
        (ELECT | {"candidates": [[17, "张三"], [17, "张三"]]}, "重复"),
        (SCORE | {"low": 100}, "最高分"),
        (COMMENT | {"most": 100_000}, "most"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_paper_that_cannot_be_put_is_refused_in_a_sentence(item, says):
    with pytest.raises(Refused) as refusal:
        paper(item)
    assert says in str(refusal.value) + str(refusal.value.remedy or "")


def test_a_paper_needs_a_title_questions_and_different_ids():
    for row in (
        {"v": 1, "title": "", "items": [DECIDE]},
        {"v": 1, "title": "票", "items": []},
        {"v": 2, "title": "票", "items": [DECIDE]},
    ):
        with pytest.raises(Refused):
            Paper.parse(row)
    with pytest.raises(Refused, match="同一个编号"):
        paper(DECIDE, DECIDE)


def test_the_hash_stands_for_the_paper_and_not_for_the_order_of_its_names():
    one = paper(DECIDE)
    other = Paper.parse(json.loads(one.canonical()))
    assert (one.hash, one.canonical()) == (other.hash, other.canonical())
    assert one.hash != paper(DECIDE | {"text": "是否通过?"}).hash


def fullest():
    """The answers that take the most room."""
    return {
        "i1": "abstain", "e1": {"for": [17, 18], "against": [19], "write": ["字" * 30, "词" * 30]}, "r1": "d",
        "s1": 100, "s2": 100, "c1": "意" * 300,
    }  # fmt: skip


def test_every_choice_fits_into_the_length_of_its_paper_the_fullest_too():
    whole = paper(DECIDE, ELECT, RATE, SCORE, SECOND, COMMENT)
    for choice in ({}, {"i1": "no"}, fullest()):
        plaintext = sealing.pack(choice, whole.body_len)
        assert len(plaintext) + papers.paper.POINT + papers.paper.TAG == whole.body_len
        assert whole.unpack(plaintext) == choice


@pytest.mark.parametrize("bytes_", [b"", b"{", b"[]", b'{"c": 1}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_ballot_is_read_as_none(bytes_):
    assert paper(DECIDE).unpack(bytes_) is None


def test_what_was_not_asked_is_dropped_so_that_no_ballot_bears_a_mark():
    assert paper(DECIDE).unpack(b'{"c":{"i1":"yes","note":"me"}}') == {"i1": "yes"}


# --- answers that do not count ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "answer", "is_valid"),
    [
        (DECIDE, "yes", True), (DECIDE, "YES", False), (DECIDE, ["yes"], False),
        (RATE, "a", True), (RATE, "e", False),
        # CON-70: more people than seats is invalid, fewer is valid.
        (ELECT, {"for": [17]}, True), (ELECT, {"for": [17, 18]}, True), (ELECT, {"for": [17, 18, 19]}, False),
        (ELECT, {"for": [17], "write": ["钱七"]}, True), (ELECT, {"for": [17, 18], "write": ["钱七"]}, False),
        (ELECT, {"against": [17, 18, 19]}, True), (ELECT, {"for": [17], "against": [17]}, False),
        (ELECT, {"for": [17, 17]}, False), (ELECT, {"for": [99]}, False), (ELECT, {"for": ["17"]}, False),
        (ELECT, {"for": [17], "write": ["张三"]}, False), (ELECT, {"write": ["钱七", "钱 七"]}, False),
        (ELECT, {"write": [" "]}, False), (ELECT, {"then": []}, False), (ELECT, [17], False), (ELECT, {"for": [True]}, False),
        (ELECT | {"write_in": False}, {"write": ["钱七"]}, False), (ELECT | {"against": False}, {"against": [17]}, False),
        # EVA-47: outside the range is invalid.
        (SCORE, 0, True), (SCORE, 100, True), (SCORE, 101, False), (SCORE, -1, False), (SCORE, 99.5, False), (SCORE, True, False),
        (SCORE | {"step": 5}, 95, True), (SCORE | {"step": 5}, 96, False),
        (COMMENT, "好", True), (COMMENT, "长" * 301, False),
    ],
    ids=str,
)  # fmt: skip
def test_an_answer_counts_or_says_why_not(item, answer, is_valid):
    faults = paper(item).faults({item["id"]: answer})
    assert (not faults) is is_valid
    assert all("“" in one for one in faults)


def test_equal_scores_for_all_are_invalid_only_where_the_paper_says_so():
    alike, apart = {"s1": 90, "s2": 90}, {"s1": 90, "s2": 91}
    strict = paper(SCORE, SECOND, differ=True)
    assert strict.faults(alike) and not strict.faults(apart) and not paper(SCORE, SECOND).faults(alike)
    made = papers.tally(strict, [("", alike), ("", apart)])["items"]
    assert [made[name]["groups"][""]["invalid"] for name in ("s1", "s2")] == [1, 1]


# --- counting -------------------------------------------------------------------------------------------------------


def test_each_question_counts_for_itself():
    whole = paper(DECIDE, ELECT)
    made = papers.tally(whole, [("", {"i1": "yes", "e1": {"for": [17, 18, 19]}}), ("", {}), ("", None)])["items"]
    assert made["i1"]["groups"][""] == {"options": {"abstain": 0, "no": 0, "yes": 1}, "blank": 1, "invalid": 1}
    assert made["e1"]["groups"][""]["invalid"] == 2


def test_a_candidate_that_is_written_in_is_the_candidate_and_spaces_make_no_other_person():
    made = counted(
        ELECT, {"write": ["张三"]}, {"write": ["钱 七"]}, {"write": ["钱七"]}, {"for": [19]}, {"write": ["王五"]}
    )[""]
    assert made["for"] == {"17": 1, "18": 0, "19": 2}
    assert made["write"] == {"钱七": 2}


def test_the_order_of_the_ballots_says_nothing():
    whole = paper(DECIDE, ELECT, RATE, SCORE, COMMENT)
    chance = random.Random(7)
    ballots = [
        (
            chance.choice(["甲", "乙"]),
            {"i1": chance.choice(["yes", "no"]), "e1": {"write": [f"人{number % 5}"]}, "r1": chance.choice("abcd"),
             "s1": chance.randint(0, 100), "c1": f"意见{number}"},
        )
        for number in range(40)
    ]  # fmt: skip
    made = papers.tally(whole, ballots)
    for _ in range(3):
        chance.shuffle(ballots)
        assert json.dumps(papers.tally(whole, ballots)) == json.dumps(made)
    assert made["items"]["c1"]["comments"] != sorted(made["items"]["c1"]["comments"])
    assert "groups" not in made["items"]["c1"]


# --- paper beside (F45) -----------------------------------------------------------------------------------------------


def sheet(counts, *, issued=10, returned=10, venue="主会场", stratum=""):
    return {"stratum": stratum, "venue": venue, "issued": issued, "returned": returned, "counts": counts}


def test_phone_and_paper_are_one_sum():
    made = papers.tally(
        paper(DECIDE), [("", {"i1": "yes"})] * 5,
        [sheet({"i1": {"yes": 6, "no": 2, "abstain": 1, "invalid": 1}}), sheet({"i1": {"yes": 3}}, returned=4, venue="二")],
    )  # fmt: skip
    assert made["ballots"] == {"": 19}
    assert made["items"]["i1"]["groups"][""] == {
        "options": {"abstain": 1, "no": 2, "yes": 14},
        "blank": 1,
        "invalid": 1,
    }


@pytest.mark.parametrize(
    ("item", "counts", "returned"),
    [
        (DECIDE, {"yes": 6, "no": 5}, 10),
        (DECIDE, {"yes": 6, "invalid": 5}, 10),
        (DECIDE, {"yes": -1}, 10),
        (DECIDE, {"yes": 1}, 11),
        (ELECT, {"for": {"17": 10, "18": 10}, "write": {"钱七": 1}}, 10),
        (ELECT, {"for": {"17": 6}, "against": {"17": 5}}, 10),
        (ELECT, {"for": {"17": 10}, "invalid": 1}, 10),
        (SCORE, {"90": 8, "80": 3}, 10),
        (SCORE, {"101": 1}, 10),
    ],
    ids=str,
)
def test_paper_counts_that_do_not_add_up_are_refused_by_their_rule(item, counts, returned):
    with pytest.raises(Refused) as refusal:
        papers.tally(paper(item), [], [sheet({item["id"]: counts}, returned=returned)])
    assert refusal.value.rule == "CON-69"


# --- figures ----------------------------------------------------------------------------------------------------------


def test_rates_are_of_valid_ballots_blanks_in_invalid_out():
    marks = papers.Marks({"a": 5, "b": 3, "c": 1, "d": 1}, blank=2, invalid=4)
    assert papers.share(marks, "a") == Fraction(5, 12)
    assert papers.share(marks, "a", "b") == Fraction(8, 12)
    assert papers.share(papers.Marks({"a": 0}, 0, 3), "a") is None


def test_a_score_of_grades_is_the_mean_of_who_marked_and_groups_weigh():
    points = {"a": 100, "b": 80, "c": 60, "d": 0}
    leaders = papers.mean(papers.Marks({"a": 1, "b": 1}, 3, 1), points)
    people = papers.mean(papers.Marks({"b": 3, "d": 1}, 0, 0), points)
    assert (leaders, people) == (90, 60)
    assert papers.weighted([(30, leaders), (70, people)]) == 69
    assert papers.weighted([(30, leaders), (70, None)]) == 90
    assert papers.weighted([(30, None)]) is None


@pytest.mark.parametrize(
    ("scores", "mean"), [([0, 80, 100], 60), ([0, 80, 80, 80, 100], 68), ([0, 80, 80, 80, 80, 100], 80), ([], None)]
)
def test_with_more_than_five_raters_the_best_and_the_worst_are_dropped(scores, mean):
    given = {str(one): scores.count(one) for one in set(scores)}
    assert papers.trimmed_mean(papers.Marks(given, 0, 0)) == mean


# --- what others may see (CON-76, 2.6) --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ballots", "parts"),
    [
        ({"甲": 9, "乙": 8}, [["乙"], ["甲"]]),
        ({"甲": 9, "乙": 4}, [["乙", "甲"]]),
        ({"甲": 9, "乙": 8, "丙": 1}, [["丙", "乙"], ["甲"]]),
        ({"甲": 9, "乙": 2, "丙": 1, "丁": 1}, [["丁", "丙", "乙", "甲"]]),
        ({"甲": 9, "乙": 3, "丙": 1, "丁": 1}, [["丁", "丙", "乙"], ["甲"]]),
        ({"甲": 2}, [["甲"]]),
    ],
    ids=str,
)
def test_groups_are_merged_until_each_has_enough_and_none_is_left_over(ballots, parts):
    made = papers.merged(ballots, 5)
    assert sorted(map(sorted, made.values())) == sorted(map(sorted, parts))
    assert sorted(name for names in made.values() for name in names) == sorted(ballots)


def rated(**groups):
    """Ballots of groups, each a word of marks; `-` is blank."""
    ballots = [(name, {} if one == "-" else {"r1": one}) for name, given in groups.items() for one in given]
    return papers.shown(papers.tally(paper(RATE), ballots), 5)["items"][0]


def test_a_group_of_one_mind_about_a_person_is_not_shown_alone():
    assert [one["name"] for one in rated(甲="aaaab", 乙="abcab")["groups"]] == ["乙", "甲"]
    assert rated(甲="aaaaa", 乙="abcab")["groups"] == []
    three = rated(甲="ddddd", 乙="abcab", 丙="abbbbbb")["groups"]
    assert [(one["name"], one["ballots"]) for one in three] == [("丙", 7), ("乙、甲", 10)]


def test_too_few_ballots_show_nothing_but_that_they_are_few():
    made = papers.shown(papers.tally(paper(DECIDE), [("", {"i1": "yes"})] * 4), 5)
    assert made == {"ballots": 4, "is_small": True, "k_min": 5, "items": []}


@pytest.mark.parametrize(("how_many", "shows"), [(9, False), (10, True)])
def test_comments_need_ten_ballots(how_many, shows):
    ballots = [("", {"i1": "yes", "c1": "食堂太远"})] + [("", {"i1": "no"})] * (how_many - 1)
    comments = papers.shown(papers.tally(paper(DECIDE, COMMENT), ballots), 5)["items"][1]
    assert comments["comments"] == (["食堂太远"] if shows else [])
    assert comments["hides_comments"] is not shows


def test_an_election_is_shown_by_votes_with_others_beside():
    ballots = [("", {"e1": {"for": [18]}})] * 3 + [("", {"e1": {"for": [17], "against": [19], "write": ["钱七"]}})] * 2
    item = papers.shown(papers.tally(paper(ELECT), ballots), 5)["items"][0]
    assert [(row["words"], row["number"], row["against"]) for row in item["rows"]] == [
        ("李四", 3, 0), ("张三", 2, 0), ("王 五", 0, 2),
    ]  # fmt: skip
    assert item["written"] == [{"words": "钱七", "number": 2}]
