"""Quality marks of a reply (认真负责，注重实效，保证质量): talked, a measure, a day, proof; the leader sees them, and decides."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from proposals import workflow
from proposals.rules.quality import quality
from tests import factories as make


def there(text, **given):
    marks = quality(**{"contacts": 0, "texts": [text], "has_day": False, "files": 0} | given)
    return [mark.says for mark in marks if mark.is_there]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("情况复杂，需要各方面配合。", []),
        ("已修好南门路灯。", ["有具体措施"]),
        ("12月20日前给出方案。", ["有日期"]),
        ("从明年起标准调到每天 100 元。", ["有具体措施", "有日期"]),
    ],
    ids=["nothing", "measure", "day", "both"],
)
def test_a_measure_and_a_day_are_read_out_of_the_words(text, marks):
    assert there(text) == marks


def test_a_promised_day_a_talk_and_a_file_each_give_their_mark():
    assert there("说明。", has_day=True) == ["有日期"]
    assert there("说明。", contacts=1) == ["已沟通"]
    assert there("说明。", files=1) == ["有佐证"]


def test_where_nobody_has_to_talk_no_talk_is_missed():
    lacks = [mark.lacks for mark in quality(contacts=0, texts=[], has_day=False, files=0, wants_contact=False)]
    assert "没有沟通" not in lacks and len(lacks) == 3


@pytest.mark.django_db
def test_the_leader_sees_the_marks_before_signing(client):
    house = make.bureau()
    proposal = make.contacted(house, make.in_progress(house))
    workflow.attach(proposal, house.handler, SimpleUploadedFile("照片说明.pdf", b"%PDF-1.7\n"))
    workflow.draft_reply(proposal, house.handler, **make.answering(proposal))
    client.force_login(house.leader)
    page = client.get("/w/proposals/sign/").content.decode()
    assert "已沟通" in page and "有具体措施" in page and "有佐证" in page
