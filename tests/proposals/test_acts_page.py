"""One page for every act: the question, the rule in sight, what was typed, and what becomes of a press too late."""

import pytest
from django.urls import reverse

from proposals import workflow
from proposals.forms.acts import FORMS
from proposals.forms.acts.asking import ASKED
from proposals.models import Proposal, State
from tests import factories as make
from ymdm.ledger.models import Event
from ymdm.workflow import steps_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def address(proposal, verb) -> str:
    return reverse("proposals:act", args=[proposal.pk, verb])


def test_every_act_asks_in_its_own_words():
    assert set(ASKED) == set(FORMS)
    assert set(FORMS) <= set(steps_of(Proposal))
    for asked in ASKED.values():
        assert asked.button not in {"确定", "OK", "提交"}
        assert "！" not in asked.title + asked.tells


ACTS = [
    # state, who, verb, what to type, state afterwards
    ("submitted", "union", "send_back", {"reason": "unclear", "text": "请写明标准。"}, State.RETURNED),
    ("submitted", "proposer", "withdraw", {"reason": "已在会上解决"}, State.WITHDRAWN),
    ("filed", "leader", "instruct", {"text": "请抓紧办。"}, State.FILED),
    ("assigned", "handler", "sign_for", {}, State.IN_PROGRESS),
    ("assigned", "handler", "object_to_assignment", {"reason": "不归本处管。"}, State.REASSIGN_REQUESTED),
    ("in_progress", "handler", "ask_extension", {"days": 10, "reason": "等测算。"}, State.IN_PROGRESS),
    ("reply_draft", "leader", "sign", {}, State.REPLIED),
    ("reply_draft", "leader", "send_reply_back", {"reason": "请写明时间。"}, State.IN_PROGRESS),
    ("replied", "proposer", "evaluate", {"attitude": "satisfied", "result": "satisfied"}, State.EVALUATED),
    ("replied", "union", "change_class", {"result_class": "D", "reason": "没有可办的事。"}, State.REPLIED),
    ("evaluated", "union", "close", {"note": "已经办好。"}, State.CLOSED),
    ("leader_review", "leader", "conclude", {"text": "按现有条件办。"}, State.EVALUATED),
    ("closed", "union", "archive", {}, State.ARCHIVED),
]


@pytest.mark.parametrize(("name", "who", "verb", "typed", "state"), ACTS)
def test_an_act_is_shown_with_its_rules_and_done_by_one_post(house, client, name, who, verb, typed, state):
    proposal = getattr(make, name)(house)
    client.force_login(getattr(house, who))
    page = client.get(address(proposal, verb))
    html = page.content.decode()
    assert page.status_code == 200
    assert ASKED[verb].title in html
    assert ASKED[verb].button in html
    for rule in ASKED[verb].rules:
        assert f"{rule.id}：{rule.says}" in html
        assert rule.basis in html
    before = Event.objects.count()
    assert client.post(address(proposal, verb), typed).url == proposal.get_absolute_url()
    proposal.refresh_from_db()
    assert proposal.state == state
    assert Event.objects.count() == before + 1


