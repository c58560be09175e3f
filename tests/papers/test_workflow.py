"""An import from upload to its end: previewed first, decided by a person, written whole or not at all, once."""

import io
import json
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from tests import factories as make
from ymdm.ledger.models import Event, EventPayload
from ymdm.organization.models import Person
from ymdm.papers import kinds, progress, tasks, workflow
from ymdm.papers.models import ImportRun, State
from ymdm.workflow import SYSTEM, NoAuthority, Refused

HEADER = ["单位", "姓名", "性别", "出生年月", "用工形式", "是否职工代表", "手机号"]
GOOD = ["西峰局", "尉迟红霞", "女", "1985-03", "事业编制", "否", "15400000001"]
BAD = ["某局", "长孙建国", "男", "1985-03", "事业编制", "否", "15400000002"]


def roster(*rows) -> io.BytesIO:
    book = Workbook()
    for row in (HEADER, *rows):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


@pytest.fixture
def house(db):
    return make.bureau()


def uploaded(house, *rows, by=None) -> ImportRun:
    return workflow.upload(house.unit, by or house.union, kind="people", file=roster(*rows), file_name="名册.xlsx")


def let_in(run, house) -> None:
    """Asked for by who uploaded it, confirmed by another officer."""
    run.refresh_from_db()
    workflow.ask_second(run, house.union)
    make.confirm_last()


def names():
    return set(Person.objects.filter(mobile__startswith="1540000").values_list("name", flat=True))


def test_good_rows_come_in_after_preview_and_decision(house, django_capture_on_commit_callbacks):
    run = uploaded(house, GOOD, BAD)
    place = run.stored_as
    assert run.state == State.UPLOADED and default_storage.exists(place)
    assert workflow.go_on(run.pk) == State.PREVIEWED
    assert names() == set(), "a preview writes nothing"
    run.refresh_from_db()
    assert [bad["name"] for bad in run.found["rejected"]] == ["长孙建国"]
    assert run.found["rejected"][0]["says"] == ["这个单位不在组织树里"]
    let_in(run, house)
    assert names() == set(), "the worker writes, not the button"
    with django_capture_on_commit_callbacks(execute=True):
        assert workflow.go_on(run.pk) == State.IMPORTED
    assert names() == {"尉迟红霞"}
    run.refresh_from_db()
    assert run.report.counts == {"created": 1, "changed": 0, "unchanged": 0}
    assert run.ended_at and not run.stored_as and not default_storage.exists(place), "the file is not kept"
    assert [event.says for event in Event.objects.of(run)] == ["上传", "核对", "导入合格的行", "写入"]
    assert Event.objects.of(Person.objects.get(name="尉迟红霞")).get().actor_label == house.union.name


def test_none_of_the_rows_comes_in_when_so_decided(house, django_capture_on_commit_callbacks):
    run = uploaded(house, GOOD)
    workflow.go_on(run.pk)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.decline(ImportRun.objects.get(pk=run.pk), house.union)
    assert names() == set() and not default_storage.exists(run.stored_as)
    with pytest.raises(Refused):
        let_in(run, house)
    assert tasks.run_import(run.pk) == State.DECLINED, "a late message does nothing"


def test_a_message_that_comes_twice_writes_once(house):
    run = uploaded(house, GOOD)
    workflow.go_on(run.pk)
    let_in(run, house)
    assert tasks.run_import(run.pk) == State.IMPORTED
    assert tasks.run_import(run.pk) == State.IMPORTED
    assert Person.objects.filter(name="尉迟红霞").count() == 1


def test_a_row_that_fails_takes_all_rows_with_it(house, settings):
    settings.YMDM_AFTER_PEOPLE_IMPORT = [f"{__name__}.break_off"]
    run = uploaded(house, GOOD)
    workflow.go_on(run.pk)
    let_in(run, house)
    with pytest.raises(ZeroDivisionError):
        workflow.go_on(run.pk)
    run.refresh_from_db()
    assert names() == set() and run.state == State.IMPORTING and default_storage.exists(run.stored_as)
    settings.YMDM_AFTER_PEOPLE_IMPORT = []
    assert workflow.go_on(run.pk) == State.IMPORTED


def break_off(pairs) -> None:
    raise ZeroDivisionError


