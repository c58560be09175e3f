"""Files of a proposal: who puts them, who reads them, what is refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from proposals import workflow
from tests import factories as make
from ymdm.attachments.models import Attachment
from ymdm.ledger.models import Event

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def house(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make.bureau()


@pytest.fixture
def show(client):
    def shown(proposal, person, status=200) -> str:
        client.force_login(person)
        response = client.get(proposal.get_absolute_url())
        assert response.status_code == status
        return response.content.decode()

    return shown


def main(html: str) -> str:
    """The page without its chrome: the reader's own name stands on top of it."""
    return html.partition("<main")[2].partition("</main>")[0]


# --- files -----------------------------------------------------------------------------------------------------


def upload(client, proposal, *files):
    return client.post(reverse("proposals:attach", args=[proposal.pk]), {"files": list(files)}, follow=True)


def test_handlers_put_files_to_what_they_work_on_and_nobody_else_does(house, client):
    proposal = make.in_progress(house)
    client.force_login(house.handler)
    page = upload(client, proposal, SimpleUploadedFile("测算.pdf", PDF))
    assert "测算.pdf" in page.content.decode()
    for person in (house.proposer, house.union, house.leader):
        client.force_login(person)
        assert upload(client, proposal, SimpleUploadedFile("别人.pdf", PDF + b"1")).status_code == 403
    client.force_login(house.employee)
    assert upload(client, proposal).status_code == 404
    assert [file.name for file in Attachment.objects.of(proposal)] == ["测算.pdf"]
    client.force_login(house.proposer)
    held = Attachment.objects.of(proposal).get()
    assert b"".join(client.get(held.get_absolute_url()).streaming_content) == PDF


def test_of_several_files_the_good_ones_are_kept_and_each_bad_one_is_named(house, client):
    proposal = make.in_progress(house)
    client.force_login(house.handler)
    page = upload(
        client, proposal, SimpleUploadedFile("好.pdf", PDF), SimpleUploadedFile("程序.exe", b"MZ"),
        SimpleUploadedFile("空.pdf", b""),
    ).content.decode()  # fmt: skip
    assert "“程序.exe”不能上传" in page
    assert "“空.pdf”" in page
    assert [file.name for file in Attachment.objects.of(proposal)] == ["好.pdf"]


def test_a_file_is_taken_back_from_a_draft_but_not_from_what_was_handed_in(house, client):
    proposal = make.co_signed(house)
    client.force_login(house.proposer)
    upload(client, proposal, SimpleUploadedFile("一.pdf", PDF), SimpleUploadedFile("二.pdf", PDF + b"2"))
    one, two = Attachment.objects.of(proposal)
    taken = reverse("proposals:detach", args=[proposal.pk, one.pk])
    assert client.get(taken).status_code == 405
    client.force_login(house.seconders[0])
    assert client.post(taken).status_code == 403
    client.force_login(house.proposer)
    client.post(taken)
    assert [file.name for file in Attachment.objects.of(proposal)] == ["二.pdf"]
    assert Event.objects.of(proposal).filter(act="attachments.detach").exists()
    workflow.submit(proposal, house.proposer)
    workflow.send_back(proposal, house.union, reason="unclear", text="请写明。")
    page = client.post(reverse("proposals:detach", args=[proposal.pk, two.pk]), follow=True)
    assert "已经随提案提交过" in page.content.decode()
    assert Attachment.objects.of(proposal).count() == 1


def test_a_file_of_another_proposal_cannot_be_reached_through_ones_own(house, client, settings):
    mine, other = make.draft(house), make.draft(house, by=house.seconders[0])
    client.force_login(house.seconders[0])
    upload(client, other, SimpleUploadedFile("别人.pdf", PDF))
    client.force_login(house.proposer)
    foreign = Attachment.objects.of(other).get()
    assert client.post(reverse("proposals:detach", args=[mine.pk, foreign.pk])).status_code == 404
    assert Attachment.objects.of(other).count() == 1
