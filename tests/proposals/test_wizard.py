"""Writing a proposal: one draft, nothing lost, nobody else's business."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from proposals.models import Category, Proposal
from tests import factories as make
from tests.proposals.writing import HTMX, NEW, PDF, begin, step, typed
from ymdm.attachments.models import Attachment
from ymdm.ledger.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make.bureau()


@pytest.fixture
def author(client, house):
    client.force_login(house.proposer)
    return client


# --- beginning -----------------------------------------------------------------------------------------------


def test_looking_at_the_form_begins_nothing(author):
    assert author.get(NEW).status_code == 200
    assert author.get(NEW).status_code == 200
    assert not Proposal.objects.exists()
    assert not Event.objects.filter(act="proposals.begin").exists()


def test_the_category_begins_the_one_draft_that_all_steps_write_into(author, house):
    category = house.term.proposal_categories.last()
    answer = author.post(NEW, {"category": category.pk, "go": "next"})
    proposal = Proposal.objects.get()
    assert answer.url == step(proposal, 2)
    assert (proposal.state, proposal.category, proposal.proposer, proposal.source) == (
        "draft",
        category,
        house.proposer,
        "own",
    )


def test_a_category_must_be_one_of_this_term(author, house):
    foreign = Category.objects.create(term=make.term(house.branch, 4), name="别的届")
    for value in ("", "abc", foreign.pk, 10**30):
        page = author.post(NEW, {"category": value})
        assert page.status_code == 422
    assert not Proposal.objects.exists()


def test_only_representatives_and_the_union_come_in(client, house):
    for person, status in ((house.employee, 403), (house.handler, 403), (house.leader, 403), (house.proposer, 200)):
        client.force_login(person)
        assert client.get(NEW).status_code == status, person
    client.force_login(house.union)
    assert client.get(NEW).url == reverse("proposals:proposal-enter")


def test_a_seat_that_has_ended_begins_nothing(client, house):
    seat = house.proposer.appointments.get()
    seat.from_on = seat.until_on = timezone.localdate() - timedelta(days=1)
    seat.save()
    client.force_login(house.proposer)
    assert client.post(NEW, {"category": house.term.proposal_categories.first().pk}).status_code == 403
    assert not Proposal.objects.exists()


def test_unfinished_drafts_are_offered_before_a_new_one_is_begun(author, house):
    proposal = make.draft(house)
    html = author.get(NEW).content.decode()
    assert proposal.title in html
    assert step(proposal, 2) in html


def test_every_entry_form_says_that_the_system_is_for_unclassified_matter(author, house):
    proposal = make.draft(house)
    for address in (NEW, step(proposal, 1), step(proposal, 2)):
        assert "非涉密事项" in author.get(address).content.decode()
    assert "不涉及国家秘密" in author.get(step(proposal, 4)).content.decode()


# --- the text ------------------------------------------------------------------------------------------------


def test_every_next_saves_the_text_and_its_points_without_scripts(author, house):
    proposal = begin(author, house)
    answer = author.post(step(proposal, 2), {
        "go": "next", "title": " 调整津贴 ", "rationale": "现行 60 元。", "point_1": "调到 100 元。", "point_2": "  ",
        "point_3": "每季度公布。", "seen": author.get(step(proposal, 2)).context["form"]["seen"].value(),
    })  # fmt: skip
    assert answer.url == step(proposal, 3)
    proposal.refresh_from_db()
    assert (proposal.title, proposal.rationale) == ("调整津贴", "现行 60 元。")
    assert proposal.measures == ["调到 100 元。", "每季度公布。"]
    assert [point.order for point in proposal.points.all()] == [1, 2]


@pytest.mark.parametrize(("go", "to"), [("next", 3), ("back", 1), ("leave", None)])
def test_each_button_saves_first_and_leads_on_then(author, house, go, to):
    proposal = make.draft(house)
    answer = author.post(step(proposal, 2), typed(author, proposal, title="新题目", go=go))
    assert answer.url == (step(proposal, to) if to else proposal.get_absolute_url())
    proposal.refresh_from_db()
    assert proposal.title == "新题目"


def test_one_more_point_is_a_saved_draft_with_one_more_box(author, house):
    proposal = make.draft(house)
    boxes = len(author.get(step(proposal, 2)).context["form"].point_fields())
    page = author.post(step(proposal, 2), typed(author, proposal, point_3="第三条建议。", go="more"))
    assert page.status_code == 200
    proposal.refresh_from_db()
    assert proposal.measures == [*make.POINTS, "第三条建议。"]
    assert len(page.context["form"].point_fields()) == boxes + 2
    part = author.post(step(proposal, 2), typed(author, proposal, go="more"), headers=HTMX).content.decode()
    assert part.lstrip().startswith('<fieldset class="field" id="points"')


def test_an_unfinished_draft_is_kept_as_it_is(author, house):
    proposal = begin(author, house)
    assert author.post(step(proposal, 2), typed(author, proposal, rationale="只写了一半")).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.title, proposal.rationale, proposal.measures) == ("", "只写了一半", [])


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("title", "长" * 121, "最多 120 个字，现在是 121 个。"),
        ("rationale", "长" * 3001, "最多 3000 个字"),
        ("point_1", "长" * 501, "最多 500 个字"),
        ("suggested_unit", "999999", "请从列出的选项里选择"),
        ("title", "看不见\x00的", "看不见的字符"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(author, house, field, value, says):
    proposal = make.draft(house)
    page = author.post(step(proposal, 2), typed(author, proposal, rationale="刚写的这一段。") | {field: value})
    html = page.content.decode()
    assert page.status_code == 422
    assert says in html
    assert "刚写的这一段。" in html or field == "rationale"
    proposal.refresh_from_db()
    assert proposal.rationale != "刚写的这一段。"


def test_a_forged_number_of_points_does_no_harm(author, house):
    proposal = make.draft(house)
    flood = {f"point_{number}": f"第 {number} 条" for number in range(1, 60)} | {
        "point_99999999999": "x",
        "point_x": "y",
    }
    author.post(step(proposal, 2), typed(author, proposal) | flood)
    assert proposal.points.count() == 20


def test_a_suggested_unit_lies_within_the_congress(author, house):
    proposal = make.draft(house)
    author.post(step(proposal, 2), typed(author, proposal, suggested_unit=house.hr.pk, is_confidential="on"))
    proposal.refresh_from_db()
    assert (proposal.suggested_unit, proposal.is_confidential) == (house.hr, True)
    stranger = make.unit("别的局")
    assert author.post(step(proposal, 2), typed(author, proposal, suggested_unit=stranger.pk)).status_code == 422


# --- saving by itself ------------------------------------------------------------------------------------------


def test_what_is_typed_is_saved_by_itself_and_the_bar_says_when(author, house):
    proposal = make.draft(house)
    said = author.post(step(proposal, 2), typed(author, proposal, title="边写边存", go="auto"), headers=HTMX)
    proposal.refresh_from_db()
    assert proposal.title == "边写边存"
    assert f"已保存 {timezone.localtime(proposal.saved_at):%H:%M}" in said.content.decode()
    assert (
        f'name="seen" id="id_seen" value="{proposal.saved_at.isoformat()}" hx-swap-oob="true"' in said.content.decode()
    )


def test_what_cannot_be_saved_by_itself_is_not_passed_over_in_silence(author, house):
    proposal = make.draft(house)
    said = author.post(step(proposal, 2), typed(author, proposal, title="长" * 121, go="auto"), headers=HTMX)
    assert "有 1 处要改，还没有保存" in said.content.decode()
    proposal.refresh_from_db()
    assert proposal.title != "长" * 121


def test_an_older_window_does_not_silently_replace_what_was_written_since(author, house):
    proposal = make.draft(house)
    old = typed(author, proposal, title="旧窗口里写的")
    author.post(step(proposal, 2), typed(author, proposal, title="手机上写的"))
    said = author.post(step(proposal, 2), old | {"go": "auto"}, headers=HTMX)
    assert "在别处改过，没有自动保存" in said.content.decode()
    page = author.post(step(proposal, 2), old)
    assert page.status_code == 409
    assert "旧窗口里写的" in page.content.decode()
    proposal.refresh_from_db()
    assert proposal.title == "手机上写的"
    # Pressed once more, knowingly, with the mark that the page now carries.
    again = old | {"seen": page.context["form"]["seen"].value()}
    assert author.post(step(proposal, 2), again).url == step(proposal, 3)
    proposal.refresh_from_db()
    assert proposal.title == "旧窗口里写的"


def test_saving_writes_no_event_and_changes_no_state(author, house):
    proposal = make.draft(house)
    before = Event.objects.count()
    author.post(step(proposal, 2), typed(author, proposal, title="新题目"))
    assert Event.objects.count() == before


def test_hints_are_given_while_writing_and_never_hinder(author, house):
    proposal = make.co_signed(house, rationale="不够用。", points=["加强管理"])
    part = author.post(step(proposal, 2), typed(author, proposal, go="auto"), headers=HTMX).content.decode()
    assert "情况里还没有数字" in part
    assert "“加强”" in author.get(step(proposal, 4)).content.decode()
    assert author.post(step(proposal, 4), {"go": "submit", "truthful": "on"}).status_code == 302


def test_files_come_along_with_the_text_and_a_bad_one_costs_no_word(author, house):
    proposal = make.draft(house)
    files = [SimpleUploadedFile("现场.pdf", PDF), SimpleUploadedFile("病毒.exe", b"MZ")]
    page = author.post(step(proposal, 2), typed(author, proposal, title="带附件的", files=files), follow=True)
    assert page.redirect_chain[-1][0] == step(proposal, 2)
    html = page.content.decode()
    assert "“病毒.exe”不能上传" in html
    assert "现场.pdf" in html
    proposal.refresh_from_db()
    assert proposal.title == "带附件的"
    held = Attachment.objects.of(proposal).get()
    taken = author.post(reverse("proposals:detach", args=[proposal.pk, held.pk]), {"back": "wizard"})
    assert taken.url == step(proposal, 2)
    assert not Attachment.objects.of(proposal).exists()


def test_the_pages_of_the_wizard_carry_no_inline_style_and_no_inline_script(author, house):
    proposal = make.co_signed(house)
    for address in (NEW, *(step(proposal, number) for number in (1, 2, 3, 4))):
        html = author.get(address).content.decode()
        assert not re.search(r"\sstyle=|<script(?![^>]*src=)|\son\w+=|hx-on", html), address
