"""The five openings: an action each, not just a page (DIS-09)."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from disclosure import kinds, workflow
from disclosure.models import Remark
from disclosure.rules.catalogue import GOALS
from disclosure.rules.opening import OPENINGS, why_not
from tests import factories as make
from tests.disclosure import scenes
from ymdm.duties.models import Duty
from ymdm.limits.models import Count
from ymdm.workflow import NoAuthority, Refused, steps_of


@pytest.fixture
def house(db):
    return scenes.desk()


def opened(house, code, *, stage="result", key="x", **typed):
    owed = scenes.owed(house.unit, code, stage=stage, period=f"event:{key}")
    return scenes.published(house, scenes.drafted(house, owed, title=f"{code}{key}", **typed))


def test_each_of_the_five_has_an_act_and_words_for_its_stages():
    assert list(OPENINGS) == list(GOALS)
    for one in OPENINGS.values():
        assert set(one.stages) == {"before", "process", "result"}


@pytest.mark.parametrize(
    ("tag", "code", "stage", "kind", "typed"),
    [
        ("G", "D01", "before", "target", {"text": "体检也列入目标", "about": "第 2 条"}),
        ("K", "D13", "result", "own_result", {"text": "我的出勤少算了两天"}),
        ("Z", "D04", "result", "line", {"text": "为什么多了？", "about": "差旅费"}),
        ("P", "D14", "before", "nominate", {"text": "汛期连续值守四十天", "about": "石磊（监测站）"}),
    ],
)
def test_what_is_said_under_an_opening_is_kept_by_its_kind_and_owed_an_answer(house, tag, code, stage, kind, typed):
    publication = opened(house, code, stage=stage)
    made = getattr(workflow, OPENINGS[tag].verb)(publication, house.reader, **typed)
    assert (made.kind, made.by) == (kind, house.reader)
    assert Duty.objects.of(made).owed().get().kind == kinds.ANSWER
    adopted = None if made.kind in Remark.ASKING else True
    workflow.answer(made, house.approver, text="已经核对，按实际出勤改正。", is_adopted=adopted)


@pytest.mark.parametrize("verb", ["comment_on_target", "check_own_result", "ask_line", "nominate"])
def test_an_act_of_another_opening_is_not_offered(house, verb):
    publication = opened(house, "D16")  # in none of the five
    assert not steps_of(type(publication))[verb].is_open(publication, house.reader)
    typed = {"text": "说一句"} | ({"about": "这一笔"} if verb in {"ask_line", "nominate"} else {})
    with pytest.raises(Refused) as refusal:
        getattr(workflow, verb)(publication, house.reader, **typed)
    assert refusal.value.rule.id == "DIS-09"


def test_people_are_nominated_while_the_conditions_stand_open_and_not_when_names_are():
    open_ = {"goals": "P", "is_open": True, "is_notice": False}
    assert not why_not("P", stage="before", **open_)
    assert why_not("P", stage="result", **open_)
    assert why_not("P", stage="before", **open_ | {"is_notice": True})  # then one objects
    assert why_not("P", stage="before", **open_ | {"is_open": False})


def test_nobody_nominates_the_same_person_twice_and_a_line_is_named(house):
    publication = opened(house, "D14", stage="before")
    workflow.nominate(publication, house.reader, about="石磊", text="值守")
    with pytest.raises(Refused, match="已经推荐过"):
        workflow.nominate(publication, house.reader, about="石磊", text="再推一次")
    with pytest.raises(Refused, match="哪一笔"):
        workflow.ask_line(opened(house, "D04", key="y"), house.reader, about=" ", text="为什么？")


def test_what_concerns_one_person_stays_between_the_writer_and_who_answers(house):
    """An own result and a nomination are shown to nobody else, answered or not."""
    other = make.person(house.unit)
    own = workflow.check_own_result(opened(house, "D13"), house.reader, text="少算了两天")
    named = workflow.nominate(opened(house, "D14", stage="before", key="y"), house.reader, about="石磊", text="值守")
    line = workflow.ask_line(opened(house, "D04", key="z"), house.reader, about="差旅费", text="为什么？")
    for one in (own, named, line):
        adopted = None if one.kind in Remark.ASKING else True
        workflow.answer(one, house.approver, text="核对过了，情况如下。", is_adopted=adopted)
    assert set(Remark.objects.visible_to(other)) == {line}
    assert set(Remark.objects.visible_to(house.reader)) == {own, named, line}
    assert set(Remark.objects.visible_to(house.approver)) == {own, named, line}


def test_nobody_answers_the_own_nomination(house):
    named = workflow.nominate(opened(house, "D14", stage="before"), house.approver, about="石磊", text="值守")
    with pytest.raises(NoAuthority):
        workflow.answer(named, house.approver, text="列为人选。", is_adopted=True)


def test_the_board_of_an_opening_offers_its_act_and_the_other_stages_whatever_the_number_of_rows(house, client):
    opened(house, "D14", stage="before", key="1")
    opened(house, "D14", stage="result", key="1")
    client.force_login(house.reader)

    def asked():
        for _ in range(2):
            cache.clear()
            Count.objects.all().delete()
            with CaptureQueriesContext(connection) as told:
                page = client.get("/w/disclosure/opened/?goal=P").content.decode()
        return page, len(told)

    page, number = asked()
    assert "推荐人选" in page and "看条件和名额" in page and "看结果" in page
    for key in ("2", "3"):
        opened(house, "D14", stage="before", key=key)
    assert asked()[1] == number
    form = client.get(f"/w/disclosure/publications/{house.unit.publications.first().pk}/remark/").content.decode()
    assert "推荐人选" not in form  # each opening has an act of its own


def test_who_read_is_told_as_totals_in_page_list_and_download_and_never_by_name(house, client):
    """DIS-46."""
    publication = opened(house, "D04")
    second = make.person(house.unit)
    for person in (house.reader, second):
        client.force_login(person)
        for _ in range(2):
            client.get(publication.get_absolute_url())
    workflow.sign(publication, second)
    client.force_login(house.approver)
    page = client.get("/w/disclosure/desk/").content.decode()
    assert "2 人、1 人" in page and house.reader.name not in page
    answer = client.get("/w/disclosure/desk/export/?as=csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    heads = next(line for line in lines if "看过人数" in line).split(",")
    row = next(line for line in lines if publication.title in line).split(",")
    assert (row[heads.index("看过人数")], row[heads.index("签阅人数")]) == ("2", "1")
    assert house.reader.name not in "\n".join(lines)
