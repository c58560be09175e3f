"""The pages of rules and decisions: what is read, that nothing typed is lost, that lists ask no more for many rows."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congress.register import workflow
from congress.register.models import Decision, RuleDocument
from tests import factories as make
from tests.register import scenes
from tests.register.scenes import ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def read(client, person, url: str) -> str:
    client.force_login(person)
    answer = client.get(url)
    assert answer.status_code == 200, (person, url, answer.status_code)
    return answer.content.decode()


def asked(client, url: str) -> int:
    for _ in range(2):
        cache.clear()
        with CaptureQueriesContext(connection) as told:
            answer = client.get(url)
            assert answer.status_code == 200
            if answer.streaming:
                b"".join(answer.streaming_content)
    return len(told)


def test_an_empty_library_says_what_to_do(client, house):
    assert "先登记职代会章程" in read(client, house.union, "/w/register/")
    assert "工会登记并施行的制度" in read(client, house.employee, "/w/register/")
    assert "看全部制度" in read(client, house.union, "/w/register/?state=ended")


def test_the_way_of_a_rule_through_its_pages(client, house):
    client.force_login(house.union)
    typed = {"name": "福利费使用办法", "kind": "other", "matter": "welfare", "text": "第一条 体检每年一次。"}
    wrong = client.post("/w/register/rules/new/", typed | {"name": ""})
    assert wrong.status_code == 422 and "体检每年一次" in wrong.content.decode()
    at_branch = f"/w/register/rules/new/?unit={house.branch.pk}"
    client.post(at_branch, typed)
    document = RuleDocument.objects.get()
    version = document.versions.get()
    assert document.unit == house.branch and "须由职代会通过" in read(client, house.union, document.get_absolute_url())
    url = f"/w/register/versions/{version.pk}/"
    days = {"effective_on": ago(0).isoformat(), "noticed_on": ago(0).isoformat(), "heard": "班组会听取意见"}
    refused = client.post(f"{url}bring_into_force/", days)
    page = refused.content.decode()
    assert refused.status_code == 409 and "不能施行" in page and "CON-46" in page and "班组会听取意见" in page
    passed = scenes.resolution(house.branch, "welfare")
    assert passed.number in read(client, house.union, f"{url}record_passing/")
    client.post(f"{url}record_passing/", {"resolution": passed.pk})
    client.post(f"{url}bring_into_force/", days)
    page = read(client, house.employee, document.get_absolute_url())
    assert "体检每年一次" in page and passed.number in page
    assert passed.number in read(client, house.employee, "/w/register/?state=holds&kind=other&q=福利")


def test_two_versions_are_compared_on_one_page(client, house):
    first = scenes.in_force(house)
    second = workflow.revise(first.document, house.union, note="改附议人数", text=first.text.replace("三名", "两名"))
    page = read(client, house.union, f"{second.get_absolute_url()}?with=1")
    assert "<del>三</del><ins>两</ins>" in page
    assert client.get(f"{second.get_absolute_url()}?with=9").status_code == 404


def test_the_list_of_rules_is_sorted_paged_and_exported(client, house):
    for number in range(22):
        scenes.in_force(house, title=f"办法{number:02d}")
    page = read(client, house.employee, "/w/register/?sort=-title")
    assert page.index("办法21") < page.index("办法20") and "办法00" not in page
    assert "办法00" in read(client, house.employee, "/w/register/?sort=-title&page=2")
    answer = client.get("/w/register/export/?kind=other")
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert len(rows) == 3 + 22 and "其他制度" in rows[1][0]


def test_pages_of_rules_ask_no_more_for_many_rows(client, house):
    one = scenes.in_force(house, title="办法一")
    urls = ["/w/register/", one.document.get_absolute_url(), one.get_absolute_url()]
    client.force_login(house.union)
    before = [asked(client, url) for url in urls]
    version = one
    for number in range(8):
        scenes.in_force(house, title=f"另一办法{number}")
        newer = workflow.revise(version.document, house.union, note="改", text=f"第{number}稿")
        day = ago(9 - number)
        workflow.bring_into_force(newer, house.union, effective_on=day, noticed_on=day, heard="会")
        version = newer
    assert [asked(client, url) for url in urls] == before
    assert timezone.localdate() >= day


# --- decisions -----------------------------------------------------------------------------------------------------


def test_the_way_of_a_decision_through_its_pages(client, house):
    client.force_login(house.branch_union)
    typed = {"name": "调整福利费", "kind": "large_sum", "matter": "welfare", "text": "按人均安排。"}
    wrong = client.post("/w/register/decisions/new/", typed)
    assert wrong.status_code == 422 and "写明金额" in wrong.content.decode() and "按人均安排" in wrong.content.decode()
    answer = client.post("/w/register/decisions/new/", typed | {"yuan": "128000.50"}, follow=True)
    page = answer.content.decode()
    assert "须由职代会通过" in page and "128,000.50 元" in page and "上海第11条" in page
    made = Decision.objects.get()
    typed = {"body": "office_meeting", "meeting": "办公会", "decided_on": ago(1).isoformat(), "procedure": "集体讨论"}
    early = client.post(f"{made.get_absolute_url()}decide/", typed | {"decided_on": ago(-3).isoformat()})
    assert early.status_code == 409 and "集体讨论" in early.content.decode()
    page = client.post(f"{made.get_absolute_url()}decide/", typed, follow=True).content.decode()
    assert "这项决定对职工没有约束力" in page and "工会纠" in page and "没有公开，也没有写明依据" in page
    assert "没有约束力" in read(client, house.employee, made.get_absolute_url())
    client.force_login(house.leader)
    client.post(f"/w/register/corrections/{made.correction.pk}/answer/", {"text": "下次职代会表决。"})
    assert "下次职代会表决" in read(client, house.branch_union, made.get_absolute_url())


def test_the_gaps_of_the_register_are_counted_and_listed(client, house):
    scenes.decided(house, "welfare", title="没有决议的")
    told = scenes.decided(house, "other", title="公开了的")
    workflow.disclose(told, house.branch_union, disclosed_as="公开栏", disclosed_on=ago(1))
    page = read(client, house.branch_union, "/w/register/decisions/")
    assert "1 项决策没有公开" in page and "1 项决策没有经过职代会" in page
    for gap in ("unlinked", "wrong", "unanswered"):
        page = read(client, house.branch_union, f"/w/register/decisions/?gap={gap}")
        assert "没有决议的" in page and "公开了的" not in page
    answer = client.get("/w/register/decisions/export/?gap=wrong")
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row]
    assert "对职工没有约束力" in cells and "公开了的" not in cells


def test_an_empty_register_says_what_to_do(client, house):
    assert "决定之前先登记事项" in read(client, house.union, "/w/register/decisions/")
    assert "单位公开的决策会列在这里" in read(client, house.employee, "/w/register/decisions/")
    assert "先登记事项、先经职代会" in read(client, house.union, "/w/register/decisions/?matter=land_property")


def test_pages_of_decisions_ask_no_more_for_many_rows(client, house):
    one = scenes.decided(house, "welfare")
    client.force_login(house.branch_union)
    urls = ["/w/register/decisions/", one.get_absolute_url(), "/w/register/decisions/export/"]
    before = [asked(client, url) for url in urls]
    for _ in range(6):
        scenes.decided(house, "welfare")
    assert [asked(client, url) for url in urls] == before
