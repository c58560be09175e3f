"""What one person raised, joined and watched over: her own rows under the four rights (四权)."""

from __future__ import annotations

from typing import Any

from ymdm.measures import OwnRows
from ymdm.organization.models import Person

from ..channels import Channel
from ..finance.models import VoucherQuestion
from ..meetings.models import Forum, ForumPoint, SeriesMeeting
from ..models import CoSigner, Evaluation, Proposal

# Raised to watch over, not to propose.
OVERSEEING = (Channel.FINANCE,)


def _page(one: Any) -> tuple[str, str]:
    return str(one), one.get_absolute_url()


def _matter(one: Any) -> tuple[str, str]:
    return one.proposal.title, one.proposal.get_absolute_url()


def _point(one: ForumPoint) -> tuple[str, str]:
    return one.text, one.forum.get_absolute_url()


def joined(person: Person) -> list[OwnRows]:
    """Forums and regular meetings at which she was. An open list of names, never who voted what or whether."""
    seen = Forum.objects.visible_to(person).values("pk")
    forums = Forum.objects.filter(pk__in=seen, attendees__person=person, attendees__came=True).select_related("unit")
    series = SeriesMeeting.objects.filter(state=SeriesMeeting.State.HELD, present=person)
    return [
        OwnRows("forums", "参加的恳谈会、座谈会", "登记了本人到会的恳谈会、座谈会、分团讨论和调研。", forums, "held_on", _page, "次"),
        OwnRows("regular", "参加的例会", "会议记录里本人到会的例会。", series.select_related("series__unit"), "on", _page, "次"),
    ]  # fmt: skip


def spoken(person: Person) -> list[OwnRows]:
    """Proposals and suggestions that she handed in, those that she co-signed, and what she said at a forum."""
    raised = Proposal.objects.received().filter(proposer=person)
    signed = CoSigner.objects.filter(person=person, state=CoSigner.State.SIGNED)
    seen = Forum.objects.visible_to(person).values("pk")
    points = ForumPoint.objects.filter(speaker=person, forum__in=seen)

    def titled(one: Proposal) -> tuple[str, str]:
        return f"{one.number} {one.title}", one.get_absolute_url()

    return [
        OwnRows("proposals", "提出的提案", "本人提出、已经提交没有撤回的提案；附议的另计。",
                raised.filter(channel=Channel.PROPOSAL), "submitted_on", titled),
        OwnRows("signed", "附议的提案", "本人同意附议的提案。", signed.select_related("proposal"), "answered_at", _matter),
        OwnRows("suggestions", "提出的建议和事项", "本人以别的渠道具名提出的：合理化建议、接待日反映的事等。意见箱来信没有姓名，不在里面。",
                raised.exclude(channel__in=[Channel.PROPOSAL, *OVERSEEING]), "submitted_on", titled),
        OwnRows("points", "会上的发言", "恳谈会、座谈会记录里本人发言的意见。", points.select_related("forum"), "noted_at",
                _point, "条"),
    ]  # fmt: skip


def overseen(person: Person) -> list[OwnRows]:
    """Ratings of answers and questions about accounts."""
    rated = Evaluation.objects.filter(person=person).select_related("reply__proposal")
    asked = VoucherQuestion.objects.filter(asked_by=person, matter__proposer=person).select_related("matter")
    return [
        OwnRows("ratings", "评价的答复", "本人评价过的答复，满意、基本满意和不满意都算。", rated, "at",
                lambda one: (f"{one.get_result_display()}：{one.reply.proposal.title}", one.reply.proposal.get_absolute_url())),
        OwnRows("accounts", "民主理财质询", "本人审查账目时提出的质询。", asked, "asked_at",
                lambda one: (one.text, one.matter.get_absolute_url())),
    ]  # fmt: skip
