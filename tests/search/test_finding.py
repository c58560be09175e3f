"""What is found, by whom: rights first, exactly what was asked, whatever is typed."""

import pytest
from django.urls import reverse

from proposals import workflow
from proposals.models import Proposal
from tests import factories as make
from ymdm.search import index
from ymdm.search.asked import Asked
from ymdm.search.looking import find, look
from ymdm.search.models import Document
from ymdm.search.sources import sources
from ymdm.search.writing import refill

pytestmark = pytest.mark.django_db
PAGE = reverse("search:search")


@pytest.fixture
def house():
    return make.bureau()


def found(person, q, **more):
    return [hit.title for hit in find(Asked.read({"q": q, **more}), person).hits]


@pytest.mark.parametrize(
    "q",
    [
        "津",
        "津贴",
        "野外津贴",
        "野外津贴标准",
        "外津",
        "津贴 野外",
        "标准　津贴",
        "ＨＳＺ—x".replace("ＨＳＺ—x", "津贴"),
    ],
)
def test_words_of_any_length_are_found(house, q):
    make.submitted(house, title="调整野外津贴标准")
    assert found(house.union, q) == ["调整野外津贴标准"]


@pytest.mark.parametrize("q", ["津标", "标准津贴", "津贴 食堂", "贴津", "野外的津贴"])
def test_what_does_not_stand_there_as_asked_is_not_found(house, q):
    make.submitted(house, title="调整野外津贴标准", rationale="野外 津贴")
    assert found(house.union, q) == []


def test_a_number_is_found_whole_and_in_part(house):
    proposal = make.submitted(house, title="改造食堂")
    number = proposal.number
    assert found(house.union, number) == found(house.union, number.lower()) == ["改造食堂"]
    assert found(house.union, number[2:]) == ["改造食堂"]


@pytest.mark.parametrize(
    "q",
    [
        "'",
        '"',
        "%",
        "_",
        "\\",
        "OR",
        "NOT 食堂",
        "食堂*",
        "NEAR(食堂)",
        "tokens:食堂",
        "\0",
        "食" * 10_000,
        "{",
        "--;",
        "a" * 99,
    ],
)
def test_nothing_that_is_typed_does_harm(house, client, q):
    make.submitted(house, title="改造食堂")
    client.force_login(house.union)
    answer = client.get(PAGE, {"q": q, "kind": q, "unit": q, "year": q, "sort": q, "page": q})
    assert answer.status_code == 200


def test_a_draft_is_found_by_nobody_and_a_submission_at_once(house):
    proposal = make.co_signed(house, title="改造食堂")
    assert found(house.proposer, "食堂") == []
    workflow.submit(proposal, house.proposer)
    assert found(house.proposer, "食堂") == ["改造食堂"]


def test_before_it_is_published_only_those_concerned_find_it(house):
    make.submitted(house, title="改造食堂")
    assert found(house.union, "食堂") == found(house.proposer, "食堂") == ["改造食堂"]
    assert found(house.employee, "食堂") == []


def test_everybody_finds_what_the_ledger_tells_and_no_word_more(house):
    make.filed(house, title="改造食堂", rationale="暖气坏了三年", points=["换新暖炉"])
    assert found(house.employee, "食堂") == found(house.employee, "暖炉") == ["改造食堂"]
    assert found(house.employee, "三年") == []
    assert found(house.union, "三年") == ["改造食堂"]


def test_a_strangers_result_leads_to_the_ledger_and_shows_no_reasons(house, client):
    proposal = make.filed(house, title="改造食堂", rationale="食堂暖气坏了三年")
    client.force_login(house.employee)
    page = client.get(PAGE, {"q": "食堂"}).content.decode()
    assert reverse("proposals:ledger-entry", args=[proposal.number]) in page
    assert "三年" not in page
    assert "<mark>食堂</mark>" in page


def test_names_are_found_by_those_who_may_open_it_and_never_in_confidence(house):
    name = house.proposer.name
    make.filed(house, title="改造食堂")
    make.filed(house, title="调整津贴", is_confidential=True, rationale=f"{name}反映津贴太低")
    assert found(house.union, name) == ["改造食堂"]
    assert found(house.employee, name) == []
    assert name not in Document.objects.get(title="调整津贴").text


def test_an_answer_is_found_once_it_is_signed(house):
    proposal = make.reply_draft(house, title="改造食堂")
    words = make.answering(proposal)["text"][:6]
    assert words not in Document.objects.get(title="改造食堂").text
    workflow.sign(proposal, house.leader)
    assert words in Document.objects.get(title="改造食堂").text
    assert found(house.employee, words) == ["改造食堂"]


def test_another_house_finds_nothing_that_is_not_published(house):
    other = make.bureau(root=make.unit("别的局"))
    make.submitted(house, title="改造食堂")
    assert found(other.union, "食堂") == []


