"""The pages of the review of the accounts: who reads what, what is kept when something is wrong, the grid, the sheet."""

from __future__ import annotations

import re
from io import BytesIO

import openpyxl
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from proposals.finance import workflow
from proposals.finance.models import FinanceGroup, ReviewPeriod, VoucherQuestion
from tests import factories as make
from tests.finance import scenes

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def read(client, person, url: str) -> str:
    client.force_login(person)
    answer = client.get(url)
    assert answer.status_code == 200, (person, url, answer.status_code)
    return answer.content.decode()


def sent(page: str) -> dict[str, str]:
    """What a browser would send of the grid as it was drawn."""
    form = page[page.index("<tbody") : page.index("</tbody>")]
    fields = dict(re.findall(r'<input[^>]*? name="([^"]+)"(?:[^>]*? value="([^"]*)")?', form))
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.S):
        fields[name] = re.search(r'value="([^"]*)" selected', options)[1]
    return fields


# --- who reads what ----------------------------------------------------------------------------------------------


def test_an_employee_reads_the_summary_and_a_representative_the_whole(client, house):
    period = scenes.published(house)
    url = period.get_absolute_url()
    summary = read(client, house.employee, url)
    assert "本季度账目已审查签字" in summary and "1,290.50 元" in summary
    assert "记-001" not in summary and "审查报告" not in summary
    whole = read(client, make.representative(house.term, house.branch), url)
    assert "记-001" in whole and "民主理财小组 3 人，到会 3 人" in whole
    assert "已签字" in whole and "登记凭证" not in whole
    assert b"PK" in b"".join(client.get(f"{url}vouchers/export/").streaming_content)
    client.force_login(house.employee)
    assert client.get(f"{url}vouchers/export/").status_code == 404


def test_the_sheet_for_the_notice_board_holds_no_voucher_and_nothing_unpublished(client, house):
    period = scenes.published(house)
    workflow.correct(period, house.proposer, text="合计应为 1,290.00 元。", reason="尾数录错")
    sheet = read(client, house.employee, f"{period.get_absolute_url()}sheet/")
    assert "本季度账目已审查签字" in sheet and "马红霞" in sheet and "合计应为 1,290.00 元。" in sheet
    assert "记-001" not in sheet
    signed = ReviewPeriod.objects.filter(pk=period.pk)
    signed.update(state="signed", published_at=None, summary="")
    assert client.get(f"{period.get_absolute_url()}sheet/").status_code == 404


@pytest.mark.parametrize("where", ["/w/finance/", "/w/finance/groups/"])
def test_an_empty_page_says_what_to_do(client, house, where):
    assert "还没有" in read(client, house.employee, where)
    assert "登记" in read(client, house.union, where)
    assert "换个条件" in read(client, house.union, f"{where}?q=没有的单位")


def test_the_lists_are_filtered_and_exported(client, house):
    scenes.published(house)
    year = scenes.last_quarter()[0]
    for query, there in (
        ("", True), ("?state=published", True), ("?state=opened", False), (f"?year={year}", True), ("?year=2001", False),
        ("?q=黄河", True), ("?q=西峰", False), ("?sort=-unit", True), ("?year=abc&state=nothing&sort=none&page=99", True),
    ):  # fmt: skip
        page = read(client, house.employee, f"/w/finance/{query}")
        assert ("账目</a>" in page) is there, query
    book = openpyxl.load_workbook(BytesIO(b"".join(client.get("/w/finance/export/").streaming_content)))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "黄河上中游管理局" in cells and 1290.5 in [float(one) for one in cells if isinstance(one, int | float)]
    assert "郑晓芸" not in read(client, house.employee, "/w/finance/groups/?q=郑")
    assert "民主理财小组</a>" in read(client, house.employee, "/w/finance/groups/?q=马红霞")


def test_navigation_leads_there(client, house):
    for person in (house.union, house.employee, house.proposer):
        assert 'href="/w/finance/"' in read(client, person, "/w/inbox/"), person


# --- forms -------------------------------------------------------------------------------------------------------


