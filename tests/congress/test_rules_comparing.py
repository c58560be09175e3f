"""The comparison of two texts is read by people: paragraph by paragraph, changed words inside them."""

from __future__ import annotations

import pytest

from congress.rules.comparing import compare

OLD = "第一条 每年召开一次。\n第二条 提案由三名代表附议。\n第三条 自公布之日起施行。"


def told(old: str, new: str) -> str:
    marks = {"same": "{}", "gone": "[-{}]", "new": "[+{}]"}
    return "|".join("".join(marks[piece.kind].format(piece.text) for piece in one.pieces) for one in compare(old, new))


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (OLD, OLD.replace("\n", "|")),
        (OLD.replace("三名", "两名"), OLD.replace("\n", "|").replace("三名", "[-三][+两]名")),
        (OLD.replace("\n第二条 提案由三名代表附议。", ""), OLD.replace("\n", "|").replace("第二条 提案由三名代表附议。", "[-第二条 提案由三名代表附议。]")),
        (OLD + "\n附则另定。", OLD.replace("\n", "|") + "|[+附则另定。]"),
        ("天气\n" + OLD, "[+天气]|" + OLD.replace("\n", "|")),
        # An article put in moves the numbers of the later ones, and no more than their numbers.
        (
            "第一条 每年召开一次。\n第二条 材料提前公布。\n第三条 提案由三名代表附议。\n第四条 自公布之日起施行。",
            "第一条 每年召开一次。|[+第二条 材料提前公布。]|第[-二][+三]条 提案由三名代表附议。|第[-三][+四]条 自公布之日起施行。",
        ),
        ("", "|".join(f"[-{line}]" for line in OLD.split("\n"))),
    ],
    ids=["same", "word", "gone", "added", "first", "put-in", "empty"],
)  # fmt: skip
def test_what_went_and_what_came_stands_in_its_place(new, expected):
    assert told(OLD, new) == expected


def test_a_paragraph_that_was_written_anew_is_not_cut_into_signs():
    assert told("职工代表每年述职。", "车辆由办公室统一调度") == "[-职工代表每年述职。]|[+车辆由办公室统一调度]"
