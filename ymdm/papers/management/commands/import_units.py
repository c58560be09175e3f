from ymdm.papers.command import ImportCommand


class Command(ImportCommand):
    help = "导入组织机构（编码、名称、简称、别名、类型、层级、上级编码）"
    kind = "units"
