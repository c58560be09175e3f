"""Documents as PDF in the house format (stack.md 8).

make("congress/papers/minutes.html", {...}, "会议纪要", archive=True)   → bytes; `archive` makes PDF/A-2b

The template extends `papers/paper.html` and is the very one that the browser shows and prints. Nothing is fetched from
anywhere: the style sheet is handed over, and an address inside a paper reaches our own drawings and the site's own
fonts, or nothing at all (security.md 7). The first call of a process takes seconds: call it in a worker.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from ymdm.workflow import Refused

from . import printing

ARCHIVE = "pdf/a-2b"
STYLE = "ui/css/document.css"
# Addresses inside a paper; no other scheme is ever opened.
OURS = "ymdm"
DRAWINGS = "ui/art/"
LAID_OUT = re.compile(r"Creating layout - Page (\d+)")


def make(
    template: str,
    context: Mapping[str, Any],
    title: str,
    *,
    archive: bool = False,
    pages: Callable[[int], None] | None = None,
) -> bytes:
    """The paper as PDF; `pages` is told each page's number as it is laid out, the last one several times.

    Raises Refused where the machine lacks Pango or a Chinese font, with the names of the packages.
    """
    if lacks := why_not():
        raise Refused(lacks, remedy="可以先用浏览器的“打印”，内容相同。")
    html = render_to_string(template, {**context, "title": title, "on_screen": False})
    return of_html(html, archive=archive, pages=pages)


def of_html(html: str, *, archive: bool = False, pages: Callable[[int], None] | None = None) -> bytes:
    """A whole page of ours as PDF."""
    from weasyprint import CSS, HTML  # slow import
    from weasyprint.text.fonts import FontConfiguration

    fetcher, fonts = _fetcher(), FontConfiguration()
    sheets = [
        CSS(string=css, base_url=f"{OURS}:///", url_fetcher=fetcher, font_config=fonts)
        for css in filter(None, (_house_style(), _font_faces(settings.FONT_DIR)))
    ]
    paper = HTML(string=html, base_url=f"{OURS}:///", url_fetcher=fetcher, media_type="print")
    with _told(pages):
        made = paper.write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant=ARCHIVE if archive else None)
    assert made is not None  # noqa: S101  (None comes only where a file was named to write to)
    return made


def why_not() -> str:
    """Why no PDF can be made here, in a sentence with the packages to install; empty where it can."""
    missing = printing.missing_here(settings.FONT_DIR)
    return f"服务器上缺少 {' '.join(missing)}，装好以后才能生成 PDF。" if missing else ""


@cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # slow import

    class OursAlone(URLFetcher):
        """Opens our own drawings and the site's fonts, by name. Any other address is refused unopened."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            content, kind = read(url)
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return OursAlone(allowed_protocols=[OURS], allow_redirects=False)


def read(url: str) -> tuple[bytes, str]:
    """The content and type of an address inside a paper. Raises ValueError for everything that is not ours."""
    parts = urlsplit(url)
    folder, _stroke, name = unquote(parts.path).lstrip("/").partition("/")
    ours = parts.scheme == OURS and not parts.netloc
    if ours and folder == "font":
        for file in printing.fonts_in(settings.FONT_DIR):
            if file.name == name:  # by comparison, so that no path can be made up
                return file.read_bytes(), "font/sfnt"
    elif ours and folder == "static" and _is_drawing(name) and (found := finders.find(name)):
        return Path(str(found)).read_bytes(), "image/svg+xml"
    raise ValueError(f"不在允许范围内的地址，没有打开：{url[:200]}")


def _is_drawing(name: str) -> bool:
    return name.startswith(DRAWINGS) and name.endswith(".svg") and ".." not in name


@cache
def _house_style() -> str:
    return Path(str(finders.find(STYLE))).read_text(encoding="utf-8")


@cache
def _font_faces(font_dir: str) -> str:
    """The site's own fonts under every name that they bear themselves, Chinese ones included."""
    from fontTools.ttLib import TTFont  # slow import

    faces = []
    for file in printing.fonts_in(font_dir):
        with TTFont(file, lazy=True) as font:
            names = {str(one) for one in font["name"].names if one.nameID in {1, 16}}
        address = f"{OURS}:///font/{quote(file.name)}"
        faces += [
            f'@font-face {{ font-family: "{name}"; src: url("{address}"); }}'
            for name in sorted(names)
            if not set(name) & set('"\\\n')
        ]
    return "\n".join(faces)


@contextmanager
def _told(pages: Callable[[int], None] | None) -> Iterator[None]:
    """Listen to the library's log of this thread, the only place where it says how far it is."""
    if pages is None:
        yield
        return
    log, thread = logging.getLogger("weasyprint.progress"), threading.get_ident()

    tell = pages

    class Pages(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == thread and (found := LAID_OUT.search(record.getMessage())):
                tell(int(found[1]))

    handler, level, passes_on = Pages(), log.level, log.propagate
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)
        log.propagate = passes_on
