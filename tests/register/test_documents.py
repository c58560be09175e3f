"""制度库: no rule is in force that was never passed where passing is required; nothing that held is lost."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from congress.register import workflow
from congress.register.models import RuleDocument, RuleVersion
from tests import factories as make
from tests.register import scenes
from tests.register.scenes import ago
from ymdm.ledger.models import Event
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db
FORCE = {"effective_on": ago(5), "noticed_on": ago(6), "heard": "座谈会听取意见"}


@pytest.fixture
def house():
    return make.bureau()


@pytest.mark.parametrize(
    ("fields", "unit", "must"),
    [
        ({"matter": "welfare"}, "branch", True),  # 事业: passed
        ({"matter": "welfare"}, "unit", False),  # 参公: deliberated, by its charter
        ({"matter": "development_plan"}, "branch", False),
        ({"kind": "charter"}, "unit", True),  # the congress's own rules, whatever the unit
        ({"kind": "proposal_rules"}, "branch", True),
        ({}, "branch", False),
    ],
    ids=["welfare-institution", "welfare-agency", "plan", "charter", "proposal-rules", "other"],
)
def test_a_rule_that_must_be_passed_is_not_in_force_without_the_resolution(house, fields, unit, must):
    where = getattr(house, unit)
    version = scenes.draft(house, where, **fields)
    if not must:
        workflow.bring_into_force(version, house.union, **FORCE)
        assert version.state == "in_force" and not version.must_pass
        return
    with pytest.raises(Refused, match=r"须由职代会通过.*CON-46") as refused:
        workflow.bring_into_force(version, house.union, **FORCE)
    assert "先提交职代会表决" in str(refused.value)
    version.refresh_from_db()
    assert version.state == "draft"
    passed = scenes.resolution(where, fields.get("matter", "other"), ago(20))
    workflow.record_passing(version, house.union, resolution=passed)
    workflow.bring_into_force(version, house.union, **FORCE)
    assert version.state == "in_force" and version.must_pass and version.resolution == passed


def test_the_database_too_holds_no_unpassed_rule_in_force(house):
    version = scenes.draft(house, matter="welfare")
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleVersion.objects.filter(pk=version.pk).update(
            state="in_force", must_pass=True, effective_on=ago(1), noticed_on=ago(1)
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleVersion.objects.filter(pk=version.pk).update(state="congress_passed")


def test_a_resolution_about_something_else_passes_nothing(house):
    version = scenes.draft(house, house.branch, matter="welfare")
    other = scenes.resolution(house.branch, "discipline_rules")
    with pytest.raises(Refused, match="别的事项"):
        workflow.record_passing(version, house.union, resolution=other)


def test_the_congress_of_another_unit_passes_nothing_here_that_of_a_unit_above_does(house):
    elsewhere = make.unit("绥德局", parent=house.unit)
    version = scenes.draft(house, house.branch, matter="welfare")
    with pytest.raises(Refused, match="不是本单位或者上级单位"):
        workflow.record_passing(version, house.union, resolution=scenes.resolution(elsewhere, "welfare"))
    workflow.record_passing(version, house.union, resolution=scenes.resolution(house.unit, "welfare"))
    assert version.state == "congress_passed"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"heard": " "}, "怎样听取"),
        ({"noticed_on": ago(4)}, "先看到制度"),
        ({"effective_on": ago(40), "noticed_on": ago(41), "passed": True}, "不能早于职代会通过"),
    ],
    ids=["nobody-heard", "told-afterwards", "before-it-was-passed"],
)
def test_whatever_is_in_force_was_heard_told_and_passed_before(house, change, sentence):
    version = scenes.draft(house)
    if change.pop("passed", False):
        workflow.record_passing(version, house.union, resolution=scenes.resolution(house.unit, "other", ago(30)))
    with pytest.raises(Refused, match=sentence):
        workflow.bring_into_force(version, house.union, **FORCE | change)


def test_a_new_version_replaces_the_old_one_on_its_day_and_both_stay_readable(house):
    first = scenes.in_force(house)
    second = workflow.revise(
        first.document, house.union, note="改班车时间", text=scenes.TEXT + "\n第四条 周五加开一班。"
    )
    assert RuleVersion.objects.holding(ago(0)).get() == first  # a draft changes nothing
    workflow.bring_into_force(second, house.union, effective_on=ago(2), noticed_on=ago(3), heard="班组会")
    first.refresh_from_db()
    assert (first.state, first.ended_on) == ("replaced", ago(3))
    assert RuleVersion.objects.holding(ago(3)).get() == first and RuleVersion.objects.holding(ago(2)).get() == second
    assert set(RuleVersion.objects.visible_to(house.employee)) == {first, second}


def test_one_version_is_drafted_at_a_time_and_says_what_changes(house):
    first = scenes.in_force(house)
    with pytest.raises(Refused, match="改了什么"):
        workflow.revise(first.document, house.union, note=" ", text="新")
    workflow.revise(first.document, house.union, note="改一条", text="新")
    with pytest.raises(Refused, match="已有一个版本"):
        workflow.revise(first.document, house.union, note="再改", text="新")


def test_what_was_passed_is_not_changed_any_more(house):
    version = scenes.draft(house, kind="charter")
    workflow.amend(version, house.union, text="改过的章程")
    workflow.record_passing(version, house.union, resolution=scenes.resolution(house.unit))
    with pytest.raises(Refused, match="不能再“修改草稿”"):
        workflow.amend(version, house.union, text="偷偷改")


def test_what_a_congress_passed_ends_only_by_its_resolution(house):
    version = scenes.draft(house, kind="charter")
    passed = scenes.resolution(house.unit, on=ago(30))
    workflow.record_passing(version, house.union, resolution=passed)
    workflow.bring_into_force(version, house.union, **FORCE)
    for resolution in (None, passed):
        with pytest.raises(Refused, match="CON-81"):
            workflow.repeal(version, house.union, ended_on=ago(0), reason="不用了", resolution=resolution)
    later = scenes.resolution(house.unit, on=ago(1))
    workflow.repeal(version, house.union, ended_on=ago(0), reason="另立新章程", resolution=later)
    assert version.state == "replaced" and later.number in version.ended_because
    assert RuleDocument.objects.visible_to(house.employee).get() == version.document


def test_employees_read_what_is_in_force_above_them_and_no_draft(house):
    scenes.draft(house, title="草稿中的办法")
    above = scenes.in_force(house, title="局班车办法")
    own = scenes.in_force(house, house.branch, title="西峰局食堂办法")
    other = make.unit("绥德局", parent=house.unit)
    scenes.in_force(house, other, title="绥德局办法")
    assert set(RuleDocument.objects.visible_to(house.employee)) == {above.document, own.document}
    assert RuleDocument.objects.visible_to(house.union).count() == 4
    assert set(RuleDocument.objects.visible_to(house.handler)) == {above.document}


def test_only_the_union_of_the_unit_keeps_its_rules(house):
    with pytest.raises(NoAuthority):
        workflow.enter(house.unit, house.branch_union, title="办法", kind="other", matter="other", text="文")
    with pytest.raises(NoAuthority):
        workflow.enter(house.unit, house.leader, title="办法", kind="other", matter="other", text="文")


def test_a_version_has_text_or_a_file_and_the_ledger_keeps_no_file(house, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(Refused, match="正文"):
        scenes.document(house, text=" ")
    version = scenes.draft(house)
    upload = SimpleUploadedFile("办法.pdf", b"%PDF-1.7 wholly secret content")
    workflow.amend(version, house.union, text="", upload=upload)
    event = Event.objects.of(version).filter(act="register.amend").get()
    assert event.payload.payload["typed"]["upload"] == "办法.pdf"
    with pytest.raises(Refused, match="不能上传"):
        workflow.amend(version, house.union, text="", upload=SimpleUploadedFile("办法.exe", b"MZ"))
