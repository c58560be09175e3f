"""`manage.py import_letters`: which letters of past years come in, as what, and why others do not."""

import io
import json
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from proposals.channels import Channel
from proposals.models import Proposal, Reply, State
from proposals.models.states import Source
from proposals.papers.letters import Letters
from tests import factories
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.papers import sheets
from ymdm.papers.models import ImportRun
from ymdm.workflow import SYSTEM

LETTERS = Path(__file__).resolve().parents[3] / "shared" / "data" / "letters"
FILE = LETTERS / "letters_replied_train_asreceived.xlsx"
here = pytest.mark.skipif(not FILE.exists(), reason=f"{FILE} is not here; it lies beside the checkout")

pytestmark = pytest.mark.django_db

HEADS = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间")
PLAIN = {
    "留言编号": 2555, "留言用户": "A00031618", "留言主题": "请修好澡堂", "留言时间": "2019/4/24 15:40:04",
    "留言详情": "\n\t\t\n\t水是凉的。\n\t\n\t两个月了。\n", "答复意见": "已经修好。", "答复时间": "2019/5/9 9:49:14",
}  # fmt: skip


def row(**changes):
    return PLAIN | changes


def workbook(*rows) -> bytes:
    book = Workbook()
    book.active.append(HEADS)
    for values in rows:
        book.active.append([values.get(head) for head in HEADS])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(*rows, by=SYSTEM):
    return Letters.read(sheets.read(io.BytesIO(workbook(*rows)), "来信.xlsx"), by)


def raw(**changes):
    """Read one row as it would come from a file that holds what openpyxl does not write."""
    values = row(**changes)
    return Letters.read([sheets.Sheet("来信", False, [HEADS, tuple(values[head] for head in HEADS)])], SYSTEM)


def bring_in(*rows, by=SYSTEM):
    reading = read(*rows, by=by)
    return Letters.write(reading, by, lambda done, total: None)


