"""Terms and their people in the demo year: constituencies with their seats, a by-election, reports, organs, team meetings."""

from __future__ import annotations

from congress.models import Constituency, Delegation, Election, Mandate
from congress.workflow import roll as workflow
from congress.workflow.reporting import constituents
from ymdm.workflow import SYSTEM

from .house import House
from .year import date_back, moment

# constituency: units, delegation, seats where they differ from the solver's, with the reason
PLACES = (
    ("机关选区", "HSZ-01 HSZ-04 HSZ-05 HSZ-06 HSZ-07 HSZ-10", "机关代表团"),
    ("西峰选区", "XF", "西峰代表团"),
    ("绥德选区", "SD", "绥德代表团"),
    ("后勤选区", "HQ", "直属单位代表团"),
)
REPORTS = {
    "李秋生": "参加职代会两次，提出提案三件，其中测站取暖一件已经办成。每季度到南小河沟和董庄沟走一遍，记下 26 条意见，"
    "能当场答的当场答，不能答的交工会。明年打算把野外津贴的事盯到底。",
    "贺小梅": "参加职代会一次，请假一次。走访绥德局两个测站，反映饮水和班车的事，班车已经加开。",
}


def tell_terms(house: House) -> None:
    """In the order of the calendar; mandates and sessions must be there."""
    _constituencies(house)
    _committee(house)
    _joint(house)
    _reports(house)
    _teams(house)
    _by_election(house)


def _constituencies(house: House) -> None:
    term, by, at = house.terms["HSZ"], house.people["郑晓芸"], moment(house.day(-60), 40)
    for name, codes, delegation in PLACES:
        made = workflow.set_up_constituency(
            term, by, at=at, name=name, units=[house.units[code] for code in codes.split()],
            delegation=Delegation.objects.get(term=term, name=delegation),
        )  # fmt: skip
        # They were elected before the house kept constituencies.
        Mandate.objects.filter(term=term, delegation__name=delegation).update(constituency=made)
    workflow.share_seats(term, by, at=at, total=30, on=at.date())
    for one in Constituency.objects.filter(term=term):
        held = one.mandates.count()
        wanted = held + (one.name == "西峰选区")
        if one.seats != wanted:
            workflow.adjust_seats(one, by, at=at, seats=wanted, because="沿用本届选举时的名额")


def _by_election(house: House) -> None:
    """One seat of Xifeng stands empty; candidates are named, the voting is on its way."""
    people = house.people
    one = Constituency.objects.get(term=house.terms["HSZ"], name="西峰选区")
    begun = moment(house.day(-6), 70)
    election = workflow.call_election(
        one, people["郑晓芸"], at=begun, held_on=house.day(2), place="西峰局三楼会议室", seats=1
    )
    workflow.put_up(
        election, people["郑晓芸"], at=begun, people=[people["左小燕"], people["慕建军"]], nominated_by="西峰局工会小组"
    )
    workflow.begin_election(Election.objects.get(pk=election.pk), people["郑晓芸"], at=moment(house.day(-3), 60))
    date_back(house, moment(house.day(-3), 60))


def _committee(house: House) -> None:
    people = house.people
    for kind, head, members in (("welfare", "沈知行", "温淑芳 贺小梅"), ("safety", "石磊", "高建民 田福来")):
        workflow.propose_committee(
            house.terms["HSZ"], people["郑晓芸"], at=moment(house.day(-20), 45), kind=kind, head=people[head],
            members=[people[name] for name in members.split()],
        )  # fmt: skip


def _joint(house: House) -> None:
    people, day = house.people, house.day(-35)
    meeting = workflow.call_joint(
        house.units["HSZ"], people["赵国栋"], at=moment(house.day(-38), 30), held_on=day, place="局机关二楼小会议室",
        urgency="测站取暖设备等不到明年职代会", matter="budget_accounts", title="调剂经费更换三处测站锅炉",
    )  # fmt: skip
    matter = meeting.matters.get()
    came = [row.person for row in meeting.members.select_related("person")]
    workflow.hold_joint(
        meeting, people["赵国栋"], at=moment(day, 200), came=came, minutes="财务处说明了经费来源，到会人员都同意先换锅炉。",
        decisions={matter.pk: "同意从修缮费中调剂 18 万元，年底前换好。"},
    )  # fmt: skip
    date_back(house, moment(day, 200))


def _reports(house: House) -> None:
    term, at = house.terms["HSZ"], moment(house.day(-9), 90)
    for name, text in REPORTS.items():
        seat = Mandate.objects.select_related("term__unit", "person__unit").get(term=term, person__name=name)
        report = workflow.owe_report(seat.unit, SYSTEM, at=moment(house.day(-12)), mandate=seat, year=at.year)
        workflow.give_report(report, seat.person, at=at, text=text)
        for number, voter in enumerate(constituents(seat).order_by("pk")[:7]):
            # Those who try it out keep their own rating.
            if voter.name != "石拴柱":
                workflow.rate(report, voter, grade="mostly" if number == 3 else "satisfied", at=at)
        workflow.note_training(
            seat,
            house.people["郑晓芸"],
            at=at,
            held_on=house.day(-70),
            title="职工代表履职培训：怎样写好一件提案",
            hours=6,
        )
    date_back(house, at)


def _teams(house: House) -> None:
    people = house.people
    workflow.record_team(
        house.units["XF-T1"], people["石磊"], at=moment(house.day(-5), 500), held_on=house.day(-5), topic="冬季值班怎么排",
        note="十二月到二月两人一班，春节由家在本地的先值，节后补休。大家同意，贴在值班室。",
        raised="值班室换一台静音的暖风机\n夜间测报后能否晚到一小时", present=[people[n] for n in ("石磊", "雷秀英", "石拴柱")],
    )  # fmt: skip
    workflow.record_team(
        house.units["SD-T2"], people["高建民"], at=moment(house.day(-16), 480), held_on=house.day(-16), topic="月奖怎么分",
        note="按出勤和测报质量各一半，站长不参加评分。公示三天没有意见。", present=[people[n] for n in ("高建民", "艾长海")],
    )  # fmt: skip
