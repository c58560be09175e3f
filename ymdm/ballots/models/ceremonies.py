"""Keepers and the keys that they lock away together (security.md 2.3, point 2)."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from ymdm.organization.models import Person, Unit, within_paths

PAIRS = 20  # one for trying out, the others for votes item by item


class Task(models.TextChoices):
    SCRUTINEER = "scrutineer", "监票人"
    TELLER = "teller", "计票人"


class CeremonyState(models.TextChoices):
    CALLED = "called", "待生成"
    HELD = "held", "待试投"
    TRIED = "tried", "可以使用"


class KeyCeremonyQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> KeyCeremonyQuerySet:
        """Ceremonies that one keeps a word of, and those of the units whose ballots one prepares."""
        kept = Keeper.objects.filter(person=person).values("ceremony")
        return self.filter(models.Q(pk__in=kept) | within_paths(person.scope("ballots.prepare"), "unit__path"))


class KeyCeremony(models.Model):
    """One gathering of keepers for a session or an appraisal. Its pairs serve up to 19 boxes."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    owner_kind = models.CharField("归属", max_length=40)
    owner_pk = models.BigIntegerField("归属编号")
    title = models.CharField("名称", max_length=120)
    back = models.CharField("返回页", max_length=200, blank=True)
    t = models.PositiveSmallIntegerField("开箱所需人数", default=2)
    state = models.CharField("状态", max_length=8, choices=CeremonyState, default=CeremonyState.CALLED)

    objects = KeyCeremonyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "密钥仪式"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["owner_kind", "owner_pk"], name="ceremony_of_owner")]
        constraints = [models.CheckConstraint(name="ceremony_takes_two_at_least", condition=models.Q(t__gte=2))]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ballots:ceremony", args=[self.pk])

    def is_kept_by(self, person: Person) -> bool:
        return self.keepers.filter(person=person).exists()

    @property
    def pairs_left(self) -> int:
        """How many boxes it can still serve."""
        return self.pairs.filter(used_by=None, number__gt=0).count()


class Keeper(models.Model):
    """Somebody who holds a card of words. Nobody a candidate."""

    ceremony = models.ForeignKey(KeyCeremony, models.PROTECT, related_name="keepers", verbose_name="密钥仪式")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="保管人")
    order = models.PositiveSmallIntegerField("次序")
    task = models.CharField("任务", max_length=10, choices=Task)

    class Meta:
        verbose_name = verbose_name_plural = "密钥保管人"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["ceremony", "person"], name="keeper_once_in_a_ceremony"),
            models.UniqueConstraint(fields=["ceremony", "order"], name="keeper_has_a_place_of_her_own"),
        ]

    def __str__(self) -> str:
        return f"{self.person}（{self.get_task_display()}）"


class KeyPair(models.Model):
    """The public half; the private half exists in envelopes alone. Number 0 is for trying out and serves no box."""

    ceremony = models.ForeignKey(KeyCeremony, models.PROTECT, related_name="pairs", verbose_name="密钥仪式")
    number = models.PositiveSmallIntegerField("序号")
    public_key = models.CharField("公钥", max_length=130, help_text="未压缩的 P-256 点，十六进制")
    salts = models.JSONField("盐", default=dict, help_text="保管人次序 → 十六进制")
    used_by = models.OneToOneField(
        "ballots.BallotBox", models.PROTECT, null=True, related_name="pair", verbose_name="用于票箱"
    )

    class Meta:
        verbose_name = verbose_name_plural = "密钥对"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["ceremony", "number"], name="pair_number_once"),
            models.CheckConstraint(
                name="pair_for_trying_serves_no_box", condition=models.Q(number__gt=0) | models.Q(used_by=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ceremony} 第{self.number}对"


class KeyEnvelope(models.Model):
    """The private half, locked by the words of some keepers one inside the other. `order` tells the outermost first."""

    pair = models.ForeignKey(KeyPair, models.CASCADE, related_name="envelopes", verbose_name="密钥对")
    order = models.CharField("开启次序", max_length=40, help_text="保管人次序，用 > 连接")
    salt = models.CharField("盐", max_length=64)
    ciphertext = models.TextField("密文", help_text="十六进制")

    class Meta:
        verbose_name = verbose_name_plural = "密钥信封"
        ordering = ["pair", "order"]
        constraints = [models.UniqueConstraint(fields=["pair", "order"], name="envelope_once_an_order")]

    def __str__(self) -> str:
        return f"{self.pair} {self.order}"


class Opening(models.Model):
    """What lies between two words of an opening: envelopes peeled by some, still locked by the others; ten minutes."""

    box = models.OneToOneField("ballots.BallotBox", models.CASCADE, related_name="opening", verbose_name="票箱")
    given = models.JSONField("已输入的保管人次序", default=list)
    inner = models.JSONField("内层密文", default=dict)
    until = models.DateTimeField("有效至")

    class Meta:
        verbose_name = verbose_name_plural = "开箱"

    def __str__(self) -> str:
        return f"{self.box_id}"
