"""What the roof itself keeps."""

from django.db import models


class Pulse(models.Model):
    """The last time that clock, queue, worker and database together did what they are there for."""

    name = models.CharField("名称", max_length=20, primary_key=True)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "脉搏"

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"
