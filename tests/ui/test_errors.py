"""Error pages: what is wrong, what was lost, what to do next."""

import pytest
from django.test import Client

from ymdm.ui.middleware import POLICY

pytestmark = pytest.mark.urls("tests.ui.urls")


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("how", "status", "says"),
    [
        # The security log notes a refusal, so this one page asks the database.
        pytest.param("denied", 403, "您在局机关没有“立案”的权限。", marks=pytest.mark.django_db),
        ("absent", 404, "没有找到这一页"),
        pytest.param("big", 413, "提交的内容太大", marks=pytest.mark.expects_errors),
        ("busy", 429, "请稍等一会儿"),
    ],
)
def test_each_error_has_its_page_with_a_way_on(visitor, how, status, says):
    response = visitor.get(f"/w/wrong/{how}/")
    page = response.content.decode()
    assert response.status_code == status
    assert says in page
    assert "<h1>" in page and 'href="/w/"' in page
    assert response.headers["Content-Security-Policy"] == POLICY


@pytest.mark.expects_errors
def test_a_mistake_of_ours_gets_a_page_without_asking_the_database(visitor):
    # No django_db mark: a query here would fail the test.
    response = visitor.get("/w/wrong/broken/")
    assert response.status_code == 500
    assert "不是您操作的原因" in response.content.decode()


@pytest.mark.expects_errors
def test_a_lost_database_keeps_what_was_typed_and_sends_it_again_by_one_press(visitor):
    response = visitor.post("/w/wrong/lost/?from=list", {"title": "供暖 <改造>", "points": ["一", "二"]})
    page = response.content.decode()
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert "未提交，请重试" in page
    assert '<form method="post" action="/w/wrong/lost/?from=list">' in page
    assert '<input type="hidden" name="title" value="供暖 &lt;改造&gt;">' in page
    assert page.count('name="points"') == 2


@pytest.mark.expects_errors
@pytest.mark.parametrize("typed", [{"password": "geheim-geheim"}, {"code": "ABCD", "new_password1": "geheim"}])
def test_a_password_is_never_written_into_a_page(visitor, typed):
    page = visitor.post("/w/wrong/lost/", typed).content.decode()
    assert 'type="hidden"' not in page
    assert not any(value in page for value in typed.values())


@pytest.mark.expects_errors
def test_the_code_of_a_unit_is_no_secret_and_comes_back(visitor):
    page = visitor.post("/w/wrong/lost/", {"code": "XF-07", "name": "西峰局"}).content.decode()
    assert 'name="code" value="XF-07"' in page


@pytest.mark.parametrize(
    ("how", "status"),
    [
        pytest.param("denied", 403, marks=pytest.mark.django_db),
        ("absent", 404),
        pytest.param("big", 413, marks=pytest.mark.expects_errors),
        ("busy", 429),
    ],
)
def test_htmx_gets_a_note_for_the_messages_instead_of_a_page(visitor, how, status):
    response = visitor.get(f"/w/wrong/{how}/", headers={"HX-Request": "true"})
    note = response.content.decode()
    assert response.status_code == status
    assert note.startswith('<div class="note note--bad refusal" role="alert">')
    assert "<html" not in note


@pytest.mark.expects_errors
@pytest.mark.parametrize(("how", "status"), [("broken", 500), ("lost", 503)])
def test_htmx_gets_a_note_for_faults_as_well(visitor, how, status):
    response = visitor.post(f"/w/wrong/{how}/", {"a": "b"}, headers={"HX-Request": "true"})
    assert response.status_code == status
    assert "<html" not in response.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_says_so_and_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/w/wrong/well/", {"a": "b"})
    assert response.status_code == 403
    assert "刷新后再提交" in response.content.decode()


def test_what_does_not_exist_and_what_may_not_be_known_of_look_the_same(visitor):
    assert visitor.get("/w/wrong/absent/").content == visitor.get("/w/no/such/address/").content
