"""Special committees: proposed by the union, elected or passed by the congress (CON-42)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from ymdm.organization.models import Person
from ymdm.workflow import Refused, step

from ..models import CongressTerm, Mandate, Organ, OrganMember, Vote
from ..rules import catalogue as rule
from ..rules.deciding import Outcome

MATTER = "committee_members"


@step(CongressTerm, needs="congress.keep_roll", says="提名专门委员会")
def propose_committee(
    term: CongressTerm, by: Person, *, at: datetime, kind: str, head: Person, members: Sequence[Person]
) -> Organ:
    """Write down who is proposed for a committee; a list that was passed before is replaced only by another vote.

    Raises Refused for a head who is no representative, or a kind that is none of the six.
    """
    if kind not in Organ.Kind.values or kind == Organ.Kind.PRESIDIUM:
        raise Refused("请选择专门委员会的种类。", rule=rule.COMMITTEES)
    if not Mandate.objects.in_force(timezone.localdate(at)).filter(term=term, person=head).exists():
        raise Refused(f"{head}不是在任职工代表，不能担任负责人。", rule=rule.COMMITTEES)
    organ, _ = Organ.objects.get_or_create(term=term, session=None, kind=kind)
    # Those who sit there already stay until the congress has passed the new list.
    organ.members.filter(is_elected=False).delete()
    sitting = set(organ.members.values_list("person", flat=True))
    fresh = [one for one in {person.pk: person for person in [head, *members]}.values() if one.pk not in sitting]
    if not fresh:
        raise Refused("名单上的人都已经是成员。")
    OrganMember.objects.bulk_create(OrganMember(organ=organ, person=one, is_head=one == head) for one in fresh)
    return organ


@step(Organ, needs="congress.keep_roll", says="大会通过委员会名单")
def approve_committee(organ: Organ, by: Person, *, at: datetime, vote: Vote) -> int:
    """Let those proposed take their seats by a vote of the congress; returns how many.

    A passed list seats everybody proposed, an election those whom it elected. Raises Refused for any other vote.
    """
    if vote.session.term_id != organ.term_id or vote.item.matter != MATTER:
        raise Refused("请选本届大会对专门委员会成员的表决。", rule=rule.COMMITTEES)
    if vote.state != Vote.State.DECLARED or vote.outcome not in (Outcome.PASSED, Outcome.REJECTED):
        raise Refused("这次表决还没有宣布结果。", rule=rule.COMMITTEES)
    proposed = organ.members.filter(is_elected=False)
    if vote.form == Vote.Form.ELECTION:
        proposed = proposed.filter(person__in=vote.candidates.filter(is_elected=True).values("person"))
    elif vote.outcome != Outcome.PASSED:
        raise Refused(f"“{vote.question}”没有通过。", rule=rule.COMMITTEES, remedy="请修改名单，再提交大会。")
    seated = list(proposed.values_list("pk", flat=True))
    if not seated:
        raise Refused("名单上没有当选的人。", rule=rule.COMMITTEES)
    if OrganMember.objects.filter(pk__in=seated, is_head=True).exists():
        organ.members.filter(is_elected=True, is_head=True).update(is_head=False)
    OrganMember.objects.filter(pk__in=seated).update(is_elected=True)
    return len(seated)


@step(Organ, needs="congress.keep_roll", says="成员退出委员会")
def leave_committee(organ: Organ, by: Person, *, at: datetime, member: OrganMember, because: str) -> None:
    """Somebody leaves a committee, or is taken off the list before it was passed."""
    if member.organ_id != organ.pk:
        raise Refused("这个人不是成员。")
    if not because.strip():
        raise Refused("请写明退出的原因。", rule=rule.COMMITTEES)
    member.delete()
