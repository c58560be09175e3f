"""The documents that are printed and made into PDF: the work report, the reply letter, the posting of the ledger."""

import re

import pytest
from django.http import Http404, QueryDict
from django.utils import timezone

from proposals.papers.printed import ledger, reply_letter, work_report
from proposals.publishing import posting
from tests import factories as make
from ymdm.papers import kinds, pdf
from ymdm.papers.long_exports import Asker
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


def asked(person, query=""):
    return Asker(person, QueryDict(query))


@pytest.fixture
def house():
    return make.bureau()


def shown(client, person, address):
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# --- the reply letter -----------------------------------------------------------------------------------------


def test_the_letter_carries_number_addressee_answer_and_signature(client, house):
    proposal = make.replied(house, title="关于更换救生衣的提案")
    reply = proposal.replies.signed().get()
    told = shown(client, house.proposer, f"/w/papers/reply-letter/?of={proposal.pk}")
    assert reply.letter_number in told
    assert f"{house.unit}提案答复函" in told
    assert re.search(r"关于\w+届\w+次职代会第\d+号提案<br>办理情况的答复", told)
    assert f"{house.proposer}" in told.split("《关于更换救生衣的提案》")[0]
    assert reply.text in told
    for answer in reply.point_answers.all():
        assert answer.text in told
    assert f"办理结果：{reply.result_class} 类 {reply.class_words}" in told
    assert f"签发人：{reply.signed_by}" in told


def test_a_draft_is_no_letter(house):
    proposal = make.reply_draft(house)
    with pytest.raises(Http404):
        reply_letter(asked(house.union, f"of={proposal.pk}"))


@pytest.mark.parametrize("query", ["", "of=", "of=x", "of=0", "of=99999999999999999999", "of=1&round=9"])
def test_an_address_that_names_no_letter_finds_nothing(house, query):
    with pytest.raises(Http404):
        reply_letter(asked(house.union, query))


@pytest.mark.parametrize("suffix", ["", "pdf/"])
def test_whoever_does_not_see_the_matter_finds_no_letter(client, house, suffix):
    proposal = make.replied(house)
    client.force_login(house.employee)
    ask = client.post if suffix else client.get
    assert ask(f"/w/papers/reply-letter/{suffix}?of={proposal.pk}").status_code == 404


def test_a_name_kept_confidential_is_not_in_the_letter_that_another_prints(client, house):
    proposal = make.replied(house, is_confidential=True, title="改善值班条件")
    address = f"/w/papers/reply-letter/?of={proposal.pk}"
    assert house.proposer.name in shown(client, house.proposer, address).split("<main")[1]
    assert not proposal.names_visible_to(house.leader2)
    told = shown(client, house.leader2, address).split("<main")[1]
    assert house.proposer.name not in told
    assert "姓名保密：" in told


def test_the_second_letter_says_that_it_is_the_second_and_the_first_can_still_be_had(client, house):
    proposal = make.replied_again(house)
    second = shown(client, house.union, f"/w/papers/reply-letter/?of={proposal.pk}")
    first = shown(client, house.union, f"/w/papers/reply-letter/?of={proposal.pk}&round=1")
    assert "现再次答复如下" in second
    assert "现答复如下" in first
    one, two = proposal.replies.signed().order_by("round").values_list("letter_number", flat=True)
    assert one in first and two in second


def test_the_page_of_a_matter_leads_to_its_letter_once_there_is_one(client, house):
    answered, open_ = make.replied(house), make.in_progress(house)
    link = "/w/papers/reply-letter/?of={}"
    assert link.format(answered.pk) in shown(client, house.union, answered.get_absolute_url())
    assert link.format(open_.pk) not in shown(client, house.union, open_.get_absolute_url())


# --- the work report ------------------------------------------------------------------------------------------


def test_the_printed_report_says_what_the_page_says(client, house):
    make.replied(house)
    page = shown(client, house.union, "/w/proposals/figures/report/?channel=proposal")
    told = work_report(asked(house.union, "channel=proposal"))
    paper = shown(client, house.union, "/w/papers/work-report/?channel=proposal")
    assert told.is_archived
    assert "/w/papers/work-report/?channel=proposal" in page
    for part in told.context["report"].parts:
        assert f"{part.ordinal}、{part.title}" in paper
        for sentence in part.sentences:
            assert sentence in paper
    with pytest.raises(NoAuthority):
        work_report(asked(house.employee))


# --- the posting of the ledger --------------------------------------------------------------------------------


def test_a_posting_has_a_number_and_a_date_and_names_nobody_whom_the_ledger_does_not_name(client, house):
    proposal = make.replied(house, title="改善饮水条件")
    told = shown(client, house.employee, "/w/papers/ledger/")
    today = timezone.localdate()
    assert re.search(rf"公示编号 {today:%Y%m%d}-[0-9A-F]{{6}}", told)
    assert f"{today.year}年{today.month}月{today.day}日" in told
    assert "改善饮水条件" in told
    # a rating is still open: nobody could read a grade into a name (section 8)
    assert proposal.proposer.name not in told.split("<main")[1]


def test_the_number_of_a_posting_changes_with_what_it_tells_and_with_nothing_else(house, settings):
    settings.LEDGER_SECONDS = 0
    make.filed(house, title="改善饮水条件")
    first, again = ledger(asked(house.union)).number, ledger(asked(house.employee)).number
    assert first == again
    make.filed(house, title="更换救生衣")
    assert ledger(asked(house.union)).number != first
    assert ledger(asked(house.union, "q=饮水")).number != first


def test_the_posting_tells_what_the_filters_of_the_ledger_leave(client, house):
    make.filed(house, title="改善饮水条件")
    make.filed(house, title="更换救生衣")
    told = shown(client, house.union, "/w/papers/ledger/?q=救生衣")
    assert "更换救生衣" in told and "改善饮水条件" not in told
    assert "查找“救生衣”" in told


def test_too_long_a_posting_is_refused_with_what_to_do(client, house, monkeypatch):
    monkeypatch.setattr(posting, "MOST_POSTED", 1)
    make.filed(house)
    make.filed(house)
    with pytest.raises(Refused, match="一份张贴稿最多 1 件") as refusal:
        ledger(asked(house.union))
    assert "先按届次" in refusal.value.remedy


# The library lets the file of its colour profile be closed by the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_every_document_can_be_made_into_pdf(house):
    if pdf.why_not():
        pytest.skip(pdf.why_not())
    proposal = make.replied(house)
    for word in ("work-report", "reply-letter", "ledger"):
        paper = kinds.papers()[word](asked(house.union, f"of={proposal.pk}"))
        made = pdf.make(paper.template, paper.context, paper.title, archive=paper.is_archived)
        assert made.startswith(b"%PDF-")
