"""The desk of handing out: units typed by name, returns and requests for more time decided at the same place."""

from datetime import timedelta

import pytest
from django.urls import reverse

from proposals import workflow
from proposals.models import Proposal, State
from tests import factories as make
from ymdm.organization.models import Role

pytestmark = pytest.mark.django_db
DESK = reverse("proposals:assign-desk")


@pytest.fixture
def house():
    return make.bureau()


@pytest.fixture
def desk(client, house):
    client.force_login(house.union)
    return client


def handing(proposal, house, **typed):
    given = {
        "tab": "assign", "pk": proposal.pk, "lead": "人事劳动处", "assisting_1": "后勤服务中心", "assisting_2": "",
        "assisting_3": "", "leader": house.leader.pk, "days": "90", "counting": "natural",
    }  # fmt: skip
    return given | typed


def test_a_filed_proposal_is_handed_to_the_units_that_were_typed_and_the_next_one_follows(desk, house):
    proposal, other = make.filed(house), make.filed(house)
    response = desk.post(DESK, handing(proposal, house, assisting_3="HSZ-CW"))
    assert response.url == f"{DESK}?tab=assign&pk={other.pk}"
    proposal.refresh_from_db()
    assert (proposal.state, proposal.lead_unit, proposal.leader) == (State.ASSIGNED, house.hr, house.leader)
    assisting = {row.unit for row in proposal.assignments.filter(part="assisting")}
    assert assisting == {house.logistics, house.finance}


def test_the_leader_who_was_chosen_last_is_filled_in_for_the_next(desk, house):
    first, second = make.filed(house), make.filed(house)
    desk.post(DESK, handing(first, house, leader=house.leader2.pk))
    assert desk.get(DESK, {"pk": second.pk}).context["form"]["leader"].value() == house.leader2.pk


def test_the_unit_that_the_proposer_suggested_is_filled_in_if_it_has_a_handler(desk, house):
    wanted = make.filed(house, suggested_unit=house.finance)
    assert 'value="财务处"' in desk.get(DESK, {"pk": wanted.pk}).content.decode()
    nobody = make.filed(house, suggested_unit=house.team)
    assert desk.get(DESK, {"pk": nobody.pk}).context["form"]["lead"].value() is None


@pytest.mark.parametrize("name", ["人事劳动处", " 人事劳动处 ", "hsz-rs", "人事处", "劳资"])
def test_a_unit_is_found_by_name_code_short_name_and_alias(desk, house, name):
    house.hr.short_name, house.hr.aliases = "人事处", "劳资|组织人事"
    house.hr.save()
    proposal = make.filed(house)
    desk.post(DESK, handing(proposal, house, lead=name))
    proposal.refresh_from_db()
    assert proposal.lead_unit == house.hr


@pytest.mark.parametrize(
    ("typed", "status", "says"),
    [
        ({"lead": ""}, 422, "请填写主办单位"),
        ({"lead": "人事科"}, 422, "没有叫“人事科”的承办单位"),
        ({"lead": "<b>"}, 422, "没有叫“&lt;b&gt;”的承办单位"),
        ({"assisting_1": "人事劳动处"}, 409, "主办单位不能同时是协办单位"),
        ({"leader": ""}, 422, "分管领导"),
        ({"days": "91"}, 409, "答复期限最长到"),
        ({"days": "0"}, 422, "不能小于"),
        ({"counting": "years"}, 422, "请从列出的选项里选择"),
    ],
)
def test_a_refusal_stands_beside_what_was_typed(desk, house, typed, status, says):
    proposal = make.filed(house)
    response = desk.post(DESK, handing(proposal, house, assisting_2="财务处") | typed)
    text = response.content.decode()
    assert response.status_code == status and says in text and 'value="财务处"' in text
    proposal.refresh_from_db()
    assert proposal.state == State.FILED


def test_a_name_that_two_units_have_is_asked_back(desk, house):
    twin = make.unit("人事劳动处", parent=house.branch, code="XF-RS")
    make.person(twin, role=Role.HANDLER)
    response = desk.post(DESK, handing(make.filed(house), house))
    assert response.status_code == 422 and "（XF-RS）" in response.content.decode()


