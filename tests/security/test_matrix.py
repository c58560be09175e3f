"""The permission matrix of security.md 5, walked: every address × method × role × own, unit, child and mirror matter.

`matrix.csv` was written by hand from that page, not from the code. Its columns:

    address   name of the URL; after a stroke the act, kind or cut that fills its last argument.
              `see:KIND` says who sees a matter of a kind at all: from it follows how a refusal reads
    method    every method that the address answers; any other is answered 405
    of        the kind of matter that the address (or the posted body) names; empty for a page about no matter
    door      `page`: who holds the right nowhere gets 403 before any matter is looked for
    nobody    who has not signed in: `in` is sent to the sign-in page, `p` is answered, `x` finds nothing (404)
    E … a     E employee, R representative, U union officer, H handler, B unit head, L leader, I superior inspector,
              D discipline supervisor, C committee member, s system, c security, a audit administrator, each with an account in unit A

and the letters of the cells, as in security.md 5:

    ·  no     o  own matters     u  those of the own unit     n  those that name the person
    t  those of the unit with its subtree     b  those of units below the own one alone
    p  everybody's     x  nobody finds anything

Each cell is asked for four matters: the account's nearest own one, another one of unit A, one of A's child, one of
the mirror unit B; by form, and the nearest by htmx as well. “Yes” is any answer but 403, 404 and the door. “No” is, outside what the
person sees, 404 with the very body of an address that does not exist; inside it, 403 with a sentence.
"""

from __future__ import annotations

import csv
import io
import logging
import re
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import reverse

from congress.forms import FORMS as CONGRESS_FORMS
from congress.forms.roll import FORMS as ROLL_FORMS
from congress.models import (
    AgendaItem,
    Amendment,
    Attendee,
    CongressSession,
    CongressTerm,
    Constituency,
    Defect,
    Delegation,
    Election,
    JointMatter,
    JointMeeting,
    Mandate,
    Minutes,
    Organ,
    Paper,
    PlanStep,
    Resolution,
    Vote,
    YearReport,
)
from congress.register.forms import FORMS as REGISTER_FORMS
from congress.register.models import Correction, Decision, RuleDocument, RuleVersion
from disclosure.forms import BEGUN as DISCLOSURE_BEGUN
from disclosure.forms import FORMS as DISCLOSURE_FORMS
from disclosure.forms.settling import OF_UNIT as DISCLOSURE_OF_UNIT
from disclosure.forms.settling import ROWS as CATALOGUE_FORMS
from disclosure.models import Adoption, Board, Posting, Publication, Remark, Version, Withholding
from evaluation.appraisal.forms import FORMS as APPRAISAL_FORMS
from evaluation.appraisal.models import Appraisal, Appraisee, Flag
from evaluation.assessments.forms import FORMS as ASSESSMENT_FORMS
from evaluation.assessments.models import Answer, Assessment, Standings, UnionPoint, Veto
from evaluation.awards.forms import FORMS as AWARD_FORMS
from evaluation.awards.models import Campaign, Nomination, Objection
from evaluation.foundations.forms import FORMS as FOUNDATION_FORMS
from evaluation.foundations.models import DutyBook, Evidence, GroupMember
from evaluation.inspections.forms import FORMS as INSPECTION_FORMS
from evaluation.inspections.models import Finding, Sample, Visit
from evaluation.publicity.forms import FORMS as PUBLICITY_FORMS
from evaluation.publicity.models import PublicitySession
from evaluation.schemes.forms import FORMS as SCHEME_FORMS
from evaluation.schemes.models import Scheme, SchemeItem
from evaluation.targets.forms import FORMS as TARGET_FORMS
from evaluation.targets.models import YearTargets
from proposals.finance.forms import FORMS as FINANCE_FORMS
from proposals.finance.models import FinanceGroup, ReviewPeriod, VoucherQuestion
from proposals.forms.acts import FORMS
from proposals.meetings.forms import FORMS as MEETING_FORMS
from proposals.meetings.models import (
    ActionItem,
    Forum,
    ForumPoint,
    MatterMeeting,
    MeetingSeries,
    ReceptionDay,
    ReceptionSchedule,
    ReceptionVisit,
    SeriesMeeting,
    SpokenPoint,
)
from tests.security.addresses import ALL, Address
from tests.security.figures import PROPERTY
from tests.security.matters import BODIES, MATTERS, MIRROR, PAGES, Matters, Stage, set_up
from ymdm.attachments.views import SANDBOX
from ymdm.ballots.asking_forms import ASKING_FORMS
from ymdm.ballots.forms import BOX_FORMS as BALLOT_FORMS
from ymdm.papers import kinds
from ymdm.ui.errors import SENTENCES
from ymdm.ui.middleware import POLICY

