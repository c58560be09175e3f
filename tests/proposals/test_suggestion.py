"""Every employee writes a suggestion on one page: F76, F80, F50; PRO-10, PRO-55."""

import pytest

from proposals import workflow
from proposals.models import Proposal, State
from tests import factories as make

pytestmark = pytest.mark.django_db
NEW = "/w/suggestions/new/"
TYPED = {
    "title": "给野外站装净水器", "rationale": "三个站喝的是井水。", "point_1": "每站装一台。", "point_2": "",
}  # fmt: skip


@pytest.fixture
def house():
    return make.bureau()


def typed(house, **changes):
    return TYPED | {"unit": house.branch.pk, "go": "send"} | changes


def test_looking_makes_nothing(client, house):
    client.force_login(house.employee)
    page = client.get(NEW).content.decode()
    assert "5 个工作日" in page and "20 个工作日" in page and "西峰局" in page
    assert not Proposal.objects.exists()


def test_one_page_and_it_is_handed_in(client, house):
    client.force_login(house.employee)
    answer = client.post(NEW, typed(house))
    made = Proposal.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, made.get_absolute_url())
    assert (made.state, made.unit, made.measures) == (State.SUBMITTED, house.branch, ["每站装一台。"])
    page = client.get(made.get_absolute_url()).content.decode()
    assert "合理化建议" in page and "建议内容" in page and "提案" not in page.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("name", ["title", "rationale", "point_1"])
def test_what_is_missing_is_named_and_nothing_typed_is_lost(client, house, name):
    client.force_login(house.employee)
    answer = client.post(NEW, typed(house, **{name: " "}))
    assert answer.status_code == 422 and not Proposal.objects.exists()
    page = answer.content.decode()
    assert all(words in page for key, words in TYPED.items() if words and key != name)


def test_a_draft_may_lack_everything_but_a_title_and_is_completed_later(client, house):
    client.force_login(house.employee)
    client.post(NEW, typed(house, rationale="", point_1="", go="leave"))
    made = Proposal.objects.get()
    assert made.state == State.DRAFT and made.writing_url in client.get(NEW).content.decode()
    client.post(made.writing_url, typed(house))
    made.refresh_from_db()
    assert made.state == State.SUBMITTED


def test_what_was_sent_back_is_completed_on_the_same_page(client, house):
    made = workflow.speak_up(house.branch, house.employee)
    workflow.save_draft(made, house.employee, title="净水", rationale="水质。", measures=["装。"])
    workflow.submit(made, house.employee)
    workflow.send_back(made, house.branch_union, reason="unclear", text="哪几个站？")
    client.force_login(house.employee)
    assert made.writing_url in client.get(made.get_absolute_url()).content.decode()
    client.post(made.writing_url, typed(house, rationale="三个站都是。"))
    made.refresh_from_db()
    assert (made.state, made.rationale, made.versions.count()) == (State.SUBMITTED, "三个站都是。", 2)


def test_nobody_else_goes_on_with_it(client, house):
    made = workflow.speak_up(house.branch, house.employee)
    client.force_login(house.helper)
    assert client.get(made.writing_url).status_code == 404


def test_the_union_enters_for_somebody_within_its_units_and_it_is_marked_so(client, house):
    client.force_login(house.branch_union)
    assert client.post(NEW, typed(house, author="马红霞燕燕")).status_code == 422
    assert client.post(NEW, typed(house, author="许文涛")).status_code == 422  # of the bureau, not of the branch
    assert client.post(NEW, typed(house, author="石拴柱")).status_code == 302
    made = Proposal.objects.get()
    assert (made.proposer, made.entered_by, made.source) == (house.employee, house.branch_union, "on_behalf")
    client.force_login(house.employee)
    assert "代为录入" in client.get(made.get_absolute_url()).content.decode()


def test_an_employee_whose_units_have_no_union_is_told_what_to_do(client):
    alone = make.person(make.unit("测站"))
    client.force_login(alone)
    assert "还没有工会干部受理建议" in client.get(NEW).content.decode()


def test_what_is_like_it_is_shown_with_its_answer_while_one_writes(client, house):
    make.closed(house, title="给野外站装净水器")
    client.force_login(house.employee)
    told = client.get("/w/suggestions/similar/", {"title": "给野外站装净水器", "rationale": ""}).content.decode()
    assert "HSZ-6-2-001" in told and "经研究已经照办" in told


def test_it_waits_at_the_desk_of_handing_out_and_not_at_the_committees(client, house):
    client.force_login(house.employee)
    client.post(NEW, typed(house, unit=house.unit.pk))
    client.force_login(house.union)
    assert "给野外站装净水器" in client.get("/w/proposals/assign/").content.decode()
    assert "给野外站装净水器" not in client.get("/w/proposals/review/").content.decode()
