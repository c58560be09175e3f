"""Reception days and talks of the demo year: one day that was held, one that is booked, one talk answered, one under way."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone

from proposals import workflow as proposals
from proposals.meetings import sweep, workflow
from proposals.meetings.models import Forum, ForumPoint
from proposals.models import Proposal
from ymdm.workflow import SYSTEM

from .house import House
from .year import date_back, moment


def tell_meetings(house: House) -> None:
    """Hold them through the workflow, in the order of the calendar."""
    _answered_talk(house)
    _receptions(house)
    _talk_under_way(house)
    _series(house)
    sweep.plan_all(_now(house))


def _now(house: House) -> datetime:
    """This moment; never later than the clock, whatever day is told."""
    return min(timezone.now(), moment(house.today, 60))


def _receptions(house: House) -> None:
    people, unit = house.people, house.units["HSZ"]
    held_on = house.day(-4)
    begun = moment(house.day(-8), 30)
    plan = workflow.arrange(
        unit, people["郑晓芸"], at=begun, leader=people["高树勋"], substitute=people["宋致远"], recorder=people["郑晓芸"],
        place="办公楼一层职工接待室", begins=time(9), slots=6, slot_minutes=30, from_on=begun.date(),
        weekday=held_on.isoweekday(),
    )  # fmt: skip
    date_back(house, begun)
    day = plan.days.filter(on__lte=held_on).order_by("-on").first()
    if day is None:
        return
    for earlier in plan.days.filter(on__lt=day.on):
        workflow.finish(earlier, people["高树勋"], at=moment(earlier.on, 240))
    asked = moment(house.day(-8), 200)
    first = workflow.book(
        unit, people["石拴柱"], at=asked, day=day, slot=1, about="试验场宿舍的暖气片漏水，报修两次没有来人。"
    )
    second = workflow.book(unit, people["崔丽"], at=asked, day=day, slot=2, about="化验室通风橱坏了一台。")
    third = workflow.book(unit, people["龙小军"], at=asked, day=day, slot=3)
    date_back(house, asked)
    at = moment(day.on, 95)
    workflow.hand_on(
        first, people["高树勋"], at=at, text="试验场宿舍的暖气片漏水，报修两次没有来人，夜里不到 10 度。", title="修理试验场宿舍的暖气",
        lead=house.units["HQ"], due_on=house.workdays.add(day.on, 10),
    )  # fmt: skip
    workflow.solve(
        second, people["郑晓芸"], at=moment(day.on, 125), text="化验室通风橱坏了一台，只能开窗做样。",
        solved="科技与监测处当天联系厂家，12 月 5 日前换好风机；此前样品送监测科化验。", lead=house.units["HSZ-07"],
    )  # fmt: skip
    workflow.sign_off(second, people["高树勋"], at=moment(day.on, 150))
    workflow.mark_absent(third, people["郑晓芸"], at=moment(day.on, 155))
    workflow.finish(day, people["高树勋"], at=moment(day.on, 180))
    date_back(house, moment(day.on, 180))
    later = plan.days.filter(on__gte=house.day(3)).order_by("on").first()
    if later is not None:
        asked = moment(house.day(-1), 300)
        workflow.book(unit, people["石拴柱"], at=asked, day=later, slot=2, about="想问问退休前的岗位津贴怎么算。")
        date_back(house, asked)


def _series(house: House) -> None:
    """The monthly meeting of the union with the leaders in charge: held, skipped once, and to come."""
    people = house.people
    begun = moment(house.day(-48), 50)
    series = workflow.found(
        house.units["HSZ"], people["赵国栋"], at=begun, name="民主管理工作例会", chair=people["高树勋"], recorder=people["郑晓芸"],
        members=[people[name] for name in ("赵国栋", "陈立群", "冯建业", "杨秀兰")], place="局机关二楼小会议室", begins=time(9),
        agenda="通报到期和逾期的事项\n听取责任单位说明\n议定督办事项", from_on=begun.date(), nth=8,
    )  # fmt: skip
    date_back(house, begun)
    workflow.lay_out_series(series, SYSTEM, at=moment(house.day(-20)))
    past = list(series.meetings.filter(on__lt=house.today).order_by("-on"))
    for number, meeting in enumerate(past):
        at = moment(meeting.on, 200)
        if number:
            workflow.skip(meeting, people["郑晓芸"], at=at, reason="全局防汛值班，并入下次")
            continue
        present = [people[name] for name in ("高树勋", "赵国栋", "陈立群", "杨秀兰", "郑晓芸")]
        minutes = "通报逾期两件，后勤服务中心和人事劳动处说明了原因。议定冬季取暖检修一次查清，津贴测算年底前报出。"
        workflow.record_minutes(meeting, people["郑晓芸"], at=at, present=present, minutes=minutes)
        first = workflow.add_action(
            meeting, people["郑晓芸"], at=at, text="把各测站的取暖设备查一遍，列出清单。", owner=people["杨秀兰"],
            due_on=house.workdays.add(meeting.on, 5),
        )  # fmt: skip
        workflow.add_action(
            meeting,
            people["郑晓芸"],
            at=at,
            text="报出野外津贴调整的测算。",
            owner=people["陈立群"],
            due_on=house.day(9),
        )
        done = min(moment(house.workdays.add(meeting.on, 4), 90), _now(house))
        workflow.report_action(first, people["杨秀兰"], at=done, result="十二处已查完，三处要换锅炉，清单已交财务处。")
    date_back(house, _now(house))


def _call(house: House, kind: str, topic: str, text: str, called: int, held: int, names: str) -> Forum:
    people = house.people
    forum = workflow.call(
        house.units["HSZ"], people["郑晓芸"], at=moment(house.day(called), 40), kind=kind, topic=topic, text=text,
        meets_at=moment(house.day(held), 390), place="局机关三楼会议室", host=people["宋致远"], recorder=people["郑晓芸"],
        people=[people[name] for name in names.split()],
    )  # fmt: skip
    date_back(house, moment(house.day(called), 40))
    return forum


def _talk_under_way(house: House) -> None:
    people = house.people
    forum = _call(
        house, Forum.Kind.FORUM, "野外班组的冬季生活", "请班组职工谈谈宿舍、伙食和通勤，有一说一。", -8, -2,
        "石拴柱 石磊 雷秀英 贾平川 曹润生 艾长海 王志强",
    )  # fmt: skip
    at = moment(house.day(-2), 520)
    came = [people[name] for name in ("石拴柱", "石磊", "雷秀英", "曹润生", "王志强")]
    minutes = "宋致远主持。五位职工发言，谈了宿舍取暖、周末班车和观测站的饮水。后勤服务中心到会听取。"
    workflow.hold(forum, people["郑晓芸"], at=at, held_on=house.day(-2), came=came, minutes=minutes)
    note = {"at": at, "voice": ForumPoint.Voice.PERSON}
    bus = workflow.note_point(
        forum, people["郑晓芸"], text="周五下午加一班回城的班车，现在要等到周六上午。", speaker=people["石磊"], **note
    )
    water = workflow.note_point(
        forum, people["郑晓芸"], text="董庄沟测站冬天水管冻住，请换保温管。", speaker=people["雷秀英"], **note
    )
    workflow.note_point(
        forum,
        people["郑晓芸"],
        at=at,
        text="希望每年冬天前由后勤服务中心到班组走一遍，列清单逐项修。",
        voice=ForumPoint.Voice.MEETING,
    )
    handed = moment(house.day(-1), 70)
    for point in (bus, water):
        workflow.hand_point(
            point, people["郑晓芸"], at=handed, lead=house.units["HQ"], leader=people["高树勋"], due_on=house.day(12)
        )
    date_back(house, handed)


def _answered_talk(house: House) -> None:
    people = house.people
    forum = _call(
        house,
        Forum.Kind.SYMPOSIUM,
        "青年职工成长座谈",
        "围绕培训、职称和岗位交流。",
        -44,
        -40,
        "余新禾 林静姝 白雪峰 左小燕 龙小军",
    )
    at = moment(house.day(-40), 520)
    came = [people[name] for name in ("余新禾", "林静姝", "白雪峰", "龙小军")]
    workflow.hold(
        forum, people["郑晓芸"], at=at, held_on=house.day(-40), came=came, minutes="四位青年职工发言，人事劳动处记录。"
    )
    point = workflow.note_point(
        forum, people["郑晓芸"], at=at, text="职称评审条件提前一年公布，好早做准备。", voice=ForumPoint.Voice.PERSON,
        speaker=people["林静姝"],
    )  # fmt: skip
    workflow.hand_point(
        point, people["郑晓芸"], at=moment(house.day(-39), 60), lead=house.units["HSZ-06"], leader=people["宋致远"],
        due_on=house.day(-28),
    )  # fmt: skip
    workflow.complete(forum, people["郑晓芸"], at=moment(house.day(-39), 80))
    date_back(house, moment(house.day(-39), 80))
    matter = Proposal.objects.get(forum_point=point)
    proposals.sign_for(matter, people["许文涛"], at=moment(house.day(-38), 60))
    answered = moment(house.day(-31), 120)
    proposals.draft_reply(
        matter, people["许文涛"], at=answered, result_class="A", answers={},
        text="您的意见已采纳。2027 年度职称评审条件于本月 10 日在局内网公布，以后每年 11 月底前公布下一年度条件，由人事劳动处负责。",
    )  # fmt: skip
    matter.refresh_from_db()
    proposals.sign(matter, people["宋致远"], at=moment(house.day(-30), 90))
    date_back(house, moment(house.day(-30), 90))