def test_what_changed_since_the_preview_is_shown_before_anything_is_written(house):
    run, other = uploaded(house, GOOD), uploaded(house, GOOD)
    for each in (run, other):
        workflow.go_on(each.pk)
        let_in(each, house)
    assert workflow.go_on(run.pk) == State.IMPORTED
    assert workflow.go_on(other.pk) == State.PREVIEWED
    other.refresh_from_db()
    assert "又有变动" in other.sentence and other.found["unchanged"] == 1


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"not a table", "a.xlsx", "打不开"),
        ("甲,乙\n1,2\n".encode(), "a.csv", "没有找到数据"),
        (roster().getvalue(), "a.xlsx", "没有找到数据"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_the_sentence(house, content, name, sentence):
    run = workflow.upload(house.unit, house.union, kind="people", file=io.BytesIO(content), file_name=name)
    assert workflow.go_on(run.pk) == State.UNREADABLE
    run.refresh_from_db()
    assert sentence in run.sentence and run.ended_at


def test_a_file_with_no_good_row_cannot_be_confirmed(house):
    run = uploaded(house, BAD)
    workflow.go_on(run.pk)
    with pytest.raises(Refused, match="没有可以导入的行"):
        let_in(run, house)


def test_only_who_may_import_there_uploads_and_decides(house):
    with pytest.raises(NoAuthority):
        uploaded(house, GOOD, by=house.employee)
    with pytest.raises(NoAuthority):
        uploaded(house, GOOD, by=house.branch_union)  # in the name of the bureau
    run = uploaded(house, GOOD)
    workflow.go_on(run.pk)
    for other in (house.employee, house.branch_union):
        with pytest.raises(NoAuthority):
            workflow.confirm(run, other)
        with pytest.raises(NoAuthority):
            workflow.ask_second(run, other)
    assert list(ImportRun.objects.visible_to(house.branch_union)) == []
    assert list(ImportRun.objects.visible_to(house.union)) == [run]


def test_an_empty_or_oversized_file_is_not_taken_in(house, monkeypatch):
    with pytest.raises(Refused, match="是空的"):
        workflow.upload(house.unit, house.union, kind="people", file=io.BytesIO(), file_name="a.xlsx")
    monkeypatch.setattr(workflow, "LARGEST_FILE", 10)
    with pytest.raises(Refused, match="超过"):
        uploaded(house, GOOD)
    assert not ImportRun.objects.exists()


def test_the_ledger_keeps_no_row_of_the_file(house):
    run = uploaded(house, GOOD, BAD)
    workflow.go_on(run.pk)
    let_in(run, house)
    workflow.go_on(run.pk)
    for payload in EventPayload.objects.all():
        text = json.dumps(payload.payload, ensure_ascii=False)
        assert "15400000001" not in text and "长孙建国" not in text and "1985-03" not in text


def test_progress_is_seen_while_the_transaction_is_open(house):
    run = uploaded(house, GOOD)
    assert progress.of(run) is None
    note = progress.note(run)
    note(1, 3)
    note(2, 3)  # too soon after the first to be worth a write
    assert progress.of(run) == (1, 3)
    note(3, 3)
    assert progress.of(run) == (3, 3)
    progress.forget(run)
    assert progress.of(run) is None


def test_every_kind_of_import_tells_what_pages_and_commands_ask(house):
    assert {"units", "people"} <= kinds.imports().keys()
    for kind in kinds.imports().values():
        assert all([kind.title, kind.noun, kind.act, kind.hint, kind.columns, kind.read, kind.write])


# --- the commands ----------------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(roster(GOOD, BAD).getvalue())
    return path


def test_the_command_previews_without_writing_and_prints_json(house, file, capsys):
    call_command("import_people", file, preview=True, json=True)
    answer = json.loads(capsys.readouterr().out)
    assert (answer["accepted"], answer["rejected_by_reason"]) == (1, {"UNIT_UNKNOWN": 1})
    assert names() == set() and not ImportRun.objects.exists()


def test_the_command_imports_the_good_rows_and_names_the_bad_ones(house, file, capsys):
    call_command("import_people", file)
    said = capsys.readouterr().out
    assert "第 3 行 长孙建国：这个单位不在组织树里" in said and "新登记 1 人" in said
    assert names() == {"尉迟红霞"}
    assert ImportRun.objects.get().state == State.IMPORTED
    call_command("import_people", file)
    assert "没有变动 1 人" in capsys.readouterr().out


def test_the_command_says_what_is_wrong_with_a_file(house, tmp_path):
    with pytest.raises(CommandError, match="打不开"):
        call_command("import_people", tmp_path / "none.xlsx")
    (tmp_path / "a.xls").write_bytes(b"x")
    with pytest.raises(CommandError, match=r"不能读取 \.xls 文件"):
        call_command("import_units", tmp_path / "a.xls")


def test_a_system_import_is_nobodys_to_see_but_the_systems(house, file):
    call_command("import_people", file, json=True)
    assert not ImportRun.objects.visible_to(house.union).exists()
    assert str(SYSTEM) == Event.objects.of(ImportRun.objects.get()).first().actor_label
