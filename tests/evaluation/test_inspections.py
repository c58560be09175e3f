"""Visits of inspection: who may inspect (EVA-07), when a unit knows (EVA-01), samples anybody repeats, findings put right (EVA-27)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.figures.shapes import Row
from evaluation.inspections import kinds, sampling, workflow
from evaluation.inspections.checklists import fixed
from evaluation.inspections.models import Finding, FindingState, Kind, Result, Sample, State, Visit
from evaluation.inspections.workflow.visits import Seen
from tests import factories as make
from tests.security.scheme_matters import SchemeMatters
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.organization.models import Appointment, Person, Role, Unit
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@dataclass
class Stage:
    house: make.House
    unit: Unit  # visited
    sibling: Unit
    first: Person
    second: Person

    def planned(self, kind: str = Kind.REGULAR, on: date = TODAY, **more: Any) -> Visit:
        return workflow.plan(
            self.house.unit, self.house.union, unit=self.unit, kind=kind, on=on, year=on.year, **more
        )  # fmt: skip

    def teamed(self, kind: str = Kind.REGULAR, on: date = TODAY, **more: Any) -> Visit:
        visit = self.planned(kind, on, **more)
        workflow.call_team(visit, self.house.union, people=[self.first, self.second])
        return fresh(visit)

    def underway(self, kind: str = Kind.REGULAR) -> Visit:
        visit = self.teamed(kind)
        workflow.begin(visit, self.first)
        return fresh(visit)

    def reported(self, findings: int = 1) -> Visit:
        visit = self.underway()
        for number in range(findings):
            workflow.add_finding(visit, self.first, **typed(text=f"公开栏没有更新{number}"))
        look_at_all(visit, self.first)
        workflow.conclude(visit, self.first, summary="总体较好。")
        workflow.sign(fresh(visit), self.second)
        return fresh(visit)


def fresh(visit: Visit) -> Visit:
    return Visit.objects.select_related("unit", "organiser").get(pk=visit.pk)


def typed(**more: Any) -> dict[str, Any]:
    return {
        "text": "公开栏没有更新", "cites": "《山东省厂务公开条例》第8条", "proof": "现场看公开栏", "due_on": date(2026, 12, 10), **more,
    }  # fmt: skip


def look_at_all(visit: Visit, by: Person) -> None:
    workflow.mark(visit, by, seen={pk: Seen(Result.MET) for pk in visit.items.values_list("pk", flat=True)})


def pdf(name: str = "照片.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7\n" + name.encode())


@pytest.fixture
def stage():
    with time_machine.travel(datetime(2026, 11, 20, 10, tzinfo=timezone.get_default_timezone())):
        house = make.bureau()
        yield Stage(
            house, house.branch, make.unit("东平湖局", parent=house.unit), make.person(house.unit, "邢守正"),
            make.person(house.unit, "鲁明察"),
        )  # fmt: skip


def page(person: Person, name: str, *args: object, data: Any = None, status: int = 200, query: str = "") -> str:
    client = Client()
    client.force_login(Person.objects.get(pk=person.pk))
    url = reverse(f"inspections:{name}", args=args) + query
    answer = client.get(url) if data is None else client.post(url, data)
    assert answer.status_code == status, (name, answer.status_code, b"".join(answer).decode(errors="replace")[-1500:])
    return b"".join(answer).decode(errors="replace")


# --- who inspects -----------------------------------------------------------------------------------------------


def test_whoever_is_named_twice_is_one_inspector(stage):
    visit = stage.planned()
    with pytest.raises(Refused, match="至少 2 人"):
        workflow.call_team(visit, stage.house.union, people=[stage.first, stage.first])
    workflow.call_team(visit, stage.house.union, people=[stage.first, stage.second, stage.first])
    assert list(fresh(visit).members.values_list("person", flat=True)) == [stage.first.pk, stage.second.pk]


def test_an_inspector_of_the_own_unit_is_refused_with_the_rule(stage):
    visit = stage.planned()
    own = make.person(stage.unit, "汪本地")
    with pytest.raises(Refused, match=r"汪本地是.*的人，不能给本单位检查。（EVA-07"):
        workflow.call_team(visit, stage.house.union, people=[stage.first, own])
    assert fresh(visit).state == State.PLANNED
    assert not visit.members.exists()


def test_whoever_left_the_unit_within_two_years_does_not_inspect_it(stage):
    visit = stage.planned()
    lately = make.person(stage.house.unit, "调离人", role="")
    make.appoint(lately, Role.UNION_OFFICER)
    Appointment.objects.filter(person=lately).update(
        office=stage.house.branch_union.appointments.get().office, until_on=date(2025, 1, 10)
    )
    with pytest.raises(Refused, match="不满 2 年"):
        workflow.call_team(visit, stage.house.union, people=[stage.first, lately])
    Appointment.objects.filter(person=lately).update(from_on=date(2020, 1, 1), until_on=date(2024, 11, 19))
    workflow.call_team(visit, stage.house.union, people=[stage.first, lately])


@pytest.mark.parametrize("number", [0, 1])
def test_a_team_has_at_least_two(stage, number):
    with pytest.raises(Refused, match="至少 2 人"):
        workflow.call_team(stage.planned(), stage.house.union, people=[stage.first] * number)


def test_who_withdraws_leaves_a_team_too_small_to_begin_until_another_comes(stage):
    visit = stage.teamed()
    workflow.recuse(visit, stage.second, reason="有亲属在受检单位")
    assert not Visit.objects.visible_to(stage.second).exists()
    with pytest.raises(Refused, match="只有 1 人"):
        workflow.begin(visit, stage.first)
    with pytest.raises(Refused, match="的人"):
        workflow.add_member(visit, stage.house.union, person=stage.house.branch_union)
    workflow.add_member(visit, stage.house.union, person=make.person(stage.house.unit))
    workflow.begin(visit, stage.first)


def test_a_peer_check_is_made_by_sibling_units(stage):
    visit = stage.planned(Kind.PEER)
    siblings = [make.person(stage.sibling) for _ in range(2)]
    with pytest.raises(Refused, match="兄弟单位"):
        workflow.call_team(visit, stage.house.union, people=[siblings[0], stage.first])
    workflow.call_team(visit, stage.house.union, people=siblings)
    workflow.begin(fresh(visit), siblings[0])
    assert [one.name for one in visit.items.all()] == [line.name for line in fixed()["peer"]]


def test_only_units_below_are_visited_and_a_special_visit_says_what_for(stage):
    for unit in (stage.house.unit, make.unit("外局", level="bureau")):
        with pytest.raises(Refused, match="下属单位"):
            workflow.plan(stage.house.unit, stage.house.union, unit=unit, kind="regular", on=TODAY, year=2026)
    with pytest.raises(Refused, match="专项检查要写明"):
        stage.planned(Kind.SPECIAL)
    with pytest.raises(Refused, match="已经过去"):
        stage.planned(on=TODAY - timedelta(days=1))
    with pytest.raises(NoAuthority):
        workflow.plan(stage.house.unit, stage.house.branch_union, unit=stage.unit, kind="regular", on=TODAY, year=2026)


# --- who knows when ---------------------------------------------------------------------------------------------


def test_an_irregular_visit_is_told_to_the_unit_only_on_its_day(stage):
    visit = stage.teamed(Kind.IRREGULAR, on=date(2026, 11, 24))
    unit_side = stage.house.branch_union
    assert not Visit.objects.visible_to(unit_side).exists()
    page(unit_side, "visit", visit.pk, status=404)
    assert "还没有您能看到的检查" in page(unit_side, "visits")
    assert not Notice.objects.filter(person=unit_side, kind__startswith="visit").exists()
    assert Notice.objects.filter(person=stage.first, kind="visit-named").exists()
    for person in (stage.first, stage.house.union, stage.house.leader):
        page(person, "visit", visit.pk)
    with pytest.raises(Refused, match="还没有到"):
        workflow.begin(visit, stage.first)
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=timezone.get_default_timezone())):
        assert "不定期检查" in page(unit_side, "visit", visit.pk)
        workflow.begin(visit, stage.first)
    assert Notice.objects.filter(person=unit_side, kind="visit-begun").exists()


def test_a_regular_visit_is_announced_and_others_learn_nothing(stage):
    visit = stage.teamed(on=date(2026, 11, 24))
    assert Notice.objects.filter(person=stage.house.branch_union, kind="visit-announced").exists()
    page(stage.house.branch_union, "visit", visit.pk)
    page(make.person(stage.unit), "visit", visit.pk, status=404)
    page(make.person(stage.sibling, role=Role.UNION_OFFICER), "visit", visit.pk, status=404)


def test_what_is_noted_on_site_is_the_teams_until_two_have_signed(stage):
    visit = stage.underway()
    workflow.add_finding(visit, stage.first, **typed(text="台账补写"))
    item = visit.items.first()
    workflow.mark(visit, stage.first, seen={item.pk: Seen(Result.NOT_MET, "没有签到")})
    assert "台账补写" in page(stage.second, "visit", visit.pk)
    text = page(stage.house.branch_union, "visit", visit.pk)
    assert "台账补写" not in text
    assert "没有签到" not in text
    assert item.name in text


# --- checklist and sample ---------------------------------------------------------------------------------------


def test_a_comprehensive_visit_follows_the_scheme_in_force(stage):
    scheme = SchemeMatters()
    scheme.house, scheme.mark = stage.house, "样"
    items = [one.name for one in scheme.scheme_out.items.all()]
    assert [one.name for one in stage.underway(Kind.COMPREHENSIVE).items.all()] == items
    assert [one.name for one in stage.underway().items.all()] == [line.name for line in fixed()["regular"]]


def test_what_does_not_agree_says_what_was_seen(stage):
    visit = stage.underway()
    item = visit.items.first()
    with pytest.raises(Refused, match="写明看到了什么"):
        workflow.mark(visit, stage.first, seen={item.pk: Seen(Result.NOT_MET)})
    with pytest.raises(NoAuthority):
        workflow.mark(visit, stage.house.union, seen={item.pk: Seen(Result.MET)})
    # Two fill one list: what the second leaves open stays as the first wrote it.
    page(stage.first, "visit-act", visit.pk, "mark", data={f"result-{item.pk}": "met"}, status=302)
    other = visit.items.last()
    page(stage.second, "visit-act", visit.pk, "mark", data={f"result-{other.pk}": "not_here"}, status=302)
    assert visit.items.get(pk=item.pk).noted_by == stage.first
    typed_ = {f"result-{item.pk}": "not_met", f"note-{item.pk}": ""}
    assert "不相符的，写明" in page(stage.first, "visit-act", visit.pk, "mark", data=typed_, status=422)


ROWS = [Row(f"提案{number}", number % 2 == 0, f"/w/{number}/", str(number)) for number in range(9)]


def test_a_sample_is_the_first_rows_by_sha_256_of_seed_and_row_however_they_came():
    by_hand = sorted(ROWS, key=lambda row: hashlib.sha256(f"7:{row.fingerprint}".encode()).hexdigest())[:3]
    assert sampling.drawn("7", ROWS, 3) == by_hand == sampling.drawn("7", reversed(ROWS), 3)
    assert sampling.drawn("8", ROWS, 3) != by_hand
    assert len(sampling.drawn("7", ROWS, 50)) == 9


def handled(stage: Stage, number: int) -> None:
    for place in range(number):
        done = make.closed(stage.house, title=f"修路灯{place}")
        type(done).objects.filter(pk=done.pk).update(lead_unit=stage.unit)


def test_a_sample_is_drawn_once_with_a_seed_that_draws_it_again(stage):
    handled(stage, 3)
    visit = stage.underway()
    with pytest.raises(Refused, match="没有这方面的记录"):
        workflow.draw(visit, stage.first, key="suggestions.in_time", size=1)
    made = workflow.draw(visit, stage.first, key="proposals.in_time", size=2, seed=" 骰子4 ")
    assert (made.seed, made.rows.count(), len(made.population), made.is_repeatable) == ("骰子4", 2, 3, True)
    with pytest.raises(Refused, match="不重抽"):
        workflow.draw(visit, stage.first, key="proposals.in_time", size=2)
    assert "结果相同" in page(stage.second, "sample", made.pk)
    page(stage.house.branch_union, "sample", made.pk, status=404)
    table = page(stage.first, "sample-export", made.pk, query="?as=csv")
    assert sampling.place_of(made.seed, made.ordered[0]) in table
    made.rows.filter(order=1).update(fingerprint="0" * 64)
    assert not made.is_repeatable
    assert "结果不同" in page(stage.second, "sample", made.pk)
    assert len(workflow.draw(visit, stage.first, key="proposals.closed", size=1).seed) == 16


# --- findings ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["text", "cites", "proof"])
def test_every_finding_names_rule_and_facts(stage, name):
    with pytest.raises(Refused, match="EVA-09"):
        workflow.add_finding(stage.underway(), stage.first, **typed(**{name: " "}))


def test_a_report_needs_every_item_looked_at_and_two_signatures(stage):
    handled(stage, 1)
    visit = stage.underway()
    with pytest.raises(Refused, match="还没有检查"):
        workflow.conclude(visit, stage.first, summary="好。")
    look_at_all(visit, stage.first)
    sample = workflow.draw(visit, stage.first, key="proposals.closed", size=1)
    with pytest.raises(Refused, match="还有 1 行"):
        workflow.conclude(visit, stage.first, summary="好。")
    workflow.note_rows(sample, stage.second, seen={sample.rows.get().pk: Seen(Result.MET)})
    workflow.conclude(visit, stage.first, summary="好。")
    with pytest.raises(NoAuthority, match="另一名检查人"):
        workflow.sign(visit, stage.first)
    workflow.reopen(visit, stage.second, reason="漏了一项")
    assert fresh(visit).concluded_by is None
    workflow.conclude(visit, stage.first, summary="好。")
    workflow.sign(visit, stage.second)
    assert {fresh(visit).concluded_by, fresh(visit).signed_by} == {stage.first, stage.second}
    assert "签名出报告" in [event.says for event in Event.objects.of(visit)]


def test_the_second_signature_makes_each_finding_a_duty_of_the_unit(stage):
    visit = stage.underway()
    dropped = workflow.add_finding(visit, stage.first, **typed(text="写错了"))
    workflow.drop_finding(dropped, stage.second)
    kept = workflow.add_finding(visit, stage.first, **typed())
    look_at_all(visit, stage.first)
    workflow.conclude(visit, stage.first, summary="好。")
    assert not Duty.objects.owed().filter(kind=kinds.RECTIFY).exists()
    workflow.sign(visit, stage.second)
    duty = Duty.objects.owed().get(kind=kinds.RECTIFY)
    assert (duty.unit, duty.due_on, duty.watcher) == (stage.unit, date(2026, 12, 10), stage.house.unit)
    states = dict(Finding.objects.values_list("pk", "state"))
    assert states == {dropped.pk: FindingState.DROPPED, kept.pk: FindingState.OWED}
    assert Notice.objects.filter(person=stage.house.branch_union, kind="visit-reported").exists()


def test_a_finding_is_reported_with_evidence_looked_at_again_and_closed_or_owed_once_more(stage):
    finding = stage.reported().findings.get()
    unit_side = stage.house.branch_union
    with pytest.raises(Refused, match="没有佐证材料"):
        workflow.report(finding, unit_side, text="已经更新。")
    with pytest.raises(NoAuthority):
        workflow.report(finding, stage.first, text="已经更新。", file=pdf())
    workflow.report(finding, unit_side, text="已经更新。", file=pdf())
    assert Duty.objects.of(finding).owed().get().kind == kinds.RECHECK
    with pytest.raises(NoAuthority):
        workflow.recheck(finding, unit_side, is_passed=True, opinion="好")
    with pytest.raises(Refused, match="新的整改期限"):
        workflow.recheck(finding, stage.first, is_passed=False, opinion="还是旧的")
    workflow.recheck(finding, stage.first, is_passed=False, opinion="还是旧的", due_on=date(2026, 12, 20))
    owed = Duty.objects.of(finding).owed().get()
    assert (owed.kind, owed.due_on) == (kinds.RECTIFY, date(2026, 12, 20))
    with pytest.raises(Refused, match="上次已经交过"):
        workflow.report(finding, unit_side, text="这次是真的。", file=pdf())
    workflow.report(finding, unit_side, text="已撤掉旧内容，未提供依据。")
    workflow.recheck(finding, stage.second, is_passed=True, opinion="现场看过")
    finding.refresh_from_db()
    assert (finding.state, Duty.objects.of(finding).owed().count()) == (FindingState.CLOSED, 0)
    assert [one.is_passed for one in finding.rectifications.all()] == [False, True]


def test_whoever_reported_a_finding_does_not_recheck_it(stage):
    finding = stage.reported().findings.get()
    workflow.report(finding, stage.house.union, text="代报，未提供依据。")
    with pytest.raises(NoAuthority, match="不能是同一个人"):
        workflow.recheck(finding, stage.house.union, is_passed=True, opinion="好")


def test_open_findings_of_the_last_visit_stand_first_on_the_next_page(stage):
    stage.reported(findings=2)
    gone = Finding.objects.first()
    workflow.report(gone, stage.house.branch_union, text="已改。", file=pdf())
    workflow.recheck(gone, stage.first, is_passed=True, opinion="好")
    text = page(stage.first, "visit", stage.underway(Kind.IRREGULAR).pk)
    assert "先看：以前没有销号的问题" in text
    assert text.index("公开栏没有更新1") < text.index("发现的问题</h2>")
    assert "公开栏没有更新0" not in text


def test_another_team_reads_what_the_last_one_found_and_closes_it(stage):
    finding = stage.reported().findings.get()
    workflow.report(finding, stage.house.branch_union, text="已改。", file=pdf())
    others = [make.person(stage.house.unit) for _ in range(2)]
    with pytest.raises(NoAuthority):
        workflow.recheck(finding, others[0], is_passed=True, opinion="好")
    page(others[0], "visit", finding.visit.pk, status=404)
    visit = stage.planned(Kind.IRREGULAR)
    workflow.call_team(visit, stage.house.union, people=others)
    workflow.begin(fresh(visit), others[0])
    text = page(others[0], "visit", visit.pk)
    assert "公开栏没有更新0" in text
    assert "复查整改" in text
    page(others[0], "visit", finding.visit.pk)
    seen = {"is_passed": "yes", "opinion": "看过", "due_on": ""}
    page(others[0], "finding-act", finding.pk, "recheck", data=seen, status=302)
    assert Finding.objects.get(pk=finding.pk).state == FindingState.CLOSED


# --- pages ------------------------------------------------------------------------------------------------------


def test_the_forms_carry_a_visit_from_plan_to_report(stage):
    union = stage.house.union
    data = {"unit": stage.unit.pk, "kind": "regular", "on": "2026-11-20", "year": 2026, "topic": ""}
    page(union, "visit-new", data=data, status=302)
    visit = Visit.objects.get()
    own = {"people": f"邢守正\n{stage.house.branch_union.staff_number}"}
    assert "EVA-07" in page(union, "visit-act", visit.pk, "call_team", data=own, status=409)
    page(union, "visit-act", visit.pk, "call_team", data={"people": "邢守正 鲁明察"}, status=302)
    page(stage.first, "visit-act", visit.pk, "begin", data={}, status=302)
    page(stage.first, "visit-act", visit.pk, "draw")
    written = {"text": "旧内容", "cites_": "条例第8条", "proof": "未提供依据", "due_on": "2026-12-10"}
    page(stage.first, "visit-act", visit.pk, "add_finding", data=written, status=302)
    look_at_all(visit, stage.first)
    page(stage.first, "visit-act", visit.pk, "conclude", data={"summary": "较好"}, status=302)
    page(stage.second, "visit-act", visit.pk, "sign", data={}, status=302)
    finding = Finding.objects.get()
    told = {"text": "换了", "file": pdf()}
    page(stage.house.branch_union, "finding-act", finding.pk, "report", data=told, status=302)
    assert "照片" in page(stage.house.branch_union, "visit", visit.pk)
    seen = {"is_passed": "yes", "opinion": "看过", "due_on": ""}
    page(stage.first, "finding-act", finding.pk, "recheck", data=seen, status=302)
    finding.refresh_from_db()
    assert finding.state == FindingState.CLOSED
    assert "旧内容" in page(stage.house.branch_union, "findings", query="?state=finding_closed&q=西峰&year=2026")
    assert "没有符合条件" in page(stage.house.branch_union, "findings", query="?state=standing")
    assert "旧内容" in page(union, "findings-export", query="?as=csv")
    assert "定期检查" in page(union, "visits-export", query="?as=csv")
    page(stage.second, "visit-act", stage.teamed().pk, "recuse", data={"reason": "亲属"}, status=302)


def test_the_report_as_paper_is_for_whoever_sees_the_visit_once_it_is_out(stage):
    client = Client()
    client.force_login(stage.house.branch_union)
    open_ = stage.underway()
    url = reverse("papers:paper", args=["inspection-report"])
    assert client.get(f"{url}?of={open_.pk}").status_code == 404
    visit = stage.reported()
    text = client.get(f"{url}?of={visit.pk}").content.decode()
    for words in ("公开栏没有更新0", "《山东省厂务公开条例》第8条", "邢守正、鲁明察"):
        assert words in text
    client.force_login(make.person(stage.sibling, role=Role.UNION_OFFICER))
    assert client.get(f"{url}?of={visit.pk}").status_code == 404


def queries(person: Person, name: str, *args: object) -> int:
    client = Client()
    client.force_login(person)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(reverse(f"inspections:{name}", args=args)).status_code == 200
    return len(found)


def test_no_page_asks_more_for_more_rows(stage):
    one = stage.reported(findings=1)
    small = [
        queries(stage.first, "visits"),
        queries(stage.house.union, "findings"),
        queries(stage.first, "visit", one.pk),
    ]
    more = stage.reported(findings=4)
    for finding in more.findings.all()[:3]:
        workflow.report(finding, stage.house.branch_union, text="未提供依据。")
    now = [
        queries(stage.first, "visits"),
        queries(stage.house.union, "findings"),
        queries(stage.first, "visit", more.pk),
    ]
    assert [a - b for a, b in zip(now, small, strict=True)][:2] == [0, 0]
    # The second visit has earlier findings beside its own: their fixed number of queries comes on top, once.
    again = stage.reported(findings=1)
    assert abs(queries(stage.first, "visit", again.pk) - now[2]) <= 1
    assert Sample.objects.count() == 0


# --- a sheet that waited for a line -------------------------------------------------------------------------------


def test_a_sheet_that_comes_twice_counts_once_and_takes_nothing_back(stage):
    visit = stage.underway()
    item = visit.items.first()
    sheet = {f"result-{item.pk}": "not_met", f"note-{item.pk}": "没有看到", "key": "0123456789abcdef" * 2}
    page(stage.first, "visit-act", visit.pk, "mark", data=sheet, status=302)
    before = Event.objects.count()
    workflow.mark(visit, stage.second, seen={item.pk: Seen("met", "在柜子里")})
    page(stage.first, "visit-act", visit.pk, "mark", data=sheet, status=302)
    item.refresh_from_db()
    assert (item.result, item.note, Event.objects.count()) == ("met", "在柜子里", before + 1)
    # A key is one person's own: nobody else's sheet is taken for it.
    with pytest.raises(Refused):
        workflow.mark(visit, stage.first, seen={item.pk: Seen("not_met")}, key="f" * 32)
    page(stage.second, "visit-act", visit.pk, "mark", data=sheet | {"key": "没有的"}, status=422)


def test_a_sheet_of_a_sample_that_comes_twice_counts_once(stage):
    visit = stage.underway()
    sample = workflow.draw(visit, stage.first, key="congress.teams", size=1, seed="7")
    row = sample.rows.get()
    sheet = {f"result-{row.pk}": "met", f"note-{row.pk}": "", "key": "ab" * 16}
    page(stage.first, "sample-act", sample.pk, "note_rows", data=sheet, status=302)
    before = Event.objects.count()
    page(stage.first, "sample-act", sample.pk, "note_rows", data=sheet, status=302)
    assert Event.objects.count() == before
