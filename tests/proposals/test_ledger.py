"""The public ledger: what everybody reads without signing in, in which order, and whom it never names."""

import io
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from proposals import workflow
from proposals.models import Proposal
from proposals.publishing import asked as asked_room
from proposals.publishing import summary as summary_room
from proposals.publishing.asked import OPEN_CUTS, Asked
from proposals.publishing.kept import KEPT, Kept
from proposals.views import exports, ledger
from tests import factories
from tests.proposals.registers import UNHANDLED, bring_in, row
from tests.proposals.test_import_letters import bring_in as bring_in_letters
from tests.proposals.test_import_letters import row as letter_row
from ymdm.ledger.models import Event

pytestmark = pytest.mark.django_db

LEDGER = "/ledger/"
UNANSWERED = {"答复日期": None, "答复内容": None, "办理结果": None, "满意度": None}


@pytest.fixture
def house():
    house = factories.bureau()
    for name in ("刘家辉", "姚明磊"):
        factories.person(house.branch, name)
    return house


@pytest.fixture
def register(house):
    bring_in(
        row(提案编号="01", 案由="增设充电桩"),
        row(提案编号="02", 案由="换供暖管道", 答复日期="2025-06-11", 满意度="基本满意"),
        row(提案编号="03", 案由="修进场道路", 承办部门="财务处", **UNANSWERED | {"交办日期": "2025-09-22"}),
        row(提案编号="04", 案由="装电梯", **UNANSWERED),
        row(提案编号="05", 案由="规划停车位", 满意度="不满意"),
        row(提案编号="06", 案由="再增充电桩", 审查结果="并案", 并入提案="01", **UNHANDLED),
        row(提案编号="07", 案由="补发奖金", 审查结果="不予立案", **UNHANDLED | {"答复内容": "属于个人问题。"}),
    )
    return house


def cells_of(answer):
    """The rows of a workbook that was handed out."""
    content = io.BytesIO(answer.getvalue())
    return [list(line) for line in load_workbook(content).active.iter_rows()]


def page(client, url=LEDGER):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def titles(client, query=""):
    answer = client.get(LEDGER + query)
    return [line.title for part in answer.context["parts"] for line in part.lines]


# --- open to everybody --------------------------------------------------------------------------------------


def test_anybody_reads_it_without_signing_in_and_without_a_cookie(client, register):
    for url in (LEDGER, f"{LEDGER}HSZ-6-2-001/", f"{LEDGER}export/"):
        answer = client.get(url)
        assert answer.status_code == 200 and not answer.cookies, url
        if answer.streaming:
            cells_of(answer)


def test_only_what_passed_review_stands_in_it(client, house):
    pending = factories.submitted(house, title="还没有审查的事")
    draft = factories.draft(house, title="还是草稿的事")
    withdrawn = factories.submitted(house, title="撤回了的事")
    workflow.withdraw(withdrawn, withdrawn.proposer, reason="另有安排")
    assert titles(client) == []
    for proposal in (pending, withdrawn):
        assert client.get(f"{LEDGER}{proposal.number}/").status_code == 404
    assert draft.number is None and client.get(f"{LEDGER}None/").status_code == 404


def test_an_unsigned_draft_of_an_answer_is_not_read_here(client, house):
    proposal = factories.reply_draft(house)
    for url in (LEDGER, f"{LEDGER}{proposal.number}/"):
        told = page(client, url)
        assert "您的建议收悉" not in told and "已采纳，从下月起执行" not in told
    assert "答复稿待签发" in page(client)


# --- order and paging ---------------------------------------------------------------------------------------


def test_what_is_owed_comes_first_the_most_overdue_on_top_and_refusals_last(client, register):
    assert titles(client) == [
        "装电梯",
        "修进场道路",
        "规划停车位",
        "换供暖管道",
        "增设充电桩",
        "再增充电桩",
        "补发奖金",
    ]
    parts = client.get(LEDGER).context["parts"]
    assert [part.words for part in parts] == [
        "尚未答复", "答复后再办理", "2025年6月已答复", "2025年4月已答复", "已并案", "不立案，已说明理由",
    ]  # fmt: skip


def test_pages_hold_every_entry_once_forwards_and_backwards(client, register, monkeypatch):
    monkeypatch.setattr(ledger, "PER_PAGE", 2)
    every = ["装电梯", "修进场道路", "规划停车位", "换供暖管道", "增设充电桩", "再增充电桩", "补发奖金"]
    seen, query, pages = [], "", []
    while True:
        answer = client.get(LEDGER + query)
        pages.append([line.title for part in answer.context["parts"] for line in part.lines])
        seen += pages[-1]
        following = answer.context["next"]
        if not following:
            break
        query = following
    assert seen == every
    back = client.get(f"{LEDGER}{answer.context['previous']}")
    assert [line.title for part in back.context["parts"] for line in part.lines] == pages[-2]