pytestmark = pytest.mark.django_db  # a savepoint inside the one transaction of the module

ROLES = "ERUHBLIDCsca"
PLACES = ("own", "unit", "child", "mirror")
REACH = {
    "·": (),
    "o": PLACES[:1],
    "u": PLACES[:1],
    "n": PLACES[:1],
    "t": PLACES[:3],
    "b": PLACES[2:3],
    "p": PLACES,
    "x": (),
}
METHODS = ("GET", "POST")
# htmx asks the same views; the nearest matter is enough to see that its answers are the same.
BY_HTMX = ("own",)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
INLINE = re.compile(
    rb"<script(?![^>]*\ssrc=)|<style|<[a-z][^>]*\s(style|on[a-z]+)\s*=|javascript:|(src|href)=.(https?:)?//"
)
# What a refused request may write: how often one asks, that one was refused, and the session itself.
WRITTEN_BY_ANY_REQUEST = re.compile("session|cache|limit|security")


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    address: str
    methods: tuple[str, ...]
    of: str
    door: str
    nobody: str
    cells: dict[str, str]

    @property
    def name(self) -> str:
        return self.address.partition("/")[0]

    @property
    def variant(self) -> str:
        return self.address.partition("/")[2]

    def url(self, matters: Matters) -> str:
        """The address for one matter: its own kind for an act, what matters.py says for any other."""
        if self.name in {"proposals:act", "assessments:assessment-act"}:
            return reverse(self.name, kwargs={"pk": getattr(matters, self.of).pk, "verb": self.variant})
        if self.name == "disclosure:version-act":
            return reverse(self.name, kwargs={"pk": getattr(matters, self.of).pk, "verb": self.variant})
        if self.name in PAGES:
            page = PAGES[self.name]
            return reverse(self.name, kwargs={key: self.variant or value for key, value in page.items()})
        given = MATTERS[self.name](matters) if self.name in MATTERS else {}
        if self.variant:
            given["verb"] = self.variant
        return reverse(self.name, kwargs=given)


def read() -> tuple[list[Row], dict[str, Row]]:
    """The rows about addresses, and those that say who sees which kind of matter."""
    with (Path(__file__).parent / "matrix.csv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    rows = [
        Row(
            line["address"], tuple(line["method"].split()), line["of"], line["door"], line["nobody"],
            {letter: line[letter] for letter in ROLES},
        )
        for line in lines
    ]  # fmt: skip
    seen = {row.address.removeprefix("see:"): row for row in rows if row.address.startswith("see:")}
    return [row for row in rows if not row.address.startswith("see:")], seen


ROWS, SEEN = read()


MEETINGS = {
    "meetings:schedule-act": ReceptionSchedule,
    "meetings:day-act": ReceptionDay,
    "meetings:visit-act": ReceptionVisit,
    "meetings:forum-act": Forum,
    "meetings:point-act": ForumPoint,
    "meetings:spoken-act": SpokenPoint,
    "meetings:series-act": MeetingSeries,
    "meetings:meeting-act": SeriesMeeting,
    "meetings:action-act": ActionItem,
    "meetings:bound-act": MatterMeeting,
}
FINANCE = {
    "finance:group-act": FinanceGroup,
    "finance:period-act": ReviewPeriod,
    "finance:question-act": VoucherQuestion,
}

