"""F1 to F10 and the figures DIS-41 to DIS-48: each check fails by the fact that it names, and each figure by its rows."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from congress.rules.finding import Verdict
from disclosure import laying, measures
from disclosure.conforming import checks_of
from disclosure.models import Adoption, CatalogueItem, Obligation, Publication, Reading, Remark, Version
from disclosure.rules.conforming import CHECKS, Facts, conformity, drawn
from disclosure.workflow import settling
from tests import factories as make

TODAY = date(2026, 11, 26)
FINE = Facts(
    year=2026, boards=("大厅",), settled_on=date(2026, 1, 8), document="2号", items=20, published=4, without_slip=(),
    postings=3, too_short=(), without_posting=(), chains=2, broken=(), objections=1, open_objections=(),
    ignored_objections=(), sample=("社保",), seed="20261126", reports=0, personal=(), yearly_report_on=date(2027, 1, 20),
)  # fmt: skip


def verdicts(facts, today=TODAY):
    return {one.code: one.verdict for one in conformity(facts, today)}


def test_there_are_ten_checks_and_a_unit_in_order_passes_what_a_machine_can_judge():
    found = verdicts(FINE)
    assert list(found) == list(CHECKS) == [f"F{number}" for number in range(1, 11)]
    assert {code for code, verdict in found.items() if verdict == Verdict.PASS} == set(CHECKS) - {"F7", "F10"}
    assert found["F7"] == found["F10"] == Verdict.WARN  # papers are compared and employees asked by people


@pytest.mark.parametrize(
    ("code", "changed", "verdict"),
    [
        ("F1", {"boards": ()}, Verdict.FAIL),
        ("F2", {"settled_on": None}, Verdict.FAIL),
        ("F3", {"without_slip": ("社保",)}, Verdict.FAIL),
        ("F4", {"too_short": ("社保",)}, Verdict.FAIL),
        ("F4", {"without_posting": ("社保",)}, Verdict.WARN),
        ("F4", {"postings": 0}, Verdict.NA),
        ("F5", {"broken": ("D06 桥缺事前",)}, Verdict.FAIL),
        ("F6", {"open_objections": ("任免",)}, Verdict.WARN),
        ("F6", {"open_objections": ("任免",), "ignored_objections": ("任免",)}, Verdict.FAIL),
        ("F6", {"objections": 0}, Verdict.NA),
        ("F7", {"sample": ()}, Verdict.NA),
        ("F8", {"personal": ("名单",)}, Verdict.FAIL),
        ("F9", {"yearly_report_on": None}, Verdict.NA),
        ("F9", {"yearly_report_on": date(2027, 2, 1)}, Verdict.WARN),
    ],
)
def test_each_check_answers_to_its_fact_alone(code, changed, verdict):
    found, fine = verdicts(replace(FINE, **changed)), verdicts(FINE)
    assert found.pop(code) == verdict
    fine.pop(code)
    assert found == fine


def test_a_year_without_report_fails_from_february_on():
    assert verdicts(replace(FINE, yearly_report_on=None), date(2027, 1, 31))["F9"] == Verdict.NA
    assert verdicts(replace(FINE, yearly_report_on=None), date(2027, 2, 1))["F9"] == Verdict.FAIL


def test_the_sample_follows_from_its_seed():
    keys = list(range(1, 60))
    assert drawn(keys, "a") == drawn(list(reversed(keys)), "a")
    assert len(set(drawn(keys, "a"))) == 5
    assert drawn(keys, "a") != drawn(keys, "b")
    assert sorted(drawn([7, 9], "a")) == [7, 9]


@pytest.fixture
def house(db):
    with time_machine.travel(timezone.make_aware(datetime(2026, 11, 26, 9)), tick=False):
        made = make.bureau()
        laying.adopt_by_type([made.unit, made.branch], laying.lay_out(), date(2026, 1, 1))
        yield made


def owe(house, code, period, due_on, *, stage="result", rule="DIS-20", **became):
    return Obligation.objects.create(
        unit=house.branch, item=CatalogueItem.objects.get(code=code), period=period, label=period, stage=stage, year=2026,
        ends_on=due_on, due_on=due_on, rule=rule, owed_from_on=due_on, **became,
    )  # fmt: skip


def opened(house, obligation, body="<p>缴纳情况见表。</p>", **fields):
    published_on = fields.pop("published_on", date(2026, 7, 10))
    made = Publication.objects.create(
        unit=house.branch, item=obligation.item, obligation=obligation, title=f"{obligation.item.name}公开", state="ended",
        made_at=timezone.now(), published_at=timezone.now(), published_on=published_on,
        ends_on=published_on + timedelta(days=15), days=15, **fields,
    )  # fmt: skip
    text = Version.objects.create(
        publication=made, number=1, body=body, state="draft", author=house.branch_union, made_at=timezone.now()
    )
    slip = text.slips.create(
        state_secrets="none", work_secrets="none", business_secrets="none", personal_data="none", attribute="employees",
        passes=True, by=house.supervisor, at=timezone.now(), sha256="0" * 64,
    )  # fmt: skip
    Version.objects.filter(pk=text.pk).update(
        state="published", slip=slip, reviewer=house.supervisor, approver=house.leader, publish_on=published_on
    )
    return made


def told(house):
    return {one.code: one for one in checks_of(house.branch, 2026, "20261126", TODAY)}


def test_the_checks_read_the_tables(house):
    found = told(house)
    assert (found["F1"].tone, found["F2"].tone, found["F3"].tone) == ("bad", "bad", "todo")
    settling.set_up_board(house.branch, house.branch_union, place="大厅", from_on=date(2026, 3, 1))
    settling.settle(house.branch, house.branch_union, year=2026, adopted_on=date(2026, 1, 8), document="2号")
    quarter = owe(house, "D16", "2026Q2", date(2026, 7, 15), published_on=date(2026, 7, 10))
    notice = opened(house, quarter, body="<p>联系电话 13912345678。</p>")
    Remark.objects.create(publication=notice, kind="objection", text="数字不对", on=date(2026, 7, 20))
    found = told(house)
    assert (found["F1"].tone, found["F2"].tone, found["F3"].tone, found["F8"].tone) == ("ok", "ok", "ok", "bad")
    assert found["F4"].tone == "warn"  # over, and never on a board
    assert found["F6"].tone == "bad"
    assert notice.title in found["F7"].finding.sentence


def test_a_result_without_its_earlier_stages_breaks_the_chain(house):
    owe(house, "D06", "bridge", date(2026, 6, 1), rule="DIS-19", published_on=date(2026, 6, 1))
    assert "D06 bridge缺事前、事中" in told(house)["F5"].finding.sentence
    assert measures.stages(house.branch, 2026, TODAY).numerator == 0
    for stage in ("before", "process"):
        owe(house, "D06", "bridge", date(2026, 5, 1), stage=stage, rule="DIS-19", published_on=date(2026, 5, 1))
    assert told(house)["F5"].tone == "ok"
    assert measures.stages(house.branch, 2026, TODAY).words == "100.00%"


def test_coverage_counts_what_is_withheld_apart(house):
    owe(house, "D16", "2026Q1", date(2026, 4, 15), published_on=date(2026, 4, 15))
    owe(house, "D16", "2026Q2", date(2026, 7, 15), published_on=date(2026, 7, 18))
    owe(house, "D16", "2026Q3", date(2026, 10, 15))
    owe(house, "D10", "2026", date(2026, 10, 31), withheld_on=date(2026, 10, 1))
    owe(house, "D16", "2026Q4", date(2027, 1, 15))
    unit = house.branch
    assert (measures.coverage(unit, 2026, TODAY).of, measures.withheld(unit, 2026, TODAY).words) == ("1 / 3 项", "1 项")
    assert measures.delay(unit, 2026, TODAY).words == "1.5 天"
    assert measures.lateness(unit, 2026, TODAY).words == "50.00%"
    # As it stood in May.
    assert measures.coverage(unit, 2026, date(2026, 5, 1)).of == "1 / 1 项"


def test_the_other_figures_open_on_their_rows(house):
    quarter = owe(house, "D16", "2026Q2", date(2026, 7, 15), published_on=date(2026, 7, 10))
    made = opened(house, quarter)
    Reading.objects.create(publication=made, person=house.employee, on=TODAY)
    asked = {"publication": made, "kind": "question", "text": "？", "by": house.employee}
    Remark.objects.create(on=date(2026, 8, 1), **asked)
    at = timezone.make_aware(datetime(2026, 9, 1))
    done = {"state": "answered", "answer": "是", "answered_by": house.branch_union, "answered_at": at}
    Remark.objects.create(on=date(2026, 8, 5), **asked, **done)
    Remark.objects.create(on=TODAY, **asked)  # has time yet
    unit = house.branch
    assert measures.answers(unit, 2026, TODAY).of == "1 / 2 条"
    assert measures.reach(unit, 2026, TODAY).numerator == 1
    assert measures.teams_reached(unit, 2026, TODAY).words == "0.00%"
    Adoption.objects.create(unit=house.team, item=CatalogueItem.objects.get(code="D22"), from_on=date(2026, 1, 1))
    assert measures.teams_reached(unit, 2026, TODAY).words == "100.00%"
    assert measures.dead_corners(unit, 2026, TODAY).words == "1 处"  # the team that opens nothing
    assert [one.rule for one in measures.all_of(unit, 2026, TODAY)] == [
        "DIS-41", "DIS-41", "DIS-42", "DIS-42", "DIS-43", "DIS-44", "DIS-45", "DIS-46", "DIS-47", "DIS-48"
    ]  # fmt: skip


def test_a_year_without_anything_due_has_no_share(house):
    assert measures.coverage(house.branch, 2024, TODAY).value is None


def test_the_inspector_reads_page_workbook_and_paper(house, client):
    client.force_login(house.inspector)
    address = f"/w/disclosure/conformity/?unit={house.branch.pk}&year=2026"
    page = client.get(address).content.decode()
    assert "F10 满意度调查" in page and "没有固定的公开栏" in page
    text = b"".join(client.get(f"/w/disclosure/conformity/export/?unit={house.branch.pk}&as=csv").streaming_content)
    assert "F7,真实性抽查" in text.decode("utf-8-sig")
    paper = client.get(f"/w/papers/disclosure-report/?unit={house.branch.pk}&year=2026&seed=20261126").content.decode()
    assert "公开情况检查报告" in paper and "F1 公开栏" in paper
    client.force_login(house.employee)
    assert client.get(address).status_code == 403
    assert client.get("/w/papers/disclosure-report/").status_code == 403
