"""`manage.py import_motions FILE [--preview] [--all-or-nothing] [--json]`."""

from ymdm.papers.command import ImportCommand


class Command(ImportCommand):
    help = "导入历年议案和建议，作为已经办结的合理化建议"
    kind = "motions"