CONGRESS = {
    "congress:session-act": CongressSession,
    "congress:step-act": PlanStep,
    "congress:item-act": AgendaItem,
    "congress:amendment-act": Amendment,
    "congress:paper-act": Paper,
    "congress:attendee-act": Attendee,
    "congress:vote-act": Vote,
    "congress:resolution-act": Resolution,
    "congress:minutes-act": Minutes,
    "congress:defect-act": Defect,
}
ROLL = {
    "congress:term-act": CongressTerm,
    "congress:constituency-act": Constituency,
    "congress:delegation-act": Delegation,
    "congress:election-act": Election,
    "congress:seat-act": Mandate,
    "congress:committee-act": Organ,
    "congress:joint-act": JointMeeting,
    "congress:joint-matter-act": JointMatter,
    "congress:report-act": YearReport,
}
APPRAISAL = {
    "appraisal:appraisal-act": Appraisal,
    "appraisal:appraisee-act": Appraisee,
    "appraisal:flag-act": Flag,
}
CATALOGUE = {"disclosure:adoption-act": Adoption, "disclosure:board-act": Board}
DISCLOSURE = {
    "disclosure:publication-act": Publication,
    "disclosure:version-act": Version,
    "disclosure:posting-act": Posting,
    "disclosure:remark-act": Remark,
    "disclosure:withholding-act": Withholding,
}
ASSESSMENTS = {
    "assessments:assessment-act": Assessment,
    "assessments:answer-act": Answer,
    "assessments:veto-act": Veto,
    "assessments:standings-act": Standings,
    "assessments:point-act": UnionPoint,
}
FOUNDATIONS = {
    "foundations:evidence-act": Evidence,
    "foundations:member-act": GroupMember,
    "foundations:book-act": DutyBook,
}
TARGETS = {"targets:targets-act": YearTargets}
PUBLICITY = {"publicity:session-act": PublicitySession}
INSPECTIONS = {
    "inspections:visit-act": Visit,
    "inspections:finding-act": Finding,
    "inspections:sample-act": Sample,
}
AWARDS = {
    "awards:campaign-act": Campaign,
    "awards:nomination-act": Nomination,
    "awards:objection-act": Objection,
}
SCHEMES = {
    "schemes:scheme-act": Scheme,
    "schemes:item-act": SchemeItem,
}
REGISTER = {
    "register:document-act": RuleDocument,
    "register:version-act": RuleVersion,
    "register:decision-act": Decision,
    "register:correction-act": Correction,
}


