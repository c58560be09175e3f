"""Show a result to everyone."""

from __future__ import annotations

from datetime import datetime

from ymdm.organization.models import Person
from ymdm.workflow import NoAuthority, beside

from . import workflow
from .models import BallotBox


def publish(box: BallotBox, by: Person, second: Person, *, objections_until: datetime | None = None) -> None:
    """Publish, by one person and a second who may do it too; objections are taken until then."""
    if not second.may("ballots.publish", box.unit):
        raise NoAuthority(f"{second}没有“公布投票结果”的权限。")
    with beside(second):
        workflow.publish(box, by, objections_until=objections_until)
