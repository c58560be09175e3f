"""Files beside a report on duties and integrity: read by whoever reads the report, found by nobody else (EVA-39, EVA-48)."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evaluation.appraisal import workflow
from evaluation.appraisal.models import Appraisal, Appraisee, ReportFiles
from tests import factories as make
from tests.evaluation import scenes
from ymdm.attachments.models import Attachment

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


def upload(name: str = "述职材料.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


@pytest.fixture
def stage():
    stage = scenes.planned()
    leader = stage.leaders[0]
    workflow.submit_report(stage.line(leader), leader, text=scenes.REPORT, upload=upload())
    return stage


def status(client, person, file) -> int:
    client.force_login(person)
    answer = client.get(file.get_absolute_url())
    if answer.streaming:
        assert b"".join(answer.streaming_content) == PDF
    return answer.status_code


def test_until_the_reports_go_out_the_author_alone_finds_the_file(stage, client):
    file = Attachment.objects.get()
    assert status(client, stage.leaders[0], file) == 200
    for person in (stage.leaders[1], stage.voters[0], stage.union, stage.inspector):
        assert status(client, person, file) == 404


def test_then_it_is_for_those_who_vote_who_are_appraised_and_who_watch_and_for_no_other_employee(stage, client):
    file = Attachment.objects.get()
    for person in stage.leaders[1:]:
        workflow.submit_report(stage.line(person), person, text=scenes.REPORT)
    workflow.close_reports(stage.again(), stage.union)
    for person in (stage.leaders[1], stage.voters[0], stage.union):
        assert status(client, person, file) == 200
    other = make.person(stage.unit)
    assert status(client, other, file) == 404
    # Even when the summary is open to the house, the reports are not.
    Appraisal.objects.update(state="appraisal_disclosed")
    assert Appraisee.objects.visible_to(other).exists()
    assert not ReportFiles.objects.visible_to(other).exists()
    assert status(client, other, file) == 404


def test_the_reports_page_names_each_file_with_queries_that_do_not_grow(stage, client, django_assert_max_num_queries):
    for person in stage.leaders[1:]:
        workflow.submit_report(stage.line(person), person, text=scenes.REPORT, upload=upload(f"{person}.pdf"))
    workflow.close_reports(stage.again(), stage.union)
    client.force_login(stage.voters[0])
    page = reverse("appraisal:reports", args=[stage.appraisal.pk])
    client.get(page)
    with django_assert_max_num_queries(24):
        text = client.get(page).content.decode()
    for person in stage.leaders[1:]:
        assert f"{person}.pdf" in text
    assert "述职材料.pdf" in text


def test_a_file_is_taken_away_until_the_reports_go_out_and_a_false_one_keeps_what_was_typed(stage, client):
    leader, line = stage.leaders[0], stage.line(stage.leaders[0])
    client.force_login(leader)
    act = reverse("appraisal:appraisee-act", args=[line.pk, "submit_report"])
    wrong = client.post(act, {"text": scenes.REPORT * 2, "upload": SimpleUploadedFile("述职.pdf", b"MZ not a pdf")})
    assert wrong.status_code == 422
    assert scenes.REPORT * 2 in wrong.content.decode()
    assert Attachment.objects.count() == 1
    kept = Attachment.objects.get()
    assert client.post(act, {"text": scenes.REPORT, "drop": [kept.pk]}).status_code == 302
    assert not Attachment.objects.exists()
