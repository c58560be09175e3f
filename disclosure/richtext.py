"""Rich text: what may stand in it, cleaned at save and again at render, and its finds of personal data. Pure (decision 0034)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

import nh3

from ymdm.workflow import Refused

from . import masking

TAGS = {
    "p", "br", "h3", "h4", "strong", "b", "em", "i", "u", "s", "ul", "ol", "li", "blockquote", "hr", "a",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}}
# What is inside of these is no text: with the tag its content goes.
DROPPED = {"script", "style", "head", "title", "xml", "noscript", "template", "svg", "math", "iframe", "object"}
PASSES = 12  # two are usual
MOST_CELLS = 5000
MOST_SIGNS = 400_000
BLOCKS = TAGS - {"strong", "b", "em", "i", "u", "s", "a"}
TAG = re.compile(r'<(/?)([a-zA-Z0-9]+)((?:[^<>"]|"[^"]*")*)>')
TOKEN = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);|.", re.DOTALL)


def clean(typed: str) -> str:
    """What may stand of a pasted document: tables, lists, headings and links; no script, style, picture or comment."""
    # Word puts its conditions into comments and its name spaces into tags with a colon; h1 and h2 belong to the page.
    text = re.sub(r"</?o:p\s*/?>|<!\[(?:if|endif)[^>]*\]>", "", typed, flags=re.IGNORECASE)
    text = re.sub(r"<(/?)h[12]\b", r"<\1h3", text, flags=re.IGNORECASE)
    text = re.sub(r"<(/?)h[56]\b", r"<\1h4", text, flags=re.IGNORECASE)
    text = re.sub(r"<(/?)div\b", r"<\1p", text, flags=re.IGNORECASE)
    # What was nested as HTML does not allow is put right differently when it is read back: cleaned until nothing moves.
    for _ in range(PASSES):
        cleaned = _pass(text)
        if cleaned == text:
            return cleaned
        text = cleaned
    return nh3.clean(text, tags={"p", "br"}, attributes={}).strip()


def _pass(text: str) -> str:
    return nh3.clean(
        text, tags=TAGS, attributes=ATTRIBUTES, clean_content_tags=DROPPED, link_rel="noopener nofollow",
        url_schemes={"http", "https", "mailto"}, strip_comments=True,
    ).strip()  # fmt: skip


def from_typed(typed: str) -> str:
    """The HTML to keep of what came out of the box: of the editor, or plain paragraphs where no script ran.

    Raises Refused where it is more than can be shown; nothing is cut off.
    """
    if not re.search(r"</(?:p|table|ul|ol|h[1-6]|div|blockquote)>|<br\s*/?>", typed, re.IGNORECASE):
        lines = [html.escape(line.strip()) for line in typed.replace("\r\n", "\n").split("\n")]
        typed = "".join(f"<p>{line}</p>" for line in lines if line)
    check_size(typed)
    return clean(typed)


def check_size(typed: str) -> None:
    """Refuse more cells or signs than a page can carry, in a sentence that says how many there are."""
    cells = len(re.findall(r"<t[dh][\s>]", typed, re.IGNORECASE))
    if cells > MOST_CELLS:
        raise Refused(
            f"表格共有 {cells:,} 个单元格，一篇最多 {MOST_CELLS:,} 个。",
            remedy="请把大表作为附件（xlsx）上传，正文里写摘要。",
        )
    if len(typed) > 10 * MOST_SIGNS or len(clean(typed)) > MOST_SIGNS:
        raise Refused(f"正文太长，一篇最多 {MOST_SIGNS:,} 个字符（连同表格）。", remedy="请把附表作为附件上传。")


def text_of(body: str) -> str:
    """The words alone: a line for each block, cells of a row beside each other."""
    shown, _ = _read(body)
    return re.sub(r"\n{2,}", "\n", shown).strip()


def _read(body: str) -> tuple[str, list[tuple[int, int]]]:
    """The visible signs, each with its place in the HTML (start, end); breaks between blocks have none (-1)."""
    signs: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for tag in [*TAG.finditer(body), None]:
        until = tag.start() if tag else len(body)
        for token in TOKEN.finditer(body, at, until):
            sign = html.unescape(token.group())
            signs.append(sign[0])
            places.append(token.span())
        if tag:
            if tag[2].lower() in BLOCKS:
                signs.append("\t" if tag[2].lower() in {"td", "th"} else "\n")
                places.append((-1, -1))
            at = tag.end()
    return "".join(signs), places


def find(body: str) -> list[masking.Find]:
    """Finds of personal data, also where tags stand inside a number. Places count visible signs."""
    return masking.find(_read(body)[0])


def mask(body: str, finds: Iterable[masking.Find]) -> str:
    """The HTML with these finds masked; its tags stay."""
    _, places = _read(body)
    for one in sorted(finds, key=lambda one: -one.start):
        spans = [span for span in places[one.start : one.end] if span[0] >= 0]
        for start, end in reversed(spans[1:]):
            body = body[:start] + body[end:]
        body = body[: spans[0][0]] + html.escape(one.masked) + body[spans[0][1] :]
    return body


def struck(body: str, finds: Iterable[masking.Find]) -> str:
    """The HTML with its finds struck through, each followed by what would stand there instead."""
    _, places = _read(body)
    for one in sorted(finds, key=lambda one: -one.start):
        spans = [span for span in places[one.start : one.end] if span[0] >= 0]
        body = f"{body[: spans[-1][1]]}<ins>{html.escape(one.masked)}</ins>{body[spans[-1][1] :]}"
        for start, end in reversed(_joined(spans)):
            body = f"{body[:start]}<del>{body[start:end]}</del>{body[end:]}"
    return body


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbouring signs in one piece: a tag between them parts them."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
