"""What stands in the navigation of the person at the desk: the roof knows every app's pages, nobody else does.

Lazy: a fragment for htmx asks nothing. A page asks one query, for the counts,
and shares the grants and the office of the person with whatever else the page asks of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from ymdm.duties.models import Duty
from ymdm.notices.models import Notice
from ymdm.organization.models import Person


@dataclass(frozen=True)
class NavItem:
    """One entry. `acts`: whoever holds one of them anywhere sees it; empty for everybody. `short` is for phones. `switch` names a setting."""

    label: str
    name: str
    icon: str
    short: str = ""
    acts: tuple[str, ...] = ()
    counts: str = ""
    public: bool = False
    switch: str = ""
    url: str = ""
    count: int = 0
    is_current: bool = False

    @property
    def urgent(self) -> bool:
        return self.counts == "owed"


@dataclass(frozen=True)
class NavGroup:
    label: str
    items: tuple[NavItem, ...]


HOME = NavItem("工作台", "home", "home", "首页", counts="owed")
LIST = NavItem("办理事项", "proposals:proposal-list", "pen", "事项")
REVIEW = NavItem("审查立案", "proposals:review-desk", "stamp", acts=("proposals.review",))
ASSIGN = NavItem("交办", "proposals:assign-desk", "arrow", acts=("proposals.assign",))
COUNTERSIGN = NavItem("会签", "proposals:countersign-desk", "users", acts=("proposals.countersign",))
SIGN = NavItem("签发答复", "proposals:sign-desk", "check-c", acts=("proposals.sign",))
PRESS = NavItem("逾期督办", "proposals:press-desk", "flag", acts=("duties.press",))
NEW = NavItem("提提案", "proposals:proposal-new", "plus", acts=("proposals.submit",))
CONGRESS = NavItem("职代会", "congress:sessions", "hall")
BALLOTS = NavItem("无记名投票", "ballots:mine", "ballot", "投票")
MEETINGS = NavItem("会议与接待", "meetings:days", "hall", acts=("meetings.read",))
FINANCE = NavItem("民主理财", "finance:periods", "target", "理财")
APPRAISALS = NavItem("民主评议", "appraisal:appraisals", "flag", "评议")
DASHBOARD = NavItem("考评看板", "dashboard:dashboard", "gauge", "看板", acts=("assessments.read",))
ASSESSMENTS = NavItem("自查与评分", "assessments:assessments", "pen", "考评", acts=("assessments.read",))
INSPECTIONS = NavItem("检查与整改", "inspections:visits", "search", "检查", acts=("inspections.read",))
FOUNDATIONS = NavItem("五个到位", "foundations:units", "target", "五到位")
PUBLICITY = NavItem("宣讲", "publicity:sessions", "chat", "宣讲")
STANDINGS = NavItem("考评结果", "assessments:standings", "flag", "结果")
TARGETS = NavItem("年度目标", "targets:every", "target", "目标")
AWARDS = NavItem("评优表彰", "awards:campaigns", "star", "表彰")
SCHEMES = NavItem("考评方案", "schemes:schemes", "book", "方案")
RECEPTION = NavItem("预约接待日", "meetings:reception", "cal", "接待日")
SUGGEST = NavItem("提建议", "proposals:suggestion-new", "chat", "建议")
LETTERBOX = NavItem("意见箱", "letterbox:write", "chat", public=True)
BOX = NavItem(
    "来信办理", "letterbox:batches", "lock", acts=("letterbox.open", "letterbox.witness", "letterbox.discipline")
)
LEDGER = NavItem("回复台账", "proposals:ledger", "ledger", "台账", public=True)
VERIFY = NavItem("台账核验", "verification:page", "link", public=True)
FIGURES = NavItem("办理统计", "proposals:figures", "gauge", "统计")
ERASE = NavItem("隐去个人信息", "verification:erasures", "lock", acts=("ledger.erase",))
UNITS = NavItem("组织机构", "organization:units", "tree", "机构", acts=("organization.read_people",))
PEOPLE = NavItem("职工名册", "organization:people", "users", "名册", acts=("organization.read_people",))
GRANTS = NavItem(
    "授权申请", "organization:grants", "shield",
    acts=("organization.appoint", "organization.confirm_grants", "organization.read_grants"),
)  # fmt: skip
PAIRS = NavItem(
    "双人复核", "organization:pairs", "check-c",
    acts=(
        "organization.edit_units", "organization.import_people", "organization.read_grants", "rulebook.settle",
    ),
)  # fmt: skip
LOG = NavItem("安全日志", "accounts:log", "log", acts=("accounts.read_security_log",))
OWNERLESS = NavItem("无主待办", "duties:ownerless", "hand", acts=("duties.hand_over",))
CALENDAR = NavItem("工作日历", "duties:calendar", "cal")
RIGHTS = NavItem("我的四权", "rights:rights", "shield", "四权")
DISCLOSURE = NavItem("局务公开", "disclosure:home", "window", "公开")
PUBLISHING = NavItem(
    "公开办理", "disclosure:desk", "send",
    acts=("disclosure.draft", "disclosure.review", "disclosure.approve", "disclosure.oversee"),
)  # fmt: skip
OUTSIDE = NavItem("向社会公开", "disclosure:outside", "window", public=True, switch="PUBLIC_DISCLOSURE")
COVERAGE = NavItem("公开情况图", "disclosure:coverage", "grid", "公开情况")
OWN_RULES = NavItem("制度与决策", "register:documents", "bank", "制度")
RULES = NavItem("规则库", "rulebook:rules", "book", "规则")
HEALTH = NavItem("系统状态", "health", "gauge", acts=("roof.watch",))
INBOX = NavItem("消息", "notices:inbox", "bell", "消息", counts="unread")

STAFF = (
    NavGroup("", (HOME, INBOX)),
    NavGroup("提案与建议", (LIST, NEW, SUGGEST, REVIEW, ASSIGN, COUNTERSIGN, SIGN, PRESS)),
    NavGroup("会议", (CONGRESS, BALLOTS, MEETINGS, PUBLICITY, RECEPTION, FINANCE, LETTERBOX, BOX)),
    NavGroup(
        "年度考评", (DASHBOARD, TARGETS, ASSESSMENTS, STANDINGS, FOUNDATIONS, INSPECTIONS, AWARDS, SCHEMES, APPRAISALS)
    ),
    NavGroup(
        "公开与统计", (RIGHTS, DISCLOSURE, COVERAGE, PUBLISHING, OUTSIDE, LEDGER, VERIFY, FIGURES, OWN_RULES, RULES)
    ),
    NavGroup("管理", (OWNERLESS, UNITS, PEOPLE, PAIRS, GRANTS, LOG, ERASE, CALENDAR, HEALTH)),
)
# What a line across a narrow desk holds; the rest opens behind it.
MEMBER = (
    NavGroup("", (HOME, NEW, SUGGEST, LIST, CONGRESS, DISCLOSURE, LEDGER)),
    NavGroup(
        "更多",
        (
            RIGHTS,
            BALLOTS,
            APPRAISALS,
            DASHBOARD,
            TARGETS,
            STANDINGS,
            ASSESSMENTS,
            INSPECTIONS,
            AWARDS,
            FOUNDATIONS,
            PUBLICITY,
            SCHEMES,
            LETTERBOX,
            VERIFY,
            RECEPTION,
            FINANCE,
            BOX,
            OUTSIDE,
            COVERAGE,
            FIGURES,
            OWN_RULES,
            RULES,
            CALENDAR,
            INBOX,
        ),
    ),
)
# Who holds one of these works at a desk and gets the navigation on the left.
DESK = (
    "proposals.review",
    "proposals.handle",
    "proposals.sign",
    "proposals.supervise",
    "duties.lead",
    "duties.press",
    "organization.read_people",
    "organization.appoint",
    "organization.confirm_grants",
    "organization.read_grants",
    "ledger.erase",
)


@dataclass(frozen=True)
class Shell:
    """Everything around the content of a page. `base` is the template that a page extends."""

    base: str = "base_member.html"
    groups: Sequence[NavGroup] = ()
    tabs: Sequence[NavItem] = ()
    signed_in: bool = False
    name: str = ""
    office: str = ""
    unread: int = 0
    owed: int = 0
    home: str = "/w/"
    inbox: str = ""
    search: str = ""
    profile: str = ""
    sign_out: str = ""
    items: tuple[NavItem, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", tuple(item for group in self.groups for item in group.items))

    @property
    def drawn_navigation(self) -> SafeString:
        return _drawn("navigation", tuple(self.groups))

    @property
    def drawn_tabs(self) -> SafeString:
        return _drawn("tabs", (NavGroup("", tuple(self.tabs)),))

    @property
    def drawn_menu(self) -> SafeString:
        return _drawn("menu", tuple(self.groups))


@lru_cache(maxsize=1024)
def _drawn(part: str, groups: tuple[NavGroup, ...]) -> SafeString:
    """Entries as HTML. The same entries with the same numbers are not drawn again."""
    return SafeString(render_to_string(f"components/chrome.html#{part}", {"groups": groups}))


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell`, built when a template first asks for it."""
    return {"shell": SimpleLazyObject(lambda: _build(request))}


