"""One row for each matter that can be found; derived from the matter, and made anew whenever its text changes."""

from __future__ import annotations

from datetime import date

from django.db import models

# A key holds day, source and matter, so that the order of keys is the order of days, newest last.
SUBJECT_BITS, SOURCE_BITS = 32, 8


def key_of(on: date, source: int, subject: int) -> int:
    """The key of a matter; below 2**60. Raises ValueError where a part does not fit."""
    if not (0 <= subject < 1 << SUBJECT_BITS and 0 <= source < 1 << SOURCE_BITS):
        raise ValueError(f"no key for source {source}, subject {subject}")
    return first_key(on) | source << SUBJECT_BITS | subject


def first_key(on: date) -> int:
    """The lowest key of a day."""
    return on.toordinal() << (SUBJECT_BITS + SOURCE_BITS)


def day_of(key: int) -> date:
    return date.fromordinal(key >> (SUBJECT_BITS + SOURCE_BITS))


def source_of(key: int) -> int:
    return key >> SUBJECT_BITS & ((1 << SOURCE_BITS) - 1)


def subject_of(key: int) -> int:
    return key & ((1 << SUBJECT_BITS) - 1)


class Document(models.Model):
    """What is looked through of one matter. `text` begins with what everybody may read, `open_to` characters long."""

    id = models.PositiveBigIntegerField("键", primary_key=True)
    source = models.PositiveSmallIntegerField("来源")
    subject = models.PositiveBigIntegerField("对象编号")
    kind = models.CharField("种类", max_length=20)
    # That took it in, and no other: what lies above it is asked of the tree of today.
    unit = models.PositiveBigIntegerField("单位")
    title = models.CharField("标题", max_length=200)
    text = models.TextField("内容")
    open_to = models.PositiveIntegerField("公开部分长度")

    class Meta:
        verbose_name = verbose_name_plural = "可查内容"
        constraints = [models.UniqueConstraint(fields=["source", "subject"], name="one_document_per_subject")]

    def __str__(self) -> str:
        return self.title