def run(*arguments) -> str:
    out = StringIO()
    call_command("import_letters", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def house():
    return factories.bureau()


@pytest.fixture
def unit():
    return factories.unit("黄河上中游管理局", code="HSZ")


def test_a_letter_comes_in_as_answered_and_closed_without_an_author(house):
    before = (Duty.objects.count(), Notice.objects.count())
    assert bring_in(row()) == {"created": 1, "changed": 0, "unchanged": 0}
    letter = Proposal.objects.get(register_number="2555")
    assert (letter.channel, letter.source, letter.state) == (Channel.MAILBOX, Source.IMPORTED, State.CLOSED)
    assert (letter.proposer, letter.entered_by, letter.unit) == (None, None, house.unit)
    assert letter.number == "HSZ-YJ-2019-001"
    assert (letter.submitted_on, letter.replied_on, letter.closed_on) == (
        date(2019, 4, 24), date(2019, 5, 9), date(2019, 5, 9),
    )  # fmt: skip
    assert letter.rationale == "水是凉的。\n两个月了。"
    answer = Reply.objects.get(proposal=letter)
    assert (answer.text, timezone.localtime(answer.signed_at).hour) == ("已经修好。", 9)
    assert [event.says for event in Event.objects.of(letter)] == ["历年导入"]
    assert (Duty.objects.count(), Notice.objects.count()) == before, "what is settled owes nothing and tells nobody"


def test_whoever_wrote_it_stands_nowhere(unit):
    bring_in(row())
    letter = Proposal.objects.get()
    kept = [letter.search_text, letter.rationale, str(Event.objects.of(letter).values())]
    assert not any("A00031618" in text for text in kept)
    assert letter.voices() == []


@pytest.mark.parametrize(
    ("changes", "code", "says"),
    [
        ({"留言编号": None}, "NO_MISSING", "没有编号"),
        ({"留言编号": "甲一"}, "NO_INVALID", "编号“甲一”不是整数"),
        ({"留言编号": 2.5}, "NO_INVALID", "编号“2.5”不是整数"),
        ({"留言编号": "1" * 21}, "NO_LONG", "编号超过 20 个字符"),
        ({"留言主题": " "}, "TITLE_MISSING", "没有主题"),
        ({"留言主题": "长" * 121}, "TITLE_LONG", "主题超过 120 字"),
        ({"留言详情": "\n\t"}, "TEXT_MISSING", "没有内容"),
        ({"答复意见": None}, "ANSWER_MISSING", "没有答复意见"),
        ({"留言详情": datetime(2019, 4, 24)}, "TYPE_INVALID", "留言详情不是文字"),
        ({"答复意见": True}, "TYPE_INVALID", "答复意见不是文字"),
        ({"留言时间": None}, "DATE_MISSING", "没有留言时间"),
        ({"留言时间": "2019/2/30 9:00:00"}, "DATE_INVALID", "留言时间“2019/2/30 9:00:00”不是日期"),
        ({"留言时间": "2019/4/24 25:00:00"}, "DATE_INVALID", "留言时间“2019/4/24 25:00:00”不是日期"),
        ({"答复时间": "尽快"}, "DATE_INVALID", "答复时间“尽快”不是日期"),
        ({"留言时间": "1989/4/24"}, "DATE_EARLY", "留言时间在 1990 年以前，工作日历没有那一年"),
        ({"答复时间": "2999/1/1"}, "DATE_FUTURE", "答复时间 2999-01-01在今天以后"),
        ({"答复时间": "2019/4/23 23:59:59"}, "DATE_ORDER", "答复时间早于留言时间"),
        ({"留言详情": "水\x00是凉的"}, "BINARY", "留言详情里有二进制控制字符"),
        ({"答复意见": "PK\x03\x04\x14"}, "BINARY", "答复意见里有二进制控制字符"),
        ({"留言主题": "澡_x0000_堂"}, "BINARY", "留言主题里有二进制控制字符"),
        ({"留言详情": "长" * 32_767}, "TEXT_CUT", "留言详情达到表格一格的上限 32,767 字，可能已被截断"),
    ],
)  # fmt: skip
def test_every_bad_row_is_named_with_its_reason_and_nothing_of_it_comes_in(unit, changes, code, says):
    reading = raw(**changes)
    [bad] = reading.report["rejected"]
    assert (bad["row"], bad["reasons"], bad["says"]) == (2, [code], [says])
    assert all(bad["remedies"]) and not reading.accepted
    assert Letters.write(reading, SYSTEM, lambda done, total: None)["created"] == 0
    assert not Proposal.objects.exists()


def test_all_reasons_of_a_row_are_told_at_once(unit):
    [bad] = raw(留言编号="甲", 留言时间="昨天", 答复意见="").report["rejected"]
    assert set(bad["reasons"]) == {"NO_INVALID", "DATE_INVALID", "ANSWER_MISSING"}


@pytest.mark.parametrize(
    ("written", "day", "hour"),
    [
        (datetime(2019, 4, 24, 15, 40, 4), date(2019, 4, 24), 15),
        ("2019/4/24 15:40:04", date(2019, 4, 24), 15),
        ("2019-04-24 15:40", date(2019, 4, 24), 15),
        ("2019年4月24日", date(2019, 4, 24), 0),
        ("\t2019/4/24 0:05:00 ", date(2019, 4, 24), 0),
        (43579, date(2019, 4, 24), 0),
    ],
    ids=["cell", "slashes", "dashes", "words", "blanks", "serial"],
)
def test_a_day_is_read_in_every_spelling_of_the_files(unit, written, day, hour):
    [accepted] = raw(留言时间=written).accepted
    at = timezone.localtime(accepted.said_at)
    assert (at.date(), at.hour) == (day, hour)


@pytest.mark.parametrize("length", [7_000, 32_000])
def test_a_very_long_letter_is_kept_whole_and_told_of(unit, length):
    reading = read(row(留言详情="长" * length))
    assert [warning["says"] for warning in reading.report["warnings"]] == [f"留言详情有 {length:,} 字，全文保留"]
    Letters.write(reading, SYSTEM, lambda done, total: None)
    assert len(Proposal.objects.get().rationale) == length


def test_a_number_that_stands_twice_comes_in_once(unit):
    reading = read(row(), row(留言主题="又一封"))
    assert [bad["reasons"] for bad in reading.report["rejected"]] == [["NO_DOUBLED"]]
    assert len(reading.accepted) == 1


def test_a_second_run_changes_nothing_and_other_words_under_a_known_number_are_named(unit):
    bring_in(row())
    before = list(Proposal.objects.values()) + list(Reply.objects.values()), Event.objects.count()
    assert bring_in(row()) == {"created": 0, "changed": 0, "unchanged": 1}
    [bad] = read(row(答复意见="改了。")).report["rejected"]
    assert bad["reasons"] == ["NO_TAKEN"]
    assert (list(Proposal.objects.values()) + list(Reply.objects.values()), Event.objects.count()) == before


def test_numbers_go_on_after_those_that_the_year_has_given(unit):
    bring_in(row())
    bring_in(row(留言编号=9, 留言时间="2019/1/2 8:00:00"), row(留言编号=10, 留言时间="2018/1/2 8:00:00"))
    numbers = dict(Proposal.objects.values_list("register_number", "number"))
    assert (numbers["9"], numbers["10"]) == ("HSZ-YJ-2019-002", "HSZ-YJ-2018-001")


def test_nobody_imports_into_a_unit_that_is_not_theirs(house):
    assert read(row(), by=house.branch_union).unit == house.branch
    [bad] = read(row(), by=house.handler).report["rejected"]
    assert bad["reasons"] == ["OUT_OF_SCOPE"]


@pytest.mark.parametrize(("how", "came"), [((), 1), (("--all-or-nothing",), 0), (("--preview",), 0)])
def test_the_person_chooses_the_good_rows_or_all_or_nothing(unit, tmp_path, how, came):
    path = tmp_path / "来信.xlsx"
    path.write_bytes(workbook(row(), row(留言编号=2556, 答复时间="尽快")))
    told = run(path, *how)
    assert "读到 2 行，可导入 1 行，要先改 1 行。" in told
    assert "Sheet 第 3 行 2556 请修好澡堂：答复时间“尽快”不是日期" in told
    assert Proposal.objects.count() == came


def test_the_same_import_stands_in_the_browser_beside_the_proposals(house, client, django_capture_on_commit_callbacks):
    client.force_login(house.union)
    page = client.get(reverse("papers:import-new", args=["letters"]))
    assert "历年来信" in page.content.decode() and "写信人不读取、不保存" in page.content.decode()
    content = SimpleUploadedFile("来信.xlsx", workbook(row(), row(留言编号=2556, 答复时间="尽快")))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("papers:import-new", args=["letters"]), {"file": content})
    told = ImportRun.objects.get()
    shown = client.get(told.get_absolute_url()).content.decode()
    assert "答复时间“尽快”不是日期" in shown and not Proposal.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("papers:import-confirm", args=[told.pk]))
    assert Proposal.objects.get().entered_by == house.union


@here
def test_the_letters_as_received_come_in_once_and_their_report_equals_what_was_worked_out(unit):
    first = json.loads(run(FILE, "--json"))
    assert (first["rows"], first["accepted"], first["rejected"]) == (1655, 1655, 0)
    assert Proposal.objects.filter(channel=Channel.MAILBOX).count() == Reply.objects.count() == 1655
    before = Event.objects.filter(act="proposals.import").count()
    out = StringIO()
    call_command("report_replies", "--json", stdout=out)
    answer = json.loads(out.getvalue())
    wanted = json.loads((LETTERS / "letters_replied_train_expected.json").read_text(encoding="utf-8"))
    assert answer.keys() == wanted.keys()
    for key, value in wanted.items():
        assert answer[key] == value, key
    assert json.loads(run(FILE, "--json"))["already_imported"] == 1655
    assert Event.objects.filter(act="proposals.import").count() == before == 1655
