"""What a proposal could still gain before it is handed in (F51): hints, never a hindrance. Pure."""

from __future__ import annotations

from collections.abc import Sequence

SHORTEST_TITLE, LONGEST_TITLE = 6, 40
SHORTEST_RATIONALE = 40
SHORTEST_POINT = 8
MOST_POINTS = 6
# Words that ask for a mood; next to nothing can be answered with yes or no.
VAGUE = ("加强", "重视", "进一步", "提高认识", "适当", "有关部门", "尽快", "完善", "力度")
JOINING = ("以及", "并且", "同时", "；", ";")
ASKING = ("吗", "?", "？", "为什么", "怎么办")


def hints(*, title: str, rationale: str, measures: Sequence[str]) -> list[str]:
    """Sentences for the author, none where nothing strikes: length, facts, a plain ask, one matter (PRO-09, PRO-10)."""
    title, rationale = title.strip(), rationale.strip()
    points = [point.strip() for point in measures if point.strip()]
    return [*_of_title(title), *_of_rationale(rationale), *_of_points(points)]


def _of_title(title: str) -> list[str]:
    said = []
    if title and len(title) < SHORTEST_TITLE:
        said.append("题目有点短，写成“希望做什么”，别人一看就懂。")
    if len(title) > LONGEST_TITLE:
        said.append(f"题目有 {len(title)} 个字，{LONGEST_TITLE} 个字以内更好记。")
    if any(word in title for word in ASKING):
        said.append("题目像在提问，改成一个建议更容易办理。")
    if any(word in title for word in JOINING):
        said.append("题目里好像有两件事。一事一案，分开写更容易立案。")
    return said


def _of_rationale(rationale: str) -> list[str]:
    said = []
    if rationale and len(rationale) < SHORTEST_RATIONALE:
        said.append("情况再多写几句：在哪里、多少人、多久了。")
    if rationale and not any(
        character.isdigit() or character in "一二三四五六七八九十百千万两" for character in rationale
    ):
        said.append("情况里还没有数字。有数字、有例子更容易立案。")
    return said


def _of_points(points: Sequence[str]) -> list[str]:
    said = []
    if any(len(point) < SHORTEST_POINT for point in points):
        said.append("有的建议只有几个字，写清楚由谁做、做到什么程度。")
    vague = next((word for point in points for word in VAGUE if word in point and len(point) < 30), "")
    if vague:
        said.append(f"建议里有“{vague}”这样的话，换成能检查的做法，答复时才好逐条对照。")
    if len(points) > MOST_POINTS:
        said.append(f"一共写了 {len(points)} 条建议。如果是几件事，请分成几件提案。")
    return said
