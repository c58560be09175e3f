"""The demo year: an invented bureau whose proposals stand in every state on the day on which it is written.

Everything is made by the workflow, so the year cannot hold what the application itself would refuse. The texts lie
in the TOML files beside this one; days in them are working days before (or after) the day of seeding.
"""

from __future__ import annotations

from datetime import date

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from ymdm.organization.models import Person

from . import boxes
from .appraisals import tell_appraisals
from .assessments import tell_assessments
from .awards import tell_awards
from .disclosure import tell_disclosure
from .finance import tell_finance
from .house import House, entries
from .inspections import tell_inspections
from .letters import tell_letters
from .meetings import tell_meetings
from .publicity import tell_publicity
from .register import tell_register
from .terms import tell_terms
from .year import tell

# Printed by `serve`, and good for nothing but the invented year: seed_demo refuses to write where HTTPS is on.
PASSWORD = "jianjian-youhuiyin"

ACCOUNTS = (
    # kind of person, name
    ("局工会干部", "郑晓芸"),
    ("基层工会干部（西峰局）", "杜海燕"),
    ("职工代表", "马红霞"),
    ("承办部门（人事劳动处，主办）", "许文涛"),
    ("承办部门（后勤服务中心，协办）", "王志强"),
    ("局领导", "宋致远"),
    ("普通职工", "石拴柱"),
    ("上级检查人员", "孟繁星"),
    ("西峰局职工代表（今天开会）", "路玉梅"),
    ("西峰局监票人（保管口令）", "董月娥"),
    ("附议代表", "李秋生"),
    ("附议代表", "石磊"),
    ("处室负责人", "陈立群"),
    ("系统管理员", "丁一帆"),
    ("系统管理员（复核）", "柳承业"),
    ("局工会主席（复核）", "赵国栋"),
    ("安全管理员", "程立明"),
    ("纪检监督", "卫秉正"),
)


def accounts() -> list[tuple[str, str, str]]:
    """Kind of person, staff number and password of each demo account: the seven kinds first, then who helps in a walk."""
    numbers = {name: number for number, name, _, _ in entries()}
    return [(kind, numbers[name], PASSWORD) for kind, name in ACCOUNTS]


def is_there() -> bool:
    """Whether the database holds the demo year."""
    numbers = {number for _, number, _ in accounts()}
    return Person.objects.filter(staff_number__in=numbers).count() == len(numbers)


@transaction.atomic
def seed(today: date | None = None) -> int:
    """Write the demo year that ends on `today`, all of it or nothing; returns the number of proposals."""
    boxes.forget_cards()
    house = House(today or timezone.localdate()).build()
    _count_rows()
    lives = tell(house)
    tell_meetings(house)
    tell_finance(house)
    tell_terms(house)
    tell_letters(house)
    tell_register(house)
    tell_appraisals(house)
    tell_awards(house)
    tell_disclosure(house)
    tell_inspections(house)
    tell_publicity(house)
    tell_assessments(house)
    # Everybody gets the same hash: computing it is slow on purpose.
    Person.objects.filter(name__in=[name for _, name in ACCOUNTS]).update(password=make_password(PASSWORD))
    return len(lives)


def _count_rows() -> None:
    """Who sits where is asked for each duty. What a transaction wrote has no statistics before it ends: PostgreSQL would
    plan all that follows for empty tables."""
    if connection.vendor == "postgresql":
        tables = [
            model._meta.db_table for app in ("auth", "organization") for model in apps.get_app_config(app).get_models()
        ]
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE " + ", ".join(map(connection.ops.quote_name, tables)))
