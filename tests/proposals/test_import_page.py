"""The same import in the browser: upload, preview, decision."""

import itertools

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from proposals.models import Proposal
from tests import factories
from tests.proposals.registers import file, row
from ymdm.ledger.models import Event
from ymdm.organization.models import Person
from ymdm.papers.models import ImportRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    house = factories.bureau()
    for name in ("刘家辉", "姚明磊"):
        factories.person(house.branch, name)
    return house


def upload(client, person, *rows, kind="proposals", django_capture):
    client.force_login(person)
    content = SimpleUploadedFile("登记表.xlsx", file(*rows).getvalue())
    with django_capture(execute=True):
        answer = client.post(reverse("papers:import-new", args=[kind]), {"file": content})
    return answer


def test_a_union_officer_previews_the_register_and_brings_in_the_good_rows(
    client, house, django_capture_on_commit_callbacks
):
    rows = (row(), row(提案编号="2025002", 满意度="还行"))
    upload(client, house.union, *rows, django_capture=django_capture_on_commit_callbacks)
    run = ImportRun.objects.get()
    page = client.get(run.get_absolute_url()).content.decode()
    assert "2025002" in page and "满意度“还行”不在满意、基本满意、不满意之内" in page
    assert not Proposal.objects.exists(), "a preview writes nothing"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("papers:import-confirm", args=[run.pk]))
    proposal = Proposal.objects.get()
    assert proposal.register_number == "2025001"
    assert Event.objects.of(proposal).get().actor_label == "郑晓芸"
    assert client.get(run.get_absolute_url()).status_code == 200


def test_former_representatives_come_in_by_a_kind_of_their_own(client, house, django_capture_on_commit_callbacks):
    upload(
        client,
        house.union,
        row(提案人="高洪"),
        kind="proposals-people",
        django_capture=django_capture_on_commit_callbacks,
    )
    run = ImportRun.objects.get()
    assert "作为历任代表登记" in client.get(run.get_absolute_url()).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("papers:import-confirm", args=[run.pk]))
    assert Person.objects.get(name="高洪").is_active is False


@pytest.mark.parametrize("who", ["handler", "proposer", "employee", "leader"])
def test_nobody_else_imports(client, house, who):
    client.force_login(getattr(house, who))
    for kind in ("proposals", "proposals-people"):
        assert client.get(reverse("papers:import-new", args=[kind])).status_code == 403


def test_the_list_offers_the_import_to_those_who_may(client, house):
    address = reverse("papers:import-new", args=["proposals"])
    for person, offered in ((house.union, True), (house.handler, False)):
        client.force_login(person)
        assert (address in client.get(reverse("proposals:proposal-list")).content.decode()) is offered


def test_each_kind_of_the_import_leads_to_the_other(client, house):
    client.force_login(house.union)
    kinds = ("proposals", "proposals-people", "letters", "motions")
    for here, there in itertools.pairwise(kinds):
        link = reverse("papers:import-new", args=[there])
        assert f'href="{link}"' in client.get(reverse("papers:import-new", args=[here])).content.decode()