def test_units_without_anybody_to_handle_are_not_offered(desk, house):
    text = desk.get(DESK, {"pk": make.filed(house).pk}).content.decode()
    offered = text.split('<datalist id="units">')[1].split("</datalist>")[0]
    assert "人事劳动处" in offered and "西峰局" not in offered


def test_a_return_is_decided_here(desk, house):
    proposal = make.assigned(house)
    workflow.object_to_assignment(proposal, house.handler, reason="报销归财务处管。", suggested_unit=house.finance)
    page = desk.get(DESK, {"tab": "objections"})
    text = page.content.decode()
    assert "报销归财务处管。" in text and 'value="财务处"' in text
    typed = {"tab": "objections", "pk": proposal.pk, "approve": "yes", "unit": "", "decision": "同意。"}
    assert desk.post(DESK, typed).status_code == 422
    assert desk.post(DESK, typed | {"unit": "财务处", "decision": ""}).status_code == 422
    assert desk.post(DESK, typed | {"unit": "财务处"}).url == f"{DESK}?tab=objections"
    proposal.refresh_from_db()
    assert proposal.lead_unit == house.finance


def test_a_return_that_is_refused_leaves_the_proposal_where_it_is(desk, house):
    proposal = make.assigned(house)
    workflow.object_to_assignment(proposal, house.handler, reason="不是我们的。", suggested_unit=house.finance)
    typed = {
        "tab": "objections",
        "pk": proposal.pk,
        "approve": "no",
        "unit": "财务处",
        "decision": "按职责属于人事处。",
    }
    desk.post(DESK, typed)
    proposal.refresh_from_db()
    assert (proposal.lead_unit, proposal.state) == (house.hr, State.IN_PROGRESS)


def test_more_time_is_granted_with_one_press_and_refused_with_a_reason(desk, house):
    one, other = make.in_progress(house), make.in_progress(house)
    for proposal in (one, other):
        workflow.ask_extension(proposal, house.handler, days=10, reason="等批复。")
    due = one.reply_due_on
    response = desk.post(DESK, {"tab": "extensions", "pk": one.pk, "approve": "yes", "decision": ""})
    assert response.url == f"{DESK}?tab=extensions&pk={other.pk}"
    one.refresh_from_db()
    assert one.reply_due_on > due
    refused = {"tab": "extensions", "pk": other.pk, "approve": "no", "decision": ""}
    assert desk.post(DESK, refused).status_code == 409
    desk.post(DESK, refused | {"decision": "请按期答复。"})
    assert other.extension_requests.get().is_approved is False


def test_a_proposal_is_found_under_the_tab_in_which_it_waits(desk, house):
    proposal = make.assigned(house)
    workflow.object_to_assignment(proposal, house.handler, reason="不是我们的。", suggested_unit=house.finance)
    response = desk.get(DESK, {"pk": proposal.pk})
    assert (response.context["tab"], response.context["proposal"]) == ("objections", proposal)


def test_one_that_is_handed_out_already_is_said_so(desk, house):
    proposal = make.assigned(house)
    assert "已经办过" in desk.get(DESK, {"pk": proposal.pk}, follow=True).content.decode()
    response = desk.post(DESK, handing(proposal, house))
    assert response.status_code == 409 and "不能再“交办”" in response.content.decode()


@pytest.mark.parametrize("who", ["handler", "leader", "proposer", "employee", "inspector"])
def test_the_desk_is_closed_to_those_without_the_right(client, house, who):
    proposal = make.filed(house)
    client.force_login(getattr(house, who))
    assert client.get(DESK).status_code == 403
    assert client.post(DESK, handing(proposal, house)).status_code == 403


def test_a_right_in_another_unit_opens_the_desk_and_not_the_proposal(client, house):
    proposal = make.filed(house)
    client.force_login(house.branch_union)
    assert client.get(DESK).status_code == 200
    assert client.get(DESK, {"pk": proposal.pk}).status_code == 404
    assert client.post(DESK, handing(proposal, house)).status_code == 404
    assert Proposal.objects.get(pk=proposal.pk).state == State.FILED