def variants(address: Address) -> list[str]:
    """What the last argument of an address may be, where that decides who may come."""
    if address.name == "proposals:act":
        return [f"{address.name}/{verb}" for verb in FORMS]
    if address.name in MEETINGS:
        return [f"{address.name}/{verb}" for verb in MEETING_FORMS[MEETINGS[address.name]]]
    if address.name in CONGRESS:
        return [f"{address.name}/{verb}" for verb in CONGRESS_FORMS[CONGRESS[address.name]]]
    if address.name == "ballots:act":
        return [f"{address.name}/{verb}" for verb in BALLOT_FORMS]
    if address.name == "ballots:asking-act":
        return [f"{address.name}/{verb}" for verb in ASKING_FORMS]
    if address.name in ROLL:
        return [f"{address.name}/{verb}" for verb in ROLL_FORMS[ROLL[address.name]]]
    if address.name in FINANCE:
        return [f"{address.name}/{verb}" for verb in FINANCE_FORMS[FINANCE[address.name]]]
    if address.name in APPRAISAL:
        return [f"{address.name}/{verb}" for verb in APPRAISAL_FORMS[APPRAISAL[address.name]]]
    if address.name in DISCLOSURE:
        return [f"{address.name}/{verb}" for verb in DISCLOSURE_FORMS[DISCLOSURE[address.name]]]
    if address.name in CATALOGUE:
        return [f"{address.name}/{verb}" for verb in CATALOGUE_FORMS[CATALOGUE[address.name]]]
    if address.name == "disclosure:unit-act":
        return [f"{address.name}/{verb}" for verb in DISCLOSURE_OF_UNIT]
    if address.name == "disclosure:begin":
        return [f"{address.name}/{verb}" for verb in DISCLOSURE_BEGUN]
    if address.name in ASSESSMENTS:
        return [f"{address.name}/{verb}" for verb in ASSESSMENT_FORMS[ASSESSMENTS[address.name]]]
    if address.name in FOUNDATIONS:
        return [f"{address.name}/{verb}" for verb in FOUNDATION_FORMS[FOUNDATIONS[address.name]]]
    if address.name in TARGETS:
        return [f"{address.name}/{verb}" for verb in TARGET_FORMS[TARGETS[address.name]]]
    if address.name in PUBLICITY:
        return [f"{address.name}/{verb}" for verb in PUBLICITY_FORMS[PUBLICITY[address.name]]]
    if address.name in INSPECTIONS:
        return [f"{address.name}/{verb}" for verb in INSPECTION_FORMS[INSPECTIONS[address.name]]]
    if address.name in AWARDS:
        return [f"{address.name}/{verb}" for verb in AWARD_FORMS[AWARDS[address.name]]]
    if address.name in SCHEMES:
        return [f"{address.name}/{verb}" for verb in SCHEME_FORMS[SCHEMES[address.name]]]
    if address.name in REGISTER:
        return [f"{address.name}/{verb}" for verb in REGISTER_FORMS[REGISTER[address.name]]]
    if address.name in {"papers:import-new", "papers:import-template"}:
        return [f"{address.name}/{word}" for word in kinds.imports()]
    if address.name == "papers:export":
        return [f"{address.name}/{word}" for word in kinds.exports()]
    if address.name in {"papers:paper", "papers:paper-pdf"}:
        return [f"{address.name}/{word}" for word in kinds.papers()]
    return [address.name]


# --- the table is whole -----------------------------------------------------------------------------------------


def test_every_address_has_a_row():
    """A new address fails here until somebody has written down, from the rules, who may open it."""
    there = {name for address in ALL for name in variants(address)}
    written = {row.address for row in ROWS}
    assert there == written, (
        f"matrix.csv lacks {sorted(there - written)} and has too much {sorted(written - there)}. "
        "Write the row by security.md 5, not by the code; its format stands at the head of this file."
    )


def test_every_address_of_a_matter_says_which():
    named = {address.name for address in ALL if address.arguments}
    assert named == set(MATTERS) | set(PAGES), "tests/security/matters.py"


def test_every_method_has_one_row():
    told = [(row.address, method) for row in ROWS for method in row.methods]
    assert len(told) == len(set(told))


def test_only_letters_of_the_legend_are_used():
    assert {letter for row in [*ROWS, *SEEN.values()] for letter in row.cells.values()} <= set(REACH)
    assert {row.of for row in ROWS} - {""} == set(SEEN)


# --- the walk ---------------------------------------------------------------------------------------------------


class Visitor:
    """Asks as one account, without the client's bookkeeping, which costs more than most answers."""

    def __init__(self, account: Any = None) -> None:
        self.handler = ClientHandler(enforce_csrf_checks=False)
        self.factory = RequestFactory()
        if account is not None:
            client = Client()
            client.force_login(account)
            # What an answer writes is rolled back, and with it that somebody is there: nobody is idle however long it takes.
            session = client.session
            session["seen"] = session["born"] = int(time.time()) + 6 * 3600
            session.save()
            self.factory.cookies = client.cookies

    def ask(self, method: str, url: str, body: dict[str, Any], htmx: bool) -> HttpResponse:
        headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/w/"} if htmx else {}
        if method == "POST":
            request = self.factory.post(url, body, headers=headers)
        else:
            request = self.factory.generic(method, url, headers=headers)
        request._dont_enforce_csrf_checks = True
        return self.handler(request.environ)


