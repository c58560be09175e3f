"""Theme and large print, with and without script."""

import pytest

pytestmark = pytest.mark.urls("tests.ui.urls")


def html_tag(response):
    return response.content.decode().split("<html", 1)[1].split(">", 1)[0]


def test_nobody_who_chose_nothing_gets_a_cookie(client):
    response = client.get("/w/wrong/absent/")
    assert not response.cookies
    assert "data-theme" not in html_tag(response) and "data-size" not in html_tag(response)


def test_a_choice_is_kept_and_the_server_renders_it(client):
    client.get("/look/", {"size": "large", "next": "/w/wrong/absent/"})
    client.get("/look/", {"theme": "dark"})
    tag = html_tag(client.get("/w/wrong/absent/"))
    assert 'data-theme="dark"' in tag and 'data-size="large"' in tag


def test_large_print_can_be_left_again(client):
    client.get("/look/", {"size": "large"})
    client.get("/look/", {"size": ""})
    assert "data-size" not in html_tag(client.get("/w/wrong/absent/"))


def test_no_cookie_of_the_look_reaches_the_mailbox(client):
    cookies = client.get("/look/", {"theme": "dark"}).cookies.values()
    assert {morsel["path"] for morsel in cookies} == {"/w/", "/ledger/"}


@pytest.mark.parametrize("kept", ["evil.large", 'x"onload=', "dark.huge", "", "..", "large"])
def test_a_forged_cookie_writes_nothing_into_the_page(client, kept):
    client.cookies["ymdm-look"] = kept
    tag = html_tag(client.get("/w/wrong/absent/"))
    assert "evil" not in tag and "onload" not in tag and "huge" not in tag


@pytest.mark.parametrize(
    ("target", "leads_to"),
    [
        ("/w/proposals/?page=2", "/w/proposals/?page=2"),
        ("https://evil.example/", "/ledger/"),
        ("//evil.example/", "/ledger/"),
        ("/\\evil.example/", "/ledger/"),
        ("javascript:alert(1)", "/ledger/"),
        ("", "/ledger/"),
    ],
)
def test_the_way_back_never_leaves_the_house(client, target, leads_to):
    assert client.get("/look/", {"theme": "dark", "next": target}).headers["Location"] == leads_to
