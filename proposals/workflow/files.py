"""Files of a proposal: put to it by its author while it is written, and by its handlers while it is handled."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from ymdm.attachments import workflow as attachments
from ymdm.attachments.models import Attachment
from ymdm.organization.models import Person
from ymdm.workflow import NoAuthority, Refused

from ..models import Proposal, State
from .authoring import is_author
from .handling import running

WRITTEN = {State.DRAFT, State.RETURNED}
WORKED_ON = {State.IN_PROGRESS, State.REHANDLING}


def may_attach(proposal: Proposal, by: Person) -> bool:
    """Whether `by` may put a file to the proposal now."""
    if proposal.state in WRITTEN:
        return is_author(proposal, by)
    return proposal.state in WORKED_ON and any(by.may("proposals.handle", row.unit) for row in running(proposal))


def attach(proposal: Proposal, by: Person, upload: UploadedFile) -> Attachment:
    """Check and store one file. Raises NoAuthority, and ValidationError with a sentence for a file that is not fit."""
    with transaction.atomic():
        proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
        if not may_attach(proposal, by):
            raise NoAuthority(f"提案现在是“{proposal.get_state_display()}”，您不能给它上传附件。")
        return attachments.attach(proposal, upload, by)


def detach(proposal: Proposal, by: Person, attachment: Attachment) -> None:
    """Take back a file that was put to a draft by mistake. What was handed in once stays (PRO-01)."""
    with transaction.atomic():
        proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
        if not is_author(proposal, by):
            raise NoAuthority("只有提案人本人可以删除附件。")
        handed_in = proposal.versions.last()
        if proposal.state not in WRITTEN or (handed_in and attachment.at <= handed_in.at):
            raise Refused(f"“{attachment}”已经随提案提交过，要留在记录里，不能删除。")
        attachments.detach(attachment, by)
