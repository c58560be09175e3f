"""The surface against somebody who writes addresses: where a page leads back to, whose host it believes, what it loses."""

from __future__ import annotations

import re

import pytest
from django.db import OperationalError, connection
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from tests import factories as make
from ymdm.ui.errors import SENTENCES
from ymdm.ui.middleware import POLICY

ELSEWHERE = [
    "https://evil.example/w/",
    "//evil.example/w/",
    "/\\evil.example/w/",
    "///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/w/\\..//evil.example",
    "\t//evil.example",
    " //evil.example",
    "http:/evil.example",
    "/w/\r\nSet-Cookie: a=b",
]


@pytest.fixture
def house():
    return make.bureau()


def leads_away(place: str) -> bool:
    """As a browser reads it: backslashes are strokes, and white space in front is dropped."""
    plain = re.sub(r"[\t\r\n]", "", place).strip().replace("\\", "/")
    return not plain.startswith("/") or plain.startswith("//")


# --- where a page leads back to ----------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_signing_in_never_leads_elsewhere(client, house, elsewhere):
    client.force_login(house.union)
    answer = client.get("/w/sign-in/", {"next": elsewhere})
    assert answer.status_code == 302 and not leads_away(answer["Location"])


@pytest.mark.django_db
@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_no_act_leads_elsewhere(client, house, elsewhere):
    proposal = make.in_progress(house)
    duty = proposal.duties.owed().get(unit=house.hr)
    client.force_login(house.union)
    for url, body in (
        (f"/w/duties/{duty.pk}/press/", {"back": elsewhere}),
        ("/w/proposals/press/", {"back": elsewhere}),
        (f"/w/proposals/late/{house.hr.pk}/press/", {"back": elsewhere}),
    ):
        answer = client.post(url, body, headers={"Referer": f"https://evil.example{url}"})
        assert answer.status_code == 302 and not leads_away(answer["Location"]), url
    client.force_login(house.handler)
    page = client.get(f"/w/proposals/{proposal.pk}/record_contact/", {"back": elsewhere}).content.decode()
    targets = re.findall(r'(?:href|action|name="back" value)="([^"#]*)"', page)
    assert targets and not [
        target for target in targets if target and not target.startswith("?") and leads_away(target)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_changing_the_look_never_leads_elsewhere(client, elsewhere):
    for given in ({"back": elsewhere, "next": elsewhere}, {}):
        answer = client.get("/look/", {"theme": "dark", **given}, headers={"Referer": elsewhere.strip()})
        assert answer.status_code == 302 and not leads_away(answer["Location"])


@pytest.mark.django_db
def test_a_notice_opens_only_our_own_pages(client, house):
    notice = house.union.notices.create(kind="x", key="1", title="消息", url="//evil.example/", made_at=timezone.now())
    client.force_login(house.union)
    assert client.get(f"/w/inbox/{notice.pk}/")["Location"] == "/w/inbox/"


# --- whose host is believed --------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.expects_errors
@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "localhost@evil.example", ""])
def test_a_foreign_host_gets_a_page_of_ours_and_nothing_else(client, host):
    answer = client.get("/ledger/", headers={"Host": host}) if host else client.get("/ledger/", HTTP_HOST=" ")
    assert answer.status_code == 400
    assert SENTENCES[400] in answer.content.decode() and "evil" not in answer.content.decode()
    assert answer["Content-Security-Policy"] == POLICY


@pytest.mark.django_db
def test_what_a_visitor_says_about_a_forwarded_host_is_not_believed(client):
    answer = client.get("/w/", headers={"X-Forwarded-Host": "evil.example"})
    assert answer.status_code == 302 and not leads_away(answer["Location"])


# --- error pages -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", sorted(SENTENCES))
def test_every_error_has_a_page_that_needs_nothing(status):
    # No django_db mark: a query here would fail the test.
    page = render_to_string(f"{status}.html", {"request": None, "sentence": SENTENCES[status], "typed": []})
    assert SENTENCES[status] in page and str(status) in page and "<h1>" in page


# --- the database is gone ----------------------------------------------------------------------------------------


@pytest.fixture
def gone(monkeypatch):
    """From the call on, every question to the database fails as when the server is gone."""

    def stop() -> None:
        def fails(*args, **kwargs):
            raise OperationalError("server closed the connection unexpectedly")

        for name in ("ensure_connection", "cursor", "connect"):
            monkeypatch.setattr(connection, name, fails)

    yield stop
    monkeypatch.undo()


@pytest.mark.django_db
@pytest.mark.expects_errors
@pytest.mark.parametrize("url", ["/w/", "/w/proposals/", "/w/people/", "/ledger/", "/w/sign-in/", "/w/no/such/"])
def test_without_the_database_every_page_says_so_and_none_breaks(house, gone, url):
    client = Client(raise_request_exception=False)
    client.force_login(house.union)
    gone()
    answer = client.get(url)
    assert answer.status_code in ({503} if url not in {"/w/sign-in/", "/w/no/such/"} else {200, 404, 503})
    if answer.status_code == 503:
        assert "未提交，请重试" in answer.content.decode()
        assert answer["Retry-After"] == "5"
    assert answer["Content-Security-Policy"] == POLICY


@pytest.mark.django_db
@pytest.mark.expects_errors
def test_what_was_typed_when_the_database_went_is_offered_again(house, gone):
    proposal = make.draft(house)
    client = Client(raise_request_exception=False)
    client.force_login(house.proposer)
    gone()
    answer = client.post(f"/w/proposals/{proposal.pk}/write/2/", {"title": "供暖 <改造>", "rationale": "太冷。"})
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "未提交，请重试" in page
    assert 'name="title" value="供暖 &lt;改造&gt;"' in page and 'name="rationale" value="太冷。"' in page
    assert f'action="/w/proposals/{proposal.pk}/write/2/"' in page


@pytest.mark.django_db
@pytest.mark.expects_errors
def test_a_password_is_never_offered_again(house, gone):
    client = Client(raise_request_exception=False)
    client.force_login(house.proposer)
    gone()
    page = client.post("/w/profile/password/", {"old_password": "geheim-1", "new_password1": "geheim-2"}).content
    assert b"geheim" not in page
