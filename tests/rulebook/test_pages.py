"""The pages of the library: everybody reads, two officers change."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests import factories as make
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.organization.models import Role
from ymdm.rulebook import value, workflow
from ymdm.rulebook.models import Override, State
from ymdm.workflow import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


@pytest.fixture
def second(house):
    return make.person(house.unit, "赵国栋", role=Role.UNION_OFFICER)


def get(client, person, name, *args, **query):
    client.force_login(person)
    return client.get(reverse(f"rulebook:{name}", args=args), query)


def post(client, person, name, *args, query="", **typed):
    client.force_login(person)
    return client.post(reverse(f"rulebook:{name}", args=args) + query, typed)


def typed(**changes):
    return {
        "key": "PRO-23", "number": "60", "from_on": timezone.localdate().isoformat(), "reason": "职代会要求加快",
        "document": "局工会〔2026〕8号",
    } | changes  # fmt: skip


def confirmed(house, second, **changes):
    fields = typed(**changes) | {"from_on": timezone.localdate()}
    override = workflow.propose(house.unit, house.union, **fields)
    workflow.confirm(override, second)
    return override


def ids(response):
    return re.findall(r'<a class="title" href="/w/rules/([A-Z]{3}-\d\d)/', response.content.decode())


def test_whoever_has_signed_in_reads_every_rule(client, house):
    for person in (house.employee, house.proposer, house.handler, house.inspector, house.admin):
        assert get(client, person, "rules").status_code == 200
        assert get(client, person, "rule", "PRO-23").status_code == 200
    assert get(client, house.employee, "rule", "PRO-99").status_code == 404


FOUND = (
    # what is asked, the rules that come first; none where nothing is found
    ({"q": "pro-23"}, ["PRO-23"]),
    ({"q": "附议 草稿"}, ["PRO-08"]),
    ({"q": "厂长工作条例"}, ["CON-82", "PRO-54"]),
    ({"chapter": "CAL"}, [f"CAL-{n:02d}" for n in range(1, 12)]),
    ({"chapter": "CON", "basis": "D"}, ["CON-01", "CON-02", "CON-03", "CON-14", "CON-57", "CON-60"]),
    ({"basis": "M", "chapter": "CON", "sort": "-id"}, ["CON-81", "CON-55", "CON-51"]),
    ({"q": "没有这样的规则"}, []),
    ({"chapter": "XXX", "q": "PRO-23"}, ["PRO-23"]),
    ({"setter": "set"}, []),
)


def test_rules_are_found_by_number_words_source_part_and_basis(client, house):
    for query, found in FOUND:
        response = get(client, house.employee, "rules", **query)
        assert ids(response)[: len(found) or None] == found, query


def test_the_list_is_paged_and_sorted(client, house):
    assert len(ids(get(client, house.employee, "rules"))) == 20
    last = ids(get(client, house.employee, "rules", page=14))
    assert last[-1] == "EVA-49" and len(last) == 278 - 13 * 20
    assert ids(get(client, house.employee, "rules", sort="-id"))[0] == "EVA-49"
    assert ids(get(client, house.employee, "rules", sort="basis"))[0] == "GEN-01"  # read in the original comes first
    assert ids(get(client, house.employee, "rules", sort="setter"))[0] == "GEN-01"


def test_what_is_remembered_or_decided_here_is_marked_in_list_and_page(client, house):
    page = get(client, house.employee, "rules", q="CON-18").content.decode()
    assert "依据待核对" in page.partition('id="found"')[2]
    page = get(client, house.employee, "rule", "GEN-02").content.decode()
    assert "本单位规定" in page and "参照" not in page.partition('id="basis"')[2].partition("</dl>")[0]


def test_a_rule_shows_the_value_for_the_chosen_unit_and_why(client, house, second):
    confirmed(house, second)
    page = get(client, house.employee, "rule", "PRO-23", unit=house.branch.pk).content.decode()
    here = page.partition('id="here"')[2].partition("</table>")[0]
    assert "60 天" in here and "通用值 90 天" in here and f"{house.unit.short}规定（" in here
    assert "局工会〔2026〕8号" in here
    workflow.settle(house.branch, SYSTEM, place="河南", profile="")
    house.branch.legal_type = "enterprise"
    house.branch.save()
    page = get(client, house.employee, "rule", "CON-79", unit=house.branch.pk).content.decode()
    assert "河南口径（2007），2008年1月1日起施行" in page
    assert "不由单位规定" in page and "定得更严" not in page


def test_the_page_of_a_rule_tells_who_changed_it_when_and_by_what_document(client, house, second):
    confirmed(house, second)
    confirmed(house, second, number="75", document="局工会〔2026〕9号")
    page = get(client, house.employee, "rule", "PRO-23").content.decode()
    history = page.partition('id="changes"')[2]
    assert history.index("75 天") < history.index("60 天")
    assert f"{house.union}提出，赵国栋确认" in history


def test_an_officer_proposes_and_another_confirms_on_the_pages(client, house, second):
    page = get(client, house.union, "rule", "PRO-23").content.decode()
    assert reverse("rulebook:propose", args=["PRO-23"]) in page
    response = post(client, house.union, "propose", "PRO-23", query=f"?unit={house.unit.pk}", **typed())
    override = Override.objects.get()
    assert response.url == override.get_absolute_url()
    own = get(client, house.union, "change", override.pk).content.decode()
    assert "撤回修改" in own and "确认修改</button>" not in own
    assert post(client, house.union, "confirm", override.pk).status_code == 403
    waiting = get(client, second, "rules").content.decode()
    assert "等待确认的修改" in waiting
    assert "确认修改</button>" in get(client, second, "change", override.pk).content.decode()
    post(client, second, "confirm", override.pk)
    assert value("PRO-23", house.unit, timezone.localdate()).count == 60
    assert "已更严" in get(client, house.employee, "rules", q="PRO-23").content.decode()
    assert ids(get(client, house.employee, "rules", setter="set")) == ["PRO-23"]
    assert "等待确认的修改" not in get(client, second, "rules").content.decode()
    assert [event.says for event in Event.objects.of(override)] == ["提出修改", "确认修改"]


def test_a_looser_value_is_refused_beside_what_was_typed(client, house):
    response = post(client, house.union, "propose", "PRO-23", query=f"?unit={house.unit.pk}", **typed(number="120"))
    page = response.content.decode()
    assert response.status_code == 409 and not Override.objects.exists()
    assert "只能更严" in page and "CON-03" in page and 'value="120"' in page and "局工会〔2026〕8号" in page
    response = post(client, house.union, "propose", "PRO-23", query=f"?unit={house.unit.pk}", **typed(reason=""))
    assert response.status_code == 422


def test_a_change_is_declined_with_a_reason_or_withdrawn(client, house, second):
    post(client, house.union, "propose", "PRO-23", query=f"?unit={house.unit.pk}", **typed())
    override = Override.objects.get()
    assert post(client, second, "decline", override.pk, reason="").status_code == 422
    post(client, second, "decline", override.pk, reason="先征求承办单位意见")
    override.refresh_from_db()
    assert override.state == State.DECLINED
    assert "先征求承办单位意见" in get(client, house.union, "change", override.pk).content.decode()
    post(client, house.union, "propose", "PRO-23", query=f"?unit={house.unit.pk}", **typed(number="50"))
    again = Override.objects.get(number="50")
    post(client, house.union, "withdraw", again.pk)
    again.refresh_from_db()
    assert again.state == State.WITHDRAWN


def test_only_what_units_may_set_can_be_proposed_and_only_in_ones_own_units(client, house):
    assert get(client, house.union, "propose", "CON-61").status_code == 404
    assert get(client, house.union, "propose", "CON-79").status_code == 404
    assert get(client, house.employee, "propose", "PRO-23").status_code == 403
    assert get(client, house.branch_union, "propose", "PRO-23", unit=house.unit.pk).status_code == 404
    assert get(client, house.branch_union, "propose", "PRO-23").status_code == 200
    several = get(client, house.union, "propose", "PRO-37").content.decode()
    assert "重新办理最长（现在 30 天）" in several and "评价后办结最长（现在 5 个工作日）" in several


def test_two_officers_say_where_a_unit_lies(client, house, second):
    assert get(client, house.admin, "settle", house.branch.pk).status_code == 403
    assert get(client, house.union, "settle", house.branch.pk).status_code == 200
    post(client, house.union, "settle", house.branch.pk, place="四川", profile="school_2011")
    house.branch.refresh_from_db()
    assert house.branch.place == "", "one officer alone settles nothing"
    make.confirm_last(second)
    house.branch.refresh_from_db()
    assert (house.branch.place, house.branch.profile) == ("四川", "school_2011")
    assert "学校口径（2011）" in get(client, house.employee, "rule", "CON-25", unit=house.branch.pk).content.decode()


def test_the_list_goes_out_as_a_workbook_with_its_filter(client, house, second):
    confirmed(house, second)
    client.force_login(house.employee)
    response = client.get(reverse("papers:export", args=["rules"]), {"chapter": "PRO"})
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] and str(row[0]).startswith("PRO-")]
    assert len(rows) == 70
    row = next(row for row in rows if row[0] == "PRO-23")
    assert "60 天" in row and any("局工会〔2026〕8号" in str(cell) for cell in row)
    assert (
        Event.objects.get(act="papers.export").payload.payload["filters"]
        == f"单位：{house.branch}，部分：提案和职工意见"
    )


def test_the_pages_cost_the_same_for_any_number_of_overrides_and_units(
    client, house, second, django_assert_max_num_queries
):
    get(client, house.employee, "rules"), get(client, house.employee, "rule", "PRO-23")
    client.force_login(house.union)
    with django_assert_max_num_queries(14):
        client.get(reverse("rulebook:rules"))
    with django_assert_max_num_queries(14):
        client.get(reverse("rulebook:rule", args=["PRO-23"]))
    for number in range(89, 69, -1):
        confirmed(house, second, number=str(number))
        make.unit(f"单位{number}", parent=house.unit)
    for key, number in (("PRO-33", "11"), ("PRO-25", "20"), ("PRO-29", "2")):
        workflow.propose(
            house.branch,
            house.branch_union,
            **typed(key=key, number=number, from_on=timezone.localdate() + timedelta(days=3)),
        )
    client.get(reverse("rulebook:rules"))  # reads the new edition once
    with django_assert_max_num_queries(14):
        client.get(reverse("rulebook:rules"))
    with django_assert_max_num_queries(14):
        client.get(reverse("rulebook:rule", args=["PRO-23"]))


def test_the_other_officers_hear_of_a_proposed_value_and_the_proposer_of_the_decision(house, second):
    override = workflow.propose(house.unit, house.union, **(typed() | {"from_on": timezone.localdate()}))
    told = Notice.objects.filter(kind="override-asked")
    assert [notice.person for notice in told] == [second], "not the proposer, nor the officer of a unit below"
    assert told[0].url == override.get_absolute_url() and "职代会要求加快" in told[0].text
    workflow.decline(override, second, reason="先征求意见")
    notice = Notice.objects.get(kind="override-decided")
    assert notice.person == house.union and "先征求意见" in notice.text