def test_the_tenth_page_costs_what_the_first_costs_and_many_entries_what_few_cost(client, register):
    def queries(url):
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    few = queries(LEDGER)
    bring_in(*(row(提案编号=f"1{number:03d}", 案由=f"第 {number} 件") for number in range(45)))
    assert queries(LEDGER) <= few <= 18
    following = client.get(LEDGER).context["next"]
    following = client.get(LEDGER + following).context["next"]
    assert "after=" in following and queries(LEDGER + following) <= few


@pytest.mark.parametrize(
    "query",
    [
        "?after=9~9~9",
        "?after=0~x~1",
        "?before=~",
        "?session=abc",
        "?state=nonsense",
        "?cut=dissatisfied",
        "?lead=-1",
        "?q=%00",
    ],
)
def test_an_address_that_nobody_wrote_here_opens_the_ledger_from_its_start(client, register, query):
    assert titles(client, query)[0] == "装电梯"


# --- finding ------------------------------------------------------------------------------------------------


def test_it_is_searched_by_words_and_by_both_numbers(client, register):
    assert titles(client, "?q=充电桩") == ["增设充电桩", "再增充电桩"]
    assert titles(client, "?q=HSZ-6-2-004") == ["装电梯"] == titles(client, "?q=hsz-6-2-004")
    assert titles(client, "?q=04") == ["装电梯"]
    assert titles(client, "?q=马红霞") == [], "nobody finds a proposal by its author"
    assert "没有找到这样的提案" in page(client, f"{LEDGER}?q=不存在的词")


def test_of_a_word_that_many_hold_not_all_are_counted(client, register, monkeypatch):
    monkeypatch.setattr(asked_room, "FEW", 1)
    monkeypatch.setattr(summary_room, "FEW", 1)
    assert titles(client, "?q=充电桩") == ["增设充电桩", "再增充电桩"]
    told = page(client, f"{LEDGER}?q=充电桩")
    assert "多于 1 件" in told and '<span class="n">' not in told


def test_facets_narrow_it_and_tell_how_many_each_leaves(client, register):
    facets = {facet["name"]: {choice["words"]: choice["number"] for choice in facet["choices"]}
              for facet in client.get(LEDGER).context["facets"]}  # fmt: skip
    assert facets["state"] == {
        "全部": 7, "尚未答复": 2, "答复后再办理": 1, "已答复": 2, "已并案": 1, "不立案，已说明理由": 1,
    }  # fmt: skip
    assert facets["lead"] == {"全部": 7, "人事劳动处": 4, "财务处": 1, "没有承办单位": 2}
    assert titles(client, "?state=owed") == ["装电梯", "修进场道路"]
    assert titles(client, f"?lead={register.finance.pk}") == ["修进场道路"]
    assert titles(client, f"?lead={register.finance.pk}&state=answered") == []
    assert len(titles(client, "?category=生活后勤")) == 7
    told = client.get(f"{LEDGER}?state=owed&lead={register.finance.pk}").context["facets"]
    states = next(facet for facet in told if facet["name"] == "state")
    assert {choice["words"]: choice["number"] for choice in states["choices"]} == {"全部": 1, "尚未答复": 1}


def test_a_choice_keeps_the_others_and_leads_back_when_taken_again(register):
    asked = Asked.read({"state": "owed", "q": "电梯", "session": "3", "after": "1~2"})
    assert asked.to(lead="7") == "?session=3&lead=7&state=owed&q=%E7%94%B5%E6%A2%AF"
    assert asked.to(session="", state="", q="") == ""


# --- figures ------------------------------------------------------------------------------------------------


def test_five_figures_stand_on_top_with_their_definitions_both_readings_of_satisfaction_side_by_side(client, register):
    answer = client.get(LEDGER)
    told = {measure.label: (measure.words, measure.of) for measure in answer.context["summary"].measures}
    assert told == {
        "按期答复率": ("40.00%", "2 / 5 件"),
        "已答复": ("60.00%", "3 / 5 件"),
        "满意率": ("33.33%", "1 / 3 件"),
        "满意率（含基本满意）": ("66.67%", "2 / 3 件"),
        "平均答复用时": (told["平均答复用时"][0], "3 件"),
        "办结率": ("40.00%", "2 / 5 件"),
    }
    assert "没有到期的不算，逾期未答复的算在分母里" in answer.content.decode()


