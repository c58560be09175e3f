"""What the pages of an appraisal ask the database for, its report as PDF, and what is said of the own line (EVA-49)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation.appraisal.models import Appraisal
from tests import factories as make
from tests.evaluation import scenes
from ymdm.ballots import sheets
from ymdm.organization.models import Person
from ymdm.papers import long_exports, pdf
from ymdm.papers.models import ExportRun

pytestmark = pytest.mark.django_db


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=person.pk))
    return client


def queries(client: Client, address: str) -> int:
    """How many questions a page asks, once whatever is kept between requests has been read."""
    for _ in range(2):
        with CaptureQueriesContext(connection) as told:
            answer = client.get(address)
            if answer.streaming:
                b"".join(answer.streaming_content)
        assert answer.status_code == 200, address
    return len(told)


def test_no_page_asks_more_for_ten_years_or_ten_leaders_than_for_one() -> None:
    stage = scenes.reported(scenes.planned(voters=3))
    pk = stage.appraisal.pk
    pages = [
        (stage.union, reverse("appraisal:appraisals")), (stage.union, reverse("appraisal:appraisals-export")),
        (stage.union, reverse("appraisal:appraisal", args=[pk])), (stage.voters[0], reverse("appraisal:appraisal", args=[pk])),
        (stage.voters[0], reverse("appraisal:reports", args=[pk])),
    ]  # fmt: skip
    clients = {person.pk: as_(person) for person, _address in pages}
    few = [queries(clients[person.pk], address) for person, address in pages]
    line, appraisal = stage.appraisal.appraisees.people().first(), Appraisal.objects.get(pk=pk)
    assert line is not None
    for number in range(10):
        line.pk, line.order, line.person = None, 50 + number, make.person(stage.unit, f"第{number}副院长")
        line.save()
        appraisal.pk, appraisal.year = None, 2000 + number
        appraisal.save()
    many = [queries(clients[person.pk], address) for person, address in pages]
    assert many == few


def test_the_report_to_the_superior_is_a_pdf_for_the_archive() -> None:
    if lacks := pdf.why_not():
        pytest.skip(lacks)
    stage = scenes.counted(scenes.planned())
    address = reverse("papers:paper-pdf", args=["appraisal-report"]) + f"?of={stage.appraisal.pk}"
    assert as_(stage.voters[0]).post(address).status_code == 404
    client = as_(stage.inspector)
    assert client.post(address).status_code == 302
    run = ExportRun.objects.get()
    assert long_exports.make(run.pk)
    file = client.get(f"{run.get_absolute_url()}file/")
    content = b"".join(file.streaming_content)
    assert file["Content-Type"] == "application/pdf" and content.startswith(b"%PDF-1.7")


def test_who_is_appraised_and_votes_reads_that_the_own_line_is_left_out_and_what_nobody_can_promise() -> None:
    stage = scenes.voting(scenes.planned())
    box = stage.appraisal.box
    assert box is not None
    own, other = stage.leaders[-1], stage.voters[0]
    page = as_(own).get(box.get_absolute_url()).content.decode()
    assert "评您自己的一行不在这张票上" in page and "不能保证没有" in page
    assert "评您自己的一行不在这张票上" not in as_(other).get(box.get_absolute_url()).content.decode()


def test_words_for_each_leader_are_a_step_of_their_own() -> None:
    stage = scenes.voting(scenes.planned())
    box = stage.appraisal.box
    assert box is not None
    found = sheets.sections(box.paper)
    words = [section for section in found if section.kind == "comment"]
    assert len(words) == len(stage.leaders) + 1 and all(len(section.items) == 1 for section in words)
    assert len(found) > sheets.ON_ONE_SHEET, "so the phone shows one after the other"
