"""One tap signs, one click countersigns; the letter and the rule are in sight."""

import pytest
from django.urls import reverse

from proposals import workflow
from proposals.models import Proposal, State
from tests import factories as make

pytestmark = pytest.mark.django_db
SIGN, COUNTERSIGN = reverse("proposals:sign-desk"), reverse("proposals:countersign-desk")


@pytest.fixture
def house():
    return make.bureau()


def state(proposal):
    return Proposal.objects.get(pk=proposal.pk).state


def test_a_leader_reads_the_letter_and_signs_it_with_one_tap(client, house):
    proposal, other = make.reply_draft(house), make.reply_draft(house)
    client.force_login(house.leader)
    text = client.get(SIGN).content.decode()
    assert "已采纳，从下月起执行。" in text and "PRO-28" in text and "当面说明了测算情况" in text
    assert client.post(SIGN, {"do": "sign", "pk": proposal.pk}).url == SIGN
    assert (state(proposal), state(other)) == (State.REPLIED, State.REPLY_DRAFT)
    assert proposal.replies.get().signed_by == house.leader


def test_a_letter_is_sent_back_with_what_has_to_be_changed(client, house):
    proposal = make.reply_draft(house)
    client.force_login(house.leader)
    response = client.post(SIGN, {"do": "send_back", "pk": proposal.pk, "reason": ""})
    assert response.status_code == 422 and state(proposal) == State.REPLY_DRAFT
    client.post(SIGN, {"do": "send_back", "pk": proposal.pk, "reason": "请写明时间。"})
    assert state(proposal) == State.IN_PROGRESS


def test_what_is_not_countersigned_yet_does_not_lie_here(client, house):
    proposal = make.reply_draft(house, assisting=[house.logistics])
    client.force_login(house.leader)
    assert "没有等您签发的答复" in client.get(SIGN).content.decode()
    response = client.post(SIGN, {"do": "sign", "pk": proposal.pk})
    assert response.status_code == 409 and "还没有会签" in response.content.decode()
    assert state(proposal) == State.REPLY_DRAFT


def test_a_dissent_stands_in_the_letter_and_does_not_stop_the_leader(client, house):
    proposal = make.reply_draft(house, assisting=[house.logistics])
    workflow.countersign(proposal, house.helper, agrees=False, text="预算不够。")
    client.force_login(house.leader)
    assert "预算不够。" in client.get(SIGN).content.decode()
    client.post(SIGN, {"do": "sign", "pk": proposal.pk})
    assert state(proposal) == State.REPLIED


def test_another_leader_sees_it_below_her_own_and_may_sign(client, house):
    others, own = make.reply_draft(house), make.reply_draft(house)
    own.duties.owed().filter(kind="proposals.sign").update(person=house.leader2)
    Proposal.objects.filter(pk=own.pk).update(leader=house.leader2)
    client.force_login(house.leader2)
    letters = client.get(SIGN).context["letters"]
    assert [(letter.proposal, letter.is_own) for letter in letters] == [(own, True), (others, False)]
    client.post(SIGN, {"do": "sign", "pk": others.pk})
    assert others.replies.get().signed_by == house.leader2


def test_who_wrote_the_text_reads_why_she_cannot_sign_it(client, house):
    proposal = make.reply_draft(house)
    proposal.replies.update(drafted_by=house.leader)
    client.force_login(house.leader)
    text = client.get(SIGN).content.decode()
    assert "须由另一位领导签发" in text and 'value="sign"' not in text
    assert client.post(SIGN, {"do": "sign", "pk": proposal.pk}).status_code == 409


def test_a_second_tap_is_told_that_it_is_signed(client, house):
    proposal = make.reply_draft(house)
    client.force_login(house.leader)
    client.post(SIGN, {"do": "sign", "pk": proposal.pk})
    response = client.post(SIGN, {"do": "sign", "pk": proposal.pk})
    assert response.status_code == 409 and "已于" in response.content.decode()


def test_an_assisting_unit_agrees_with_one_click(client, house):
    proposal = make.reply_draft(house, assisting=[house.logistics, house.finance])
    client.force_login(house.helper)
    text = client.get(COUNTERSIGN).content.decode()
    assert "已采纳，从下月起执行。" in text and "后勤服务中心同意会签" in text
    assert client.post(COUNTERSIGN, {"agrees": "yes", "pk": proposal.pk}).url == COUNTERSIGN
    assert [row.agrees for row in proposal.replies.get().countersigns.all()] == [True]
    assert "没有等您会签的答复" in client.get(COUNTERSIGN).content.decode()


def test_a_dissent_takes_a_sentence(client, house):
    proposal = make.reply_draft(house, assisting=[house.logistics])
    client.force_login(house.helper)
    response = client.post(COUNTERSIGN, {"agrees": "no", "text": "", "pk": proposal.pk})
    assert response.status_code == 409 and "请写明意见" in response.content.decode()
    assert not proposal.replies.get().countersigns.exists()
    client.post(COUNTERSIGN, {"agrees": "no", "text": "预算不够。", "pk": proposal.pk})
    assert proposal.replies.get().countersigns.get().text == "预算不够。"


def test_a_countersignature_is_given_once(client, house):
    proposal = make.reply_draft(house, assisting=[house.logistics])
    client.force_login(house.helper)
    client.post(COUNTERSIGN, {"agrees": "yes", "pk": proposal.pk})
    assert client.post(COUNTERSIGN, {"agrees": "yes", "pk": proposal.pk}).status_code == 409
    assert proposal.replies.get().countersigns.count() == 1


@pytest.mark.parametrize("who", ["union", "handler", "proposer", "employee"])
def test_nobody_signs_without_the_right(client, house, who):
    proposal = make.reply_draft(house)
    client.force_login(getattr(house, who))
    assert client.get(SIGN).status_code == client.post(SIGN, {"do": "sign", "pk": proposal.pk}).status_code == 403
    assert state(proposal) == State.REPLY_DRAFT


def test_a_handler_of_another_unit_does_not_countersign(client, house):
    proposal = make.reply_draft(house, assisting=[house.logistics])
    client.force_login(house.finance_handler)
    assert client.post(COUNTERSIGN, {"agrees": "yes", "pk": proposal.pk}).status_code == 404
    client.force_login(house.handler)  # the lead's own
    assert client.post(COUNTERSIGN, {"agrees": "yes", "pk": proposal.pk}).status_code == 403
    client.force_login(house.union)
    assert client.get(COUNTERSIGN).status_code == 403


@pytest.mark.parametrize("pk", ["", "x", "9" * 30])
def test_a_key_that_is_none_is_not_found(client, house, pk):
    client.force_login(house.leader)
    assert client.post(SIGN, {"do": "sign", "pk": pk}).status_code == 404


def test_the_number_of_questions_does_not_grow_with_the_letters(client, house, django_assert_max_num_queries):
    client.force_login(house.leader)
    make.reply_draft(house, assisting=[])
    client.get(SIGN)
    for _ in range(4):
        make.reply_draft(house)
    with django_assert_max_num_queries(40):
        assert len(client.get(SIGN).context["letters"]) == 5


def test_a_confidential_author_is_not_named_to_the_leader(client, house):
    make.reply_draft(house, is_confidential=True)
    client.force_login(house.leader)
    text = client.get(SIGN).content.decode()
    assert "提案人姓名保密" in text and "马红霞提出" not in text
