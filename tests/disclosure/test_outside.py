"""What society reads without signing in: two locks and the switch of the deployment (DIS-01, DIS-10)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from disclosure import workflow
from disclosure.models import Publication, Version
from tests.disclosure import scenes
from ymdm.workflow import Refused

LIST = reverse("disclosure:outside")


def opened(house, scope="public", attribute="open", title="第二季度收支") -> Publication:
    version = scenes.in_review(house, scope=scope, title=title)
    workflow.pass_review(version, house.reviewer, attribute=attribute, **scenes.CLEAN)
    workflow.approve(Version.objects.get(pk=version.pk), house.approver)
    return Publication.objects.get(pk=version.publication_id)


def page_of(made: Publication, status: int = 200) -> str:
    answer = Client().get(reverse("disclosure:outside-item", args=[made.pk]))
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.django_db
def test_a_visitor_reads_what_is_open_to_society_and_no_name_of_those_who_worked_on_it():
    house = scenes.desk()
    made = opened(house)
    text = page_of(made)
    assert "差旅费" in text and made.number in text
    assert not [one.name for one in (house.author, house.reviewer, house.approver) if one.name in text]
    assert made.title in Client().get(LIST).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("scope", ["unit", "house", "representatives"])
def test_what_is_open_to_employees_only_is_not_found_outside(scope):
    made = opened(scenes.desk(), scope=scope)
    page_of(made, 404)
    assert made.title not in Client().get(LIST).content.decode()


@pytest.mark.django_db
def test_a_text_whose_slip_does_not_say_open_is_not_found_outside():
    made = opened(scenes.desk())
    version = made.versions.get()
    type(version.slip).objects.filter(pk=version.slip_id).update(attribute="employees")
    page_of(made, 404)


@pytest.mark.django_db
def test_what_is_suspended_is_gone_at_once():
    made = opened(scenes.desk())
    Publication.objects.filter(pk=made.pk).update(
        state="suspended", suspended_at=made.published_at, suspended_because="误传"
    )
    page_of(made, 404)


@pytest.mark.django_db
def test_without_the_switch_nothing_is_there_and_the_scope_cannot_be_chosen(settings):
    house = scenes.desk()
    made = opened(house)
    settings.PUBLIC_DISCLOSURE = False
    page_of(made, 404)
    for address in (LIST, reverse("disclosure:outside-export")):
        assert Client().get(address).status_code == 404
    with pytest.raises(Refused, match="没有开通向社会公开"):
        scenes.drafted(house, scenes.owed(house.unit, period="2026Q3"), scope="public")
    client = Client()
    client.force_login(house.author)
    owed = scenes.owed(house.unit, period="2026Q4")
    form = client.get(reverse("disclosure:begin", args=[owed.pk, "draft"]))
    assert form.status_code == 200 and 'value="house"' in form.content.decode()
    assert 'value="public"' not in form.content.decode()


@pytest.mark.django_db
def test_the_list_is_searched_sorted_and_taken_away():
    house = scenes.desk()
    opened(house, title="水费收支")
    found = Client().get(LIST, {"q": "水费", "sort": "title", "year": "2026"}).content.decode()
    assert "水费收支" in found
    assert "没有符合条件的事项" in Client().get(LIST, {"q": "没有"}).content.decode()
    told = b"".join(Client().get(reverse("disclosure:outside-export"), {"as": "csv"}).streaming_content).decode()
    assert "水费收支" in told and house.author.name not in told
