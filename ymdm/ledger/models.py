"""What was done, by whom, when: rows that nobody can change.

The ledger knows nobody: it keeps labels and plain ids, not foreign keys, so that everything may stand
on it. The personal part of an event (`EventPayload`) stands apart from its commitment, so that it can
one day be erased while the event still verifies (security promises P6; GEN-01, GEN-02).
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
