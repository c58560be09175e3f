"""Back and forth: moderation, questions, answers, the writer's words the morning after, rating and asking once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from proposals import workflow as proposals
from proposals.letterbox import clock, kinds, receiving, sealing, workflow
from proposals.letterbox.doorkeeping import new_token, nonce_of
from proposals.letterbox.models import Letter, LetterKey, Message, Mode
from proposals.letterbox.reading import thread
from proposals.models import Proposal
from tests import factories as make
from tests.letterbox.writing import OPENED_AT, TEXT, again, answered, letter, next_morning, opened, post
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(time_machine):
    time_machine.move_to(OPENED_AT, tick=False)
    return make.bureau()


def say(made: Letter, kind: str, **words: str) -> None:
    receiving.add(made, kind, {"text": "", **words}, nonce=nonce_of(new_token()))


def lines(made: Letter, *, for_writer: bool = True) -> list[tuple[str, str]]:
    return [(line.role, line.text) for line in thread(made, sealing.key_of(made), for_writer=for_writer)]


def test_an_answer_reaches_the_writer_and_everybody_under_the_number(client, house):
    made = answered(house)
    assert lines(made) == [("答复", "从下月起延长到七点半。")]
    assert not Duty.objects.of(made).owed().exists()
    page = client.get("/letterbox/answers/").content.decode()
    assert made.number in page and "从下月起延长到七点半。" in page and "反映晚餐收得太早" in page
    assert TEXT not in page
    for words, is_found in (
        ("晚餐", True),
        (made.number, True),
        ("七点半 晚餐", True),
        ("篮球场", False),
        ("'\0%", False),
    ):
        found = client.get("/letterbox/answers/", {"words": words}).content.decode()
        assert (made.title in found) is is_found, words


def test_nothing_is_answered_before_it_is_moderated(house):
    made = opened(house)
    with pytest.raises(Refused, match="先整理"):
        workflow.answer(made, house.union, words=workflow.Words("好的。"))
    with pytest.raises(Refused, match="先整理"):
        workflow.hand_over(made, house.union)
    with pytest.raises(Refused, match="请写答复"):
        workflow.answer(made, house.union, words=workflow.Words("  "))


def test_what_is_said_to_the_writer_stands_nowhere_in_the_clear(house):
    made = opened(house)
    workflow.question(made, house.union, words=workflow.Words("一般几点回到单位？"))
    told = str(list(Message.objects.values())) + str([event.payload.payload for event in Event.objects.all()])
    assert "几点回到" not in told
    assert lines(made) == [("询问", "一般几点回到单位？")]


def test_the_writers_words_are_known_the_next_morning_and_not_before(house, time_machine):
    made = opened(house)
    say(made, "words", text="大约七点，十来个人。")
    assert clock.take_up_all() == 0 and lines(made, for_writer=False) == []
    assert lines(made) == [("补充", "大约七点，十来个人。")]
    time_machine.move_to(next_morning(OPENED_AT), tick=False)
    assert clock.take_up_all() == 1 and clock.take_up_all() == 0
    assert lines(made, for_writer=False) == [("补充", "大约七点，十来个人。")]


def test_words_before_the_opening_wait_for_it(house, time_machine):
    made, _ = letter(house, at=OPENED_AT - timedelta(days=10))
    receiving.add(made, "words", {"text": "补充一句。"}, nonce=nonce_of(new_token()), at=OPENED_AT - timedelta(days=9))
    assert clock.take_up_all() == 0


def test_the_writer_rates_once_and_asks_once_more(house, time_machine):
    made = opened(house)
    for kind in ("rating", "again"):
        with pytest.raises(Refused, match="还没有答复"):
            say(made, kind, text="x", grade="satisfied")
    workflow.moderate(made, house.union, title="题目", summary="内容")
    workflow.answer(made, house.union, words=workflow.Words("从下月起。"))
    say(made, "rating", grade="basically")
    say(made, "again", text="从哪一天起？")
    assert again(made).grade == ""
    time_machine.move_to(next_morning(OPENED_AT), tick=False)
    clock.take_up_all()
    made = again(made)
    assert (made.grade, made.state) == ("basically", Letter.State.AGAIN)
    assert Duty.objects.of(made).owed().get().due_on == date(2026, 12, 22)
    for kind in ("rating", "again"):
        with pytest.raises(Refused):
            say(made, kind, text="x", grade="satisfied")
    workflow.answer(made, house.union, words=workflow.Words("十二月一日起。"))
    made = again(made)
    assert (made.answer, made.second_answer) == ("从下月起。", "十二月一日起。")
    assert not Duty.objects.of(made).owed().exists()


def test_a_form_sent_twice_says_it_once(house):
    made, nonce = opened(house), nonce_of(new_token())
    for _ in range(2):
        receiving.add(made, "words", {"text": "补充"}, nonce=nonce)
    assert made.messages.count() == 1


def test_a_letter_becomes_an_ordinary_matter_without_its_writer(house, time_machine):
    made = opened(house)
    workflow.moderate(made, house.union, title="延长食堂晚餐时间", summary="反映晚餐收得太早。")
    workflow.hand_over(made, house.union)
    matter = Proposal.objects.get()
    assert (matter.number, matter.channel, matter.proposer) == (made.number, "mailbox", None)
    assert TEXT not in str(Proposal.objects.values().get())
    assert Duty.objects.of(made).owed().filter(kind=kinds.ANSWER).exists()
    proposals.assign(matter, house.union, lead=house.logistics, leader=house.leader)
    assert list(Letter.objects.visible_to(house.helper)) == [made]
    with pytest.raises(NoAuthority):
        workflow.look(made, house.helper)
    workflow.question(made, house.helper, words=workflow.Words("大约多少人？"))
    assert lines(made) == [("询问", "大约多少人？")] and made.messages.get().who == str(house.logistics)
    proposals.sign_for(matter, house.helper)
    proposals.draft_reply(
        matter,
        house.helper,
        text="食堂晚餐从十二月一日起延长到七点半，由后勤服务中心负责。",
        answers={},
        result_class="A",
    )
    proposals.sign(matter, house.leader)
    assert clock.pass_on_all() == 1 and clock.pass_on_all() == 0
    made = again(made)
    assert (
        made.state == Letter.State.ANSWERED
        and "延长到七点半" in made.answer
        and made.answered_by == str(house.logistics)
    )
    assert not Duty.objects.of(made).owed().exists()
    say(made, "rating", grade="dissatisfied", text="还是太早，住得远的回不来。")
    time_machine.move_to(next_morning(OPENED_AT), tick=False)
    clock.take_up_all()
    matter.refresh_from_db()
    assert matter.state == "rehandling" and "住得远" not in str(list(matter.replies.get().evaluations.values()))


def test_an_erased_letter_is_gone_for_good(house):
    made = opened(house)
    with pytest.raises(NoAuthority):
        workflow.erase(made, house.union, reason="期满")
    workflow.erase(made, house.confirmer, reason="保存期满")
    assert not LetterKey.objects.exists()
    assert workflow.look(made, house.union)["letter"] == {}
    with pytest.raises(Refused, match="已经销毁"):
        workflow.erase(made, house.confirmer, reason="保存期满")


def test_keys_follow_the_key_of_the_house(house, settings):
    made = opened(house)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "n" * 60
    assert sealing.reseal() == 1 and sealing.reseal() == 0
    settings.SECRET_KEY_FALLBACKS = []
    assert workflow.look(made, house.union)["letter"]["text"] == TEXT


# --- under a name -------------------------------------------------------------------------------------------------


def test_a_hidden_name_is_read_by_the_openers_alone_and_each_look_is_an_event(client, house):
    made = opened(house, mode=Mode.HIDDEN, author=house.employee)
    assert workflow.look_at_author(made, house.union) == house.employee
    assert Event.objects.of(made).filter(act="letterbox.look_at_author").count() == 1
    with pytest.raises(NoAuthority):
        workflow.look_at_author(made, house.leader)
    workflow.moderate(made, house.union, title="题目", summary="内容")
    workflow.hand_over(made, house.union)
    assert Proposal.objects.get().proposer is None
    client.force_login(house.union)
    assert house.employee.name not in client.get(made.get_absolute_url()).content.decode()


def test_a_named_letter_goes_on_under_the_name(client, house):
    client.force_login(house.employee)
    body = {"mode": "named", "category": "living", "text": TEXT, "token": new_token()}
    assert client.post("/w/letters/new/", body | {"text": "短"}).status_code == 422
    assert client.post("/w/letters/new/", body).status_code == 302
    made = Letter.objects.get()
    assert (made.author, made.secret_hash) == (house.employee, "")
    assert TEXT in client.get(made.get_absolute_url()).content.decode()
    assert made.number in client.get("/w/letters/own/").content.decode()
    page = post(client, "/letterbox/read/", {"number": made.number, "secret": ""})
    assert page.status_code == 422


def test_nobody_can_look_for_the_writer_of_an_anonymous_letter(house):
    made = opened(house)
    with pytest.raises(Refused, match="谁也查不到"):
        workflow.look_at_author(made, house.union)


# --- paper --------------------------------------------------------------------------------------------------------


def test_a_paper_letter_is_typed_in_marked_and_opened_with_the_others(client, house):
    client.force_login(house.union)
    body = {"received_on": "2026-11-27", "category": "living", "text": TEXT, "token": new_token()}
    assert client.post("/w/letters/paper/", body | {"received_on": "2026-12-24"}).status_code == 422
    assert client.post("/w/letters/paper/", body).status_code == 302
    made = Letter.objects.get()
    assert (made.mode, made.entered_by, made.received_on) == (Mode.PAPER, house.union, date(2026, 11, 27))
    assert clock.gather_all() == 1


def test_a_writer_whom_nobody_knows_is_asked_in_the_dialogue_once_whether_it_is_done(house, time_machine):
    made = opened(house)
    workflow.moderate(made, house.union, title="延长食堂晚餐时间", summary="反映晚餐收得太早。")
    matter = workflow.hand_over(made, house.union)
    assert clock.ask_back_all() == 0
    Proposal.objects.filter(pk=matter.pk).update(asked_back_at=OPENED_AT + timedelta(days=40))
    time_machine.move_to(OPENED_AT + timedelta(days=40), tick=False)
    assert clock.ask_back_all() == 1 and clock.ask_back_all() == 0
    assert lines(again(made)) == [("回访", workflow.ASKED_BACK)]
    say(again(made), "words", text="晚上七点半还开着。")
    time_machine.move_to(next_morning(OPENED_AT + timedelta(days=40)), tick=False)
    assert clock.take_up_all() == 1  # and the union, which owes the word, hears it
    Proposal.objects.filter(pk=matter.pk).update(asked_back_at=OPENED_AT + timedelta(days=80))
    time_machine.move_to(OPENED_AT + timedelta(days=80), tick=False)
    assert clock.ask_back_all() == 1
    LetterKey.objects.filter(pk=made.pk).delete()
    Proposal.objects.filter(pk=matter.pk).update(asked_back_at=OPENED_AT + timedelta(days=120))
    assert clock.ask_back_all() == 0  # the words are destroyed: there is no dialogue any more