def test_titles_come_first_and_then_the_newest(house):
    first = make.submitted(house, title="改造食堂")
    make.submitted(house, title="更新设备", rationale="食堂的设备旧了")
    make.submitted(house, title="食堂公开菜价")
    assert first.pk
    assert found(house.union, "食堂") == ["食堂公开菜价", "改造食堂", "更新设备"]
    assert found(house.union, "食堂", sort="new") == ["食堂公开菜价", "更新设备", "改造食堂"]
    assert found(house.union, "食堂", sort="old") == ["改造食堂", "更新设备", "食堂公开菜价"]


def test_kind_unit_and_year_narrow_it_down(house):
    proposal = make.submitted(house, title="改造食堂")
    year = str(proposal.submitted_on.year)
    unit, other = str(house.unit.pk), str(house.branch.pk)
    for asked, is_found in (
        ({"kind": "proposal"}, True), ({"kind": "suggestion"}, False), ({"unit": unit}, True), ({"unit": other}, False),
        ({"year": year}, True), ({"year": "1999"}, False), ({"year": year, "unit": unit, "kind": "proposal"}, True),
    ):  # fmt: skip
        assert bool(found(house.union, "食堂", **asked)) is is_found, asked


def test_what_the_index_wrongly_proposes_is_never_shown(house):
    make.submitted(house, title="改造食堂")
    document = Document.objects.get()
    index.put([Document(id=document.pk + 1, title="", text="供暖", kind="x", unit=1, open_to=0)])  # of no document
    Document.objects.update(text="供水", title="水")
    assert found(house.union, "食堂") == []
    assert found(house.union, "供暖") == []


def test_more_looks_are_taken_until_everything_was_seen(house, monkeypatch):
    monkeypatch.setattr("ymdm.search.looking.LOOKS", (2, 3))
    titles = [f"改造第{n}食堂" for n in "一二三四五六七"]
    for title in titles:
        make.submitted(house, title=title)
    for sort in ("new", "old", ""):
        assert sorted(hit.title for hit in look(Asked.read({"q": "食堂", "sort": sort}), house.union)) == sorted(titles)


def test_a_refill_mends_what_is_wrong_and_leaves_the_rest(house):
    for title in ("改造食堂", "调整轮岗", "更新车辆"):
        make.submitted(house, title=title)
    lost, wrong = Document.objects.get(title="改造食堂"), Document.objects.get(title="调整轮岗")
    index.drop([lost])
    lost.delete()
    index.drop([wrong])
    wrong.title = "调整供暖"
    wrong.save()
    index.put([wrong])
    source = sources()[1]
    assert list(refill(source))[-1][1] == 3  # one written, one taken away and written anew
    assert [found(house.union, q) for q in ("食堂", "轮岗", "车辆", "供暖")] == [
        ["改造食堂"],
        ["调整轮岗"],
        ["更新车辆"],
        [],
    ]
    assert list(refill(source))[-1] == (3, 0)


def test_a_refill_forgets_what_is_there_no_longer(house):
    make.submitted(house, title="改造食堂")
    Proposal.objects.update(number=None, submitted_on=None)
    list(refill(sources()[1]))
    assert Document.objects.count() == 0
    assert found(house.union, "食堂") == []


def test_a_change_that_is_refused_leaves_no_trace(house):
    proposal = make.co_signed(house, title="改造食堂")
    with pytest.raises(ZeroDivisionError), make_fail():
        workflow.submit(proposal, house.proposer)
    assert Document.objects.count() == 0


class make_fail:
    """The notice at the end of the step fails."""

    def __enter__(self):
        from proposals.workflow import authoring

        self.room, self.kept = authoring, authoring.open_intake
        authoring.open_intake = lambda *_: 1 / 0

    def __exit__(self, *_):
        self.room.open_intake = self.kept


def test_the_page_says_what_to_do_where_nothing_is_found(house, client):
    client.force_login(house.union)
    assert "想查什么" in client.get(PAGE).content.decode()
    assert "换一个更短的词" in client.get(PAGE, {"q": "没有这个词"}).content.decode()
    assert "去掉筛选" in client.get(PAGE, {"q": "没有这个词", "year": "2020"}).content.decode()


def test_what_is_found_is_handed_out_as_it_was_found(house, client):
    make.filed(house, title="改造食堂", rationale="暖气坏了三年")
    make.submitted(house, title="食堂公开菜价")
    for who, titles in ((house.union, {"改造食堂", "食堂公开菜价"}), (house.employee, {"改造食堂"})):
        client.force_login(who)
        answer = client.get(reverse("search:export"), {"q": "食堂", "as": "csv"})
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert {title for title in ("改造食堂", "食堂公开菜价") if title in text} == titles


def test_searching_is_counted(house, client):
    client.force_login(house.union)
    codes = [client.get(PAGE, {"q": "食"}).status_code for _ in range(61)]
    assert codes == [200] * 60 + [429]
