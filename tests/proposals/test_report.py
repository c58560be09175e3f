"""The work report to the congress (PRO-52): the same numbers on the page, in the workbook and in the Word document."""

import io
import re
import zipfile
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openpyxl import load_workbook

from proposals.measures import Scope, figures
from proposals.models import Proposal
from proposals.papers import report_document
from proposals.papers.report import report
from tests import factories
from tests.proposals.registers import UNHANDLED, bring_in, row
from ymdm.ledger.models import Event

pytestmark = pytest.mark.django_db

ON = date(2025, 12, 1)
PAGE, WORKBOOK, DOCUMENT = (
    f"proposals:figures-report{suffix}" for suffix in ("", "-workbook", "-document")
)  # fmt: skip


@pytest.fixture
def house():
    house = factories.bureau()
    for name in ("刘家辉", "姚明磊"):
        factories.person(house.branch, name)
    unanswered = dict.fromkeys(("答复日期", "答复内容", "办理结果", "满意度"))
    bring_in(
        row(提案编号="01"),
        row(提案编号="02", 案由="换供暖管道", 满意度="基本满意", 答复日期="2025-06-11"),
        row(提案编号="03", 审查结果="不予立案", **UNHANDLED),
        row(提案编号="04", 案由="修食堂的屋顶", **unanswered),
        row(提案编号="05", 案由="增加体检项目", 办理结果="B", 答复内容="已列入计划：明年办。"),
    )
    return house


def grid(told, title):
    return next(one for one in [*told.grids, told.definitions] if one.title == title)


def test_the_numbers_of_the_report_are_those_of_the_figures(house):
    told, numbers = report(Scope(), ON), figures(Scope(), ON)
    assert [line[2] for line in grid(told, "审查结果").rows] == [one.numerator for one in numbers.identity]
    for measure in numbers.sections[1].measures:
        line = next(line for line in grid(told, "办理答复").rows if line[0] == measure.label)
        assert line[1:4] == (measure.words, measure.numerator, measure.denominator)


def test_both_readings_of_satisfaction_stand_side_by_side_with_their_counts(house):
    said = " ".join(report(Scope(), ON).parts[2].sentences)
    assert "满意率 66.67%（2 / 3 件）；满意率（含基本满意） 100.00%（3 / 3 件）" in said


def test_parts_that_make_the_whole_are_listed_without_a_word_of_doubt(house):
    said = " ".join(report(Scope(), ON).parts[1].sentences)
    assert "收到的 5 件中：立案 4 件、并案 0 件、转意见建议 0 件、不立案 1 件" in said
    assert "相差" not in said


def test_parts_that_do_not_make_the_whole_are_told_and_not_mended(house):
    Proposal.objects.filter(register_number="03").update(outcome="somewhere")
    told = report(Scope(), ON)
    assert "以上各项相加为 4 件，与收到的 5 件相差 1 件，照实列出" in " ".join(told.parts[1].sentences)
    assert grid(told, "审查结果").rows[0][2] == 5


def test_what_is_overdue_stands_with_owner_and_days(house):
    (line,) = grid(report(Scope(), ON), "逾期未答复清单").rows
    late = Proposal.objects.get(register_number="04")
    assert line[:2] == (late.number, "修食堂的屋顶") and line[3]
    assert line[6:] == (late.reply_due_on, (ON - late.reply_due_on).days)


def test_the_content_of_a_confidential_matter_is_not_in_the_report(house):
    Proposal.objects.filter(register_number="04").update(channel="reception_day")
    (line,) = grid(report(Scope(), ON), "逾期未答复清单").rows
    assert line[1] == "（内容保密）"


def test_open_promises_are_the_answers_that_say_b_or_c(house):
    told = report(Scope(), ON)
    assert [line[1] for line in grid(told, "没有兑现的承诺").rows] == ["增加体检项目"]
    assert "还没有兑现的承诺 1 件" in " ".join(told.parts[3].sentences)


