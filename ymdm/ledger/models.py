"""What was done, by whom, when: rows that nobody can change.

The ledger knows nobody: it keeps labels and plain ids, not foreign keys, so that everything may stand
on it. The personal part of an event (`EventPayload`) stands apart from its commitment, so that it can
be erased while the event still verifies (security promises P6; GEN-01, GEN-02). What binds the events
to each other, `EventSeal`, is written after them by one sealer: no act ever waits for it.
"""

from django.db import models


class Immutable(TypeError):
    """Raised by Python code that tries to change what the ledger holds. The database refuses it too."""


class AppendOnlyQuerySet(models.QuerySet):
    """A queryset that can add and read, and nothing else."""

    def update(self, **kwargs):
        raise Immutable("台账只能追加，不能修改。")

    def delete(self):
        raise Immutable("台账只能追加，不能删除。")

    def bulk_update(self, objs, fields, batch_size=None):
        raise Immutable("台账只能追加，不能修改。")

    def of(self, obj: models.Model) -> "AppendOnlyQuerySet":
        """Events about one object, oldest first."""
        return self.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk)).order_by("at", "pk")


class AppendOnly(models.Model):
    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.pk is not None and not self._state.adding:
            raise Immutable("台账只能追加，不能修改。")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise Immutable("台账只能追加，不能删除。")


class Event(AppendOnly):
    """One act. `commitment` fixes the payload without telling it."""

    act = models.CharField("事项", max_length=60)
    says = models.CharField("说明", max_length=40)
    object_type = models.CharField("对象类型", max_length=60)
    object_id = models.CharField("对象编号", max_length=40)
    object_label = models.CharField("对象", max_length=200)
    unit_id = models.BigIntegerField("单位编号", null=True)
    unit_label = models.CharField("单位", max_length=100, blank=True)
    actor_id = models.BigIntegerField("办理人编号", null=True)
    actor_label = models.CharField("办理人", max_length=60)
    actor_role = models.CharField("办理人身份", max_length=100, blank=True)
    at = models.DateTimeField("发生时间")
    recorded_at = models.DateTimeField("记录时间")
    commitment = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = "事件"
        verbose_name_plural = "事件"
        indexes = [models.Index(fields=["object_type", "object_id", "at", "id"], name="event_of_object")]

    def __str__(self):
        return f"{self.object_label} {self.says} {self.actor_label}"


class EventPayload(AppendOnly):
    """What the event's commitment was made of: state before and after, and what was typed."""

    event = models.OneToOneField(Event, models.PROTECT, related_name="payload", primary_key=True)
    salt = models.CharField("盐", max_length=32)
    payload = models.JSONField("内容")

    class Meta:
        verbose_name = "事件内容"
        verbose_name_plural = "事件内容"

    def __str__(self):
        return f"{self.event_id}"

    def save(self, *args, **kwargs):
        # The key is the event's own, so Django cannot tell an insert from an update by it.
        super(AppendOnly, self).save(*args, force_insert=True, **{k: v for k, v in kwargs.items() if k == "using"})


# What stands in place of a name once it was erased (see protection.py, which lets nothing else in).
ERASED = "内容已依法隐去"
CHAIN = "main"


class EventSeal(AppendOnly):
    """The place of an event in the chain. `hash` covers the seal before it and everything that the event says.

    `subject` and `person` fix what the event is about and who did it without telling it; the salt of the one stands
    here, that of the other goes with the payload when it is erased. Hashes and salts are hex.
    """

    pk = models.CompositePrimaryKey("chain", "seq")
    chain = models.CharField("链", max_length=20)
    seq = models.BigIntegerField("序号")
    event = models.OneToOneField(Event, models.PROTECT, related_name="seal")
    salt = models.CharField("盐", max_length=32)
    subject = models.CharField("事项摘要", max_length=64)
    person = models.CharField("人员摘要", max_length=64)
    prev = models.CharField("上一条", max_length=64)
    hash = models.CharField("封条", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "封条"
        # A second seal on the same predecessor would be a fork.
        constraints = [models.UniqueConstraint(fields=["chain", "prev"], name="one_seal_after_each")]

    def __str__(self):
        return f"{self.seq}"


class SealBlock(AppendOnly):
    """The Merkle root of 1,024 seals in a row, so that a proof need not read the whole chain."""

    pk = models.CompositePrimaryKey("chain", "number")
    chain = models.CharField("链", max_length=20)
    number = models.BigIntegerField("块号")
    root = models.CharField("树根", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "封条块"

    def __str__(self):
        return f"{self.number}"


class Checkpoint(AppendOnly):
    """The signed state of the chain on one day: what leaves the house and cannot be called back."""

    chain = models.CharField("链", max_length=20)
    origin = models.CharField("平台", max_length=200)
    hash_name = models.CharField("算法", max_length=10)
    size = models.BigIntegerField("条数")
    root = models.CharField("树根", max_length=64)
    at = models.DateTimeField("时间")
    public_key = models.CharField("公钥", max_length=64)
    signature = models.CharField("签名", max_length=128)

    class Meta:
        verbose_name = verbose_name_plural = "公布点"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.size}"


class Erasure(AppendOnly):
    """That the names and the payload of one event were taken out, and why. The door that the triggers leave open."""

    event = models.OneToOneField(Event, models.PROTECT, related_name="erasure", primary_key=True)
    reason = models.CharField("依据和理由", max_length=500)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "隐去"

    def __str__(self):
        return f"记录 {self.event_id}"

    def save(self, *args, **kwargs):
        super(AppendOnly, self).save(*args, force_insert=True, **{k: v for k, v in kwargs.items() if k == "using"})
