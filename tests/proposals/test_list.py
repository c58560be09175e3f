"""The list: orders, pages by key, filters, lights, and how many questions it asks."""

from datetime import timedelta
from itertools import product

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from congress.models import CongressSession
from proposals import workflow
from proposals.forms.filters import Filters
from proposals.listing import ORDERS, page_of
from proposals.listing import choices as counting
from proposals.models import Proposal
from proposals.models.states import GROUPS, State
from tests import factories as make
from ymdm.duties.models import Duty
from ymdm.workdays import calendar

pytestmark = pytest.mark.django_db
LIST = reverse("proposals:proposal-list")


@pytest.fixture
def house():
    return make.bureau()


@pytest.fixture
def many(house):
    """One in each of many states, with due days on both sides of today, and some without any."""
    made = [
        make.submitted(house, title="野外食宿补助"),
        make.filed(house),
        make.assigned(house),
        make.in_progress(house, assisting=[house.logistics]),
        make.reply_draft(house),
        make.replied(house),
        make.closed(house),
        make.closed(house, result_class="B"),
        make.reviewed(house, "not_filed", "solved"),
    ]
    make.reviewed(house, "merged", "same_matter", into=made[1])
    make.draft(house, by=house.proposer)
    late = Duty.objects.of(made[3]).owed().order_by("-due_on").first()
    Duty.objects.filter(pk=late.pk).update(
        opened_on=late.opened_on - timedelta(40), due_on=timezone.localdate() - timedelta(9)
    )
    return made


def keys(client, **query):
    """Keys of the rows that the list shows, in order."""
    text = client.get(LIST, query).content.decode()
    return [int(row.split('"')[0]) for row in text.split('<tr role="row" id="proposal-')[1:]]


# --- orders and pages ---------------------------------------------------------------------------------------


def test_walking_the_pages_meets_every_row_once_forwards_and_backwards(house, many):
    for order, size, person in product(ORDERS, (1, 3, 4, 50), (house.union, house.proposer)):
        everything = set(Proposal.objects.visible_to(person).values_list("pk", flat=True))
        walked, after, page = [], "", None
        for _ in range(40):
            page = page_of(Proposal.objects.visible_to(person), ("pk",), order=order, after=after, size=size)
            walked += [row["pk"] for row in page.rows]
            if page.next is None:
                break
            after = page.next
        assert len(walked) == len(set(walked)) and set(walked) == everything, (order, size, person)
        back = [row["pk"] for row in page.rows]
        while page.previous:
            page = page_of(Proposal.objects.visible_to(person), ("pk",), order=order, before=page.previous, size=size)
            back = [row["pk"] for row in page.rows] + back
        assert back == walked, (order, size, person)


def test_what_is_due_first_stands_first_and_what_has_no_clock_stands_last(house, many):
    page = page_of(Proposal.objects.visible_to(house.union), ("pk",), order="due", size=50)
    due = {}
    for duty in Duty.objects.owed().filter(subject_type=ContentType.objects.get_for_model(Proposal)):
        due[duty.subject_id] = min(due.get(duty.subject_id, duty.due_on), duty.due_on)
    with_clock = [row["pk"] for row in page.rows if row["pk"] in due]
    assert [row["pk"] for row in page.rows][: len(with_clock)] == with_clock
    assert [due[pk] for pk in with_clock] == sorted(due[pk] for pk in with_clock)
    assert with_clock[0] == many[3].pk


def test_a_clock_that_stands_still_does_not_count_while_another_runs(client, house):
    proposal = make.assigned(house)
    workflow.object_to_assignment(proposal, house.handler, reason="不属于本处。", suggested_unit=house.finance)
    client.force_login(house.union)
    text = client.get(LIST).content.decode()
    assert "处理退办</span>" in text and "暂停计时</b>" not in text


def test_numbers_sort_as_numbers_within_their_session(house):
    made = [make.submitted(house) for _ in range(3)]
    for proposal, number in zip(made, ("HSZ-6-2-1000", "HSZ-6-2-999", "HSZ-6-2-98"), strict=True):
        Proposal.objects.filter(pk=proposal.pk).update(number=number)
    page = page_of(Proposal.objects.visible_to(house.union), ("number",), order="number")
    assert [row["number"] for row in page.rows] == ["HSZ-6-2-98", "HSZ-6-2-999", "HSZ-6-2-1000"]


