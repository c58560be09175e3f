"""Spreadsheets in and out.

Out: `export(request, title, columns, rows, filters)` answers with a workbook; see `ymdm.papers.export`.
In: an app lists its kinds of import in its room `papers` as `IMPORTS = {"people": People}`; upload, preview,
decision, progress and the commands are here; see `ymdm.papers.kinds.Kind`.
"""
