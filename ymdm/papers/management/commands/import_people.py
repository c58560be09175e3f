from ymdm.papers.command import ImportCommand


class Command(ImportCommand):
    help = "导入职工名册；建立没有密码的账号，激活单另行打印"
    kind = "people"