def test_the_order_of_states_is_that_of_a_proposals_life(house, many):
    page = page_of(Proposal.objects.visible_to(house.union), ("state",), order="state", size=50)
    places = [list(State).index(row["state"]) for row in page.rows]
    assert places == sorted(places) and len(set(places)) > 5


def test_a_cursor_that_we_did_not_write_counts_as_none(client, house, many):
    client.force_login(house.union)
    first = keys(client)
    for cursor in ("x", "0~", "9~2026-01-01~1", "0~2026-13-01~1", "0~2026-01-01~" + "9" * 40, "~" * 300):
        assert keys(client, after=cursor) == keys(client, before=cursor) == first, cursor


# --- filters ------------------------------------------------------------------------------------------------


def test_every_state_stands_in_exactly_one_group():
    grouped = [state for _, states in GROUPS.values() for state in states]
    assert sorted(grouped) == sorted(State)


def test_a_tab_shows_the_states_of_its_group_and_tells_how_many(client, house, many):
    client.force_login(house.union)
    for group, (words, states) in GROUPS.items():
        wanted = Proposal.objects.visible_to(house.union).filter(state__in=states)
        response = client.get(LIST, {"group": group})
        assert sorted(keys(client, group=group)) == sorted(wanted.values_list("pk", flat=True))
        tab = next(tab for tab in response.context["tabs"] if tab["is_current"])
        assert (tab["words"], tab["number"]) == (words, wanted.count())


def test_each_filter_leaves_what_it_says(client, house, many):
    category = house.term.proposal_categories.first()
    Proposal.objects.filter(pk=many[2].pk).update(category=category)
    client.force_login(house.union)
    submitted, filed, assigned, in_progress, _draft, replied, closed, closed_b, _refused = many
    held = CongressSession.objects.create(
        term=house.term, number=1, held_on=timezone.localdate() - timedelta(400),
        call_opens_on=timezone.localdate() - timedelta(500), call_closes_on=timezone.localdate() - timedelta(450),
    )  # fmt: skip
    Proposal.objects.filter(pk=filed.pk).update(session=held)
    shown = {
        "session": ({"session": held.pk}, {filed}),
        "category": ({"category": category.name}, {assigned}),
        "words": ({"q": "野外食宿"}, {submitted}),
        "two words": ({"q": "补助 标准"}, {submitted}),
        "number": ({"q": submitted.number.lower()}, {submitted}),
        "overdue": ({"light": "overdue"}, {in_progress}),
        "class": ({"result": "B"}, {closed_b}),
        "grade": ({"grade": "satisfied"}, {closed, closed_b}),
        "in time": ({"light": "intime"}, {replied, closed, closed_b}),
        "late": ({"light": "late"}, set()),
        "nothing": ({"q": "没有这样的话"}, set()),
        "both": ({"lead": house.hr.pk, "light": "overdue"}, {in_progress}),
    }
    assert {name: set(keys(client, **query)) for name, (query, _) in shown.items()} == {
        name: {proposal.pk for proposal in wanted} for name, (_, wanted) in shown.items()
    }


def test_the_filter_of_days_left_agrees_with_the_lights(client, house):
    workdays, today = calendar(), timezone.localdate()
    proposal = make.submitted(house)
    client.force_login(house.union)
    duty = Duty.objects.of(proposal).owed().get()
    for left, soon, near in ((0, True, True), (3, True, True), (4, False, True), (10, False, True), (11, False, False)):
        Duty.objects.filter(pk=duty.pk).update(opened_on=today - timedelta(5), due_on=workdays.add(today, left))
        assert [bool(keys(client, light=light)) for light in ("overdue", "soon", "near")] == [False, soon, near], left
    Duty.objects.filter(pk=duty.pk).update(due_on=today - timedelta(1))
    assert [bool(keys(client, light=light)) for light in ("overdue", "soon")] == [True, False]


def test_mine_are_those_that_concern_me_and_the_units_those_that_it_handles(client, house):
    own = make.assigned(house, assisting=[house.logistics])
    other = make.submitted(
        house, by=house.seconders[0], seconders=[house.seconders[1], make.representative(house.term, house.branch)]
    )
    client.force_login(house.proposer)
    assert keys(client, scope="mine") == [own.pk]
    client.force_login(house.helper)
    assert keys(client, scope="unit") == [own.pk] and keys(client, scope="mine") == []
    client.force_login(house.leader)
    assert keys(client, scope="mine") == [own.pk] and set(keys(client)) == {own.pk, other.pk}


