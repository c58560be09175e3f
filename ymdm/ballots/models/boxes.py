"""A box: what is asked of whom, from when until when, and what came out of it (security.md 2.2)."""

from __future__ import annotations

import secrets
import time
import uuid
from typing import Any

from django.core.cache import cache
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit, within_paths

from .ceremonies import KeyCeremony, Task
from .rolls import RollEntry, RollState

SUITE = "HPKE-P256-SHA256-AES256GCM"
SHOWN_FROM = 5  # ballots; fewer would tell who was early
TURNOUT_SECONDS = 600


class State(models.TextChoices):
    DRAFT = "draft", "准备中"
    FROZEN = "frozen", "名册已冻结"
    OPEN = "open", "投票中"
    SEALING = "sealing", "正在封箱"
    CLOSED = "closed", "已封箱"
    OPENED = "opened", "已开箱"
    PUBLISHED = "published", "已公布"
    DESTROYING = "destroying", "正在销毁"
    DESTROYED = "destroyed", "选票已销毁"
    DISPUTED = "disputed", "票数不符"
    VOID = "void", "作废"


class Purpose(models.TextChoices):
    VOTE = "vote", "表决"
    ELECTION = "election", "选举"
    APPRAISAL = "appraisal", "民主评议"
    AWARD = "award", "评选"


AFTER_CLOSE = (State.CLOSED, State.OPENED, State.PUBLISHED, State.DESTROYED)


def random_lock() -> int:
    return secrets.randbelow(2**31)


class BallotBoxQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> BallotBoxQuerySet:
        """Boxes that one votes in or keeps, those of the units whose ballots one prepares, and published ones."""
        mine = RollEntry.objects.filter(person=person).values("box")
        return self.filter(
            Q(pk__in=mine)
            | Q(ceremony__in=KeyCeremony.objects.filter(keepers__person=person))
            | within_paths(person.scope("ballots.prepare"), "unit__path")
            | Q(state__in=(State.PUBLISHED, State.DESTROYED))
        )

    def open_for(self, person: Person) -> BallotBoxQuerySet:
        """Open boxes in which the person has not voted yet: computed for the reader, never stored."""
        fresh = RollEntry.objects.filter(person=person, state=RollState.FRESH).values("box")
        return self.filter(state=State.OPEN, pk__in=fresh)

    def of_owner(self, owner_kind: str, owner_pk: int) -> BallotBoxQuerySet:
        return self.filter(owner_kind=owner_kind, owner_pk=owner_pk)