def test_c_of_the_old_registers_was_kept_for_reference_and_is_no_promise(house):
    bring_in(row(提案编号="06", 办理结果="C", 答复内容="留作参考：暂无条件。"))
    assert len(grid(report(Scope(), ON), "没有兑现的承诺").rows) == 1


def test_the_union_asks_the_unit_that_owes_and_nobody_else(house):
    asked = report(Scope(), ON).parts[5].sentences
    assert len(asked) == 1 and "尽快答复逾期未答复的 1 件" in asked[0]
    assert report(Scope(year="1999"), ON).parts[5].sentences[0].startswith("没有逾期未答复")


def test_channels_count_each_matter_once(house):
    told = report(Scope(), ON)
    assert sum(line[1] for line in grid(told, "各渠道").rows) == 5
    Proposal.objects.filter(register_number="01").update(channel="suggestion", outcome="converted")
    assert [line[:2] for line in grid(report(Scope(), ON), "各渠道").rows] == [("职代会提案", 5)]


def test_every_figure_has_its_definition(house):
    told = report(Scope(), ON)
    defined = {line[0] for line in told.definitions.rows}
    numbers = figures(Scope(), ON)
    every = [*numbers.headline, *numbers.identity, *(one for part in numbers.sections for one in part.measures)]
    assert {one.label for one in every} <= defined and all(line[1] for line in told.definitions.rows)


def test_the_title_names_the_session_or_the_year(house):
    session = Proposal.objects.first().session
    assert report(Scope(session=str(session.pk)), ON).title == f"{house.unit}{session}职工代表大会提案工作报告"
    assert report(Scope(year="2025", channel="proposal"), ON).title == "2025 年提案工作报告"


# --- the page and its files -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "may"), [("union", True), ("leader", True), ("handler", False), ("employee", False)])
@pytest.mark.parametrize("name", [PAGE, WORKBOOK, DOCUMENT])
def test_those_who_watch_over_proposals_open_the_report(client, house, who, may, name):
    client.force_login(getattr(house, who))
    answer = client.get(reverse(name))
    if answer.streaming:
        answer.getvalue()
    assert answer.status_code == (200 if may else 403)
    shown = reverse(PAGE) in client.get(reverse("proposals:figures")).content.decode()
    assert shown == may


def test_the_page_keeps_the_scope_and_offers_the_files(client, house):
    client.force_login(house.union)
    answer = client.get(reverse(PAGE) + "?year=2025&channel=proposal").content.decode()
    assert "2025 年提案工作报告" in answer and "修食堂的屋顶" in answer
    for name in (WORKBOOK, DOCUMENT):
        assert f"{reverse(name)}?channel=proposal&amp;year=2025" in answer


def test_the_workbook_has_a_sheet_for_every_grid_and_says_who_when_and_what(client, house):
    client.force_login(house.union)
    answer = client.get(reverse(WORKBOOK) + "?year=2025")
    book = load_workbook(io.BytesIO(answer.getvalue()))
    told = report(Scope(year="2025"), date.today())
    assert len(book.sheetnames) == len(told.grids) + 1 and book.sheetnames[-1] == "口径说明"
    for sheet in book:
        assert f"导出人：{house.union}" in sheet["A2"].value and "2025 年提交" in sheet["A2"].value
    received = next(book["审查结果"].iter_rows(min_row=4, values_only=True))
    assert received[:3] == ("收到", "5 件", 5)
    assert Event.objects.filter(act="papers.export", actor_id=house.union.pk).exists()


@pytest.fixture
def document(client, house):
    Proposal.objects.filter(register_number="04").update(title="=1+1 <屋顶>\x0b")
    client.force_login(house.union)
    return client.get(reverse(DOCUMENT) + "?year=2025").getvalue()


