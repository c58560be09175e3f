"""The pages of an import, with and without script, and what the wrong file or the wrong person gets."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from tests import factories as make
from tests.papers.test_workflow import BAD, GOOD, HEADER, names, roster
from ymdm.papers import workflow
from ymdm.papers.models import ImportRun, State

pytestmark = pytest.mark.django_db
NEW = "/w/import/people/"


@pytest.fixture
def house():
    return make.bureau()


@pytest.fixture
def officer(client, house):
    client.force_login(house.union)
    return client


def upload(client, content=None, name="名册.xlsx"):
    content = roster(GOOD, BAD).getvalue() if content is None else content
    return client.post(NEW, {"file": SimpleUploadedFile(name, content)})


def sheet_of(response):
    return load_workbook(io.BytesIO(b"".join(response.streaming_content))).active


def test_a_file_goes_from_upload_over_preview_to_the_roll(officer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = upload(officer).url
    shown = officer.get(page).text
    assert "导入合格的 1 行" in shown and "长孙建国" in shown and "这个单位不在组织树里" in shown
    assert "改成组织树里的名称、简称或别名" in shown and "还没有写入" in shown
    assert names() == set()
    with django_capture_on_commit_callbacks(execute=True):
        assert officer.post(f"{page}confirm/").url == page
        assert "看复核进展" in officer.get(page).text
        make.confirm_last()
    assert names() == {"尉迟红霞"}
    assert "新登记 <b" in officer.get(page).text
    assert "已导入" in officer.get(NEW).text


def test_while_it_works_the_page_asks_again_and_has_a_link_for_those_without_script(officer):
    page = upload(officer).url
    shown = officer.get(page).text
    assert 'hx-trigger="every 1s"' in shown and f'<a class="btn" href="{page}">' in shown
    fragment = officer.get(page, headers={"HX-Request": "true"}).text
    assert fragment.lstrip().startswith('<section class="card imp" id="run"') and "<html" not in fragment
    run = ImportRun.objects.get()
    workflow.go_on(run.pk)
    assert "hx-trigger" not in officer.get(page, headers={"HX-Request": "true"}).text


def test_a_run_that_stands_still_can_be_asked_for_again(officer, django_capture_on_commit_callbacks):
    page = upload(officer).url
    assert ImportRun.objects.get().state == State.UPLOADED
    officer.post(f"{page}continue/")
    assert ImportRun.objects.get().state == State.PREVIEWED
    officer.post(f"{page}continue/")
    assert ImportRun.objects.get().state == State.PREVIEWED, "asked again it decides nothing"


def test_none_is_a_decision_too(officer):
    page = upload(officer).url
    workflow.go_on(ImportRun.objects.get().pk)
    officer.post(f"{page}decline/")
    assert "一行也没有写入" in officer.get(page).text and names() == set()
    late = officer.post(f"{page}confirm/", headers={"HX-Request": "true"})
    assert late.status_code == 409 and "没有导入" in late.text


def test_the_bad_rows_can_be_taken_away_as_a_workbook(officer):
    page = upload(officer).url
    workflow.go_on(ImportRun.objects.get().pk)
    sheet = sheet_of(officer.get(f"{page}rejected/"))
    assert [cell.value for cell in sheet[4]] == [
        "Sheet",
        3,
        "长孙建国",
        "这个单位不在组织树里",
        "改成组织树里的名称、简称或别名",
    ]


def test_the_template_has_the_headings_that_the_import_reads_and_no_data(officer):
    response = officer.get(f"{NEW}template/")
    content = b"".join(response.streaming_content)
    assert "filename*=UTF-8''" in response.headers["Content-Disposition"]
    headings = [cell.value for cell in load_workbook(io.BytesIO(content)).active[3]]
    assert set(HEADER) <= set(headings)
    page = upload(officer, content).url
    workflow.go_on(ImportRun.objects.get().pk)
    assert "没有找到数据" in officer.get(page).text


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xls", b"x", "不能读取 .xls 文件"),
        ("a", b"x", "没有扩展名的文件"),
        ("a.exe", b"MZ", "不能读取 .exe 文件"),
        ("a.xlsx", b"", "这个文件是空的"),
    ],
)
def test_the_wrong_file_is_named_before_anything_is_kept(officer, name, content, sentence):
    response = upload(officer, content, name)
    assert response.status_code == 422 and sentence in response.text
    assert not ImportRun.objects.exists()


def test_no_file_at_all_is_said(officer):
    response = officer.post(NEW, {})
    assert response.status_code == 422 and "还没有选择文件" in response.text


def test_a_file_too_big_is_refused(officer, monkeypatch):
    from ymdm.papers import forms

    monkeypatch.setattr(forms, "LARGEST_FILE", 100)
    response = upload(officer)
    assert response.status_code == 422 and "请删去图片" in response.text


def test_a_file_name_is_shown_as_text(officer):
    page = upload(officer, name="<script>alert(1)</script>.xlsx").url
    assert "<script>alert" not in officer.get(page).text


ADDRESSES = ["", "confirm/", "decline/", "continue/", "rejected/"]


@pytest.mark.parametrize("tail", ADDRESSES)
def test_an_import_is_seen_by_who_may_import_there_and_by_nobody_else(client, house, tail):
    client.force_login(house.union)
    page = upload(client).url
    ask = client.get if tail in {"", "rejected/"} else client.post
    for other in (house.employee, house.branch_union, house.handler):
        client.force_login(other)
        assert ask(f"{page}{tail}").status_code == 404, other
    client.force_login(house.admin)
    assert client.get(page).status_code == 200, "may import in the bureau as well"


def test_uploading_takes_the_authority(client, house):
    client.force_login(house.employee)
    assert client.get(NEW).status_code == 403
    assert upload(client).status_code == 403
    assert client.get(f"{NEW}template/").status_code == 403
    assert client.get("/w/import/nothing/").status_code == 404
    client.force_login(house.union)
    assert client.get("/w/import/units/").status_code == 403, "the chart is the administrator's"


@pytest.mark.parametrize("tail", ["confirm/", "decline/", "continue/"])
def test_an_act_is_never_done_by_looking(officer, tail):
    page = upload(officer).url
    assert officer.get(f"{page}{tail}").status_code == 405


def test_an_officer_of_a_unit_imports_in_its_name(client, house):
    client.force_login(house.branch_union)
    upload(client)
    run = ImportRun.objects.get()
    assert run.unit == house.branch
    workflow.go_on(run.pk)
    assert "不在您管理的范围" not in client.get(run.get_absolute_url()).text
    assert client.get(reverse("papers:import-new", args=["people"])).context["runs"][0] == run
