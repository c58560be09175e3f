"""The pages of the appraisal: who reads which figures (EVA-48), forms that lose nothing, exports, the report."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from evaluation.appraisal import results, workflow
from evaluation.appraisal.models import Appraisal, Flag, State
from tests import factories as make
from tests.evaluation import scenes
from ymdm.ledger.models import Event
from ymdm.organization.models import Person, Role

pytestmark = pytest.mark.django_db


def page(person: Person, name: str, *args: object, status: int = 200, query: str = "") -> str:
    client = Client()
    client.force_login(Person.objects.get(pk=person.pk))
    answer = client.get(reverse(f"appraisal:{name}", args=args) + query)
    assert answer.status_code == status, (name, answer.status_code)
    return b"".join(answer).decode(errors="replace")


def test_one_appraisal_in_every_state_shows_its_page_to_everybody_concerned() -> None:
    stage = scenes.planned()
    pk = stage.appraisal.pk
    outsider = make.person(stage.unit)
    concerned = [stage.union, stage.leaders[0], stage.voters[0], stage.inspector, stage.above]
    page(stage.leaders[0], "appraisee-act", stage.line(stage.leaders[0]).pk, "submit_report")
    for verb in (
        "add_appraisee",
        "drop_appraisee",
        "set_weights",
        "add_voters",
        "drop_voter",
        "call_keepers",
        "call_off",
    ):
        page(stage.union, "appraisal-act", pk, verb)
    for make_it in (lambda one: one, scenes.reported):
        make_it(stage)
        for person in concerned:
            assert f"{stage.appraisal.year}年民主评议" in page(person, "appraisal", pk)
        page(outsider, "appraisal", pk, status=404)
    assert scenes.REPORT in page(stage.voters[0], "reports", pk)
    page(stage.union, "appraisal-act", pk, "record_discussion")
    page(stage.union, "appraisals", query="?q=测绘&year=2000")
    assert "没有符合条件" in page(stage.union, "appraisals", query="?year=2000")
    assert "还没有您能看到的民主评议" in page(outsider, "appraisals")


def test_each_reads_what_eva_48_allows_and_nothing_else() -> None:
    stage = scenes.disclosed(scenes.planned(), words="多下基层")
    first, other, _third = stage.leaders
    own, peer, body = stage.line(first), stage.line(other), stage.line(None)
    table = {
        # person: own line of the first leader, line of the second, line of the body, all of them
        "the leader": (first, 200, 404, 200, 404),
        "another leader": (other, 404, 200, 200, 404),
        "a representative": (stage.voters[0], 404, 404, 404, 404),
        "the union": (stage.union, 404, 404, 404, 404),
        "a keeper": (stage.keepers[0], 404, 404, 404, 404),
        "an employee": (make.person(stage.unit), 404, 404, 404, 404),
        "the leader above": (stage.above, 200, 200, 200, 200),
        "the inspector": (stage.inspector, 200, 200, 200, 200),
        "a leader of the unit who is not appraised": (make.person(stage.unit, role=Role.LEADER), 404, 404, 404, 404),
    }
    for who, (person, *statuses) in table.items():
        for line, status in zip((own, peer, body), statuses, strict=False):
            text = page(person, "result", line.pk, status=status)
            assert ("称职以上" in text or "基本满意" in text) is (status == 200), who
        page(person, "results", stage.appraisal.pk, status=statuses[3])
        page(person, "results-export", stage.appraisal.pk, status=statuses[3])
        summary = page(person, "appraisal", stage.appraisal.pk)
        assert "参加 10 人，称职以上 100%。" in summary
    assert "多下基层3" in page(first, "result", own.pk)


def test_before_the_feedback_not_even_the_leader_reads_the_own_line() -> None:
    stage = scenes.counted(scenes.planned())
    own = stage.line(stage.leaders[0])
    page(stage.leaders[0], "result", own.pk, status=404)
    workflow.feed_back(stage.appraisal, stage.union)
    assert "100.00%" in page(stage.leaders[0], "result", own.pk)


def test_the_page_of_the_box_shows_the_counts_of_an_appraisal_to_nobody() -> None:
    stage = scenes.disclosed(scenes.planned())
    box = stage.appraisal.box
    assert box is not None and box.state == "published"
    for person in (stage.keepers[0], stage.union, stage.voters[0], stage.leaders[0]):
        assert not box.shows_result_to(person)


def test_a_union_officer_reads_the_results_for_a_day_when_a_second_one_agrees() -> None:
    stage = scenes.counted(scenes.planned())
    client = Client()
    client.force_login(stage.union)
    url = reverse("appraisal:look", args=[stage.appraisal.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "准备反馈谈话"}).status_code == 302
    page(stage.union, "results", stage.appraisal.pk, status=404)
    make.confirm_last(stage.second)
    assert "称职以上" in page(stage.union, "results", stage.appraisal.pk)
    assert Event.objects.filter(act="appraisal.read_results").count() == 1
    page(stage.second, "results", stage.appraisal.pk, status=404)
    late = timezone.now() + timedelta(hours=25)
    assert not results.reads_all(stage.appraisal, stage.union, late)


def test_the_summary_is_proposed_by_one_and_shown_when_another_confirms() -> None:
    stage = scenes.sent_up(scenes.planned())
    client = Client()
    client.force_login(stage.union)
    url = reverse("appraisal:disclose", args=[stage.appraisal.pk])
    drafted = client.get(url).content.decode()
    assert "参加 10 人" in drafted and "侯院长" not in drafted
    assert client.post(url, {"summary": ""}).status_code == 422
    assert client.post(url, {"summary": "应参加 10 人，参加 10 人。"}).status_code == 302
    assert stage.again().state == State.SENT_UP
    make.confirm_last(stage.second)
    assert stage.again().state == State.DISCLOSED
    assert "应参加 10 人，参加 10 人。" in page(make.person(stage.unit), "appraisal", stage.appraisal.pk)


def test_planning_by_the_form_keeps_what_was_typed_and_takes_an_own_scale() -> None:
    stage = scenes.planned()
    workflow.call_off(stage.appraisal, stage.union, reason="重新安排")
    client = Client()
    client.force_login(stage.union)
    url = reverse("appraisal:appraisal-new")
    assert client.get(url).status_code == 200
    typed = {
        "year": timezone.localdate().year, "superior": stage.superior.pk, "leaders": "侯院长\n于副院长", "scale": "own",
        "own_scale": "优秀 100 优秀\n良好 85 称职\n称职 七十 称职", "body_scale": "fine", "groups": "three",
        "lines": ["unfit"], "has_body": "on",
    }  # fmt: skip
    answer = client.post(url, typed)
    assert answer.status_code == 422
    assert "第 3 行" in answer.content.decode() and "良好 85 称职" in answer.content.decode()
    typed["own_scale"] = "优秀 100 优秀\n良好 85 称职\n称职 70 称职\n不称职 0 不称职"
    assert client.post(url, typed).status_code == 302
    made = Appraisal.objects.latest("pk")
    assert [grade.words for grade in made.scale] == ["优秀", "良好", "称职", "不称职"]
    assert [grade.words for grade in made.body_scale] == ["好", "较好", "一般", "差"]
    assert made.lines == ["unfit"]
    assert sorted(made.groups.values_list("kind", "weight")) == [
        ("lower_heads", 30),
        ("representatives", 40),
        ("staff", 30),
    ]


def test_the_superior_takes_the_results_as_workbook_and_report() -> None:
    stage = scenes.sent_up(scenes.planned())
    client = Client()
    client.force_login(stage.inspector)
    answer = client.get(reverse("appraisal:results-export", args=[stage.appraisal.pk]))
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    assert rows["侯院长"][2] == 10 and rows["侯院长"][6] == "100.00%"
    paper = client.get(reverse("papers:paper", args=["appraisal-report"]), {"of": stage.appraisal.pk})
    assert "结果报告" in paper.content.decode() and "侯院长" in paper.content.decode()
    client.force_login(stage.union)
    assert client.get(reverse("papers:paper", args=["appraisal-report"]), {"of": stage.appraisal.pk}).status_code == 404


def test_a_flag_is_answered_by_the_superior_on_its_page() -> None:
    stage = scenes.planned()
    first = stage.leaders[0]
    bad = {None: "a", **dict.fromkeys(stage.leaders, "a"), first: "d"}
    scenes.sent_up(stage, grades=[bad] * 5)
    flag = Flag.objects.filter(appraisee=stage.line(first)).first()
    assert flag is not None
    assert "书面答复" in page(stage.inspector, "result", flag.appraisee_id)
    client = Client()
    client.force_login(stage.inspector)
    url = reverse("appraisal:flag-act", args=[flag.pk, "answer_flag"])
    assert client.post(url, {"text": ""}).status_code == 422
    assert client.post(url, {"text": "已核实，诫勉谈话。"}).status_code == 302
    assert "已核实，诫勉谈话。" in page(first, "result", flag.appraisee_id)
    page(first, "flag-act", flag.pk, "answer_flag", status=404)


def test_the_ballot_of_somebody_appraised_leaves_the_own_line_out() -> None:
    """EVA-49, on the page; everybody else sees every line."""
    stage = scenes.voting(scenes.planned())
    box = stage.appraisal.box
    assert box is not None
    lines = {one.person_id: one.item for one in stage.appraisal.appraisees.all()}
    own = lines[stage.leaders[-1].pk]
    for voter, shown in ((stage.voters[0], set(lines.values())), (stage.leaders[-1], set(lines.values()) - {own})):
        client = Client()
        client.force_login(voter)
        sheet = client.get(box.get_absolute_url()).content.decode()
        assert {item for item in lines.values() if f'data-item="{item}"' in sheet} == shown


@pytest.mark.parametrize("role", [Role.SUPERIOR_INSPECTOR, Role.LEADER], ids=["inspector above", "leader above"])
def test_no_office_lets_somebody_appraised_read_a_colleagues_line(role: str) -> None:
    stage = scenes.sent_up(scenes.planned())
    first, other, _third = stage.leaders
    make.appoint(first, role, stage.superior)
    page(first, "result", stage.line(other).pk, status=404)
    page(first, "results", stage.appraisal.pk, status=404)
    page(first, "result", stage.line(first).pk)
