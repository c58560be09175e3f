"""Sessions of the demo year: one lived through to its archive, one in preparation, and one today that a visitor can try."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from congress import balloting, workflow
from congress.checkin import code_at
from congress.models import AgendaItem, Attendee, CongressSession, SessionOffice, SessionSurvey
from congress.rules.surveying import ITEMS
from ymdm.organization.models import Person

from . import boxes

if TYPE_CHECKING:
    from .house import House

Office = SessionOffice.Office
# held on, call opens, call closes: working days from today
SECOND, THIRD, TODAY = (-240, -276, -255), (32, -15, 12), (0, -40, -20)
FRESH = {"路玉梅"}  # whoever tries the demo out finds this ballot still to be cast
WELFARE = """第一条　为规范职工福利费的管理和使用，根据国家有关规定，结合本局实际，制定本办法。
第二条　福利费用于职工体检、困难补助、疗养和集体福利设施，专款专用。
第三条　一线测站职工的高温、野外补助从福利费以外列支，不得相互挤占。
第四条　福利费的年度安排和使用情况每年向职工代表大会报告，接受审查监督。"""


def tell_congress(house: House) -> None:
    """In the order of the calendar; the mandates must be there."""
    _second(house)
    _plan(house, "HSZ", THIRD, theme="稳增长、惠职工、促和谐")
    _today(house)


def _moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """An instant of that day; never later than the clock."""
    return min(timezone.make_aware(datetime.combine(day, time(hour, minute))), timezone.now())


def _plan(
    house: House, code: str, days: tuple[int, int, int], *, theme: str, place: str = "局机关三楼会议厅"
) -> CongressSession:
    held, opens, closes = days
    return workflow.plan(
        house.units[code], _union(house, code), at=_moment(house.day(opens - 1)), held_on=house.day(held), begins=time(9),
        place=place, call_opens_on=house.day(opens), call_closes_on=house.day(closes), call_theme=theme,
    )  # fmt: skip


def _union(house: House, code: str) -> Person:
    return house.people["郑晓芸" if code == "HSZ" else "杜海燕"]


def _serve(house: House, session: CongressSession, at: datetime, **names: str) -> None:
    by = _union(house, session.unit.code)
    for office, people in names.items():
        for name in people.split():
            workflow.serve(session, by, at=at, person=house.people[name], office=office)


def _presidium(session: CongressSession, size: int) -> list[Person]:
    """Representatives of the front line first (CON-40)."""
    rows = session.attendees.filter(mandate__isnull=False).select_related("person", "mandate").order_by("number")
    return [row.person for row in sorted(rows, key=lambda row: row.mandate.category != "front_line")][:size]  # type: ignore[union-attr]


def _arrive(session: CongressSession, people: list[Person], at: datetime) -> None:
    for person in people:
        row = Attendee.objects.get(session=session, person=person)
        workflow.arrive(row, person, at=at, code=code_at(session, at))


def _second(house: House) -> None:
    """六届二次: planned, called, held, voted, published, minuted and archived."""
    session, by = _plan(house, "HSZ", SECOND, theme="为一线办实事"), house.people["郑晓芸"]
    held = session.held_on
    early = _moment(held - timedelta(days=25))
    welfare = workflow.add_item(
        session, by, at=early, title="审议通过《职工福利费管理办法（修订草案）》", matter="welfare", right="approve", minutes=30,
        reporter="冯建业",
    )  # fmt: skip
    elects = workflow.add_item(
        session, by, at=early, title="选举民主理财委员会委员（应选 2 名，候选 3 名）", matter="committee_members", right="elect",
        minutes=30,
    )  # fmt: skip
    _serve(house, session, early, teller="田雨 何静", scrutineer="卫秉正", secretary="薛岚")
    workflow.give_notice(session, by, at=_moment(held - timedelta(days=20)))
    sent = _moment(held - timedelta(days=10))
    paper = workflow.add_paper(session, by, at=sent, item=welfare, title="职工福利费管理办法（修订草案）", text=WELFARE)
    workflow.issue_papers(session, by, at=sent)
    voters = [row.person for row in session.attendees.select_related("person").order_by("number")]
    for row in session.attendees.select_related("person"):
        workflow.answer_call(row, row.person, at=_moment(held - timedelta(days=8)), comes=True)
        workflow.sign_for_papers(row, row.person, at=_moment(held - timedelta(days=8), 10))
    for code, proof in (
        ("call_for_proposals", "局工会〔征集通知〕，附提案表"), ("party_approval", "局党组会议纪要"),
        ("superior_filing", "黄委工会批复"), ("matters_to_union", "行政议题函"), ("group_discussion", "各代表团意见汇总表"),
        ("proposals_reviewed", "提案委员会会议记录"),
    ):  # fmt: skip
        step = session.plan.get(code=code)
        workflow.finish_step(
            step, by, at=_moment(held - timedelta(days=1), 8), proof=proof, done_on=min(step.due_on, held)
        )
    workflow.qualify(
        session, by, at=_moment(held - timedelta(days=1)), report=f"经审查，{len(voters)} 名代表资格全部有效。"
    )
    workflow.hold_preparatory(
        session,
        by,
        at=_moment(held, 8),
        present=len(voters),
        yes=len(voters),
        presidium=_presidium(session, 5),
        chair=_presidium(session, 5)[0],
    )
    here = voters[:-2]
    _arrive(session, here, _moment(held, 8, 40))
    workflow.open_session(session, by, at=_moment(held, 9), counted=len(here))
    minute = 0
    for item in session.agenda.order_by("order"):
        begins = {welfare.pk: (10, 0), elects.pk: (10, 40)}.get(item.pk, (9, minute))
        workflow.begin_item(item, by, at=_moment(held, *begins))
        if item == welfare:
            version = paper.versions.get()
            _count(house, session, item, held, 10, version=version, yes=len(here) - 2, no=1, abstain=1)
        elif item == elects:
            slate = [voters[7], voters[13], voters[19]]
            _count(house, session, item, held, 11, seats=2, candidates=slate, votes=(len(here) - 2, len(here) - 4, 5))
        else:
            minute += 10
            workflow.end_item(item, by, at=_moment(held, 9, minute), outcome="已听取并讨论")
    workflow.close(session, by, at=_moment(held, 11, 40))
    survey = SessionSurvey.objects.get(session=session)
    for number, person in enumerate(here[:-4]):
        # Most were content; the papers came late for some, and two found the morning too long.
        grades = dict.fromkeys(ITEMS, "good") | {"papers": "fair" if number % 4 == 0 else "good"}
        workflow.hand_in(
            survey, person, grades=grades | ({"style": "poor"} if number < 2 else {}), at=_moment(held, 13)
        )
    resolution = session.resolutions.get()
    workflow.settle_resolution(
        resolution, by, at=_moment(held, 14), owner=house.units["HSZ-05"], due_on=held + timedelta(days=120)
    )
    after = held + timedelta(days=3)
    workflow.publish(session, house.people["赵国栋"], at=_moment(after))
    minutes = workflow.draft_minutes(session, by, at=_moment(after, 10))
    for signer in (_presidium(session, 5)[0], house.people["薛岚"]):
        workflow.sign_minutes(minutes, signer, at=_moment(after, 11))
    workflow.end_due(_moment(held + timedelta(days=4), 0, 10))
    workflow.report_upward(session, by, at=_moment(held + timedelta(days=6)), proof="向黄委工会报送会议情况报告")
    workflow.report_progress(
        resolution,
        house.people["周敏"],
        at=_moment(held + timedelta(days=60)),
        text="办法已印发各单位，福利费按新办法列支。",
    )
    hung = after + timedelta(days=15)
    workflow.prove_posting(
        session, by, at=_moment(hung), until=hung, proof="局机关一楼公开栏、各单位公开栏，照片 12 张"
    )
    workflow.explain(
        session, by, at=_moment(hung), code="C3", text="民主评议领导人员安排在年底单独进行，结果向下次大会报告。"
    )
    workflow.archive(session, by, at=_moment(held + timedelta(days=20)))


def _count(house: House, session: CongressSession, item: object, held: date, hour: int, **typed: object) -> None:
    """One paper vote: opened, closed, counted by two, declared by the scrutineer."""
    by, here = house.people["郑晓芸"], session.attendees.voters().present().count()
    kept = {name: typed[name] for name in ("version", "seats", "candidates") if name in typed}
    question = getattr(item, "title", "").partition("（应选")[0]
    vote = workflow.draft_vote(item, by, at=_moment(held, hour), question=question, method="paper", **kept)
    workflow.open_vote(vote, by, at=_moment(held, hour, 2), counted=here)
    workflow.close_vote(vote, by, at=_moment(held, hour, 15))
    figures: dict[str, object] = {name: typed[name] for name in ("yes", "no", "abstain") if name in typed}
    if "votes" in typed:
        names = [one.pk for one in vote.candidates.order_by("order")]
        figures = {"votes": dict(zip(names, typed["votes"], strict=True))}  # type: ignore[call-overload]
    for teller in ("田雨", "何静"):
        workflow.enter_sheet(
            vote, house.people[teller], at=_moment(held, hour, 25), issued=here, returned=here, **figures
        )
    workflow.declare(vote, house.people["卫秉正"], at=_moment(held, hour, 30))


def _today(house: House) -> None:
    """西峰局's session of today: under way, and whoever visits may cast the last ballot and open the box."""
    session = _plan(house, "XF", TODAY, theme="改善测站工作条件", place="西峰局二楼会议室")
    by, held = house.people["杜海燕"], session.held_on
    early = _moment(held - timedelta(days=25))
    workflow.add_item(
        session, by, at=early, title="举手通过大会议程和选举办法", matter="procedure", right="approve", minutes=10,
        after=None,
    )  # fmt: skip
    water = workflow.add_item(
        session, by, at=early, title="审议通过《测站职工疗养和体检办法》", matter="welfare", right="approve", minutes=30,
        reporter="樊建中",
    )  # fmt: skip
    _serve(house, session, early, teller="白玉明 崔丽", scrutineer="董月娥", secretary="孙正阳")
    workflow.give_notice(session, by, at=_moment(held - timedelta(days=20)), observers=[house.people["郭万里"]])
    sent = _moment(held - timedelta(days=12))
    workflow.add_paper(
        session, by, at=sent, item=water, title="测站职工疗养和体检办法（草案）",
        text="第一条　测站职工每年体检一次，高海拔、野外岗位加做心肺检查。\n第二条　连续在测站工作满十年的，每五年安排一次疗养。",
    )  # fmt: skip
    workflow.issue_papers(session, by, at=sent)
    voters = [row.person for row in session.attendees.filter(kind="representative").select_related("person")]
    workflow.qualify(
        session, by, at=_moment(held - timedelta(days=1)), report=f"经审查，{len(voters)} 名代表资格全部有效。"
    )
    workflow.hold_preparatory(
        session,
        by,
        at=_moment(held, 0, 10),
        present=len(voters),
        yes=len(voters),
        presidium=_presidium(session, 3),
        chair=_presidium(session, 3)[0],
    )
    [venue] = session.venues.all()
    workflow.change_venue(venue, by, at=_moment(held, 0, 11), name=venue.name, rows=6, per_row=8)
    workflow.seat_people(session, by, at=_moment(held, 0, 12))
    here = voters[:-2]
    _arrive(session, here, _moment(held, 0, 15))
    if timezone.localdate() != held or abs(boxes.clock() - timezone.now()) > timedelta(hours=1):
        return  # a day that is only told: a box lives by the clock of the database
    now = _moment(held, 0, 16)
    workflow.open_session(session, by, at=now, counted=len(here))
    for item in session.agenda.filter(order__lt=water.order).order_by("order"):
        workflow.begin_item(item, by, at=now)
        if item.matter == "procedure":
            vote = workflow.draft_vote(item, by, at=now, question=item.title, method="hands")
            workflow.open_vote(vote, by, at=now, counted=len(here))
            workflow.close_vote(vote, by, at=now, yes=len(here))
            workflow.declare(vote, by, at=now)
        else:
            workflow.end_item(item, by, at=now, outcome="已听取并讨论")
    workflow.begin_item(water, by, at=now)
    _vote_by_phone(house, session, water, here, now)


def _vote_by_phone(house: House, session: CongressSession, item: AgendaItem, here: list[Person], at: datetime) -> None:
    """The keys are ready, the box is open until tomorrow, and all have cast but whoever tries the demo out."""
    by, scrutineer = house.people["杜海燕"], house.people["董月娥"]
    workflow.call_keepers(session, by, at=at)
    keys = balloting.keys_of(session)
    if keys is None:
        raise AssertionError("the keepers were called")
    cards = boxes.hold(keys, scrutineer)
    version = item.papers.get().versions.get()
    vote = workflow.draft_vote(item, by, at=at, question=item.title, method="ballot", version=version)
    until = boxes.clock() + timedelta(days=1)
    minutes = int((until - at).total_seconds()) // 60
    workflow.open_vote(vote, by, at=at, counted=len(here), keeper=scrutineer, minutes=minutes)
    box = balloting.box_of(vote)
    if box is None:
        raise AssertionError("the vote was opened on the phone")
    for number, person in enumerate(one for one in here if str(one) not in FRESH):
        boxes.cast(box, person, {balloting.QUESTION: "no" if number % 9 == 4 else "abstain" if number == 2 else "yes"})
    boxes.write_cards(box, cards)
