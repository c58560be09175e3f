"""Names that are kept confidential stand on no desk of whoever may not read them (PRO-31)."""

import pytest

from proposals import workflow
from tests import factories as make

pytestmark = pytest.mark.django_db
WRITTEN = "马红霞"


@pytest.fixture
def house():
    return make.bureau()


@pytest.fixture
def draft(house):
    """A confidential proposal with a reply in draft; everybody who wrote a text wrote the author's name into it."""
    proposal = make.in_progress(
        house, is_confidential=True, assisting=[house.logistics, house.finance],
        rationale=f"{WRITTEN}：标准太低。", points=[f"{WRITTEN}建议提高标准。"],
    )  # fmt: skip
    workflow.give_opinion(proposal, house.helper, text=f"请{WRITTEN}提供明细。")
    make.contacted(house, proposal, people=f"{WRITTEN}、许文涛", minutes=f"{WRITTEN}希望明确时间。")
    point = proposal.points.get()
    typed = make.answering(proposal, result_class="C", text=f"{WRITTEN}代表：收悉。")
    typed |= {"answers": {point.pk: ("adopted", f"采纳{WRITTEN}的意见。")}, "plan": f"与{WRITTEN}商定。"}
    workflow.draft_reply(proposal, house.handler, **typed)
    workflow.countersign(proposal, house.finance_handler, agrees=False, text=f"请再与{WRITTEN}沟通。")
    proposal.refresh_from_db()
    return proposal


def read(client, person, url) -> str:
    client.force_login(person)
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(
    ("who", "url"),
    [
        ("helper", "/w/proposals/countersign/"),
        ("leader", "/w/proposals/sign/"),
        ("helper", "/w/proposals/{pk}/countersign/"),
        ("helper", "/w/proposals/{pk}/"),
        ("leader", "/w/proposals/{pk}/"),
        ("inspector", "/w/proposals/{pk}/"),
        ("leader", "/w/proposals/{pk}/send_reply_back/"),
    ],
)
def test_a_kept_name_stands_on_no_desk_and_no_form(client, house, draft, who, url):
    if who == "leader":  # nothing waits for the leader before everybody has spoken
        workflow.countersign(draft, house.helper, agrees=True)
    page = read(client, getattr(house, who), url.format(pk=draft.pk))
    assert WRITTEN not in page
    assert "姓名保密" in page
    assert draft.title in page


@pytest.mark.parametrize(("who", "url"), [("handler", "/w/proposals/{pk}/reply/"), ("union", "/w/proposals/{pk}/")])
def test_who_answers_and_the_union_read_what_was_written(client, house, draft, who, url):
    assert WRITTEN in read(client, getattr(house, who), url.format(pk=draft.pk))
