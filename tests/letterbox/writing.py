"""A writer at the mailbox, and the two who open it, as the tests need them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client

from proposals.letterbox import clock, codes, receiving, workflow
from proposals.letterbox.doorkeeping import new_token, nonce_of
from proposals.letterbox.models import Batch, Letter
from tests import factories as make

SHANGHAI = ZoneInfo("Asia/Shanghai")
OURS = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
TEXT = "食堂晚餐六点四十就收了，外业回来赶不上，能不能延长？"
# A Wednesday: the box is emptied on Monday the 30th at nine.
WROTE_AT = datetime(2026, 11, 25, 10, 2, tzinfo=SHANGHAI)
GATHERED_AT = datetime(2026, 11, 30, 9, 0, tzinfo=SHANGHAI)
OPENED_AT = datetime(2026, 11, 30, 10, 0, tzinfo=SHANGHAI)


def typed(text: str = TEXT, **fields: Any) -> dict[str, Any]:
    """What a complete form posts."""
    return {"category": "living", "text": text, "token": new_token()} | fields


def post(client: Client, url: str, body: dict[str, Any], **headers: str) -> Any:
    return client.post(url, body, headers=OURS | headers)


def write(client: Client, **fields: Any) -> tuple[str, str]:
    """Write by the page; number and secret as the receipt tells them."""
    page = post(client, "/letterbox/", typed(**fields))
    assert page.status_code == 200, page.content.decode()
    return read_receipt(page.content.decode())


def read_receipt(page: str) -> tuple[str, str]:
    number, secret = re.findall(r'<p class="code-xl"[^>]*>([^<]+)</p>', page)
    return number, secret


def letter(house: make.House, text: str = TEXT, *, at: datetime | None = None, **fields: Any) -> tuple[Letter, str]:
    """A letter in the box, and its secret."""
    nonce = nonce_of(new_token())
    words = {"category": "生活福利", "about": "", "text": text}
    return receiving.receive(house.unit, words, nonce=nonce, at=at, **fields), codes.secret_of(nonce)


def gathered(house: make.House, *texts: str, at: datetime | None = None, **fields: Any) -> list[Letter]:
    """Letters in a batch that nobody has opened yet. Call it under a clock that stands after `at`."""
    made = [letter(house, text, at=at or WROTE_AT, **fields)[0] for text in texts or (TEXT,)]
    clock.gather_all()
    return [again(one) for one in made]


def open_box(house: make.House, batch: Batch | None = None) -> Batch:
    """By the officer of the union and a member of the committee."""
    batch = batch or Batch.objects.get()
    workflow.ask_opening(batch, house.union)
    workflow.open_box(batch, house.committee[0])
    return batch


def opened(house: make.House, text: str = TEXT, **fields: Any) -> Letter:
    """A letter that came out of the box."""
    made = gathered(house, text, **fields)[0]
    open_box(house, made.batch)
    return again(made)


def answered(house: make.House, text: str = TEXT, **fields: Any) -> Letter:
    made = opened(house, text, **fields)
    workflow.moderate(made, house.union, title="延长食堂晚餐时间", summary="反映晚餐收得太早，希望延长。")
    workflow.answer(made, house.union, words=workflow.Words("从下月起延长到七点半。"))
    return again(made)


def again(made: Letter) -> Letter:
    return Letter.objects.get(pk=made.pk)


def next_morning(at: datetime) -> datetime:
    return (at + timedelta(days=1)).replace(hour=8, minute=30)
