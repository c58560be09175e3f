"""Telling the second person, and who asked of the decision; the organisation itself stands below the notices."""

from __future__ import annotations

from ymdm.notices.outbox import send
from ymdm.organization import pairing
from ymdm.organization.models import GrantRequest, PairedAct, Person
from ymdm.rulebook.models import Override
from ymdm.rulebook.models import State as OverrideState

CONFIRMS = "organization.confirm_grants"


def tell(request: GrantRequest) -> None:
    """Whoever may confirm is told of a new request, whoever asked of the decision. Named in settings."""
    if request.state == GrantRequest.State.WAITING and request.decided_by is None:
        send(
            Person.objects.holding(CONFIRMS, request.unit),
            kind="grant-asked",
            key=str(request.pk),
            title="有一份授权申请等您确认",
            text=f"{request}。{request.proposed_by}申请。",
            url=request.get_absolute_url(),
        )
        return
    agreed = not request.decision
    send(
        request.proposed_by,
        kind="grant-decided",
        key=str(request.pk),
        title="授权申请已确认" if agreed else "授权申请没有同意",
        text=f"{request}。{request.decided_by}{'已确认' if agreed else f'不同意：{request.decision}'}。",
        url=request.get_absolute_url(),
    )


def tell_paired(request: PairedAct) -> None:
    """Whoever may confirm an act for two is told of it, whoever proposed it of the decision. Named in settings."""
    if request.decided_by is None:
        send(
            pairing.seconds(request.kind, request.unit, request.proposed_by),
            kind="pair-asked",
            key=str(request.pk),
            title=f"有一件事等您复核：{request.says}",
            text=f"{request}。{request.proposed_by}提出。{request.reason}",
            url=request.get_absolute_url(),
        )
        return
    agreed = not request.decision
    send(
        request.proposed_by,
        kind="pair-decided",
        key=str(request.pk),
        title=f"{request.says}：复核{'同意' if agreed else '没有同意'}",
        text=f"{request}。{request.decided_by}{'已同意' if agreed else f'不同意：{request.decision}'}。",
        url=request.get_absolute_url(),
    )


def tell_override(override: Override) -> None:
    """The other officers of a unit are told of a proposed value, the proposer of the decision. Named in settings."""
    if override.state == OverrideState.PROPOSED:
        send(
            Person.objects.holding("rulebook.change", override.unit).exclude(pk=override.proposed_by_id),
            kind="override-asked",
            key=str(override.pk),
            title="有一项规则修改等您确认",
            text=f"{override}。{override.proposed_by}提出：{override.reason}",
            url=override.get_absolute_url(),
        )
        return
    agreed = override.confirmed_by is not None
    send(
        override.proposed_by,
        kind="override-decided",
        key=str(override.pk),
        title="规则修改已确认" if agreed else "规则修改没有同意",
        text=f"{override}。{'已由' + str(override.confirmed_by) + '确认' if agreed else override.ended_reason}。",
        url=override.get_absolute_url(),
    )