class BallotBox(models.Model):
    """One secret ballot. Moves only by the steps of this app; what was cast stands in `SealedBallot`, unreadable."""

    id = models.UUIDField("编号", primary_key=True, default=uuid.uuid4, editable=False)
    lock_no = models.IntegerField("锁号", default=random_lock, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    owner_kind = models.CharField("归属", max_length=40)
    owner_pk = models.BigIntegerField("归属编号")
    back = models.CharField("返回页", max_length=200, blank=True)
    purpose = models.CharField("用途", max_length=10, choices=Purpose)
    paper = models.JSONField("选票")
    paper_hash = models.CharField("选票摘要", max_length=64)
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    opens_at = models.DateTimeField("投票开始", null=True)
    closes_at = models.DateTimeField("投票截止", null=True)
    suite = models.CharField("密码套件", max_length=40, default=SUITE)
    ceremony = models.ForeignKey(KeyCeremony, models.PROTECT, null=True, related_name="boxes", verbose_name="密钥仪式")
    public_key = models.CharField("公钥", max_length=130, blank=True)
    script_hash = models.CharField("封票程序摘要", max_length=64, blank=True)
    body_len = models.PositiveIntegerField("密票长度", help_text="字节")
    roll_root = models.CharField("名册根", max_length=64, blank=True)
    roll_size = models.PositiveIntegerField("名册人数", null=True)
    strata = models.JSONField("组别", default=dict, help_text="原组别 → 计票组别")
    k_min = models.PositiveSmallIntegerField("最小组", default=5)
    edge_sealing = models.BooleanField("由服务器代封", default=False)
    is_hall = models.BooleanField("会场投票", default=False, help_text="全体在场，投票人数实时显示")
    box_root = models.CharField("票箱根", max_length=64, blank=True)
    box_count = models.PositiveIntegerField("箱内票数", null=True)
    strata_hash = models.CharField("组别摘要", max_length=64, blank=True)
    result = models.JSONField("结果", null=True)
    # Counts are few: without a salt whoever reads the hash would find hidden ones by trying (CON-76, EVA-48).
    result_salt = models.CharField("结果盐", max_length=32, blank=True)
    result_hash = models.CharField("结果摘要", max_length=64, blank=True)
    objections_until = models.DateTimeField("异议截止", null=True)

    objects = BallotBoxQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "票箱"
        ordering = ["-opens_at", "id"]
        indexes = [
            models.Index(fields=["owner_kind", "owner_pk"], name="box_of_owner"),
            models.Index(fields=["closes_at"], condition=Q(state="open"), name="box_open_by_close"),
        ]
        constraints = [
            models.CheckConstraint(
                name="box_result_only_after_opening",
                condition=Q(result=None) | Q(state__in=("opened", "published", "destroying", "destroyed", "void")),
            ),
            models.CheckConstraint(
                name="box_frozen_is_whole",
                condition=Q(state__in=("draft", "void"))
                | (
                    Q(opens_at__isnull=False, closes_at__isnull=False, roll_size__isnull=False)
                    & ~Q(public_key="")
                    & ~Q(roll_root="")
                ),
            ),
            models.CheckConstraint(
                name="box_root_after_close",
                condition=Q(box_root="") | Q(box_count__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.paper.get("title", ""))[:120] or self.get_purpose_display()

    def get_absolute_url(self) -> str:
        return reverse("ballots:box", args=[self.pk])

    @property
    def info(self) -> bytes:
        """What HPKE binds every ballot of this box to."""
        return f"ymdm/ballot/1|{self.pk}".encode()

    # --- what everyone may know ---------------------------------------------------------------------------------
    def turnout(self) -> int | None:
        """How many have cast, on paper included; None below five. Looked up every ten minutes unless all sit together.

        After the close it is the exact number.
        """
        if self.state in AFTER_CLOSE and self.box_count is not None:
            return self.box_count + self.roll.filter(state=RollState.PAPER).count()
        count = self._count_cast() if self.is_hall else self._count_cast_lately()
        return count if count >= SHOWN_FROM else None

    def _count_cast_lately(self) -> int:
        key = f"ballots-turnout:{self.pk}:{int(time.time()) // TURNOUT_SECONDS}"
        return int(cache.get_or_set(key, self._count_cast, TURNOUT_SECONDS) or 0)

    def _count_cast(self) -> int:
        return self.roll.exclude(state=RollState.FRESH).count()

    def roll_state(self, person: Person) -> str | None:
        """One's own: fresh, cast, paper; None for whoever is not on the roll."""
        return self.roll.filter(person=person).values_list("state", flat=True).first()

    # --- who has a task in it -----------------------------------------------------------------------------------
    def keepers(self) -> Any:
        """The keepers in their order, with their people; none before a ceremony is named."""
        return self.ceremony.keepers.select_related("person") if self.ceremony else ()

    def is_kept_by(self, person: Person) -> bool:
        return self.ceremony is not None and self.ceremony.is_kept_by(person)

    @property
    def quorum(self) -> int:
        """How many keepers open it together."""
        return self.ceremony.t if self.ceremony else 0

    @property
    def scrutineer(self) -> Person | None:
        """The keeper who answers for the box: the first scrutineer, else the first teller."""
        all_ = list(self.keepers())
        first = [one for one in all_ if one.task == Task.SCRUTINEER] or all_
        return first[0].person if first else None

    def shows_result_to(self, person: Person) -> bool:
        """Whether the person may read the counts now: everyone once published, before that the keepers and the union."""
        # What single leaders got is for the appraisal's own pages to tell, to each who may read it (EVA-48).
        if self.result is None or self.purpose == Purpose.APPRAISAL:
            return False
        if self.state in (State.PUBLISHED, State.DESTROYED):
            return True
        return self.is_kept_by(person) or person.may("ballots.read_result", self.unit)


def roll_state(box: BallotBox, person: Person) -> str | None:
    return box.roll_state(person)


def boxes_for(person: Person) -> BallotBoxQuerySet:
    """The person's ballots to cast, soonest to close first."""
    return BallotBox.objects.open_for(person).order_by("closes_at", "id")
