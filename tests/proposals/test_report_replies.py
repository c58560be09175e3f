"""`manage.py report_replies`: computed from rows, as of a day, reconciled, with those who still wait beside it."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from proposals.models import Proposal, Reply
from tests import factories
from tests.proposals.test_import_letters import bring_in, row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unit():
    return factories.unit("黄河上中游管理局", code="HSZ")


def report(*arguments: str):
    out = StringIO()
    call_command("report_replies", "--json", *arguments, stdout=out)
    return json.loads(out.getvalue())


def letter(number: int, written: str, answered: str):
    return row(留言编号=number, 留言时间=written, 答复时间=answered)


@pytest.mark.parametrize(
    ("written", "answered", "working", "calendar", "over_5", "late_5"),
    [
        ("2019/4/24 9:00:00", "2019/4/24 17:00:00", 0, 0, 0, 0),
        ("2019/4/24 23:59:59", "2019/4/25 0:00:01", 1, 1, 0, 0),
        ("2019/4/19", "2019/4/26", 5, 7, 0, 0),
        # The Sunday worked in place of a holiday counts; the Saturday before it does not.
        ("2019/4/24", "2019/4/28", 3, 4, 0, 0),
        # Answered on the Saturday after the fifth working day: not more than five worked, yet after the day.
        ("2019/4/12", "2019/4/20", 5, 8, 0, 1),
    ],
)
def test_days_are_counted_by_date_and_by_the_working_calendar(written, answered, working, calendar, over_5, late_5):
    bring_in(letter(1, written, answered))
    told = report()
    assert (told["working_days"]["max"], told["calendar_days"]["max"]) == (working, calendar)
    assert (told["working_days_over"]["5"], told["reply_date_after_deadline"]["5"]) == (over_5, late_5)


def test_as_of_an_earlier_day_a_letter_is_open_and_later_ones_are_unknown():
    bring_in(letter(1, "2019/1/2", "2019/1/4"), letter(2, "2019/1/3", "2019/3/1"), letter(3, "2019/4/1", "2019/4/2"))
    told = report("--as-of", "2019-01-31")
    assert (told["letters"], told["sum_of_ids"], told["letters_by_reply_year"]) == (1, 1, {"2019": 1})
    assert told["open"] == {"letters": 1, "working_days_over": {"5": 1, "10": 1, "15": 1, "30": 0, "60": 0}}
    assert "open" not in report() and report()["letters"] == 3


def test_nothing_imported_is_nothing_and_no_error():
    assert (report()["letters"], report()["slowest"], report()["by_letter_year"]) == (0, None, {})


def test_rows_that_contradict_each_other_give_no_figures_but_their_numbers():
    bring_in(letter(1, "2019/1/2", "2019/1/4"))
    Proposal.objects.update(replied_on=date(2019, 1, 3))
    with pytest.raises(CommandError, match="HSZ-YJ-2019-001"):
        report()


def test_a_letter_whose_answer_is_gone_is_not_counted_as_answered_in_silence():
    bring_in(letter(1, "2019/1/2", "2019/1/4"))
    Reply.objects.all().delete()
    with pytest.raises(CommandError, match="合计对不上"):
        report()


def test_in_words_it_names_the_day_and_who_still_waits():
    bring_in(letter(1, "2019/1/2", "2019/1/4"), letter(2, "2019/1/3", "2019/3/1"))
    out = StringIO()
    call_command("report_replies", "--as-of", "2019-01-31", stdout=out)
    assert "截至 2019-01-31，已答复 1 封。" in out.getvalue() and "还没有答复 1 封" in out.getvalue()


def test_a_day_that_is_none_is_refused():
    with pytest.raises(CommandError, match="不是日期"):
        report("--as-of", "31.1.2019")
