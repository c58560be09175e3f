"""The pages of the check: for everybody, without script, and with a verdict that the browser itself computes."""

import json

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.ledger.chains import sealed
from tests.ledger.test_handouts import run
from ymdm.ledger import checkpoints, publishing, sealing
from ymdm.ledger.checking import check
from ymdm.ledger.models import Erasure, Event
from ymdm.organization.models import Role
from ymdm.ui.words import instant
from ymdm.verification.workflow import erase

pytestmark = pytest.mark.django_db


@pytest.fixture
def replied():
    """An answered proposal under a checkpoint."""
    proposal = make.replied(make.bureau())
    sealing.seal_all()
    checkpoints.make()
    return proposal


def proof_url(proposal):
    return f"/ledger/{proposal.number}/proof/"


def test_before_the_first_checkpoint_the_pages_say_when_there_will_be_one(client):
    assert "还没有公布过" in client.get("/verify/").content.decode()
    for name in ("ledger.jsonl", "checkpoint.json", "consistency.json"):
        assert client.get(f"/verify/{name}").headers["Location"] == "/verify/"


def test_the_page_shows_the_latest_checkpoint_and_what_to_run(client):
    sealed(2)
    made = checkpoints.latest()
    page = client.get("/verify/").content.decode()
    assert made.root[:8] in page and made.public_key[-8:] in page and instant(made.at) in page
    assert "python3 verify.py ledger.jsonl checkpoint.json" in page


def test_an_answered_entry_has_the_button_and_one_without_an_answer_has_not(client, replied):
    assert proof_url(replied) in client.get(f"/ledger/{replied.number}/").content.decode()
    other = make.in_progress(make.bureau(root=make.unit("乙局", code="Z", level="bureau")))
    assert proof_url(other) not in client.get(f"/ledger/{other.number}/").content.decode()


def test_the_page_of_the_signed_in_leads_there_as_well(client, replied):
    client.force_login(make.Person.objects.get(pk=replied.proposer_id))
    assert proof_url(replied) in client.get(replied.get_absolute_url()).content.decode()


def test_the_proof_lists_what_the_entry_tells_and_names_nobody(client, replied):
    page = client.get(proof_url(replied)).content.decode()
    assert "签发答复" in page and "提交提案" in page and "起草" not in page and "邀请附议" not in page
    people = set(Event.objects.of(replied).values_list("actor_label", flat=True)) - {"系统"}
    assert people and not [name for name in people if name in page]


def test_a_matter_that_is_not_published_has_no_proof(client):
    draft = make.draft(make.bureau())
    for path in ("proof/", "proof.json"):
        assert client.get(f"/ledger/{draft.number or draft.pk}/{path}").status_code == 404
        assert client.get(f"/ledger/a%00b/{path}").status_code == 404


def test_an_entry_newer_than_the_checkpoint_says_that_it_must_wait(client):
    proposal = make.replied(make.bureau())
    assert "明天可以核验" in client.get(proof_url(proposal)).content.decode()
    assert client.get(f"/ledger/{proposal.number}/proof.json").headers["Location"] == proof_url(proposal)


def test_the_proof_of_one_matter_holds_for_verify_py_and_a_changed_one_does_not(client, replied, tmp_path):
    (tmp_path / "verify.py").write_bytes(client.get("/verify/verify.py").content)
    text = client.get(f"/ledger/{replied.number}/proof.json").content.decode()
    (tmp_path / "proof.json").write_text(text, encoding="utf-8")
    code, said = run(tmp_path, "verify.py", "proof.json")
    assert code == 0 and "签发答复" in said and "没有改动" in said
    for old, new in (
        ("签发答复", "签发回复"),
        ("proposals.sign", "proposals.sing"),
        ('"object_id": "', '"object_id": "9'),
    ):
        assert old in text
        (tmp_path / "proof.json").write_text(text.replace(old, new), encoding="utf-8")
        assert run(tmp_path, "verify.py", "proof.json")[0] == 1


