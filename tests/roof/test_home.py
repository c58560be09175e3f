"""The start page of each kind of person: chosen by what the offices allow, honest about what is owed, and flat in cost."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import travel

from proposals import workflow
from tests import factories as make
from ymdm.duties import sweep
from ymdm.organization.models import Person, Role

pytestmark = pytest.mark.django_db


def page_of(person: Person, query: str = "") -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(f"/w/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_follows_from_the_acts_that_offices_carry_and_the_widest_view_wins():
    house = make.bureau()
    head = "民主管理总览"
    assert head in page_of(house.leader)
    assert head in page_of(house.inspector) and "请您办" not in page_of(house.inspector)
    assert "待办队列" in page_of(house.union)
    assert "现在没有要办的事" in page_of(house.handler)
    assert "马红霞代表" in page_of(house.proposer)
    assert "查回复台账" in page_of(house.employee)
    assert "没有承办人的单位" in page_of(house.admin)


def test_a_handler_with_a_seat_works_at_the_desk_and_still_co_signs_with_one_tap():
    house = make.bureau()
    make.appoint(house.proposer, Role.HANDLER, house.branch)
    asked = make.draft(house, by=house.seconders[0], title="请您附议的")
    workflow.invite(asked, house.seconders[0], people=[house.proposer])
    made = page_of(house.proposer)
    assert "现在没有要办的事" in made
    assert f'action="/w/proposals/{asked.pk}/co_sign/"' in made


def test_a_draft_with_its_signatures_leads_straight_to_the_sending():
    house = make.bureau()
    waiting = make.draft(house, title="还没有人附议的")
    ready = make.co_signed(house, title="附议已够的")
    made = page_of(house.proposer)
    assert f'href="/w/proposals/{ready.pk}/write/4/"' in made
    assert f'href="/w/proposals/{waiting.pk}/write/4/"' not in made


def test_whoever_keeps_the_roll_sees_which_unit_nobody_answers_for():
    house = make.bureau()
    silent = make.unit("新设的处", parent=house.unit, level="department")
    made = page_of(house.admin)
    assert f'href="/w/units/{silent.pk}/"' in made and f'href="/w/units/{house.hr.pk}/"' not in made


def test_a_handler_reads_the_debts_by_due_day_with_the_act_beside_each():
    house = make.bureau()
    fresh, running = make.assigned(house, title="新交办的"), make.in_progress(house, title="办理中的")
    made = page_of(house.handler)
    assert "要办 2 件" in made
    assert f'action="/w/proposals/{fresh.pk}/sign_for/"' in made
    assert f'href="/w/proposals/{running.pk}/reply/"' in made
    # What is not signed for yet is told once, not as a reply as well.
    titles = re.findall(r'class="title" href="/w/proposals/(\d+)/"', made)
    assert sorted(titles) == sorted([str(fresh.pk), str(running.pk)])


def test_signing_for_is_one_click_from_the_start_page():
    house = make.bureau()
    proposal = make.assigned(house)
    client = Client()
    client.force_login(house.handler)
    answer = client.post(f"/w/proposals/{proposal.pk}/sign_for/", {"back": "/w/"})
    assert (answer.status_code, answer.url) == (302, "/w/")
    proposal.refresh_from_db()
    assert proposal.state == "in_progress"


def test_an_escalated_reply_stands_first_at_the_union_and_says_to_whom_it_was_escalated():
    house = make.bureau()
    with travel(timezone.now() - timezone.timedelta(days=110), tick=True):
        make.in_progress(house, title="早该答复的")
    sweep.remind_all()
    made = page_of(house.union)
    assert "升级至分管领导" in made
    assert made.index("早该答复的") < made.index("提案走到哪一步")
    assert re.search(r'action="/w/duties/\d+/press/"', made)
    assert "早该答复的" in page_of(house.leader)
    assert "已逾期" in page_of(house.handler)


def test_a_representative_co_signs_with_one_tap_and_sees_how_far_the_own_proposals_are():
    house = make.bureau()
    asked = make.draft(house, by=house.seconders[0], title="请您附议的")
    workflow.invite(asked, house.seconders[0], people=[house.proposer])
    mine = make.replied(house, title="我的提案")
    made = page_of(house.proposer)
    assert f'action="/w/proposals/{asked.pk}/co_sign/"' in made and "还差 2 人" in made
    assert f'href="/w/proposals/{mine.pk}/evaluate/"' in made
    assert "6 步中已完成 4 步，当前：评价" in made
    assert "正在征集提案" in made


def test_a_confidential_author_is_not_named_on_the_start_page_of_a_leader():
    house = make.bureau()
    make.in_progress(house, is_confidential=True, title="要求保密的")
    made = page_of(house.inspector)
    assert "要求保密的" in made and "马红霞" not in made


def test_an_employee_without_a_seat_reads_the_answers_and_finds_the_own_representatives():
    house = make.bureau()
    make.replied(house, title="已经答复的")
    made = page_of(house.employee)
    assert (
        "已经答复的" in made and "马红霞" in made and "/w/proposals/" not in made.split("<main")[1].split("</main>")[0]
    )


@pytest.mark.parametrize("who", ["union", "leader", "inspector", "handler", "proposer", "employee", "admin"])
def test_a_start_page_asks_as_much_for_one_proposal_as_for_six(who, django_assert_max_num_queries):
    house = make.bureau()
    person = getattr(house, who)

    def fill() -> None:
        make.reply_draft(house, assisting=[house.logistics])
        make.replied(house)
        draft = make.draft(house, by=house.seconders[0])
        workflow.invite(draft, house.seconders[0], people=[house.proposer])

    def asked() -> int:
        client = Client()
        client.force_login(person)
        client.get("/w/")
        with django_assert_max_num_queries(60) as queries:
            client.get("/w/")
        return len(queries)

    fill()
    few = asked()
    fill()
    fill()
    assert asked() <= few
