"""The page of figures: everybody who is signed in reads it, every number opens its rows, the workbook says the same."""

import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from proposals.measures import CUTS, Scope
from proposals.models import Proposal
from tests import factories
from tests.proposals.registers import UNHANDLED, bring_in, row
from ymdm.ledger.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    house = factories.bureau()
    for name in ("刘家辉", "姚明磊"):
        factories.person(house.branch, name)
    bring_in(
        row(提案编号="01"),
        row(提案编号="02", 案由="换供暖管道", 满意度="不满意", 答复日期="2025-06-11"),
        row(提案编号="03", 审查结果="不予立案", **UNHANDLED),
    )
    return house


def open_page(client, person, url):
    client.force_login(person)
    return client.get(url)


@pytest.mark.parametrize("who", ["union", "handler", "leader", "proposer", "employee"])
def test_all_employees_may_read_the_figures_and_their_rows(client, house, who):
    for url in (reverse("proposals:figures"), reverse("proposals:figure-rows", args=["late"])):
        assert open_page(client, getattr(house, who), url).status_code == 200


def test_the_figures_need_a_sign_in(client):
    assert client.get(reverse("proposals:figures")).status_code == 302


def test_every_figure_stands_with_its_counts_and_its_definition(client, house):
    page = open_page(client, house.employee, reverse("proposals:figures")).content.decode()
    assert "50.00%" in page and "1 / 2 件" in page
    assert "逾期未答复的算在分母里" in page and "（PRO-41）" in page


def test_every_link_of_a_number_opens_a_page_with_that_many_rows(client, house):
    page = open_page(client, house.union, reverse("proposals:figures")).content.decode()
    links = set(re.findall(r'href="(/w/proposals/figures/[a-z_]+/[^"]*)"', page))
    assert len(links) > 30
    for link in links - {link for link in links if re.search("/(export|report|league)/", link)}:
        answer = client.get(link.replace("&amp;", "&"))
        assert answer.status_code == 200, link
        scope, cut = Scope.read(answer.wsgi_request.GET), answer.resolver_match.kwargs["cut"]
        name = "replied" if cut == "longest" else cut
        assert len(answer.context["lines"]) == scope.cut(name, timezone.localdate()).count(), link


def test_an_unknown_set_of_rows_is_not_found(client, house):
    assert open_page(client, house.union, reverse("proposals:figure-rows", args=["nonsense"])).status_code == 404


def test_rows_link_to_the_ledger_where_the_reader_may_not_open_the_proposal(client, house):
    url = reverse("proposals:figure-rows", args=["late"])
    late = Proposal.objects.get(register_number="02")
    assert late.get_absolute_url() in open_page(client, house.union, url).content.decode()
    told = open_page(client, house.employee, url).content.decode()
    assert late.get_absolute_url() not in told
    assert reverse("proposals:ledger-entry", args=[late.number]) in told


def test_what_is_under_review_is_counted_but_not_shown_to_others(client, house):
    pending = factories.submitted(house, title="还在审查的事")
    url = reverse("proposals:figure-rows", args=["received"])
    told = open_page(client, house.employee, url).content.decode()
    assert "还在审查的事" not in told and "另有 1 件正在审查或已撤回" in told
    assert "还在审查的事" in open_page(client, pending.proposer, url).content.decode()


def test_rows_name_nobody(client, house):
    for cut in ("dissatisfied", "late", "received"):
        told = open_page(client, house.employee, reverse("proposals:figure-rows", args=[cut])).content.decode()
        assert not any(name in told for name in ("马红霞", "刘家辉", "姚明磊"))


def test_the_scope_is_kept_in_links_form_and_workbook(client, house):
    session = Proposal.objects.first().session
    page = open_page(
        client, house.union, f"{reverse('proposals:figures')}?session={session.pk}&year=2025"
    ).content.decode()
    assert f'value="{session.pk}" selected' in page and 'value="2025" selected' in page
    assert f"/w/proposals/figures/late/?session={session.pk}&amp;year=2025" in page
    assert f"/w/proposals/figures/export/?session={session.pk}&amp;year=2025" in page


def rows_of(answer):
    content = io.BytesIO(answer.getvalue())
    sheet = load_workbook(content).active
    return [[cell.value for cell in line] for line in sheet.iter_rows()]


def test_the_workbook_says_what_the_page_says_and_the_ledger_knows_of_it(client, house):
    answer = open_page(client, house.union, reverse("proposals:figures-export") + "?year=2025")
    rows = rows_of(answer)
    assert "2025 年提交" in rows[1][0]
    rate = next(line for line in rows if line[2] == "按期答复率")
    assert (rate[3], rate[4], rate[5], rate[6], rate[8]) == (50, "%", 1, 2, "PRO-41")
    assert Event.objects.filter(act="papers.export", actor_id=house.union.pk).exists()


def test_the_rows_of_a_number_can_be_taken_away_as_a_workbook(client, house):
    answer = open_page(client, house.union, reverse("proposals:figure-rows", args=["late"]) + "?export=1")
    rows = rows_of(answer)
    assert "逾期答复" in rows[0][0] and [line[2] for line in rows[3:]] == ["换供暖管道"]


def queries(client):
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("proposals:figures"))
    return len(captured)


def test_the_page_costs_the_same_for_few_proposals_and_for_many(client, house):
    client.force_login(house.union)
    queries(client)
    few = queries(client)
    bring_in(*(row(提案编号=f"1{number}", 类别=f"类别{number}", 承办部门="财务处") for number in range(9)))
    assert queries(client) == few <= 25


def test_rows_behind_every_set_open_for_everybody(client, house):
    client.force_login(house.employee)
    for cut in [*CUTS, "longest"]:
        assert client.get(reverse("proposals:figure-rows", args=[cut])).status_code == 200, cut
