"""Documents as PDF: nothing is fetched from outside, archives get PDF/A, and a machine without Pango says so (F115)."""

import contextlib
import http.server
import re
import threading
import zlib

import pytest
from django.core.checks import run_checks
from django.http import QueryDict
from django.template import engines

from tests import factories as make
from tests.system import missing_packages
from ymdm.ledger.models import Event
from ymdm.papers import kinds, long_exports, pdf, printing
from ymdm.papers.models import ExportRun
from ymdm.workflow import Refused

PANGO = [name for name in missing_packages() if name != "chromium"]
needs_pango = pytest.mark.skipif(bool(PANGO), reason=f"missing on this machine: {' '.join(PANGO)}")


def paper(body, **options):
    """A PDF of this body inside the house's own frame."""
    source = f'{{% extends "papers/paper.html" %}}{{% block paper %}}{body}{{% endblock %}}'
    html = engines["django"].from_string(source).render({"title": "试印", "on_screen": False})
    return pdf.of_html(html, **options)


def unpacked(made):
    """What a PDF holds, its streams unpacked."""
    parts = [made]
    for stream in re.findall(rb"stream\n(.*?)\nendstream", made, re.DOTALL):
        with contextlib.suppress(zlib.error):
            parts.append(zlib.decompress(stream))
    return b"\n".join(parts)


@needs_pango
def test_a_paper_becomes_a_pdf_and_an_archived_one_pdf_a_2b():
    plain, archived = paper("<h1>会议纪要</h1>"), paper("<h1>会议纪要</h1>", archive=True)
    assert plain.startswith(b"%PDF-") and b"GTS_PDFA1" not in unpacked(plain)
    assert b"GTS_PDFA1" in unpacked(archived)
    assert b'pdfaid:part="2" pdfaid:conformance="B"' in unpacked(archived)


@needs_pango
def test_pages_are_told_as_they_are_laid_out():
    pages = []
    paper("<p>一段。</p>" * 60, pages=pages.append)
    assert max(pages) == 3
    assert pages == sorted(pages)


class Counting(http.server.BaseHTTPRequestHandler):
    asked: list = []

    def do_GET(self):
        self.asked.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def outside():
    """A server on this machine that notes whether it was asked."""
    Counting.asked = []
    server = http.server.HTTPServer(("127.0.0.1", 0), Counting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@needs_pango
@pytest.mark.expects_errors
def test_nothing_outside_is_fetched_neither_by_address_nor_by_file(outside, tmp_path, caplog):
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>SECRET</text></svg>')
    far = f"http://127.0.0.1:{outside.server_port}"
    made = paper(
        f'<img src="file:///etc/passwd"><img src="{secret.as_uri()}"><img src="{far}/a.png">'
        f'<link rel="stylesheet" href="{far}/b.css"><a rel="attachment" href="file:///etc/passwd">x</a>'
        f"<style>@import url({far}/c.css); p {{ background: url({far}/d.png); }} "
        f"@font-face {{ font-family: e; src: url({far}/e.ttf); }} h1 {{ font-family: e; }}</style><p>一</p><h1>二</h1>"
        f'<object data="{far}/f.svg"></object><embed src="{far}/g.svg">'
    )
    assert made.startswith(b"%PDF-")
    assert Counting.asked == []
    assert not any(word in unpacked(made) for word in (b"root:", b"SECRET", b"EmbeddedFile"))
    assert "file:///etc/passwd" in caplog.text  # refused aloud


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "FILE:///etc/passwd", "http://127.0.0.1/", "https://example.org/a.svg", "ftp://example.org/a",
        "data:text/plain,x", "/etc/passwd", "ymdm://example.org/static/ui/art/seal.svg", "ymdm:///static/ui/app.js",
        "ymdm:///static/../../../../../etc/passwd", "ymdm:///static/ui/art/../../../settings.svg",
        "ymdm:///static/ui/art/%2e%2e/%2e%2e/%2e%2e/settings.svg", "ymdm:///font/../../etc/passwd", "ymdm:///font/passwd",
    ],
)  # fmt: skip
def test_an_address_that_is_not_ours_is_refused_unopened(url):
    with pytest.raises(ValueError, match="没有打开"):
        pdf.read(url)


def test_our_own_drawings_and_the_fonts_of_the_site_are_read(settings, tmp_path):
    assert pdf.read("ymdm:///static/ui/art/seal.svg")[1] == "image/svg+xml"
    (tmp_path / "仿宋.ttf").write_bytes(b"font")
    (tmp_path / "notes.txt").write_bytes(b"no font")
    settings.FONT_DIR = str(tmp_path)
    assert pdf.read("ymdm:///font/%E4%BB%BF%E5%AE%8B.ttf") == (b"font", "font/sfnt")
    with pytest.raises(ValueError, match="没有打开"):
        pdf.read("ymdm:///font/notes.txt")


