"""Writing a proposal in four steps: one draft, nothing lost, nobody else's business."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from proposals import workflow
from proposals.models import Category, Proposal, State
from tests import factories as make
from ymdm.attachments.models import Attachment
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.organization.models import Role
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db
NEW = "/w/proposals/new/"
HTMX = {"HX-Request": "true"}
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def house(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make.bureau()


@pytest.fixture
def author(client, house):
    client.force_login(house.proposer)
    return client


def step(proposal, number: int) -> str:
    return reverse("proposals:wizard", args=[proposal.pk, number])


def typed(client, proposal, **fields):
    """What the second step's form would send, with `fields` changed."""
    form = client.get(step(proposal, 2)).context["form"]
    sent = {bound.html_name: bound.value() or "" for bound in form if bound.name != "is_confidential"}
    return {"go": "next"} | sent | fields


def begin(client, house) -> Proposal:
    category = house.term.proposal_categories.first()
    client.post(NEW, {"category": category.pk, "go": "next"})
    return Proposal.objects.get()


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


# --- whose draft it is -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_nobody_else_writes(client, house, number):
    proposal = make.co_signed(house)
    for person, status in ((house.seconders[0], 403), (house.employee, 404), (house.union, 404), (house.leader, 404)):
        client.force_login(person)
        for method in ("get", "post"):
            assert getattr(client, method)(step(proposal, number)).status_code == status, person


def test_there_are_four_steps(author, house):
    proposal = make.draft(house)
    for number in (0, 5, 99):
        assert author.get(step(proposal, number)).status_code == 404


def test_what_was_handed_in_can_be_read_but_not_written_any_more(author, house):
    proposal = make.submitted(house)
    page = author.get(step(proposal, 2), follow=True)
    assert page.redirect_chain[-1][0] == proposal.get_absolute_url()
    assert "内容不能再改" in page.content.decode()
    late = author.post(step(proposal, 2), {"title": "改", "go": "next"}, headers=HTMX)
    assert late.status_code == 409
    assert "现在是“待审查”" in late.content.decode()
    proposal.refresh_from_db()
    assert proposal.title != "改"


# --- co-signers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["李守田", "守田", "lishoutian", "lst", "第二代表团 李"])
def test_representatives_are_found_by_name_pinyin_and_delegation(author, house, asked):
    other = make.delegation(house.term, "第二代表团")
    make.representative(house.term, house.team, "李守田", delegation_=other)
    proposal = make.draft(house)
    page = author.get(step(proposal, 3), {"q": asked})
    assert [str(seat.person) for seat in page.context["found"]] == ["李守田"]
    part = author.get(step(proposal, 3), {"q": asked, "part": "found"}, headers=HTMX).content.decode()
    assert part.lstrip().startswith('<div id="found"')
    assert "李守田" in part


def test_the_own_delegation_stands_there_before_anything_is_asked(author, house):
    stranger = make.representative(
        house.term, house.team, "李守田", delegation_=make.delegation(house.term, "第二代表团")
    )
    found = [seat.person for seat in author.get(step(make.draft(house), 3)).context["found"]]
    assert set(found) == set(house.seconders)
    assert stranger not in found
    assert house.proposer not in found


def test_an_invitation_is_one_tap_and_reaches_the_inbox(author, house):
    proposal = make.draft(house)
    answer = author.post(step(proposal, 3), {"go": "invite", "person": house.seconders[0].pk})
    assert answer.url == step(proposal, 3)
    assert proposal.co_signers.get().state == "invited"
    notice = Notice.objects.get(person=house.seconders[0], kind="proposal-invited")
    assert notice.url == proposal.get_absolute_url()
    page = author.get(step(proposal, 3))
    assert house.seconders[0] not in [seat.person for seat in page.context["found"]]
    assert "等待回应" in page.content.decode()


def test_nobody_without_a_seat_is_invited(author, house):
    proposal = make.draft(house)
    for person in (house.employee.pk, house.union.pk, 0, "abc", "9" * 30):
        assert author.post(step(proposal, 3), {"go": "invite", "person": person}).status_code == 404
    assert not proposal.co_signers.exists()
    refused = author.post(step(proposal, 3), {"go": "invite", "person": house.proposer.pk}, headers=HTMX)
    assert refused.status_code == 409
    assert "不能附议自己的提案" in refused.content.decode()


def test_whoever_withdrew_may_be_asked_again(author, house):
    proposal = make.co_signed(house)
    workflow.withdraw_signature(proposal, house.seconders[0])
    assert house.seconders[0] in [seat.person for seat in author.get(step(proposal, 3)).context["found"]]
    author.post(step(proposal, 3), {"go": "invite", "person": house.seconders[0].pk})
    assert proposal.co_signers.get(person=house.seconders[0]).state == "invited"


