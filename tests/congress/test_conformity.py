"""三个规范 from the rows of a session: what was recorded is read, what broke is found, what is explained stays found."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congress import measures, workflow
from congress.models import AgendaItem, CongressSession, PaperReceipt, TellerSheet
from congress.reading.facts import facts_of
from congress.reading.norms import norms_of
from congress.register.models import Decision
from congress.rules.conforming import CHECKS
from tests import factories as make
from ymdm.workflow import Refused

from . import scenes
from .scenes import HELD_ON, at

pytestmark = pytest.mark.django_db
LATER = date(2027, 1, 15)  # the year is over, everything is due


def judged(made, today=LATER):
    session = CongressSession.objects.select_related("term__unit").get(pk=made.session.pk)
    return {one.code: one for norm in norms_of(session, today) for one in norm.checks}


@pytest.fixture
def made():
    """A whole session; everything that the workflow does not record by itself is recorded by hand."""
    made = scenes.prepared(scenes.with_papers(_planned()))
    scenes.arrive(made, made.people[:10])
    workflow.open_session(made.session, made.union, at=at(HELD_ON, 9), counted=10)
    scenes.archived(scenes.settled(_voted(made)))
    CongressSession.objects.filter(pk=made.session.pk).update(
        posted_until=HELD_ON + timedelta(days=40), posting_proof="公告栏，照片 3 张"
    )
    return made


def _planned():
    made = scenes.hall()
    for title, matter, right in (
        ("安全生产情况", "insurance_safety", "oversee"),
        ("业务招待费情况", "hospitality_cost", "oversee"),
        ("评议领导人员", "cadre_appraisal", "appraise"),
    ):
        workflow.add_item(made.session, made.union, title=title, matter=matter, right=right)
    step = made.session.plan.get(code="matters_to_union")
    workflow.finish_step(step, made.union, at=at(date(2026, 10, 12)), proof="局办〔2026〕8号")
    scenes.noticed(made)
    return made


def _voted(made):
    # An appraisal is voted on its own page; here it counts as held.
    AgendaItem.objects.filter(session=made.session, matter="cadre_appraisal").update(right="oversee")
    for attendee in made.session.attendees.all():
        version = made.item().papers.get().versions.get()
        PaperReceipt.objects.create(version=version, attendee=attendee, at=at(date(2026, 11, 11)))
    made, _vote = scenes.decided(made)
    for item in made.session.agenda.filter(state="planned").order_by("order"):
        if item.right == "elect":
            workflow.drop_item(item, made.union, at=at(HELD_ON, 10), because="改在下次会议选举")
        else:
            workflow.begin_item(item, made.union, at=at(HELD_ON, 10))
    scenes.closed(made)
    AgendaItem.objects.filter(session=made.session, matter="cadre_appraisal").update(right="appraise")
    return made


def test_a_session_that_recorded_everything_is_read_as_it_was(made):
    found = judged(made)
    assert list(found) == list(CHECKS)
    told = {code: one.finding.sentence for code, one in found.items() if one.tone != "ok"}
    # The twelve delegates of the scene, their talks and their decisions were not recorded; nothing else is wrong.
    assert set(told) == {"P9", "C4", "C6"}, told


# each check: what breaks it in the rows, and a word that the finding then says
def _session(**fields):
    return lambda made: CongressSession.objects.filter(pk=made.session.pk).update(**fields)


def _plan(code, on):
    return lambda made: made.session.plan.filter(code=code).update(done_on=on, **({} if on else {"proof": ""}))


def _vote(**fields):
    return lambda made: made.session.votes.update(**fields)


def _agenda(matter, **fields):
    return lambda made: made.session.agenda.filter(matter=matter).update(**fields)


def _term(**fields):
    return lambda made: type(made.session.term).objects.filter(pk=made.session.term_id).update(**fields)


def _decision(made):
    Decision.objects.create(
        unit=made.unit, kind="major_decision", matter="welfare", title="福利费调整", text="调整", state="decided",
        proposed_at=at(HELD_ON), body="office_meeting", meeting="办公会", decided_on=HELD_ON, right="approve",
    )  # fmt: skip


def _no_minutes_signature(made):
    made.session.minutes.__class__.objects.filter(session=made.session).update(state="draft", chair=None, chair_at=None)


BREAKS = {
    "T1": (_session(closed_at=None, state="reported", held_on=HELD_ON), "少于"),
    "T2": (_term(ends_on=date(2026, 11, 1)), "届"),
    "T3": (_plan("matters_to_union", date(2026, 11, 19)), "晚了"),
    "T4": (lambda made: PaperReceipt.objects.first().delete(), "没有签收"),
    "T5": (_plan("agenda_disclosed", date(2026, 11, 18)), "晚了"),
    "T6": (_session(posted_until=HELD_ON + timedelta(days=4)), "张贴"),
    "T7": (_session(reported_on=None), "没有登记"),
    "T8": (_session(archived_at=at(date(2027, 1, 10))), "晚了"),
    "C1": (_agenda("union_work", state="put_off"), "工会"),
    "C2": (_agenda("welfare", right="oversee"), "应当"),
    "C3": (_agenda("cadre_appraisal", state="put_off"), "评议"),
    "C4": (_session(number=2), "没有登记"),
    "C5": (_agenda("hospitality_cost", state="put_off"), "招待费"),
    "C6": (_decision, "福利费调整"),
    "P1": (lambda made: [made.session.term.mandates.update(category="manager")], "管理人员"),
    "P2": (_plan("preparatory_session", None), "预备会议"),
    "P3": (_session(roll_frozen_at=at(HELD_ON, 12)), "名册"),
    "P4": (lambda made: made.session.roll_calls.update(counted=5), "不足"),
    "P5": (_vote(method="hands"), "无记名"),
    "P6": (_vote(returned=11), "票数"),
    "P7": (_vote(yes=5, no=4), "按规则"),
    "P8": (lambda made: TellerSheet.objects.first().delete(), "计票人"),
    "P9": (lambda made: None, "讨论意见"),
    "P10": (_no_minutes_signature, "执行主席"),
}


def test_what_broke_in_the_rows_is_found_by_its_check_with_its_rule(made):
    assert list(BREAKS) == list(CHECKS)
    before = judged(made)
    for code, (breaks, word) in BREAKS.items():
        with transaction.atomic():  # one session for all: each break is taken back
            breaks(made)
            after = judged(made)[code]
            transaction.set_rollback(True)
        assert after.tone in ("bad", "warn") and word in after.finding.sentence, after.finding
        assert after.finding.rule.id.startswith("CON-") and after.finding.remedy
        # No talk of the delegations was recorded to begin with.
        assert code == "P9" or before[code].finding != after.finding, code


def test_a_delegation_whose_talk_was_held_has_its_sheet(made):
    from proposals.meetings.models import Forum

    for delegation in made.session.term.delegations.all():
        Forum.objects.create(
            unit=made.unit, kind="floor_opinion", topic="分团讨论", meets_at=at(HELD_ON, 8), place="二楼", host=made.union,
            recorder=made.union, session=made.session, delegation=delegation, state="raised", called_at=at(HELD_ON, 7),
            minutes="讨论了福利费办法。", held_on=HELD_ON,
        )  # fmt: skip
    assert judged(made)["P9"].tone == "ok"


def test_what_is_not_due_yet_is_no_failure():
    made = scenes.hall()
    found = judged(made, date(2026, 9, 2))
    ahead = {code for code, one in found.items() if one.says == "还没有到期"}
    assert {"T3", "T4", "T5", "T6", "T7", "T8", "P2", "P3", "P4", "P9", "P10"} <= ahead
    scenes.decided(scenes.opened(scenes.prepared(scenes.with_papers(scenes.noticed(made)))))
    scenes.closed(made)
    assert judged(made, HELD_ON)["P10"].says == "还没有到期"
    assert judged(made, LATER)["P10"].says == "不符合"


def test_an_explanation_stands_beside_the_failure_and_takes_nothing_away(client):
    made = scenes.archived()
    was = judged(made)["P9"]
    with pytest.raises(Refused):
        workflow.explain(made.session, made.union, code="X1", text="没有这一项")
    client.force_login(made.union)
    address = reverse("congress:session-act", args=[made.session.pk, "explain"])
    assert client.post(address, {"code": "P9", "text": "各团讨论时没有专人记录"}).status_code == 302
    now = judged(made)["P9"]
    assert now.finding == was.finding and now.explained.startswith("各团讨论时没有专人记录")
    page = client.get(reverse("congress:norms", args=[made.session.pk])).content.decode()
    assert "各团讨论时没有专人记录" in page and all(f'id="{code}"' in page for code in CHECKS)
    assert "三个规范" in client.get(made.session.get_absolute_url()).content.decode()


def test_the_report_comes_as_workbook_and_on_paper(client):
    made = scenes.noticed()
    client.force_login(made.people[0])
    answer = client.get(reverse("congress:norms-export", args=[made.session.pk]) + "?as=csv")
    assert b"".join(answer.streaming_content).decode("utf-8-sig").count("CON-") >= len(CHECKS)
    paper = client.get(reverse("papers:paper", args=["conformity"]), {"of": made.session.pk})
    assert "三个规范检查报告" in paper.content.decode()
    client.force_login(make.person(make.unit("外局", code="WJ")))
    assert client.get(reverse("papers:paper", args=["conformity"]), {"of": made.session.pk}).status_code == 404


def test_the_facts_take_as_many_queries_for_sixty_as_for_twelve():
    counts = []
    for total in (12, 60):
        made = scenes.with_papers(scenes.noticed(scenes.hall(total=total)))
        session = CongressSession.objects.select_related("term__unit").get(pk=made.session.pk)
        with CaptureQueriesContext(connection) as queries:
            assert len(facts_of(session).received_on) == total
        counts.append(len(queries))
        type(made.unit).objects.filter(pk=made.unit.pk).update(code=f"X{total}")
    assert counts[0] == counts[1] <= 25


def test_posting_is_recorded_once_the_resolutions_are_published():
    made = scenes.settled()
    workflow.publish(made.session, made.second, at=at(HELD_ON))
    with time_machine.travel(at(HELD_ON + timedelta(days=16)), tick=False):
        with pytest.raises(Refused):
            workflow.prove_posting(made.session, made.union, until=HELD_ON + timedelta(days=30), proof="公告栏")
        workflow.prove_posting(made.session, made.union, until=HELD_ON + timedelta(days=16), proof="公告栏，照片 3 张")
    assert judged(made)["T6"].tone == "ok"


def test_evaluation_reads_the_same_checks_as_the_page(made):
    year, session = HELD_ON.year, CongressSession.objects.select_related("term__unit").get(pk=made.session.pk)
    tones = [one.tone for one in judged(made).values() if one.tone != "todo"]
    passed = measures.checks_passed(session, LATER)
    assert (passed.numerator, passed.denominator) == (tones.count("ok"), len(tones))
    assert measures.checks_passed_by(made.unit, year, LATER).value == passed.value
    assert measures.sessions_held(made.unit, year, LATER).numerator == 1
    assert measures.quorum_kept(made.unit, year, LATER).of == "10 / 12 人次"
    assert measures.checks_passed_by(made.unit, year - 1, LATER).value is None
