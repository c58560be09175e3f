"""Spreadsheets in and out, and documents on paper.

Out: `export(request, title, columns, rows, filters)` answers with a workbook; see `ymdm.papers.export`.
In: an app lists its kinds of import in its room `papers` as `IMPORTS = {"people": People}`; upload, preview,
decision, progress and the commands are here; see `ymdm.papers.kinds.Kind`.
Paper: an app lists its documents as `PAPERS`; one address shows and prints them, one has the worker make the PDF. Who needs
the bytes elsewhere calls `ymdm.papers.pdf.make(template, context, title, archive=…)`.
"""
