"""The pages of keepers, officers and whoever checks: from the cards to the destroyed box."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.ballots import making
from ymdm.ballots import publishing, rules
from ymdm.ballots.models import Objection, RollState, SealedBallot, State

pytestmark = pytest.mark.django_db
WORD_FIELD = re.compile(r'name="(word\d+)"')
WORD = re.compile(r"<td>(\d{4} \d{4} \d{4} \d{4})</td>")


@pytest.fixture
def room():
    return making.room()


@pytest.fixture
def voters(room):
    return making.people(room.unit, 6)


def as_(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def url(name, box, *more):
    return reverse(f"ballots:{name}", args=[box.pk, *more])


def post(client, address, **typed):
    return client.post(address, typed, follow=True)


def note_of(answer):
    """The address that the second person opens, out of the first one's page."""
    found = re.search(r"http://testserver(/w/ballots/[^<\s]+/second/[^<\s]+/)", answer.content.decode())
    assert found, answer.content.decode()[-3000:]
    return found[1]


def test_keepers_print_cards_that_are_shown_once_and_open_the_trial_box_with_them(room):
    from ymdm.ballots import ceremonies
    from ymdm.ballots.models import Task

    keepers = room.keepers
    tasks = [Task.SCRUTINEER, Task.TELLER, Task.TELLER]
    held = ceremonies.call(
        room.union, unit=room.unit, owner_kind="test.matter", owner_pk=2, title="又一次",
        keepers=list(zip(keepers, tasks, strict=True)),
    )  # fmt: skip
    desk = as_(keepers[0])
    assert "口令只显示一次" in desk.get(held.get_absolute_url()).content.decode()
    cards = desk.post(reverse("ballots:hold", args=[held.pk]))
    assert cards["Cache-Control"] == "private, no-store"
    words = WORD.findall(cards.content.decode())
    assert len(words) == 60 and len(set(words)) == 60
    again = desk.post(reverse("ballots:hold", args=[held.pk]), follow=True).content.decode()
    assert not WORD.findall(again) and "口令只显示一次" in again
    assert as_(room.union).post(reverse("ballots:hold", args=[held.pk])).status_code == 403

    first, second = list(held.keepers.all())[:2]
    try_out = reverse("ballots:try-out", args=[held.pk])
    wrong = desk.post(try_out, {f"word{first.pk}": words[0], f"word{second.pk}": "1" * 16})
    assert wrong.status_code == 422 and "口令不对" in wrong.content.decode()
    assert words[0] not in wrong.content.decode(), "a word that was typed never comes back"
    right = desk.post(try_out, {f"word{first.pk}": words[0], f"word{second.pk}": words[20]})
    assert right.status_code == 302
    held.refresh_from_db()
    assert held.state == "tried"


def test_a_box_goes_from_freezing_to_its_end_by_two_people_each(room, voters, settings):
    settings.YMDM_BALLOT_ROLLS = {"test.matter": "tests.ballots.test_pages.roll_of_the_unit"}
    box = making.draft(room, k_min=5)
    officer, keeper, other = as_(room.union), as_(room.keepers[0]), as_(room.keepers[1])
    now = timezone.localtime()
    hours = {"opens_at": f"{now:%Y-%m-%dT%H:%M}", "closes_at": f"{now.replace(year=now.year + 1):%Y-%m-%dT%H:%M}"}
    asked = post(officer, url("act", box, "freeze"), **hours)
    assert "并入" in asked.content.decode() or "名册预览" in asked.content.decode()
    note = note_of(asked)
    assert "由两个人" in post(officer, note).content.decode(), "nobody confirms her own"
    assert as_(voters[0]).get(note).status_code == 404
    assert "由这些组合并" in keeper.get(note).content.decode()
    post(keeper, note)
    box.refresh_from_db()
    assert box.state == State.FROZEN and box.roll_size == 6

    from ymdm.ballots import opens

    opens.open_box(box, room.union)
    for person in voters[:5]:
        making.cast(box, person)
    note = note_of(post(keeper, url("act", box, "close")))
    assert "已确认" in post(other, note).content.decode()
    box.refresh_from_db()
    assert (box.state, box.box_count) == (State.CLOSED, 5)

    slip = keeper.get(url("slip", box)).content.decode()
    root = rules.on_the_slip(box.box_root)
    assert root in slip and "<svg" in slip
    places = {one.order: one.pk for one in room.ceremony.keepers.all()}
    give = url("opening", box)
    assert "还差 1 名" in post(keeper, give, root=root, **{f"word{places[1]}": room.word(1, box)}).content.decode()
    asked = WORD_FIELD.findall(other.get(give).content.decode())
    assert asked == [f"word{places[2]}", f"word{places[3]}"], "one's own first, and whoever gave hers not again"
    assert "不一致" in post(other, give, root="A" * 32, **{f"word{places[2]}": room.word(2, box)}).content.decode()
    opened = post(other, give, root=root, **{f"word{places[2]}": room.word(2, box)}).content.decode()
    assert "计票完成" in opened and "还没有公布" in opened
    both = {f"word{places[place]}": room.word(place, box) for place in (1, 3)}
    assert "完全一致" in post(keeper, url("recount", box), root=root, **both).content.decode()

    assert "还没有公布" not in as_(voters[0]).get(url("box", box)).content.decode()
    note = note_of(post(officer, url("act", box, "publish")))
    assert other.get(note).status_code == 403, "a keeper does not publish"
    post(as_(room.second), note)
    page = as_(voters[0]).get(url("box", box)).content.decode()
    assert "已公布" in page and '<td class="n num" role="cell">5</td>' in page


