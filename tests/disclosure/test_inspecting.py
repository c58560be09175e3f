"""What people write down where the tables cannot tell: the sample compared with its papers (F7), the survey (F10)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from congress.rules.finding import Verdict
from disclosure import kinds, sampling, workflow
from disclosure.conforming import checks_of
from disclosure.models import Publication, SampleFinding, Survey, Version
from disclosure.rules.conforming import conformity
from disclosure.workflow import inspecting
from tests import factories as make
from tests.disclosure import scenes
from tests.disclosure.test_conformity import FINE, TODAY
from ymdm.duties.models import Duty
from ymdm.organization.models import Role
from ymdm.workflow import NoAuthority, Refused

SEED = "20261126"
AGREES = {"result": "agrees", "papers": "第 12 号记账凭证"}
DIFFERS = {"result": "differs", "papers": "第 12 号记账凭证", "note": "表上 12 万元，凭证 13 万元"}
NUMBERS = {"handed_out": 60, "came_back": 52, "satisfied": 49, "how": "无记名问卷"}


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({"compared": 0}, Verdict.WARN),
        ({"compared": 1}, Verdict.PASS),
        ({"compared": 1, "untrue": ("社保",)}, Verdict.FAIL),
        ({"compared": 1, "sample": ("社保", "福利")}, Verdict.WARN),
        ({"compared": 1, "sample": ("社保", "福利"), "untrue": ("社保",)}, Verdict.FAIL),
    ],
)
def test_the_sample_passes_when_all_of_it_was_compared_and_agrees(changed, verdict):
    assert {one.code: one.verdict for one in conformity(replace(FINE, **changed), TODAY)}["F7"] == verdict


def test_a_survey_passes_with_its_numbers():
    asked = replace(FINE, surveyed_on=date(2026, 10, 8), survey=(60, 52, 49))
    found = {one.code: one for one in conformity(asked, TODAY)}["F10"]
    assert found.verdict == Verdict.PASS
    assert found.numbers == (("收回", "52/60（86.67%）"), ("满意和基本满意", "49/52（94.23%）"))


@pytest.fixture
def house(db):
    return scenes.desk()


@pytest.fixture
def inspector(house):
    return make.person(house.unit.parent, role=Role.SUPERIOR_INSPECTOR)


def test_a_finding_is_kept_with_person_day_and_sample_and_read_by_the_check(house, inspector):
    publication = scenes.published(house)
    made = inspecting.record_finding(house.unit, inspector, publication=publication, seed=SEED, **AGREES)
    today = timezone.localdate()
    assert (made.by, made.on, made.seed, made.year) == (inspector, today, SEED, today.year)
    found = {one.code: one for one in checks_of(house.unit, today.year, SEED, today)}
    assert found["F7"].tone == "ok"
    assert not Duty.objects.filter(kind=kinds.CORRECT).exists()
    with pytest.raises(Refused, match="已经记录过"):
        inspecting.record_finding(house.unit, inspector, publication=publication, seed=SEED, **AGREES)
    # The page shows the latest sample unless another one is asked for.
    assert sampling.seed_of(house.unit, today.year, today) == SEED


def test_what_does_not_agree_is_to_be_corrected_and_the_published_correction_meets_that(house, inspector):
    publication = scenes.published(house)
    inspecting.record_finding(house.unit, inspector, publication=publication, seed=SEED, **DIFFERS)
    duty = Duty.objects.of(publication).get(kind=kinds.CORRECT)
    assert (duty.days, duty.counting, duty.unit) == (30, "natural", house.unit)
    today = timezone.localdate()
    assert {one.code: one for one in checks_of(house.unit, today.year, SEED, today)}["F7"].tone == "bad"
    workflow.correct(publication, house.author, note="差旅费应为 13 万元", body="<p>差旅费 13 万元。</p>")
    version = Version.objects.get(number=2)
    workflow.submit(version, house.author)
    workflow.pass_review(version, house.reviewer, attribute="employees", **scenes.CLEAN)
    duty.refresh_from_db()
    assert duty.met_at is None
    workflow.approve(Version.objects.get(number=2), house.approver)
    duty.refresh_from_db()
    assert duty.met_at is not None


def test_only_what_was_drawn_is_compared_by_somebody_who_had_no_hand_in_it(house, inspector):
    publication = scenes.published(house)
    for number in range(7):
        Publication.objects.create(
            unit=house.unit, item=publication.item, obligation=publication.obligation, title=f"另一件{number}",
            made_at=timezone.now(), days=15, state="ended", published_at=timezone.now(),
            published_on=publication.published_on, ends_on=publication.ends_on,
        )  # fmt: skip
    year, today = publication.published_on.year, timezone.localdate()
    drawn = set(sampling.sample_of(house.unit, year, SEED, today))
    assert len(drawn) == 5
    left_out = Publication.objects.filter(unit=house.unit).exclude(pk__in=drawn).first()
    with pytest.raises(Refused, match="没有这一件"):
        inspecting.record_finding(house.unit, inspector, publication=left_out, seed=SEED, **AGREES)
    union = make.person(house.unit.parent, role=Role.UNION_OFFICER)
    desk = scenes.Desk(house.unit, union, house.reviewer, house.approver, house.reader)
    own = scenes.published(desk, scenes.drafted(desk, scenes.owed(house.unit, period="2026Q3")))
    seed = next(f"s{n}" for n in range(99) if own.pk in sampling.sample_of(house.unit, year, f"s{n}", today))
    with pytest.raises(NoAuthority, match="由别人核对"):
        inspecting.record_finding(house.unit, union, publication=own, seed=seed, **AGREES)
    for person in (house.approver, house.author, house.reader):
        with pytest.raises(NoAuthority):
            inspecting.record_finding(house.unit, person, publication=publication, seed=seed, **AGREES)


def test_a_sample_stays_as_it_was_drawn_once_something_of_it_was_written_down(house, inspector):
    publication = scenes.published(house)
    year, today = publication.published_on.year, timezone.localdate()
    inspecting.record_finding(house.unit, inspector, publication=publication, seed=SEED, **AGREES)
    later = scenes.published(house, scenes.drafted(house, scenes.owed(house.unit, period="2026Q3")))
    Publication.objects.filter(pk=later.pk).update(
        published_on=today + timedelta(days=1), ends_on=today + timedelta(days=20)
    )
    assert sampling.sample_of(house.unit, year, SEED, today + timedelta(days=1)) == [publication.pk]
    if (today + timedelta(days=1)).year == year:
        assert len(sampling.sample_of(house.unit, year, "other", today + timedelta(days=1))) == 2


def test_a_finding_that_differs_says_how(house, inspector):
    publication = scenes.published(house)
    with pytest.raises(Refused, match="哪里不一致"):
        inspecting.record_finding(
            house.unit, inspector, publication=publication, seed=SEED, result="partly", papers="凭证"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        SampleFinding.objects.create(
            unit=house.unit, publication=publication, year=2026, seed="x", result="partly", papers="凭证", by=inspector,
            on=timezone.localdate(),
        )  # fmt: skip


@pytest.mark.parametrize("wrong", [{"came_back": 61}, {"satisfied": 53}, {"came_back": 0, "satisfied": 0}])
def test_the_numbers_of_a_survey_fit_each_other(house, inspector, wrong):
    today = timezone.localdate()
    with pytest.raises(Refused, match="份数不对"):
        inspecting.record_survey(house.unit, inspector, held_on=today, **NUMBERS | wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Survey.objects.create(unit=house.unit, year=today.year, held_on=today, by=inspector, **NUMBERS | wrong)


def test_the_inspector_writes_both_down_on_the_page_and_reads_them_on_paper(house, inspector, client):
    publication = scenes.published(house)
    today = timezone.localdate()
    client.force_login(inspector)
    address = f"/w/disclosure/conformity/?unit={house.unit.pk}&year={today.year}&seed=20260101"
    link = f"/w/disclosure/conformity/20260101/{publication.pk}/"
    assert link in client.get(address).content.decode()
    assert client.post(link, {"result": "differs", "papers": "凭证"}).status_code == 422
    assert client.post(link, AGREES).url == address
    assert "登记调查" in client.get(address).content.decode()
    survey = f"/w/disclosure/catalogues/{house.unit.pk}/record_survey/"
    told = {"held_on": today.isoformat(), **NUMBERS}
    assert client.post(survey, told).url == f"/w/disclosure/conformity/?unit={house.unit.pk}&year={today.year}"
    page = client.get(address).content.decode()
    assert "第 12 号记账凭证" in page and "收回 52" in page
    paper = client.get(
        f"/w/papers/disclosure-report/?unit={house.unit.pk}&year={today.year}&seed=20260101"
    ).content.decode()
    assert "真实性抽查记录" in paper and "满意度调查记录" in paper and "49" in paper
    client.force_login(house.approver)  # the head oversees, but does not inspect her own unit
    assert link not in client.get(address).content.decode()
    assert client.get(link).status_code == 403