def test_the_list_of_signers_reads_itself_anew(author, house):
    proposal = make.co_signed(house)
    part = author.get(step(proposal, 3), {"part": "signers"}, headers=HTMX).content.decode()
    assert part.lstrip().startswith('<div class="stack stack--4" id="signers"')
    assert "已有 2 人附议，可以提交了。" in part


# --- handing in ------------------------------------------------------------------------------------------------

READY = {"go": "submit", "truthful": "on"}


def test_the_last_step_hands_in_and_says_the_number(author, house):
    proposal = make.co_signed(house)
    page = author.post(step(proposal, 4), READY, follow=True)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.number) == (State.SUBMITTED, "HSZ-6-2-001")
    assert "提案已提交，编号 HSZ-6-2-001" in page.content.decode()


def test_it_is_not_handed_in_without_the_authors_word(author, house):
    proposal = make.co_signed(house)
    page = author.post(step(proposal, 4), {"go": "submit"})
    assert page.status_code == 422
    assert "请确认内容属实并同意公开题目和办理情况。" in page.content.decode()
    assert "checked" not in author.get(step(proposal, 4)).content.decode()
    proposal.refresh_from_db()
    assert proposal.state == State.DRAFT


@pytest.mark.parametrize(
    ("signers", "draft", "says"),
    [
        (1, {}, "现有 1 名代表附议，至少要 2 名才能提交。"),
        (2, {"title": ""}, "还没有填写案由"),
        (2, {"points": []}, "还没有填写建议措施"),
    ],
)
def test_what_is_missing_is_said_and_the_draft_stays(author, house, signers, draft, says):
    proposal = make.co_signed(house, seconders=house.seconders[:signers], **draft)
    page = author.post(step(proposal, 4), READY)
    assert page.status_code == 409
    assert says in page.content.decode()
    proposal.refresh_from_db()
    assert (proposal.state, proposal.number) == (State.DRAFT, None)


def test_handed_in_twice_it_is_handed_in_once(author, house):
    proposal = make.co_signed(house)
    author.post(step(proposal, 4), READY)
    again = author.post(step(proposal, 4), READY, headers=HTMX)
    assert again.status_code == 409
    assert proposal.versions.count() == 1
    assert Event.objects.of(proposal).filter(act="proposals.submit").count() == 1


def test_begun_in_the_call_and_handed_in_after_it_it_goes_between_the_sessions(client, house):
    proposal = make.co_signed(house)
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        client.force_login(house.proposer)
        page = client.post(step(proposal, 4), READY, follow=True)
        assert "闭会期间" in page.content.decode()
    proposal.refresh_from_db()
    assert (proposal.state, proposal.between_sessions) == (State.SUBMITTED, True)


def test_a_withdrawn_signature_opens_the_draft_again(author, house):
    proposal = make.submitted(house)
    assert author.get(step(proposal, 2)).status_code == 302
    workflow.withdraw_signature(proposal, house.seconders[0])
    assert author.get(step(proposal, 2)).status_code == 200
    assert "还差 1 人" in author.get(step(proposal, 3)).content.decode()
    assert author.post(step(proposal, 4), READY).status_code == 409


def test_a_returned_proposal_is_completed_in_the_same_steps_and_keeps_its_number(author, house):
    proposal = make.submitted(house)
    workflow.send_back(proposal, house.union, reason="unclear", text="请写明标准调到多少。")
    assert "补充提案" in author.get(step(proposal, 2)).content.decode()
    author.post(step(proposal, 2), typed(author, proposal, point_1="调到每天 120 元。"))
    assert "重新提交" in author.get(step(proposal, 4)).content.decode()
    author.post(step(proposal, 4), READY)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.number, proposal.versions.count()) == (State.SUBMITTED, "HSZ-6-2-001", 2)


def test_going_back_from_the_last_step_asks_for_no_consent(author, house):
    proposal = make.co_signed(house)
    assert author.post(step(proposal, 4), {"go": "back"}).url == step(proposal, 3)


# --- for a delegation --------------------------------------------------------------------------------------------


def test_the_head_of_a_delegation_may_speak_in_its_name(author, house):
    house.delegation.head = house.proposer
    house.delegation.save()
    category = house.term.proposal_categories.first().pk
    assert "机关代表团" in author.get(NEW).content.decode()
    author.post(NEW, {"category": category, "voice": "joint"})
    proposal = Proposal.objects.get()
    assert proposal.is_joint
    author.post(
        step(proposal, 2), typed(author, proposal, title="硬化道路", rationale="雨天难走。", point_1="今年硬化。")
    )
    page = author.post(step(proposal, 4), READY)
    assert page.status_code == 422
    assert "须经本团过半数代表同意" in page.content.decode()
    author.post(step(proposal, 4), READY | {"agreed": "on"})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.co_signers.count()) == (State.SUBMITTED, 0)