def _build(request: HttpRequest) -> Shell:
    person = getattr(request, "user", None)
    # Outside /w/ no session cookie arrives, so public pages see a visitor whoever sits there.
    if person is None or not person.is_authenticated:
        groups = _here(request, MEMBER, None, {})
        return Shell(groups=groups, tabs=_tabs(groups), home=_url("home") or "/w/")
    counts = _counts(person)
    at_desk = any(person.may_anywhere(act) for act in DESK)
    groups = _here(request, STAFF if at_desk else MEMBER, person, counts)
    return Shell(
        base="base_staff.html" if at_desk else "base_member.html",
        groups=groups,
        tabs=_tabs(groups),
        signed_in=True,
        name=str(person),
        office=person.office_line,
        unread=counts["unread"],
        owed=counts["owed"],
        home=_url("home") or "/w/",
        inbox=_url("notices:inbox"),
        search=_url("search:search"),
        profile=_url("accounts:profile"),
        sign_out=_url("accounts:sign-out"),
    )


def _counts(person: Person) -> dict[str, int]:
    """Unread notices and open duties, in one query that is worked out once."""
    unread = Notice.objects.filter(person=person).unread().order_by()
    owed = Duty.objects.owed_by(person).order_by()
    return Person.objects.values(
        unread=_number(unread.values("person")), owed=_number(owed.annotate(one=OuterRef("pk")).values("one"))
    ).get(pk=person.pk)


