"""The browser's own guards: each is seen to bite."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_page_without_fault_passes(page):
    page.goto("/w/sign-in/")
    assert page.title()


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        ("setTimeout(() => { throw new Error('broken') })", "broken"),
        ("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')", "Content Security Policy"),
        ("new Image().src = 'http://192.0.2.1/pixel.png'", "asks for http://192.0.2.1/pixel.png"),
    ],
)
def test_a_script_error_a_forbidden_style_and_a_request_abroad_are_noticed(page, complaints, fault, complaint):
    page.goto("/w/sign-in/")
    page.evaluate(f"() => {{ {fault} }}")
    page.wait_for_timeout(200)
    assert [line for line in complaints if complaint in line]
    complaints.clear()