def test_the_word_document_is_a4_in_the_house_format(document):
    opened = Document(io.BytesIO(document))
    section = opened.sections[0]
    edges = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(edge / Mm(1)) for edge in edges] == [37, 35, 28, 26]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)
    fonts = {
        "Normal": ("仿宋_GB2312", 16),
        "Title": ("方正小标宋简体", 22),
        "Heading 1": ("黑体", 16),
        "Heading 2": ("楷体_GB2312", 16),
    }
    for name, (font, size) in fonts.items():
        style = opened.styles[name]
        named = style.element.rPr.rFonts
        assert {named.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia")} == {font}
        assert style.font.size == Pt(size) and named.get(qn("w:eastAsiaTheme")) is None
    assert "PAGE" in section.footer._element.xml


def test_the_word_document_says_what_the_report_says_in_tables_that_can_be_edited(document):
    opened = Document(io.BytesIO(document))
    told = report(Scope(year="2025"), date.today())
    headings = [line.text for line in opened.paragraphs if line.style.name == "Heading 1"]
    assert headings[:2] == ["一、收集情况", "二、审查立案情况"] and headings[-1] == "附：口径说明"
    texts = [line.text for line in opened.paragraphs]
    assert all(sentence in texts for part in told.parts for sentence in part.sentences)
    tables = [[[cell.text for cell in line.cells] for line in table.rows] for table in opened.tables]
    filled = [one for one in [*told.grids, told.definitions] if one.rows]
    assert [table[0] for table in tables] == [list(one.heads) for one in filled]
    assert [[line[0] for line in table[1:]] for table in tables] == [
        [str(line[0]) for line in one.rows] for one in filled
    ]
    assert any("=1+1 <屋顶>" in line for table in tables for line in table)


def test_the_word_document_holds_no_macro_and_nothing_from_outside(document):
    packed = zipfile.ZipFile(io.BytesIO(document))
    assert not [name for name in packed.namelist() if re.search(r"vba|macro|embed|activex|\.bin$", name, re.I)]
    assert not any(
        b'TargetMode="External"' in packed.read(name) for name in packed.namelist() if name.endswith(".rels")
    )


def queries(client, name):
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse(name))
    return len(captured)


def test_the_report_costs_the_same_for_few_proposals_and_for_many(client, house):
    client.force_login(house.union)
    queries(client, PAGE)
    few = queries(client, PAGE)
    more = {"答复日期": None, "答复内容": None, "办理结果": None, "满意度": None}
    bring_in(*(row(提案编号=f"1{number}", 类别=f"类别{number}", 承办部门="财务处", **more) for number in range(5)))
    bring_in(*(row(提案编号=f"2{number}", 办理结果="B", 答复内容="已列入计划。") for number in range(5)))
    assert queries(client, PAGE) == few <= 45


def test_a_long_list_is_cut_on_page_and_in_document_and_whole_in_the_workbook(client, house, monkeypatch):
    bring_in(row(提案编号="07", 答复日期=None, 答复内容=None, 办理结果=None, 满意度=None))
    bring_in(row(提案编号="08", 办理结果="B", 答复内容="已列入计划。"))
    monkeypatch.setattr("proposals.views.report.MOST_LISTED", 1)
    client.force_login(house.union)
    page = client.get(reverse(PAGE)).content.decode()
    words = "".join(
        paragraph.text
        for paragraph in Document(io.BytesIO(b"".join(client.get(reverse(DOCUMENT)).streaming_content))).paragraphs
    )
    for told in (page, words):
        assert told.count("共 2 件，这里列前 1 件，全部 2 件在统计表（XLSX）的同名工作表里。") == 2
    book = load_workbook(io.BytesIO(b"".join(client.get(reverse(WORKBOOK)).streaming_content)))
    for sheet in ("逾期未答复清单", "没有兑现的承诺"):
        assert len(list(book[sheet].iter_rows(min_row=4))) == 2
        assert "这里列前" not in book[sheet]["A2"].value


def test_a_document_of_long_tables_is_written(house):
    told = report(Scope(), ON)
    long = told.parts[2].grids[-1]
    rows = [long.rows[0]] * 400
    object.__setattr__(long, "rows", rows)
    file = io.BytesIO()
    report_document.write(file, told, "")
    assert max(len(table.rows) for table in Document(file).tables) == 401
