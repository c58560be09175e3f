"""The leading group of a unit (领导体制): who belongs to it, for which side, with which duty, since when and until when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit, within_paths


class Side(models.TextChoices):
    """The four of the words, in their order."""

    HEADS = "heads", "党政共同负责"
    UNION = "union", "工会组织协调"
    DEPARTMENTS = "departments", "部门齐抓共管"
    EMPLOYEES = "employees", "职工参与"


class MemberState(models.TextChoices):
    SERVING = "leads_now", "在任"
    LEFT = "leads_no_more", "已离任"


class GroupMemberQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> GroupMemberQuerySet:
        """Everybody of the unit, and those who answer for it or watch over it."""
        mine = Q(unit__in=person.unit.lineage)
        return self.filter(mine | within_paths(person.scope("foundations.read"), "unit__path"))

    def of(self, unit: Unit) -> GroupMemberQuerySet:
        return self.filter(unit=unit)

    def serving(self) -> GroupMemberQuerySet:
        return self.filter(state=MemberState.SERVING)


class GroupMember(models.Model):
    """One person in the leading group of a unit, with a duty in words. Whoever left stays readable."""

    State = MemberState
    Side = Side

    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="姓名")
    side = models.CharField("哪一方面", max_length=12, choices=Side)
    post = models.CharField("职务", max_length=40)
    duty = models.CharField("负责什么", max_length=200)
    from_on = models.DateField("任职日期")
    until_on = models.DateField("离任日期", null=True)
    state = models.CharField("状态", max_length=16, choices=MemberState, default=MemberState.SERVING)
    entered_by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "领导小组成员"
        ordering = ["unit__path", "state", "from_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "person"], condition=Q(state="leads_now"), name="group_member_serves_once"
            ),
            models.CheckConstraint(name="group_member_has_post_and_duty", condition=~Q(duty="") & ~Q(post="")),
            models.CheckConstraint(
                name="group_member_left_on_a_day",
                condition=Q(state="leads_now", until_on=None)
                | Q(state="leads_no_more", until_on__isnull=False, until_on__gte=F("from_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short}领导小组：{self.person.name}"

    def get_absolute_url(self) -> str:
        return f"{reverse('foundations:group', args=[self.unit_id])}#member-{self.pk}"