def test_whatever_an_address_says_the_list_opens(client, house, many):
    client.force_login(house.union)
    for query in (
        {"session": "x"}, {"session": "9" * 30}, {"lead": "-1"}, {"light": "x"}, {"group": "x"}, {"sort": "x"},
        {"scope": "x"}, {"result": "Z"}, {"grade": "x"}, {"q": "%"}, {"q": "_"}, {"q": "' or 1=1"}, {"q": "\0"},
        {"q": "字" * 500}, {"q": " ".join("abcdefghijkl")}, {"category": "没有"},
    ):  # fmt: skip
        assert client.get(LIST, query).status_code == 200, query


def test_signs_are_no_words_and_stand_for_nothing(client, house):
    wanted = make.submitted(house, title="补贴提高10%")
    make.submitted(house, title="补贴提高十成")
    client.force_login(house.union)
    assert keys(client, q="10%") == keys(client, q="提高10") == [wanted.pk]
    assert keys(client, q="补贴%十成") == keys(client, q="%") == keys(client, q="_") == []


def test_unknown_filters_count_as_nothing():
    assert Filters.read({"light": "x", "scope": "y", "session": "-3", "group": "z"}) == Filters()


# --- what the page says -------------------------------------------------------------------------------------


def test_a_confidential_author_is_neither_named_nor_found_by_name(client, house):
    make.submitted(house, is_confidential=True)
    for person, knows in ((house.union, True), (house.proposer, True), (house.inspector, False), (house.leader, False)):
        client.force_login(person)
        text = client.get(LIST).content.decode()
        assert ("马红霞" in text.split("<main")[1], "姓名保密" in text) == (knows, not knows)
        assert keys(client, q="马红霞") == []


def test_an_author_is_found_by_the_name(client, house):
    proposal = make.submitted(house)
    client.force_login(house.union)
    assert keys(client, q="马红霞") == keys(client, q="马红") == [proposal.pk] and keys(client, q="马霞") == []


def test_it_says_how_many_there_are_and_more_than_a_thousand_where_there_are_more(client, house, monkeypatch):
    for _ in range(4):
        make.submitted(house)
    client.force_login(house.union)
    assert "本页 4 件，共 4 件" in client.get(LIST).content.decode()
    monkeypatch.setattr(counting, "COUNTED", 3)
    text = client.get(LIST).content.decode()
    assert "多于 1,000 件" in text and 'class="count"' not in text.split('id="found"')[1].split("</nav>")[0]
    assert client.get(LIST, {"group": "done"}).status_code == 200


def test_an_empty_list_says_why_and_what_next(client, house):
    client.force_login(house.employee)
    assert "您提出、附议、承办或负责的会列在这里" in client.get(LIST).content.decode()
    assert "看全部事项" in client.get(LIST, {"q": "无"}).content.decode()


def test_each_row_leads_to_the_desk_where_the_reader_goes_on(client, house, many):
    client.force_login(house.union)
    text = client.get(LIST).content.decode()
    assert f"{reverse('proposals:review-desk')}?pk={many[0].pk}" in text
    assert f"{reverse('proposals:assign-desk')}?pk={many[1].pk}" in text
    client.force_login(house.handler)
    text = client.get(LIST).content.decode()
    assert reverse("proposals:reply-desk", args=[many[3].pk]) in text
    assert reverse("proposals:review-desk") not in text.split("<main")[1]


def test_htmx_gets_the_part_below_the_filters(client, house, many):
    client.force_login(house.union)
    part = client.get(LIST, {"group": "done"}, headers={"HX-Request": "true", "HX-Target": "found"}).content.decode()
    assert "<html" not in part and part.lstrip().startswith("<nav") and "<table" in part


def test_it_asks_at_most_eight_questions_whatever_the_length(client, house, django_assert_max_num_queries):
    people = (house.union, house.branch_union, house.handler, house.leader, house.proposer, house.employee)
    for size in (0, 1, 30):
        while Proposal.objects.count() < size:
            make.assigned(house) if Proposal.objects.count() % 3 else make.submitted(house)
        for person in people:
            client.force_login(person)
            client.get(LIST)
            with django_assert_max_num_queries(8):
                assert client.get(LIST).status_code == 200


def test_a_visitor_is_sent_to_sign_in(client):
    assert client.get(LIST).status_code == 302