def test_the_same_act_opens_as_a_dialog_without_the_page_around_it(house, client):
    proposal = make.submitted(house)
    client.force_login(house.union)
    part = client.get(address(proposal, "send_back"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert f'action="{address(proposal, "send_back")}"' in part
    assert "再想想" in part


def test_what_was_typed_stays_when_something_is_wrong_and_nothing_is_done(house, client):
    proposal = make.submitted(house)
    client.force_login(house.union)
    before = Event.objects.count()
    page = client.post(address(proposal, "send_back"), {"reason": "", "text": "请写明每天多少元。"})
    assert page.status_code == 422
    assert "请写明每天多少元。" in page.content.decode()
    assert "请选择退回理由" in page.content.decode()
    page = client.post(address(proposal, "send_back"), {"reason": "unclear", "text": "长" * 2001})
    assert page.status_code == 422
    assert "最多" in page.content.decode()
    proposal.refresh_from_db()
    assert (proposal.state, Event.objects.count()) == (State.SUBMITTED, before)


def test_a_rule_that_refuses_is_said_beside_what_was_typed(house, client):
    proposal = make.replied(house)
    client.force_login(house.proposer)
    page = client.post(address(proposal, "evaluate"), {"attitude": "satisfied", "result": "dissatisfied"})
    html = page.content.decode()
    assert page.status_code == 409
    assert "请写一两句哪里不满意" in html
    assert "PRO-37" in html
    assert 'value="dissatisfied"' in html and "checked" in html
    assert not proposal.replies.get().evaluations.exists()


def test_a_button_pressed_too_late_gives_the_sentence_and_not_an_error(house, client):
    proposal = make.submitted(house)
    client.force_login(house.union)
    make.workflow.send_back(proposal, house.union, reason="unclear", text="请写明。")
    page = client.get(address(proposal, "send_back"), follow=True, headers={"Referer": "http://testserver/w/"})
    assert "郑晓芸已于" in page.content.decode()
    assert "现在的状态是“退回补充”" in page.content.decode()
    part = client.get(address(proposal, "send_back"), headers={"HX-Request": "true"})
    assert part.status_code == 409
    posted = client.post(address(proposal, "send_back"), {"reason": "unclear", "text": "再写。"})
    assert posted.status_code == 409
    assert "再写。" in posted.content.decode()
    assert proposal.reviews.count() == 1


def test_the_same_form_sent_twice_acts_once(house, client):
    proposal = make.replied(house)
    client.force_login(house.proposer)
    typed = {"attitude": "satisfied", "result": "satisfied"}
    assert client.post(address(proposal, "evaluate"), typed).status_code == 302
    assert client.post(address(proposal, "evaluate"), typed).status_code == 409
    assert proposal.replies.get().evaluations.count() == 1


def test_outsiders_find_no_act_and_insiders_without_the_office_are_told_so(house, client):
    proposal = make.submitted(house)
    for method in ("get", "post"):
        client.force_login(house.employee)
        assert getattr(client, method)(address(proposal, "send_back")).status_code == 404
        for person in (house.proposer, house.inspector, house.committee[0]):
            client.force_login(person)
            answer = getattr(client, method)(address(proposal, "send_back"))
            assert answer.status_code == 403, person
            assert "没有“退回补充”的权限" in answer.content.decode()
    client.force_login(house.union)
    assert client.get(address(proposal, "begin")).status_code == 404
    assert client.get(address(proposal, "no-such-act")).status_code == 404
    assert client.put(address(proposal, "send_back")).status_code == 405


def test_the_way_back_leads_to_pages_of_this_house_alone(house, client):
    client.force_login(house.handler)
    for back, expected in (
        ("/w/", "/w/"),
        ("https://example.org/w/", None),
        ("//example.org/", None),
        ("/ledger/", None),
    ):
        proposal = make.assigned(house)
        answer = client.post(address(proposal, "sign_for"), {"back": back})
        assert answer.url == (expected or proposal.get_absolute_url())


def test_whoever_signs_or_countersigns_reads_the_draft_on_the_same_page(house, client):
    proposal = make.contacted(house, make.in_progress(house, assisting=[house.logistics]))
    workflow.draft_reply(proposal, house.handler, **make.answering(proposal, text="今年就办。"))
    client.force_login(house.helper)
    html = client.get(address(proposal, "countersign")).content.decode()
    assert "今年就办。" in html
    assert "已采纳，从下月起执行。" in html
    workflow.countersign(proposal, house.helper, agrees=False, text="没有预算。")
    client.force_login(house.leader)
    html = client.get(address(proposal, "sign")).content.decode()
    assert "今年就办。" in html
    assert "没有预算。" in html


def test_a_confidential_name_does_not_leak_through_an_act(house, client):
    proposal = make.contacted(house, make.in_progress(house, is_confidential=True, assisting=[house.logistics]))
    workflow.draft_reply(proposal, house.handler, **make.answering(proposal, text="马红霞代表：今年就办。"))
    client.force_login(house.helper)
    assert "马红霞" not in client.get(address(proposal, "countersign")).content.decode()


def test_the_answer_is_typed_point_by_point_and_kept_when_one_is_missing(house, client):
    proposal = make.contacted(house, make.in_progress(house))
    first, second = proposal.points.all()
    client.force_login(house.handler)
    typed = {
        "text": "您的建议收悉。", "result_class": "A", f"stance_{first.pk}": "adopted", f"text_{first.pk}": "下月起执行。",
        f"stance_{second.pk}": "adopted",
    }  # fmt: skip
    page = client.post(address(proposal, "draft_reply"), typed)
    assert page.status_code == 422
    assert "下月起执行。" in page.content.decode()
    assert "第 2 条：答复" in page.content.decode()
    assert (
        client.post(address(proposal, "draft_reply"), typed | {f"text_{second.pk}": "每季度公布。"}).status_code == 302
    )
    assert [row.text for row in proposal.replies.get().point_answers.all()] == ["下月起执行。", "每季度公布。"]
