"""Files: by name and by content on the list, stored under a name that tells nothing, read by those who see the matter."""

import io
import zipfile

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
