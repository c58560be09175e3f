"""Duties, inbox and profile as their owner reads them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import travel

from proposals import kinds, workflow
from tests import factories as make
from ymdm.duties import sweep
from ymdm.duties.models import Duty
from ymdm.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_duty_tells_its_rungs_its_slips_and_how_its_day_was_counted(house):
    with travel(timezone.now() - timedelta(days=110), tick=True):
        proposal = make.in_progress(house)
    sweep.remind_all()
    duty = Duty.objects.of(proposal).get(kind=kinds.REPLY)
    told = signed_in(house.union).get(f"/w/duties/{duty.pk}/").content.decode()
    assert "逾期 1 个工作日，升级分管领导" in told and "已发出" in told
    assert "90 个自然日" in told and "PRO-23" in told
    assert 'action="/w/duties/' in told

    review = Duty.objects.of(make.submitted(house)).get()
    told = signed_in(house.union).get(f"/w/duties/{review.pk}/").content.decode()
    assert "看逐日计算" in told and "起算当天" in told


def test_an_extension_shows_the_old_day_the_new_day_and_who_granted_it(house):
    proposal = make.in_progress(house)
    workflow.ask_extension(proposal, house.handler, days=20, reason="等待政府采购开标。")
    workflow.decide_extension(proposal, house.union, approve=True)
    duty = Duty.objects.of(proposal).get(kind=kinds.REPLY)
    told = signed_in(house.handler).get(f"/w/duties/{duty.pk}/").content.decode()
    assert "原到期日" in told and "郑晓芸" in told and "等待政府采购开标。" in told


def test_the_list_of_duties_is_narrowed_and_says_why_it_is_empty(house):
    make.in_progress(house)
    client = signed_in(house.handler)
    assert client.get("/w/duties/").content.decode().count('<li class="q') == 1
    assert "没有符合条件的待办" in client.get("/w/duties/?when=overdue").content.decode()
    assert "没有要办的事" in signed_in(house.employee).get("/w/duties/").content.decode()


def test_a_message_leads_to_its_matter_and_is_read_by_that(house):
    make.assigned(house)
    client = signed_in(house.handler)
    unread = Notice.objects.visible_to(house.handler).unread()
    assert unread.exists() and "未读，" in client.get("/w/inbox/").content.decode()
    notice = unread.first()
    assert client.get(f"/w/inbox/{notice.pk}/").url == notice.url
    assert not unread.filter(pk=notice.pk).exists()
    client.post("/w/inbox/read/")
    assert "没有未读的消息" in client.get("/w/inbox/?only=unread").content.decode()
    assert "还没有消息" in signed_in(house.employee).get("/w/inbox/").content.decode()


def test_the_profile_keeps_exactly_what_it_shows(house):
    client = signed_in(house.employee)
    page = client.get("/w/profile/").content.decode()
    assert 'name="mobile"' in page and 'name="email"' in page and 'name="wants_mail"' in page
    client.post("/w/profile/", {"mobile": "154 0000 0001", "email": "", "wants_mail": "on"})
    house.employee.refresh_from_db()
    assert (house.employee.mobile, house.employee.wants_mail) == ("15400000001", True)
    refused = client.post("/w/profile/", {"mobile": "1540", "email": ""})
    assert refused.status_code == 422 and "现在是 4 位" in refused.content.decode()