def test_nobody_else_speaks_for_a_delegation(author, house):
    category = house.term.proposal_categories.first().pk
    assert "voice" not in author.get(NEW).content.decode()
    author.post(NEW, {"category": category, "voice": "joint"})
    assert not Proposal.objects.get().is_joint


def test_the_workflow_itself_refuses_a_voice_that_is_not_ones_own(house):
    with pytest.raises(Refused, match="由代表团团长提交"):
        workflow.begin(house.unit, house.proposer, joint=True)
    assert not Proposal.objects.exists()


# --- on behalf of somebody (F80) --------------------------------------------------------------------------------


@pytest.fixture
def officer(client, house):
    client.force_login(house.union)
    return client


def enter(officer, house) -> Proposal:
    seat = house.proposer.mandates.get()
    answer = officer.post(reverse("proposals:proposal-enter"), {"seat": seat.pk})
    proposal = Proposal.objects.get()
    assert answer.url == step(proposal, 1)
    return proposal


def test_the_union_finds_the_representative_and_enters_what_came_on_paper(officer, house):
    page = officer.get(reverse("proposals:proposal-enter"), {"q": "mhx"})
    assert [seat.person for seat in page.context["found"]] == [house.proposer]
    proposal = enter(officer, house)
    assert (proposal.source, proposal.proposer, proposal.entered_by) == ("on_behalf", house.proposer, house.union)
    html = officer.get(step(proposal, 2)).content.decode()
    assert "代为录入：提案人马红霞" in html


def test_signatures_on_paper_are_entered_and_each_co_signer_is_told(officer, house):
    proposal = enter(officer, house)
    officer.post(
        step(proposal, 2), typed(officer, proposal, title="调整津贴", rationale="现行 60 元。", point_1="调到 100 元。")
    )
    for person in house.seconders:
        officer.post(step(proposal, 3), {"go": "paper", "person": person.pk})
    assert set(proposal.co_signers.values_list("state", "on_paper")) == {("signed", True)}
    told = Notice.objects.filter(kind="proposal-paper-signature").values_list("person", flat=True)
    assert set(told) == {person.pk for person in house.seconders}
    officer.post(step(proposal, 4), READY)
    proposal.refresh_from_db()
    assert proposal.state == State.SUBMITTED
    assert "代为录入" in officer.get(proposal.get_absolute_url()).content.decode()
    # It was not so: the person withdraws it like any other.
    workflow.withdraw_signature(proposal, house.seconders[0])
    assert proposal.state == State.DRAFT


def test_no_signature_is_entered_for_what_somebody_wrote_in_person(author, house):
    proposal = make.draft(house)
    author.post(step(proposal, 3), {"go": "paper", "person": house.seconders[0].pk})
    assert proposal.co_signers.get().state == "invited"
    with pytest.raises(NoAuthority, match="书面附议"):
        workflow.enter_signature(proposal, house.union, person=house.seconders[0])


def test_the_entry_on_behalf_is_the_unions(client, house):
    seat = house.proposer.mandates.get()
    for person in (house.proposer, house.handler, house.employee, house.leader):
        client.force_login(person)
        for method in ("get", "post"):
            assert getattr(client, method)(reverse("proposals:proposal-enter"), {"seat": seat.pk}).status_code == 403
    assert not Proposal.objects.exists()


def test_a_unit_enters_only_for_its_own_congress(client, house):
    seat = house.proposer.mandates.get()
    client.force_login(house.branch_union)
    assert client.get(reverse("proposals:proposal-enter"), {"q": "马"}).context["found"].count() == 0
    assert client.post(reverse("proposals:proposal-enter"), {"seat": seat.pk}).status_code == 404
    for value in ("", "x", "9" * 40):
        assert client.post(reverse("proposals:proposal-enter"), {"seat": value}).status_code == 404


def test_whoever_is_union_officer_and_representative_may_do_both(client, house):
    make.appoint(house.proposer, Role.UNION_OFFICER, house.unit)
    client.force_login(house.proposer)
    html = client.get(NEW).content.decode()
    assert reverse("proposals:proposal-enter") in html


def test_the_pages_of_the_wizard_carry_no_inline_style_and_no_inline_script(author, house):
    proposal = make.co_signed(house)
    for address in (NEW, *(step(proposal, number) for number in (1, 2, 3, 4))):
        html = author.get(address).content.decode()
        assert not re.search(r"\sstyle=|<script(?![^>]*src=)|\son\w+=|hx-on", html), address