@pytest.mark.parametrize("cut", OPEN_CUTS)
def test_every_public_figure_opens_the_entries_that_it_counts(client, register, cut):
    asked = Asked.read({})
    assert len(titles(client, f"?cut={cut}")) == asked.scope.counts(timezone.localdate())[cut]


def test_a_page_is_kept_for_a_minute_and_says_of_which_moment_its_numbers_are(client, register, settings):
    settings.LEDGER_SECONDS = 60
    KEPT.forget()
    with time_machine.travel("2026-11-20T10:26:30+08:00", tick=False):
        first = page(client)
        assert "数字截至 11月20日 10:26" in first
        Proposal.objects.filter(register_number="04").update(replied_on=date(2025, 5, 6))
        with CaptureQueriesContext(connection) as captured:
            assert page(client) == first
        assert not captured.captured_queries
    KEPT.forget()
    assert '<b class="num">4</b><span>件已答复' in page(client)


def test_a_kept_page_holds_nothing_of_what_somebody_else_put_into_the_address(client, register, settings):
    settings.LEDGER_SECONDS = 60
    KEPT.forget()
    page(client, f"{LEDGER}?state=owed&evil=1&after=evil")
    assert "evil" not in page(client, f"{LEDGER}?state=owed")
    KEPT.forget()


def test_no_more_is_kept_than_there_is_room_for(settings):
    settings.LEDGER_SECONDS = 60
    kept, made = Kept(most=2), []
    for key in ("a", "b", "a", "c", "a", "b"):
        kept.get(key, lambda key=key: made.append(key))
    assert made == ["a", "b", "c", "b"]


def test_what_could_not_be_made_is_not_kept(settings):
    settings.LEDGER_SECONDS = 60
    kept = Kept()
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 / 0)
    assert kept.get("a", lambda: 7) == 7


# --- whom it names ------------------------------------------------------------------------------------------


def everywhere(client, proposal):
    """All public words about a proposal: list, page and workbook."""
    book = cells_of(client.get(f"{LEDGER}export/"))
    cells = " ".join(str(cell.value) for line in book for cell in line)
    return page(client) + page(client, f"{LEDGER}{proposal.number}/") + cells


def test_co_signers_are_never_named(client, house):
    proposal = factories.closed(house)
    told = everywhere(client, proposal)
    assert not any(seconder.name in told for seconder in house.seconders)


def test_the_proposer_is_named_once_the_rating_is_in_and_good(client, house):
    proposal = factories.replied(house)
    assert house.proposer.name not in everywhere(client, proposal), "the rating is still open"
    workflow.evaluate(proposal, house.proposer, attitude="satisfied", result="basically")
    assert f"机关代表团 {house.proposer.name}代表" in everywhere(client, proposal)


def test_whoever_was_dissatisfied_is_not_named_not_even_after_the_second_answer(client, house):
    proposal = factories.rehandling(house)
    assert house.proposer.name not in everywhere(client, proposal)
    assert "评价不满意，正在再办理" in page(client), "that the unit must do it again is no secret"
    again = factories.replied_again(house)
    workflow.evaluate(again, house.proposer, attitude="satisfied", result="satisfied")
    assert house.proposer.name not in everywhere(client, again)


def test_words_of_a_grader_are_not_read_here(client, house):
    assert "没有写清什么时候办" not in everywhere(client, factories.rehandling(house))


def test_a_request_for_confidentiality_hides_name_delegation_and_the_words_of_the_answer(client, house):
    proposal = factories.closed(house, is_confidential=True)
    told = everywhere(client, proposal)
    assert house.proposer.name not in told and str(house.delegation) not in told
    assert "您的建议收悉" not in told and "已采纳，从下月起执行" not in told
    assert "姓名保密" in told and "提案人请求保密，答复正文不公开。" in told
    assert "已解决或基本解决" in told and "人事劳动处" in told


def test_names_in_the_text_of_a_letter_are_blotted_out(client, house):
    proposal = factories.reply_draft(house)
    reply = proposal.replies.get()
    reply.text = f"{house.proposer.name}、{house.seconders[0].name}代表：您们的建议收悉。"
    reply.save()
    workflow.sign(proposal, house.leader)
    told = everywhere(client, proposal)
    assert "○○○、○○○代表：您们的建议收悉。" in told
    assert house.proposer.name not in told and house.seconders[0].name not in told
    workflow.evaluate(proposal, house.proposer, attitude="satisfied", result="satisfied")
    told = everywhere(client, proposal)
    assert f"{house.proposer.name}、○○○代表：您们的建议收悉。" in told, "she is named now, her co-signers never"


