"""Letters of the demo year: one answered and rated, one that waits for its answer, a report, and a box to be opened."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from proposals.letterbox import clock, receiving, rules, workflow
from proposals.letterbox.models import Letter, Mode

from .house import House
from .year import date_back, moment

CANTEEN = "监测中心食堂晚餐六点四十就收了，外业回来赶不上，能不能延长半小时？"
HEATING = "西峰单身宿舍三楼暖气不热，夜里只有十二度，去年也报修过，今年还是这样。"
REPORT = "后勤采购的米面比市场贵不少，供货的人和管采购的走得很近，请查一查。"
STAIRS = "办公楼西侧楼梯晚上没有灯，上个月有人踩空，请装感应灯。"
PAPER = "老同志问：今年的体检能不能安排在上午，下午空腹等太久。"


def tell_letters(house: House) -> None:
    """Write, empty the box, open it by two, answer; each on its day."""
    people, unit = house.people, house.units["HSZ"]
    wrote = house.day(-15)
    canteen = _write(house, CANTEEN, "生活福利（食堂、住房、体检）", wrote, "canteen")
    heating = _write(house, HEATING, "生活福利（食堂、住房、体检）", wrote, "heating", about="西峰局")
    _write(house, REPORT, "干部作风", wrote, "report", is_report=True)
    opened_on = rules.next_opening(wrote, 1)
    clock.gather_all(moment(opened_on, 61))
    batch = Letter.objects.get(pk=canteen.pk).batch
    if batch is None:
        return
    at = moment(opened_on, 120)
    workflow.ask_opening(batch, people["郑晓芸"], at=at)
    workflow.open_box(batch, people["李秋生"], at=at)
    date_back(house, at)
    at = moment(opened_on, 300)
    for letter, title, summary in (
        (canteen, "延长监测中心食堂晚餐时间", "反映晚餐收得太早，外业职工赶不上，希望延长半小时。"),
        (heating, "西峰单身宿舍暖气不热", "反映三楼暖气不热，去年报修过，没有彻底修好。"),
    ):
        letter.refresh_from_db()
        workflow.look(letter, people["郑晓芸"], at=at)
        workflow.moderate(letter, people["郑晓芸"], at=at, title=title, summary=summary)
    workflow.question(canteen, people["郑晓芸"], at=at, words=workflow.Words("一般几点回到单位？大约多少人？"))
    _say(canteen, "words", {"text": "七点左右，一个队十来个人。"}, moment(opened_on + timedelta(days=1), 600))
    answered = moment(opened_on + timedelta(days=3), 200)
    clock.take_up_all(answered)
    workflow.answer(
        canteen, people["郑晓芸"], at=answered, who="后勤服务中心",
        words=workflow.Words("从下月一日起，监测中心食堂晚餐延长到 19:30；外业队可以提前打电话留饭，电话贴在食堂门口。"),
    )  # fmt: skip
    _say(canteen, "rating", {"text": "", "grade": "satisfied"}, moment(opened_on + timedelta(days=4), 300))
    clock.take_up_all(moment(opened_on + timedelta(days=7), 60))
    date_back(house, answered)
    _write(house, STAIRS, "工作与安全", house.day(-2), "stairs")
    receiving.receive(
        unit, {"category": "生活福利（食堂、住房、体检）", "about": "", "text": PAPER}, nonce="demo-paper", mode=Mode.PAPER,
        entered_by=people["郑晓芸"], received_on=house.day(-2), at=moment(house.day(-1), 90),
    )  # fmt: skip
    clock.gather_all(min(timezone.now(), moment(house.today, 61)))


def _write(house: House, text: str, category: str, on: date, nonce: str, *, about: str = "", **fields: bool) -> Letter:
    words = {"category": category, "about": about, "text": text}
    return receiving.receive(house.units["HSZ"], words, nonce=f"demo-{nonce}", at=moment(on, 60), **fields)  # type: ignore[arg-type]


def _say(letter: Letter, kind: str, words: dict[str, str], at: datetime) -> None:
    receiving.add(letter, kind, words, nonce=f"demo-{letter.number}-{kind}", at=at)
