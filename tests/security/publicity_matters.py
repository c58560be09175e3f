"""The matters of publicity sessions for the walks: one of today, of a unit below `lead`, with the signing in open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from functools import cached_property
from typing import Any

from django.utils import timezone

from evaluation.publicity import workflow
from evaluation.publicity.models import Kind, PublicitySession
from tests import factories as make
from ymdm.organization.models import Role, Unit


class PublicityMatters:
    mark: str
    lead: Unit

    @cached_property
    def lecture(self) -> PublicitySession:
        """Of a station below `lead`, planned by its own officer: none of the accounts belongs to it or can sign in."""
        station = make.unit("杨家站", parent=self.lead)
        officer = make.person(station, f"{self.mark}杨讲", role=Role.UNION_OFFICER)
        made = workflow.plan(
            station, officer, topic=f"{self.mark}职代会条例", speaker="王讲", kind=Kind.SITE, place="工地",
            on=timezone.localdate(), starts=time(9),
        )  # fmt: skip
        workflow.open_signing(made, officer)
        return made


PUBLICITY = [name for name, made in vars(PublicityMatters).items() if isinstance(made, cached_property)]
ADDRESSES: dict[str, Callable[[Any], dict[str, Any]]] = {
    name: lambda m: {"pk": m.lecture.pk}
    for name in ("publicity:session", "publicity:code", "publicity:sign-in", "publicity:feedback")
} | {"publicity:session-act": lambda m: {"pk": m.lecture.pk, "verb": "call_off"}}
