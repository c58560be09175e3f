"""The headers of every response, and where htmx is sent when the session has ended."""

import pytest

pytestmark = pytest.mark.urls("tests.ui.urls")


@pytest.mark.parametrize("address", ["/w/wrong/well/", "/open/wrong/well/", "/open/wrong/absent/"])
def test_every_page_carries_the_policy(client, address):
    headers = client.get(address).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_signed_in_page_is_kept_by_no_cache_and_a_public_page_may_be(client):
    assert client.get("/w/wrong/well/").headers["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in client.get("/open/wrong/well/").headers


def test_htmx_of_an_ended_session_leaves_the_page_and_comes_back_to_it(client):
    here = {"HX-Request": "true", "HX-Current-URL": "http://testserver/w/proposals/?state=filed"}
    response = client.get("/w/kept/", headers=here)
    assert response.status_code == 200
    assert response.headers["HX-Redirect"] == "/w/sign-in/?next=%2Fw%2Fproposals%2F%3Fstate%3Dfiled"
    assert response.content == b""


def test_without_htmx_an_ended_session_redirects_as_usual(client):
    response = client.get("/w/kept/")
    assert (response.status_code, response.headers["Location"]) == (302, "/w/sign-in/?next=/w/kept/")
