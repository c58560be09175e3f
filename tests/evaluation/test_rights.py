"""我的四权: one's own rows and nobody else's, each counter the number of its list, nothing secret, constant queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.rights.forms import OwnFilter
from evaluation.rights.reading import measures_of, rights_of
from proposals.models import CoSigner
from tests import factories as make
from ymdm.organization.models import Person

pytestmark = pytest.mark.django_db
PAGE, OWN = reverse("rights:rights"), reverse("rights:own")


@pytest.fixture
def house():
    return make.bureau()


def numbers(person: Person) -> dict[str, int]:
    person = Person.objects.get(pk=person.pk)
    return {own.key: own.rows.count() for right in rights_of(person) for own in right.own}


def test_the_rights_are_four_in_the_order_of_the_words(house):
    assert [right.name for right in rights_of(house.employee)] == ["知情权", "参与权", "表达权", "监督权"]


def test_a_proposal_counts_for_who_raised_it_a_signature_for_who_signed_and_a_rating_for_who_rated(house):
    rated = make.evaluated(house)
    signer = CoSigner.objects.filter(proposal=rated, state=CoSigner.State.SIGNED).first().person
    mine, signers, others = numbers(rated.proposer), numbers(signer), numbers(house.employee)
    assert (mine["proposals"], mine["signed"], mine["ratings"]) == (1, 0, 1)
    assert (signers["proposals"], signers["signed"]) == (0, 1)
    assert (others["proposals"], others["signed"], others["ratings"]) == (0, 0, 0)


def test_a_draft_is_nothing_that_was_said(house):
    draft = make.draft(house)
    assert numbers(draft.proposer)["proposals"] == 0


def test_each_counter_is_the_number_of_rows_on_the_list_that_it_opens(house, client):
    proposer = make.evaluated(house).proposer
    client.force_login(proposer)
    for right in rights_of(proposer):
        for own, measure in zip(right.own, measures_of(right), strict=True):
            answer = client.get(measure.rows)
            assert answer.status_code == 200
            assert answer.context["chosen"].key == own.key
            assert answer.context["page"].paginator.count == measure.numerator


def test_every_row_opens_for_the_person_whose_it_is(house, client):
    proposer = make.evaluated(house).proposer
    client.force_login(proposer)
    urls = {line.url for key in numbers(proposer) for line in client.get(f"{OWN}?what={key}").context["lines"]}
    assert urls
    assert {client.get(url).status_code for url in urls} == {200}


def test_a_year_leaves_out_the_rows_of_other_years_and_the_order_turns(house):
    proposer = make.evaluated(house).proposer
    year = timezone.localdate().year
    rights = rights_of(proposer)
    assert OwnFilter({"what": "proposals", "year": str(year)}, rights).rows.count() == 1
    assert OwnFilter({"what": "proposals", "year": str(year - 1)}, rights).rows.count() == 0
    second = make.submitted(house, at=timezone.now() - timedelta(days=1))
    keys = [one.pk for one in OwnFilter({"what": "proposals"}, rights).rows]
    assert set(keys) >= {second.pk} and len(keys) == 2
    assert [one.pk for one in OwnFilter({"what": "proposals", "sort": "on"}, rights).rows] == keys[::-1]


@pytest.mark.parametrize("asked", ["?what=nothing", "?year=abc", "?page=99", "?sort=x", "?what=forums&year=1"])
def test_what_is_not_offered_is_as_if_it_were_not_asked(house, client, asked):
    client.force_login(house.employee)
    assert client.get(OWN + asked).status_code == 200


def test_the_page_asks_as_often_for_many_rows_as_for_one(house, client):
    proposer = make.evaluated(house).proposer
    client.force_login(proposer)

    def queries(url):
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(url)
        return len(asked)

    before = [queries(url) for url in (PAGE, f"{OWN}?what=proposals", f"{OWN}?what=ratings")]
    for _ in range(3):
        assert make.evaluated(house).proposer == proposer
    assert [queries(url) for url in (PAGE, f"{OWN}?what=proposals", f"{OWN}?what=ratings")] == before


def test_the_rows_leave_as_a_workbook_and_as_text(house, client):
    proposal = make.evaluated(house)
    client.force_login(proposal.proposer)
    address = reverse("rights:own-export") + "?what=proposals"
    for suffix in ("&as=csv", ""):
        answer = client.get(address + suffix)
        content = b"".join(answer.streaming_content)
        assert content.startswith(b"PK") if not suffix else proposal.number in content.decode("utf-8-sig")


def test_a_thumb_reaches_the_page_from_the_start_page(house, client):
    client.force_login(house.employee)
    assert f'href="{PAGE}"' in client.get("/w/").content.decode()
