"""The invented bureau of the demo year: units, people and their offices, the congresses.

Names are invented; any likeness is chance. Mobile numbers begin with 154, which no operator uses.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from congress.models import CongressSession, CongressTerm, Delegation
from congress.posts import guess
from congress.workflow import give_mandate
from proposals.models import Category
from ymdm.organization import pairing
from ymdm.organization.models import Employment, Gender, LegalType, Level, Person, Role, Unit
from ymdm.organization.roll import enrol
from ymdm.organization.workflow import appoint, open_unit
from ymdm.rulebook.workflow import confirm, propose, settle
from ymdm.workdays import calendar
from ymdm.workflow import SYSTEM

from .congress import tell_congress

C, P = LegalType.CIVIL_SERVICE_MANAGED, LegalType.PUBLIC_INSTITUTION
UNITS = (
    # code, name, short name, type, level, above
    ("HSZ", "黄河上中游管理局", "局机关", C, Level.BUREAU, ""),
    ("HSZ-01", "办公室", "", C, Level.DEPARTMENT, "HSZ"),
    ("HSZ-04", "水土保持处", "", C, Level.DEPARTMENT, "HSZ"),
    ("HSZ-05", "财务处", "", C, Level.DEPARTMENT, "HSZ"),
    ("HSZ-06", "人事劳动处", "", C, Level.DEPARTMENT, "HSZ"),
    ("HSZ-07", "科技与监测处", "", C, Level.DEPARTMENT, "HSZ"),
    ("HSZ-10", "局工会", "", C, Level.DEPARTMENT, "HSZ"),
    ("HQ", "后勤服务中心", "", P, Level.UNIT, "HSZ"),
    ("XF", "黄河水土保持西峰治理监督局", "西峰局", P, Level.UNIT, "HSZ"),
    ("XF-01", "西峰局办公室", "", P, Level.DEPARTMENT, "XF"),
    ("XF-04", "西峰局监测科", "", P, Level.DEPARTMENT, "XF"),
    ("XF-T1", "南小河沟试验场", "", P, Level.TEAM, "XF"),
    ("XF-T2", "董庄沟测站", "", P, Level.TEAM, "XF"),
    ("SD", "黄河水土保持绥德治理监督局", "绥德局", P, Level.UNIT, "HSZ"),
    ("SD-01", "绥德局办公室", "", P, Level.DEPARTMENT, "SD"),
    ("SD-04", "绥德局监测科", "", P, Level.DEPARTMENT, "SD"),
    ("SD-T1", "辛店沟试验场", "", P, Level.TEAM, "SD"),
    ("SD-T2", "韭园沟测站", "", P, Level.TEAM, "SD"),
)
PEOPLE = {
    # unit: name, sex, year of birth, post
    "HSZ": "宋致远 男 1968 副局长|高树勋 男 1970 副局长|孟繁星 女 1975 黄委工会检查组|丁一帆 男 1990 系统管理员|柳承业 男 1985 系统管理员",
    "HSZ-10": "郑晓芸 女 1983 提案专责|赵国栋 男 1969 局工会主席|田雨 女 1988 干事|沈知行 男 1980 干事",
    "HSZ-01": "何静 女 1985 科长|林静姝 女 1991 秘书|金云舒 女 1986 档案员|卫秉正 男 1972 纪检组长",
    "HSZ-04": "罗大川 男 1974 科长|薛岚 女 1987 工程师",
    "HSZ-05": "周敏 女 1981 科长|冯建业 男 1971 处长|莫怀远 男 1984 会计师",
    "HSZ-06": "许文涛 男 1982 科长|陈立群 男 1969 处长|余新禾 女 1990 科员",
    "HSZ-07": "秦岭 男 1979 科长|郭承志 男 1985 高级工程师|程立明 男 1986 安全管理员|邵文静 女 1988 审计管理员",
    "HQ": "王志强 男 1976 科长|杨秀兰 女 1972 主任|田福来 男 1970 司机班长|温淑芳 女 1973 会计|崔大鹏 男 1981 维修班长|龙小军 男 1989 驾驶员",
    "XF": "郭万里 男 1970 副局长|杜海燕 女 1978 工会主席|樊建中 男 1979 综合科科长",
    "XF-01": "白玉明 男 1980 主任|董月娥 女 1977 科员|孙正阳 男 1992 科员|路玉梅 女 1984 科员",
    "XF-04": "马红霞 女 1983 工程师|李秋生 男 1979 高级工程师|崔丽 女 1988 化验员|左小燕 女 1994 化验员",
    "XF-T1": "石磊 男 1985 班长|雷秀英 女 1976 观测员|石拴柱 男 1968 观测员",
    "XF-T2": "贾平川 男 1978 站长|安志刚 男 1975 观测员|慕建军 男 1983 观测员",
    "SD": "苗青 女 1980 工会主席|曹立新 男 1977 办公室主任",
    "SD-01": "白雪峰 男 1988 科员",
    "SD-04": "贺小梅 女 1986 工程师|乔玉兰 女 1974 科长",
    "SD-T1": "曹润生 男 1972 班长",
    "SD-T2": "高建民 男 1970 站长|艾长海 男 1982 观测员",
}
U, L, H, B = Role.UNION_OFFICER, Role.LEADER, Role.HANDLER, Role.UNIT_HEAD
OFFICES = (
    # name, role, unit, title
    ("郑晓芸", U, "HSZ", "局工会提案专责"),
    ("赵国栋", U, "HSZ", "局工会主席"),
    ("宋致远", L, "HSZ", "局领导，分管人事、科技"),
    ("高树勋", L, "HSZ", "局领导，分管财务、后勤、工会"),
    ("孟繁星", Role.SUPERIOR_INSPECTOR, "HSZ", "黄委工会检查组"),
    ("丁一帆", Role.SYSTEM_ADMIN, "HSZ", "系统管理员"),
    # Two of them: what one asks of the tree, the calendar and the roll, another confirms.
    ("柳承业", Role.SYSTEM_ADMIN, "HSZ", "系统管理员"),
    ("卫秉正", Role.SUPERVISOR, "HSZ", "机关纪委"),
    ("程立明", Role.SECURITY_ADMIN, "HSZ", "安全管理员"),
    ("邵文静", Role.AUDIT_ADMIN, "HSZ", "审计管理员"),
    ("何静", H, "HSZ-01", "承办人"),
    ("罗大川", H, "HSZ-04", "承办人"),
    ("周敏", H, "HSZ-05", "承办人"),
    ("冯建业", B, "HSZ-05", "财务处处长"),
    ("许文涛", H, "HSZ-06", "承办人"),
    ("陈立群", B, "HSZ-06", "人事劳动处处长"),
    ("秦岭", H, "HSZ-07", "承办人"),
    ("田雨", H, "HSZ-10", "承办人"),
    ("王志强", H, "HQ", "承办人"),
    ("杨秀兰", B, "HQ", "后勤服务中心主任"),
    ("郭万里", L, "XF", "西峰局分管领导"),
    ("杜海燕", U, "XF", "西峰局工会主席"),
    ("樊建中", H, "XF", "承办人"),
    ("白玉明", H, "XF-01", "承办人"),
    ("崔丽", H, "XF-04", "承办人"),
    ("苗青", U, "SD", "绥德局工会主席"),
    ("曹立新", H, "SD", "承办人"),
    *(
        (name, Role.COMMITTEE_MEMBER, "HSZ", "提案委员会委员")
        for name in ("赵国栋", "林静姝", "李秋生", "乔玉兰", "温淑芳")
    ),
    *((name, Role.COMMITTEE_MEMBER, "XF", "提案委员会委员") for name in ("杜海燕", "路玉梅", "崔丽")),
)
DELEGATIONS = {
    # congress, delegation: representatives, the head first
    ("HSZ", "机关代表团"): "沈知行 林静姝 金云舒 莫怀远 余新禾 郭承志 薛岚",
    ("HSZ", "西峰代表团"): "李秋生 马红霞 石磊 董月娥 贾平川 雷秀英 孙正阳",
    ("HSZ", "绥德代表团"): "乔玉兰 高建民 贺小梅 曹润生 白雪峰 艾长海",
    ("HSZ", "直属单位代表团"): "温淑芳 田福来 崔大鹏 龙小军",
    ("XF", "第一代表组"): "安志刚 路玉梅 慕建军 左小燕 雷秀英 贾平川 孙正阳 董月娥 白玉明 崔丽",
}
TERMS = {"HSZ": 6, "XF": 4}
PLACES = {"HSZ": "陕西", "XF": "甘肃"}
SESSIONS = (
    # Those from before the house kept records; the others are told in congress.py.
    # congress, number, held on, call opens, call closes (working days from today), theme
    ("HSZ", 1, -488, -520, -503, "履职尽责，共谋发展"),
    ("XF", 2, -150, -175, -160, "改善测站工作条件"),
)
CATEGORIES = (
    ("业务工作", "监测、治理、监督、科研"),
    ("改革发展", "单位改革、长远规划"),
    ("管理制度", "制度、流程、考核"),
    ("安全与劳动保护", "安全生产、劳保、职业健康"),
    ("工资福利", "津贴、休假、体检"),
    ("教育培训", "培训、职称、青年培养"),
    ("党群文体", "活动、场地、文化"),
    ("后勤生活", "食堂、住房、交通、供暖"),
    ("其他", "以上都不合适时选"),
)


class House:
    """Units by code, people by name, terms by code of their unit; days as working days from the day of seeding."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.workdays = calendar()
        self.units: dict[str, Unit] = {}
        self.people: dict[str, Person] = {}
        self.terms: dict[str, CongressTerm] = {}
        self.categories: dict[tuple[str, str], Category] = {}
        self.last_notice = 0

    def day(self, offset: int) -> date:
        """The working day `offset` days from today; today itself for 0."""
        return self.workdays.add(self.today, offset)

    def unit(self, name: str) -> Unit:
        """A unit by code, name or short name."""
        return next(unit for unit in self.units.values() if name in {unit.code, unit.name, unit.short_name})

    def build(self) -> House:
        for code, name, short, kind, level, above in UNITS:
            self.units[code] = open_unit(
                SYSTEM, parent=self.units.get(above), on=self.day(-560), code=code, name=name, short_name=short,
                legal_type=kind, level=level, order=len(self.units),
            )  # fmt: skip
        for number, name, unit, fields in entries():
            self.people[name] = enrol(SYSTEM, name=name, unit=self.units[unit], staff_number=number, **fields)
        for name, role, unit, title in OFFICES:
            appoint(self.units[unit], SYSTEM, person=self.people[name], role=role, from_on=self.day(-555), title=title)
        for code, term in TERMS.items():
            self._convene(code, term)
        tell_congress(self)
        self._set_rules()
        self._ask_for_two()
        return self

    def _set_rules(self) -> None:
        """Where the units lie, one value that two officers have set, and one that still waits for the second."""
        for code, place in PLACES.items():
            settle(self.units[code], SYSTEM, place=place, profile="")
        at = timezone.make_aware(datetime.combine(self.day(-120), time(9, 30)))
        fewer = propose(
            self.units["HSZ"], self.people["郑晓芸"], at=at, key="PRO-48", number="5%", from_on=at.date(),
            reason="优秀提案要少而精", document="局工会〔2026〕6号",
        )  # fmt: skip
        confirm(fewer, self.people["赵国栋"], at=at + timedelta(hours=5))
        propose(
            self.units["XF"], self.people["杜海燕"], key="PRO-23", number="60", from_on=self.day(10),
            reason="西峰局提案少，两个月能够答复", document="西峰局职代会四届二次会议决议",
        )  # fmt: skip

    def _ask_for_two(self) -> None:
        """One administrator has proposed what the second has not confirmed yet."""
        unit = self.units["SD"]
        pairing.ask(
            unit, self.people["丁一帆"], kind="calendar-unit", about=f"unit:{unit.pk}", title=f"{unit}的工作日历",
            facts={"code": "six"}, shown=[("现在", "随上级单位"), ("改为", "周一至周六上班，周日休息")],
            reason="汛期野外观测作息规定",
        )  # fmt: skip

    def _convene(self, code: str, number: int) -> None:
        begins = self.day(-550)
        term = self.terms[code] = CongressTerm.objects.create(
            unit=self.units[code],
            number=number,
            begins_on=begins,
            ends_on=self.workdays.natural(begins, months=60) - timedelta(days=1),
        )
        for unit, ordinal, held, opens, closes, theme in SESSIONS:
            if unit == code:
                CongressSession.objects.create(
                    term=term, number=ordinal, held_on=self.day(held), call_opens_on=self.day(opens),
                    call_closes_on=self.day(closes), call_theme=theme,
                    state=CongressSession.State.PAST,
                )  # fmt: skip
        for order, (name, hint) in enumerate(CATEGORIES):
            self.categories[code, name] = Category.objects.create(term=term, name=name, hint=hint, order=order)
        for (unit, name), members in DELEGATIONS.items():
            if unit == code:
                people = [self.people[member] for member in members.split()]
                delegation = Delegation.objects.create(term=term, name=name, head=people[0])
                for person in people:
                    kind = guess(person.post, person.professional_title)
                    give_mandate(term, SYSTEM, person=person, delegation=delegation, from_on=begins, category=kind)


def entries() -> list[tuple[str, str, str, dict[str, str]]]:
    """Everybody on the roll: staff number, name, code of the unit, other entries. Numbers run within each unit."""
    owners = {code: code if level in {Level.BUREAU, Level.UNIT} else above for code, _, _, _, level, above in UNITS}
    serials: dict[str, int] = defaultdict(int)
    listed: list[tuple[str, str, str, dict[str, str]]] = []
    for unit, line in PEOPLE.items():
        for words in line.split("|"):
            name, sex, born, post = words.split()
            serials[owners[unit]] += 1
            fields = {
                "gender": Gender.FEMALE if sex == "女" else Gender.MALE,
                "birth_month": f"{born}-{len(listed) % 12 + 1:02d}",
                "post": post,
                "employment": Employment.CIVIL_SERVICE_MANAGED
                if unit.startswith("HSZ")
                else Employment.ESTABLISHED_POST,
                "mobile": f"154{20260000 + len(listed) * 37:08d}",
            }
            listed.append((f"{owners[unit]}-{serials[owners[unit]]:04d}", name, unit, fields))
    return listed
