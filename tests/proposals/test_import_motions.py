"""`manage.py import_motions`: motions and suggestions of past years, every column kept, nothing owed."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from proposals.channels import Channel
from proposals.models import Proposal, Reply, State
from proposals.models.states import Source
from proposals.papers.motions import Motions
from tests import factories
from ymdm.duties.models import Duty
from ymdm.papers.sheets import Sheet
from ymdm.workflow import SYSTEM

pytestmark = pytest.mark.django_db

MOTION = {
    "编号": "M00001", "来源": "花莲县议会", "案号": "1", "届次": "第16届 第5次 定期大会", "类别": "民政", "案由": "请修堤防",
    "说明": "堤防已坏。", "办法": "如案由。", "提案人": "侯华军", "附议人": "韦晓山、许思山", "附议人数": "2",
    "大会决议": "照案通过。", "办理情况": "已修复。", "审查日期": "民国102年5月21日",
}  # fmt: skip
SUGGESTION = {
    "编号": "S00001", "来源": "新竹市议会", "建议年月": "2014-06", "建议人": "冯雅刚", "建议内容": "安全门修缮工程",
    "地点": "活动中心", "建议金额": "73658", "核定金额": "70000",
}  # fmt: skip


@pytest.fixture
def unit():
    return factories.unit("黄河上中游管理局", code="HSZ")


def read(*rows, by=SYSTEM):
    heads = tuple(rows[0])
    return Motions.read([Sheet("表", False, [heads, *(tuple(row.get(head) for head in heads) for row in rows)])], by)


def bring_in(*rows):
    return Motions.write(read(*rows), SYSTEM, lambda done, total: None)


def test_a_motion_comes_in_as_a_settled_suggestion_with_every_column_in_words(unit):
    bring_in(MOTION)
    motion = Proposal.objects.get(register_number="M00001")
    assert (motion.channel, motion.source, motion.state) == (Channel.SUGGESTION, Source.IMPORTED, State.CLOSED)
    assert (motion.number, motion.submitted_on) == ("HSZ-JY-2013-001", date(2013, 5, 21))
    assert (motion.title, motion.conclusion) == ("请修堤防", "照案通过。")
    for fact in ("来源：花莲县议会", "类别：民政", "提案人：侯华军", "附议人：韦晓山、许思山", "说明：堤防已坏。"):
        assert fact in motion.rationale.split("\n")
    assert Reply.objects.get(proposal=motion).text == "已修复。"
    assert (motion.replied_on, motion.reply_due_on) == (None, None), "without a day of the answer nothing is measured"
    assert not Duty.objects.exists()


def test_a_suggestion_with_money_keeps_its_amounts_and_its_month(unit):
    bring_in(SUGGESTION)
    suggestion = Proposal.objects.get()
    assert suggestion.submitted_on == date(2014, 6, 1)
    assert {"建议金额：73658", "核定金额：70000", "地点：活动中心"} <= set(suggestion.rationale.split("\n"))


def test_what_has_no_day_is_entered_on_the_day_of_the_import_and_says_so(unit):
    bring_in(MOTION | {"审查日期": ""})
    motion = Proposal.objects.get()
    assert motion.submitted_on == timezone.localdate() and "原件没有日期" in motion.closure_note


def test_a_long_matter_is_kept_whole_under_a_shortened_title(unit):
    bring_in(MOTION | {"案由": "长" * 310})
    motion = Proposal.objects.get()
    assert len(motion.title) == 120 and f"案由：{'长' * 310}" in motion.rationale


@pytest.mark.parametrize("undated", [False, True])
def test_a_second_run_changes_nothing(unit, undated):
    row = MOTION | ({"审查日期": ""} if undated else {})
    bring_in(row)
    assert bring_in(row) == {"created": 0, "changed": 0, "unchanged": 1}
    assert [bad["reasons"] for bad in read(row | {"办理情况": "别的"}).report["rejected"]] == [["NO_TAKEN"]]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"编号": " "}, "NO_MISSING"),
        ({"案由": ""}, "TITLE_MISSING"),
        ({"说明": "PK\x03\x04"}, "BINARY"),
        ({"审查日期": "民国102年13月1日"}, "DATE_INVALID"),
    ],
)
def test_a_bad_row_is_named_and_nothing_of_it_comes_in(unit, changes, code):
    assert [bad["reasons"] for bad in read(MOTION | changes).report["rejected"]] == [[code]]
    assert bring_in(MOTION | changes)["created"] == 0


def test_they_are_listed_and_exported_like_any_other(client):
    house = factories.bureau()
    bring_in(MOTION)
    client.force_login(house.union)
    assert "请修堤防" in client.get(reverse("proposals:proposal-list"), {"channel": "suggestion"}).content.decode()
    export = client.get(reverse("proposals:proposal-export"), {"channel": "suggestion"})
    assert b"".join(export.streaming_content).startswith(b"PK")
    assert client.get(reverse("proposals:proposal-detail", args=[Proposal.objects.get().pk])).status_code == 200


def test_the_command_takes_both_files(unit, tmp_path, capsys):
    for name, row in (("motions.csv", MOTION), ("suggestions.csv", SUGGESTION)):
        path = tmp_path / name
        path.write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n", encoding="utf-8")
        call_command("import_motions", str(path))
    assert sorted(Proposal.objects.values_list("register_number", flat=True)) == ["M00001", "S00001"]