def test_the_form_of_a_group_keeps_what_was_typed(client, house):
    client.force_login(house.union)
    names = "\n".join(person.staff_number for person in scenes.members(house))
    typed = {
        "members": f"{names}\n没有这个人", "head": "马红霞", "body": "congress", "session": house.session.pk,
        "held_on": timezone.localdate().isoformat(), "how": "大会表决", "until_on": "2029-01-01", "keeper": "财务处",
        "rhythm": "quarter",
    }  # fmt: skip
    answer = client.post("/w/finance/groups/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and "名册里没有“没有这个人”" in page and "大会表决" in page
    accountant = make.person(house.finance, "莫怀远")
    answer = client.post("/w/finance/groups/new/", typed | {"members": f"{names} {accountant.staff_number}"})
    page = answer.content.decode()
    assert (
        answer.status_code == 409 and "莫怀远在财务处记账或者管账" in page and "FIN-01" in page and "大会表决" in page
    )
    answer = client.post("/w/finance/groups/new/", typed | {"members": names, "session": ""})
    assert answer.status_code == 422 and "请选择届次" in answer.content.decode()
    answer = client.post("/w/finance/groups/new/", typed | {"members": names, "head": "石拴柱"})
    assert answer.status_code == 422 and "不在上面的组员里" in answer.content.decode()
    answer = client.post("/w/finance/groups/new/", typed | {"members": names})
    made = FinanceGroup.objects.get()
    assert answer.url == made.get_absolute_url() and made.head == house.proposer
    assert "双数" not in read(client, house.union, made.get_absolute_url())
    workflow.elect(
        made, house.union, members=[house.employee], body="employees", held_on=timezone.localdate(), how="举手"
    )
    assert "现在 4 人，是双数" in read(client, house.union, made.get_absolute_url())


def test_a_future_period_is_refused_on_the_page(client, house):
    group = scenes.group(house)
    client.force_login(house.proposer)
    url = f"/w/finance/groups/{group.pk}/open_period/"
    assert client.get(url).status_code == 200
    year = timezone.localdate().year + 1
    answer = client.post(url, {"year": year, "quarter": 2})
    assert answer.status_code == 409 and f"{year}年第2季度还没有到" in answer.content.decode()
    for wrong in ({"year": "去年", "quarter": 2}, {"year": year, "quarter": 5}, {}):
        assert client.post(url, wrong).status_code == 422
    shown = {"year": scenes.last_quarter()[0], "quarter": scenes.last_quarter()[1]}
    assert client.post(url, shown).status_code == 302 and ReviewPeriod.objects.count() == 1


def test_a_question_and_a_signature_go_through_their_pages(client, house):
    period = scenes.passed(house, scenes.entered(house))
    first = period.vouchers.get(number="记-001")
    client.force_login(house.proposer)
    url = f"{period.get_absolute_url()}ask/"
    assert f'value="{first.pk}" selected' in client.get(f"{url}?voucher={first.pk}").content.decode()
    assert client.get(f"{url}?voucher=x").status_code == 200
    typed = {
        "voucher": first.pk, "text": "为什么超支？", "lead": "财务处", "leader": house.leader.pk,
        "due_on": scenes.due().isoformat(),
    }  # fmt: skip
    answer = client.post(url, typed | {"voucher": ""})
    page = answer.content.decode()
    assert answer.status_code == 422 and "请选择凭证，或者写明科目或项目" in page and "为什么超支？" in page
    assert client.post(url, typed).status_code == 302
    question = VoucherQuestion.objects.get()
    page = read(client, house.proposer, period.get_absolute_url())
    assert question.matter.number in page and "1 条还没有答复" in page and "结转下期" in page
    answer = client.post(f"{period.get_absolute_url()}settle/", {"present": [house.proposer.pk]})
    assert answer.status_code == 409 and "还有 1 条质询没有答复" in answer.content.decode()
    scenes.answer(house, question)
    client.post(f"{period.get_absolute_url()}settle/", {"present": [person.pk for person in scenes.members(house)]})
    url = f"{period.get_absolute_url()}sign/"
    answer = client.post(url, {"is_reserved": "yes", "words": ""})
    assert answer.status_code == 422 and "请写明意见" in answer.content.decode()
    assert client.post(url, {"is_reserved": "no"}).status_code == 302
    answer = client.post(url, {"is_reserved": "no"})
    assert answer.status_code == 409 and "每人只签一次" in answer.content.decode()
    assert "1 / 3" in read(client, house.proposer, period.get_absolute_url())


def test_the_summary_is_drafted_from_the_rows(client, house):
    period = scenes.signed(house)
    page = read(client, house.union, f"{period.get_absolute_url()}publish/")
    assert "审查凭证 2 张，金额合计 1,290.50 元" in page and "没有保留意见" in page
    client.post(f"{period.get_absolute_url()}publish/", {"summary": "已审。"})
    assert ReviewPeriod.objects.get().state == "published"


# --- the grid ----------------------------------------------------------------------------------------------------


def test_the_grid_takes_new_rows_and_changed_ones(client, house):
    period = scenes.entered(house)
    first = period.vouchers.get(number="记-001")
    url = f"{period.get_absolute_url()}vouchers/"
    fields = sent(read(client, house.proposer, url))
    day = scenes.in_period(9).isoformat()
    fields |= {f"v{first.pk}-outcome": "passed"}
    fields |= {
        "n1-number": "记-010",
        "n1-on": day,
        "n1-purpose": "邮寄费",
        "n1-yuan": "￥1,020.5",
        "n1-outcome": "passed",
    }
    assert client.post(url, fields).status_code == 302
    assert period.vouchers.get(pk=first.pk).outcome == "passed"
    assert period.vouchers.get(number="记-010").cents == 102050
    assert client.post(url, sent(client.get(url).content.decode())).status_code == 302  # nothing changed
    assert period.vouchers.count() == 3


def test_a_wrong_row_is_named_and_nothing_typed_is_lost(client, house):
    period = scenes.entered(house)
    url = f"{period.get_absolute_url()}vouchers/"
    fields = sent(read(client, house.finance_handler, url))
    assert not any("outcome" in name for name in fields)  # the finance side does not judge
    day, late = scenes.in_period(9).isoformat(), timezone.localdate().isoformat()
    good = {"n1-number": "记-010", "n1-on": day, "n1-purpose": "邮寄费", "n1-yuan": "20"}
    for wrong, sentence in (
        ({"n1-yuan": "二十元"}, "第 3 行：金额“二十元”不是数字"),
        ({"n1-yuan": "20.005"}, "最多两位小数"),
        ({"n1-yuan": ""}, "请填写金额"),
        ({"n1-on": late}, "日期不在"),
        ({"n1-on": "昨天"}, "请按 2026-09-20 的样子"),
        ({"n1-purpose": ""}, "请填写摘要"),
        ({"n2-number": "记-010", "n2-on": day, "n2-purpose": "y", "n2-yuan": "1"}, "第 4 行：凭证号 记-010 重复"),
    ):
        answer = client.post(url, fields | good | wrong)
        page = answer.content.decode()
        assert answer.status_code == 422 and sentence in page and "记-010" in page, wrong
    answer = client.post(url, fields | good | {"n1-number": "记-002"})
    assert answer.status_code == 422 and "凭证号 记-002 重复" in answer.content.decode()
    assert period.vouchers.count() == 2


def test_a_row_that_stands_on_another_page_is_refused_by_the_step(client, house):
    period = scenes.entered(house, *[scenes.row(f"记-{number:03d}") for number in range(1, 31)])
    url = f"{period.get_absolute_url()}vouchers/"
    fields = sent(read(client, house.finance_handler, url)) | {
        "n1-number": "记-030", "n1-on": scenes.in_period(1).isoformat(), "n1-purpose": "x", "n1-yuan": "1",
    }  # fmt: skip
    answer = client.post(url, fields)
    page = answer.content.decode()
    assert answer.status_code == 409 and "凭证号重复：记-030" in page and "FIN-03" in page and 'value="x"' in page
    assert "记-030" in read(client, house.finance_handler, f"{url}?page=2")


def test_a_verdict_given_meanwhile_does_not_stand_in_the_way_of_the_finance_side(client, house):
    period = scenes.entered(house)
    url = f"{period.get_absolute_url()}vouchers/"
    fields = sent(read(client, house.finance_handler, url))
    scenes.passed(house, period)
    fields |= {"n1-number": "记-003", "n1-on": scenes.in_period(1).isoformat(), "n1-purpose": "x", "n1-yuan": "1"}
    assert client.post(url, fields).status_code == 302
    assert period.vouchers.filter(outcome="passed").count() == 2 and period.vouchers.count() == 3


def test_an_unfit_file_is_named(client, house, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    period = scenes.entered(house)
    client.force_login(house.finance_handler)
    url = f"{period.get_absolute_url()}files/"
    files = [SimpleUploadedFile("账.exe", b"MZ"), SimpleUploadedFile("总账.pdf", b"%PDF-1.7\n")]
    answer = client.post(url, {"files": files}, follow=True)
    page = answer.content.decode()
    assert "“账.exe”不能上传" in page and "总账.pdf" in page


# --- counts ------------------------------------------------------------------------------------------------------


def test_no_page_asks_more_for_many_rows_than_for_one(client, house):
    question = scenes.asked(house)
    period = question.period
    pages = [
        ("proposer", period.get_absolute_url()), ("union", period.get_absolute_url()), ("employee", "/w/finance/"),
        ("union", "/w/finance/"), ("union", "/w/finance/export/"), ("union", "/w/finance/groups/"),
        ("union", "/w/finance/groups/export/"), ("proposer", f"{period.get_absolute_url()}vouchers/"),
        ("proposer", f"{period.get_absolute_url()}vouchers/export/"), ("union", period.group.get_absolute_url()),
    ]  # fmt: skip

    def asked() -> dict[tuple[str, str], int]:
        found = {}
        for who, url in pages:
            client.force_login(getattr(house, who))
            for _ in range(2):
                cache.clear()
                with CaptureQueriesContext(connection) as told:
                    answer = client.get(url)
                    assert answer.status_code == 200, url
                    if answer.streaming:
                        b"".join(answer.streaming_content)
            found[who, url] = len(told)
        return found

    first = asked()
    workflow.keep_vouchers(
        period, house.proposer, rows=[scenes.row(f"转-{number:03d}", outcome="passed") for number in range(12)]
    )
    for voucher in period.vouchers.filter(number__startswith="转")[:3]:
        scenes.ask(house, period, voucher=voucher)
    for quarter in (1, 2, 3, 4):
        workflow.open_period(period.group, house.proposer, year=2020, quarter=quarter)
    for unit in (house.hr, house.logistics, house.branch):
        workflow.found(
            unit, house.union, keeper=house.finance, rhythm="month", head=house.proposer, members=scenes.members(house),
            body="employees", held_on=timezone.localdate(), how="举手", until_on=period.group.until_on,
        )  # fmt: skip
    assert asked() == first