def roll_of_the_unit(box):
    people = list(box.unit.people.filter(name__startswith="职工").order_by("pk"))
    return [(person, "甲组" if at < 4 else "乙组") for at, person in enumerate(people)]


def test_paper_is_handed_out_once_and_counted_by_two(room, voters):
    box = making.opened(room, voters)
    keeper, other = as_(room.keepers[0]), as_(room.keepers[1])
    paper = url("paper", box)
    assert "已发给" in post(keeper, paper, what="out", who=voters[0].staff_number).content.decode()
    assert "没有这个人" in post(keeper, paper, what="out", who="不在").content.decode()
    assert box.roll_state(voters[0]) == RollState.PAPER
    answer = as_(voters[0]).post(url("cast", box), making.body(box, {}), content_type="application/octet-stream")
    assert answer.status_code == 409 and "纸质票" in answer.json()["says"]
    typed = {"what": "count", "venue": "二楼", "stratum": making.HALL, "issued": 1, "returned": 1}
    typed |= {"i1-yes": 1, "i1-no": 0, "i1-abstain": 0, "i1-invalid": 0}
    assert "另一名" in post(keeper, paper, **typed).content.decode()
    count = box.paper_counts.get()
    assert count.counts == {"i1": {"yes": 1, "no": 0, "abstain": 0, "invalid": 0}}
    confirm = reverse("ballots:confirm-count", args=[count.pk])
    post(keeper, confirm)
    count.refresh_from_db()
    assert count.confirmed_by is None, "who entered does not confirm"
    post(other, confirm)
    count.refresh_from_db()
    assert count.confirmed_by == room.keepers[1]


def test_an_objection_is_answered_in_writing_and_names_nobody(room, voters):
    box = making.opened(room, voters)
    voter = as_(voters[0])
    post(voter, url("object", box), text="我没有投票，却显示已投票。")
    made = Objection.objects.get()
    assert voters[0].name not in json.dumps([str(field) for field in made.__dict__.values()], ensure_ascii=False)
    assert as_(room.union).post(reverse("ballots:decide", args=[made.pk]), {"text": "好"}).status_code == 403
    post(as_(room.keepers[0]), reverse("ballots:decide", args=[made.pk]), text="已核对，系您在终端上投的。")
    assert "系您在终端上投的" in voter.get(url("about", box)).content.decode()


def test_every_cast_is_answered_alike_and_no_cache_or_session_learns_of_it(room, voters):
    box = making.opened(room, voters)
    sizes = set()
    for person, choice in zip(voters, [{"i1": "yes"}, {"i1": "no"}, {"i1": "abstain"}, {}], strict=False):
        client = as_(person)
        body = making.body(box, choice)
        answer = client.post(url("cast", box), body, content_type="application/octet-stream")
        again = client.post(url("cast", box), body, content_type="application/octet-stream")
        assert answer.status_code == 200 and answer.content == again.content
        sizes.add(len(answer.content))
        assert answer.json()["tracker"] not in json.dumps(dict(client.session))
    assert len(sizes) == 1
    assert SealedBallot.objects.count() == 4


def test_whoever_is_not_on_the_roll_finds_no_box_and_casts_nothing(room, voters):
    """Trap 8: what is hidden stays hidden by direct link."""
    box = making.opened(room, voters)
    stranger = as_(make.person(make.unit("西峰局", code="XF")))
    for name in ("box", "about", "object", "opening", "recount", "slip", "paper"):
        assert stranger.get(url(name, box)).status_code == 404, name
    body = making.body(box, {"i1": "yes"})
    answer = stranger.post(url("cast", box), body, content_type="application/octet-stream")
    assert answer.status_code == 404 and not SealedBallot.objects.exists()


