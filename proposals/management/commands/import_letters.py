"""`manage.py import_letters FILE [--preview] [--all-or-nothing] [--json]`."""

from ymdm.papers.command import ImportCommand


class Command(ImportCommand):
    help = "导入历年已经答复的来信；之后用 report_replies 看答复用了多久"
    kind = "letters"
