"""The file of a session: whole, readable, written once, and told apart from a file that somebody changed."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from PIL import Image

from congress import archiving, workflow
from congress.models import SessionArchive
from proposals.meetings import archived
from proposals.meetings import workflow as meetings
from proposals.models import Proposal
from tests import factories as make
from ymdm.ledger.models import Event, EventPayload
from ymdm.papers import pdf
from ymdm.workflow import SYSTEM, NoAuthority, Refused

from . import scenes

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(settings, tmp_path):
    """Archived and written as pages, which takes no seconds."""
    settings.MEDIA_ROOT = tmp_path
    made = scenes.archived()
    assert archiving.make(made.session.archive.pk, as_pdf=False)
    return made


# WeasyPrint leaves its colour profile to the collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_where_the_machine_makes_pdf_the_documents_are_pdf_for_the_archive(settings, tmp_path):
    if lacks := pdf.why_not():
        pytest.skip(lacks)
    settings.MEDIA_ROOT = tmp_path
    made = scenes.archived()
    content, _files = archiving.written(made.reload(), as_pdf=True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        pages = [name for name in archive.namelist() if name.endswith(".pdf")]
        assert len(pages) == 12
        assert all(archive.read(name).startswith(b"%PDF-1.7") for name in pages)


def content_of(client, made):
    answer = client.get(reverse("congress:archive-file", args=[made.session.pk]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_the_file_holds_every_document_with_its_digest_and_no_secret(client, made):
    client.force_login(made.union)
    with zipfile.ZipFile(io.BytesIO(content_of(client, made))) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        for one in manifest["files"]:
            assert hashlib.sha256(archive.read(one["name"])).hexdigest() == one["sha256"]
        texts = {name[:2]: archive.read(name).decode() for name in archive.namelist() if name.endswith(".html")}
        rows = json.loads(archive.read("数据.json"))
    assert sorted(texts) == [f"{number:02d}" for number in range(1, 13)]
    for number, word in (
        ("01", "代表资格全部有效"), ("03", made.people[0].name), ("04", "规范职工福利费管理"), ("05", made.tellers[0].name),
        ("06", "职代会决"), ("07", made.chair.name), ("08", "西峰局工会〔2026〕12号"), ("09", "P10"),
        ("10", "收到评价表 0 份"), ("11", "代表团意见表"), ("12", "会上发言"),
    ):  # fmt: skip
        assert word in texts[number], number
    assert len(rows["tables"]["attendees"]) == 12 and len(rows["tables"]["sheets"]) == 2
    assert made.session.secret not in json.dumps(rows)


def test_a_second_download_gives_the_same_bytes_and_the_ledger_knows_them(client, made):
    client.force_login(made.union)
    first = content_of(client, made)
    assert not archiving.make(made.session.archive.pk) and archiving.tend() == 0
    assert content_of(client, made) == first
    digest = hashlib.sha256(first).hexdigest()
    file = SessionArchive.objects.get()
    assert file.sha256 == digest and file.size == len(first)
    kept = EventPayload.objects.get(event=Event.objects.of(file).get())
    assert kept.payload["after"]["sha256"] == digest


def test_only_the_system_writes_it_and_only_once(made):
    said = {"stored_as": "x", "sha256": "0" * 64, "size": 1, "files": 1}
    with pytest.raises(NoAuthority):
        workflow.keep_archive(made.session.archive, made.union, **said)
    with pytest.raises(Refused):
        workflow.keep_archive(made.session.archive, SYSTEM, **said)


def test_whoever_does_not_watch_over_the_unit_gets_no_file(client, made):
    for person in (made.people[0], make.person(made.unit)):
        client.force_login(person)
        assert client.get(reverse("congress:archive-file", args=[made.session.pk])).status_code in (403, 404)


def changed(content, edit):
    """The ZIP with one file given to `edit`, which returns its new content, or None to leave it out."""
    new = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(new, "w") as archive:
        for name in old.namelist():
            part = edit(name, old.read(name))
            if part is not None:
                archive.writestr(name, part)
        if extra := edit("", b""):
            archive.writestr("另附.txt", extra)
    return new.getvalue()


@pytest.mark.parametrize(
    ("edit", "word"),
    [
        (lambda name, part: part.replace("赞成".encode(), "反对".encode()), "内容被改动"),
        (lambda name, part: None if name.startswith("07") else part, "缺少文件"),
        (lambda name, part: part or b"more", "清单以外"),
        (lambda name, part: None if name == "manifest.json" else part, "没有清单"),
    ],
    ids=["changed", "taken out", "put in", "no manifest"],
)
def test_a_changed_file_does_not_pass(client, made, tmp_path, capsys, edit, word):
    client.force_login(made.union)
    content = content_of(client, made)
    whole, bad = tmp_path / "whole.zip", tmp_path / "bad.zip"
    whole.write_bytes(content)
    bad.write_bytes(changed(content, edit))
    call_command("check_archive", str(whole))
    told = capsys.readouterr().out
    assert "内容与清单一致" in told and "与本系统登记的一致" in told
    with pytest.raises(CommandError, match=word):
        call_command("check_archive", str(bad))
    bad.write_bytes(b"no zip")
    with pytest.raises(CommandError, match="打不开"):
        call_command("check_archive", str(bad))


def picture() -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "#0b5c7a").save(drawn, "PNG")
    return SimpleUploadedFile("公开栏.png", drawn.getvalue(), "image/png")


def test_the_pictures_of_the_posting_are_in_the_file_and_on_the_page(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = scenes.settled()
    after = scenes.HELD_ON + timedelta(days=20)
    with time_machine.travel(scenes.at(after), tick=False):
        workflow.publish(made.session, made.second, at=scenes.at(scenes.HELD_ON + timedelta(days=3)))
        client.force_login(made.union)
        url = reverse("congress:session-act", args=[made.session.pk, "prove_posting"])
        typed = {"until": after.isoformat(), "proof": "一楼公开栏"}
        told = client.post(url, typed | {"photos": [SimpleUploadedFile("x.png", b"no picture")]})
        assert told.status_code == 422 and "一楼公开栏" in told.content.decode()
        assert made.reload().posted_until is None
        assert client.post(url, typed | {"photos": [picture()]}).status_code == 302
        assert "公开栏.png" in client.get(reverse("congress:minutes", args=[made.session.pk])).content.decode()
        workflow.draft_minutes(made.session, made.union)
        content, _files = archiving.written(made.reload(), as_pdf=False)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert [name for name in archive.namelist() if name.startswith("照片/")] == ["照片/01-公开栏.png"]


def test_a_paper_that_is_not_what_its_name_says_is_told_like_any_other_mistake(client):
    made = scenes.noticed()
    client.force_login(made.union)
    url = reverse("congress:session-act", args=[made.session.pk, "add_paper"])
    typed = {
        "item": made.item().pk,
        "title_": "草案",
        "text": "第一条",
        "upload": SimpleUploadedFile("草案.pdf", b"no pdf"),
    }
    told = client.post(url, typed)
    assert told.status_code == 422 and "不是 PDF" in told.content.decode() and "第一条" in told.content.decode()


def test_whoever_waits_sees_how_many_parts_are_done(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = scenes.archived()
    url = reverse("congress:archive-state", args=[made.session.pk])
    client.force_login(made.union)
    assert "正在生成" in client.get(url).content.decode() and "hx-get" in client.get(url).content.decode()
    seen = []
    archiving.written(made.session, as_pdf=False, tell=seen.append)
    assert seen == list(range(1, 14))  # twelve documents and the rows
    SessionArchive.objects.update(files=7)
    assert "已写好 7 个文件" in client.get(url).content.decode()
    archiving.make(made.session.archive.pk, as_pdf=False)
    page = client.get(url).content.decode()
    assert "下载档案（13 个文件" in page and "hx-get" not in page


def test_opinion_sheets_and_spoken_points_are_in_the_file_with_their_matters(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = scenes.opened()
    seat = made.attendee(made.people[1])
    point = meetings.note_spoken(
        made.unit, made.union, at=scenes.at(scenes.HELD_ON, 10), session=made.session, item=made.item(), speaker=seat,
        text="体检每年一次。",
    )  # fmt: skip
    meetings.turn_spoken(point, made.union, at=scenes.at(scenes.HELD_ON, 10, 5))
    number = Proposal.objects.get().number
    parts = {name: told for name, _title, told in archived.documents(made.session)}
    row = parts["12-会上发言"][0].rows[0]
    assert row[2:6] == (made.people[1].name, "第二代表团", "体检每年一次。", number)