def _number(rows: Any) -> Any:
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number"), output_field=IntegerField()), 0)


def _here(
    request: HttpRequest, groups: Sequence[NavGroup], person: Person | None, counts: dict[str, int]
) -> tuple[NavGroup, ...]:
    """The entries that exist and that this person may open, the one of this page marked."""
    shown = []
    for group in groups:
        items = [
            replace(item, url=url, count=counts.get(item.counts, 0))
            for item in group.items
            if _is_shown(item, person) and (url := _url(item.name))
        ]
        shown.append(NavGroup(group.label, tuple(items)))
    urls = [item.url for group in shown for item in group.items]
    current = max((url for url in urls if _covers(url, request.path)), key=len, default="")
    return tuple(
        NavGroup(group.label, tuple(replace(item, is_current=item.url == current) for item in group.items))
        for group in shown
        if group.items
    )


def _is_shown(item: NavItem, person: Person | None) -> bool:
    if item.switch and not getattr(settings, item.switch):
        return False
    if person is None:
        return item.public
    return not item.acts or any(person.may_anywhere(act) for act in item.acts)


def _covers(url: str, path: str) -> bool:
    # Every signed-in page lies under the start page's path, so the start page covers only itself and what is owed.
    return path == url or path.startswith("/w/duties/") if url == "/w/" else path.startswith(url)


def _tabs(groups: Sequence[NavGroup]) -> tuple[NavItem, ...]:
    """The four that a thumb reaches; the rest stands behind the fifth."""
    by_name = {item.name: item for group in groups for item in group.items}
    wanted = (HOME, LIST, LEDGER, INBOX)
    return tuple(by_name[item.name] for item in wanted if item.name in by_name)


@cache
def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