def test_while_a_box_is_open_nobody_sees_a_count_but_the_turnout_from_five_on(room, voters):
    box = making.opened(room, voters, is_hall=True)
    for person in voters[:4]:
        making.cast(box, person)
    for person in (voters[5], room.union, room.keepers[0]):
        page = as_(person).get(url("about", box)).content.decode()
        assert "不到 5 张时不显示" in page and voters[0].name not in page
    making.cast(box, voters[4])
    assert '<span class="num">5</span> 人' in as_(room.union).get(url("about", box)).content.decode()


def test_a_result_says_its_base_and_hides_what_few_said(room, voters):
    """Trap 9: percent of those who came. Beside the counts stand the ballots returned and the roll."""
    box = making.opened(room, voters, k_min=5)
    for person in voters[:4]:
        making.cast(box, person)
    making.close(room, box)
    making.unseal(room, box)
    publishing.publish(box, room.union, room.second)
    page = as_(voters[5]).get(url("box", box)).content.decode()
    assert '收回 <b class="num">4</b> 张' in page and "名册 6 人" in page
    assert "不足 5 张票" in page and "的票数" not in page


def test_the_box_list_is_public_once_closed_and_the_check_page_tells_no_matter(room, voters):
    box = making.opened(room, voters)
    trackers = [making.cast(box, person) for person in voters]
    client = Client()
    assert client.get(url("check", box)).status_code == 404
    making.close(room, box)
    from ymdm.ballots import lists

    lists.write(box)
    page = client.get(url("check", box))
    assert page.status_code == 200 and not page.cookies
    assert "《职工休假办法》" not in page.content.decode(), "what it was about is for those who see the box"
    listed = b"".join(client.get(url("list", box)).streaming_content).decode().splitlines()
    assert listed[1:] == sorted(trackers)


def test_a_shared_desk_signs_out_with_the_receipt(room, voters):
    box = making.opened(room, voters)
    client = as_(voters[0])
    assert client.get(reverse("ballots:terminal"))["Location"] == url("box", box)
    answer = client.post(url("cast", box), making.body(box, {"i1": "no"}), content_type="application/octet-stream")
    assert answer.json()["terminal"] is True
    assert client.get(url("about", box)).status_code == 302, "signed out"
    assert as_(room.keepers[0]).get(reverse("ballots:mine")).status_code == 200


def test_the_server_seals_only_for_a_box_that_was_frozen_so(room, voters, settings):
    plain, edge = making.opened(room, voters), making.opened(room, voters, edge_sealing=True)
    client = as_(voters[0])
    assert client.post(url("edge", plain), {"i1": "yes"}).status_code == 404
    page = client.get(url("box", edge)).content.decode()
    assert "由<b>服务器代封</b>" in page
    asked = client.post(url("edge", edge), {"i1": "yes"}).content.decode()
    assert "确认投出这张票？" in asked and "赞成" in asked and not SealedBallot.objects.exists()
    receipt = client.post(url("edge", edge), {"i1": "yes", "sure": "yes"}).content.decode()
    assert "您的一票已在票箱里" in receipt and SealedBallot.objects.get().tracker[:4].upper() in receipt
    assert "您已投票" in client.post(url("edge", edge), {"i1": "no", "sure": "yes"}).content.decode()
    settings.HTTPS = True
    assert as_(voters[1]).post(url("edge", edge), {"i1": "yes", "sure": "yes"}).status_code == 404


def test_the_list_of_ones_boxes_asks_no_more_for_many(room, voters, django_assert_max_num_queries):
    for _ in range(4):
        making.opened(room, voters)
    client = as_(voters[0])
    client.get(reverse("ballots:mine"))
    with django_assert_max_num_queries(14):
        page = client.get(reverse("ballots:mine")).content.decode()
    assert page.count("关于《职工休假办法》的表决") == 4


def test_to_dos_are_computed_for_the_reader_and_never_stored(room, voters):
    from ymdm.duties.models import Duty

    box = making.opened(room, voters)
    home = as_(voters[0]).get("/w/").content.decode()
    assert url("box", box) in home and "待投票" in home
    making.cast(box, voters[0])
    assert url("box", box) not in as_(voters[0]).get("/w/").content.decode()
    assert not Duty.objects.exists()


def test_a_result_stands_in_the_order_of_the_paper(room, voters):
    items = list(reversed(making.EVERYTHING["items"][:3]))
    box = making.opened(room, voters, paper=making.EVERYTHING | {"items": items})
    for person in voters[:5]:
        making.cast(box, person)
    making.close(room, box)
    making.unseal(room, box)
    box.refresh_from_db()
    page = as_(room.keepers[0]).get(url("about", box)).content.decode()
    page = page[page.index("结果") :]
    assert page.index("王五") < page.index("选举职工董事") < page.index("是否通过《职工休假办法》")
