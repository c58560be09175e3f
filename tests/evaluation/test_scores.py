"""Scores by two apart, a third where they differ, vetoes with hearing, appeal until its last day, a result that stays."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluation.assessments import kinds, workflow
from evaluation.assessments.models import Assessment, Inspector, State, Veto
from evaluation.assessments.scoring_rules import settled
from evaluation.assessments.workflow.checking import Claim
from evaluation.assessments.workflow.concluding import Ruling
from evaluation.assessments.workflow.scoring import Mark
from evaluation.figures.models import ClosedYear
from evaluation.kinds import Kind
from evaluation.papers.indicator_sheets import Indicator
from evaluation.rules import Item
from evaluation.schemes import workflow as schemes
from tests import factories as make
from tests.security.scheme_matters import hundred
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.organization.models import Person, Role
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 10, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def house():
    with time_machine.travel(NOW):
        made = make.bureau()
        made.second = make.person(made.unit, role=Role.UNION_OFFICER)
        made.chief = make.person(made.branch, "郭万里", role=Role.LEADER)
        made.inspectors = [make.person(made.hr, name) for name in ("甲检查", "乙检查", "丙检查")]
        yield made


VETO = Indicator(
    "否决项",
    "9.1",
    "弄虚作假",
    "直接评为不合格。",
    "papers",
    Item("9.1", Kind.VETO, Decimal(0), {"effect": "unqualified"}),
)


def signed(house, claims=("55", "35")) -> Assessment:
    scheme = schemes.draft(
        house.unit, house.union, year=2026, unit_class="institution", indicators=[*hundred(), VETO],
        self_check_due_on=timezone.localdate(),
    )  # fmt: skip
    schemes.announce(scheme, house.second)
    scheme.refresh_from_db()
    made = workflow.begin(house.branch, house.union, scheme=scheme)
    told = {a.pk: Claim(Decimal(points), note="依据") for a, points in zip(made.answers.all(), claims, strict=True)}
    workflow.fill(made, house.branch_union, claims=told)
    workflow.hand_in(made, house.branch_union)
    workflow.sign(made, house.chief)
    return Assessment.objects.get(pk=made.pk)


def again(made) -> Assessment:
    return Assessment.objects.get(pk=made.pk)


def named(house, **more) -> Assessment:
    made = signed(house, **more)
    workflow.name_inspectors(made, house.union, people=house.inspectors[:2])
    return again(made)


def gives(made, person, *points, reason="未提供依据"):
    marks = {
        answer.pk: Mark(None if one is None else Decimal(one), reason)
        for answer, one in zip(made.answers.all(), points, strict=True)
    }
    workflow.score(made, person, marks=marks)
    workflow.sign_scores(again(made), person)


def scored(house, first=("50", "30"), second=("52", "30"), **more) -> Assessment:
    made = named(house, **more)
    gives(made, house.inspectors[0], *first)
    gives(made, house.inspectors[1], *second)
    return again(made)


def shown(house, **more) -> Assessment:
    made = scored(house, **more)
    workflow.show(made, house.union)
    return again(made)


def test_an_inspector_of_the_own_unit_is_refused_and_so_is_one_who_left_it_lately(house):
    made = signed(house)
    own = make.person(house.team)
    with pytest.raises(Refused, match=r"不能给本单位打分.*EVA-07"):
        workflow.name_inspectors(made, house.union, people=[own, house.inspectors[0]])
    left = house.inspectors[1]
    make.appoint(left, Role.HANDLER, house.branch)
    left.appointments.update(from_on=timezone.localdate() - timedelta(days=900))
    left.appointments.update(until_on=timezone.localdate() - timedelta(days=700))
    with pytest.raises(Refused, match="不满 2 年"):
        workflow.name_inspectors(made, house.union, people=[house.inspectors[0], left])
    left.appointments.update(until_on=timezone.localdate() - timedelta(days=740))
    workflow.name_inspectors(made, house.union, people=[house.inspectors[0], left])
    assert again(made).state == State.SCORING
    assert Notice.objects.filter(kind="assessment-named").count() == 2


def test_a_score_above_its_maximum_is_refused_by_name_and_nothing_is_written(house):
    made = named(house)
    first, second = made.answers.all()
    with pytest.raises(Refused, match=r"1\.1 按期召开要在 0 到 60 分之间.*EVA-11"):
        workflow.score(
            made, house.inspectors[0], marks={first.pk: Mark(Decimal("60.01")), second.pk: Mark(Decimal(1), "x")}
        )
    assert not Inspector.objects.get(person=house.inspectors[0]).scores.exists()
    with pytest.raises(NoAuthority):
        workflow.score(made, house.inspectors[2], marks={first.pk: Mark(Decimal(1))})


def test_a_deduction_without_a_reason_is_not_signed(house):
    made = named(house)
    with pytest.raises(Refused, match=r"1\.1 按期召开扣了分，没有写理由.*EVA-09"):
        gives(made, house.inspectors[0], "50", "40", reason="")
    gives(made, house.inspectors[0], "60", "40", reason="")
    with pytest.raises(Refused, match="已经签名"):
        gives(made, house.inspectors[0], "60", "40")


def test_two_who_differ_little_come_to_their_mean_with_both_reasons_under_their_names(house):
    made = scored(house, first=("50", "30"), second=("51.01", "30"))
    assert made.state == State.SCORED
    first = made.answers.first()
    assert (first.verified, first.verdict) == (Decimal("50.505"), "未提供依据（甲检查）；未提供依据（乙检查）")
    workflow.show(made, house.union)
    # 80.505 is rounded half up once, at the end.
    assert again(made).score == Decimal("80.51")


def test_neither_sees_what_the_other_gave_before_both_have_signed(house):
    made = named(house)
    gives(made, house.inspectors[0], "41.25", "33.75", reason="第一人的理由")
    for person in (house.inspectors[1], house.union, house.branch_union):
        client = Client()
        client.force_login(person)
        text = client.get(made.get_absolute_url()).content.decode()
        assert "41.25" not in text and "第一人的理由" not in text
    client.force_login(Person.objects.get(pk=house.inspectors[1].pk))
    text = client.get(reverse("assessments:score", args=[made.pk])).content.decode()
    assert "41.25" not in text and "按期召开" in text


def test_two_who_differ_by_more_than_five_points_go_to_a_third_who_decides_the_difference(house):
    made = scored(house, first=("50", "30"), second=("55.01", "30"))
    assert made.state == State.DISPUTED
    first, _same = made.answers.all()
    with pytest.raises(Refused, match="由第三人评定"):
        workflow.score(made, house.inspectors[0], marks={first.pk: Mark(Decimal(52))})
    with pytest.raises(Refused, match="另外一位"):
        workflow.name_third(made, house.union, person=house.inspectors[0])
    with pytest.raises(Refused, match="本单位"):
        workflow.name_third(made, house.union, person=make.person(house.branch))
    workflow.name_third(made, house.union, person=house.inspectors[2])
    workflow.score(made, house.inspectors[2], marks={first.pk: Mark(Decimal(53), "查到两次")})
    workflow.sign_scores(again(made), house.inspectors[2])
    made = again(made)
    assert (made.state, [a.verified for a in made.answers.all()]) == (State.SCORED, [Decimal(53), Decimal(30)])


def test_exactly_five_points_are_no_dispute(house):
    assert scored(house, first=("50", "30"), second=("55", "30")).state == State.SCORED


def test_no_such_matter_counts_only_when_both_say_so():
    assert settled([None, None]) is None
    assert settled([Decimal(3), None]) == 3


def test_the_unit_sees_every_deduction_only_once_it_is_shown(house):
    made = scored(house)
    client = Client()
    client.force_login(house.branch_union)
    assert 'id="lost"' not in client.get(made.get_absolute_url()).content.decode()
    workflow.show(made, house.union)
    text = client.get(made.get_absolute_url()).content.decode()
    assert 'id="lost"' in text and "未提供依据（甲检查）" in text and "81.00 分" in text
    duty = Duty.objects.of(made).owed().get(kind=kinds.APPEAL)
    assert duty.due_on == again(made).appeal_until and duty.days == 5
    assert Notice.objects.filter(kind="assessment-shown", person=house.branch_union).exists()


def test_an_appeal_is_taken_on_its_last_day_and_refused_after_it(house):
    made = shown(house)
    pk = made.answers.first().pk
    last = made.appeal_until
    after = datetime.combine(last + timedelta(days=1), NOW.timetz())
    with time_machine.travel(after), pytest.raises(Refused, match=r"最后一天是.*EVA-24"):
        workflow.appeal(made, house.branch_union, items={pk: "会议开过"})
    with time_machine.travel(datetime.combine(last, NOW.timetz())):
        workflow.appeal(made, house.branch_union, items={pk: "会议开过"})
    made = again(made)
    assert made.state == State.APPEALED
    assert Duty.objects.of(made).owed().get().kind == kinds.DECIDE_APPEAL


def test_an_appeal_is_decided_by_others_than_the_scorers_and_only_upward(house):
    make.appoint(house.inspectors[0], Role.SUPERIOR_INSPECTOR, house.unit)
    made = shown(house)
    first, second = made.answers.all()
    workflow.appeal(made, house.branch_union, items={first.pk: "会议开过", second.pk: ""} | {first.pk: "会议开过"})
    with pytest.raises(NoAuthority, match="参加过评分"):
        workflow.decide_appeal(
            again(made), Person.objects.get(pk=house.inspectors[0].pk), rulings={first.pk: Ruling(Decimal(60), "查实")}
        )
    with pytest.raises(NoAuthority):
        workflow.decide_appeal(again(made), house.union, rulings={})
    low = {first.pk: Ruling(Decimal("40"), "不成立"), second.pk: Ruling(Decimal(30), "维持")}
    with pytest.raises(Refused, match=r"只能维持或者提高.*EVA-25"):
        workflow.decide_appeal(again(made), house.leader, rulings=low)
    high = {first.pk: Ruling(Decimal(61), "查实"), second.pk: Ruling(Decimal(30), "维持")}
    with pytest.raises(Refused, match="最多 60 分"):
        workflow.decide_appeal(again(made), house.leader, rulings=high)
    good = {first.pk: Ruling(Decimal(60), "查实会议记录"), second.pk: Ruling(Decimal(30), "维持")}
    workflow.decide_appeal(again(made), house.leader, rulings=good)
    made = again(made)
    assert (made.state, made.score, made.answers.first().verified) == (State.DECIDED, Decimal(90), Decimal(60))


def test_an_item_that_lost_nothing_is_not_appealed(house):
    made = shown(house, first=("60", "30"), second=("60", "30"))
    with pytest.raises(Refused, match="没有扣分"):
        workflow.appeal(made, house.branch_union, items={made.answers.first().pk: "多给"})
    with pytest.raises(Refused, match="至少写一个"):
        workflow.appeal(made, house.branch_union, items={})


def test_a_result_is_final_only_after_the_last_day_or_once_the_unit_accepts_and_then_stays(house):
    made = shown(house)
    with pytest.raises(Refused, match="以前单位可以申诉"):
        workflow.finish(made, house.union)
    workflow.accept(made, house.chief)
    workflow.finish(again(made), house.union)
    made = again(made)
    assert (made.state, made.score, made.result["grade"]) == (State.FINAL, Decimal(81), "良好")
    assert ClosedYear.objects.filter(unit=house.branch, year=2026).exists()
    assert Event.objects.filter(act="assessments.finish").exists()
    for refused in (
        lambda: workflow.show(made, house.union),
        lambda: workflow.appeal(made, house.branch_union, items={made.answers.first().pk: "x"}),
        lambda: workflow.finish(made, house.union),
    ):
        with pytest.raises(Refused):
            refused()


def proposed(house) -> Veto:
    made = scored(house)
    item = made.scheme.items.get(code="9.1")
    return workflow.propose_veto(made, house.inspectors[0], item=item, reason="会议记录系补写")


def test_a_veto_is_not_decided_before_the_unit_was_heard_or_its_days_are_over(house):
    veto = proposed(house)
    with pytest.raises(Refused, match="还没有说明"):
        workflow.decide_veto(veto, house.union, votes_for=3, votes_against=0, reason="属实")
    with pytest.raises(Refused, match="还没有决定"):
        workflow.show(again(veto.assessment), house.union)
    after = datetime.combine(veto.hear_until + timedelta(days=1), NOW.timetz())
    with time_machine.travel(after):
        workflow.decide_veto(veto, house.union, votes_for=3, votes_against=0, reason="属实")
    veto.refresh_from_db()
    assert veto.state == Veto.State.UPHELD


@pytest.mark.parametrize(
    ("votes", "state", "grade"),
    [((3, 2), Veto.State.UPHELD, "不合格"), ((2, 2), Veto.State.REFUSED, "良好"), ((0, 5), Veto.State.REFUSED, "良好")],
)
def test_a_veto_is_upheld_by_a_majority_alone_and_then_decides_the_grade(house, votes, state, grade):
    veto = proposed(house)
    with pytest.raises(NoAuthority):
        workflow.explain_veto(veto, house.employee, text="x")
    workflow.explain_veto(veto, house.branch_union, text="记录当天形成，附签到表。")
    assert not Duty.objects.of(veto).owed().exists()
    workflow.decide_veto(veto, house.union, votes_for=votes[0], votes_against=votes[1], reason="核对签到表")
    veto.refresh_from_db()
    made = again(veto.assessment)
    workflow.show(made, house.union)
    made = again(made)
    assert (veto.state, made.result["grade"], made.may_be_awarded) == (state, grade, state == Veto.State.REFUSED)


def test_a_unit_that_rates_itself_more_than_ten_points_too_high_loses_one(house):
    made = shown(house, first=("50", "30"), second=("50", "30"), claims=("60", "40"))
    assert made.score == Decimal(79)


def test_the_page_of_scores_keeps_what_was_typed_beside_a_mistake(house):
    made = named(house)
    first, second = made.answers.all()
    client = Client()
    client.force_login(Person.objects.get(pk=house.inspectors[0].pk))
    url = reverse("assessments:score", args=[made.pk])
    data = {f"points-{first.pk}": "61", f"reason-{first.pk}": "少一次"}
    answer = client.post(f"{url}?group=1", data)
    text = answer.content.decode()
    assert answer.status_code == 422 and "要在 0 到 60 分之间（EVA-11）" in text and "少一次" in text
    assert client.post(f"{url}?group=1", data | {f"points-{first.pk}": "59"}).status_code == 302
    assert client.post(f"{url}?group=2", {f"none-{second.pk}": "on"}).status_code == 302
    assert made.inspectors.get(person=house.inspectors[0]).scores.count() == 2
    for verb in ("sign_scores", "propose_veto"):
        assert client.get(reverse("assessments:assessment-act", args=[made.pk, verb])).status_code == 200
    client.force_login(house.employee)
    assert client.get(url).status_code == 404


def test_the_pages_of_appeal_and_its_decision_ask_for_each_item(house):
    made = shown(house)
    client = Client()
    client.force_login(house.branch_union)
    url = reverse("assessments:assessment-act", args=[made.pk, "appeal"])
    assert "1.1 按期召开（51 / 60 分）" in client.get(url).content.decode()
    pk = made.answers.first().pk
    assert client.post(url, {f"item-{pk}": "会议开过"}).status_code == 302
    client.force_login(house.leader)
    url = reverse("assessments:assessment-act", args=[made.pk, "decide_appeal"])
    assert "会议开过" in client.get(url).content.decode()
    assert client.post(url, {f"points-{pk}": "55", f"reason-{pk}": "查实"}).status_code == 302
    assert again(made).score == Decimal(85)


def test_an_inspector_opens_the_rows_behind_a_suggestion_without_an_office_in_the_unit(house):
    made = named(house)
    client = Client()
    client.force_login(Person.objects.get(pk=house.inspectors[0].pk))
    url = reverse("assessments:figures", args=[made.pk])
    assert "2026年还没有召开职代会" in client.get(url).content.decode()
    client.force_login(Person.objects.get(pk=house.inspectors[2].pk))
    assert client.get(url).status_code == 404