def test_a_late_instruction_and_the_committees_words_stand_beside_the_text(desk, house):
    proposal = make.filed(house)
    workflow.instruct(proposal, house.leader, text="请人事处牵头，年内办好。", leader=house.leader2, key=True)
    response = desk.get(DESK, {"pk": proposal.pk})
    text = response.content.decode()
    assert "请人事处牵头，年内办好。" in text and "经审查讨论决定。" in text and "重点提案" in text
    assert response.context["form"]["leader"].value() == house.leader2.pk


def test_the_queue_is_sorted_by_the_day_on_which_it_has_to_be_handed_out(desk, house):
    first, second = make.filed(house), make.filed(house)
    second.duties.owed().update(due_on=first.duties.owed().get().due_on - timedelta(3))
    assert [item.pk for item in desk.get(DESK).context["queue"].items] == [second.pk, first.pk]


# --- what may be the same matter ------------------------------------------------------------------------------

LATE = "食堂晚餐六点四十就收了，外业回来赶不上，希望延长到七点半。"


def said(house, title, author=None, rationale=LATE):
    made = workflow.speak_up(house.unit, author or house.employee)
    made = workflow.save_draft(made, author or house.employee, title=title, rationale=rationale, measures=["延长。"])
    workflow.submit(made, author or house.employee)
    return Proposal.objects.get(pk=made.pk)


def test_what_may_be_the_same_is_shown_for_a_suggestion_and_merged_only_by_hand(desk, house):
    head, other = said(house, "延长食堂晚餐时间", house.proposer), said(house, "食堂晚餐时间太短")
    page = desk.get(DESK, {"pk": other.pk})
    assert [row.proposal for row in page.context["similar"]] == [head]
    join = reverse("proposals:act", args=[other.pk, "join"])
    assert f"{join}?number={head.number}" in page.content.decode()
    other.refresh_from_db()
    assert other.state == State.SUBMITTED
    form = desk.get(join, {"number": head.number, "text": "不由地址代写"}).context["form"]
    assert form["number"].value() == head.number and not form["text"].value()
    desk.post(join, {"number": head.number, "text": "同一件事。"})
    other.refresh_from_db()
    assert other.merged_into == head


def test_the_same_words_about_another_place_are_said_to_differ(desk, house):
    said(house, "整修西峰站进场道路", rationale="进场道路坑多，下雨进不去车。")
    other = said(house, "整修南小河沟站进场道路", rationale="进场道路坑多，下雨进不去车。")
    page = desk.get(DESK, {"pk": other.pk})
    assert [row.differs for row in page.context["similar"]] == [("南小河沟", "西峰")]
    assert "题目相近，说的不同" in page.content.decode()


def test_what_the_committee_filed_is_compared_but_not_merged_here(desk, house):
    make.filed(house, title="延长食堂晚餐时间", rationale=LATE)
    other = make.filed(house, title="食堂晚餐时间太短", rationale=LATE)
    page = desk.get(DESK, {"pk": other.pk})
    assert len(page.context["similar"]) == 1 and page.context["join"] == ""


@pytest.mark.parametrize(("people", "proposed"), [(4, False), (5, True)], ids=["four", "five"])
def test_what_five_persons_raised_in_a_quarter_is_proposed_to_the_union(desk, house, people, proposed):
    authors = [make.person(house.unit) for _ in range(people)]
    made = [said(house, f"延长食堂晚餐时间（{place}）", author) for place, author in enumerate(authors)]
    said(house, "再延长食堂晚餐时间", authors[0])  # one person twice is one person
    assert ("PRO-70" in desk.get(DESK, {"pk": made[0].pk}).content.decode()) is proposed
    Proposal.objects.filter(pk=made[-1].pk).update(submitted_on=made[0].submitted_on - timedelta(days=120))
    assert "PRO-70" not in desk.get(DESK, {"pk": made[0].pk}).content.decode()
