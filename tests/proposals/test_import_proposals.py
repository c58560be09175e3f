"""`manage.py import_proposals` on the register of two sessions: the figures are the ones that were worked out by hand."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from proposals.models import Proposal
from tests.proposals.registers import file, row
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.organization.models import LegalType, Level, Person, Unit
from ymdm.organization.papers import People, Units
from ymdm.organization.workflow import open_unit
from ymdm.papers import sheets
from ymdm.papers.models import ImportRun
from ymdm.workflow import SYSTEM

DATA = Path(__file__).resolve().parents[1] / "data" / "proposals"
ROSTER = Path(__file__).resolve().parents[3] / "shared" / "data" / "roster"
REGISTER = str(DATA / "congress_proposals.xlsx")
DEPARTMENTS = (
    "办公室", "规划计划处", "水政水资源处", "水土保持处", "财务处", "人事劳动处", "科技与监测处", "局工会", "离退休职工管理处",
)  # fmt: skip

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("import_proposals", *arguments, stdout=out)
    return out.getvalue()


def expected() -> dict:
    return json.loads((DATA / "congress_expected.json").read_text(encoding="utf-8"))


def departments() -> None:
    fields = {"legal_type": LegalType.AGENCY, "level": Level.DEPARTMENT}
    root = open_unit(SYSTEM, code="HSZ", name="黄河上中游管理局", level=Level.BUREAU, legal_type=LegalType.AGENCY)
    for number, name in enumerate(DEPARTMENTS, start=1):
        open_unit(SYSTEM, parent=root, code=f"HSZ-{number:02d}", name=name, **fields)


def compare(answer: dict) -> None:
    wanted = expected()
    assert answer.keys() == wanted.keys()
    for key, value in wanted.items():
        assert answer[key] == value, key


def test_the_register_of_two_sessions_gives_the_expected_figures_without_a_roster():
    departments()
    compare(json.loads(run(REGISTER, "--create-people", "--json", "--as-of", "2026-09-30")))
    assert Person.objects.filter(is_active=True).count() == 0, "former representatives cannot sign in"


@pytest.mark.skipif(not ROSTER.exists(), reason=f"{ROSTER} is not here; it lies beside the checkout")
def test_the_register_of_two_sessions_finds_everybody_in_the_roster_and_gives_the_expected_figures():
    for kind, name in ((Units, "org.csv"), (People, "roster.xlsx")):
        with (ROSTER / name).open("rb") as opened:
            kind.write(kind.read(sheets.read(opened, name), SYSTEM), SYSTEM, lambda done, total: None)
    people = Person.objects.count()
    compare(json.loads(run(REGISTER, "--json", "--as-of", "2026-09-30")))
    assert Person.objects.count() == people


def test_a_second_run_changes_nothing():
    departments()
    first = run(REGISTER, "--create-people", "--json", "--as-of", "2026-09-30")
    before = (Proposal.objects.count(), Duty.objects.count(), Event.objects.filter(act="proposals.import").count())
    assert before[0] == 131
    assert run(REGISTER, "--create-people", "--json", "--as-of", "2026-09-30") == first
    assert (
        Proposal.objects.count(),
        Duty.objects.count(),
        Event.objects.filter(act="proposals.import").count(),
    ) == before


def test_figures_of_an_earlier_day_know_nothing_of_what_came_later():
    departments()
    answer = json.loads(run(REGISTER, "--create-people", "--json", "--as-of", "2025-04-20"))
    item = next(item for item in answer["items"] if item["no"] == "2025007")
    assert (item["state"], item["replied"], item["satisfaction"], item["working_days"]) == (
        "open_in_time",
        None,
        None,
        10,
    )
    assert all(item["dept"] is None for item in answer["items"] if item["no"].startswith("2026"))


def test_without_the_people_the_rows_are_named_and_nothing_comes_in():
    departments()
    told = run(REGISTER)
    assert "读到 131 行，可导入 0 行，要先改 131 行。" in told
    assert (
        "第六届第二次职代会 第 3 行 2025001 建议用电子屏和网页替代纸质局务公开栏：名册里没有曾宏宁、付丽燕、于云妍"
        in told
    )
    assert not Proposal.objects.exists() and not Person.objects.exists()
    assert ImportRun.objects.get().state == "declined"


def test_a_preview_tells_what_would_come_in_and_writes_nothing():
    departments()
    told = run(REGISTER, "--create-people", "--preview")
    assert "可导入 131 行" in told and "这是预览，什么也没有写入。" in told
    answer = json.loads(run(REGISTER, "--create-people", "--preview", "--json"))
    assert (answer["accepted"], answer["by_session"]) == (131, {"第六届第二次": 63, "第六届第三次": 68})
    assert not Proposal.objects.exists() and not Unit.objects.filter(congress_terms__isnull=False).exists()


@pytest.mark.parametrize("day", ["30.9.2026", "gestern"])
def test_a_day_that_is_none_is_refused_before_anything_is_read(day):
    with pytest.raises(CommandError, match="不是日期"):
        run("nothing.xlsx", "--as-of", day)


def test_a_file_that_is_no_register_is_refused_with_the_headings_it_lacks(tmp_path):
    departments()
    other = tmp_path / "名单.csv"
    other.write_text("姓名,单位\n张三,办公室\n", encoding="utf-8")
    with pytest.raises(CommandError, match="提案编号、届次、类别、案由"):
        run(str(other))


def test_good_rows_come_in_beside_bad_ones(tmp_path):
    departments()
    path = tmp_path / "登记表.xlsx"
    path.write_bytes(file(row(), row(提案编号="2025002", 审查结果="待定")).getvalue())
    told = run(str(path), "--create-people")
    assert "可导入 1 行，要先改 1 行" in told and "新登记 1 件" in told
    assert Proposal.objects.count() == 1
