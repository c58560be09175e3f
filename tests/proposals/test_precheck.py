"""Hints before a proposal is handed in: what could still be gained, never a hindrance (F51)."""

import pytest

from proposals.rules.precheck import hints

GOOD = {
    "title": "给淤地坝巡查人员增设意外伤害保险",
    "rationale": "绥德局汛期有 23 名职工参加淤地坝巡查，单程山路最长 14 公里，去年发生 2 次摔伤。现有团体意外险不含野外徒步巡查。",
    "measures": ["汛期为巡查人员投保含徒步巡查的意外险。", "保费由安全生产费列支。"],
}


def test_a_good_proposal_hears_nothing():
    assert hints(**GOOD) == []


def test_an_empty_one_hears_nothing_either_because_the_submission_says_what_is_missing():
    assert hints(title="", rationale="", measures=["", " "]) == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"title": "保险"}, "题目有点短"),
        ({"title": "长" * 41}, "题目有 41 个字"),
        ({"title": "为什么没有意外伤害保险"}, "题目像在提问"),
        ({"title": "增设意外险以及改造职工食堂"}, "一事一案"),
        ({"rationale": "不够用，有 3 个人说过。"}, "情况再多写几句"),
        ({"rationale": "没有数字的情况" * 10}, "情况里还没有数字"),
        ({"measures": ["投保。"]}, "只有几个字"),
        ({"measures": ["进一步加强对巡查人员的保障力度。"]}, "“加强”"),
        ({"measures": [f"第 {number} 项措施写得很具体。" for number in range(7)]}, "一共写了 7 条建议"),
    ],
)
def test_each_weakness_has_its_sentence(changed, says):
    said = hints(**GOOD | changed)
    assert len(said) == 1
    assert says in said[0]
