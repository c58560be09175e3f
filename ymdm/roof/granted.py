"""Telling the administrators about requests for grants; the organisation itself stands below the notices."""

from __future__ import annotations

from ymdm.notices.outbox import send
from ymdm.organization.models import GrantRequest, Person

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
