"""After the answer, for every channel: promises are chased (F72), and weeks later somebody is asked (F73; PRO-01, PRO-32)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from proposals import kinds, sweep, workflow
from proposals.channels import Channel
from proposals.models import State
from tests import factories as make
from tests.proposals.test_channels import answered, handed_in, taken_in
from ymdm.duties import sweep as reminders
from ymdm.duties.models import Duty
from ymdm.duties.rules import STAGES, stage_day
from ymdm.notices.models import Notice
from ymdm.workdays import calendar
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db

# The channel, and whether somebody is known to have raised it: who wrote a letter or said a word in a meeting may not be.
WAYS = [
    pytest.param(Channel.SUGGESTION, True, id="suggestion"),
    pytest.param(Channel.FORUM, True, id="forum point of a speaker"),
    pytest.param(Channel.FORUM, False, id="forum point of the meeting"),
    pytest.param(Channel.MAILBOX, True, id="letter under a name"),
    pytest.param(Channel.MAILBOX, False, id="letter without a name"),
    pytest.param(Channel.RECEPTION_DAY, True, id="reception"),
    pytest.param(Channel.FLOOR_OPINION, False, id="opinion of a delegation"),
]


@pytest.fixture
def house():
    return make.bureau()


def days_ago(days):
    return time_machine.travel(timezone.now() - timedelta(days=days), tick=True)


def closed(house, channel, named, result_class="A", **fields):
    """A matter of a channel, answered, rated or not, and closed."""
    if channel == Channel.SUGGESTION:
        matter = handed_in(house, unit=house.unit)
    else:
        matter = taken_in(house, channel=channel, author=house.employee if named else None)
    answered(house, matter, result_class, **fields)
    matter.refresh_from_db()
    if named:
        workflow.evaluate(matter, house.employee, attitude="satisfied", result="satisfied")
    else:
        with time_machine.travel(timezone.now() + timedelta(days=30), tick=True):
            sweep.lapse_all()
        matter.refresh_from_db()
    assert matter.state == State.EVALUATED
    workflow.close(matter, house.union, note="已经落实。")
    return matter


def who_is_asked(house, named):
    return house.employee if named else house.union


@pytest.mark.parametrize(("channel", "named"), WAYS)
def test_thirty_days_after_the_closure_somebody_is_asked_whether_it_is_really_done(house, channel, named):
    with days_ago(31):
        matter = closed(house, channel, named)
    assert sweep.ask_back_all() == 1
    (duty,) = matter.duties.owed().filter(kind=kinds.REVISIT)
    assert (duty.person, duty.unit) == (house.employee if named else None, house.unit)
    asked = who_is_asked(house, named)
    assert duty in Duty.objects.owed_by(asked)
    assert Notice.objects.filter(person=asked, title__startswith="请办理：回访").exists()
    matter.refresh_from_db()
    workflow.revisit(matter, asked, is_done=True)
    assert not matter.duties.owed().exists()


@pytest.mark.parametrize(("channel", "named"), WAYS)
def test_not_done_becomes_a_duty_of_the_lead_and_is_asked_again(house, channel, named):
    with days_ago(31):
        matter = closed(house, channel, named)
    sweep.ask_back_all()
    matter.refresh_from_db()
    asked = who_is_asked(house, named)
    with pytest.raises(Refused, match="哪里没有办好"):
        workflow.revisit(matter, asked, is_done=False)
    workflow.revisit(matter, asked, is_done=False, text="水管还是漏的。")
    assert [(duty.kind, duty.unit) for duty in matter.duties.owed()] == [(kinds.RECHECK, house.hr)]
    matter.refresh_from_db()
    workflow.recheck(matter, house.handler, answer="又去换了接头，当面试过水。")
    assert matter.ask_back_on == timezone.localdate() + timedelta(days=30)
    assert not matter.duties.owed().exists()


@pytest.mark.parametrize(("channel", "named"), WAYS)
def test_nobody_else_answers_in_their_place(house, channel, named):
    with days_ago(31):
        matter = closed(house, channel, named)
    sweep.ask_back_all()
    matter.refresh_from_db()
    for other in (house.handler, house.leader, *([house.union] if named else [house.employee])):
        with pytest.raises(NoAuthority, match=r"由.+(回答|回访)"):
            workflow.revisit(matter, other, is_done=True)


@pytest.mark.parametrize(("channel", "named"), WAYS)
def test_a_promise_is_owed_on_its_day_chased_and_asked_about_once_it_is_kept(house, channel, named):
    promised = timezone.localdate() + timedelta(days=20)
    with days_ago(40):
        matter = closed(house, channel, named, "B", plan="列入明年计划，由人事劳动处落实。", follow_up_on=promised)
    (duty,) = matter.duties.owed()
    assert (duty.kind, duty.unit, duty.due_on) == (kinds.FOLLOW_UP, house.hr, promised)
    assert sweep.ask_back_all() == 0
    reminders.remind_all(stage_day(STAGES["red"], due_on=promised, workdays=calendar()))
    told = set(Notice.objects.filter(kind="duty-reminded").values_list("person", flat=True))
    assert {house.handler.pk, house.union.pk, house.leader.pk} <= told
    matter.refresh_from_db()
    workflow.follow_up(matter, house.handler, progress="已经换好。", result_class="A")
    assert not matter.duties.owed().exists()
    assert matter.ask_back_on == timezone.localdate() + timedelta(days=30)


def test_the_page_says_that_the_union_goes_and_looks_and_whose_word_it_is(client, house):
    with days_ago(31):
        matter = closed(house, Channel.MAILBOX, False)
    sweep.ask_back_all()
    matter.refresh_from_db()
    client.force_login(house.union)
    page = client.get(matter.get_absolute_url()).content.decode()
    assert f"{house.unit}应在" in page and "前回访" in page and "提案人应在" not in page
    workflow.revisit(matter, house.union, is_done=True, text="到食堂看过，办好了。")
    assert "回访 · 工会" in client.get(matter.get_absolute_url()).content.decode()