def test_the_browser_computes_the_verdict_itself(page, live_server):
    proposal = make.replied(make.bureau())
    sealing.seal_all()
    checkpoints.make()
    page.goto(f"{live_server.url}{proof_url(proposal)}")
    expect(page.locator("[data-verdict]")).to_contain_text("没有改动：您的浏览器刚刚算过")

    def tamper(route):
        answer = route.fetch()
        route.fulfill(
            response=answer,
            body=answer.text().replace("\\&quot;proposals.sign\\&quot;", "\\&quot;proposals.sing\\&quot;"),
        )

    page.route("**/proof/", tamper)
    page.goto(f"{live_server.url}{proof_url(proposal)}")
    expect(page.locator("[data-verdict]")).to_contain_text("对不上：第")


def test_under_sm3_the_page_offers_verify_py_and_no_script(client, settings):
    settings.LEDGER_HASH = "sm3"
    proposal = make.replied(make.bureau())
    sealing.seal_all()
    checkpoints.make()
    page = client.get(proof_url(proposal)).content.decode()
    assert "SM3 算法，浏览器不能自己算" in page and "verification/verify" not in page


def test_what_a_full_part_holds_may_be_kept_for_ever_and_an_open_one_not(client, monkeypatch):
    monkeypatch.setattr(publishing, "PART", 2)
    sealed(4)
    size = checkpoints.latest().size
    told = []
    for part in range(publishing.parts(size)):
        answer = client.get(f"/verify/ledger.jsonl?part={part}")
        told += b"".join(answer.streaming_content).splitlines()
        assert ("immutable" in answer.headers.get("Cache-Control", "")) is ((part + 1) * 2 <= size)
    assert [json.loads(line)["seq"] for line in told] == list(range(size))
    assert client.get("/verify/ledger.jsonl?part=99").status_code == 302
    assert client.get("/verify/ledger.jsonl?part=x").status_code == 200


# --- erasures -----------------------------------------------------------------------------------------------------


@pytest.fixture
def keeper(client):
    """The security administrator of the unit of three sealed events, signed in."""
    events = sealed(3)
    unit = make.Unit.objects.get(pk=events[0].unit_id)
    person = make.person(unit, "岳明", role=Role.SECURITY_ADMIN)
    client.force_login(person)
    return events


def test_the_security_administrator_takes_a_name_out_with_a_reason(client, keeper):
    who = make.Person.objects.get(pk=keeper[0].actor_id)
    found = client.get("/w/erasures/", {"staff": who.staff_number}).content.decode()
    assert f">{keeper[1].pk}<" in found and "石拴柱" not in found
    answer = client.post("/w/erasures/", {"number": keeper[1].pk, "reason": "本人申请", "is_sure": "on"}, follow=True)
    assert f"记录 {keeper[1].pk} 的内容已经隐去" in answer.content.decode()
    assert Erasure.objects.get().reason == "本人申请"
    sealing.seal_all()
    assert check().is_whole


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "请填写记录编号"),
        ({"number": 1, "reason": ""}, "请写明依据和理由"),
        ({"number": 999_999, "reason": "本人申请", "is_sure": "on"}, "没有这个编号的记录"),
        ({"number": 1, "reason": "本人申请"}, "不能恢复"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, keeper, given, said):
    answer = client.post("/w/erasures/", given)
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and given.get("reason", "") in page
    assert not Erasure.objects.exists()


def test_the_same_record_is_not_taken_out_twice_nor_one_of_the_ledger_itself(client, keeper):
    body = {"number": keeper[0].pk, "reason": "本人申请", "is_sure": "on"}
    client.post("/w/erasures/", body)
    again = client.post("/w/erasures/", body)
    assert again.status_code == 422 and "已经隐去" in again.content.decode()
    erasing = Event.objects.get(act="ledger.erase")
    sealing.seal_all()
    refused = client.post("/w/erasures/", body | {"number": erasing.pk})
    assert refused.status_code == 422 and "台账自身的记录" in refused.content.decode()


def test_a_proposal_whose_event_was_emptied_shows_the_stub_in_its_timeline(client):
    house = make.bureau()
    proposal = make.replied(house)
    sealing.seal_all()
    event = Event.objects.of(proposal).get(act="proposals.sign")
    by = make.person(house.unit, "岳明", role=Role.SECURITY_ADMIN)
    erase(make.Unit.objects.get(pk=event.unit_id), by, event=event, reason="本人申请")
    client.force_login(house.union)
    assert "内容已依法隐去" in client.get(proposal.get_absolute_url()).content.decode()