@needs_pango
def test_a_font_of_the_site_stands_in_the_paper_under_its_own_name(settings, tmp_path):
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for point in ((0, 0), (500, 0), (500, 500)):
        (pen.lineTo if point[0] or point[1] else pen.moveTo)(point)
    pen.closePath()
    glyph = pen.glyph()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", "one"])
    font.setupCharacterMap({ord("一"): "one"})
    font.setupGlyf({".notdef": glyph, "one": glyph})
    font.setupHorizontalMetrics({".notdef": (600, 0), "one": (600, 0)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "仿宋_GB2312", "styleName": "Regular", "psName": "HouseFang"})
    font.setupOS2()
    font.setupPost()
    font.save(tmp_path / "fang.ttf")
    settings.FONT_DIR = str(tmp_path)
    assert "ymdm:///font/fang.ttf" in pdf._font_faces(str(tmp_path))
    assert "仿宋_GB2312" in pdf._font_faces(str(tmp_path))
    assert b"GB2312" in unpacked(paper("<p>一</p>"))


# --- where something is missing -------------------------------------------------------------------------------


@pytest.fixture
def bare(monkeypatch):
    """A machine without the libraries and without Chinese fonts."""
    monkeypatch.setattr(printing, "LIBRARIES", {"libpango-1.0-0": "no-such-library"})
    monkeypatch.setattr(printing, "FONT_FOLDERS", ())
    printing.missing_here.cache_clear()
    yield
    printing.missing_here.cache_clear()


def test_the_system_check_names_the_packages_that_are_missing(bare):
    (told,) = [one for one in run_checks() if one.id == "papers.I001"]
    assert told.hint == "Install what is missing: sudo apt install libpango-1.0-0 fonts-noto-cjk"
    assert not told.is_serious(level=30)  # no reason to stop: the browser prints


def test_a_font_of_the_site_makes_up_for_the_package(bare, settings, tmp_path):
    (tmp_path / "fang.otf").write_bytes(b"font")
    assert printing.missing_packages(str(tmp_path)) == ["libpango-1.0-0"]


@pytest.mark.django_db
def test_without_pango_the_page_still_prints_and_says_why_there_is_no_pdf(bare, client):
    house = make.bureau()
    client.force_login(house.union)
    shown = client.get("/w/papers/ledger/").content.decode()
    assert "data-print" in shown
    assert "服务器上缺少 libpango-1.0-0 fonts-noto-cjk，装好以后才能生成 PDF。打印不受影响。" in shown
    assert 'type="submit" disabled' in shown
    assert client.post("/w/papers/ledger/pdf/").status_code in {302, 409}
    assert not ExportRun.objects.exists()
    with pytest.raises(Refused, match="libpango"):
        pdf.make("proposals/papers/posting.html", {}, "事事有回复")


# --- asked for on the page, made by the worker ----------------------------------------------------------------


@pytest.mark.django_db
@needs_pango
def test_a_pdf_is_made_by_the_worker_and_kept_for_whoever_asked(client):
    house = make.bureau()
    make.filed(house, title="更换救生衣")
    client.force_login(house.union)
    answer = client.post("/w/papers/ledger/pdf/?q=救生衣")
    run = ExportRun.objects.get()
    assert answer["Location"] == run.get_absolute_url()
    assert "正在后台生成 PDF" in client.get(run.get_absolute_url()).content.decode()
    assert long_exports.make(run.pk)
    assert "共 <b" in client.get(run.get_absolute_url()).content.decode()
    file = client.get(f"{run.get_absolute_url()}file/")
    assert (file["Content-Type"], b"".join(file.streaming_content)[:5]) == ("application/pdf", b"%PDF-")
    assert ".pdf" in file["Content-Disposition"]
    event = Event.objects.get(act="papers.export")
    asker = long_exports.Asker(house.union, QueryDict("q=救生衣"))
    number = kinds.papers()["ledger"](asker).number
    assert event.payload.payload == {"title": "事事有回复", "filters": "查找“救生衣”", "number": number, "pages": 1}


@pytest.mark.django_db
@needs_pango
def test_what_one_may_no_longer_see_is_not_made(client):
    house = make.bureau()
    replied = make.replied(house)
    client.force_login(house.union)
    client.post(f"/w/papers/reply-letter/pdf/?of={replied.pk}")
    run = ExportRun.objects.get()
    house.union.appointments.all().delete()
    assert long_exports.make(run.pk)
    run.refresh_from_db()
    assert (run.stored_as, run.sentence) == ("", long_exports.GONE)
