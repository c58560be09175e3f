"""One row for each who, what and window of time."""

from django.db import models


class Count(models.Model):
    """How often somebody asked for something since `begins_at`. Rows of the day before go when a new one is written."""

    what = models.CharField("事项", max_length=20)
    # The number of a person, or a keyed hash of an address that changes every day: no address is ever stored.
    who = models.CharField("来源", max_length=40)
    begins_at = models.DateTimeField("起始时间")
    times = models.PositiveIntegerField("次数", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "次数"
        constraints = [models.UniqueConstraint(fields=["what", "who", "begins_at"], name="one_count_per_window")]

    def __str__(self) -> str:
        return f"{self.what} {self.times}"