def test_names_in_what_was_asked_are_blotted_out_of_a_confidential_entry(client, house):
    asked = (f"请给{house.proposer.name}换岗。", "公布标准。")
    proposal = factories.closed(house, is_confidential=True, points=asked)
    told = everywhere(client, proposal)
    assert "请给○○○换岗。" in told and house.proposer.name not in told


def test_authors_of_a_merged_or_refused_proposal_are_not_named(client, register):
    for number in ("06", "07"):
        told = page(client, f"{LEDGER}{Proposal.objects.get(register_number=number).number}/")
        assert "马红霞" not in told


# --- one entry ----------------------------------------------------------------------------------------------


def test_an_entry_tells_the_answer_point_by_point_with_class_unit_and_days(client, house):
    proposal = factories.closed(house, at=timezone.now() - timedelta(days=3))
    told = page(client, f"{LEDGER}{proposal.number}/")
    for words in (*factories.POINTS, "采纳", "已采纳，从下月起执行。", "已解决或基本解决", "人事劳动处", "用时 0 个工作日", "满意",
                  proposal.replies.get().letter_number):  # fmt: skip
        assert words in told, words


def test_a_merged_entry_leads_to_its_head_and_the_head_names_what_it_answers(client, register):
    head, merged = (Proposal.objects.get(register_number=number) for number in ("01", "06"))
    assert reverse("proposals:ledger-entry", args=[head.number]) in page(client, f"{LEDGER}{merged.number}/")
    assert reverse("proposals:ledger-entry", args=[merged.number]) in page(client, f"{LEDGER}{head.number}/")


def test_a_refused_entry_gives_its_reason(client, register):
    refused = Proposal.objects.get(register_number="07")
    assert "属于个人问题。" in page(client, f"{LEDGER}{refused.number}/") and "属于个人问题。" in page(client)


def test_a_letter_is_dated_by_the_day_in_shanghai(client, register):
    assert "2025年4月15日 星期二" in page(client, f"{LEDGER}HSZ-6-2-001/")


@pytest.mark.parametrize("number", ["nothing", "HSZ-6-2-999", "%00", "x" * 300])
def test_an_unknown_number_is_not_found(client, register, number):
    assert client.get(f"{LEDGER}{number}/").status_code == 404


# --- workbook -----------------------------------------------------------------------------------------------


def test_the_workbook_holds_the_entries_of_the_filters_in_the_order_of_the_page(client, register):
    rows = [[cell.value for cell in line] for line in cells_of(client.get(f"{LEDGER}export/?state=owed"))]
    assert [line[1] for line in rows[3:]] == ["装电梯", "修进场道路"]
    assert "办理情况 尚未答复" in rows[1][0]


def test_a_title_that_looks_like_a_formula_stays_text(client, register):
    Proposal.objects.filter(register_number="01").update(title='=HYPERLINK("http://x")')
    cells = [cell for line in cells_of(client.get(f"{LEDGER}export/")) for cell in line]
    assert any(cell.value == '=HYPERLINK("http://x")' and cell.data_type == "s" for cell in cells)


def test_more_than_one_answer_can_carry_is_refused_with_the_remedy_and_nothing_is_noted(client, register, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ROWS", 3)
    events = Event.objects.count()
    answer = client.get(f"{LEDGER}export/")
    assert answer.status_code == 409 and "请先按届次或承办单位筛选" in answer.content.decode()
    assert Event.objects.count() == events


def test_letters_of_past_years_leave_the_figures_of_a_year_alone(client, house):
    factories.replied(house, title="改造食堂")
    this_year = timezone.localdate().year
    before = client.get(f"{LEDGER}?year={this_year}").context["summary"]
    bring_in_letters(
        letter_row(留言编号="1", 留言时间="2019/1/8 9:00:00", 答复时间="2019/3/8 9:00:00"),
        letter_row(留言编号="2", 留言时间="2018/1/8 9:00:00", 答复时间="2018/1/9 9:00:00"),
    )
    KEPT.forget()
    after, whole = (client.get(LEDGER + query).context["summary"] for query in (f"?year={this_year}", ""))
    assert [(one.words, one.of) for one in after.measures] == [(one.words, one.of) for one in before.measures]
    assert (whole.replied.numerator, after.replied.numerator) == (3, 1)
    assert [choice.number for facet in whole.facets if facet.name == "year" for choice in facet.choices] == [1, 1, 1]
    text = page(client)
    assert "这里是全部年份合计" in text and f"?year={this_year}" in text
    assert "这里是全部年份合计" not in page(client, f"{LEDGER}?year={this_year}")
    assert titles(client, "?year=2019") == titles(client, "?year=2019&cut=late") != []
