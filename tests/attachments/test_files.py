"""Files: by name and by content on the list, stored under a name that tells nothing, read by those who see the matter."""

import io
import shutil
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests import factories as make
from ymdm.attachments.models import Attachment
from ymdm.attachments.workflow import attach
from ymdm.ledger.models import Event

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"
PARTS = ("[Content_Types].xml", "word/document.xml")


@pytest.fixture
def house(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make.bureau()


def office(parts=("[Content_Types].xml", "word/document.xml"), content=b"<x/>") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(part, content)
    return out.getvalue()


def relation(kind: str) -> bytes:
    target = 'Target="https://evil.example/x" TargetMode="External"'
    return f'<R><Relationship Type="http://schemas.example/{kind}" {target}/></R>'.encode()


def picture_header(width: int, height: int) -> bytes:
    """A PNG of very many pixels in a few bytes: refused by what it declares, before it is unpacked."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


def photo(form="JPEG") -> bytes:
    picture = Image.new("RGB", (20, 10), "red")
    exif = picture.getexif()
    exif[0x010F] = "a camera that tells"
    out = io.BytesIO()
    picture.save(out, form, exif=exif) if form == "JPEG" else picture.save(out, form)
    return out.getvalue()


def upload(house, name, content, proposal=None):
    return attach(proposal or make.draft(house), SimpleUploadedFile(name, content), house.proposer)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("说明.pdf", PDF),
        ("表.xlsx", office(("[Content_Types].xml", "xl/workbook.xml"))),
        ("文.docx", office()),
        ("图.PNG", photo("PNG")),
    ],
)
def test_what_is_on_the_list_is_stored_under_a_name_that_tells_nothing(house, name, content):
    stored = upload(house, name, content)
    assert stored.name == name
    assert name not in stored.file.name and "." not in stored.file.name.rpartition("/")[2]
    assert Event.objects.filter(act="attachments.attach").count() == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("run.exe", b"MZ", "不能上传"),
        ("page.html", b"<script>", "不能上传"),
        ("pic.svg", b"<svg/>", "不能上传"),
        ("x.pdf", b"MZ\x90", "不是 PDF"),
        ("x.pdf", b"", "空文件"),
        ("x.jpg", b"\xff\xd8\xff", "打不开"),
        ("x.jpg", photo("PNG"), "打不开"),
        ("x.docx", b"PK\x03\x04", "打不开"),
        ("x.docx", office(("[Content_Types].xml", "xl/workbook.xml")), "打不开"),
        ("x.docx", office(("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")), "宏"),
        ("x.docx", office(content=b"0" * 30_000_000), "展开后太大"),
        ("x.docx", office((*PARTS, *(f"word/media/{n}.xml" for n in range(2000)))), "部件"),
        ("x.docx", office((*PARTS, "word/embeddings/oleObject1.bin")), "嵌入"),
        ("x.xlsx", office(("[Content_Types].xml", "xl/workbook.xml", "xl/macrosheets/sheet1.xml")), "宏"),
        (
            "x.docx",
            office(content=b"<Types ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/>"),
            "宏",
        ),
        ("x.docx", office(content=b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'), "内部结构"),
        (
            "x.docx",
            office(content='<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><x/>'.encode("utf-16")),
            "内部结构",
        ),
        ("x.docx", office((*PARTS, "word/_rels/settings.xml.rels"), relation("attachedTemplate")), "外部"),
        ("x.docx", office((*PARTS, "word/_rels/document.xml.rels"), relation("image")), "外部"),
        ("x.docx", office((*PARTS, "word/_rels/document.xml.rels"), b"<broken"), "内部结构"),
        ("x.png", picture_header(20_000, 20_000), "尺寸太大"),
        ("x.png", picture_header(7_000, 7_000), "尺寸太大"),
    ],
)
def test_what_is_not_what_it_says_is_refused_with_a_sentence(house, name, content, words):
    with pytest.raises(ValidationError, match=words):
        upload(house, name, content)
    assert not Attachment.objects.exists()


def test_a_file_too_large_is_refused(house):
    big = SimpleUploadedFile("x.pdf", PDF)
    big.size = 21 * 1024 * 1024
    with pytest.raises(ValidationError, match=r"21\.0 MB，超过 20 MB"):
        attach(make.draft(house), big, house.proposer)


def test_a_picture_loses_where_and_with_what_it_was_taken(house):
    stored = upload(house, "现场.jpg", photo())
    with stored.file.open() as file:
        assert not Image.open(file).getexif()
        file.seek(0)
        assert b"camera" not in file.read()


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "C:\\temp\\a.pdf", "a\x00.pdf"])
def test_a_name_cannot_lead_elsewhere(house, name, tmp_path):
    stored = upload(house, name, PDF)
    assert "/" not in stored.name and "\\" not in stored.name
    assert stored.file.path.startswith(str(tmp_path))


def test_the_same_file_twice_is_stored_once_and_there_are_six_at_most(house):
    proposal = make.draft(house)
    for number in (1, 1, 2, 3, 4, 5, 6):
        upload(house, f"{number}.pdf", PDF + bytes([number]), proposal)
    assert Attachment.objects.of(proposal).count() == 6
    with pytest.raises(ValidationError, match="最多 6 个"):
        upload(house, "7.pdf", PDF + b"7", proposal)


def test_who_sees_the_matter_reads_the_file_and_nobody_else_finds_it(client, house):
    stored = upload(house, "说明.pdf", PDF)
    client.force_login(house.proposer)
    answer = client.get(stored.get_absolute_url())
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment;") and "utf-8''" in answer["Content-Disposition"]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    for stranger in (house.employee, house.union, house.handler):
        client.force_login(stranger)
        assert client.get(stored.get_absolute_url()).status_code == 404


def test_a_file_that_is_gone_from_the_disk_is_not_found(client, house):
    stored = upload(house, "说明.pdf", PDF)
    stored.file.storage.delete(stored.file.name)
    client.force_login(house.proposer)
    assert client.get(stored.get_absolute_url()).status_code == 404


def test_a_link_in_the_text_is_no_external_relation(house):
    upload(house, "x.docx", office((*PARTS, "word/_rels/document.xml.rels"), relation("hyperlink")))
    assert Attachment.objects.count() == 1


def test_a_form_may_take_less_than_the_house(house):
    with pytest.raises(ValidationError, match="可以上传 PDF、JPG 图片。"):
        attach(make.draft(house), SimpleUploadedFile("x.docx", office()), house.proposer, accept={".pdf", ".jpg"})


def test_nobody_fills_the_house_alone_and_all_together_only_to_its_share(house, settings, monkeypatch):
    proposal = make.draft(house)
    upload(house, "1.pdf", PDF, proposal)
    Attachment.objects.update(size=1024**3 - 1)
    with pytest.raises(ValidationError, match="超过每人 1,024 MB"):
        upload(house, "2.pdf", PDF + b"2", proposal)
    attach(proposal, SimpleUploadedFile("2.pdf", PDF + b"2"), house.union)
    settings.FILES_GB = 1
    with pytest.raises(ValidationError, match="空间不够"):
        attach(proposal, SimpleUploadedFile("3.pdf", PDF + b"3"), house.union)
    settings.FILES_GB = 50
    full = shutil._ntuple_diskusage(10**12, 10**12, 10**8)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: full)
    with pytest.raises(ValidationError, match="空间不够"):
        attach(proposal, SimpleUploadedFile("3.pdf", PDF + b"3"), house.union)


def test_the_proxy_is_told_where_the_file_lies_and_the_browser_never(client, house, settings):
    stored = upload(house, "说明 一.pdf", PDF)
    client.force_login(house.proposer)
    plain = client.get(stored.get_absolute_url())
    b"".join(plain.streaming_content)
    settings.ACCEL = "/files/"
    answer = client.get(stored.get_absolute_url())
    assert answer.content == b"" and answer["X-Accel-Redirect"] == f"/files/{stored.file.name}"
    for name in ("Content-Type", "Content-Disposition", "Content-Security-Policy", "Cache-Control"):
        assert answer[name] == plain[name]
    assert answer["Content-Type"] == "application/pdf"
    client.force_login(house.employee)
    refused = client.get(stored.get_absolute_url())
    assert refused.status_code == 404 and "X-Accel-Redirect" not in refused


def test_what_our_table_does_not_know_is_handed_out_as_bytes(client, house):
    stored = upload(house, "说明.pdf", PDF)
    Attachment.objects.update(media_type="text/html")
    client.force_login(house.proposer)
    answer = client.get(stored.get_absolute_url())
    b"".join(answer.streaming_content)
    assert answer["Content-Type"] == "application/octet-stream"
