"""The pages of awards: who reads what, an objection from the phone, the certificate, queries that do not grow."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.awards import papers, workflow
from evaluation.awards.models import Campaign, Nomination, Objection, State
from tests import factories as make
from tests.evaluation.award_scenes import fresh, staged
from tests.papers.test_pdf import unpacked
from ymdm.organization.models import Person, Role
from ymdm.papers import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    with staged() as made:
        yield made


def page(person: Person, name: str, *args: object, data: Any = None, status: int = 200, query: str = "") -> str:
    client = Client()
    client.force_login(Person.objects.get(pk=person.pk))
    url = reverse(name if ":" in name else f"awards:{name}", args=args) + query
    answer = client.get(url) if data is None else client.post(url, data)
    assert answer.status_code == status, (name, answer.status_code, b"".join(answer).decode(errors="replace")[-1500:])
    return b"".join(answer).decode(errors="replace")


def certificate(person: Person, nomination: Nomination, status: int = 200) -> str:
    return page(person, "papers:paper", "award-certificate", query=f"?of={nomination.pk}", status=status)


def test_a_union_officer_opens_a_campaign_and_everybody_of_the_house_reads_conditions_and_quota(stage):
    data = {
        "title_": "2026年度先进评选", "year": 2026, "nominate_until": "2026-12-31", "terms": "职代会按期召开。",
        "model_unit": 3, "model_group": 5, "model_individual": 3, "outstanding_representative": 5,
    }  # fmt: skip
    page(stage.house.union, "campaign-new", data=data, status=302)
    made = Campaign.objects.get()
    told = page(stage.house.employee, "campaign", made.pk)
    assert "职代会按期召开" in told and "3 名" in told and "12月31日前提名" in told
    assert reverse("awards:nominate", args=[made.pk]) not in told
    stranger = make.person(make.unit("别的局", level="bureau"), role=Role.UNION_OFFICER)
    page(stranger, "campaign", made.pk, status=404)


def test_a_number_that_does_not_fit_is_told_at_its_field(stage):
    data = {"title_": "评选", "year": 2026, "nominate_until": "2026-12-31", "terms": "条件", "model_unit": 40000}
    assert "500" in page(stage.house.union, "campaign-new", data=data, status=422)


def test_the_unit_reads_each_condition_with_its_figure_before_it_hands_the_name_in(stage):
    campaign = stage.campaign()
    data = {"kind": "model_unit", "nominee_unit": stage.house.branch.pk, "deeds": "按期召开职代会。"}
    page(stage.house.branch_union, "nominate", campaign.pk, data=data, status=302)
    made = Nomination.objects.get()
    told = page(stage.house.branch_union, "nomination", made.pk)
    assert "西峰局2026年没有定案的考评" in told and "不符合" in told and "考评定案以后才能提名" in told
    page(stage.house.employee, "nomination", made.pk, status=404)
    page(stage.house.union, "nomination", made.pk)


def test_a_person_is_named_by_name_and_a_unit_by_choice(stage):
    campaign = stage.campaign()
    for data in ({"kind": "model_unit"}, {"kind": "model_individual"}):
        page(stage.house.branch_union, "nominate", campaign.pk, data=data | {"deeds": "事迹"}, status=422)
    someone = make.person(stage.house.branch)
    data = {"kind": "model_individual", "nominee_person": someone.staff_number, "deeds": "事迹"}
    page(stage.house.branch_union, "nominate", campaign.pk, data=data, status=302)
    assert Nomination.objects.get().nominee_person == someone


def test_employees_are_asked_for_support_only_where_the_unit_wants_it(stage):
    campaign = stage.campaign()
    quiet, asked = stage.nominated(campaign), stage.nominated(campaign, wants_support=True)
    page(stage.house.employee, "nomination", quiet.pk, status=404)
    assert "支持提名" in page(stage.house.employee, "nomination", asked.pk)
    page(stage.house.employee, "nomination-act", asked.pk, "support", data={}, status=302)
    assert "支持提名" not in page(stage.house.employee, "nomination", asked.pk)
    page(make.person(stage.other), "nomination", asked.pk, status=404)


def test_an_employee_objects_without_a_name_and_only_the_office_reads_it(stage):
    nomination = stage.shown()
    told = page(stage.house.employee, "campaign", nomination.campaign_id)
    assert "公示到11月23日，可以提出异议" in told
    text = "今年六月值班缺勤三次，考勤表可查。"
    data = {"text": text, "without_name": "on"}
    page(stage.house.employee, "nomination-act", nomination.pk, "raise_objection", data=data, status=302)
    assert Objection.objects.get().by is None
    told = page(stage.house.employee, "nomination", nomination.pk)
    assert text not in told and "异议 1 件，由工会核查并书面作结论" in told
    told = page(stage.house.branch_union, "nomination", nomination.pk)
    assert text in told and "不署名" in told and "作出异议结论" in told


def test_the_name_of_an_objector_is_shown_to_nobody_but_those_who_conclude(stage):
    nomination = stage.shown()
    workflow.raise_objection(nomination, stage.house.employee, text="不同意，事迹不实。")
    assert "石拴柱" in page(stage.house.branch_union, "nomination", nomination.pk)
    assert "石拴柱" not in page(make.person(stage.house.branch), "nomination", nomination.pk)
    assert "不同意，事迹不实" in page(stage.house.employee, "nomination", nomination.pk)


def test_what_the_superior_asked_of_other_offices_is_not_told_to_the_unit(stage):
    nomination = stage.reviewed()
    assert "局纪委 卫秉正" in page(stage.house.union, "nomination", nomination.pk)
    assert "局纪委 卫秉正" not in page(stage.house.branch_union, "nomination", nomination.pk)


def test_a_title_is_told_to_the_house_when_it_is_published_and_not_before(stage):
    nomination = stage.awarded()
    somebody = make.person(stage.other)
    page(somebody, "nomination", nomination.pk, status=404)
    certificate(stage.house.union, nomination, 404)
    assert nomination.number not in page(
        stage.house.union, "nominations-export", nomination.campaign_id, query="?as=csv"
    )
    workflow.publish_campaign(nomination.campaign, stage.house.union)
    assert nomination.number in page(somebody, "honours", query=f"?q={nomination.number}")
    assert nomination.number in page(somebody, "honours-export", query="?as=csv")


def test_a_certificate_names_title_year_number_body_and_day(stage):
    nomination = stage.published()
    told = certificate(nomination.nominee_person, nomination)
    day = timezone.localdate(nomination.campaign.published_at)
    for words in (
        "荣誉证书", f"<b>{nomination.name}</b>同志", "在2026年度", "授予<b>“先进个人”</b>称号", f"证书编号 {nomination.number}",
        "黄河上中游管理局工会委员会", f"{day.year}年{day.month}月{day.day}日", "印章由用印人加盖",
    ):  # fmt: skip
        assert words in told
    assert "称号已撤销" not in told


def test_the_certificate_of_a_withdrawn_title_says_so_with_the_reason(stage):
    nomination = stage.published()
    workflow.withdraw_award(nomination, stage.second, reason="查实事迹造假，局工会〔2026〕9号文决定。")
    told = certificate(stage.house.employee, nomination)
    assert "称号已撤销" in told and "查实事迹造假" in told
    assert "称号已撤销" in page(stage.house.employee, "honours")
    assert "称号已撤销" in page(stage.house.employee, "honours-export", query="?as=csv")


def test_the_certificate_is_one_landscape_page(stage):
    if pdf.why_not():
        pytest.skip(pdf.why_not())
    nomination = stage.published()
    request = type("Request", (), {"user": stage.house.employee, "GET": {"of": str(nomination.pk)}})()
    paper = papers.certificate(request)
    told: list[int] = []
    made = unpacked(pdf.make(paper.template, paper.context, paper.title, pages=told.append))
    assert set(told) == {1}
    assert re.findall(rb"/MediaBox ?\[([\d. ]+)\]", made) == [b"0 0 841.889764 595.275591"]


def test_the_record_of_a_campaign_holds_objections_and_is_for_the_offices(stage):
    nomination = stage.reviewed()
    made = workflow.raise_objection(nomination, stage.house.employee, text="不同意，事迹不实。")
    workflow.conclude_objection(made, stage.house.union, is_valid=False, conclusion="查了台账，事迹属实。")
    found = stage.awarded(stage.proposed(fresh(nomination)))
    workflow.publish_campaign(found.campaign, stage.house.union)
    query = f"?of={found.campaign_id}"
    told = page(stage.house.union, "papers:paper", "award-record", query=query)
    assert (
        "不同意，事迹不实" in told and "查了台账，事迹属实" in told and "石拴柱" not in told and "局纪委 卫秉正" in told
    )
    page(stage.house.employee, "papers:paper", "award-record", query=query, status=404)


def test_a_superior_officer_walks_a_name_from_review_to_the_certificate_by_the_pages(stage):
    nomination, union = stage.handed_in(), stage.house.union
    asked = {
        "office": "discipline",
        "asked": "局纪委",
        "answered_on": timezone.localdate(),
        "is_clear": "yes",
        "answer": "没有。",
    }
    act = "nomination-act"
    page(union, act, nomination.pk, "note_inquiry", data=asked, status=302)
    page(union, act, nomination.pk, "pass_review", data={"opinion": "同意", "days": 5}, status=302)
    stage.go(date(2026, 12, 10))
    page(union, act, nomination.pk, "end_superior_notice", data={"conclusion": "没有异议"}, status=302)
    page(union, act, nomination.pk, "award", data={}, status=403)
    page(stage.second, act, nomination.pk, "award", data={}, status=302)
    page(union, "campaign-act", nomination.campaign_id, "publish_campaign", data={}, status=302)
    assert fresh(nomination).state == State.AWARDED
    page(union, "campaign-act", nomination.campaign_id, "archive_campaign", data={}, status=302)


def queries(person: Person, *asked: object) -> int:
    page(person, *asked)
    with CaptureQueriesContext(connection) as seen:
        page(person, *asked)
    return len(seen)


def test_lists_and_pages_ask_no_more_for_twelve_names_than_for_two(stage):
    nomination = stage.published()
    campaign = nomination.campaign

    def asked() -> list[int]:
        return [
            queries(stage.house.union, "campaigns"), queries(stage.house.union, "campaign", campaign.pk),
            queries(stage.house.union, "honours"), queries(stage.house.union, "nomination", nomination.pk),
        ]  # fmt: skip

    def more(number: int) -> None:
        for _ in range(number):
            n = Nomination.objects.count()
            person = make.person(stage.house.branch)
            Nomination.objects.create(
                campaign=campaign, kind="model_individual", unit=stage.house.branch, nominee_person=person, name=person.name,
                deeds="事迹", state=State.AWARDED, number=f"X-{n}", decided_by=stage.second, decided_at=timezone.now(),
                nominated_by=stage.house.branch_union, nominated_at=timezone.now(),
            )  # fmt: skip

    more(1)
    before = asked()
    more(10)
    assert asked() == before


def test_objections_on_a_page_cost_no_queries_each(stage):
    nomination = stage.shown()

    def object_(number: int) -> int:
        for _ in range(number):
            workflow.raise_objection(nomination, make.person(stage.house.branch), text="不同意。")
        return queries(stage.house.branch_union, "nomination", nomination.pk)

    assert object_(2) == object_(8)
