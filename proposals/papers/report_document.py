"""The report as a Word document in the house format: A4, fonts named for Latin and East Asian text, tables to edit.

stack.md 8: margins 37/35/28/26 mm, body 仿宋_GB2312 16 pt, title 方正小标宋简体 22 pt. The document has no macros and
refers to nothing outside itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from .report import Grid, Report

TITLE, BODY, HEADING, SECOND = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
IN_TABLE = "TableText"
ORDINALS = "一二三四五六七八九十"
# Millimetres: top, bottom, left, right; points.
MARGINS = (37, 35, 28, 26)
BODY_SIZE, TITLE_SIZE, TABLE_SIZE, LEADING = 16, 22, 10.5, 28
# What XML cannot hold.
_ALLOWED = {"\t", "\n", "\r"}


def write(file: Any, told: Report, note: str) -> None:
    """Write the .docx; `note` says who, when and which scope, and stands at the end."""
    from docx import Document  # slow import

    document = Document()
    _lay_out(document)
    _name_fonts(document)
    _number_pages(document)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = _plain(told.title), "", ""
    document.add_paragraph(_plain(told.title), style="Title")
    for part in told.parts:
        document.add_paragraph(f"{part.ordinal}、{part.title}", style="Heading 1")
        for sentence in part.sentences:
            document.add_paragraph(_plain(sentence))
        for at, grid in enumerate(part.grids):
            document.add_paragraph(f"（{ORDINALS[at]}）{_plain(grid.title)}", style="Heading 2")
            _table(document, grid)
    document.add_paragraph("附：口径说明", style="Heading 1")
    _table(document, told.definitions)
    document.add_paragraph(_plain(note))
    document.save(file)


def _lay_out(document: Any) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    top, bottom, left, right = (Mm(edge) for edge in MARGINS)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = top, bottom, left, right


def _name_fonts(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.shared import Pt

    sizes = {"Normal": BODY_SIZE, "Title": TITLE_SIZE, "Heading 1": BODY_SIZE, "Heading 2": BODY_SIZE}
    for name, font in {"Normal": BODY, "Title": TITLE, "Heading 1": HEADING, "Heading 2": SECOND}.items():
        style = document.styles[name]
        _set_font(style, font)
        style.font.size = Pt(sizes[name])
        style.font.bold = False
        form = style.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LEADING)
        form.first_line_indent = Pt(2 * BODY_SIZE)
    small = document.styles.add_style(IN_TABLE, WD_STYLE_TYPE.PARAGRAPH)
    small.base_style, small.font.size = document.styles["Normal"], Pt(TABLE_SIZE)
    small.paragraph_format.first_line_indent, small.paragraph_format.line_spacing = Pt(0), Pt(16)
    title = document.styles["Title"].paragraph_format
    title.alignment, title.first_line_indent, title.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(0), Pt(LEADING)
    title.line_spacing = Pt(34)
    borders = document.styles["Title"].element.pPr.find(_word("pBdr"))
    if borders is not None:  # the blue line of python-docx's own template
        document.styles["Title"].element.pPr.remove(borders)


def _set_font(style: Any, font: str) -> None:
    """`font.name` sets Latin text alone; the theme's fonts, where named, would win over both."""
    from docx.shared import RGBColor

    style.font.name, style.font.color.rgb = font, RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(_word(script), None)
    for script in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(_word(script), font)


def _number_pages(document: Any) -> None:
    """“— 1 —” in the middle of the foot, a field that Word and WPS compute."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    line = document.sections[0].footer.paragraphs[0]
    line.alignment, line.paragraph_format.first_line_indent = WD_ALIGN_PARAGRAPH.CENTER, Pt(0)
    line.add_run("— ").font.size = Pt(14)
    field = OxmlElement("w:fldSimple")
    field.set(_word("instr"), "PAGE")
    line._p.append(field)
    line.add_run(" —").font.size = Pt(14)


def _table(document: Any, grid: Grid) -> None:
    """A plain grid whose head comes again on every page; a sentence where there is nothing."""
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    if not grid.rows:
        document.add_paragraph(grid.empty)
    else:
        table = document.add_table(rows=0, cols=len(grid.heads), style="Table Grid")
        for values in [grid.heads, *grid.rows]:
            _row(table, values)
        head = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(head)
    if grid.note:
        note = document.add_paragraph(_plain(grid.note))
        note.runs[0].font.size = Pt(12)


def _row(table: Any, values: Sequence[Any]) -> None:
    """One row more; its look is a style, set by its name, since formats set cell by cell cost seconds."""
    for cell, value in zip(table.add_row().cells, values, strict=True):
        line = cell.paragraphs[0]
        line._p.style = IN_TABLE
        line.add_run(_words(value))


def _words(value: Any) -> str:
    if value is None:
        return "—"
    return value.isoformat() if isinstance(value, date) else _plain(str(value))


def _plain(text: str) -> str:
    """The text without what XML cannot hold."""
    return "".join(
        one
        for one in text
        if one in _ALLOWED or (ord(one) >= 32 and not 0xD800 <= ord(one) <= 0xDFFF and one not in "\ufffe\uffff")
    )


def _word(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))