def told(answer: Any) -> bytes:
    """Everything that an answer tells, the text of a workbook unpacked. An unread file would end the transaction."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    return content


@cache
def _counting() -> str:
    """Asked of the catalogue once: the walk makes no table."""
    tables = [name for name in connection.introspection.table_names() if not WRITTEN_BY_ANY_REQUEST.search(name)]
    return "SELECT " + ", ".join(f'(SELECT count(*) FROM "{name}")' for name in tables)  # noqa: S608


def standing() -> tuple[int, ...]:
    """How many rows every table has, save those that any request may write to."""
    with connection.cursor() as cursor:
        cursor.execute(_counting())
        return tuple(cursor.fetchone())


@dataclass
class Walk:
    """The stage with a visitor for each role, what a missing address answers, and what went wrong on the way."""

    stage: Stage
    visitors: dict[str, Visitor]
    missing: dict[bool, bytes]
    cells: int = 0
    asked: int = 0

    def take(self) -> tuple[int, int]:
        """How many cells and requests since the last call."""
        taken, self.cells, self.asked = (self.cells, self.asked), 0, 0
        return taken

    def answer(self, visitor: Visitor, method: str, url: str, body: dict[str, Any], htmx: bool) -> tuple[Any, bytes]:
        """One request, undone afterwards."""
        self.asked += 1
        with transaction.atomic():
            answer = visitor.ask(method, url, body, htmx)
            content = told(answer)
            transaction.set_rollback(True)
        return answer, content


@pytest.fixture(scope="module")
def walk(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Walk]:
    """One set-up for the whole matrix, in one transaction that is never kept."""
    from django.conf import settings  # the folder of files is this module's own

    kept, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path_factory.mktemp("files")
    # Thousands of refusals are meant here; to write a traceback for each takes longer than to refuse. What breaks is
    # told by its status.
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with django_db_blocker.unblock(), transaction.atomic():
        stage = set_up()
        visitors = {letter: Visitor(person) for letter, person in stage.accounts.items()} | {"": Visitor()}
        made = Walk(stage, visitors, {})
        for htmx in (False, True):
            made.missing[htmx] = made.answer(visitors["E"], "GET", "/w/no/such/address/", {}, htmx)[1]
        yield made
        transaction.set_rollback(True)
    settings.MEDIA_ROOT = kept
    logging.getLogger("django.request").setLevel(logging.NOTSET)


def expected(row: Row, letter: str, place: str) -> int:
    """200 for yes, else the status of the refusal."""
    if row.cells[letter] == "x":
        return 404
    if place in REACH[row.cells[letter]]:
        return 200
    if row.door and row.cells[letter] == "·":
        return 403
    if not row.of:
        return 403
    return 403 if place in REACH[SEEN[row.of].cells[letter]] else 404


def what_is_worn_wrongly(answer: Any, content: bytes) -> str:
    """What the surface of an answer lacks, page or refusal or file (security.md 7)."""
    policy = answer.headers.get("Content-Security-Policy", "")
    if policy not in {POLICY, SANDBOX}:
        return f"the policy is “{policy}”"
    for name, value in HEADERS.items():
        # The mailbox is stricter: it tells nobody, itself included, where somebody came from (security.md 3).
        if answer.headers.get(name) not in ({value, "no-referrer"} if name == "Referrer-Policy" else {value}):
            return f"{name} is not {value}"
    if answer.headers.get("Cache-Control") is None and policy == SANDBOX:
        return "a file may be kept by a cache"
    if answer.headers.get("Content-Type", "").startswith("text/html") and (found := INLINE.search(content)):
        return f"the page holds {found.group()!r}"
    return ""


def what_is_wrong(walk: Walk, row: Row, method: str, letter: str, place: str, htmx: bool) -> str:
    """Empty when the answer is the one of the table."""
    matters = walk.stage.matters(letter, place)
    url, wanted = row.url(matters), expected(row, letter, place)
    body = BODIES[row.name](matters) if method == "POST" and row.name in BODIES else {}
    before = standing() if wanted != 200 and method == "POST" else ()
    answer, content = walk.answer(walk.visitors[letter], method, url, body, htmx)
    status = answer.status_code
    if worn := what_is_worn_wrongly(answer, content):
        return f"{row.address} {method} {letter}: {worn}"
    here = f"{row.address} {method} {'htmx ' if htmx else ''}{letter} {place}"
    if answer.headers.get("Location", "").startswith("/w/sign-in/") and not row.name.startswith("accounts:sign-"):
        return f"{here}: sent to the door"
    if wanted == 200:
        if status in {403, 404, 405} or (status >= 500 and row.name != "readyz"):
            return f"{here}: yes was written, {status} came"
        if row.cells[letter] != "p" and MIRROR.encode() in content:
            said = content.decode(errors="replace")
            return f"{here}: tells of the mirror unit: {said[max(0, said.index(MIRROR) - 80) :][:160]}"
        return ""
    if status != wanted:
        return f"{here}: {wanted} was written, {status} came"
    if status == 404 and content != walk.missing[htmx]:
        return f"{here}: 404 differs from what does not exist"
    if status == 403 and (SENTENCES[403].encode() in content or "。".encode() not in content):
        return f"{here}: 403 without a sentence that says why"
    if before and standing() != before:
        return f"{here}: refused, yet something was written"
    return ""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.address}-{'-'.join(row.methods)}")
def test_the_house_answers_as_the_table_says(walk, row, record_property):
    wrong = []
    places = PLACES if row.of else PLACES[:1]
    for method in row.methods:
        for letter in ROLES:
            walk.cells += 1
            refused: set[int] = set()
            for place in places:
                answer = expected(row, letter, place)
                if row.cells[letter] == "·" and answer in refused and place != "mirror":
                    continue  # refused for the same reason as a nearer one, which was asked
                refused.add(answer)
                wrong.append(what_is_wrong(walk, row, method, letter, place, htmx=False))
                if place in BY_HTMX:
                    wrong.append(what_is_wrong(walk, row, method, letter, place, htmx=True))
    record_property(PROPERTY, walk.take())
    assert not any(wrong), "\n".join(filter(None, wrong))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.address}-{'-'.join(row.methods)}")
def test_who_has_not_signed_in_gets_what_the_table_says(walk, row, record_property):
    for method in row.methods:
        walk.cells += 1
        for place in ("own", "mirror") if row.of else ("own",):
            matters = walk.stage.matters("E", place)
            body = BODIES[row.name](matters) if method == "POST" and row.name in BODIES else {}
            answer, content = walk.answer(walk.visitors[""], method, row.url(matters), body, False)
            where = answer.headers.get("Location", "").partition("?")[0]
            if row.nobody == "in":
                assert (answer.status_code, where) == (302, "/w/sign-in/")
            elif row.nobody == "x":
                assert (answer.status_code, content) == (404, walk.missing[False])
            else:
                assert answer.status_code in {200, 302, 422} or row.name == "readyz"
                assert where != "/w/sign-in/" or row.name.startswith("accounts:sign-")
    record_property(PROPERTY, walk.take())


@pytest.mark.parametrize("address", ALL, ids=lambda address: address.name)
def test_a_method_without_a_row_is_not_answered(walk, address):
    of_it = [row for row in ROWS if row.name == address.name]
    assert of_it, "matrix.csv"
    told_ = {method for row in of_it for method in row.methods}
    url = of_it[0].url(walk.stage.own["U"])
    for method in {*METHODS} - told_:
        statuses = {walk.answer(walk.visitors[letter], method, url, {}, False)[0].status_code for letter in "ULsH"}
        assert statuses <= {403, 404, 405}, method
