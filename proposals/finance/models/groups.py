"""民主理财小组: who was elected by whom, who leads it, until when; ended groups and members stay on record."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from proposals.meetings.models.receptions import house_of
from ymdm.organization.models import Person


class FinanceGroupQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> FinanceGroupQuerySet:
        """Who was elected to look at the accounts is no secret in the house."""
        return self.filter(unit__path__startswith=house_of(person))

    def running(self) -> FinanceGroupQuerySet:
        return self.filter(state=FinanceGroup.State.RUNNING)


class FinanceGroup(models.Model):
    """One group of one unit for one term. `keeper` is the unit that keeps the accounts, and so sits not in the group."""

    class State(models.TextChoices):
        RUNNING = "group_running", "在任"
        ENDED = "group_ended", "已结束"

    class Rhythm(models.TextChoices):
        MONTH = "month", "每月"
        QUARTER = "quarter", "每季度"

    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="finance_groups", verbose_name="单位")
    keeper = models.ForeignKey("organization.Unit", models.PROTECT, related_name="+", verbose_name="记账部门")
    rhythm = models.CharField("审查周期", max_length=8, choices=Rhythm)
    head = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="组长")
    until_on = models.DateField("任期至")
    state = models.CharField("状态", max_length=16, choices=State, default=State.RUNNING)
    founded_at = models.DateTimeField("登记时间")
    ended_on = models.DateField("结束日期", null=True)
    ended_because = models.CharField("结束原因", max_length=200, blank=True)

    objects = FinanceGroupQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "民主理财小组"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(state="group_running"), name="one_running_finance_group_per_unit"
            ),
            models.CheckConstraint(
                name="finance_group_ended_on_a_day_with_reason",
                condition=Q(state="group_running", ended_on=None, ended_because="")
                | Q(state="group_ended", ended_on__isnull=False) & ~Q(ended_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short}民主理财小组"

    def get_absolute_url(self) -> str:
        return reverse("finance:group", args=[self.pk])


class FinanceElection(models.Model):
    """By whom, on which day and how members were elected: the founding election, or a by-election."""

    class Body(models.TextChoices):
        CONGRESS = "congress", "职代会"
        EMPLOYEES = "employees", "职工大会"

    group = models.ForeignKey(FinanceGroup, models.PROTECT, related_name="elections", verbose_name="小组")
    body = models.CharField("由谁选举", max_length=10, choices=Body)
    session = models.ForeignKey(
        "congress.CongressSession", models.PROTECT, null=True, related_name="+", verbose_name="届次"
    )
    held_on = models.DateField("选举日期")
    how = models.CharField("选举方式和结果", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "民主理财小组选举"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="finance_election_of_a_congress_names_its_session",
                condition=Q(body="congress", session__isnull=False) | Q(body="employees", session=None),
            ),
            models.CheckConstraint(name="finance_election_says_how", condition=~Q(how="")),
        ]

    def __str__(self) -> str:
        by = f"{self.session.short}职代会" if self.session else self.get_body_display()
        return f"{by}（{self.held_on:%Y年%-m月%-d日}）"


class GroupMemberQuerySet(models.QuerySet):
    def sitting(self) -> GroupMemberQuerySet:
        """Those who have not left, in groups that have not ended."""
        return self.filter(left_on=None, group__state=FinanceGroup.State.RUNNING)

    def of(self, person: Person, group: str = "group") -> Exists:
        """A condition: `person` sits in the group that the outer row names by `group`."""
        return Exists(self.sitting().filter(person=person, group=OuterRef(group)))


class GroupMember(models.Model):
    """Somebody in a group, by an election."""

    group = models.ForeignKey(FinanceGroup, models.PROTECT, related_name="members", verbose_name="小组")
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="组员")
    election = models.ForeignKey(FinanceElection, models.PROTECT, related_name="members", verbose_name="选举")
    left_on = models.DateField("离开日期", null=True)
    left_because = models.CharField("离开原因", max_length=120, blank=True)

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "民主理财小组组员"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(left_on=None), name="one_seat_per_finance_group_and_person"
            ),
            models.CheckConstraint(
                name="finance_member_left_on_a_day_with_reason",
                condition=Q(left_on=None, left_because="") | Q(left_on__isnull=False) & ~Q(left_because=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
