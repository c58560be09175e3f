"""The appraisal of the bureau's leaders in the demo year: last year's told to its end, this year's with an open ballot."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from evaluation.appraisal import results, workflow
from evaluation.appraisal.models import Appraisal
from ymdm.ballots import closing, rules, unsealing
from ymdm.ballots.models import BallotBox
from ymdm.organization.models import Person
from ymdm.workflow import beside

from . import boxes
from .house import House
from .year import date_back, moment

# Whoever tries the demo out finds the own ballot still to be cast.
FRESH = {"马红霞", "石磊", "李秋生", "路玉梅"}
WORDS = ("多到测站走一走，听听一线的困难。", "野外津贴的事办得实在。", "会议可以再少一些。")


def tell_appraisals(house: House) -> None:
    today = house.today
    last = _planned(house, today.year - 1, moment(house.day(-235), 60))
    _counted(house, last, moment(house.day(-225), 60))
    this = _planned(house, today.year, moment(house.day(-12), 60))
    cards = _open(house, this, moment(house.day(-1), 60), timedelta(days=5))
    _vote(this, 0.6)
    boxes.write_cards(_box(this), cards)
    date_back(house, moment(house.day(-1), 90))


def _planned(house: House, year: int, at: datetime) -> Appraisal:
    """Planned, reported on, discussed by every delegation."""
    union = house.people["郑晓芸"]
    leaders = [(house.people[name], "副局长") for name in ("宋致远", "高树勋")]
    made = workflow.plan(house.units["HSZ"], union, at=at, year=year, superior=house.units["HSZ"], leaders=leaders)
    for person, _post in leaders:
        line = made.appraisees.get(person=person)
        workflow.submit_report(line, person, at=at + timedelta(days=2), text=f"{year}年，{_report(str(person))}")
    workflow.close_reports(made, union, at=at + timedelta(days=3))
    for delegation in made.term.delegations.filter(mandates__isnull=False).distinct():
        workflow.record_discussion(
            made, union, at=at + timedelta(days=5), delegation=delegation, held_on=timezone.localdate(at + timedelta(days=4)),
            people=delegation.mandates.count(), text="肯定一年来的工作，希望多到测站调研，把答应的事按期办完。",
        )  # fmt: skip
    workflow.end_discussion(made, union, at=at + timedelta(days=6))
    date_back(house, at + timedelta(days=6))
    return Appraisal.objects.get(pk=made.pk)


def _report(name: str) -> str:
    about = "人事、科技" if name == "宋致远" else "财务、后勤"
    return (
        f"我分管{about}工作，按计划完成年度任务，办理职工提案做到件件有答复。\n"
        "执行中央八项规定精神，没有违规收受礼品、公款吃喝的情况，个人有关事项如实报告。\n"
        "上年代表提出的“多到测站”的意见，本年到测站 9 次，还不够，明年改进。"
    )


def _open(house: House, appraisal: Appraisal, at: datetime, lasts: timedelta) -> boxes.Cards:
    """The keepers hold their ceremony, the ballot begins; returns their words by place."""
    union, names = house.people["郑晓芸"], ("卫秉正", "田雨", "何静")
    scrutineer, *tellers = [house.people[name] for name in names]
    workflow.call_keepers(appraisal, union, at=at, scrutineer=scrutineer, tellers=tellers)
    appraisal.refresh_from_db()
    ceremony = appraisal.ceremony
    if ceremony is None:
        raise AssertionError("the keepers were called")
    words = boxes.hold(ceremony, scrutineer)
    workflow.start_ballot(
        appraisal,
        union,
        at=at,
        keeper=tellers[0],
        closes_at=boxes.clock() + lasts,
        edge_sealing=not settings.HTTPS,
    )
    appraisal.refresh_from_db()
    return words


def _box(appraisal: Appraisal) -> BallotBox:
    if appraisal.box is None:
        raise AssertionError("the ballot has begun")
    return BallotBox.objects.get(pk=appraisal.box.pk)


def _vote(appraisal: Appraisal, share: float) -> None:
    """So many of the others cast, most of them well disposed."""
    box, lines = _box(appraisal), list(appraisal.appraisees.all())
    voters = Person.objects.filter(pk__in=appraisal.voters.values("person")).exclude(name__in=FRESH).order_by("pk")
    for number, voter in enumerate(voters[: int(share * appraisal.voters.count())]):
        choice = {
            line.item: "d" if (number + place) % 17 == 16 else "abaabacab"[(3 * number + place) % 9]
            for place, line in enumerate(lines)
            if line.person_id != voter.pk
        }
        # The body has three grades, of which the third is the worst.
        body = lines[0].item
        choice[body] = {"c": "b", "d": "c"}.get(choice[body], choice[body])
        if number % 9 == 4:
            choice[lines[number % 3].comments] = WORDS[number // 9 % 3]
        boxes.cast(box, voter, choice)


def _counted(house: House, appraisal: Appraisal, at: datetime) -> None:
    """Last year's: voted, opened, told to each, sent up, disclosed."""
    union, second = house.people["郑晓芸"], house.people["赵国栋"]
    words = _open(house, appraisal, at, timedelta(hours=1))
    _vote(appraisal, 0.95)
    keepers = [keeper.person for keeper in appraisal.ceremony.keepers.select_related("person")]  # type: ignore[union-attr]
    box = _box(appraisal)
    closing.close(box, keepers[0], keepers[1])
    for place in (1, 2):
        unsealing.give_word(box, keepers[place - 1], words[place][box.pair.number], rules.on_the_slip(box.box_root))
    # A box lives by the clock of the database: only what is told of it can be moved into last year.
    ended = at + timedelta(days=2)
    BallotBox.objects.filter(pk=box.pk).update(opens_at=at, closes_at=ended)
    Appraisal.objects.filter(pk=appraisal.pk).update(counted_at=ended)
    appraisal.refresh_from_db()
    workflow.feed_back(appraisal, union, at=ended + timedelta(days=1))
    song = appraisal.appraisees.get(person=house.people["宋致远"])
    workflow.explain(
        song, house.people["宋致远"], at=ended + timedelta(days=2), text="到测站少的意见属实，明年每季度至少去三次。"
    )
    workflow.send_up(appraisal, union, at=ended + timedelta(days=3), number=f"黄上工〔{appraisal.year}〕21号")
    appraisal = Appraisal.objects.select_related("unit", "box").get(pk=appraisal.pk)
    with beside(union):
        workflow.disclose(appraisal, second, at=ended + timedelta(days=6), summary=results.draft_summary(appraisal))
    date_back(house, ended + timedelta(days=6))
